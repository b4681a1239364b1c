"""Restoring the access of somebody who lost what they prove who they are with: two people have seen them.

Nobody who runs the machines is asked, and nothing is sent: the clerk, the chair or the data protection officer says
that they saw the person, each with a second factor of their own, and the code that comes of two is shown once. For a
day after it was used the person neither decides nor destroys anything, so that a recovery that was talked out of two
people can be found before it did harm.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select

from caseflow.casework import credentials, journal, paper_codes, passwords, people, school_notices, sessions, throttle
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.particulars import weak
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.lifecycle.days import say_moment
from caseflow.procedure import roles
from caseflow.records import Factor, Identity, Recovery, new_id
from caseflow.vault.box import Altered

VOUCHERS = (roles.CLERK.key, roles.CHAIR.key, roles.DPO.key)
TOGETHER, LASTS, HELD_BACK = timedelta(hours=1), timedelta(minutes=15), timedelta(hours=24)
"""How long the first waits for the second; how long the code works; how long nothing is decided afterwards."""
_EACH_OTHER = {roles.HEADTEACHER.key, roles.CHAIR.key}


def may_vouch(actor: Someone, other: Someone) -> bool:
    """Whether somebody may say that they saw another.

    The chair and the headteacher never vouch for each other: where one is kept out of a case of the other's, they must
    not, and if it were refused only then, the refusal would tell of the case. Two others are always there.
    """
    if not (actor.active and other.active and actor.school_id == other.school_id and actor.id != other.id):
        return False
    apart = any(actor.holds(one) and other.holds(*(_EACH_OTHER - {one})) for one in _EACH_OTHER)
    return actor.holds(*VOUCHERS) and not apart


def whom(desk: Desk, actor: Someone) -> list[Someone]:
    """Those whom somebody may vouch for, by name."""
    found = (one for one in people.everyone(desk, actor.school_id).values() if may_vouch(actor, one))
    return sorted(found, key=lambda one: (people.fold(one.name), one.id))


def vouch(desk: Desk, actor: Someone, other: Someone) -> str | None:
    """Say that one saw somebody. Returns the code if another person said so before, None if one is the first.

    Raises Refused if one was the first oneself, or may not.
    """
    if not may_vouch(actor, other):
        raise Refused("You cannot say this of them. Ask two others of the clerk, the chair and the DPO.")
    waiting = [row for row in _rows(desk, other.id) if row.begun_at > desk.now - TOGETHER and row.used_at is None]
    for row in waiting:
        said = _told(desk, row)
        if said and not said["second"] and said["first"] == actor.id:
            raise Refused("You have said so already. Somebody else has to say it too.")
        if said and not said["second"] and may_vouch(people.everyone(desk, actor.school_id)[said["first"]], other):
            return _complete(desk, row, said, actor)
    row = Recovery(id=new_id(), school_id=other.school_id, person_id=other.id, begun_at=desk.now)
    _seal(desk, row, {"first": actor.id, "second": "", "code": "", "until": "", "used": ""})
    desk.session.add(row)
    desk.session.flush()
    _tell(desk, "recovery_begun", actor.id, other, "Somebody said that they saw a person who cannot sign in")
    return None


def _complete(desk: Desk, row: Recovery, said: dict[str, Any], actor: Someone) -> str:
    code = paper_codes.make()
    said |= {"second": actor.id, "code": paper_codes.digest(code), "until": (desk.now + LASTS).isoformat()}
    _seal(desk, row, said)
    desk.session.flush()
    other = people.everyone(desk, row.school_id)[row.person_id]
    _tell(desk, "recovery_agreed", actor.id, other, "A second person said so too, and a code was made")
    return code


def use(desk: Desk, email: str, code: str, password: str, address: str) -> Someone | None:
    """Use a code up: whatever the person could sign in with is void, and their password is the new one.

    That is all sessions and factors, the linked account at the school's provider, and every other code and invitation:
    otherwise whoever holds one of them comes in first, and adds a factor of their own.

    Returns None if it is no code of theirs; keep the work either way, it counts. Raises BadAnswers if the password
    will not do; then the code is not used up.
    """
    if words := weak(password):
        raise BadAnswers({"password": words})
    attempt = throttle.at_a_password(desk, email, address)
    known = {person.id: person for person in passwords.known(desk, email) if person.active}
    found = _fitting(desk, known, code)
    if attempt.must_wait or not found:
        attempt.failed()
        return None
    attempt.succeeded()
    row, person = found[0], known[found[0].person_id]
    someone = people.opened(desk, person)
    _void_codes(desk, someone)
    _seal(desk, row, (_told(desk, row) or {}) | {"used": desk.now.isoformat()})
    desk.session.execute(delete(Factor).where(Factor.person_id == person.id))
    desk.session.execute(delete(Identity).where(Identity.person_id == person.id))
    sessions.end_all(desk, someone)
    credentials.bind(desk, person, credentials.Bound())
    passwords.change(desk, someone, password, tells=False)  # that their access was restored says it
    _tell(desk, "recovered", person.id, someone, "Somebody’s access was restored: all they had signed in with is void")
    return someone


def _void_codes(desk: Desk, someone: Someone) -> None:
    """No code of theirs works any more, the one just used included, nor an invitation, which lies among the codes."""
    for row in _rows(desk, someone.id):
        row.used_at = row.used_at or desk.now
        if said := _told(desk, row):
            _seal(desk, row, said | {"code": ""})


def held_back(desk: Desk, someone: Someone) -> datetime | None:
    """Until when somebody whose access was restored neither decides nor destroys anything, or None."""
    told = [_told(desk, row) for row in _rows(desk, someone.id)]
    used = [datetime.fromisoformat(one["used"]) + HELD_BACK for one in told if one and one["used"]]
    return max((until for until in used if until > desk.now), default=None)


def hold_back(desk: Desk, someone: Someone) -> None:
    """Raise Refused if somebody's access was restored less than a day ago."""
    if until := held_back(desk, someone):
        raise Refused(f"Your access was restored a short time ago. You can do this from {say_moment(until)}.")


def _fitting(desk: Desk, ids: Iterable[str], code: str) -> list[Recovery]:
    """The rows of which this is the code. It asks the database for nobody, too: a known address costs no query more."""
    typed = paper_codes.digest(code)
    found = []
    for row in _rows(desk, *ids):
        said = _told(desk, row)
        if said and said["code"] and hmac.compare_digest(said["code"], typed):
            found += [row] if datetime.fromisoformat(said["until"]) > desk.now else []
    return found


def _rows(desk: Desk, *ids: str) -> list[Recovery]:
    query: Select[Recovery] = select(Recovery).where(Recovery.person_id.in_(ids))
    return list(desk.session.scalars(query.order_by(Recovery.begun_at, Recovery.id).with_for_update()))


def _told(desk: Desk, row: Recovery) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = desk.unseal(school_scope(row.school_id), row.sealed, _place(row))
    except Altered:
        return None
    return said


def _seal(desk: Desk, row: Recovery, said: dict[str, Any]) -> None:
    row.sealed = desk.seal(school_scope(row.school_id), said, _place(row))


def _place(row: Recovery) -> str:
    return f"recovery/{row.id}/{row.person_id}"


def _tell(desk: Desk, event: str, actor: str, other: Someone, sentence: str) -> None:
    """Written down for whoever may open the school's journal; `told` names who is to have a notice of it."""
    school_notices.of_access(desk, other, event.replace("_", "-"))
    journal.write_for_school(desk, other.school_id, event, actor, whom=other.id, told=[other.id], sentence=sentence)
