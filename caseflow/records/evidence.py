"""Items of evidence and the files that belong to them; files added to a report not yet sent; who added how many."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.records.base import STRICT, Record, new_id

NO_FILE = "blob IS NULL AND blob_key IS NULL AND size IS NULL AND copy IS NULL AND copy_key IS NULL"


class EvidenceRecord(Record):
    """An item of evidence, as it was given: never changed afterwards, only frozen.

    What it is stands in `sealed`. `blob` names its file in the store and `copy` the picture drawn anew; their keys lie
    here wrapped under the case's. `image_flag` is the answer to whether it might show somebody under 18 undressed:
    unless that was no, there is no file, and the database itself sees to it.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        UniqueConstraint("blob"),
        CheckConstraint("image_flag IN ('no', 'yes', 'unsure')", name="flag"),
        CheckConstraint(f"image_flag = 'no' OR ({NO_FILE})", name="no_file_unless_no"),
        CheckConstraint("frozen_at IS NULL OR (copy IS NULL AND copy_key IS NULL)", name="frozen_has_no_copy"),
        STRICT,
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    number: Mapped[int]
    image_flag: Mapped[str] = mapped_column(String(6))
    sealed: Mapped[bytes]
    blob: Mapped[str | None] = mapped_column(String(32))
    blob_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    size: Mapped[int | None]
    copy: Mapped[str | None] = mapped_column(String(32))
    copy_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]


class DraftFile(Record):
    """A file added to a report that is not sent yet. What it is, and its key, are sealed under the draft's own key."""

    __tablename__ = "draft_file"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"), index=True)
    sealed: Mapped[bytes]
    blob: Mapped[str] = mapped_column(String(32))
    copy: Mapped[str | None] = mapped_column(String(32))
    size: Mapped[int]
    added_at: Mapped[datetime]


class Upload(Record):
    """That somebody had a file looked at, kept for an hour so that nobody does so too often. `who` is a blind mark."""

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_who_at", "who", "at"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    who: Mapped[bytes]
    at: Mapped[datetime]
