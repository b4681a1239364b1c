"""What all records share: names for constraints, times in UTC, strict tables on SQLite."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Boolean, DateTime, Dialect, LargeBinary, MetaData, String, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC as text that sorts: `2027-03-04T14:02:10.482000Z`. Refuses a time without a zone."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value)
        if f"{moment.isoformat(timespec='microseconds')[:26]}Z" != value:  # read leniently, a change would go unnoticed
            raise ValueError(f"“{value}” is not a moment as records keep it.")
        return moment


class Record(DeclarativeBase):
    """One kind of thing remembered. `added_later` are columns that rows had not when the journal first vouched."""

    added_later: ClassVar[frozenset[str]] = frozenset()

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant, bytes: LargeBinary}  # noqa: RUF012 -- read by SQLAlchemy, never changed


@compiles(String, "sqlite")
@compiles(Text, "sqlite")
@compiles(DateTime, "sqlite")
def _as_text(_type: Any, _compiler: Any, **_kw: Any) -> str:
    """STRICT tables know TEXT and no VARCHAR."""
    return "TEXT"


@compiles(Boolean, "sqlite")
def _as_integer(_type: Any, _compiler: Any, **_kw: Any) -> str:
    """STRICT tables know no BOOLEAN either."""
    return "INTEGER"


STRICT = {"sqlite_strict": True}


def new_id() -> str:
    """A random name of 80 bits, that tells nothing of order or number and stands in addresses."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def new_reference() -> str:
    """What people say and write of a case: `CF-7K3QM-2XD9R`. Random, so that no gap betrays a case one may not see."""
    letters = [secrets.choice(_LETTERS) for _ in range(10)]
    return f"CF-{''.join(letters[:5])}-{''.join(letters[5:])}"
