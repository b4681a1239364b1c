"""What was asked for in an emergency, and what a second person said to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.records.base import STRICT, Record, new_id


class EmergencyRequest(Record):
    """Somebody asks to read a case in an emergency. Which case, and why, is sealed; it may be one that is not there."""

    __tablename__ = "emergency_request"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    asked_by: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime]
    sealed: Mapped[bytes]
    answered_by: Mapped[str | None] = mapped_column(String(16))
    answered_at: Mapped[datetime | None]
    agreed: Mapped[bool] = mapped_column(default=False)
