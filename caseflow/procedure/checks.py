"""Rules over the answers themselves, each tied to the question that has to be answered differently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from caseflow.lifecycle.days import local, say_day, working_days_after, working_days_between
from caseflow.lifecycle.terms import Actor, Answers, CaseFacts, Check, Objection, Role
from caseflow.procedure import panels, roles
from caseflow.procedure.choices import (
    DISMISSAL,
    FALSE,
    LATE_APPEAL,
    MALICIOUS,
    NO_LESSON,
    SUBSTANTIATED,
    WARNINGS,
    WOULD_HAVE_DISMISSED,
    undoes_dismissal,
)
from caseflow.procedure.guards import hearing_time, sanction_to_appeal
from caseflow.procedure.places import LOW_LEVEL, MAIN

Test = Callable[[CaseFacts, Actor, Answers], Objection | None]
_IN_DOUBT = ("yes", "unsure")
"""Answers after which the worse is taken to be so."""


def check(key: str, rule: str, source: str = "") -> Callable[[Test], Check]:
    """Make a check of the function below it."""
    return lambda test: Check(key, rule, test, source)


def _people(value: Any) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value or ())


def keeps_apart(question: str, parts: tuple[Role, ...], rule: str) -> Check:
    """Whoever is named in answer to the question must never have held one of these parts in the case."""

    def test(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
        named = _people(answers.get(question))
        if named & roles.holding(case, *parts, ever=True):
            return Objection(question, f"Choose somebody else: {rule[0].lower()}{rule[1:]}")
        return None

    return Check(f"{question.replace('_', '-')}-kept-apart", rule, test, "domain note 8, invariants 2 and 3")


investigator_stands_apart = keeps_apart(
    "investigator",
    (roles.CASE_MANAGER, roles.REPORTER, roles.SUBJECT, roles.WITNESS, roles.CONFLICTED, roles.HEARER),
    "The investigating officer has no other part in the case.",
)


@check(
    "line-manager-kept-apart",
    "Whoever manages the person in line does not investigate them.",
    "Acas Code 6; a line manager has something at stake",
)
def line_manager_stands_apart(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    manage = case.held_by(roles.LINE_MANAGER, ever=True) | _people(answers.get("line_manager"))
    if _people(answers.get("investigator")) & manage:
        return Objection(
            "investigator", "Choose somebody else: whoever manages the person in line does not investigate."
        )
    return None


second_reader_stands_apart = keeps_apart(
    "second_reader",
    (roles.CASE_MANAGER, roles.REPORTER, roles.SUBJECT, roles.WITNESS, roles.CONFLICTED, roles.INVESTIGATOR),
    "The second reader does not manage or investigate the case.",
)


def off_the_panel(question: str, part: Role, rule: str) -> Check:
    """Whoever is named for a seat on a panel must be among those who may be given it."""

    def test(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
        if _people(answers.get(question)) & panels.kept_off(case, part):
            return Objection(question, f"Choose somebody else: {rule[0].lower()}{rule[1:]}")
        return None

    return Check(f"{question.replace('_', '-')}-kept-apart", rule, test, "domain note 8, invariants 2 and 3")


hearers_stand_apart = off_the_panel(
    "hearers",
    roles.HEARER,
    "Those who hear a case did not report or investigate it, are not witnesses and have not read the file.",
)
appeal_hearers_stand_apart = off_the_panel(
    "appeal_hearers", roles.APPEAL_HEARER, "Those who hear an appeal had no earlier part in the case."
)
STANDS_APART_FROM_MANAGING = (
    *(roles.REPORTER, roles.SUBJECT, roles.WITNESS, roles.CONFLICTED, roles.INVESTIGATOR),
    *panels.SITS,
)
"""Whoever has, or had, one of these parts takes no case over."""
new_manager_stands_apart = keeps_apart(
    "new_manager",
    STANDS_APART_FROM_MANAGING,
    "The case manager has no other part in the case and no conflict of interest.",
)


@check("somebody-else-takes-over", "Whoever gives up a case gives it to somebody else.", "domain note 8, assign CM")
def somebody_else_takes_over(_case: CaseFacts, actor: Actor, answers: Answers) -> Objection | None:
    if answers["new_manager"] == actor.id:
        return Objection("new_manager", "Choose somebody else: you are giving up this case.")
    return None


@check("notice-of-hearing", "A hearing gives at least the notice the school has promised.", "Acas Code 11; local")
def notice_of_hearing(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    at: datetime = answers["hearing_at"]
    earliest = working_days_after(local(case.now).date(), int(case.setting("hearing.notice_working_days")))
    if local(at).date() < earliest:
        notice = case.setting("hearing.notice_working_days")
        return Objection(
            "hearing_at", f"Choose {say_day(earliest)} or later: the notice is {notice} working days from today."
        )
    return None


@check("panel-may-dismiss", "A hearing that may dismiss is before a full panel of governors.", "domain note 4 and 8")
def panel_may_dismiss(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    hearers = _people(answers.get("hearers"))
    managers = roles.holding(case, roles.CASE_MANAGER, ever=True)
    size = int(case.setting("hearing.panel_size"))
    if answers.get("worst_outcome") == DISMISSAL:
        if hearers & managers:
            return Objection("hearers", "The case manager may not sit where dismissal is possible.")
        if len(hearers) < size:
            return Objection("hearers", f"Name at least {size} governors: this hearing may end in dismissal.")
    return None


@check("postponed-within-limit", "A hearing moves by no more days than the law gives, once.", "ERA 1999 s10(5)")
def postponed_within_limit(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    first: datetime | None = case.answer("hearing_at")
    arranged = hearing_time(case)
    if first is None or arranged is None:
        return None
    limit = working_days_after(local(first).date(), int(case.setting("hearing.postpone_working_days")))
    new: datetime = answers["postponed_to"]
    if new <= arranged:
        return Objection("postponed_to", "Choose a time after the one already arranged.")
    if (local(new).date() > limit or arranged != first) and not answers.get("postponed_longer_reason"):
        return Objection(
            "postponed_longer_reason",
            f"Say why: the hearing moves a second time, or beyond {say_day(limit)}.",
        )
    return None


@check("extension-moves-on", "An extension gives a later day, before the first one has passed.", "local procedure")
def extension_moves_on(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    if answers["investigation_due"] <= local(case.now).date():
        return Objection("investigation_due", "Choose a day after today.")
    return None


@check("sanction-fits-findings", "A sanction needs an allegation that is substantiated.", "domain note 8, invariant 9")
def sanction_fits_findings(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    proved = SUBSTANTIATED in answers["findings"].values()
    sanction = answers["sanction"]
    if sanction in (*WARNINGS, DISMISSAL, WOULD_HAVE_DISMISSED) and not proved:
        return Objection("sanction", "No allegation is substantiated, so there can be no sanction.")
    gone = _has_gone(case)
    if gone and sanction in (*WARNINGS, DISMISSAL):
        return Objection("sanction", "The person has left: record what the sanction would have been.")
    if not gone and sanction == WOULD_HAVE_DISMISSED:
        return Objection("sanction", "The person is still employed, so this does not apply.")
    return None


def _has_gone(case: CaseFacts) -> bool:
    """Whether the person is employed no more; who was moved to other work still is."""
    last_day: date | None = case.answer("last_day")
    left = case.answer("leaving") not in ("moved", "removed")
    return left and last_day is not None and last_day <= local(case.now).date()


@check("dismissal-by-panel", "Only a full panel that was told so may dismiss.", "domain note 4")
def dismissal_by_panel(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    if answers["sanction"] in (DISMISSAL, WOULD_HAVE_DISMISSED) and case.answer("worst_outcome") != DISMISSAL:
        return Objection("sanction", "The invitation did not say that dismissal was possible, so it is not.")
    return None


@check("malice-is-shown", "Malicious means disproved and meant to deceive or harm: both are shown.", "KCSIE Part four")
def malice_is_shown(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    if MALICIOUS in answers["findings"].values() and not answers.get("malice"):
        return Objection("malice", "Say what shows the intent to deceive or harm. Otherwise the finding is false.")
    return None


@check("appeal-in-time", "A late appeal is taken only for reasons.", "local procedure")
def appeal_in_time(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    decided = case.when("decide")
    if decided is None:
        return None
    days = working_days_between(local(decided).date(), answers["appeal_received"])
    limit = int(case.setting("appeal.working_days"))
    if days > limit and not answers.get("appeal_late_reason"):
        return Objection("appeal_late_reason", f"Say why it is taken: it came after {limit} working days.")
    return None


@check(
    "late-appeal-has-a-sanction", "A case is reopened for a late appeal only where there is one to be heard.", "note 8"
)
def appeal_has_a_sanction(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    if answers["reopen_ground"] == LATE_APPEAL and not sanction_to_appeal(case):
        words = "No sanction stands that may be appealed: none was given, or an appeal on it was heard."
        return Objection("reopen_ground", words)
    return None


@check("appeal-panel-no-smaller", "An appeal is heard by no fewer people than the case was.", "custom; domain note 4")
def appeal_panel_no_smaller(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    least = len(_people(case.answer("hearers")) - case.held_by(roles.CONFLICTED, ever=True))
    if len(_people(answers["appeal_hearers"])) < least:
        return Objection("appeal_hearers", f"Name at least {least} governors: no fewer than heard the case.")
    return None


@check(
    "interview-after-opening",
    "An interview belongs to the investigation only if it was held after the investigation was opened.",
    "KCSIE Part four; domain note 8, invariant 5: no interview before the LADO's advice",
)
def interview_after_opening(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    opened: datetime | None = case.when("open-investigation")
    if opened and answers["interview_at"] < opened:
        words = "That was before the investigation was opened. Record as a note what was said before then, and to whom."
        return Objection("interview_at", words)
    return None


@check("appeal-does-not-worsen", "An appeal may uphold, reduce or overturn, and never increase.", "Acas Code 27")
def appeal_does_not_worsen(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    order = ("none", "management-advice", "first-warning", "final-warning", "dismissal", "would-have-been-dismissed")
    before = case.answer("sanction") or "none"
    after = answers.get("appeal_sanction")
    if answers["appeal_outcome"] == "reduced":
        if not after:
            return Objection("appeal_sanction", "Select what the sanction is reduced to.")
        if order.index(after) >= order.index(before):
            return Objection("appeal_sanction", "Select a lighter sanction than the one appealed against.")
    return None


@check("reinstatement-is-said", "Whoever is not dismissed after all is told how they come back.", "Acas Code 26 to 29")
def reinstatement_is_said(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    if undoes_dismissal(case.answer("sanction"), answers["appeal_outcome"]) and not answers.get("reinstatement"):
        return Objection("reinstatement", "Say how the person comes back, from when and with what pay.")
    return None


@check("reasons-not-to-refer", "A decision not to refer is reasoned as fully as one to refer.", "screens, decisions")
def reasons_not_to_refer(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    least = int(case.setting("dbs.reasons_words"))
    if answers["dbs_decision"] == "not-refer" and len(str(answers["dbs_reasons"]).split()) < least:
        return Objection("dbs_reasons", f"Give your reasons not to refer in at least {least} words.")
    return None


@check("both-limbs-make-a-duty", "Where both limbs are met the school must refer.", "SVGA 2006 s35")
def both_limbs_make_a_duty(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    met = answers["dbs_removed"] == "yes" and answers["dbs_regulated"] == "yes" and "none" not in answers["dbs_harm"]
    if met and answers["dbs_decision"] == "not-refer":
        return Objection(
            "dbs_decision",
            "Your answers meet both limbs of the test, and then the law leaves no choice. Refer, or correct an answer.",
        )
    if not met and answers["dbs_decision"] == "refer":
        return Objection(
            "dbs_decision", "Your answers do not meet both limbs of the test. Correct an answer, or not refer."
        )
    return None


@check("none-stands-alone", "“None of these” is chosen alone.")
def none_stands_alone(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    chosen = answers["dbs_harm"]
    if "none" in chosen and len(chosen) > 1:
        return Objection("dbs_harm", "Select “None of these” alone, or the ones that apply.")
    return None


@check("no-lesson-stands-alone", "“Nothing to learn” is chosen alone.")
def no_lesson_stands_alone(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    chosen = answers["lesson_kinds"]
    if NO_LESSON in chosen and len(chosen) > 1:
        return Objection("lesson_kinds", "Select “Nothing to learn” alone, or the ones that apply.")
    return None


@check(
    "retention-fits", "A record is kept as its findings and its matter ask.", "KCSIE Part four, records; inquiry hold"
)
def retention_fits(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    kept = answers["retention"]
    if (answers.get("sexual_abuse") in _IN_DOUBT or shows_sexual_abuse(case)) and kept != "hold":
        return Objection(
            "retention", "It speaks of sexual abuse, or may: such a record is never destroyed while the hold stands."
        )
    findings = set((case.answer("findings") or {}).values())
    if kept == "off-file" and not (findings and findings <= {MALICIOUS, FALSE}):
        return Objection("retention", "Only where every allegation is malicious or false does it come off the file.")
    if kept == "low-level" and case.at(MAIN) != LOW_LEVEL.key:
        return Objection("retention", "This was not dealt with as a low-level concern.")
    return None


def shows_sexual_abuse(case: CaseFacts) -> bool:
    """Whether a picture may show it, or the breach is of what is illegal, whatever was said at closing."""
    return case.answer("image_gate") in _IN_DOUBT or "IL-1" in (case.answer("breaches") or ())


def speaks_of_sexual_abuse(case: CaseFacts) -> bool:
    """Whether an allegation speaks of sexual abuse, or may: a picture without words, and words without a picture, too."""
    return case.answer("sexual_abuse") in _IN_DOUBT or shows_sexual_abuse(case)


@check("corrects-an-entry", "A correction names an entry of the timeline.", "evidence: corrections that point back")
def corrects_an_entry(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    number = answers.get("note_corrects")
    if number is None or case.has_entry(number):
        return None
    return Objection("note_corrects", f"There is no entry {number} in the timeline that could be corrected.")
