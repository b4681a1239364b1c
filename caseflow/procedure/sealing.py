"""Sealing a case: exactly those see it whom two people let in, the case manager and the keeper of the seal.

While a case is sealed nobody is given sight of it, by whatever step, whom the manager did not propose and the keeper did
not agree to. An emergency does not open it, nobody is told of its missed deadlines by virtue of a post, and it is counted
in no report. Who saw it when it was sealed goes on: they are named in it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Check,
    Kind,
    Objection,
    Permission,
    Question,
    Transition,
)
from caseflow.procedure import guards, roles, second_reading
from caseflow.procedure.places import (
    SEAL,
    SEAL_ENDED,
    SEAL_HANDED,
    SEAL_PROPOSED,
    SEALED,
    SEALED_STATES,
    UNSEALING,
    WHOM_TO_LET_IN,
)

SEES = tuple(part for part in roles.PARTS if Permission.FIND in part.holds and part != roles.REPORTER)
"""The parts that open a case, in whole or in part."""
ANYBODY = tuple(post for post in roles.POSTS if post not in (roles.STAFF, roles.IT_ADMINISTRATOR))
_DECIDE = (roles.CASE_MANAGER, roles.COVERING_MANAGER, roles.INVESTIGATOR, roles.HEARER, roles.APPEAL_HEARER)


def is_sealed(case: CaseFacts) -> bool:
    """Whether the case is sealed now, also while something about the seal waits for an answer."""
    return case.at(SEAL) in {state.key for state in SEALED_STATES}


def entering(case: CaseFacts, question: Question, named: Collection[str]) -> Objection | None:
    """Why somebody who is named may not be given the part, because the case is sealed; or None."""
    part = question.becomes
    if not is_sealed(case) or part is None or part not in SEES:
        return None
    if part in _DECIDE and case.held_by(roles.SEAL_KEEPER) & set(named):
        return Objection(question.key, "Choose somebody else: the keeper of the seal takes no other part in the case.")
    if part == roles.ASKED_TO_KEEP and not case.in_post(roles.SEAL_KEEPER):
        return None
    inside = case.held_by(part).union(case.held_by(roles.LET_IN), *(case.held_by(one) for one in roles.READ_IT))
    if set(named) - inside:
        return Objection(
            question.key,
            "The case is sealed. Propose to let them in first, and wait until the keeper of the seal agrees.",
        )
    return None


@guards.guard(
    "no-cover-to-come",
    "A case is sealed while no cover waits for its first day.",
    "Decision 22: nobody comes to see it whom two people did not let in",
)
def no_cover_to_come(case: CaseFacts, _actor: Actor) -> str | None:
    if case.to_hold(roles.COVERING_MANAGER) - case.held_by(roles.COVERING_MANAGER):
        return "A cover was arranged that has not begun. It has to be ended first: then two people let the cover in."
    return None


def _only_those_proposed() -> Check:
    def test(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
        if set(answers["let_in"]) - case.held_by(roles.PROPOSED_TO_LET_IN):
            return Objection("let_in", "Choose among those whom the case manager proposed.")
        return None

    return Check("let-in-as-proposed", "Only who was proposed is let in.", test, "security note 3.3")


def _keeper(key: str, asks: str) -> Question:
    return Question(
        key,
        asks,
        Kind.PERSON,
        becomes=roles.ASKED_TO_KEEP,
        from_roles=roles.ASKED_TO_KEEP.from_posts,
        hint="They read the case, and from then on nobody sees it whom you two do not let in.",
    )


def _answered_by_keeper(key: str, label: str, said: str, **more: Any) -> Transition:
    """What the keeper of the seal answers; never one who manages the case."""
    common: dict[str, Any] = {"track": SEAL, "needs": Permission.KEEP_SEAL, "tells": (roles.CASE_MANAGER,)}
    return Transition(key, label, said, guards=(guards.not_the_manager,), **common, **more)


PROPOSE_SEAL = Transition(
    key="propose-sealing",
    label="Propose to seal the case",
    said="{actor} proposed to seal the case",
    track=SEAL,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(SEAL_ENDED,),
    enters=SEAL_PROPOSED,
    checks=(second_reading.reader_stands_apart("seal_keeper"),),
    asks=(
        Question("seal_reasons", "Why must nobody else learn of it?", Kind.ACCOUNT, most=4_000),
        _keeper("seal_keeper", "Who is to keep the seal with you?"),
    ),
    tells=(roles.ASKED_TO_KEEP,),
    hint="Who sees the case now goes on seeing it. Anybody else has to be let in by two people.",
    source="Security note 3.3, sealed cases",
)
AGREE_SEAL = Transition(
    key="agree-sealing",
    label="Agree that the case is sealed, and keep the seal",
    said="{actor} agreed, and the case was sealed",
    track=SEAL,
    needs=Permission.TAKE_SEAL,
    leaves=(SEAL_PROPOSED,),
    enters=SEALED,
    guards=(guards.not_the_manager, no_cover_to_come),
    asks=(Question("seal_agreed", "I have read the reasons, and I keep the seal", Kind.CONFIRM),),
    takes=roles.SEAL_KEEPER,
    ends_parts=(roles.ASKED_TO_KEEP,),
    clears=(roles.EMERGENCY_READER, roles.TOLD_OF_DELAY, roles.TOLD_OF_ESCALATION),
    tells=(roles.CASE_MANAGER,),
    weighty="From then on nobody sees the case whom the case manager and you do not let in, not even in an emergency.",
)
SEND_BACK_SEAL = Transition(
    key="send-back-sealing",
    label="Send the sealing back",
    said="{actor} did not agree that the case is sealed",
    track=SEAL,
    needs=Permission.TAKE_SEAL,
    leaves=(SEAL_PROPOSED,),
    enters=SEAL_ENDED,
    guards=(guards.not_the_manager,),
    asks=(Question("seal_objection", "Why should it not be sealed?", Kind.ACCOUNT, most=2_000),),
    ends_parts=(roles.ASKED_TO_KEEP,),
    tells=(roles.CASE_MANAGER,),
)
TAKE_BACK_SEAL = Transition(
    key="take-back-sealing",
    label="Take the proposal to seal back",
    said="{actor} took the proposal to seal the case back",
    track=SEAL,
    needs=Permission.MANAGE,
    leaves=(SEAL_PROPOSED,),
    enters=SEAL_ENDED,
    asks=(second_reading.taken_back("seal_taken_back"),),
    clears=(roles.ASKED_TO_KEEP,),
)
PROPOSE_TO_LET_IN = Transition(
    key="propose-to-let-in",
    label="Propose to let somebody in under the seal",
    said="{actor} proposed to let somebody see the sealed case",
    track=SEAL,
    needs=Permission.MANAGE,
    leaves=(SEALED,),
    enters=WHOM_TO_LET_IN,
    asks=(
        Question(
            "proposed_to_let_in",
            "Whom?",
            Kind.PEOPLE,
            becomes=roles.PROPOSED_TO_LET_IN,
            from_roles=ANYBODY,
            hint="They see nothing yet. Once the keeper agrees you can give them a part, as in any case.",
        ),
        Question("let_in_why", "What for?", Kind.ACCOUNT, most=2_000),
    ),
    tells=(roles.SEAL_KEEPER,),
)
LET_IN = _answered_by_keeper(
    "agree-to-let-in",
    "Agree to let somebody in",
    "{actor} agreed who may be let in under the seal",
    leaves=(WHOM_TO_LET_IN,),
    enters=SEALED,
    checks=(_only_those_proposed(),),
    asks=(
        Question(
            "let_in",
            "Whom do you let in?",
            Kind.PEOPLE,
            becomes=roles.LET_IN,
            from_roles=(roles.PROPOSED_TO_LET_IN,),
            hint="Those whom you do not choose are not let in.",
        ),
    ),
    clears=(roles.PROPOSED_TO_LET_IN,),
)
LET_NOBODY_IN = _answered_by_keeper(
    "let-nobody-in",
    "Let nobody in",
    "{actor} did not agree to let anybody in",
    leaves=(WHOM_TO_LET_IN,),
    enters=SEALED,
    asks=(Question("let_nobody_in_why", "Why not?", Kind.ACCOUNT, most=2_000),),
    clears=(roles.PROPOSED_TO_LET_IN,),
)
TAKE_BACK_LETTING_IN = Transition(
    key="take-back-letting-in",
    label="Take back whom you proposed to let in",
    said="{actor} took back whom to let in under the seal",
    track=SEAL,
    needs=Permission.MANAGE,
    leaves=(WHOM_TO_LET_IN,),
    enters=SEALED,
    asks=(second_reading.taken_back("letting_in_taken_back"),),
    clears=(roles.PROPOSED_TO_LET_IN,),
)
PROPOSE_UNSEALING = Transition(
    key="propose-unsealing",
    label="Propose to unseal the case",
    said="{actor} proposed to unseal the case",
    track=SEAL,
    needs=Permission.MANAGE,
    leaves=(SEALED,),
    enters=UNSEALING,
    asks=(Question("unseal_reasons", "Why need it not be sealed any more?", Kind.ACCOUNT, most=4_000),),
    tells=(roles.SEAL_KEEPER,),
    hint="A case is closed unsealed: when nothing else is left to do in it.",
)
AGREE_UNSEALING = _answered_by_keeper(
    "agree-unsealing",
    "Agree that the case is unsealed",
    "{actor} agreed, and the case was unsealed",
    leaves=(UNSEALING,),
    enters=SEAL_ENDED,
    asks=(Question("unseal_agreed", "I have read the reasons, and I agree", Kind.CONFIRM),),
    clears=(roles.SEAL_KEEPER, roles.LET_IN),
    weighty="From then on the case manager alone brings people in, as in any case.",
)
SEND_BACK_UNSEALING = _answered_by_keeper(
    "send-back-unsealing",
    "Send the unsealing back",
    "{actor} did not agree that the case is unsealed",
    leaves=(UNSEALING,),
    enters=SEALED,
    asks=(Question("unseal_objection", "Why must it stay sealed?", Kind.ACCOUNT, most=2_000),),
)
TAKE_BACK_UNSEALING = Transition(
    key="take-back-unsealing",
    label="Take the proposal to unseal back",
    said="{actor} took the proposal to unseal the case back",
    track=SEAL,
    needs=Permission.MANAGE,
    leaves=(UNSEALING,),
    enters=SEALED,
    asks=(second_reading.taken_back("unsealing_taken_back"),),
)
HAND_THE_SEAL = Transition(
    key="name-new-keeper",
    label="Name a new keeper of the seal",
    said="{actor} named a new keeper of the seal",
    track=SEAL,
    needs=Permission.MANAGE,
    leaves=(SEALED, WHOM_TO_LET_IN, UNSEALING),
    enters=SEAL_HANDED,
    checks=(second_reading.reader_stands_apart("new_keeper"),),
    asks=(
        _keeper("new_keeper", "Who is to keep the seal from now on?"),
        Question("new_keeper_why", "Why is there a new one?", Kind.ACCOUNT, most=2_000),
    ),
    clears=(roles.PROPOSED_TO_LET_IN,),
    tells=(roles.SEAL_KEEPER, roles.ASKED_TO_KEEP),
    hint="While the keeper is there, they agree first to let the new one in. One who left, lost their post or may see the "
    "case no more need not agree.",
)
TAKE_THE_SEAL = Transition(
    key="take-the-seal",
    label="Take the seal on",
    said="{actor} took the seal on",
    track=SEAL,
    needs=Permission.TAKE_SEAL,
    leaves=(SEAL_HANDED,),
    enters=SEALED,
    guards=(guards.not_the_manager,),
    asks=(Question("keeper_agreed", "I have read the reasons, and I keep the seal", Kind.CONFIRM),),
    takes=roles.SEAL_KEEPER,
    ends_parts=(roles.ASKED_TO_KEEP,),
    clears=(roles.SEAL_KEEPER,),
    tells=(roles.CASE_MANAGER,),
)
REFUSE_THE_SEAL = Transition(
    key="refuse-the-seal",
    label="Do not take the seal on",
    said="{actor} did not take the seal on",
    track=SEAL,
    needs=Permission.TAKE_SEAL,
    leaves=(SEAL_HANDED,),
    enters=SEALED,
    guards=(guards.not_the_manager,),
    asks=(Question("keeper_objection", "Why not?", Kind.ACCOUNT, most=2_000),),
    ends_parts=(roles.ASKED_TO_KEEP,),
    tells=(roles.CASE_MANAGER,),
)
TAKE_BACK_THE_SEAL = Transition(
    key="take-back-new-keeper",
    label="Take back the new keeper of the seal",
    said="{actor} took back the new keeper of the seal",
    track=SEAL,
    needs=Permission.MANAGE,
    leaves=(SEAL_HANDED,),
    enters=SEALED,
    asks=(second_reading.taken_back("new_keeper_taken_back"),),
    clears=(roles.ASKED_TO_KEEP,),
)
TRANSITIONS = (
    PROPOSE_SEAL,
    AGREE_SEAL,
    SEND_BACK_SEAL,
    TAKE_BACK_SEAL,
    PROPOSE_TO_LET_IN,
    LET_IN,
    LET_NOBODY_IN,
    TAKE_BACK_LETTING_IN,
    PROPOSE_UNSEALING,
    AGREE_UNSEALING,
    SEND_BACK_UNSEALING,
    TAKE_BACK_UNSEALING,
    HAND_THE_SEAL,
    TAKE_THE_SEAL,
    REFUSE_THE_SEAL,
    TAKE_BACK_THE_SEAL,
)
