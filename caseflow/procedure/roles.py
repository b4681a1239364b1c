"""Who is who: the posts people hold in a school, and the parts they play in one case.

A post opens no case. A part does, and being the subject of a case takes everything away. When a post is taken away, so
is what the parts that are filled from it open: but for one's own report, and for what only this person can carry on
without the case standing still - managing it until it is handed over, hearing it, answering what waits to be read.
"""

from __future__ import annotations

from caseflow.lifecycle.terms import CaseFacts, Role
from caseflow.lifecycle.terms import Permission as P

STAFF = Role("staff", "member of staff", about="Anyone who works at the school, volunteers and casual workers included")
HEADTEACHER = Role("headteacher", "headteacher", about="Manages cases, unless the case is about the headteacher")
CHAIR = Role("chair", "chair of governors", about="Manages a case about the headteacher; is told of serious breaches")
VICE_CHAIR = Role("vice-chair", "vice-chair of governors", about="Stands in where the chair is conflicted")
GOVERNOR = Role("governor", "governor", about="May be asked to sit on a panel; sees nothing until then")
CLERK = Role("clerk", "clerk to the governors", about="Convenes panels; sees names for convening, no evidence")
INVESTIGATING_OFFICER = Role("investigating-officer", "investigating officer", about="May be appointed to investigate")
HR_ADVISER = Role("hr-adviser", "HR adviser", about="May be asked to advise on a case, or to be its second reader")
DSL = Role("dsl", "designated safeguarding lead", about="Looks after the child; the case manager handles the adult")
DPO = Role("dpo", "data protection officer", about="Judges data breaches, and answers requests for personal data")
IT_ADMINISTRATOR = Role("it-administrator", "IT administrator", about="Keeps the system running; can open no case")

POSTS = (
    STAFF,
    HEADTEACHER,
    CHAIR,
    VICE_CHAIR,
    GOVERNOR,
    CLERK,
    INVESTIGATING_OFFICER,
    HR_ADVISER,
    DSL,
    DPO,
    IT_ADMINISTRATOR,
)

REPORTER = Role(
    "reporter",
    "person who reported it",
    frozenset({P.FIND, P.READ_OWN_REPORT, P.WITHDRAW}),
    in_case=True,
    from_posts=(STAFF,),
    about="Sees their own report and what became of it, nothing else",
    outlives_post=True,
)
ALSO_REPORTED = Role(
    "also-reported",
    "person who reported it too",
    in_case=True,
    from_posts=(STAFF, GOVERNOR),
    about="Made a report of the same matter that was merged into this case; sees that report, and nothing of this one",
    counts_as=REPORTER,
    outlives_post=True,
)
SUBJECT = Role(
    "subject",
    "person the case is about",
    in_case=True,
    from_posts=(STAFF,),
    bars=True,
    about="The case does not exist for them until a letter tells them of it",
)
CONFLICTED = Role(
    "conflicted",
    "person with a conflict of interest",
    in_case=True,
    from_posts=(STAFF, GOVERNOR),
    bars=True,
    about="Has declared a conflict: a relative, a friend, somebody with an interest in the outcome",
)
WITNESS = Role(
    "witness",
    "witness",
    in_case=True,
    from_posts=(STAFF,),
    bars=True,
    about="Gives an account, and may not handle the case in which they gave it",
)
LINE_MANAGER = Role(
    "line-manager",
    "line manager of the member of staff",
    in_case=True,
    from_posts=(STAFF,),
    about="May not investigate somebody whom they manage; sees nothing of the case by it",
)
CASE_MANAGER = Role(
    "case-manager",
    "case manager",
    frozenset(
        {
            P.FIND,
            P.READ,
            P.READ_REPORTER,
            P.MANAGE,
            P.INVITE,
            P.LIAISE,
            P.CONVENE,
            P.NOTE,
            P.ISSUE,
            P.LIFT,
            P.CONTAIN,
        }
    ),
    in_case=True,
    from_posts=(HEADTEACHER, CHAIR, VICE_CHAIR),
    about="Handles the adult: the headteacher, or the chair where the headteacher is the subject",
    outlives_post=True,
)
COVERING_MANAGER = Role(
    "covering-manager",
    "covering case manager",
    CASE_MANAGER.holds,
    in_case=True,
    from_posts=(HEADTEACHER, CHAIR, VICE_CHAIR),
    about="Stands in for the case manager from a day until a day; before and after, the case does not exist for them",
    counts_as=CASE_MANAGER,
    dated=True,
)
INVESTIGATOR = Role(
    "investigator",
    "investigating officer",
    frozenset({P.FIND, P.READ, P.INVESTIGATE, P.INVITE, P.NOTE}),
    in_case=True,
    from_posts=(INVESTIGATING_OFFICER,),
    about="Establishes the facts, and neither decides nor hears the case",
)
ADVISER = Role(
    "adviser",
    "HR adviser",
    frozenset({P.FIND, P.READ, P.NOTE}),
    in_case=True,
    from_posts=(HR_ADVISER,),
    about="Advises the case manager",
)
SECOND_READERS = (HR_ADVISER, DSL, CHAIR, VICE_CHAIR)
"""The posts whose holders may be asked to read a decision a second time."""


