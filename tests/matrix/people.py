"""Who stands in which relation to a case: one person for each, in one school, and some of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from casework.town import Town

from caseflow.casework import schools
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.escalations import read_on
from caseflow.casework.people import Someone, mark
from caseflow.casework.vouched import record
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import roles


@dataclass(frozen=True)
class Stand:
    """How somebody stands to a case: the posts they hold in the school, and the parts in the case.

    `cast` names somebody who is there already. `ended`, `days` and `extra` say what is odd about the part.
    """

    posts: tuple[str, ...] = ("staff",)
    parts: tuple[str, ...] = ()
    cast: str = ""
    odd: str = ""


GOVERNOR = ("governor",)
RELATIONS: Mapping[str, Stand] = {
    "staff, no link": Stand(),
    "reporter": Stand(parts=("reporter",), cast="rosa"),
    "also reported it": Stand(parts=("also-reported",)),
    "witness": Stand(parts=("witness",)),
    "line manager": Stand(parts=("line-manager",)),
    "subject": Stand(parts=("subject",), cast="quentin"),
    "head who is the subject": Stand(("headteacher", "staff"), parts=("subject",)),
    "head who declared a conflict": Stand(("headteacher", "staff"), parts=("conflicted",)),
    "head, no part": Stand(("headteacher", "staff")),
    "case manager": Stand(("headteacher", "staff"), parts=("case-manager",), cast="helen"),
    "case manager who became a witness": Stand(("chair", "governor"), parts=("case-manager", "witness")),
    "case manager who handed over": Stand(("vice-chair", "governor"), parts=("case-manager",), odd="ended"),
    "covering manager": Stand(("vice-chair", "governor"), parts=("covering-manager",), odd="this week"),
    "covering, ended a second ago": Stand(("vice-chair", "governor"), parts=("covering-manager",), odd="ended"),
    "covering, from tomorrow": Stand(("vice-chair", "governor"), parts=("covering-manager",), odd="next week"),
    "investigator": Stand(("investigating-officer", "staff"), parts=("investigator",)),
    "investigator who knows who reported it": Stand(
        ("investigating-officer", "staff"), parts=("investigator", "knows-reporter")
    ),
    "investigating officer, no part": Stand(("investigating-officer", "staff")),
    "HR adviser": Stand(("hr-adviser", "staff"), parts=("adviser",)),
    "HR adviser, no part": Stand(("hr-adviser", "staff")),
    "second reader": Stand(("hr-adviser", "staff"), parts=("second-reader",)),
    "second reader, TRA": Stand(("hr-adviser", "staff"), parts=("tra-second-reader",)),
    "second reader, police": Stand(("hr-adviser", "staff"), parts=("police-second-reader",)),
    "second reader, LADO": Stand(("hr-adviser", "staff"), parts=("lado-second-reader",)),
    "second reader, severity": Stand(("hr-adviser", "staff"), parts=("grade-second-reader",)),
    "keeper of the seal": Stand(("hr-adviser", "staff"), parts=("seal-keeper",)),
    "asked to keep the seal": Stand(("hr-adviser", "staff"), parts=("asked-to-keep-the-seal",)),
    "proposed to be let in": Stand(("hr-adviser", "staff"), parts=("proposed-to-let-in",)),
    "let in, no part": Stand(("hr-adviser", "staff"), parts=("let-in",)),
    "reader in an emergency": Stand(("dsl", "staff"), parts=("emergency-reader",), odd="this week"),
    "safeguarding lead": Stand(("dsl", "staff"), parts=("safeguarding-lead",)),
    "DSL, no part": Stand(("dsl", "staff")),
    "data officer": Stand(("dpo", "staff"), parts=("data-officer",)),
    "DPO, no part": Stand(("dpo", "staff")),
    "panel member, not warned yet": Stand(GOVERNOR, parts=("hearer",)),
    "panel member": Stand(GOVERNOR, parts=("hearer",), odd="read on"),
    "appeal panel member": Stand(GOVERNOR, parts=("appeal-hearer",), odd="read on"),
    "governor told of an escalation": Stand(GOVERNOR, parts=("escalated-to",)),
    "governor asked about a suspension": Stand(GOVERNOR, parts=("for-the-governing-body",), odd="read on"),
    "governor asked about a suspension, not warned yet": Stand(GOVERNOR, parts=("for-the-governing-body",)),
    "governor told of a delay": Stand(GOVERNOR, parts=("told-of-delay",)),
    "clerk told that a governor was told": Stand(("clerk", "staff"), parts=("told-of-escalation",)),
    "governor, no part": Stand(GOVERNOR),
    "chair, no part": Stand(("chair", "governor")),
    "vice-chair, no part": Stand(("vice-chair", "governor")),
    "clerk to the panel": Stand(("clerk", "staff"), parts=("panel-clerk",)),
    "clerk, no part": Stand(("clerk", "staff")),
    "IT administrator": Stand(("it-administrator", "staff")),
    "manager who was deactivated": Stand(("chair", "governor"), parts=("case-manager",), odd="deactivated"),
}
"""How people of the school stand to its case. Every part that the procedure knows is held by somebody here."""

ELSEWHERE: Mapping[str, Stand] = {
    "head of another school": Stand(("headteacher", "staff")),
    "chair of another school": Stand(("chair", "governor")),
    "DPO of another school": Stand(("dpo", "staff")),
    "clerk of another school": Stand(("clerk", "staff")),
    "IT of another school": Stand(("it-administrator", "staff")),
}
SIGNED_OUT = "nobody signed in"
DEACTIVATED = "manager who was deactivated"
AUTHOR = "author of the draft"
ALL = (SIGNED_OUT, *RELATIONS, AUTHOR, *ELSEWHERE)


def hire(town: Town, desk: Desk, school_id: str, stands: Mapping[str, Stand], at: str) -> dict[str, Someone]:
    """Put everybody on the staff list who is not on it, each under the name of how they stand."""
    found = {}
    for place, (relation, stand) in enumerate(stands.items()):
        email = f"{at}{place}@x.test"
        found[relation] = (
            getattr(town.cast, stand.cast)
            if stand.cast
            else schools.add_person(desk, school_id, f"Person {at.upper()}{place:02}", email, "Post", stand.posts)
        )
    return found


def give_parts(file: CaseFile, people: Mapping[str, Someone]) -> None:
    """Give everybody their part in a case, as its steps would, and vouch for it in the journal."""
    for relation, stand in RELATIONS.items():
        for part in stand.parts:
            _give(file, part, people[relation], stand.odd)
    _end(file, people)
    record(file, "read", people["case manager"], sentence="The parts were given", what="parts")


def _give(file: CaseFile, part: str, someone: Someone, odd: str) -> None:
    role, today = roles.BY_KEY[part], local(file.desk.now).date()
    days = {"this week": (0, 7), "next week": (1, 7), "ended": (0, 7)}.get(odd) if role.dated else None
    first, last = (today + timedelta(days=one) for one in days) if days else (None, None)
    file.give(role, someone.id, first, last)
    if odd == "read on" or (Permission.READ in role.holds and someone.holds("governor")):
        read_on(file, someone)


def _end(file: CaseFile, people: Mapping[str, Someone]) -> None:
    """A second ago some parts ended; the rows say so, as they would had the step been taken then."""
    for relation, stand in RELATIONS.items():
        if stand.odd == "ended":
            me = mark(file.desk, file.case.school_id, people[relation].id)
            for row in (one for one in file.parts if one.who == me):
                row.since, row.until = row.since - timedelta(days=1), file.desk.now - timedelta(seconds=1)


def parts_without_anybody() -> set[str]:
    """The parts of the procedure that nobody holds here."""
    return {one.key for one in roles.PARTS} - {part for stand in RELATIONS.values() for part in stand.parts}
