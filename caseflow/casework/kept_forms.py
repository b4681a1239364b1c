"""What somebody had typed when they could not go on: kept for them alone, and given back as it was typed.

A form that comes on a session that has ended, or before a factor was shown, is not carried out. What it said is sealed
under a key of its own, opens for the one person whose session it was, and goes when they send that form or after a day.
Nothing here is ever sent by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, delete, select

from caseflow.casework.desk import Desk
from caseflow.casework.forgetting import destroy_key_afterwards
from caseflow.casework.people import Someone
from caseflow.records import KeptForm, new_id
from caseflow.vault.box import blind_index
from caseflow.vault.keyring import KeyGone

KEPT = timedelta(hours=24)
MOST = 3
"""So many forms are kept for one person; the oldest goes."""
_NOT_TYPED = frozenset({"csrf_token", "request_key"})


class Why(StrEnum):
    """Why a form could not go on."""

    ENDED = "ended"
    CONFIRM = "confirm"


@dataclass(frozen=True)
class Kept:
    """A form as it was typed: where it belongs, its fields in their order, and why it was kept."""

    id: str
    path: str
    query: str
    fields: tuple[tuple[str, str], ...]
    why: Why


def keep(desk: Desk, someone: Someone, path: str, query: str, fields: Iterable[tuple[str, str]], why: Why) -> str:
    """Keep a form for somebody, and return the id by which it is given back."""
    rows = desk.session.scalars(_of(someone).order_by(KeptForm.kept_at.desc(), KeptForm.id)).all()
    here = _place(desk, someone, path)
    gone = [one.id for place, one in enumerate(rows) if place >= MOST - 1 or one.place == here]
    _remove(desk, KeptForm.id.in_(gone))
    _remove(desk, KeptForm.kept_at < desk.now - KEPT)
    row_id = new_id()
    typed = [[name, value] for name, value in fields if name not in _NOT_TYPED]
    said = {"path": path, "query": query, "fields": typed, "why": why.value}
    desk.keyring.new(_scope(row_id))
    desk.session.add(
        KeptForm(
            id=row_id,
            school_id=someone.school_id,
            person_id=someone.id,
            place=here,
            sealed=desk.seal(_scope(row_id), said, _context(row_id, someone)),
            kept_at=desk.now,
        )
    )
    desk.session.flush()
    return row_id


def find(desk: Desk, someone: Someone, kept_id: str, path: str) -> Kept | None:
    """What this person had typed at this address, or None."""
    query = _of(someone).where(KeptForm.id == kept_id, KeptForm.kept_at >= desk.now - KEPT)
    row = desk.session.scalars(query).one_or_none()
    found = _opened(desk, someone, row) if row else None
    return found if found and found.path == path else None


def newest(desk: Desk, someone: Someone) -> Kept | None:
    """The form that somebody should be given back first, or None."""
    query = _of(someone).where(KeptForm.kept_at >= desk.now - KEPT).order_by(KeptForm.kept_at.desc(), KeptForm.id)
    row = desk.session.scalars(query.limit(1)).first()
    return _opened(desk, someone, row) if row else None


def forget(desk: Desk, someone: Someone, path: str) -> None:
    """The form of this address was sent: it need not be kept any longer."""
    _remove(desk, KeptForm.person_id == someone.id, KeptForm.place == _place(desk, someone, path))


def _of(someone: Someone) -> Select[KeptForm]:
    return select(KeptForm).where(KeptForm.person_id == someone.id, KeptForm.school_id == someone.school_id)


def _opened(desk: Desk, someone: Someone, row: KeptForm) -> Kept | None:
    try:
        said = desk.unseal(_scope(row.id), row.sealed, _context(row.id, someone))
    except KeyGone:  # forgotten, but the power failed before the row had gone as well
        return None
    return Kept(row.id, said["path"], said["query"], tuple((n, v) for n, v in said["fields"]), Why(said["why"]))


def _place(desk: Desk, someone: Someone, path: str) -> bytes:
    return blind_index(desk.index_key(someone.school_id), "kept", someone.id, path)


def _scope(row_id: str) -> str:
    return f"kept:{row_id}"


def _context(row_id: str, someone: Someone) -> str:
    return f"kept/{row_id}/{someone.id}"


def _remove(desk: Desk, *which: ColumnElement[bool]) -> None:
    for gone in desk.session.scalars(delete(KeptForm).where(*which).returning(KeptForm.id)).all():
        destroy_key_afterwards(desk, _scope(gone))
