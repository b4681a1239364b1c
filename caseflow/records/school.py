"""The calendar of a school, and the diary feeds that people switched on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.records.base import STRICT, Record, new_id


class CalendarEntry(Record):
    """Days of a school: a term, or days on which no pupil comes. Taken back rather than deleted."""

    __tablename__ = "calendar_entry"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(60))
    first: Mapped[str] = mapped_column(String(10))
    last: Mapped[str] = mapped_column(String(10))
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(16))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(String(16))


class CalendarFeed(Record):
    """A secret address at which a person's diary may ask. Only the SHA-256 of the secret is kept."""

    __tablename__ = "calendar_feed"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("secret_sha256"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    secret_sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    read_on: Mapped[str | None] = mapped_column(String(10))
