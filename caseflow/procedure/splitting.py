"""One report, or one finding, becomes a case about somebody else: routed anew, and unknown to whom it must be unknown.

The two cases belong together, but each is shown only to those who may read it; whoever may read both sees that they do.
"""

from __future__ import annotations

from caseflow.lifecycle.terms import Actor, Answers, CaseFacts, Follow, Kind, Option, Permission, Question, Transition
from caseflow.procedure import guards, roles
from caseflow.procedure.breaches import BREACHES_OF_DATA
from caseflow.procedure.choices import MALICIOUS, RAISED_ONLINE
from caseflow.procedure.joining import KNOWN_SINCE
from caseflow.procedure.outcomes import findings_now
from caseflow.procedure.places import (
    APPEAL_DECIDED,
    CLOSED,
    DISCLOSURE_DUE,
    ICO_ASSESSING,
    MAIN,
    NO_FURTHER_ACTION,
    OUTCOME,
    RECEIVED,
)
from caseflow.procedure.reporting import BREACHES, REPORT

_ASKED = {question.key: question for question in REPORT.asks}
FROM_THE_REPORT = (
    "image_gate",
    "to_governors",
    "platforms",
    "found_out",
    "posted",
    "pupil",
    "pupil_who",
    "pupil_relation",
)
"""The answers of a report that hold for everybody it concerns."""


@guards.guard(
    "malice-was-found",
    "A case about whoever reported opens only where malice was found, with what shows the intent.",
    "KCSIE Part four; domain note 5: unsubstantiated never does",
)
def malice_was_found(case: CaseFacts, _actor: Actor) -> str | None:
    if MALICIOUS not in findings_now(case).values() or not case.answer("malice"):
        return "No allegation was found malicious, with what shows an intent to deceive or harm. Nothing less opens a case."
    return None


@guards.guard(
    "reporter-is-known", "Only whoever is known to have reported can be the subject of that case.", "domain note 5"
)
def reporter_is_known(case: CaseFacts, _actor: Actor) -> str | None:
    if not roles.holding(case, roles.REPORTER, ever=True):
        return "Nobody on the staff list is known to have reported this."
    return None


SPLIT = Transition(
    key="split",
    label="Open a case about somebody else named in the report",
    said="{actor} opened a case of its own about somebody else whom the report concerns",
    track=MAIN,
    needs=Permission.MANAGE,
    asks=(
        Question(
            "split_about",
            "Who is the other person?",
            Kind.CHOICE,
            options=(
                Option("staff", "A member of staff"),
                Option("headteacher", "The headteacher"),
                Option("governor", "A governor"),
                Option("agency", "An agency worker, contractor or volunteer"),
                Option("unknown", "I do not know"),
            ),
        ),
        Question("split_subject", "What is their name?", Kind.LINE, most=200),
        Question("split_categories", "What are they said to have done?", Kind.MANY, options=BREACHES),
        Question(
            "split_account",
            "What does the report say of them?",
            Kind.ACCOUNT,
            hint="In the words of whoever reported it. Leave out what concerns only the person this case is about: the "
            "other case may be handled by somebody else.",
        ),
        Question("split_reasons", "Why is it a case of its own?", Kind.ACCOUNT, most=4_000),
        Question("sibling", "Which case was opened?", Kind.CASE, by_itself=True),
        Question(
            "split_kept_out",
            "Who is kept out of this case because of it?",
            Kind.PEOPLE,
            by_itself=True,
            becomes=roles.CONFLICTED,
            from_roles=roles.CONFLICTED.from_posts,
        ),
    ),
    weighty="It goes where a report about that person goes: perhaps not to you. Neither person learns of the other's case.",
    source="Domain note 8, split: sibling cases, no cross-visibility",
)
SPLIT_OFF = Transition(
    key="split-off",
    label="Open a case from a report that was split",
    said="This case was opened from a report that concerns more than one person; {actor} split it",
    track=MAIN,
    needs=Permission.FIND,
    begins=True,
    enters=RECEIVED,
    asks=(
        *(_ASKED[key] for key in ("subject", "about", "categories", "account", *FROM_THE_REPORT)),
        KNOWN_SINCE,
        Question("split_from", "Which report was it?", Kind.CASE),
    ),
    tells=(roles.CASE_MANAGER,),
    by_itself=True,
    source="Domain note 8, split",
)
OPEN_ABOUT_REPORTER = Transition(
    key="open-case-about-reporter",
    label="Open a case about whoever reported it with malice",
    said="{actor} opened a case of its own about whoever reported this",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(NO_FURTHER_ACTION, OUTCOME, APPEAL_DECIDED, CLOSED),
    guards=(malice_was_found, reporter_is_known),
    asks=(
        Question(
            "malicious_reporter",
            "Who is it about?",
            Kind.PERSON,
            from_roles=(roles.REPORTER, roles.ALSO_REPORTED),
            hint="Only people who reported this are offered.",
        ),
        Question("malicious_categories", "Which parts of the policy does it touch?", Kind.MANY, options=BREACHES),
        Question("malicious_account", "What did they do, and what shows the intent?", Kind.ACCOUNT),
        Question("malicious_reasons", "Why is it right to open a case?", Kind.ACCOUNT, most=4_000),
        Question("case_about_reporter", "Which case was opened?", Kind.CASE, by_itself=True),
    ),
    weighty="Whoever reports must not be punished for it. Only disproof and intent together open this case, and somebody "
    "else handles it.",
    source="KCSIE Part four; domain note 5",
)
OPENED_ABOUT_REPORTER = Transition(
    key="opened-about-reporter",
    label="Open a case from a finding of malice",
    said="This case was opened after an allegation was found malicious; {actor} opened it",
    track=MAIN,
    needs=Permission.FIND,
    begins=True,
    enters=RECEIVED,
    asks=(
        *(_ASKED[key] for key in ("subject", "about", "categories", "account", "image_gate")),
        KNOWN_SINCE,
        Question("opened_from", "Which case was it?", Kind.CASE),
    ),
    tells=(roles.CASE_MANAGER,),
    by_itself=True,
    source="Domain note 5",
)
OPENINGS = (SPLIT_OFF, OPENED_ABOUT_REPORTER)


def somebody_to_answer(case: CaseFacts) -> bool:
    """Whether somebody is answered for a report: its author always, and of one that was split whoever is known."""
    return case.when(SPLIT_OFF.key) is None or bool(case.held_by(roles.REPORTER))


def _of_data(_case: CaseFacts, answers: Answers) -> bool:
    return bool(set(answers.get("categories") or ()) & set(BREACHES_OF_DATA))


def _online(_case: CaseFacts, answers: Answers) -> bool:
    return RAISED_ONLINE in (answers.get("categories") or ())


FOLLOWS = (
    Follow(after=OPENINGS, enters=ICO_ASSESSING, when=_of_data, why="it speaks of personal data"),
    Follow(after=OPENINGS, enters=DISCLOSURE_DUE, when=_online, why="a concern was raised online"),
)
TRANSITIONS = (SPLIT, SPLIT_OFF, OPEN_ABOUT_REPORTER, OPENED_ABOUT_REPORTER)
