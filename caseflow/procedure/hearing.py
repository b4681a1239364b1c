"""Hearing a case, deciding it, and hearing an appeal."""

from caseflow.lifecycle.terms import Kind, Option, Permission, Question, Transition
from caseflow.procedure import checks, guards, happened, roles
from caseflow.procedure.bundle_frozen import APPEAL_FROZEN, HEARING_FROZEN
from caseflow.procedure.choices import ADVICE, DISMISSAL, FINAL_WARNING, FIRST_WARNING, SANCTIONS
from caseflow.procedure.places import (
    APPEAL,
    APPEAL_DECIDED,
    APPEAL_SET,
    CASE_TO_ANSWER,
    HEARD,
    HEARING_SET,
    MAIN,
    NO_FURTHER_ACTION,
    OUTCOME,
    REOPENED,
)

FINDINGS = Question(
    "findings", "What is found on each allegation?", Kind.FINDINGS, source="KCSIE Part four, five outcomes"
)
MALICE = Question(
    "malice",
    "What shows an intent to deceive or harm?",
    Kind.ACCOUNT,
    required=False,
    hint="Only where an allegation is found malicious.",
)
BUNDLE_DAYS = "bundle.days"
"""The setting of how many days after the decision a panel can still open what it read."""
GOVERNING = (roles.GOVERNOR, roles.CHAIR, roles.VICE_CHAIR)

NO_INTEREST = Question(
    "no_interest",
    "I have no interest to declare: nobody in this case is a relative, a friend or somebody I have dealings with",
    Kind.CONFIRM,
    hint="If you have one, do not decide. Tell the clerk, or the case manager, that somebody else should.",
    source="screens, governors: declaration of interest first",
)
"""Declared first by whoever decides for the governing body."""

HEARERS = Question(
    "hearers",
    "Who hears the case?",
    Kind.PEOPLE,
    becomes=roles.HEARER,
    from_roles=(roles.HEADTEACHER, *GOVERNING),
    hint="Nobody who reported, investigated or managed the case, or has heard of it. A case that can end only in "
    "a warning may be heard by the headteacher, if somebody else investigated.",
)
APPEAL_HEARERS = Question(
    "appeal_hearers",
    "Who hears the appeal?",
    Kind.PEOPLE,
    becomes=roles.APPEAL_HEARER,
    from_roles=GOVERNING,
    hint="People with no earlier part in the case, and no fewer than heard it first.",
)
APPEAL_AT = Question("appeal_at", "When is the appeal heard?", Kind.MOMENT, future=True)

