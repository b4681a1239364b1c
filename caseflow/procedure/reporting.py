"""Reporting, triage and the routes that lead from it."""

from caseflow.lifecycle.terms import Kind, Option, Permission, Question, Transition
from caseflow.procedure import checks, guards, pattern, roles
from caseflow.procedure.breaches import BREACHES_OF_DATA, CATEGORIES
from caseflow.procedure.choices import BASIS_OF_FACT, HARM_TESTS
from caseflow.procedure.exceptions import EXCEPTION_QUESTIONS, reasons_are_given
from caseflow.procedure.places import (
    CASE_TO_ANSWER,
    EXTERNAL_HOLD,
    HEARING_SET,
    INVESTIGATION,
    LOW_LEVEL,
    MAIN,
    NO_FURTHER_ACTION,
    RECEIVED,
    REDIRECTED,
    REOPENED,
    TRIAGE,
)

BREACHES = tuple(Option(category.key, category.title, category.plain) for category in CATEGORIES)
PLATFORMS = tuple(
    Option(key, title)
    for key, title in (
        ("facebook", "Facebook"),
        ("instagram", "Instagram"),
        ("snapchat", "Snapchat"),
        ("tiktok", "TikTok"),
        ("whatsapp", "WhatsApp"),
        ("x", "X (Twitter)"),
        ("youtube", "YouTube"),
        ("discord", "Discord"),
        ("other", "Something else"),
        ("unknown", "I do not know"),
    )
)
EXACTNESS = (
    Option("exact", "On this day"),
    Option("about", "About this day"),
    Option("unknown", "I do not know"),
)
TOLD = (
    Option("dsl", "The designated safeguarding lead"),
    Option("headteacher", "The headteacher"),
    Option("governor", "A governor"),
    Option("manager", "My line manager or another colleague"),
    Option("family", "The pupil or their family"),
    Option("subject", "The person it is about"),
    Option("outside", "The police, the LADO or someone else outside the school"),
    Option("none", "Nobody"),
)
IMAGE_GATE = Question(
    "image_gate",
    "Is there a picture or film that shows, or might show, anyone under 18 undressed or in a sexual way?",
    Kind.YES_NO_UNSURE,
    hint="We ask this before anything else, because such a picture must never be copied, sent on or attached.",
    source="UKCIS, Sharing nudes and semi-nudes; Protection of Children Act 1978 s1",
)
REPORT = Transition(
    key="report",
    label="Report a concern",
    said="{actor} reported a concern",
    track=MAIN,
    needs=Permission.FIND,
    begins=True,
    enters=RECEIVED,
    asks=(
        IMAGE_GATE,
        Question("danger", "Is anyone in immediate danger?", Kind.YES_NO_UNSURE, required=False),
        Question(
            "about",
            "Who is this about?",
            Kind.CHOICE,
            options=(
                Option("staff", "A member of staff"),
                Option("headteacher", "The headteacher"),
                Option("governor", "A governor"),
                Option("agency", "An agency worker, contractor or volunteer"),
                Option("me", "Me"),
                Option("unknown", "I do not know"),
            ),
            required=False,
        ),
        Question("subject", "What is their name?", Kind.LINE, most=200),
        Question(
            "to_governors",
            "Should the headteacher be kept out of this?",
            Kind.YES_NO,
            hint="Say yes if telling the headteacher would be a conflict of interest. The report then goes to the chair.",
            required=False,
            source="Policy, responsibilities; KCSIE Part four",
        ),
        Question("categories", "What have you seen or heard?", Kind.MANY, options=BREACHES),
        Question("platforms", "Which platform or app was it on?", Kind.MANY, options=PLATFORMS, required=False),
        Question("found_out", "When did you find out?", Kind.DAY, past=True, required=False),
        Question("found_out_how", "How sure is the day you found out?", Kind.CHOICE, options=EXACTNESS, required=False),
        Question("posted", "When was it posted or sent?", Kind.DAY, past=True, required=False),
        Question("posted_how", "How sure is the day it was posted?", Kind.CHOICE, options=EXACTNESS, required=False),
        Question(
            "account",
            "Tell us what happened",
            Kind.ACCOUNT,
            hint="Facts first. Use full names. Write what you would say to a panel.",
        ),
        Question("hearsay", "Is any of this second-hand, or your opinion?", Kind.ACCOUNT, required=False),
        Question(
            "evidence",
            "Is there anything that shows it?",
            Kind.MANY,
            options=(
                Option("screenshot", "A screenshot or photograph"),
                Option("link", "A link"),
                Option("paper", "Something on paper"),
                Option("elsewhere", "Someone else has it"),
                Option("none", "No"),
            ),
            required=False,
        ),
        Question("evidence_where", "Where is it, and who has it?", Kind.ACCOUNT, required=False, most=4_000),
        Question("pupil", "Is a pupil involved?", Kind.YES_NO_UNSURE, required=False),
        Question("pupil_who", "Who is the pupil?", Kind.ACCOUNT, required=False, most=1_000),
        Question(
            "pupil_relation",
            "Is the pupil a close relative of the member of staff, or a past pupil?",
            Kind.CHOICE,
            options=(
                Option("current", "A current pupil, not related"),
                Option("relative", "A close relative, for example a son, daughter, niece or nephew"),
                Option("past-under-19", "A past pupil under 19"),
                Option("past-19", "A past pupil of 19 or over"),
                Option("unknown", "I do not know"),
            ),
            required=False,
            source="Policy, safeguarding children",
        ),
        Question("told_who", "Have you told anyone else?", Kind.MANY, options=TOLD, required=False),
        Question("told", "What did you tell them, and when?", Kind.ACCOUNT, required=False, most=2_000),
        Question("late_reason", "Is there a reason why this is reported only now?", Kind.ACCOUNT, required=False),
        Question("declared", "What I have written is true to the best of my knowledge", Kind.CONFIRM, required=False),
    ),
    tells=(roles.CASE_MANAGER,),
    source="Policy, responsibilities: employees must alert the governing body and/or headteacher",
)

