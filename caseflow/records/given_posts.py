"""Posts that were given and wait for a second person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.records.base import STRICT, Record, new_id


class GivenPost(Record):
    """Somebody gave somebody a post, and a second person has to agree. Which post, by whom and when is sealed."""

    __tablename__ = "given_post"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    sealed: Mapped[bytes]
    answered_at: Mapped[datetime | None]
