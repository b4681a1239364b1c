"""The school on which the matrix is asked: one case of everything, one foreign case, and a second school beside it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casework import posting
from casework.answers import advice, no_harm, suspension
from casework.town import Template, Town, open_town
from evidence.exhibits import add, arrive
from flask import Flask
from policy.keeping import begun, publish, the_first
from web.pages import app_of

from caseflow.casework import cases, drafts, feeds, letter_readers, policies, reporting, schoolcalendar, schools
from caseflow.casework.moving import add_letter
from caseflow.casework.people import Someone
from caseflow.casework.perform import perform
from caseflow.casework.timekeeping import pass_time
from caseflow.procedure import PROCEDURE
from caseflow.procedure.bundles import BUNDLES
from caseflow.procedure.evidence import NO_PICTURE
from caseflow.procedure.letters import REPORTER
from caseflow.records import PolicyText
from matrix.people import AUTHOR, DEACTIVATED, ELSEWHERE, RELATIONS, Stand, give_parts, hire

NOWHERE = {"reference": "ZZZZ-ZZZZ-ZZZZ", "id": "0" * 16, "number": 99, "secret": "x" * 43}
"""Ids that are well made, and of nothing."""
WORDS = {"account": "Zanzibar", "child": "Thistlewood", "evidence": "Gormenghast", "report": "Snickersnee"}
"""Words that stand in the case alone: whoever may not read it must never be shown one."""


@dataclass
class Place:
    """What there is to ask for: `own` ids, those of a `foreign` case, and those of the `other` school.

    `state` is where the own case stands, if it was only brought there and not furnished for every page.
    """

    town: Town
    app: Flask
    folder: Path
    state: str = ""
    people: dict[str, Someone] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    foreign: dict[str, Any] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)

    @property
    def databases(self) -> tuple[Path, Path]:
        """The files of the data and of the keyring."""
        return Path(self.town.url.removeprefix("sqlite:///")), self.folder / "keyring.db"


def build(folder: Path, state: str = "") -> Place:
    """Make the school once, with the case as it needs to be for every page; or at a state of the procedure."""
    mould, home = folder / "mould", folder / "home"
    for one in (mould, home):
        one.mkdir(parents=True)
    template = Template.make("sqlite", mould)
    shutil.copytree(template.keys, home / "keys")
    shutil.copy(template.keyring, home / "keyring.db")
    shutil.copy(template.url.removeprefix("sqlite:///"), home / "caseflow.db")
    town = open_town(template, f"sqlite:///{home}/caseflow.db", home)
    place = Place(town, app_of(town, str(home)), home, state)
    place.own = _ids(place, town.at(state)) if state else _case(place, town.cast.helen)
    place.foreign = _foreign_case(place)
    _people(place)
    place.other = _other_school(place)
    _of_the_school(place)
    pass_time(town.office)
    return place


def _people(place: Place) -> None:
    """Hire everybody when the cases are there: with several headteachers it would be open to whom a report goes."""
    town = place.town
    with town.office.at_work() as desk:
        place.people = hire(town, desk, town.id, RELATIONS, "p")
        place.people |= hire(town, desk, town.id, {AUTHOR: Stand()}, "a")
        file = town.file(place.own["reference"], desk)
        give_parts(file, place.people)
        for bundle in BUNDLES:
            row = add_letter(file, bundle.letter, bundle.prepared.key)
            posting.issue(file, row, town.cast.helen)
            place.own[bundle.letter] = row.number
        place.own["letters"] = len(file.letters)


def _case(place: Place, head: Someone) -> dict[str, Any]:
    """A case in which everybody has something to look at, and in which a deadline has been missed."""
    town, cast = place.town, place.town.cast
    reference = town.report(
        subject=cast.quentin.id,
        categories=["AB-1", "IM-1"],
        account=f"It was about {WORDS['account']}.",
        pupil="yes",
        pupil_who=f"Kezia {WORDS['child']}",
        pupil_relation="current",
    )
    triaged = no_harm(harm_risk="unsure", breaches=["AB-1", "IM-1"], serious=["data"])
    town.do(head, reference, "triage", **triaged)
    town.do(head, reference, "log-lado-advice", **advice(town))
    town.do(head, reference, "suspend", **suspension(town))
    asked = {"governor_acting": town.who("lifter").id, "governor_acting_why": "To end it."}
    town.do(head, reference, "ask-governing-body", **asked)
    town.do(head, reference, "open-investigation", investigator=cast.ian.id, terms=f"On {WORDS['report']}.")
    add(town, reference, item_what=f"A picture of {WORDS['evidence']}")
    add(town, reference, item_what="A second picture")
    town.issue(reference, "L1")
    town.clock.forward(days=40)
    town.do(
        head, reference, "escalate", escalate_to=cast.carol.id, escalation_actions="Nothing yet."
    )  # whose answer is not late yet
    return _ids(place, reference)


def _foreign_case(place: Place) -> dict[str, Any]:
    """A case about the headteacher, managed by the chair: nobody else of the cast has to do with it."""
    town, cast = place.town, place.town.cast
    reference = town.report(cast.dsl, subject=cast.helen.id, about="headteacher", account="It was about Xanadu.")
    town.do(cast.carol, reference, "triage", **no_harm(breaches=["AB-1", "IM-1"], serious=["data"]))
    for _ in range(3):
        add(town, reference, cast.carol)
    return _ids(place, reference)


def _ids(place: Place, reference: str) -> dict[str, Any]:
    """What stands in the addresses of a case: a letter that waits for others than the reporter, and the first that went
    out, which tells who that is."""
    with place.town.office.at_work() as desk:
        file = place.town.file(reference, desk)
        waits = [row for row in file.letters if row.status == "due"]
        due = [one.number for one in waits if letter_readers.reader(file, PROCEDURE.letter[one.key]) != REPORTER]
        issued = [row.number for row in file.letters if row.status == "issued"]
        last = max((row.number for row in file.letters), default=0)
        return {
            "reference": reference,
            "id": file.case.id,
            "letter": next(iter(due), None),
            "issued": next(iter(issued), None),
            "letters": last,
            "item": 1 if file.evidence else None,
            "items": len(file.evidence),
        }


def _other_school(place: Place) -> dict[str, Any]:
    """Another school in the same database, with a case of its own."""
    town = place.town
    with town.office.at_work() as desk:
        school = schools.found_school(desk, "Brookfield School")
        found = hire(town, desk, school.id, ELSEWHERE, "o")
        teacher = schools.add_person(desk, school.id, "Olga Owen", "olga@y.test", "Teacher", ("staff",))
        place.people |= found
        head = found["head of another school"]
        told = {"subject": "Olga Owen", "categories": ["AB-1"], "account": "A post.", "image_gate": "no"}
        file = reporting.take_report(desk, found["clerk of another school"], told)
        reference = file.reference
        draft = drafts.begin(desk, teacher).id
        entry = schoolcalendar.write_down(desk, school.id, DAYS, head.id).id
    with town.office.at_work() as desk:
        file = cases.find(desk, head, reference)
        perform(file, PROCEDURE.by_key["triage"], head, no_harm(), seen=file.case.version)
        policy = policies.adopted(desk, school.id)[0].id
    return {**_ids(place, reference), "person": teacher.id, "draft": draft, "entry": entry, "adopted": policy}


DAYS = {"kind": "inset", "title": "Training", "first": "2027-06-04", "last": "2027-06-04"}


def _of_the_school(place: Place) -> None:
    """What does not hang on a case: a draft with a file, versions of the policy, days in the calendar, a feed."""
    town, author = place.town, place.people[AUTHOR]
    arrived, other = arrive(town), arrive(town)
    with town.office.at_work() as desk:
        draft = drafts.begin(desk, author)
        said = {"image_gate": NO_PICTURE, "account": "Jabberwock"}
        draft = drafts.save(desk, author, draft, said, ("picture",))
        drafts.attach(desk, author, draft, {"file_what": "A post", "file_how": "Mine"}, arrived)
        draft = drafts.find(desk, author, draft.id)
        theirs = drafts.begin(desk, town.cast.dsl)
        theirs = drafts.save(desk, town.cast.dsl, theirs, {"image_gate": NO_PICTURE}, ("picture",))
        drafts.attach(desk, town.cast.dsl, theirs, {"file_what": "A post", "file_how": "Mine"}, other)
        theirs = drafts.find(desk, town.cast.dsl, theirs.id)
        place.own["entry"] = schoolcalendar.write_down(desk, town.id, DAYS, town.cast.helen.id).id
        place.own["secret"] = feeds.switch_on(desk, town.cast.helen)
        place.foreign["secret"] = feeds.switch_on(desk, place.people[DEACTIVATED])
    adopted = the_first(town)
    publish(town, adopted)
    version = begun(town)
    with town.office.at_work() as desk:
        clauses = {one: desk.session.get_one(PolicyText, one).clauses[0].id for one in (adopted, version)}
    place.own |= {"draft": draft.id, "file": draft.files[0].id, "adopted": adopted, "version": version}
    place.own |= {"clause": clauses[version], "person": place.people["staff, no link"].id}
    place.own |= {"governor": place.people["governor, no part"].id}
    place.foreign |= {
        "draft": theirs.id,
        "file": theirs.files[0].id,
        "clause": clauses[adopted],
        "person": NOWHERE["id"],
    }
