"""What leaves the building, who wants how much of it, and whether it leaves at all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.records.base import STRICT, Record, new_id
from caseflow.records.cases import Notice


class Outgoing(Record):
    """Something to be sent, queued in the transaction that caused it. Says nothing of what, nor to whom.

    `whom` is a blind mark of the one it is for, `about` of the case; who and what stand in `sealed`, under the school's
    key, or the case's for a letter. `lease` is a token of whoever has it in hand until `lease_until`, and has to be
    theirs still when they write down what became of it.

    `due_at` moves with every try. `first_due_at` is when it first might have left, and `put_off_since` when the mail
    server first put it off.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_outbox_state_due", "state", "due_at"),
        Index("ix_outbox_about", "about"),
        Index("ix_outbox_whom", "whom"),
        Index("ix_outbox_lease", "lease"),
        STRICT,
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("case.id"))
    notice_id: Mapped[str | None] = mapped_column(ForeignKey("notice.id"))
    about: Mapped[bytes | None]
    whom: Mapped[bytes]
    sealed: Mapped[bytes]
    message_id: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    first_due_at: Mapped[datetime]
    put_off_since: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(16))
    lease_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    notice: Mapped[Notice | None] = relationship()


class PostState(Record):
    """Whether post leaves: when somebody last carried it, and since when the mail server has not taken any.

    It speaks of the server and never of what waits: so it may be shown to people who must not know that anything does.
    """

    __tablename__ = "post_state"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    seen_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(String(20), default="")


class PostChoice(Record):
    """How often somebody wants e-mail, where they chose otherwise than their school."""

    __tablename__ = "post_choice"
    __table_args__ = STRICT

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    how_often: Mapped[str] = mapped_column(String(10))
    set_at: Mapped[datetime]
