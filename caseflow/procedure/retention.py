"""Keeping a record and letting it go: a hold that two people end, and a disposal on which two agree and no hold stands."""

from caseflow.lifecycle.terms import Actor, CaseFacts, Kind, Option, Permission, Question, Transition
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.places import CLOSED, MAIN
from caseflow.procedure.references import ANYWHERE


def on_hold(case: CaseFacts) -> bool:
    """Whether the record must not be destroyed: a hold stands, it was closed under one, or it speaks of sexual abuse."""
    if checks.speaks_of_sexual_abuse(case):
        return True
    closed_so = case.when("propose-closing") if case.answer("retention") == "hold" else None
    placed = [at for at in (case.when("place-hold"), closed_so) if at]
    released = case.when("release-hold")
    return bool(placed) and (released is None or released < max(placed))


@guards.guard("hold-stands", "A hold is released only where one stands.", "domain note 6")
def hold_stands(case: CaseFacts, _actor: Actor) -> str | None:
    return None if on_hold(case) else "No hold stands on this record."


@guards.guard(
    "held-for-good",
    "A record that speaks of sexual abuse, or may, is not released from its hold.",
    "domain note 6; IRMS toolkit: inquiries into child sexual abuse",
)
def not_for_sexual_abuse(case: CaseFacts, _actor: Actor) -> str | None:
    if checks.speaks_of_sexual_abuse(case):
        return "It speaks of sexual abuse, or may: such a record is not released from its hold."
    return None


@guards.guard("release-proposed", "A hold is ended by two people: one proposes, another agrees.", "domain note 6")
def release_was_proposed(case: CaseFacts, _actor: Actor) -> str | None:
    proposed = case.when("propose-release")
    ended = [case.when(key) for key in ("release-hold", "send-back-release", "place-hold", "propose-closing")]
    if proposed is None or any(at is not None and at > proposed for at in ended):
        return "Nobody has proposed to release this record from its hold."
    return None


@guards.guard("no-hold", "No record is destroyed while a hold stands on it.", "invariant 20")
def no_hold(case: CaseFacts, _actor: Actor) -> str | None:
    return "A hold stands on this record, so it must not be destroyed." if on_hold(case) else None


@guards.guard("disposal-proposed", "A disposal takes two people: one proposes, another agrees.", "invariant 20")
def disposal_was_proposed(case: CaseFacts, _actor: Actor) -> str | None:
    proposed = case.when("propose-disposal")
    ended = [case.when(key) for key in ("agree-disposal", "send-back-disposal", "place-hold", "reopen")]
    if proposed is None or any(at is not None and at > proposed for at in ended):
        return "Nobody has proposed to destroy this record."
    return None


@guards.guard("not-agreed-yet", "A disposal that was agreed is not proposed again.", "invariant 20")
def not_agreed_yet(case: CaseFacts, _actor: Actor) -> str | None:
    agreed, reopened = case.when("agree-disposal"), case.when("reopen")
    if agreed is not None and (reopened is None or reopened < agreed):
        return "Two people have agreed on the disposal already."
    return None


def _approver(key: str) -> Question:
    """Who is asked to agree that a record is let go: the data protection officer, who reads why and not the case."""
    return Question(key, "Who is asked to agree?", Kind.PERSON, becomes=roles.DATA_OFFICER, from_roles=(roles.DPO,))