TRIAGE_CASE = Transition(
    key="triage",
    label="Triage the report",
    said="{actor} triaged the report",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(RECEIVED, REOPENED, EXTERNAL_HOLD),
    enters=TRIAGE,
    guards=(guards.not_the_reporter, guards.not_triaged_yet, guards.agencies_come_first),
    checks=(reasons_are_given,),
    asks=(
        Question(
            "no_conflict",
            "I am not related to, a close friend of, or a witness against anybody in this case",
            Kind.CONFIRM,
            hint="If you are, go back and choose “Declare a conflict of interest”.",
            source="Domain note 8: assign CM",
        ),
        *HARM_TESTS,
        Question("breaches", "Which parts of the policy does it touch?", Kind.MANY, options=BREACHES),
        *EXCEPTION_QUESTIONS,
        Question(
            "severity",
            "How serious is it?",
            Kind.CHOICE,
            options=(
                Option("1", "1 – advice"),
                Option("2", "2 – low-level"),
                Option("3", "3 – misconduct"),
                Option("4", "4 – serious misconduct"),
                Option("5", "5 – possible crime or serious harm"),
            ),
        ),
        Question("triage_reasons", "Why do you judge it so?", Kind.ACCOUNT),
        Question(
            "serious",
            "Is any of this so?",
            Kind.MANY,
            options=(
                Option("crime", "It may be a crime"),
                Option("data", "It may be a reportable data breach"),
                Option("gross", "It may be gross misconduct"),
                Option("senior", "The person is a senior leader, the DSL or a governor"),
                Option("media", "The press may take it up, or several people are harmed"),
                Option("second", "It is a second formal breach within 24 months"),
                Option("none", "None of these"),
            ),
            hint="If any is so, or a harm test is met, the breach is serious and the governing body is told, without names.",
            source="Policy, responsibilities: advise the Governing Body of any serious breaches",
        ),
        Question(
            "teacher",
            "Does the person do teaching work?",
            Kind.YES_NO_UNSURE,
            hint="Planning, delivering, assessing or reporting on lessons, without supervision. The law forbids naming a "
            "teacher accused of an offence against a pupil here, and the TRA hears of teachers only.",
            source="Education Act 2002 s141D and s141F",
        ),
        Question(
            "power_over_reporter",
            "Does the person have power over whoever reported it?",
            Kind.YES_NO_UNSURE,
            hint="Line management, appraisal, references. If so, move it to somebody else.",
            source="Domain note 5",
        ),
    ),
)

JUDGE_AGAIN = Transition(
    key="judge-again",
    label="Judge the case again",
    said="{actor} judged the case again",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(guards.not_the_reporter, guards.triage_done),
    asks=(
        Question("new_facts", "What is new?", Kind.ACCOUNT, most=4_000),
        *(question for question in TRIAGE_CASE.asks if question.key != "no_conflict"),
        Question(
            "data_known_at",
            "If it is new that personal data was lost: when did anybody at the school first know of that?",
            Kind.MOMENT,
            hint="The 72 hours to the ICO count from then, also over a weekend. Left empty, they count from now.",
            required=False,
            past=True,
            only_when=("breaches", BREACHES_OF_DATA),
            source="UK GDPR article 33: from the moment at which the school knows",
        ),
    ),
    hint="New facts may meet a harm test, concern other breaches, or make it more or less serious.",
    source="KCSIE Part four: decisions are asked again when facts change",
)
TRIAGED = (TRIAGE_CASE, JUDGE_AGAIN)
"""What says how serious a case is, the first time and when facts change."""

_BEFORE_HEARING = (RECEIVED, TRIAGE, INVESTIGATION, CASE_TO_ANSWER, HEARING_SET, REOPENED)