def _second_reader(key: str, title: str, decides: P, about: str) -> Role:
    """Whoever reads the case and one decision in it, and agrees or sends it back: others wait for their answer."""
    return Role(
        key,
        title,
        frozenset({P.FIND, P.READ, decides}),
        in_case=True,
        from_posts=SECOND_READERS,
        about=about,
        outlives_post=True,
    )


SECOND_READER = _second_reader(
    "second-reader",
    "second reader",
    P.SECOND,
    "Reads a decision that one person may not take alone, and agrees or sends it back",
)
TRA_READER = _second_reader(
    "tra-second-reader",
    "second reader of the TRA decision",
    P.SECOND_TRA,
    "Reads whether to refer to the TRA, and agrees or sends it back",
)
POLICE_READER = _second_reader(
    "police-second-reader",
    "second reader of the police decision",
    P.SECOND_POLICE,
    "Reads why the police were not told, and agrees or sends it back",
)
LADO_READER = _second_reader(
    "lado-second-reader",
    "second reader of the LADO decision",
    P.SECOND_LADO,
    "Reads why the LADO was not told, and agrees or sends it back",
)
GRADE_READER = _second_reader(
    "grade-second-reader",
    "second reader of the severity",
    P.SECOND_GRADE,
    "Reads why a case is judged less serious, and agrees or sends it back",
)
SAFEGUARDING_LEAD = Role(
    "safeguarding-lead",
    "designated safeguarding lead",
    frozenset({P.FIND, P.READ, P.LIAISE, P.NOTE}),
    in_case=True,
    from_posts=(DSL,),
    about="Looks after the child and speaks with the LADO and the police",
)
ASKED_TO_KEEP = Role(
    "asked-to-keep-the-seal",
    "person asked to keep the seal",
    frozenset({P.FIND, P.READ, P.TAKE_SEAL}),
    in_case=True,
    from_posts=(CHAIR, VICE_CHAIR, DPO, DSL, HR_ADVISER),
    about="Reads why the case is to be sealed, and takes the seal on, or does not",
)
SEAL_KEEPER = Role(
    "seal-keeper",
    "keeper of the seal",
    frozenset({P.FIND, P.READ, P.KEEP_SEAL}),
    in_case=True,
    from_posts=ASKED_TO_KEEP.from_posts,
    about="Keeps the seal with the case manager: nobody is let in, and nothing unsealed, without them",
)
PROPOSED_TO_LET_IN = Role(
    "proposed-to-let-in",
    "person proposed to be let in",
    in_case=True,
    from_posts=(HEADTEACHER, CHAIR, VICE_CHAIR, GOVERNOR, CLERK, INVESTIGATING_OFFICER, HR_ADVISER, DSL, DPO),
    about="Was proposed to the keeper of the seal; sees nothing, and is told nothing",
)
LET_IN = Role(
    "let-in",
    "person let in under the seal",
    in_case=True,
    from_posts=PROPOSED_TO_LET_IN.from_posts,
    about="Two people agreed that they may be given a part in a sealed case; sees nothing by that alone",
)
EMERGENCY_READER = Role(
    "emergency-reader",
    "person who reads it in an emergency",
    frozenset({P.FIND, P.READ, P.TAKE_ON}),
    in_case=True,
    from_posts=(CHAIR, VICE_CHAIR, DPO, DSL),
    about="May read the case for some hours, because two people agreed that it could not wait; sits on no panel in it; and "
    "takes it on, if nobody manages it any more and they are the chair or the vice-chair",
    dated=True,
)
KNOWS_REPORTER = Role(
    "knows-reporter",
    "person who may know who reported it",
    frozenset({P.READ_REPORTER}),
    in_case=True,
    from_posts=(INVESTIGATING_OFFICER, HR_ADVISER, DSL, CHAIR, VICE_CHAIR),
    about="Works on the case, and was told for a reason who reported it",
    outlives_post=True,
)
DATA_OFFICER = Role(
    "data-officer",
    "data protection officer",
    frozenset({P.FIND, P.PROTECT_DATA, P.CONTAIN}),
    in_case=True,
    from_posts=(DPO,),
    about="Sees the data breach, not the rest of the case",
)
ESCALATED_TO = Role(
    "escalated-to",
    "governor who was told",
    frozenset({P.FIND, P.READ_ESCALATION, P.GOVERN}),
    in_case=True,
    from_posts=(CHAIR, VICE_CHAIR, GOVERNOR),
    about="Told of a serious breach without names",
)
FOR_THE_GOVERNORS = Role(
    "for-the-governing-body",
    "governor acting for the governing body",
    frozenset({P.FIND, P.READ_SUSPENSION, P.LIFT}),
    in_case=True,
    from_posts=(CHAIR, VICE_CHAIR, GOVERNOR),
    about="Decides for the governing body whether a suspension ends; knows who it is, and so sits on no panel",
)
TOLD_OF_DELAY = Role(
    "told-of-delay",
    "person told of a missed deadline",
    frozenset({P.LEARN_OF_DELAY}),
    in_case=True,
    from_posts=(CHAIR, VICE_CHAIR, GOVERNOR),
    about="Told the reference and that a deadline was missed, and nothing else; may still sit on a panel",
)
TOLD_OF_ESCALATION = Role(
    "told-of-escalation",
    "clerk told that a governor was told",
    frozenset({P.LEARN_OF_ESCALATION}),
    in_case=True,
    from_posts=(CLERK,),
    about="Told the reference and that something was brought to a governor, and nothing else; convenes only when asked",
)
PANEL_CLERK = Role(
    "panel-clerk",
    "clerk to the panel",
    frozenset({P.FIND, P.READ_ESCALATION, P.CONVENE}),
    in_case=True,
    from_posts=(CLERK,),
    about="Convenes the panel; sees no evidence",
)
HEARER = Role(
    "hearer",
    "person who hears the case",
    frozenset({P.FIND, P.READ_BUNDLE, P.HEAR}),
    in_case=True,
    from_posts=(GOVERNOR, HEADTEACHER, CHAIR, VICE_CHAIR),
    about="Hears the case and decides, having had no earlier part in it",
    outlives_post=True,
)
APPEAL_HEARER = Role(
    "appeal-hearer",
    "person who hears the appeal",
    frozenset({P.FIND, P.READ_BUNDLE, P.HEAR_APPEAL}),
    in_case=True,
    from_posts=(GOVERNOR, CHAIR, VICE_CHAIR),
    about="Hears the appeal, having had no earlier part in the case",
    outlives_post=True,
)

