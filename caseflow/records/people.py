"""Schools, the people who work in them, and the posts those people hold."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.records.base import STRICT, Record, new_id


class School(Record):
    """A school. Everything belongs to one; what it says of itself on a letterhead is sealed text in JSON."""

    __tablename__ = "school"
    __table_args__ = STRICT

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), default="maintained")
    letterhead: Mapped[str] = mapped_column(default="{}")
    created_at: Mapped[datetime]


class SettingValue(Record):
    """What a school set, and from when. The newest whose day has come holds."""

    __tablename__ = "setting_value"
    __table_args__ = (UniqueConstraint("school_id", "key", "holds_from", "set_at"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(400))
    holds_from: Mapped[str] = mapped_column(String(10))
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(16))


class Person(Record):
    """Somebody with an account. Name, e-mail and post are sealed under the school's key; `mark` finds the e-mail.

    `credentials` is the sealed list of what they sign in with; empty in a row that an older release wrote.

    People are deactivated, never deleted: the record speaks of them for decades.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("school_id", "email_mark"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    school_id: Mapped[str] = mapped_column(ForeignKey("school.id"), index=True)
    sealed: Mapped[bytes]
    email_mark: Mapped[bytes] = mapped_column(index=True)
    password: Mapped[str | None] = mapped_column(String(200))
    credentials: Mapped[bytes | None]
    active: Mapped[bool] = mapped_column(default=True)
    credential: Mapped[str] = mapped_column(String(16), default=new_id)
    created_at: Mapped[datetime]
    posts: Mapped[list[Post]] = relationship(
        back_populates="person", lazy="selectin", order_by="Post.role", cascade="all, delete-orphan"
    )


class Post(Record):
    """A post somebody holds in the school, by the key of a role."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("person_id", "role"), STRICT)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    person: Mapped[Person] = relationship(back_populates="posts")
