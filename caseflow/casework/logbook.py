"""The journal as people look at it: the entries that somebody may see of it, and nothing of the others.

What is shown of a school's log was decided so:

- Words stand only with entries of cases that the viewer manages (reading a case's journal is part of managing it), and
  with entries about the school that are everybody's business, or the viewer's own doing.
- Other entries are left out without a trace. Their time and number would tell that something happened and when, and a
  headteacher could learn from it that there is a case about them.
- So an entry carries the number it has in its own case, not its number in the log: two log numbers and two times
  around a gap would say what was left out. For the same reason pages are turned by an entry's fingerprint.
- Approving a letter signs a checkpoint of the log, so that one was signed is told only to whoever manages that case.
- What somebody was refused is told to the data protection officer alone, and to whoever asked: it says how often they
  tried, and that is nothing for a headteacher to know of a colleague, or of somebody who looks into the headteacher.
- An entry that was changed by hand is told of, whatever it was: then there is something worse to fear than a gap.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, literal, or_, select

from caseflow.casework import cases, checkpoints, journal, people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.denied import DENIED
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.people import Someone
from caseflow.ledger import seal as sealing
from caseflow.ledger.leaf import BadLeaf, parse
from caseflow.ledger.seal import BadPayload
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import roles
from caseflow.records import AuditLeaf, AuditPayload, Case
from caseflow.vault.box import Altered, open_payload
from caseflow.vault.keyring import KeyGone

SIZE = 50
_BATCH = 200
OF_THE_SCHOOL = frozenset(
    {
        "school_founded",
        "person_added",
        "person_changed",
        "post_given",
        "post_taken_back",
        "post_agreed",
        "post_refused",
        "recovery_begun",
        "recovery_agreed",
        "recovered",
        "invited",
        "invitation_used",
        "setting_changed",
        "calendar_changed",
        "letterhead_changed",
        "checkpoint_made",
        "checkpoint_addresses_changed",
        "policy_begun",
        "policy_changed",
        "policy_set_aside",
        "policy_proposed",
        "policy_taken_back",
        "policy_sent_back",
        "policy_adopted",
        "policy_published",
        "policy_reviewed",
        "policy_review_told",
    }
)
"""Entries about the school itself that whoever may open its journal may read."""

KINDS = {
    "transition": "Step",
    "read": "Reading",
    "read_on": "Reading",
    "cases_listed": "Reading",
    "calendar_read": "Reading",
    "journal_read": "Reading",
    "person_added": "Staff list",
    "person_changed": "Staff list",
    "post_given": "Staff list",
    "post_taken_back": "Staff list",
    "post_agreed": "Staff list",
    "post_refused": "Staff list",
    "setting_changed": "Setting",
    "letterhead_changed": "Setting",
    "calendar_changed": "Setting",
    "feed_changed": "Setting",
    "feed_read": "Reading",
    "reminded": "Clock",
    "deadline_missed": "Clock",
    "delay_asked": "Clock",
    DENIED: "Refused request",
    "policy_review_told": "Clock",
    "notice_read": "Reading",
    "school_founded": "Set-up",
    "checkpoint_made": "Checkpoint",
    "checkpoint_addresses_changed": "Setting",
}
_KINDS = {"letter": "Letter", "policy": "Policy", "evidence": "Evidence", "picture": "Evidence"}
"""By how the name of an event begins, for those that are not named themselves."""


@dataclass(frozen=True)
class Line:
    """One entry as the journal's pages show it."""

    number: int | None
    reference: str
    at: datetime | None
    kind: str
    sentence: str
    who: str
    key: str


def page(desk: Desk, person: Someone, *, reference: str = "", after: str = "") -> tuple[list[Line], str]:
    """Entries the person may see, newest first, with the key of the page that follows, or nothing."""
    mine = _managed(desk, person)
    if reference:
        mine = mine.where(Case.reference == reference)
    references = dict(desk.session.execute(mine.with_only_columns(literal("case:") + Case.id, Case.reference)).all())
    scopes = AuditPayload.scope.in_(mine.with_only_columns(literal("case:") + Case.id))
    wanted = scopes if reference else or_(scopes, AuditPayload.scope.like(f"{person.school_id}:%"))
    found: list[Line] = []
    for scope, key, entry in _newest_first(desk, person.school_id, wanted, after):
        if scope in references or entry is None or _concerns(entry, person, references):
            if len(found) == SIZE:
                return found, found[-1].key
            found.append(_line(desk, person.school_id, references.get(scope, ""), key, entry))
    return found, ""