PARTS = (
    REPORTER,
    ALSO_REPORTED,
    SUBJECT,
    CONFLICTED,
    WITNESS,
    CASE_MANAGER,
    COVERING_MANAGER,
    LINE_MANAGER,
    INVESTIGATOR,
    ADVISER,
    SECOND_READER,
    TRA_READER,
    POLICE_READER,
    LADO_READER,
    GRADE_READER,
    SAFEGUARDING_LEAD,
    ASKED_TO_KEEP,
    SEAL_KEEPER,
    PROPOSED_TO_LET_IN,
    LET_IN,
    KNOWS_REPORTER,
    EMERGENCY_READER,
    DATA_OFFICER,
    ESCALATED_TO,
    FOR_THE_GOVERNORS,
    TOLD_OF_DELAY,
    TOLD_OF_ESCALATION,
    PANEL_CLERK,
    HEARER,
    APPEAL_HEARER,
)
ROLES = (*POSTS, *PARTS)
READ_IT = tuple(one for one in PARTS if P.READ in one.holds)
"""The parts whose holders read the whole case."""
WORK_UNKNOWING = tuple(one for one in PARTS if P.READ in one.holds and P.READ_REPORTER not in one.holds)
"""The parts whose holders read the case, and not who reported it."""
BY_KEY = {role.key: role for role in ROLES}


def alike(*parts: Role) -> tuple[Role, ...]:
    """These parts, and those that count as one of them."""
    return tuple(one for one in PARTS if one in parts or one.counts_as in parts)


def holding(case: CaseFacts, *parts: Role, ever: bool = False) -> frozenset[str]:
    """The ids of those who hold one of these parts, or one that counts as one of them where people are kept apart."""
    return frozenset().union(*(case.held_by(one, ever=ever) for one in alike(*parts)))
