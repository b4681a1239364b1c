"""The DBS track: a legal test with two limbs, answered by one person and agreed by another, resignation included."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Option, Permission, Question, Transition
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.choices import DISMISSAL, WOULD_HAVE_DISMISSED
from caseflow.procedure.ending import RECORD_LEAVING, SECOND_READER
from caseflow.procedure.hearing import DECIDE
from caseflow.procedure.places import DBS, DBS_DUE, DBS_NOT_REFERRED, DBS_PROPOSED, DBS_REFERRED
from caseflow.procedure.police import END_POLICE, RECORD_CHARGE

PROPOSE_DBS = Transition(
    key="propose-dbs-decision",
    label="Decide on a referral to the DBS",
    said="{actor} proposed a decision on referral to the DBS",
    track=DBS,
    needs=Permission.MANAGE,
    leaves=(DBS_DUE,),
    enters=DBS_PROPOSED,
    guards=(guards.has_left_by_now,),
    checks=(
        checks.none_stands_alone,
        checks.both_limbs_make_a_duty,
        checks.reasons_not_to_refer,
        checks.second_reader_stands_apart,
    ),
    asks=(
        Question("dbs_regulated", "Was the person working in regulated activity with children?", Kind.YES_NO),
        Question(
            "dbs_removed",
            "Has the school removed them, or would it or might it have done so had they not left?",
            Kind.YES_NO,
            hint="Suspension alone does not count. Resigning, retiring or moving to other work does.",
            source="SVGA 2006 s35, first limb",
        ),
        Question(
            "dbs_harm",
            "What does the school think the person has done?",
            Kind.MANY,
            options=(
                Option("offence", "Has a caution or conviction for a relevant offence"),
                Option("conduct", "Engaged in relevant conduct", "Harmed or endangered a child, or sexual conduct"),
                Option("harm", "Meets the harm test", "May harm a child, or put one at risk, or incite it"),
                Option("none", "None of these"),
            ),
            source="SVGA 2006 s35, second limb",
        ),
        Question("dbs_agencies", "Would referring now harm enquiries by the police or LADO?", Kind.YES_NO_UNSURE),
        Question("dbs_adviser", "Who advised you, and when?", Kind.LINE, most=300),
        Question(
            "dbs_decision",
            "What do you decide?",
            Kind.CHOICE,
            options=(Option("refer", "Refer to the DBS"), Option("not-refer", "Considered, and not referred")),
        ),
        Question("dbs_reasons", "What are your reasons?", Kind.ACCOUNT),
        SECOND_READER,
    ),
    tells=(roles.SECOND_READER,),
    source="Safeguarding Vulnerable Groups Act 2006 s35",
)
_AGREED = Question("dbs_agreed", "I have read the case and the reasons, and I agree", Kind.CONFIRM)
AGREE_REFERRAL = Transition(
    key="agree-dbs-referral",
    label="Agree to refer to the DBS",
    said="{actor} agreed, and the person is referred to the DBS",
    track=DBS,
    needs=Permission.SECOND,
    leaves=(DBS_PROPOSED,),
    enters=DBS_REFERRED,
    guards=(guards.not_the_manager, guards.decided("refer", "The proposal is not to refer.")),
    asks=(_AGREED,),
    ends_parts=(roles.SECOND_READER,),
    tells=(roles.CASE_MANAGER,),
    weighty="A referral to the DBS is a legal duty once both limbs are met. It cannot be taken back.",
)
AGREE_NO_REFERRAL = Transition(
    key="agree-no-dbs-referral",
    label="Agree not to refer to the DBS",
    said="{actor} agreed that the person is not referred to the DBS",
    track=DBS,
    needs=Permission.SECOND,
    leaves=(DBS_PROPOSED,),
    enters=DBS_NOT_REFERRED,
    guards=(guards.not_the_manager, guards.decided("not-refer", "The proposal is to refer.")),
    asks=(_AGREED,),
    ends_parts=(roles.SECOND_READER,),
    tells=(roles.CASE_MANAGER,),
    weighty="Failing to refer without reasonable excuse is an offence. You put your name to the reasons.",
)
SEND_BACK_DBS = Transition(
    key="send-back-dbs-decision",
    label="Send the DBS decision back",
    said="{actor} sent the DBS decision back",
    track=DBS,
    needs=Permission.SECOND,
    leaves=(DBS_PROPOSED,),
    enters=DBS_DUE,
    guards=(guards.not_the_manager,),
    asks=(Question("dbs_objection", "What is to be thought of again?", Kind.ACCOUNT),),
    ends_parts=(roles.SECOND_READER,),
    tells=(roles.CASE_MANAGER,),
)


def _removed(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") in (DISMISSAL, WOULD_HAVE_DISMISSED)


def _convicted(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("police_outcome") in ("caution", "convicted")


def _alive(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("leaving") != "died"


FOLLOWS = (
    Follow(after=(DECIDE,), enters=DBS_DUE, when=_removed, why="the person was, or would have been, removed"),
    Follow(after=(RECORD_LEAVING,), enters=DBS_DUE, when=_alive, why="the person is leaving"),
    Follow(
        after=(DECIDE,),
        enters=DBS_DUE,
        leaves=(DBS_NOT_REFERRED,),
        when=_removed,
        why="the outcome changes the facts",
    ),
    Follow(
        after=(RECORD_LEAVING,),
        enters=DBS_DUE,
        leaves=(DBS_NOT_REFERRED,),
        when=_alive,
        why="leaving changes the facts",
    ),
    Follow(after=(RECORD_CHARGE,), enters=DBS_DUE, leaves=(DBS_NOT_REFERRED,), why="a charge changes the facts"),
    Follow(
        after=(END_POLICE,),
        enters=DBS_DUE,
        leaves=(DBS_NOT_REFERRED,),
        when=_convicted,
        why="a caution or conviction changes the facts",
    ),
)
TRANSITIONS = (PROPOSE_DBS, AGREE_REFERRAL, AGREE_NO_REFERRAL, SEND_BACK_DBS)
