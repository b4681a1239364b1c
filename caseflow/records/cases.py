"""A case and all that hangs on it. Content is sealed under the case's own key; who plays which part is a blind mark."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.records.base import STRICT, Record, new_id, new_reference


class Case(Record):
    """One person, one matter. `headline` holds the few words of a list, `sealed` all that is known.

    `version` counts its transitions, so that a stale form is noticed.

    The columns are a cache of the journal: replaying the entries must give the same.
    """

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_school_updated", "school_id", "updated_at", "id"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    reference: Mapped[str] = mapped_column(String(14), unique=True, default=new_reference)
    version: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    headline: Mapped[bytes]
    sealed: Mapped[bytes]


class Position(Record):
    """Where a case stands on one track."""

    __tablename__ = "position"
    __table_args__ = (UniqueConstraint("case_id", "track"), Index("ix_position_state_case", "state", "case_id"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    track: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime]


class Part(Record):
    """The part somebody plays in a case, from when until when. `who` is a blind mark: the table alone names nobody."""

    __tablename__ = "part"
    __table_args__ = (
        Index("ix_part_who_role_case", "who", "role", "case_id"),
        Index("ix_part_case_role", "case_id", "role"),
        STRICT,
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    who: Mapped[bytes]
    role: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Clock(Record):
    """A deadline that runs or ran. `first_due_at` is never changed.

    `unit` and `amount` say how it was counted when it started. `reminded_for` and `missed_for` are the due times of
    which people were told, so that they are told once.
    """

    __tablename__ = "clock"
    __table_args__ = (Index("ix_clock_case_met", "case_id", "met_at"), STRICT)
    added_later = frozenset({"unit", "amount", "reminded_for", "missed_for"})

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    first_due_at: Mapped[datetime]
    due_at: Mapped[datetime]
    met_at: Mapped[datetime | None]
    unit: Mapped[str | None] = mapped_column(String(30))
    amount: Mapped[int | None]
    reminded_for: Mapped[datetime | None]
    missed_for: Mapped[datetime | None]
    edits: Mapped[list[ClockEdit]] = relationship(order_by="ClockEdit.number")

    @property
    def pause(self) -> ClockEdit | None:
        """The pause in which it stands still, or None."""
        return next((edit for edit in self.edits if edit.kind == "pause" and edit.until is None), None)


class ClockEdit(Record):
    """What people did to a clock: a pause, or a move to another time. Why they did stands in the journal, sealed.

    A pause has `until` once it has ended, and `due_after` if the clock ran on; `look_again` says when to look at it.
    """

    __tablename__ = "clock_edit"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    clock_id: Mapped[str] = mapped_column(ForeignKey("clock.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    look_again: Mapped[datetime | None]
    due_before: Mapped[datetime]
    due_after: Mapped[datetime | None]


class LetterRecord(Record):
    """A letter from due to delivered. What it says and the printed PDF are sealed; an issued letter is frozen."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("case_id", "number"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(20), default="due")
    due_since: Mapped[datetime]
    updated_at: Mapped[datetime]
    sealed: Mapped[bytes]
    pdf: Mapped[bytes | None] = mapped_column(deferred=True)
    sha256: Mapped[str | None] = mapped_column(String(64))
    issued_at: Mapped[datetime | None]


class Notice(Record):
    """Something waits for somebody: queued in the transaction that made it true. Says nothing of what."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_person_read", "person_id", "read_at"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    sealed: Mapped[bytes]
    about: Mapped[bytes]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class Draft(Record):
    """A report that somebody has begun. Sealed under a key of its own; only its author can open it."""

    __tablename__ = "draft"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    sealed: Mapped[bytes]
    begun_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Request(Record):
    """A form that was sent: the second time it comes, the first answer is given again."""

    __tablename__ = "request"
    __table_args__ = STRICT

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(16))
    body: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
