"""The rules that may object, each with the sentence a headteacher reads when it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from caseflow.lifecycle.days import say_day, say_moment
from caseflow.lifecycle.terms import Actor, CaseFacts, Guard, State
from caseflow.procedure import roles
from caseflow.procedure.choices import HARM_KEYS
from caseflow.procedure.places import (
    CLOSING,
    CLOSING_PROPOSED,
    ESCALATION,
    EXTERNAL_HOLD,
    LADO,
    LADO_DUE,
    LADO_REFERRED,
    MAIN,
    POLICE,
    POLICE_ACTIVE,
    POLICE_CHARGED,
    STATES,
    TRACKS,
)

_STATE = {state.key: state for state in STATES}
Test = Callable[[CaseFacts, Actor], str | None]


def _guard(key: str, rule: str, source: str = "") -> Callable[[Test], Guard]:
    return lambda test: Guard(key, rule, test, source)


def threshold_met(case: CaseFacts) -> bool:
    """Whether any of the four harm tests was answered yes or not sure."""
    return any(case.answer(key) in ("yes", "unsure") for key in HARM_KEYS)


@_guard("not-the-subject", "Nobody acts in a case about themselves.", "KCSIE Part four; domain note, invariant 2")
def not_the_subject(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id in case.held_by(roles.SUBJECT, ever=True):
        return "This case is about you."
    return None


@_guard("not-the-reporter", "Whoever reported a case does not manage, investigate or hear it.", "invariant 2")
def not_the_reporter(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id in case.held_by(roles.REPORTER, ever=True):
        return "You made this report, so somebody else must do this."
    return None


@_guard("lado-has-advised", "Interviews and telling the member of staff wait for the LADO.", "Luton LSCB; Sefton 15.4")
def lado_has_advised(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(LADO) in (LADO_DUE.key, LADO_REFERRED.key):
        return "The LADO has not advised yet. Speak to the LADO and record the advice first."
    if threshold_met(case) and case.at(LADO) is None:
        return "A harm test is met or in doubt, and the LADO has not been contacted."
    return None


@_guard("lado-allows-interviews", "Nobody is interviewed where the LADO asked the school not to.", "domain note 8")
def lado_allows_interviews(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("lado_interviews") == "no":
        return "The LADO asked the school not to interview anybody. Record new advice when that changes."
    return None


@_guard("lado-allows-telling", "The member of staff is not told where the LADO asked the school to wait.", "KCSIE 4")
def lado_allows_telling(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("lado_telling") == "no":
        return "The LADO asked the school not to tell the member of staff yet. Record new advice when that changes."
    return None


@_guard("police-do-not-lead", "Interviews, the hearing and the outcome wait for the police.", "domain note 3")
def police_do_not_lead(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(POLICE) == POLICE_ACTIVE.key:
        return "The police are leading and have not released the school. Record their release first."
    return None


@_guard("charged-needs-release", "After a charge the school waits for a release agreed with police and HR.", "note 8")
def charged_needs_release(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(POLICE) == POLICE_CHARGED.key:
        return "The person is charged and not tried. Record a release agreed with the police and HR first."
    return None


@_guard("manager-did-not-investigate", "Whoever investigated a case does not decide it.", "Acas Code 6; invariant 3")
def not_the_investigator(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id in case.held_by(roles.INVESTIGATOR, ever=True):
        return "You investigated this case, so somebody else must decide it."
    return None


@_guard("triaged", "Nobody is investigated or told before triage: the harm tests come first.", "KCSIE Part four")
def triage_done(case: CaseFacts, _actor: Actor) -> str | None:
    return None if case.when("triage") else "The report has not been triaged, and the harm tests come first."


@_guard("triaged-once", "A case on hold is triaged only if that was not done before.", "domain note 8")
def not_triaged_yet(case: CaseFacts, _actor: Actor) -> str | None:
    triaged, reopened = case.when("triage"), case.when("reopen")
    if case.at(MAIN) == EXTERNAL_HOLD.key and triaged and (reopened is None or triaged > reopened):
        return "The report has been triaged already."
    return None


@_guard("somebody-investigates", "An investigation goes on only with an investigating officer.", "Acas Code 5")
def somebody_investigates(case: CaseFacts, _actor: Actor) -> str | None:
    if not case.held_by(roles.INVESTIGATOR):
        return "No investigating officer is appointed. Open the investigation instead."
    return None


@_guard("hearing-day-has-come", "A hearing is recorded when it has been held.", "common sense")
def hearing_day_has_come(case: CaseFacts, _actor: Actor) -> str | None:
    at = hearing_time(case)
    if at and case.now < at:
        return f"The hearing is arranged for {say_moment(at)}."
    return None


def hearing_time(case: CaseFacts) -> datetime | None:
    """When the hearing is to be: as it was arranged last, or as it was postponed since."""
    arranged, moved = case.when("set-hearing"), case.when("postpone-hearing")
    since = moved is not None and (arranged is None or moved > arranged)
    at: datetime | None = case.answer("postponed_to" if since else "hearing_at")
    return at


@_guard("appeal-day-has-come", "An appeal is decided when it has been heard.", "common sense")
def appeal_day_has_come(case: CaseFacts, _actor: Actor) -> str | None:
    at = case.answer("appeal_at")
    return f"The appeal is heard on {say_moment(at)}." if at and case.now < at else None


@_guard("invitation-sent", "A hearing is held only after the invitation was issued.", "Acas Code 9")
def invitation_sent(case: CaseFacts, _actor: Actor) -> str | None:
    return None if case.letter_issued("L9") else "The invitation to the hearing (letter L9) has not been issued."


@_guard("escalation-done", "The governing body is told of a serious breach before the case closes.", "policy 3")
def escalation_done(case: CaseFacts, _actor: Actor) -> str | None:
    at = case.at(ESCALATION)
    if at is not None and not _STATE[at].ends:
        return "The governing body has not been told of this serious breach, or has not answered."
    return None


@_guard("tracks-ended", "A case closes only when every side track has ended.", "invariant 15")
def tracks_ended(case: CaseFacts, _actor: Actor) -> str | None:
    waiting = [
        f"{track.title} ({_STATE[at].title.lower()})"
        for track in TRACKS
        if track not in (MAIN, CLOSING, ESCALATION) and (at := case.at(track)) and not _STATE[at].ends
    ]
    return f"Still open: {', '.join(waiting)}." if waiting else None


@_guard("clocks-stopped", "A case closes only when no clock runs.", "invariant 15")
def clocks_stopped(case: CaseFacts, _actor: Actor) -> str | None:
    waiting = [key for key in case.open_clocks() if key not in ("closing",)]
    return f"Clocks still run: {', '.join(waiting)}." if waiting else None


@_guard("letters-done", "A case closes only when no letter is due or in draft.", "invariant 15")
def letters_done(case: CaseFacts, _actor: Actor) -> str | None:
    waiting = case.open_letters()
    return f"Letters still to be issued or withdrawn: {', '.join(waiting)}." if waiting else None


@_guard("closing-proposed", "Closing takes two people: one proposes, another agrees.", "domain note 8")
def closing_was_proposed(case: CaseFacts, _actor: Actor) -> str | None:
    if case.at(CLOSING) != CLOSING_PROPOSED.key:
        return "Nobody has proposed to close this case."
    return None


@_guard("somebody-else", "The second reader is not the person who proposed.", "domain note 8; invariant 23")
def not_the_manager(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id in case.held_by(roles.CASE_MANAGER):
        return "You manage this case, so a second person must agree."
    return None


@_guard("has-left-by-now", "The DBS decision opens on the day the person has left.", "SVGA 2006 s35; scenario C")
def has_left_by_now(case: CaseFacts, _actor: Actor) -> str | None:
    last_day: date | None = case.answer("last_day")
    if last_day and case.now.date() < last_day:
        return f"The person is employed until {say_day(last_day)}. The decision opens on that day."
    return None


def decided(which: str, words: str) -> Guard:
    """The second reader agrees with what was proposed, not with something else."""

    def test(case: CaseFacts, _actor: Actor) -> str | None:
        return None if case.answer("dbs_decision") == which else words

    return Guard(f"dbs-decision-is-{which}", f"Only where the first reader decided to {which.replace('-', ' ')}.", test)


def stands_at_an_end(ends: tuple[State, ...]) -> Guard:
    """Closing is proposed from a place at which the main line has come to a result."""
    titles = ", ".join(f"“{state.title}”" for state in ends)

    def test(case: CaseFacts, _actor: Actor) -> str | None:
        at = case.at(MAIN)
        if at in {state.key for state in ends} or at is None:
            return None
        return f"The case is now at “{_STATE[at].title}”, and has not come to a result."

    return Guard("stands-at-an-end", f"Closing is proposed only from {titles}.", test, "domain note 8")


@_guard("below-the-threshold", "A concern that meets the harm threshold is not a low-level concern.", "KCSIE Part four")
def below_the_threshold(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("lado_threshold") == "yes":
        return "The LADO finds the harm threshold met, so this is not a low-level concern."
    return None
