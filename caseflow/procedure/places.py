"""Where a case can stand: the main line, and the side tracks that run beside it."""

from caseflow.lifecycle.terms import State, Track

MAIN = Track("main", "Main line", "From the report to the closed file.")
LADO = Track(
    "lado",
    "LADO",
    "Opens when any harm test is answered yes or not sure, or when the LADO is asked for advice.",
    "Until the LADO has advised: interviews, telling the member of staff, telling parents, and closing.",
)
POLICE = Track(
    "police",
    "Police",
    "Opens when the conduct is reported to the police.",
    "Until the police release the school or are done: interviews, showing evidence, the hearing and the outcome.",
)
DBS = Track(
    "dbs",
    "DBS",
    "Opens when a person is removed from work with children, or leaves before it could be decided.",
    "Until referred, or not referred for reasons two people agree on: closing.",
)
CLOSING = Track("closing", "Closing", "Opens when closing is proposed; a second person agrees or sends it back.")
ESCALATION = Track(
    "escalation",
    "Governing body",
    "Opens when triage finds the breach serious. The governing body is told without names (policy, responsibilities).",
    "Until the chair has been told of a serious breach: closing.",
)
TRACKS = (MAIN, LADO, POLICE, DBS, ESCALATION, CLOSING)

RECEIVED = State("received", "Report received", MAIN, about="A report has come in and waits for the case manager")
TRIAGE = State("triage", "Triage done, route to choose", MAIN, about="The harm tests are answered")
LOW_LEVEL = State("low-level", "Low-level concern dealt with", MAIN, about="Management advice was given")
EXTERNAL_HOLD = State("external-hold", "On hold for outside agencies", MAIN, waits=True, about="LADO or police lead")
INVESTIGATION = State("investigation", "Investigation under way", MAIN, about="The facts are being established")
CASE_TO_ANSWER = State("case-to-answer", "Investigation reported", MAIN, about="Is there a case to answer?")
HEARING_SET = State("hearing-set", "Hearing arranged", MAIN, waits=True, about="The invitation gives the notice due")
HEARD = State("heard", "Heard, decision awaited", MAIN, about="The hearing was held")
OUTCOME = State("outcome", "Outcome decided", MAIN, about="Findings and any sanction are recorded")
APPEAL = State("appeal", "Appeal lodged", MAIN, about="An appeal panel is to be convened")
APPEAL_SET = State(
    "appeal-set", "Appeal hearing arranged", MAIN, waits=True, about="Before people with no earlier part"
)
APPEAL_DECIDED = State("appeal-decided", "Appeal decided", MAIN, about="The decision on appeal is final")
REDIRECTED = State("redirected", "Sent to another procedure", MAIN, about="Whistleblowing, grievance or complaint")
NO_FURTHER_ACTION = State("no-further-action", "No further action", MAIN, about="With a finding and reasons")
REOPENED = State("reopened", "Reopened", MAIN, about="New evidence or a conviction; the history is kept")
CLOSED = State("closed", "Closed", MAIN, ends=True, about="Two people agreed that nothing is left open")

LADO_DUE = State("lado-due", "To be contacted", LADO, about="A harm test is met or in doubt")
LADO_REFERRED = State("lado-referred", "Referred, advice awaited", LADO, waits=True, about="The referral has gone")
LADO_ADVISED = State("lado-advised", "Advising", LADO, about="The LADO has advised and stays involved")
LADO_ENDED = State("lado-ended", "Ended", LADO, ends=True, about="No further role, agreed with the LADO")

POLICE_ACTIVE = State("police-active", "Police leading", POLICE, waits=True, about="The school holds back")
POLICE_RELEASED = State("police-released", "School released", POLICE, about="The police let the school proceed")
POLICE_CHARGED = State("police-charged", "Charged, not yet tried", POLICE, waits=True, about="A court date is awaited")
POLICE_ENDED = State("police-ended", "Ended", POLICE, ends=True, about="No further action, caution, or a verdict")

DBS_DUE = State("dbs-due", "Decision due", DBS, about="Both limbs of the legal test are to be answered")
DBS_PROPOSED = State("dbs-proposed", "Waiting for the second reader", DBS, waits=True, about="One person has decided")
DBS_REFERRED = State("dbs-referred", "Referred", DBS, ends=True, about="Two people agreed that the duty applies")
DBS_NOT_REFERRED = State("dbs-not-referred", "Considered, not referred", DBS, ends=True, about="With reasons")

ESCALATION_DUE = State("escalation-due", "To be told", ESCALATION, about="The breach is serious")
ESCALATED = State("escalated", "Told, answer awaited", ESCALATION, about="The chair has a notice without names")
ESCALATION_NOTED = State("escalation-noted", "Noted", ESCALATION, ends=True, about="A governor has answered")

CLOSING_PROPOSED = State("closing-proposed", "Waiting for a second person", CLOSING, waits=True)
CLOSING_SENT_BACK = State("closing-sent-back", "Sent back", CLOSING, ends=True)
CLOSING_AGREED = State("closing-agreed", "Agreed", CLOSING, ends=True)

STATES = (
    RECEIVED,
    TRIAGE,
    LOW_LEVEL,
    EXTERNAL_HOLD,
    INVESTIGATION,
    CASE_TO_ANSWER,
    HEARING_SET,
    HEARD,
    OUTCOME,
    APPEAL,
    APPEAL_SET,
    APPEAL_DECIDED,
    REDIRECTED,
    NO_FURTHER_ACTION,
    REOPENED,
    CLOSED,
    LADO_DUE,
    LADO_REFERRED,
    LADO_ADVISED,
    LADO_ENDED,
    POLICE_ACTIVE,
    POLICE_RELEASED,
    POLICE_CHARGED,
    POLICE_ENDED,
    DBS_DUE,
    DBS_PROPOSED,
    DBS_REFERRED,
    DBS_NOT_REFERRED,
    ESCALATION_DUE,
    ESCALATED,
    ESCALATION_NOTED,
    CLOSING_PROPOSED,
    CLOSING_SENT_BACK,
    CLOSING_AGREED,
)