PLACE_HOLD = Transition(
    key="place-hold",
    label="Place the record under a hold",
    said="{actor} placed the record under a hold",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=ANYWHERE,
    asks=(
        Question(
            "hold_basis",
            "Why must it be kept?",
            Kind.CHOICE,
            options=(
                Option("inquiry", "An inquiry", "Such as one into child sexual abuse"),
                Option("claim", "A claim, a tribunal or a court"),
                Option("request", "A request for personal data, or a complaint"),
                Option("other", "Another reason"),
            ),
        ),
        Question("hold_why", "Which one, and what does it ask for?", Kind.ACCOUNT, most=4_000),
        Question("hold_agreed_by", "Who agreed to it?", Kind.LINE, hint="Name and post", most=200),
        Question("hold_review", "When is it looked at again?", Kind.DAY, future=True),
    ),
    source="IRMS toolkit; domain note 6: nothing is destroyed while a process is open",
)
PROPOSE_RELEASE = Transition(
    key="propose-release",
    label="Propose to release the record from the hold",
    said="{actor} proposed to release the record from the hold",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=ANYWHERE,
    guards=(hold_stands, not_for_sexual_abuse),
    asks=(
        Question(
            "release_why",
            "Why may the hold end?",
            Kind.ACCOUNT,
            hint="The data protection officer reads this and not the case: name nobody whom it is about.",
            most=4_000,
        ),
        Question(
            "release_agreed_by",
            "Who says that it is not needed any more?",
            Kind.LINE,
            hint="Name and post, for example at the inquiry or of a lawyer",
            most=200,
        ),
        _approver("release_approver"),
    ),
    tells=(roles.DATA_OFFICER,),
    source="Two-person rule; domain note 6",
)
RELEASE_HOLD = Transition(
    key="release-hold",
    label="Agree that the record is released from the hold",
    said="{actor} agreed, and the record was released from the hold",
    track=MAIN,
    needs=Permission.PROTECT_DATA,
    leaves=ANYWHERE,
    guards=(guards.not_the_manager, hold_stands, not_for_sexual_abuse, release_was_proposed),
    asks=(Question("release_agreed", "I have read why, and nothing else asks for it to be kept", Kind.CONFIRM),),
    tells=(roles.CASE_MANAGER,),
    weighty="A record that is not held may one day be destroyed.",
    source="Two-person rule; domain note 6",
)
SEND_BACK_RELEASE = Transition(
    key="send-back-release",
    label="Send the release from the hold back",
    said="{actor} did not agree that the record is released from the hold",
    track=MAIN,
    needs=Permission.PROTECT_DATA,
    leaves=ANYWHERE,
    guards=(guards.not_the_manager, release_was_proposed),
    asks=(Question("release_objection", "Why must it be held for now?", Kind.ACCOUNT, most=4_000),),
    tells=(roles.CASE_MANAGER,),
)
PROPOSE_DISPOSAL = Transition(
    key="propose-disposal",
    label="Propose to destroy the record",
    said="{actor} proposed to destroy the record",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(CLOSED,),
    guards=(no_hold, not_agreed_yet),
    asks=(
        Question("disposal_basis", "Under which rule may it be destroyed?", Kind.ACCOUNT, most=4_000),
        Question("kept_until", "Until which day did it have to be kept?", Kind.DAY, past=True),
        _approver("disposal_approver"),
    ),
    tells=(roles.DATA_OFFICER,),
    source="Domain note 6; invariant 20",
)
AGREE_DISPOSAL = Transition(
    key="agree-disposal",
    label="Agree that the record is destroyed",
    said="{actor} agreed that the record is destroyed",
    track=MAIN,
    needs=Permission.PROTECT_DATA,
    leaves=(CLOSED,),
    guards=(guards.not_the_manager, disposal_was_proposed, no_hold),
    asks=(
        Question("disposal_means", "How is it destroyed, and by whom?", Kind.ACCOUNT, most=2_000),
        Question("disposal_agreed", "I have checked the rule and the day, and no hold stands", Kind.CONFIRM),
    ),
    tells=(roles.CASE_MANAGER,),
    weighty="What is destroyed can never be read again.",
    source="Invariant 20: no hold, two approvers, a certificate",
)
SEND_BACK_DISPOSAL = Transition(
    key="send-back-disposal",
    label="Send the disposal back",
    said="{actor} sent the disposal back",
    track=MAIN,
    needs=Permission.PROTECT_DATA,
    leaves=(CLOSED,),
    guards=(guards.not_the_manager, disposal_was_proposed),
    asks=(Question("disposal_objection", "Why must it be kept for now?", Kind.ACCOUNT, most=4_000),),
    tells=(roles.CASE_MANAGER,),
)
TRANSITIONS = (
    PLACE_HOLD,
    PROPOSE_RELEASE,
    RELEASE_HOLD,
    SEND_BACK_RELEASE,
    PROPOSE_DISPOSAL,
    AGREE_DISPOSAL,
    SEND_BACK_DISPOSAL,
)
