"""The DBS track: a legal test with two limbs, answered by one person and agreed by another, resignation included."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Option, Permission, Question, Transition
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.choices import DISMISSAL, WOULD_HAVE_DISMISSED
from caseflow.procedure.ending import RECORD_LEAVING, SECOND_READER, leaves_alive
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL
from caseflow.procedure.outcomes import dismissal_set_aside
from caseflow.procedure.places import DBS, DBS_DUE, DBS_NOT_REFERRED, DBS_PROPOSED, DBS_REFERRED
from caseflow.procedure.police import END_POLICE, RECORD_CHARGE
from caseflow.procedure.second_reading import SecondReading

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
_READING = SecondReading(DBS, DBS_DUE, DBS_PROPOSED, Permission.SECOND, roles.SECOND_READER, "dbs")
AGREE_REFERRAL = _READING.agree(
    "agree-dbs-referral",
    "Agree to refer to the DBS",
    "{actor} agreed, and the person is referred to the DBS",
    DBS_REFERRED,
    (guards.decided("dbs_decision", "refer", "The proposal is not to refer."),),
    "A referral to the DBS is a legal duty once both limbs are met. It cannot be taken back.",
)
AGREE_NO_REFERRAL = _READING.agree(
    "agree-no-dbs-referral",
    "Agree not to refer to the DBS",
    "{actor} agreed that the person is not referred to the DBS",
    DBS_NOT_REFERRED,
    (guards.decided("dbs_decision", "not-refer", "The proposal is to refer."),),
    "Failing to refer without reasonable excuse is an offence. You put your name to the reasons.",
)
SEND_BACK_DBS = _READING.send_back(
    "send-back-dbs-decision", "Send the DBS decision back", "{actor} sent the DBS decision back"
)
TAKE_BACK_DBS = _READING.take_back(
    "take-back-dbs-decision", "Take the DBS proposal back", "{actor} took the DBS proposal back"
)


def _removed(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") in (DISMISSAL, WOULD_HAVE_DISMISSED)


def _convicted(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("police_outcome") in ("caution", "convicted")


def _set_aside(case: CaseFacts, _answers: Answers) -> bool:
    return dismissal_set_aside(case)


FOLLOWS = (
    Follow(after=(DECIDE,), enters=DBS_DUE, when=_removed, why="the person was, or would have been, removed"),
    Follow(after=(RECORD_LEAVING,), enters=DBS_DUE, when=leaves_alive, why="the person is leaving"),
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
        when=leaves_alive,
        why="leaving changes the facts",
    ),
    Follow(
        after=(DECIDE_APPEAL,),
        enters=DBS_DUE,
        leaves=(DBS_NOT_REFERRED, DBS_PROPOSED),
        when=_set_aside,
        why="the appeal sets the dismissal aside, and that changes the facts",
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
TRANSITIONS = (PROPOSE_DBS, AGREE_REFERRAL, AGREE_NO_REFERRAL, SEND_BACK_DBS, TAKE_BACK_DBS)
