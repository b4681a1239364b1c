"""Taking a report: where it goes is decided before anything is stored or sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from caseflow.casework import outbox, people, schools
from caseflow.casework.before import Before
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.moving import carry_out
from caseflow.casework.people import Someone
from caseflow.casework.refusals import Refused
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Role
from caseflow.procedure import roles
from caseflow.procedure.breaches import severity_of
from caseflow.procedure.reporting import REPORT
from caseflow.procedure.routing import Route, route
from caseflow.records import Case, new_id


@dataclass(frozen=True)
class Meant:
    """Whom a report is about: somebody on the staff list if the name says so, and all who might be meant."""

    name: str
    post: str
    subject: Someone | None
    possible: tuple[Someone, ...]

    @property
    def ids(self) -> set[str]:
        """Everybody who is kept out of the case because it is, or might be, about them."""
        return {one.id for one in self.possible} | ({self.subject.id} if self.subject else set())


def accept_report(desk: Desk, given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a report, cleaned. Raises BadAnswers."""
    return accept_questions(REPORT.asks, given, Before(desk))


def destination(desk: Desk, reporter: Someone, answers: Mapping[str, Any]) -> Route:
    """Where a report with these answers would go; the report form says so before it is sent."""
    staff = people.everyone(desk, reporter.school_id)
    return _route(staff, meant_by(staff, reporter, answers), reporter, answers)


def take_report(desk: Desk, reporter: Someone, given: Mapping[str, Any]) -> CaseFile:
    """Open a case from a report, and hand it to the one who may manage it.

    Raises BadAnswers, and Refused if nobody at the school may manage it; then nothing is kept.
    """
    answers = accept_report(desk, given)
    staff = people.everyone(desk, reporter.school_id)
    meant = meant_by(staff, reporter, answers)
    file = open_case(desk, meant, answers, reporter, {roles.REPORTER: {reporter.id} - meant.ids})
    carry_out(file, REPORT, reporter, {**answers, "subject": meant.name})
    if reporter.id in file.held_by(roles.REPORTER):
        outbox.acknowledge(file, reporter.id)
    return file


def open_case(
    desk: Desk,
    meant: Meant,
    answers: Mapping[str, Any],
    reporter: Someone,
    parts: Mapping[Role, Collection[str]],
) -> CaseFile:
    """A new case, routed, with its first parts and nothing written down yet. `parts` are those besides the routing's.

    Nobody who has one of them manages it. Raises Refused if nobody at the school may; then nothing is kept.
    """
    staff = people.everyone(desk, reporter.school_id)
    named = {one for ids in parts.values() for one in ids}
    goes_to = _route(staff, meant, reporter, answers, named)
    if goes_to.manager is None:
        raise Refused(goes_to.why)
    file = _open(desk, reporter.school_id, answers, meant)
    if meant.subject:
        file.give(roles.SUBJECT, meant.subject.id)
    for one in meant.possible:
        file.give(roles.CONFLICTED, one.id)
    for part, ids in parts.items():
        for one_id in sorted(ids):
            file.give(part, one_id)
    file.give(roles.CASE_MANAGER, goes_to.manager)
    file.facts["routed"] = {"post": goes_to.post, "why": goes_to.why}
    file.facts["past_the_head"] = goes_to.past_the_head
    file.facts["reporter_name"] = reporter.name
    return file


def meant_by(staff: Mapping[str, Someone], reporter: Someone, answers: Mapping[str, Any]) -> Meant:
    """Whom the answers mean. An id names them; a name is looked for on the staff list, and doubt keeps people out."""
    said, about = str(answers.get("subject") or ""), answers.get("about")
    full, maybe = ([staff[said]], []) if said in staff else people.who_might_be(said, staff.values())
    posts = people.posts_named(said) | ({roles.HEADTEACHER.key} if about == "headteacher" else set())
    holders = [one for one in staff.values() if one.holds(*posts)]
    sure = {"me": [reporter], "headteacher": [one for one in holders if one.holds(roles.HEADTEACHER.key)]}
    found = sure.get(str(about), full)
    subject = found[0] if len(found) == 1 else None
    possible = {one.id: one for one in (*found, *full, *maybe, *holders) if one != subject}
    name = subject.name if subject else said
    return Meant(name, subject.post if subject else "", subject, tuple(possible.values()))


def _route(
    staff: Mapping[str, Someone],
    meant: Meant,
    reporter: Someone,
    answers: Mapping[str, Any],
    kept_out: Collection[str] = (),
) -> Route:
    def holding(post: str) -> list[str]:
        return sorted(one.id for one in staff.values() if one.active and one.holds(post))

    posts = (roles.HEADTEACHER.key, roles.CHAIR.key, roles.VICE_CHAIR.key)
    heads = set(holding(roles.HEADTEACHER.key))
    return route(
        {post: holding(post) for post in posts},
        meant.ids | {reporter.id, *kept_out},
        about_the_head=bool(meant.ids & heads) or answers.get("about") == "headteacher",
        past_the_head=answers.get("to_governors") == "yes",
    )


def _open(desk: Desk, school_id: str, answers: Mapping[str, Any], meant: Meant) -> CaseFile:
    case = Case(
        id=new_id(), school_id=school_id, opened_at=desk.now, updated_at=desk.now, version=0, sealed=b"", headline=b""
    )
    desk.keyring.new(case_scope(case.id))
    desk.session.add(case)
    desk.session.flush()
    today = local(desk.now).date()
    facts = {
        "subject_name": meant.name,
        "subject_post": meant.post,
        "subject_id": meant.subject.id if meant.subject else None,
        "subject_posts": sorted(meant.subject.roles) if meant.subject else [],
        "severity": severity_of(answers["categories"]),
        "settings": schools.settings_on(desk, school_id, today),
        "settings_from": schools.settings_from(desk, school_id, today),
    }
    return CaseFile(desk, case, {}, [], [], [], facts)
