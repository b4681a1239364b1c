"""Establishing the facts: telling the person, appointing an officer, interviews, the report."""

from caseflow.lifecycle.terms import Kind, Option, Permission, Question, Transition
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.places import CASE_TO_ANSWER, EXTERNAL_HOLD, INVESTIGATION, LOW_LEVEL, MAIN, REOPENED, TRIAGE

TELL_SUBJECT = Transition(
    key="tell-subject",
    label="Tell the member of staff of the allegation",
    said="{actor} decided to tell the member of staff of the allegation",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(TRIAGE, INVESTIGATION, EXTERNAL_HOLD, LOW_LEVEL),
    guards=(guards.triage_done, guards.lado_has_advised, guards.lado_allows_telling),
    asks=(
        Question("support_contact", "Who is their named contact?", Kind.LINE, hint="Name and telephone number"),
        Question("told_how", "How will they be told?", Kind.ACCOUNT, most=2_000),
    ),
    source="KCSIE Part four: as soon as possible after the LADO was consulted",
)
OPEN_INVESTIGATION = Transition(
    key="open-investigation",
    label="Open an investigation",
    said="{actor} opened an investigation",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(TRIAGE, EXTERNAL_HOLD, LOW_LEVEL, REOPENED),
    enters=INVESTIGATION,
    guards=(
        guards.triage_done,
        guards.lado_has_advised,
        guards.police_do_not_lead,
        guards.charged_needs_release,
    ),
    checks=(checks.investigator_stands_apart, checks.line_manager_stands_apart),
    asks=(
        Question(
            "line_manager",
            "Who is the person’s line manager?",
            Kind.PERSON,
            required=False,
            becomes=roles.LINE_MANAGER,
            from_roles=(roles.STAFF,),
            hint="They may not investigate. Leave it open if it is you, or nobody on the staff list.",
        ),
        Question(
            "investigator",
            "Who investigates?",
            Kind.PERSON,
            becomes=roles.INVESTIGATOR,
            from_roles=(roles.INVESTIGATING_OFFICER,),
            hint="Somebody with no other part in the case, who will neither decide nor hear it.",
            source="Acas Code 6",
        ),
        Question("terms", "What are the terms of reference?", Kind.ACCOUNT),
    ),
    tells=(roles.INVESTIGATOR,),
)
RESUME_INVESTIGATION = Transition(
    key="resume-investigation",
    label="Resume the investigation",
    said="{actor} resumed the investigation",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(EXTERNAL_HOLD,),
    enters=INVESTIGATION,
    guards=(
        guards.somebody_investigates,
        guards.lado_has_advised,
        guards.police_do_not_lead,
        guards.charged_needs_release,
    ),
    asks=(Question("resume_reasons", "What lets the school resume?", Kind.ACCOUNT),),
    tells=(roles.INVESTIGATOR,),
)
RECORD_INTERVIEW = Transition(
    key="record-interview",
    label="Record an interview",
    said="{actor} recorded an interview",
    track=MAIN,
    needs=Permission.INVESTIGATE,
    leaves=(INVESTIGATION,),
    guards=(guards.lado_has_advised, guards.lado_allows_interviews, guards.police_do_not_lead),
    checks=(checks.interview_after_opening,),
    asks=(
        Question("interview_who", "Who was interviewed?", Kind.LINE, most=200),
        Question("interview_at", "When?", Kind.MOMENT, past=True),
        Question("interview_present", "Who else was there?", Kind.LINE, required=False, most=400),
        Question("interview_notes", "What was said?", Kind.ACCOUNT),
        Question("interview_agreed", "Have they agreed and signed the notes?", Kind.YES_NO),
    ),
)
EXTEND_INVESTIGATION = Transition(
    key="extend-investigation",
    label="Extend the investigation",
    said="{actor} extended the investigation",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(INVESTIGATION,),
    checks=(checks.extension_moves_on,),
    asks=(
        Question("investigation_due", "Until when?", Kind.DAY, future=True),
        Question("extension_reasons", "Why is more time needed?", Kind.ACCOUNT),
    ),
    source="Local procedure: a written extension before the first time runs out",
)
SUBMIT_REPORT = Transition(
    key="submit-report",
    label="Submit the investigation report",
    said="{actor} submitted the investigation report",
    track=MAIN,
    needs=Permission.INVESTIGATE,
    leaves=(INVESTIGATION,),
    enters=CASE_TO_ANSWER,
    guards=(guards.police_do_not_lead,),
    asks=(
        Question("report_facts", "What facts did you establish?", Kind.ACCOUNT, most=40_000),
        Question("report_evidence", "Which evidence supports them?", Kind.ACCOUNT, hint="Number each item: E1, E2 …"),
        Question("report_mitigation", "What speaks for the member of staff?", Kind.ACCOUNT),
        Question(
            "report_view",
            "In your view, is there a case to answer?",
            Kind.CHOICE,
            options=(Option("yes", "Yes"), Option("no", "No"), Option("part", "On some allegations")),
            hint="You recommend; the case manager decides.",
        ),
    ),
    tells=(roles.CASE_MANAGER,),
)
TRANSITIONS = (
    TELL_SUBJECT,
    OPEN_INVESTIGATION,
    RESUME_INVESTIGATION,
    RECORD_INTERVIEW,
    EXTEND_INVESTIGATION,
    SUBMIT_REPORT,
)
