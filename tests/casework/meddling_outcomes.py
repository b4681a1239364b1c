"""The rest of what somebody might do to rows and journal: outcomes, letters, records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from casework.answers import no_harm
from casework.invariants.seen import Seen
from casework.meddling import meddled, said
from casework.town import Town

from caseflow.casework.casefile import load
from caseflow.procedure import roles
from caseflow.records import Case


@meddled(9, "no-further-action")
def something_else_was_found(_school: Town, seen: Seen) -> None:
    said(seen, "take-no-further-action")["findings"] = {"a1": "guilty"}


@meddled(9, "no-further-action")
def malice_is_not_shown(_school: Town, seen: Seen) -> None:
    said(seen, "take-no-further-action")["findings"] = {"a1": "malicious"}


@meddled(9, "outcome")
def one_allegation_is_left_out(_school: Town, seen: Seen) -> None:
    seen.file.facts["allegations"].append({**seen.file.allegations[0], "id": "a2"})


def invited(school: Town) -> str:
    reference = school.at("hearing-set")
    school.issue(reference)
    return reference


@meddled(10, invited)
def no_papers_are_listed(_school: Town, seen: Seen) -> None:
    said(seen, "set-hearing")["hearing_papers"] = ""


@meddled(10, invited)
def the_hearing_is_tomorrow(_school: Town, seen: Seen) -> None:
    said(seen, "set-hearing")["hearing_at"] = (seen.desk.now + timedelta(days=1)).isoformat()


@meddled(11, "outcome")
def there_is_no_appeal(_school: Town, seen: Seen) -> None:
    seen.file.clocks[:] = [one for one in seen.file.clocks if one.key != "appeal"]


@meddled(11, "appeal-set")
def a_judge_in_their_own_cause(school: Town, seen: Seen) -> None:
    seen.file.give(roles.APPEAL_HEARER, school.cast.governors[0].id)


def asked_for_a_reference(school: Town) -> str:
    reference = school.at("outcome")
    asked = {"reference_for": "Hilltop", "reference_on": date(2027, 1, 15), "reference_matters": ["none"]}
    school.do(school.cast.helen, reference, "record-reference-request", **asked)
    return reference


@meddled(12, asked_for_a_reference)
def what_was_below_the_threshold_is_told(_school: Town, seen: Seen) -> None:
    said(seen, "record-reference-request")["reference_matters"] = ["AB-1"]


@meddled(13, "hearing-set")
def a_paper_names_the_reporter(school: Town, seen: Seen) -> None:
    seen.file.facts["answers"]["hearing_papers"] = f"What {school.cast.rosa.name} wrote"


@meddled(14, "ico-assessing")
def the_ico_may_wait(_school: Town, seen: Seen) -> None:
    next(one for one in seen.file.clocks if one.key == "ico-notify").first_due_at += timedelta(hours=1)


@meddled(14, "ico-assessing")
def nobody_assesses_the_breach(_school: Town, seen: Seen) -> None:
    del seen.file.positions["ico"]


@meddled(15, "closed")
def a_clock_runs_on(_school: Town, seen: Seen) -> None:
    seen.file.clocks[0].met_at = None


@meddled(15, "closed")
def a_letter_is_in_draft(_school: Town, seen: Seen) -> None:
    seen.file.letters[0].status = "draft"


@meddled(15, "closed")
def a_track_is_open(_school: Town, seen: Seen) -> None:
    seen.file.positions["closing"].state = "closing-proposed"


def withdrawn(school: Town) -> str:
    reference = school.at("triage")
    school.do(school.cast.rosa, reference, "withdraw-report", withdrawal_reasons="I was wrong.")
    return reference


@meddled(16, withdrawn)
def the_withdrawal_closes_it(_school: Town, seen: Seen) -> None:
    move = {"track": "main", "state_from": "triage", "state_to": "closed"}
    seen.done("withdraw-report")[-1].said["moves"].append(move)


@meddled(17, invited)
def a_letter_is_printed_again(_school: Town, seen: Seen) -> None:
    seen.file.letters[-1].sha256 = "0" * 64


@meddled(17, invited)
def nobody_sent_the_letter(_school: Town, seen: Seen) -> None:
    seen.entries[:] = [one for one in seen.entries if one.event != "letter_issued"]


@meddled(18, "triage")
def the_log_skips_a_number(_school: Town, seen: Seen) -> None:
    del seen.entries[-1]
    seen.entries.append(replace(seen.entries[-1], number=99))


@meddled(18, "triage")
def an_entry_is_missing(_school: Town, seen: Seen) -> None:
    del seen.entries[0]


@meddled(18, "triage")
def a_reading_is_not_in_the_log(school: Town, seen: Seen) -> None:
    seen.memory.read_by.append(school.cast.helen.id)


def to_be_destroyed(school: Town) -> str:
    reference = school.at("closed")
    proposal = {"disposal_basis": "Ten years.", "kept_until": "2027-01-15", "disposal_approver": school.cast.dpo.id}
    school.do(school.cast.helen, reference, "propose-disposal", **proposal)
    agreed = {"disposal_means": "Shredded.", "disposal_agreed": True}
    school.do(school.cast.dpo, reference, "agree-disposal", **agreed)
    return reference


@meddled(20, to_be_destroyed)
def one_person_destroys_it(school: Town, seen: Seen) -> None:
    seen.done("agree-disposal")[-1].said["actor"] = school.cast.helen.id


@meddled(20, to_be_destroyed)
def it_is_held(_school: Town, seen: Seen) -> None:
    said(seen, "propose-closing")["retention"] = "hold"


@meddled(20, to_be_destroyed)
def there_is_no_certificate(_school: Town, seen: Seen) -> None:
    seen.file.letters[:] = [one for one in seen.file.letters if one.key != "L26"]


@meddled(21, "investigation")
def the_first_time_is_lost(_school: Town, seen: Seen) -> None:
    seen.file.clocks[0].first_due_at += timedelta(days=1)


@meddled(21, "investigation")
def a_clock_falls_due_later_unsaid(_school: Town, seen: Seen) -> None:
    seen.file.clocks[0].due_at += timedelta(days=1)


@meddled(21, "investigation")
def a_clock_is_gone(_school: Town, seen: Seen) -> None:
    del seen.file.clocks[0]


@meddled(22, "merged")
def the_number_is_forgotten(_school: Town, seen: Seen) -> None:
    case = seen.desk.session.get_one(Case, said(seen, "merge")["merged_into"])
    survivor = load(seen.desk, case)
    survivor.facts["numbers"] = []
    survivor.seal()
    seen.desk.session.flush()


def judged_less(school: Town) -> str:
    reference = school.at("reopened")
    school.do(school.cast.helen, reference, "triage", **no_harm(severity="1"))
    return reference


@meddled(23, judged_less)
def nobody_agreed_before_it_closed(_school: Town, seen: Seen) -> None:
    seen.file.positions["main"].state = "closed"


@meddled(23, judged_less)
def it_was_lowered_without_a_reason(_school: Town, seen: Seen) -> None:
    said(seen, "triage")["triage_reasons"] = ""


def sealed_an_hour_ago(school: Town) -> str:
    reference = school.at("sealed")
    school.clock.forward(hours=1)
    return reference


@meddled(24, sealed_an_hour_ago)
def somebody_is_brought_in_under_the_seal(school: Town, seen: Seen) -> None:
    seen.file.give(roles.ADVISER, school.cast.ada.id)
