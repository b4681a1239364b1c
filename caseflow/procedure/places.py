"""Where a case can stand: the main line, and the side tracks that run beside it."""

from caseflow.lifecycle.terms import State, Track

MAIN = Track("main", "Main line", "From the report to the closed file.")
LADO = Track(
    "lado",
    "LADO",
    "Opens when any harm test is answered yes or not sure, when a breach usually leads to the LADO, or when the LADO is "
    "asked for advice.",
    "Until the LADO has advised: interviews, telling the member of staff, telling parents, and closing. Until the LADO "
    "finds the threshold not met, where a harm test is met or in doubt: an end without an investigation. Until "
    "two people agree not to refer: closing.",
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
TRA = Track(
    "tra",
    "TRA",
    "Opens when a teacher is removed, or leaves before it could be decided: a referral must be considered.",
    "Until referred, or not referred for reasons two people agree on: closing.",
)
ICO = Track(
    "ico",
    "Data breach",
    "Opens with the report where it speaks of confidential information or pictures of pupils, at triage, or when found.",
    "Until the data protection officer has decided, and the ICO has answered what was reported to it: closing.",
)
SUSPENSION = Track(
    "suspension",
    "Suspension",
    "Opens when the member of staff is suspended, or works under other arrangements instead.",
    "Until ended, in a maintained school by the governing body alone: closing.",
)
DISCLOSURE = Track(
    "disclosure",
    "Protected disclosure",
    "Opens when a concern was raised online: the law may protect whoever raised it.",
    "Until HR or a lawyer has looked at it: the hearing and closing.",
)
WELFARE = Track(
    "welfare",
    "Care of the member of staff",
    "Opens when the member of staff is told or suspended: a named contact asks how they are. Ends with the case.",
)
REPORTER_CARE = Track(
    "reporter-care",
    "Protection of the reporter",
    "Opens when a serious breach was reported by a colleague: are they treated worse because of it?",
    "Until the checks are done, declined, or handed to somebody by name: closing.",
)
GRIEVANCE = Track(
    "grievance",
    "Grievance",
    "Opens when the member of staff raises a grievance while the case runs.",
    "The hearing, where the case waits for the grievance; and closing.",
)
GRADE = Track(
    "grade",
    "Lower severity",
    "Opens when a case is judged less serious than its breaches usually are, or than it was judged before.",
    "Until a second person agrees, or it is raised again: low-level action, no further action, another procedure, and "
    "closing.",
)
SEAL = Track(
    "seal",
    "Seal",
    "Opens when the case manager proposes to seal the case: then only those see it whom two people let in. An emergency "
    "does not open it, and it is counted nowhere.",
    "Until it is unsealed by two people: closing. And everybody who was not let in.",
)
CLOSING = Track("closing", "Closing", "Opens when closing is proposed; a second person agrees or sends it back.")
ESCALATION = Track(
    "escalation",
    "Governing body",
    "Opens when triage finds the breach serious. The governing body is told without names (policy, responsibilities).",
    "Until the chair has been told of a serious breach: closing.",
)
TRACKS = (
    MAIN,
    LADO,
    POLICE,
    ICO,
    SUSPENSION,
    DBS,
    TRA,
    DISCLOSURE,
    WELFARE,
    REPORTER_CARE,
    GRIEVANCE,
    GRADE,
    ESCALATION,
    SEAL,
    CLOSING,
)

RECEIVED = State("received", "Report received", MAIN, about="A report has come in and waits for the case manager")
TRIAGE = State("triage", "Triage done, route to choose", MAIN, about="The harm tests are answered")
LOW_LEVEL = State("low-level", "Low-level concern dealt with", MAIN, about="Management advice was given")
EXTERNAL_HOLD = State(
    "external-hold", "On hold for outside agencies", MAIN, waits=True, about="LADO or police lead", told="On hold"
)
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
CONCLUDED = State("concluded", "Record concluded", MAIN, about="The person has died; there is no sanction")
MERGED = State("merged", "Merged into another case", MAIN, ends=True, about="The matter goes on under another number")
REOPENED = State("reopened", "Reopened", MAIN, about="New evidence, a conviction, a late appeal; the history is kept")
CLOSED = State("closed", "Closed", MAIN, ends=True, about="Two people agreed that nothing is left open")

LADO_DUE = State("lado-due", "To be contacted", LADO, about="A harm test is met or in doubt")
LADO_NOT_DUE = State("lado-not-due", "Not referred, reasons due", LADO, about="A breach leads there; no test is met")
LADO_NOT_PROPOSED = State(
    "lado-not-proposed", "Waiting for the second reader", LADO, waits=True, about="One person would not refer it"
)
LADO_NOT_REFERRED = State(
    "lado-not-referred", "Considered, not referred", LADO, ends=True, about="With reasons two people agree on"
)
LADO_REFERRED = State("lado-referred", "Referred, advice awaited", LADO, waits=True, about="The referral has gone")
LADO_ADVISED = State("lado-advised", "Advising", LADO, about="The LADO has advised and stays involved")
LADO_ENDED = State("lado-ended", "Ended", LADO, ends=True, about="No further role, agreed with the LADO")

POLICE_DUE = State("police-due", "To be considered", POLICE, about="It may be a crime")
POLICE_NOT_PROPOSED = State(
    "police-not-proposed", "Waiting for the second reader", POLICE, waits=True, about="One person would not report it"
)
POLICE_NOT_REPORTED = State(
    "police-not-reported", "Considered, not reported", POLICE, ends=True, about="With reasons two people agree on"
)
POLICE_ACTIVE = State("police-active", "Police leading", POLICE, waits=True, about="The school holds back")
POLICE_RELEASED = State("police-released", "School released", POLICE, about="The police let the school proceed")
POLICE_CHARGED = State("police-charged", "Charged, not yet tried", POLICE, waits=True, about="A court date is awaited")
POLICE_ENDED = State("police-ended", "Ended", POLICE, ends=True, about="No further action, caution, or a verdict")

DBS_DUE = State("dbs-due", "Decision due", DBS, about="Both limbs of the legal test are to be answered")
DBS_PROPOSED = State("dbs-proposed", "Waiting for the second reader", DBS, waits=True, about="One person has decided")
DBS_REFERRED = State("dbs-referred", "Referred", DBS, ends=True, about="Two people agreed that the duty applies")
DBS_NOT_REFERRED = State("dbs-not-referred", "Considered, not referred", DBS, ends=True, about="With reasons")

TRA_DUE = State("tra-due", "Decision due", TRA, about="A referral is to be considered")
TRA_PROPOSED = State("tra-proposed", "Waiting for the second reader", TRA, waits=True, about="One person has decided")
TRA_REFERRED = State("tra-referred", "Referred", TRA, ends=True, about="For serious misconduct, as two people agreed")
TRA_NOT_REFERRED = State("tra-not-referred", "Considered, not referred", TRA, ends=True, about="With reasons")

ICO_ASSESSING = State(
    "ico-assessing", "To be assessed", ICO, about="The 72 hours run from when the school first knew of it"
)
ICO_REPORTABLE = State("ico-reportable", "To be reported", ICO, about="A risk to people is likely")
ICO_NOTIFIED = State("ico-notified", "Reported, reply awaited", ICO, waits=True, about="The ICO has been told")
ICO_ENDED = State("ico-ended", "Ended", ICO, ends=True, about="The ICO has answered")
ICO_NOT_REPORTABLE = State(
    "ico-not-reportable", "Considered, not reported", ICO, ends=True, about="Logged, with the reasons"
)
ICO_CARRIED = State("ico-carried", "Goes on in another case", ICO, ends=True, about="The report was merged into it")

SUSPENDED = State("suspended", "Suspended", SUSPENSION, about="A neutral act, on full pay, reviewed regularly")
ALTERNATIVE = State("alternative-duties", "Other arrangements", SUSPENSION, about="Instead of suspension")
SUSPENSION_ENDED = State("suspension-ended", "Ended", SUSPENSION, ends=True, about="Lifted, or employment ended")

DISCLOSURE_DUE = State("disclosure-due", "To be checked", DISCLOSURE, about="What was said may be protected")
DISCLOSURE_NOT_PROTECTED = State("not-protected", "Not protected", DISCLOSURE, ends=True, about="As advised")
DISCLOSURE_PROTECTED = State(
    "protected", "Protected", DISCLOSURE, ends=True, about="The law does not let the school punish it"
)
DISCLOSURE_CARRIED = State(
    "disclosure-carried", "Goes on in another case", DISCLOSURE, ends=True, about="The report was merged into it"
)

WELFARE_OPEN = State("welfare-open", "Named contact in place", WELFARE, about="Somebody asks regularly")
WELFARE_ENDED = State("welfare-ended", "Ended", WELFARE, ends=True, about="With the case, or as the person wished")
REPORTER_CARE_OPEN = State("reporter-care-open", "Checks to be made", REPORTER_CARE, about="After 30, 90 and 180 days")
REPORTER_CARE_ENDED = State(
    "reporter-care-ended", "Ended", REPORTER_CARE, ends=True, about="Done, declined, or handed on by name"
)
GRIEVANCE_PAUSES = State("grievance-pauses", "The case waits for it", GRIEVANCE, waits=True, about="With reasons")
GRIEVANCE_BESIDE = State("grievance-beside", "Heard beside the case", GRIEVANCE, about="With reasons")
GRIEVANCE_ENDED = State("grievance-ended", "Ended", GRIEVANCE, ends=True, about="Its outcome is recorded")

GRADE_DUE = State("grade-due", "To be agreed", GRADE, about="Reasons are due, and a second person to read them")
GRADE_PROPOSED = State(
    "grade-proposed", "Waiting for the second reader", GRADE, waits=True, about="One person finds it less serious"
)
GRADE_AGREED = State("grade-agreed", "Agreed", GRADE, ends=True, about="Two people find it less serious")
GRADE_KEPT = State("grade-kept", "Raised again", GRADE, ends=True, about="It was judged again, and is not lowered")

ESCALATION_DUE = State("escalation-due", "To be told", ESCALATION, about="The breach is serious")
ESCALATED = State("escalated", "Told, answer awaited", ESCALATION, about="The chair has a notice without names")
ESCALATION_NOTED = State("escalation-noted", "Noted", ESCALATION, ends=True, about="A governor has answered")

CLOSING_PROPOSED = State("closing-proposed", "Waiting for a second person", CLOSING, waits=True)
CLOSING_SENT_BACK = State("closing-sent-back", "Sent back", CLOSING, ends=True)
CLOSING_AGREED = State("closing-agreed", "Agreed", CLOSING, ends=True)

SEAL_PROPOSED = State("seal-proposed", "Sealing proposed", SEAL, about="A second person is asked to keep the seal")
SEALED = State("sealed", "Sealed", SEAL, about="Only those see the case whom two people let in")
WHOM_TO_LET_IN = State("whom-to-let-in", "Sealed, somebody to let in", SEAL, about="The keeper of the seal is asked")
UNSEALING = State("unsealing-proposed", "Sealed, unsealing proposed", SEAL, about="The keeper of the seal is asked")
SEAL_HANDED = State("seal-handed", "Sealed, a new keeper named", SEAL, about="Somebody is asked to take the seal on")
SEAL_ENDED = State("unsealed", "Not sealed", SEAL, ends=True, about="It was unsealed, or not sealed after all")
SEALED_STATES = (SEALED, WHOM_TO_LET_IN, UNSEALING, SEAL_HANDED)
"""Where a case is sealed, whatever about the seal waits for an answer."""

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
    CONCLUDED,
    REOPENED,
    CLOSED,
    MERGED,
    LADO_DUE,
    LADO_NOT_DUE,
    LADO_NOT_PROPOSED,
    LADO_NOT_REFERRED,
    LADO_REFERRED,
    LADO_ADVISED,
    LADO_ENDED,
    POLICE_DUE,
    POLICE_NOT_PROPOSED,
    POLICE_NOT_REPORTED,
    POLICE_ACTIVE,
    POLICE_RELEASED,
    POLICE_CHARGED,
    POLICE_ENDED,
    DBS_DUE,
    DBS_PROPOSED,
    DBS_REFERRED,
    DBS_NOT_REFERRED,
    TRA_DUE,
    TRA_PROPOSED,
    TRA_REFERRED,
    TRA_NOT_REFERRED,
    ICO_ASSESSING,
    ICO_REPORTABLE,
    ICO_NOTIFIED,
    ICO_ENDED,
    ICO_NOT_REPORTABLE,
    ICO_CARRIED,
    SUSPENDED,
    ALTERNATIVE,
    SUSPENSION_ENDED,
    DISCLOSURE_DUE,
    DISCLOSURE_NOT_PROTECTED,
    DISCLOSURE_PROTECTED,
    DISCLOSURE_CARRIED,
    WELFARE_OPEN,
    WELFARE_ENDED,
    REPORTER_CARE_OPEN,
    REPORTER_CARE_ENDED,
    GRIEVANCE_PAUSES,
    GRIEVANCE_BESIDE,
    GRIEVANCE_ENDED,
    GRADE_DUE,
    GRADE_PROPOSED,
    GRADE_AGREED,
    GRADE_KEPT,
    ESCALATION_DUE,
    ESCALATED,
    ESCALATION_NOTED,
    SEAL_PROPOSED,
    SEALED,
    WHOM_TO_LET_IN,
    UNSEALING,
    SEAL_HANDED,
    SEAL_ENDED,
    CLOSING_PROPOSED,
    CLOSING_SENT_BACK,
    CLOSING_AGREED,
)

ENDED = tuple(state.key for state in STATES if state.track == MAIN and state.ends)
"""Where a case stands when nothing is left to do in it: closed, or merged into another."""
