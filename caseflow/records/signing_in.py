"""Signing in: who is signed in where, with what they prove who they are, and what slows down whoever guesses.

What decides anything is sealed under the school's key, which is not in this database: whoever can write rows here, and
has no key, can make nobody signed in and give nobody a factor. Which there are is sealed in the row of the person.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.records.base import STRICT, Record, new_id
from caseflow.records.people import Person


class SignedIn(Record):
    """A session. Of the secret in the cookie only the SHA-256 is kept; what the session proves is sealed."""

    __tablename__ = "signed_in"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[bytes]
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    idle_until: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()


class KeptForm(Record):
    """What somebody had typed when their session ended, or when they were asked for their factor. Theirs alone."""

    __tablename__ = "kept_form"
    __table_args__ = (Index("ix_kept_form_person_place", "person_id", "place"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    place: Mapped[bytes]
    sealed: Mapped[bytes]
    kept_at: Mapped[datetime]


class Throttle(Record):
    """How often something was tried in vain: an account, a place, or an account from a place. A mark says which.

    `failures` are those that were judged, `tries` all of them, those that came while one had to wait included.
    """

    __tablename__ = "throttle"
    __table_args__ = STRICT

    mark: Mapped[bytes] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]
    tried_at: Mapped[datetime]


class Factor(Record):
    """A passkey, or an app that makes codes. Its name and its key are sealed; `last_step` makes a code work once."""

    __tablename__ = "factor"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[bytes]
    credential_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    sign_count: Mapped[int] = mapped_column(default=0)
    last_step: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Spent(Record):
    """Something that works once and was used: a challenge, a nonce, a token. Forgotten when it would be too old."""

    __tablename__ = "spent"
    __table_args__ = STRICT

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[datetime]


class Recovery(Record):
    """A code that was shown once: two people saw somebody who lost their factors, or a keeper of the staff list invited
    somebody who has no way to sign in yet. Which of the two, who, and until when, is sealed.
    """

    __tablename__ = "recovery"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    sealed: Mapped[bytes]
    begun_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Identity(Record):
    """Somebody's account at the school's identity provider, linked by themselves. The mark is of issuer and sub."""

    __tablename__ = "identity"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    mark: Mapped[bytes] = mapped_column(unique=True)
    sealed: Mapped[bytes]
    linked_at: Mapped[datetime]
