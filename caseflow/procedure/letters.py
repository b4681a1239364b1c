"""The letters and forms: when each becomes due, to whom it goes, and what it cannot be without.

The words stand in `templates/letters/`, one file a letter, named after its key.
"""

from caseflow.lifecycle.terms import Answers, CaseFacts, Fact, Free, Kind, Letter
from caseflow.procedure.choices import ADVICE, DISMISSAL, NO_SANCTION, WARNINGS, WOULD_HAVE_DISMISSED
from caseflow.procedure.ending import PROPOSE_CLOSING
from caseflow.procedure.escalation import ESCALATE
from caseflow.procedure.hearing import DECIDE, FIND_NO_CASE, POSTPONE_HEARING, SET_HEARING
from caseflow.procedure.investigating import TELL_SUBJECT
from caseflow.procedure.joining import CLOSE_ALONG
from caseflow.procedure.lado import REFER_TO_LADO
from caseflow.procedure.police import REPORT_TO_POLICE
from caseflow.procedure.reporting import REPORT, TAKE_NO_FURTHER_ACTION

SUBJECT, REPORTER, LADO, POLICE, CHAIR = "subject", "reporter", "lado", "police", "governor"
PACK = "pack"
"""A pack goes to whom it says."""


def _asked(key: str, title: str, kind: Kind = Kind.LINE, hint: str = "") -> Fact:
    return Fact(key, title, asked_at_letter=True, kind=kind, hint=hint)


SUBJECT_NAME = Fact("subject_name", "Name of the member of staff")
PARTICULARS = Free("particulars", "What is alleged: what, when, where, on which platform", "")
SUPPORT = Fact("support_contact", "Named contact")
ADDRESS = _asked("recipient_address", "Address", Kind.ACCOUNT, "One line of the address on each line")
HR_CONTACT = _asked(
    "contact_for_questions", "Who answers questions about this letter", hint="Name and telephone number"
)


