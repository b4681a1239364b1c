"""The bundle: the papers that a panel hears a case on, and nothing beside them; the member of staff has the same.

Decision 21 says why. It is a letter (decision 7): filled in, approved, frozen and fingerprinted as letters are. What
comes after the first is a numbered supplement, never a change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Check,
    Free,
    Kind,
    Letter,
    Objection,
    Permission,
    Question,
    Role,
    State,
    Transition,
)
from caseflow.procedure import guards, hearing, investigating, roles
from caseflow.procedure.bundle_frozen import FOR_APPEAL, FOR_HEARING
from caseflow.procedure.letters import SUBJECT
from caseflow.procedure.letters.checks import asked_again, may_be_told
from caseflow.procedure.packs import no_pack_in_hand
from caseflow.procedure.places import APPEAL, APPEAL_SET, HEARD, HEARING_SET, MAIN

SENT = "bundle_sent"
EVIDENCE, LEFT_OUT, WHY_LEFT_OUT = "bundle_evidence", "bundle_left_out", "bundle_left_out_why"


def numbers(said: object) -> tuple[int, ...]:
    """The numbers that somebody typed, in their order: “1, E3 and 4” are 1, 3 and 4."""
    return tuple(dict.fromkeys(int(one) for one in re.findall(r"\d{1,6}", str(said or ""))))


def _known_numbers(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    for key, what, known in (
        (EVIDENCE, "item of evidence", case.has_evidence),
        (LEFT_OUT, "entry of the timeline", case.has_entry),
    ):
        strange = [one for one in numbers(answers.get(key)) if not known(one)]
        if strange:
            return Objection(key, f"There is no {what} {strange[0]} in this case. Enter the numbers that it shows.")
        if answers.get(key) and not numbers(answers[key]):
            return Objection(key, "Enter numbers, with commas between them, like 1, 3, 4.")
    return None


def _left_out_for_a_reason(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    if answers.get(LEFT_OUT) and not answers.get(WHY_LEFT_OUT):
        return Objection(WHY_LEFT_OUT, "Say why something is left out: the bundle says it to those who read it.")
    return None


KNOWN_NUMBERS = Check("bundle-numbers-known", "What a bundle takes in or leaves out is in the case.", _known_numbers)
REASONS = Check(
    "bundle-left-out-for-a-reason",
    "What is left out of a bundle is left out for a reason, which the bundle gives.",
    _left_out_for_a_reason,
    "Acas Code 9 and 12: the person can answer what the panel reads",
)
_ASKS = (
    Question(
        SENT,
        "What has the member of staff sent for the panel?",
        Kind.ACCOUNT,
        required=False,
        hint="In their own words. It stands in the bundle as it is here.",
        most=40_000,
    ),
    Question(
        EVIDENCE,
        "Which items of evidence does the panel look at?",
        Kind.LINE,
        required=False,
        hint="Their numbers, like 1, 3, 4. The bundle lists what each is, with its fingerprint, and not who brought it. "
        "Files and pictures are laid before the panel apart.",
    ),
    Question(
        LEFT_OUT,
        "Which interviews or other entries are left out?",
        Kind.LINE,
        required=False,
        hint="Their numbers in the timeline, like 12, 15. All else that belongs in a bundle goes in.",
    ),
    Question(
        WHY_LEFT_OUT,
        "If something is left out: why?",
        Kind.ACCOUNT,
        required=False,
        hint="The panel and the member of staff read this. Name nobody.",
        most=1_000,
    ),
)


def _preparing(key: str, what: str, leaves: tuple[State, ...]) -> Transition:
    return Transition(
        key=key,
        label=f"Prepare the bundle for the {what}",
        said=f"{{actor}} began to prepare the papers for the {what}",
        track=MAIN,
        needs=Permission.MANAGE,
        leaves=leaves,
        guards=(guards.police_do_not_lead, guards.charged_needs_release, no_pack_in_hand),
        checks=(KNOWN_NUMBERS, REASONS),
        asks=_ASKS,
        hint="The panel reads this one document, and the member of staff has the same. Late papers are a supplement.",
        source="Acas Code 9 to 12: the same papers, in time to prepare",
    )


PREPARE = _preparing("prepare-bundle", "hearing", (HEARING_SET, HEARD))
PREPARE_APPEAL = _preparing("prepare-appeal-bundle", "appeal", (APPEAL, APPEAL_SET))


@dataclass(frozen=True)
class Bundle:
    """What a panel reads: which part reads it, the steps that are told in it under their headings, letters copied."""

    letter: str
    title: str
    reads: Role
    prepared: Transition
    told: tuple[tuple[str, tuple[Transition, ...]], ...]
    copies: tuple[str, ...]


_INQUIRY = (
    "The investigation",
    (investigating.OPEN_INVESTIGATION, investigating.RECORD_INTERVIEW, investigating.SUBMIT_REPORT),
)
_ANSWERS = "From the member of staff"
BUNDLES = (
    Bundle(
        FOR_HEARING,
        "Bundle for the hearing",
        roles.HEARER,
        PREPARE,
        (_INQUIRY, (_ANSWERS, (PREPARE,))),
        ("L5", "L8", "L9"),
    ),
    Bundle(
        FOR_APPEAL,
        "Bundle for the appeal",
        roles.APPEAL_HEARER,
        PREPARE_APPEAL,
        (
            _INQUIRY,
            (_ANSWERS, (PREPARE, PREPARE_APPEAL)),
            ("The hearing and its outcome", (hearing.HOLD_HEARING, hearing.DECIDE)),
            ("The appeal", (hearing.LODGE_APPEAL,)),
        ),
        ("L5", "L8", "L9", "L10", "L12", "L13", "L14"),
    ),
)
BY_LETTER = {bundle.letter: bundle for bundle in BUNDLES}
LETTERS = tuple(
    Letter(
        bundle.letter,
        bundle.title,
        f"Papers for the {'hearing' if bundle.letter == FOR_HEARING else 'appeal'}",
        SUBJECT,
        after=(bundle.prepared,),
        free=(Free("cover_words", "Words on the first page", "", required=False),),
        form=True,
        words="bundle",
        checks=(
            may_be_told,
            *asked_again(guards.lado_has_advised, guards.police_do_not_lead, guards.charged_needs_release),
        ),
        source="Acas Code 9 to 12; domain note 8, panel: the pack on release only",
        about="The panel and the member of staff read the same frozen document, and the panel nothing beside it",
    )
    for bundle in BUNDLES
)
TRANSITIONS = (PREPARE, PREPARE_APPEAL)