def newest_checkpoint(desk: Desk, person: Someone) -> int | None:
    """The size of the newest checkpoint that the person may know of, or None."""
    mine = _managed(desk, person).with_only_columns(literal("case:") + Case.id)
    managed = set(desk.session.scalars(mine))
    about_the_school = AuditPayload.scope.like(f"{person.school_id}:%")
    for _scope, _key, entry in _newest_first(desk, person.school_id, about_the_school, ""):
        if entry and entry.event == checkpoints.EVENT and _concerns(entry, person, managed):
            return int(entry.said["size"])
    return None


def of_case(file: CaseFile, *, before: int | None = None) -> tuple[list[Line], int | None]:
    """All entries of a case, its readings included, newest first, and the number before which the next page starts."""
    entries = [one for one in reversed(journal.read(file.desk, file.scope)) if before is None or one.number < before]
    shown = [_line(file.desk, file.case.school_id, file.reference, "", one) for one in entries[:SIZE]]
    return shown, shown[-1].number if len(entries) > SIZE else None


def _concerns(entry: journal.Entry, person: Someone, managed: Container[str]) -> bool:
    """Whether an entry about the school is everybody's business, the person's own doing, or of a case they manage."""
    if case := entry.said.get("case"):
        return case_scope(str(case)) in managed
    told = entry.event in OF_THE_SCHOOL or (entry.event == DENIED and person.holds(roles.DPO.key))
    return told or entry.said.get("actor") == person.id


def _managed(desk: Desk, person: Someone) -> Select[Case]:
    return cases.visible_cases(desk, person, Permission.MANAGE)


def _newest_first(
    desk: Desk, school_id: str, wanted: ColumnElement[bool], after: str
) -> Iterator[tuple[str, str, journal.Entry | None]]:
    """Entries that fit, opened, with their scope and fingerprint: a batch at a time, for as long as more are asked."""
    before = _place(desk, school_id, after)
    while True:
        query = (
            select(AuditPayload.seq, AuditPayload.scope, AuditPayload.scope_seq, AuditPayload.ct, AuditLeaf)
            .join(AuditLeaf, (AuditLeaf.school_id == AuditPayload.school_id) & (AuditLeaf.seq == AuditPayload.seq))
            .where(AuditPayload.school_id == school_id, wanted)
            .order_by(AuditPayload.seq.desc())
            .limit(_BATCH)
        )
        rows = desk.session.execute(query if before is None else query.where(AuditPayload.seq < before)).all()
        desk.keyring.keys({row[1] for row in rows})
        for seq, scope, number, ct, leaf in rows:
            yield scope, leaf.hash.hex(), _opened(desk, seq, scope, number, ct, leaf.leaf)
        if len(rows) < _BATCH:
            return
        before = rows[-1][0]


def _opened(desk: Desk, seq: int, scope: str, number: int, ct: bytes, leaf: bytes) -> journal.Entry | None:
    """An entry, or None if somebody changed it by hand so that it cannot be read."""
    try:
        _blind, payload = open_payload(desk.keyring.key(scope), seq, ct)
        said, at = sealing.read(payload), datetime.fromisoformat(parse(leaf).time)
    except (Altered, BadLeaf, BadPayload, KeyGone):
        return None
    return journal.Entry(seq, number, at, str(said["event"]), said)


def _place(desk: Desk, school_id: str, after: str) -> int | None:
    """The number of the entry with this fingerprint, or None."""
    try:
        digest = bytes.fromhex(after)
    except ValueError:
        return None
    query = select(AuditLeaf.seq).where(AuditLeaf.school_id == school_id, AuditLeaf.hash == digest)
    return desk.session.scalar(query) if after else None


def _line(desk: Desk, school_id: str, reference: str, key: str, entry: journal.Entry | None) -> Line:
    if entry is None:
        return Line(None, reference, None, "Fault", "This entry cannot be read: somebody changed it by hand", "", key)
    staff = people.everyone(desk, school_id)
    actor = str(entry.said.get("actor", ""))
    about = staff.get(str(entry.said.get("person", "")))
    return Line(
        number=entry.number if reference else None,
        reference=reference,
        at=entry.at,
        kind=KINDS.get(entry.event) or _KINDS.get(entry.event.partition("_")[0], "Other"),
        sentence=f"{entry.sentence}: {about.name}" if about else entry.sentence,
        who=staff[actor].name if actor in staff else "",
        key=key,
    )