TAKE_LOW_LEVEL_ACTION = Transition(
    key="take-low-level-action",
    label="Deal with it as a low-level concern",
    said="{actor} dealt with it as a low-level concern",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(TRIAGE,),
    enters=LOW_LEVEL,
    guards=(
        guards.lado_has_advised,
        guards.lado_allows_telling,
        guards.below_the_threshold,
        guards.lower_severity_agreed,
    ),
    checks=(pattern.pattern_is_answered,),
    asks=(
        Question(
            "words_spoken",
            "What was said to the member of staff?",
            Kind.ACCOUNT,
            hint="This answer and the next two stand in the letter, so write them to the person.",
        ),
        Question("subject_view", "What did the member of staff say?", Kind.ACCOUNT),
        Question("expectation", "What is expected from now on?", Kind.ACCOUNT),
        Question(
            "why_enough",
            "Why is this enough?",
            Kind.ACCOUNT,
            hint="The policy says a breach will result in disciplinary action. Management advice is a corrective "
            "measure; say why nothing more is needed.",
        ),
        pattern.PATTERN_REASON,
    ),
    source="KCSIE Part four, low-level concerns",
)
HOLD = Transition(
    key="hold",
    label="Put on hold for outside agencies",
    said="{actor} put the case on hold for outside agencies",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=_BEFORE_HEARING,
    enters=EXTERNAL_HOLD,
    asks=(Question("hold_reasons", "Why does the case wait, and for whom?", Kind.ACCOUNT),),
)
REDIRECT = Transition(
    key="redirect",
    label="Send it to another procedure",
    said="{actor} sent the concern to another procedure",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(TRIAGE,),
    enters=REDIRECTED,
    guards=(guards.lado_has_advised, guards.below_the_threshold, guards.lower_severity_agreed),
    asks=(
        Question(
            "redirected_to",
            "To which procedure?",
            Kind.CHOICE,
            options=(
                Option("whistleblowing", "Whistleblowing"),
                Option("grievance", "Grievance"),
                Option("complaints", "Complaints"),
                Option("capability", "Capability"),
            ),
        ),
        Question("redirect_reasons", "Why?", Kind.ACCOUNT),
    ),
    source="Policy, unacceptable use: concerns go through the Whistle Blowing Procedure",
)
TAKE_NO_FURTHER_ACTION = Transition(
    key="take-no-further-action",
    label="Take no further action",
    said="{actor} decided that no further action is needed",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(TRIAGE,),
    enters=NO_FURTHER_ACTION,
    guards=(
        guards.lado_has_advised,
        guards.below_the_threshold,
        guards.police_do_not_lead,
        guards.lower_severity_agreed,
    ),
    checks=(checks.malice_is_shown,),
    asks=(
        Question(
            "findings", "What is found on each allegation?", Kind.FINDINGS, source="KCSIE Part four, five outcomes"
        ),
        Question(
            "malice",
            "What shows an intent to deceive or harm?",
            Kind.ACCOUNT,
            required=False,
            hint="Only where an allegation is found malicious.",
        ),
        Question("no_action_reasons", "Why is no further action needed?", Kind.ACCOUNT),
    ),
    weighty="A decision to do nothing more is read later by the LADO, a tribunal and the person themselves.",
)
WITHDRAW_REPORT = Transition(
    key="withdraw-report",
    label="Withdraw the report",
    said="The person who reported it withdrew the report; the case manager decides what follows",
    track=MAIN,
    needs=Permission.WITHDRAW,
    asks=(Question("withdrawal_reasons", "Why do you withdraw it?", Kind.ACCOUNT, most=4_000),),
    tells=(roles.CASE_MANAGER,),
    hint="Withdrawing does not end the case: the case manager decides what follows.",
    source="Domain note 8, invariant 16",
)
ADD_NOTE = Transition(
    key="add-note",
    label="Add a note",
    said="{actor} added a note",
    track=MAIN,
    needs=Permission.NOTE,
    asks=(
        Question(
            "note_kind",
            "What is it?",
            Kind.CHOICE,
            options=(
                Option("call", "Telephone call"),
                Option("meeting", "Meeting"),
                Option("email", "E-mail"),
                Option("note", "Note to the file"),
                Option("correction", "Correction of an earlier entry"),
            ),
        ),
        Question(
            "note_corrects",
            "Which entry does it correct?",
            Kind.NUMBER,
            hint="The number of the entry in the timeline. The entry stays as it is, and the two point at each other.",
            only_when=("note_kind", ("correction",)),
        ),
        Question("note_at", "When did it happen?", Kind.MOMENT, past=True),
        Question("note_basis", "Is it fact, opinion or hearsay?", Kind.CHOICE, options=BASIS_OF_FACT),
        Question("note", "What is to be remembered?", Kind.ACCOUNT),
    ),
    checks=(checks.corrects_an_entry,),
)
TRANSITIONS = (
    REPORT,
    TRIAGE_CASE,
    JUDGE_AGAIN,
    TAKE_LOW_LEVEL_ACTION,
    HOLD,
    REDIRECT,
    TAKE_NO_FURTHER_ACTION,
    WITHDRAW_REPORT,
    ADD_NOTE,
)
