"""Opening a case about somebody else from one there is: routed anew, with its own entry, in one piece of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseflow.casework import journal, people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.moving import carry_out
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers
from caseflow.casework.reporting import Meant, meant_by, open_case
from caseflow.lifecycle.terms import Role, Transition
from caseflow.procedure import roles
from caseflow.procedure.joining import AWARE_SINCE, kept_out_of
from caseflow.procedure.reporting import REPORT
from caseflow.procedure.splitting import FROM_THE_REPORT, OPENED_ABOUT_REPORTER, SPLIT_OFF


def split(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """Open a case about another person whom the report concerns. Neither case tells of the other's subject.

    The reporter is the same, and the school has known since the same moment. Raises BadAnswers, and Refused where
    nobody at the school may manage it.
    """
    staff = people.everyone(file.desk, file.case.school_id)
    reporter = staff[_reporter(file) or actor.id]
    told = {"subject": answers["split_subject"], "about": answers["split_about"]}
    meant = meant_by(staff, reporter, told)
    if words := _objection(file, meant):
        raise BadAnswers({"split_subject": words})
    said = {
        **{key: value for key in FROM_THE_REPORT if (value := file.answer(key)) is not None},
        **told,
        "subject": meant.name,
        "categories": answers["split_categories"],
        "account": answers["split_account"],
        AWARE_SINCE: file.when(REPORT.key),
        "split_from": file.case.id,
    }
    sibling = open_case(file.desk, meant, said, reporter, _parts(file, meant))
    carry_out(sibling, SPLIT_OFF, actor, said)
    reporters = roles.holding(file, roles.REPORTER, ever=True)
    kept_out = sorted(meant.ids - reporters - kept_out_of(file))
    kept = {"split_reasons": answers["split_reasons"], "sibling": sibling.case.id}
    return carry_out(file, transition, actor, kept | ({"split_kept_out": kept_out} if kept_out else {}))


def _reporter(file: CaseFile) -> str | None:
    """Who made the report, as its first entry says, whatever part they have."""
    held = sorted(file.held_by(roles.REPORTER, ever=True))
    first = journal.read(file.desk, file.scope)[0]
    return held[0] if held else str(first.said["actor"]) if first.said.get("action") == REPORT.key else None


def _objection(file: CaseFile, meant: Meant) -> str | None:
    if meant.subject and meant.subject.id == file.facts.get("subject_id"):
        return "Name somebody else: this case is about them already."
    if meant.ids & (file.held_by(roles.CASE_MANAGER) | file.held_by(roles.COVERING_MANAGER)):
        return "They manage this case, or might be meant. Somebody else must take it on first, and then split it."
    return None


def _parts(file: CaseFile, meant: Meant) -> Mapping[Role, set[str]]:
    """Who has a part in the new case from the first: the reporters, and all who are kept out of this one."""
    return {
        roles.CONFLICTED: set(kept_out_of(file)) - meant.ids,
        roles.REPORTER: set(file.held_by(roles.REPORTER, ever=True)) - meant.ids,
        roles.ALSO_REPORTED: set(file.held_by(roles.ALSO_REPORTED, ever=True)) - meant.ids,
    }


def open_about_reporter(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """Open a case about whoever reported with malice. Whoever opens it has judged already, and does not handle it.

    Raises Refused where nobody else at the school may manage it.
    """
    subject = people.everyone(file.desk, file.case.school_id)[answers["malicious_reporter"]]
    meant = Meant(subject.name, subject.post, subject, ())
    said = {
        "subject": subject.name,
        "about": "headteacher" if subject.holds(roles.HEADTEACHER.key) else "staff",
        "categories": answers["malicious_categories"],
        "account": answers["malicious_account"],
        "image_gate": "no",
        AWARE_SINCE: file.desk.now,
        "opened_from": file.case.id,
    }
    kept_out = set(kept_out_of(file)) - {subject.id}
    opened = open_case(file.desk, meant, said, actor, {roles.CONFLICTED: kept_out, roles.REPORTER: {actor.id}})
    carry_out(opened, OPENED_ABOUT_REPORTER, actor, said)
    kept = {"malicious_reasons": answers["malicious_reasons"], "case_about_reporter": opened.case.id}
    return carry_out(file, transition, actor, kept)
