"""The sealed log as it lies in the database. The bytes of a leaf are the canonical form; nothing here is rewritten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.records.base import STRICT, Record


class AuditLeaf(Record):
    """One entry's header: no personal data, not even what kind of event it was. For ever."""

    __tablename__ = "audit_leaf"
    __table_args__ = (UniqueConstraint("school_id", "hash"), STRICT)

    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    leaf: Mapped[bytes]
    hash: Mapped[bytes]
    prev: Mapped[bytes]


class AuditNode(Record):
    """A perfect subtree of the Merkle tree, so that the root costs a handful of reads."""

    __tablename__ = "audit_node"
    __table_args__ = STRICT

    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    idx: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes]


class AuditHead(Record):
    """The end of a school's log: the row that is locked while an entry is written."""

    __tablename__ = "audit_head"
    __table_args__ = STRICT

    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), primary_key=True)
    next_seq: Mapped[int]
    last_hash: Mapped[bytes]
    last_time: Mapped[str] = mapped_column(String(24))


class AuditPayload(Record):
    """What an entry says, sealed under the key of its case (or of the school). Goes when the case is disposed of."""

    __tablename__ = "audit_payload"
    __table_args__ = (
        UniqueConstraint("scope", "scope_seq"),
        Index("ix_audit_payload_scope_seq", "scope", "seq"),
        STRICT,
    )

    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    scope: Mapped[str] = mapped_column(String(24))
    scope_seq: Mapped[int]
    ct: Mapped[bytes]


class AuditCheckpoint(Record):
    """A signed statement of how long the log was and what it held, to be kept by somebody else too."""

    __tablename__ = "audit_checkpoint"
    __table_args__ = STRICT

    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str]
    made_at: Mapped[datetime]