def _no_sanction(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") in (NO_SANCTION, ADVICE, WOULD_HAVE_DISMISSED)


def _warning(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") in WARNINGS


def _dismissed(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") == DISMISSAL


LETTERS = (
    Letter(
        "L1",
        "Acknowledgement of a report",
        "Your report",
        REPORTER,
        after=(REPORT,),
        needs=(HR_CONTACT,),
        free=(
            Free(
                "opening",
                "Opening",
                "Thank you for reporting your concern. I know that this is not an easy thing to do.",
            ),
        ),
        source="Domain note 9",
        about="Receipt; do not investigate, copy, delete or discuss; support; protection of those who report",
    ),
    Letter(
        "L3",
        "Referral to the LADO",
        "Referral to the Local Authority Designated Officer",
        LADO,
        after=(REFER_TO_LADO,),
        form=True,
        needs=(
            SUBJECT_NAME,
            Fact("lado_contact", "LADO contacted"),
            Fact("lado_at", "When the LADO was contacted"),
            Fact("lado_adult_aware", "Whether the adult knows of the allegation"),
            Fact("lado_done", "Action taken so far"),
            _asked("adult_birth", "Date of birth of the adult", Kind.DAY),
            _asked("adult_sex", "Sex of the adult"),
            _asked("adult_address", "Address of the adult", Kind.ACCOUNT),
            _asked("adult_role", "Role"),
            _asked("adult_basis", "Basis of employment", hint="Permanent, agency, volunteer …"),
            _asked("adult_service", "Length of service"),
            _asked("adult_other_contact", "Other contact with children", Kind.ACCOUNT),
            _asked("adult_children", "Own children", Kind.ACCOUNT, "Or “not known”"),
            _asked("adult_prior", "Earlier concerns, low-level concerns included", Kind.ACCOUNT, "Or “none recorded”"),
            _asked("child_name", "Full name of the child", hint="Or “no child identified”"),
            _asked("child_birth", "Date of birth of the child", hint="Or “not known”"),
            _asked("child_address", "Address of the child", Kind.ACCOUNT, "Or “not known”"),
            _asked("allegation_when", "Date and place", Kind.LINE),
            _asked("allegation_count", "Number of incidents"),
            _asked("allegation_source", "How the school learned of it", Kind.ACCOUNT),
        ),
        free=(Free("allegation", "The allegation", "", True),),
        source="Domain note 9, L3; LADO forms of several authorities",
    ),
    Letter(
        "L4",
        "Police handover record",
        "Record of a handover to the police",
        POLICE,
        after=(REPORT_TO_POLICE,),
        form=True,
        needs=(
            SUBJECT_NAME,
            Fact("police_officer", "Officer"),
            Fact("police_at", "Time"),
            Fact("police_facts", "What the police were told"),
            _asked("police_station", "Force and station"),
        ),
        free=(Free("devices", "Devices and accounts, and who has seen the material", "", True),),
        source="Domain note 9, L4: no images",
    ),
    Letter(
        "L5",
        "Notice of an allegation",
        "Notice of an allegation",
        SUBJECT,
        after=(TELL_SUBJECT,),
        needs=(SUBJECT_NAME, SUPPORT, ADDRESS),
        free=(
            PARTICULARS,
            Free("next_steps", "What happens now", "You will be told of each step, and given the chance to answer."),
        ),
        subject_facing=True,
        source="KCSIE Part four; Acas Code",
    ),
    Letter(
        "L9",
        "Invitation to a disciplinary hearing",
        "Invitation to a disciplinary hearing",
        SUBJECT,
        after=(SET_HEARING, POSTPONE_HEARING),
        needs=(
            SUBJECT_NAME,
            ADDRESS,
            Fact("hearing_at", "Time of the hearing"),
            Fact("hearing_place", "Place of the hearing"),
            Fact("hearers_names", "Who hears the case"),
            Fact("worst_outcome", "Possible consequences"),
            Fact("hearing_papers", "Papers enclosed"),
            HR_CONTACT,
        ),
        free=(
            PARTICULARS,
            Free("arrangements", "Arrangements", "If you need anything to take part, please tell us."),
        ),
        subject_facing=True,
        source="Acas Code 9 to 12; Employment Relations Act 1999 s10",
    ),
    Letter(
        "L10",
        "Outcome: no disciplinary sanction",
        "The outcome of your case",
        SUBJECT,
        after=(TAKE_NO_FURTHER_ACTION, FIND_NO_CASE, DECIDE),
        when=lambda case, answers: "sanction" not in answers or _no_sanction(case, answers),
        needs=(SUBJECT_NAME, ADDRESS, HR_CONTACT),
        free=(
            Free("reasons", "Reasons, for the person to read", "", False),
            Free(
                "support", "Support", "I know that this will have been a difficult time. Support remains open to you."
            ),
        ),
        subject_facing=True,
        source="Domain note 9, L10",
    ),
    Letter(
        "L12",
        "Written warning",
        "Outcome of the disciplinary hearing",
        SUBJECT,
        after=(DECIDE,),
        when=_warning,
        needs=(
            SUBJECT_NAME,
            ADDRESS,
            Fact("heard_at", "Time of the hearing"),
            Fact("decision_reasons", "Reasons"),
            Fact("improvement", "What must change"),
            _asked("appeal_to", "To whom an appeal is sent"),
        ),
        free=(Free("closing_words", "Closing words", "We value your work, and we want you to succeed here.", False),),
        subject_facing=True,
        source="Acas Code 20 to 22",
    ),
    Letter(
        "L13",
        "Dismissal",
        "Outcome of the disciplinary hearing",
        SUBJECT,
        after=(DECIDE,),
        when=_dismissed,
        needs=(
            SUBJECT_NAME,
            ADDRESS,
            Fact("heard_at", "Time of the hearing"),
            Fact("decision_reasons", "Reasons"),
            Fact("dismissal_date", "Date of dismissal"),
            Fact("dismissal_notice", "Notice or summary"),
            _asked("appeal_to", "To whom an appeal is sent"),
        ),
        free=(
            Free(
                "arrangements",
                "Pay, property and practical matters",
                "Please return your keys, pass and any school equipment to the office. Tell us when it would suit you to fetch your belongings.",
            ),
        ),
        subject_facing=True,
        source="Acas Code 23; domain note 9, L13",
    ),
    Letter(
        "L18",
        "Closing note to the person who reported",
        "Your report",
        REPORTER,
        after=(PROPOSE_CLOSING, CLOSE_ALONG),
        needs=(HR_CONTACT,),
        free=(Free("thanks", "Thanks", "Thank you again for raising it. You did what the policy asks of all of us."),),
        source="Domain note 9, L18: handled, no detail of any sanction",
    ),
    Letter(
        "L19",
        "Notice to the governing body of a serious breach",
        "Notice of a serious breach",
        CHAIR,
        after=(ESCALATE,),
        needs=(Fact("severity", "Severity"), Fact("escalation_actions", "Action taken")),
        free=(),
        source="Policy, responsibilities; domain note 5",
    ),
)
BY_KEY = {letter.key: letter for letter in LETTERS}
