"""The versions of a school's policy, what became of each, and who has read which. The text itself is no secret."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.records.base import STRICT, Record, new_id


class PolicyText(Record):
    """One version of the policy, from draft to adopted; an adopted one is frozen, its clauses and bases with it.

    `edition` counts its changes, so that a stale form is noticed. `sealed` holds what people wrote about it: the
    governors' minute, and why it was sent back.
    """

    __tablename__ = "policy_text"
    __table_args__ = (UniqueConstraint("school_id", "key"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    key: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20), default="draft")
    edition: Mapped[int] = mapped_column(default=0)
    approved: Mapped[str | None] = mapped_column(String(10))
    holds_from: Mapped[str | None] = mapped_column(String(10))
    review_due: Mapped[str | None] = mapped_column(String(10))
    sealed: Mapped[bytes]
    begun_at: Mapped[datetime]
    begun_by: Mapped[str] = mapped_column(String(16))
    proposed_at: Mapped[datetime | None]
    proposed_by: Mapped[str | None] = mapped_column(String(16))
    adopted_at: Mapped[datetime | None]
    adopted_by: Mapped[str | None] = mapped_column(String(16))
    clauses: Mapped[list[PolicyClause]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    bases: Mapped[list[PolicyBasis]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class PolicyClause(Record):
    """A numbered clause of one version. `lead` is the half sentence that a bullet completes."""

    __tablename__ = "policy_clause"
    __table_args__ = (UniqueConstraint("text_id", "key"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    text_id: Mapped[str] = mapped_column(ForeignKey("policy_text.id"), index=True)
    key: Mapped[str] = mapped_column(String(12))
    section: Mapped[str] = mapped_column(String(200))
    lead: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[str] = mapped_column(String(4000))


class PolicyBasis(Record):
    """On which clause of one version a breach rests. The clause may be gone from it: then that is told."""

    __tablename__ = "policy_basis"
    __table_args__ = (UniqueConstraint("text_id", "category"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    text_id: Mapped[str] = mapped_column(ForeignKey("policy_text.id"), index=True)
    category: Mapped[str] = mapped_column(String(10))
    clause: Mapped[str] = mapped_column(String(12))


class PolicyReview(Record):
    """The governors looked at a version, left it as it is, and said when they look again. The minute is sealed."""

    __tablename__ = "policy_review"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    text_id: Mapped[str] = mapped_column(ForeignKey("policy_text.id"), index=True)
    reviewed_on: Mapped[str] = mapped_column(String(10))
    next_due: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[bytes]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(16))


class PolicyPublication(Record):
    """A version was given to all staff to read."""

    __tablename__ = "policy_publication"
    __table_args__ = (UniqueConstraint("text_id"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    text_id: Mapped[str] = mapped_column(ForeignKey("policy_text.id"))
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(16))


class PolicyReading(Record):
    """Somebody confirmed that they have read and understood a version.

    `who` is a blind mark of its own kind: the register is printed with days, and days that match must not give away
    the marks by which the parts of cases find people.
    """

    __tablename__ = "policy_reading"
    __table_args__ = (UniqueConstraint("text_id", "who"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    text_id: Mapped[str] = mapped_column(ForeignKey("policy_text.id"))
    who: Mapped[bytes] = mapped_column(index=True)
    read_at: Mapped[datetime]
