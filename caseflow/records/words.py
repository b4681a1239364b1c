"""The words that a school has for its letters, in place of those that the program offers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.records.base import STRICT, Record, new_id


class LetterWords(Record):
    """One version of the words of a letter: its paragraphs, as JSON by their keys. Never changed; the newest holds."""

    __tablename__ = "letter_words"
    __table_args__ = (UniqueConstraint("school_id", "letter", "version"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    letter: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    words: Mapped[str]
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(16))
