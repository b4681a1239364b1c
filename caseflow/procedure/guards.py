"""The rules that may object, each with the sentence a headteacher reads when it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from caseflow.lifecycle.days import say_day, say_moment
from caseflow.lifecycle.terms import Actor, CaseFacts, Guard, State
from caseflow.procedure import roles
from caseflow.procedure.choices import DISMISSAL, HARM_KEYS, RAISED_ONLINE, WARNINGS
from caseflow.procedure.places import (
    CLOSING,
    CLOSING_PROPOSED,
    DISCLOSURE,
    DISCLOSURE_DUE,
    DISCLOSURE_PROTECTED,
    ESCALATION,
    EXTERNAL_HOLD,
    GRADE,
    GRADE_DUE,
    GRADE_PROPOSED,
    GRIEVANCE,
    GRIEVANCE_PAUSES,
    LADO,
    LADO_DUE,
    LADO_REFERRED,
    MAIN,
    POLICE,
    POLICE_ACTIVE,
    POLICE_CHARGED,
    REOPENED,
    STATES,
    TRACKS,
    WELFARE,
)

STOPPED_BY_CLOSING = ("welfare-check",)
"""The clocks that closing itself stops: care of the member of staff goes on until the end, and ends with it."""

_STATE = {state.key: state for state in STATES}
Test = Callable[[CaseFacts, Actor], str | None]


def guard(key: str, rule: str, source: str = "", *, beside: bool = False) -> Callable[[Test], Guard]:
    """Make a guard of the function below it; `beside`, if its words tell of what stands beside the main line."""
    return lambda test: Guard(key, rule, test, source, beside)


def threshold_met(case: CaseFacts) -> bool:
    """Whether any of the four harm tests was answered yes or not sure."""
    return any(case.answer(key) in ("yes", "unsure") for key in HARM_KEYS)


def sanction_to_appeal(case: CaseFacts) -> bool:
    """Whether a sanction was given that may be appealed, and no appeal was heard on it yet."""
    decided, heard = case.when("decide"), case.when("decide-appeal")
    if decided is None or case.answer("sanction") not in (*WARNINGS, DISMISSAL):
        return False
    return heard is None or heard < decided


@guard("not-the-subject", "Nobody acts in a case about themselves.", "KCSIE Part four; domain note, invariant 2")
def not_the_subject(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id in case.held_by(roles.SUBJECT, ever=True):
        return "This case is about you."
    return None


@guard("not-the-reporter", "Whoever reported a case does not manage, investigate or hear it.", "invariant 2")
def not_the_reporter(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id in roles.holding(case, roles.REPORTER, ever=True):
        return "You made this report, so somebody else must do this."
    return None


@guard(
    "lado-has-advised",
    "Interviews and telling the member of staff wait for the LADO.",
    "Luton LSCB; Sefton 15.4",
    beside=True,
)
def lado_has_advised(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(LADO) in (LADO_DUE.key, LADO_REFERRED.key):
        return "The LADO has not advised yet. Speak to the LADO and record the advice first."
    if threshold_met(case) and case.at(LADO) is None:
        return "A harm test is met or in doubt, and the LADO has not been contacted."
    return None


@guard("lado-allows-interviews", "Nobody is interviewed where the LADO asked the school not to.", "domain note 8")
def lado_allows_interviews(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("lado_interviews") == "no":
        return "The LADO asked the school not to interview anybody. Record new advice when that changes."
    return None


@guard(
    "lado-allows-telling",
    "The member of staff is not told where the LADO asked the school to wait.",
    "KCSIE 4",
    beside=True,
)
def lado_allows_telling(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("lado_telling") == "no":
        return "The LADO asked the school not to tell the member of staff yet. Record new advice when that changes."
    return None


@guard(
    "police-do-not-lead", "Interviews, the hearing and the outcome wait for the police.", "domain note 3", beside=True
)
def police_do_not_lead(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(POLICE) == POLICE_ACTIVE.key:
        return "The police are leading and have not released the school. Record their release first."
    return None


@guard(
    "charged-needs-release",
    "After a charge the school waits for a release agreed with police and HR.",
    "note 8",
    beside=True,
)
def charged_needs_release(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(POLICE) == POLICE_CHARGED.key:
        return "The person is charged and not tried. Record a release agreed with the police and HR first."
    return None


@guard("manager-did-not-investigate", "Whoever investigated a case does not decide it.", "Acas Code 6; invariant 3")
def not_the_investigator(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id in case.held_by(roles.INVESTIGATOR, ever=True):
        return "You investigated this case, so somebody else must decide it."
    return None


@guard("triaged", "Nobody is investigated or told before triage: the harm tests come first.", "KCSIE Part four")
def triage_done(case: CaseFacts, _actor: Actor) -> str | None:
    return None if case.when("triage") else "The report has not been triaged, and the harm tests come first."


@guard("triaged-once", "A case on hold is triaged only if that was not done before.", "domain note 8")
def not_triaged_yet(case: CaseFacts, _actor: Actor) -> str | None:
    triaged, reopened = case.when("triage"), case.when("reopen")
    if case.at(MAIN) == EXTERNAL_HOLD.key and triaged and (reopened is None or triaged > reopened):
        return "The report has been triaged already."
    return None


@guard("somebody-investigates", "An investigation goes on only with an investigating officer.", "Acas Code 5")
def somebody_investigates(case: CaseFacts, _actor: Actor) -> str | None:
    if not case.in_post(roles.INVESTIGATOR):
        return "No investigating officer is appointed. Open the investigation instead."
    return None


@guard("hearing-day-has-come", "A hearing is recorded when it has been held.", "common sense")
def hearing_day_has_come(case: CaseFacts, _actor: Actor) -> str | None:
    at = hearing_time(case)
    if at and case.now < at:
        return f"The hearing is arranged for {say_moment(at)}."
    return None


def hearing_time(case: CaseFacts) -> datetime | None:
    """When the hearing is to be: as it was arranged last, or as it was postponed since."""
    at: datetime | None = case.answer("postponed_to" if hearing_was_postponed(case) else "hearing_at")
    return at


def hearing_was_postponed(case: CaseFacts) -> bool:
    """Whether the hearing that stands was moved after it was arranged."""
    arranged, moved = case.when("set-hearing"), case.when("postpone-hearing")
    return moved is not None and (arranged is None or moved > arranged)


@guard(
    "sanction-to-appeal",
    "In a case that was closed an appeal is recorded only against a sanction on which none was heard.",
    "domain note 8: late, for reasons; Acas Code 26",
)
def late_appeal_has_a_sanction(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(MAIN) == REOPENED.key and not sanction_to_appeal(case):
        return "No sanction stands that may be appealed: none was given, or an appeal on it was heard."
    return None


@guard("appeal-day-has-come", "An appeal is decided when it has been heard.", "common sense")
def appeal_day_has_come(case: CaseFacts, _actor: Actor) -> str | None:
    at = case.answer("appeal_at")
    return f"The appeal is heard on {say_moment(at)}." if at and case.now < at else None


@guard("invitation-sent", "A hearing is held only after the invitation was issued.", "Acas Code 9")
def invitation_sent(case: CaseFacts, _actor: Actor) -> str | None:
    return None if case.letter_issued("L9") else "The invitation to the hearing (letter L9) has not been issued."


@guard("appeal-invitation-sent", "An appeal is decided only after the invitation to it was issued.", "Acas Code 28")
def appeal_invitation_sent(case: CaseFacts, _actor: Actor) -> str | None:
    return None if case.letter_issued("L14") else "The invitation to the appeal (letter L14) has not been issued."


@guard("ico-form-issued", "That the ICO was told is recorded when its form was issued.", "UK GDPR article 33(3)")
def ico_form_issued(case: CaseFacts, _actor: Actor) -> str | None:
    return None if case.letter_issued("L22") else "The report to the ICO (letter L22) has not been issued."


@guard("escalation-done", "The governing body is told of a serious breach before the case closes.", "policy 3")
def escalation_done(case: CaseFacts, _actor: Actor) -> str | None:
    at = case.at(ESCALATION)
    if at is not None and not _STATE[at].ends:
        return "The governing body has not been told of this serious breach, or has not answered."
    return None


@guard("tracks-ended", "A case closes only when every side track has ended.", "invariant 15")
def tracks_ended(case: CaseFacts, _actor: Actor) -> str | None:
    waiting = [
        f"{track.title} ({_STATE[at].title.lower()})"
        for track in TRACKS
        if track not in (MAIN, CLOSING, ESCALATION, WELFARE) and (at := case.at(track)) and not _STATE[at].ends
    ]
    return f"Still open: {', '.join(waiting)}." if waiting else None


@guard("clocks-stopped", "A case closes only when no clock runs.", "invariant 15")
def clocks_stopped(case: CaseFacts, _actor: Actor) -> str | None:
    waiting = [key for key in case.open_clocks() if key not in STOPPED_BY_CLOSING]
    return f"Clocks still run: {', '.join(waiting)}." if waiting else None


@guard("letters-done", "A case closes only when no letter is due or in draft.", "invariant 15")
def letters_done(case: CaseFacts, _actor: Actor) -> str | None:
    waiting = case.open_letters()
    return f"Letters still to be issued or withdrawn: {', '.join(waiting)}." if waiting else None


@guard("closing-proposed", "Closing takes two people: one proposes, another agrees.", "domain note 8")
def closing_was_proposed(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(CLOSING) != CLOSING_PROPOSED.key:
        return "Nobody has proposed to close this case."
    return None


@guard("somebody-else", "The second reader is not the person who proposed.", "domain note 8; invariant 23")
def not_the_manager(case: CaseFacts, actor: Actor) -> str | None:
    covered = case.held_by(roles.COVERING_MANAGER, ever=True)
    if actor.id in case.held_by(roles.CASE_MANAGER) | covered:
        return "You manage this case, so a second person must agree."
    return None


@guard("has-left-by-now", "A referral is decided once the person has left.", "SVGA 2006 s35; scenario C")
def has_left_by_now(case: CaseFacts, _actor: Actor) -> str | None:
    last_day: date | None = case.answer("last_day")
    if last_day and case.now.date() < last_day:
        return f"The person is employed until {say_day(last_day)}. The decision opens on that day."
    return None


def decided(question: str, which: str, words: str) -> Guard:
    """The second reader agrees with what was proposed, not with something else."""

    def test(case: CaseFacts, _actor: Actor) -> str | None:
        return None if case.answer(question) == which else words

    key = f"{question.replace('_', '-')}-is-{which}"
    return Guard(key, f"Only where the first reader decided to {which.replace('-', ' ')}.", test)


def stands_at_an_end(ends: tuple[State, ...]) -> Guard:
    """Closing is proposed from a place at which the main line has come to a result."""
    titles = ", ".join(f"“{state.title}”" for state in ends)

    def test(case: CaseFacts, _actor: Actor) -> str | None:
        at = case.at(MAIN)
        if at in {state.key for state in ends} or at is None:
            return None
        return f"The case is now at “{_STATE[at].title}”, and has not come to a result."

    return Guard("stands-at-an-end", f"Closing is proposed only from {titles}.", test, "domain note 8")


@guard(
    "below-the-threshold",
    "Where a harm test is met or in doubt, nothing less than an investigation is enough, unless the LADO finds the harm "
    "threshold not met.",
    "KCSIE Part four; domain note 8",
)
def below_the_threshold(case: CaseFacts, _actor: Actor) -> str | None:
    found = case.answer("lado_threshold")
    if found == "yes":
        return "The LADO finds the harm threshold met, so this is to be investigated."
    if found == "later" or (found is None and threshold_met(case)):
        return "The LADO has not found that the harm threshold is not met. Speak again, and record what is decided."
    return None


@guard(
    "lado-was-asked", "Where a harm test is met or in doubt, the LADO is asked before a suspension.", "KCSIE Part four"
)
def lado_was_asked(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(LADO) == LADO_DUE.key or (threshold_met(case) and case.at(LADO) is None):
        return "The LADO has not been asked. Speak to the LADO first, and record what was said."
    return None


@guard("still-alive", "There is no hearing and no sanction after a death.", "domain note 8: conclude the record")
def still_alive(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("leaving") == "died":
        return "The person has died. Conclude the record instead."
    return None


@guard("has-died", "A record is concluded without a hearing only after a death.", "domain note 8")
def has_died(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("leaving") != "died":
        return "This is for a case whose subject has died. Otherwise a case goes on to its own end."
    return None


@guard(
    "agencies-come-first",
    "Where a picture may show a child undressed, the police and the LADO are told before anything else.",
    "UKCIS; domain note, scenario D",
)
def agencies_come_first(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("image_gate") not in ("yes", "unsure"):
        return None
    missing = [name for track, name in ((POLICE, "the police"), (LADO, "the LADO")) if case.at(track) is None]
    if missing:
        return f"A picture may show a child undressed. Tell {' and '.join(missing)} first, and record it here."
    return None


@guard(
    "disclosure-checked",
    "A concern raised online is looked at as a protected disclosure before a hearing.",
    "ERA 1996 s43B",
    beside=True,
)
def disclosure_checked(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(DISCLOSURE) == DISCLOSURE_DUE.key:
        return "The check for a protected disclosure has not been made. Ask HR or a lawyer, and record it."
    return None


@guard(
    "lower-severity-agreed",
    "Where a case is judged less serious than usual or than before, a second person agrees before a lighter route.",
    "domain note, invariant 23",
)
def lower_severity_agreed(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(GRADE) in (GRADE_DUE.key, GRADE_PROPOSED.key):
        return "It is judged less serious than usual, or than before, and a second person has not agreed. Give the reasons first."
    return None


@guard(
    "disclosure-not-punished",
    "A protected disclosure is no ground for a hearing.",
    "ERA 1996 s47B and s103A",
    beside=True,
)
def disclosure_not_punished(case: CaseFacts, _actor: Actor) -> str | None:
    others = set(case.answer("breaches") or ()) - {RAISED_ONLINE}
    if case.at(DISCLOSURE) == DISCLOSURE_PROTECTED.key and not others:
        return "What was said is a protected disclosure, and nothing else is alleged. Send it to the whistleblowing procedure."
    return None


@guard(
    "grievance-does-not-pause",
    "A hearing waits for a grievance for which the case was paused.",
    "Acas Code 46",
    beside=True,
)
def grievance_does_not_pause(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(GRIEVANCE) == GRIEVANCE_PAUSES.key:
        return "The case waits for a grievance. Record how it ended, or decide to go on beside it."
    return None
