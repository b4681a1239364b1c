"""What somebody proves who they are with, beside a password: named by them, and taken away by nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from caseflow.casework import credentials, journal, school_notices, schools
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.throttle import Attempt
from caseflow.records import Factor, Person, new_id
from caseflow.vault.box import Altered

PASSKEY, APP = "passkey", "app"
MOST, MOST_NAME = 10, 60
_SAID = {
    "factor_added": "Somebody added a way to prove that it is them",
    "factor_removed": "Somebody removed a way to prove that it is them",
}
_Change = Callable[[frozenset[str]], frozenset[str]]


@dataclass(frozen=True)
class Held:
    """A factor, opened. `key` is the secret of an app, or the public key of a passkey."""

    id: str
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None
    sign_count: int
    key: str = field(repr=False)
    credential: str = ""


def held(desk: Desk, someone: Someone) -> list[Held]:
    """The factors of somebody, the oldest first. A row that was changed or moved by hand is none."""
    rows = desk.session.scalars(_of(someone).order_by(Factor.added_at, Factor.id)).all()
    return [one for one in (_opened(desk, row) for row in rows) if one]


def has_any(desk: Desk, someone: Someone) -> bool:
    """Whether somebody has a factor. A row that no longer opens counts, and one that was taken away by hand: neither
    must let anybody begin afresh.
    """
    bound = credentials.of(desk, desk.session.get_one(Person, someone.id))
    if bound is None or bound.factors:
        return True
    return desk.session.scalar(_of(someone).with_only_columns(Factor.id).limit(1)) is not None


def by_credential(desk: Desk, credential: bytes) -> tuple[Person, Held] | None:
    """Whose passkey this is, by the id that it gives itself."""
    mark = hashlib.sha256(credential).hexdigest()
    row = desk.session.scalars(select(Factor).where(Factor.credential_sha256 == mark)).one_or_none()
    opened = _opened(desk, row) if row else None
    if row is None or opened is None or opened.credential != credential.hex():
        return None
    return desk.session.get_one(Person, row.person_id), opened


def add(desk: Desk, someone: Someone, kind: str, name: str, key: str, credential: bytes = b"") -> str:
    """Give somebody a factor, and return its id. Raises BadAnswers if the name will not do, Refused at too many."""
    if not credentials.whole(desk, desk.session.get_one(Person, someone.id)):
        raise Refused(
            "What you sign in with is not what is on record, so nothing can be added to it. Have your access restored: "
            "two of the clerk, the chair and the data protection officer do that."
        )
    name = name.strip()
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise BadAnswers({"name": f"Enter a name of up to {MOST_NAME} characters, to know it by"})
    if len(desk.session.scalars(_of(someone).with_only_columns(Factor.id)).all()) >= MOST:
        raise Refused(f"You have {MOST} already, and that is the most. Remove one that you no longer use.")
    row = Factor(
        id=new_id(),
        school_id=someone.school_id,
        person_id=someone.id,
        kind=kind,
        credential_sha256=hashlib.sha256(credential).hexdigest() if credential else None,
        added_at=desk.now,
    )
    said = {"name": name, "key": key, "kind": kind, "credential": credential.hex()}
    row.sealed = desk.seal(school_scope(someone.school_id), said, _place(row))
    desk.session.add(row)
    desk.session.flush()
    _changed(desk, someone, "factor_added", kind, row.id, lambda ids: ids | {row.id})
    return row.id


def remove(desk: Desk, someone: Someone, factor_id: str, proved_with: str) -> None:
    """Take a factor away. Raises NotThere if it is not theirs, and Refused unless they have just shown another one."""
    row = desk.session.get(Factor, factor_id)
    if row is None or row.person_id != someone.id:
        raise NotThere
    others = {one.id for one in held(desk, someone)} - {factor_id}
    if not others:
        raise Refused("This is the only one you have. Add another first, and then remove this one.")
    if proved_with not in others:
        raise Refused("Show another one first: whoever has only this one must not be able to remove the rest.")
    kind = row.kind
    desk.session.delete(row)
    desk.session.flush()
    _changed(desk, someone, "factor_removed", kind, factor_id, lambda ids: ids - {factor_id})


def used(desk: Desk, factor_id: str, *, sign_count: int = 0) -> None:
    """Remember that a factor was shown."""
    row = desk.session.get_one(Factor, factor_id)
    row.used_at, row.sign_count = desk.now, sign_count
    desk.session.flush()


def failed(desk: Desk, someone: Someone, attempt: Attempt) -> None:
    """A factor was shown in vain: it counts, and the journal hears of the first, and then ever more rarely."""
    attempt.failed()
    if attempt.told:
        sentence = "A second factor was not right"
        journal.write_for_school(desk, someone.school_id, "factor_failed", someone.id, sentence=sentence)


def _changed(desk: Desk, someone: Someone, event: str, kind: str, factor_id: str, how: _Change) -> None:
    """Whatever session there is began with other factors: a new credential ends them all but the one at hand."""
    row = desk.session.get_one(Person, someone.id)
    row.credential = new_id()
    credentials.change(desk, row, lambda bound: replace(bound, factors=how(bound.factors)))
    school_notices.of_access(desk, someone, event.replace("_", "-"))
    told = {"sort": kind, "factor": factor_id, "told": [someone.id], **schools.vouching(row)}
    journal.write_for_school(desk, someone.school_id, event, someone.id, sentence=_SAID[event], **told)


def _of(someone: Someone) -> Select[Factor]:
    return select(Factor).where(Factor.person_id == someone.id, Factor.school_id == someone.school_id)


def _opened(desk: Desk, row: Factor) -> Held | None:
    try:
        said: dict[str, Any] = desk.unseal(school_scope(row.school_id), row.sealed, _place(row))
    except Altered:
        return None
    times = (row.added_at, row.used_at)
    return Held(row.id, said["kind"], said["name"], *times, row.sign_count, said["key"], said["credential"])


def _place(row: Factor) -> str:
    return f"factor/{row.id}/{row.person_id}"