FIND_NO_CASE = Transition(
    key="find-no-case-to-answer",
    label="Find no case to answer",
    said="{actor} found no case to answer",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(CASE_TO_ANSWER,),
    enters=NO_FURTHER_ACTION,
    guards=(guards.not_the_investigator, guards.police_do_not_lead),
    checks=(checks.malice_is_shown,),
    asks=(FINDINGS, MALICE, Question("no_case_reasons", "Why is there no case to answer?", Kind.ACCOUNT)),
    weighty="This ends the process for the member of staff, who is told of it by letter.",
)
SET_HEARING = Transition(
    key="set-hearing",
    label="Find a case to answer and arrange the hearing",
    said="{actor} found a case to answer and arranged the hearing",
    track=MAIN,
    needs=Permission.CONVENE,
    leaves=(CASE_TO_ANSWER,),
    enters=HEARING_SET,
    guards=(
        guards.not_the_investigator,
        guards.lado_has_advised,
        guards.lado_allows_telling,
        guards.police_do_not_lead,
        guards.charged_needs_release,
        guards.still_alive,
        guards.disclosure_checked,
        guards.disclosure_not_punished,
        guards.grievance_does_not_pause,
    ),
    checks=(checks.notice_of_hearing, checks.hearers_stand_apart, checks.panel_may_dismiss),
    asks=(
        Question("case_reasons", "Why is there a case to answer?", Kind.ACCOUNT),
        Question("hearing_at", "When is the hearing?", Kind.MOMENT, future=True),
        Question("hearing_place", "Where?", Kind.LINE, most=300),
        Question(
            "worst_outcome",
            "What is the most serious outcome that the invitation names?",
            Kind.CHOICE,
            options=(
                Option(FIRST_WARNING, "A first written warning"),
                Option(FINAL_WARNING, "A final written warning"),
                Option(DISMISSAL, "Dismissal", "Heard by a full panel of governors"),
            ),
            source="Acas Code 9: the possible consequences",
        ),
        HEARERS,
        Question("witnesses", "Which witnesses are called?", Kind.ACCOUNT, required=False, most=2_000),
        Question("hearing_papers", "Which papers are enclosed?", Kind.ACCOUNT, hint="One a line", most=4_000),
    ),
    tells=(roles.HEARER,),
    source="Acas Code 9 to 12",
)
POSTPONE_HEARING = Transition(
    key="postpone-hearing",
    label="Postpone the hearing",
    said="{actor} postponed the hearing",
    track=MAIN,
    needs=Permission.CONVENE,
    leaves=(HEARING_SET,),
    checks=(checks.postponed_within_limit,),
    asks=(
        Question("postponed_to", "When will it be held?", Kind.MOMENT, future=True),
        Question(
            "postponed_for",
            "At whose request, and why?",
            Kind.ACCOUNT,
            hint="If the companion cannot come, the new time is the one the person offers, up to five working days later.",
        ),
        Question("postponed_longer_reason", "Why later than that, or again?", Kind.ACCOUNT, required=False),
    ),
    tells=(roles.HEARER,),
    source="Employment Relations Act 1999 s10(4) and (5)",
)
HOLD_HEARING = Transition(
    key="record-hearing",
    label="Record that the hearing was held",
    said="{actor} recorded that the hearing was held",
    track=MAIN,
    needs=Permission.HEAR,
    leaves=(HEARING_SET,),
    enters=HEARD,
    guards=(
        guards.invitation_sent,
        guards.hearing_day_has_come,
        guards.police_do_not_lead,
        guards.charged_needs_release,
        guards.still_alive,
        guards.disclosure_checked,
        guards.grievance_does_not_pause,
    ),
    cautions=(HEARING_FROZEN,),
    asks=(
        Question("heard_at", "When was it held?", Kind.MOMENT, past=True),
        Question("heard_present", "Who was there?", Kind.ACCOUNT, most=2_000),
        Question(
            "subject_attended",
            "Did the member of staff attend?",
            Kind.CHOICE,
            options=(
                Option("yes", "Yes"),
                Option("companion-only", "No, but a companion did"),
                Option("absent", "No, after due notice and without good cause"),
                Option("left", "No, they have left"),
            ),
        ),
        Question("heard_notes", "What was said?", Kind.ACCOUNT, most=40_000),
    ),
)
DECIDE = Transition(
    key="decide",
    label="Decide the outcome",
    said="{actor} recorded the outcome of the hearing",
    track=MAIN,
    needs=Permission.HEAR,
    leaves=(HEARD,),
    enters=OUTCOME,
    guards=(
        guards.not_the_investigator,
        guards.police_do_not_lead,
        guards.charged_needs_release,
        guards.still_alive,
    ),
    checks=(
        checks.malice_is_shown,
        checks.sanction_fits_findings,
        checks.dismissal_by_panel,
        happened.dismissed_after_hearing,
    ),
    asks=(
        NO_INTEREST,
        FINDINGS,
        MALICE,
        Question("decision_reasons", "What are the reasons?", Kind.ACCOUNT),
        Question("sanction", "What is the sanction?", Kind.CHOICE, options=SANCTIONS),
        Question(
            "improvement",
            "What must change, and by when?",
            Kind.ACCOUNT,
            required=False,
            only_when=("sanction", (ADVICE, FIRST_WARNING, FINAL_WARNING)),
            source="Acas Code 20",
        ),
        Question(
            "dismissal_date",
            "From which day is the person dismissed?",
            Kind.DAY,
            only_when=("sanction", (DISMISSAL,)),
        ),
        Question(
            "dismissal_notice",
            "With or without notice?",
            Kind.CHOICE,
            options=(Option("notice", "With notice"), Option("summary", "Summarily, for gross misconduct")),
            only_when=("sanction", (DISMISSAL,)),
        ),
    ),
    ends_later=((roles.HEARER, BUNDLE_DAYS),),
    cautions=(HEARING_FROZEN,),
    tells=(roles.CASE_MANAGER,),
    weighty="The outcome goes to the member of staff in writing. It cannot be edited: a change is an appeal.",
    source="Acas Code 18 to 23; KCSIE Part four, five outcomes",
)
LODGE_APPEAL = Transition(
    key="lodge-appeal",
    label="Record an appeal",
    said="{actor} recorded an appeal",
    track=MAIN,
    needs=Permission.CONVENE,
    leaves=(OUTCOME, REOPENED),
    enters=APPEAL,
    guards=(guards.late_appeal_has_a_sanction,),
    checks=(happened.appealed_after_hearing, checks.appeal_in_time),
    asks=(
        Question("appeal_received", "When did the appeal arrive?", Kind.DAY, past=True),
        Question("appeal_grounds", "On what grounds?", Kind.ACCOUNT),
        Question("appeal_late_reason", "If it is late, why is it taken?", Kind.ACCOUNT, required=False),
    ),
    tells=(roles.CASE_MANAGER,),
    source="Domain note 8: in time, or late with reasons, after the case was closed too",
)
SET_APPEAL_HEARING = Transition(
    key="set-appeal-hearing",
    label="Arrange the appeal hearing",
    said="{actor} arranged the appeal hearing",
    track=MAIN,
    needs=Permission.CONVENE,
    leaves=(APPEAL,),
    enters=APPEAL_SET,
    guards=(guards.police_do_not_lead, guards.charged_needs_release),
    checks=(checks.appeal_hearers_stand_apart, checks.appeal_panel_no_smaller),
    asks=(
        APPEAL_AT,
        Question("appeal_place", "Where?", Kind.LINE, most=300),
        APPEAL_HEARERS,
    ),
    tells=(roles.APPEAL_HEARER,),
    source="Acas Code 26 to 29",
)
DECIDE_APPEAL = Transition(
    key="decide-appeal",
    label="Decide the appeal",
    said="{actor} recorded the decision on the appeal",
    track=MAIN,
    needs=Permission.HEAR_APPEAL,
    leaves=(APPEAL_SET,),
    enters=APPEAL_DECIDED,
    guards=(
        guards.appeal_invitation_sent,
        guards.appeal_day_has_come,
        guards.police_do_not_lead,
        guards.charged_needs_release,
    ),
    checks=(checks.appeal_does_not_worsen, checks.reinstatement_is_said),
    asks=(
        NO_INTEREST,
        Question(
            "appeal_outcome",
            "What is decided?",
            Kind.CHOICE,
            options=(
                Option("upheld", "The decision stands"),
                Option("reduced", "The sanction is reduced"),
                Option("overturned", "The decision is overturned"),
            ),
        ),
        Question(
            "appeal_sanction",
            "What is the sanction now?",
            Kind.CHOICE,
            options=SANCTIONS,
            required=False,
            only_when=("appeal_outcome", ("reduced",)),
        ),
        Question(
            "reinstatement",
            "If a dismissal is set aside: how does the person come back, from when, and with what pay?",
            Kind.ACCOUNT,
            required=False,
            only_when=("appeal_outcome", ("reduced", "overturned")),
            hint="Employment goes on as if it had not been broken, and pay is made good.",
            source="Acas Code 26 to 29: an appeal may reinstate",
            most=4_000,
        ),
        Question("appeal_reasons", "What are the reasons?", Kind.ACCOUNT),
    ),
    ends_later=((roles.APPEAL_HEARER, BUNDLE_DAYS),),
    cautions=(APPEAL_FROZEN,),
    tells=(roles.CASE_MANAGER,),
    weighty="The decision on appeal is final.",
)
TRANSITIONS = (
    FIND_NO_CASE,
    SET_HEARING,
    POSTPONE_HEARING,
    HOLD_HEARING,
    DECIDE,
    LODGE_APPEAL,
    SET_APPEAL_HEARING,
    DECIDE_APPEAL,
)
