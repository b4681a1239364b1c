"""The data-breach track: the DPO decides within 72 hours of the report, weekends included, and alone stops that clock."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Permission, Question, Transition
from caseflow.procedure import guards, roles, second_reading
from caseflow.procedure.breaches import BREACHES_OF_DATA
from caseflow.procedure.places import ICO, ICO_ASSESSING, ICO_ENDED, ICO_NOT_REPORTABLE, ICO_NOTIFIED, ICO_REPORTABLE
from caseflow.procedure.reporting import REPORT, TRIAGED

_NATURE = Question(
    "ico_nature",
    "What happened to which personal data?",
    Kind.ACCOUNT,
    hint="What kind of data, in whose hands, for how long",
)
_PEOPLE = Question(
    "ico_people",
    "About how many people, and who are they?",
    Kind.LINE,
    hint="For example: 24 pupils in Year 9",
    most=200,
)
_CONSEQUENCES = Question("ico_consequences", "What may follow for them?", Kind.ACCOUNT)
_MEASURES = Question(
    "ico_measures",
    "What has been done, and what will be?",
    Kind.ACCOUNT,
    hint="For example: the post was taken down at 5pm",
)


def _first_known(key: str, of_what: str) -> Question:
    """From when the 72 hours count, where it is not from the report."""
    return Question(
        key,
        f"When did anybody at the school first know of {of_what}?",
        Kind.MOMENT,
        hint="The 72 hours count from then, also over a weekend.",
        past=True,
        source="UK GDPR article 33: from the moment at which the school knows",
    )


RECORD_BREACH = Transition(
    key="record-data-breach",
    label="Record a data breach found later",
    said="{actor} recorded a data breach found later",
    track=ICO,
    needs=Permission.MANAGE,
    begins=True,
    enters=ICO_ASSESSING,
    asks=(
        Question(
            "breach_came_to_light",
            "What came to light?",
            Kind.ACCOUNT,
            hint="Bring in the data protection officer as soon as you have recorded it.",
            most=4_000,
        ),
        _first_known("breach_known_at", "it"),
    ),
    tells=(roles.DATA_OFFICER,),
    source="UK GDPR article 33: from the moment at which the school knows",
)
RECORD_CONTAINMENT = Transition(
    key="record-containment",
    label="Record what was done to contain it",
    said="{actor} recorded what was done to contain the data breach",
    track=ICO,
    needs=Permission.CONTAIN,
    leaves=(ICO_ASSESSING, ICO_REPORTABLE, ICO_NOTIFIED),
    asks=(
        Question("contained_at", "When?", Kind.MOMENT, past=True),
        Question(
            "contained_how",
            "What was done, by whom, and is it still there?",
            Kind.ACCOUNT,
            hint="For example: the platform was asked to take it down, or has done so. No name of a member of staff.",
            most=4_000,
        ),
    ),
    tells=(roles.DATA_OFFICER, roles.CASE_MANAGER),
    source="UK GDPR article 33(3)(d): the measures taken",
)
FIND_REPORTABLE = Transition(
    key="find-breach-reportable",
    label="Decide that the breach is reported to the ICO",
    said="{actor} decided that the data breach is reported to the ICO",
    track=ICO,
    needs=Permission.PROTECT_DATA,
    leaves=(ICO_ASSESSING,),
    enters=ICO_REPORTABLE,
    asks=(
        _NATURE,
        _PEOPLE,
        _CONSEQUENCES,
        _MEASURES,
        Question(
            "ico_high_risk",
            "Is the risk to them high?",
            Kind.YES_NO,
            hint="Then they are told too, without undue delay.",
            source="UK GDPR article 34",
        ),
        Question("ico_reasons", "Why is a risk likely?", Kind.ACCOUNT),
    ),
    tells=(roles.CASE_MANAGER,),
    source="UK GDPR article 33: within 72 hours of awareness; the facts may come later",
)
FIND_NOT_REPORTABLE = Transition(
    key="find-breach-not-reportable",
    label="Decide that the breach is not reported",
    said="{actor} decided that the data breach is logged, and not reported to the ICO",
    track=ICO,
    needs=Permission.PROTECT_DATA,
    leaves=(ICO_ASSESSING,),
    enters=ICO_NOT_REPORTABLE,
    checks=(second_reading.reasons_not_to("", "ico_not_reasons", "ico.reasons_words"),),
    asks=(
        _NATURE,
        _PEOPLE,
        _MEASURES,
        Question("ico_adviser", "Who advised you, if anybody?", Kind.LINE, required=False, most=300),
        Question("ico_not_reasons", "Why is a risk to people unlikely?", Kind.ACCOUNT),
    ),
    tells=(roles.CASE_MANAGER,),
    weighty="The decision and its reasons are kept in the log of breaches, which the ICO may ask to see.",
    source="UK GDPR article 33(5): every breach is documented",
)
RECORD_ICO_REPORT = Transition(
    key="record-ico-report",
    label="Record that the ICO was told",
    said="{actor} recorded that the ICO was told of the data breach",
    track=ICO,
    needs=Permission.PROTECT_DATA,
    leaves=(ICO_REPORTABLE,),
    enters=ICO_NOTIFIED,
    guards=(guards.ico_form_issued,),
    asks=(
        Question("ico_reported_at", "When was it reported?", Kind.MOMENT, past=True),
        Question("ico_reference", "Under what reference?", Kind.LINE, required=False, most=100),
        Question("ico_late_reason", "If it is later than 72 hours, why?", Kind.ACCOUNT, required=False, most=2_000),
    ),
    tells=(roles.CASE_MANAGER,),
)
TELL_AFFECTED = Transition(
    key="tell-affected",
    label="Record that the people affected were told",
    said="{actor} recorded that the people affected by the data breach were told",
    track=ICO,
    needs=Permission.PROTECT_DATA,
    leaves=(ICO_REPORTABLE, ICO_NOTIFIED, ICO_ENDED),
    asks=(
        Question("affected_told_at", "When?", Kind.MOMENT, past=True),
        Question("affected_told_how", "Who was told, how, and what?", Kind.ACCOUNT),
    ),
    source="UK GDPR article 34: the duty to tell them stands, whatever the ICO has answered",
)
RECORD_ICO_REPLY = Transition(
    key="record-ico-reply",
    label="Record the answer of the ICO",
    said="{actor} recorded the answer of the ICO",
    track=ICO,
    needs=Permission.PROTECT_DATA,
    leaves=(ICO_NOTIFIED,),
    enters=ICO_ENDED,
    asks=(
        Question("ico_replied_on", "When did it come?", Kind.DAY, past=True),
        Question("ico_reply", "What does the ICO say, and what does the school do about it?", Kind.ACCOUNT),
    ),
    tells=(roles.CASE_MANAGER,),
)
ASSESS_AGAIN = Transition(
    key="assess-breach-again",
    label="Assess the data breach again",
    said="{actor} took up the data breach again",
    track=ICO,
    needs=Permission.PROTECT_DATA,
    leaves=(ICO_NOT_REPORTABLE, ICO_ENDED),
    enters=ICO_ASSESSING,
    asks=(
        Question("ico_new_facts", "Which facts are new?", Kind.ACCOUNT),
        _first_known("new_facts_known_at", "them"),
    ),
    tells=(roles.CASE_MANAGER,),
)


def _by_report(_case: CaseFacts, answers: Answers) -> bool:
    return bool(set(answers.get("categories") or ()) & set(BREACHES_OF_DATA))


def _by_triage(_case: CaseFacts, answers: Answers) -> bool:
    return bool(set(answers.get("breaches") or ()) & set(BREACHES_OF_DATA)) or "data" in (answers.get("serious") or ())


FOLLOWS = (
    Follow(after=(REPORT,), enters=ICO_ASSESSING, when=_by_report, why="the report speaks of personal data"),
    Follow(after=TRIAGED, enters=ICO_ASSESSING, when=_by_triage, why="triage finds a breach of personal data"),
)
TRANSITIONS = (
    FIND_REPORTABLE,
    FIND_NOT_REPORTABLE,
    RECORD_ICO_REPORT,
    TELL_AFFECTED,
    RECORD_ICO_REPLY,
    RECORD_CONTAINMENT,
    ASSESS_AGAIN,
    RECORD_BREACH,
)
