"""The invitation to a hearing, and its outcome: no sanction, a warning, a dismissal."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Fact, Free, Letter
from caseflow.procedure import guards
from caseflow.procedure.hearing import DECIDE, FIND_NO_CASE, POSTPONE_HEARING, SET_HEARING
from caseflow.procedure.letters.checks import asked_again, may_be_told, notice_of_hearing, only_at
from caseflow.procedure.letters.shared import (
    ADDRESS,
    APPEAL_TO,
    HR_CONTACT,
    PARTICULARS,
    SUBJECT,
    SUBJECT_NAME,
    dismissed,
    no_sanction,
    warning,
)
from caseflow.procedure.outcomes import letter_stands
from caseflow.procedure.places import HEARING_SET
from caseflow.procedure.rearranging import REPLACE_HEARER
from caseflow.procedure.reporting import TAKE_NO_FURTHER_ACTION


def not_invited_yet(case: CaseFacts, answers: Answers) -> bool:
    """Where only the panel changes, the person is written to again if the invitation has gone out; else it waits anyway."""
    return "hearer_replaced_for" not in answers or "L9" not in case.open_letters()


L9 = Letter(
    "L9",
    "Invitation to a disciplinary hearing",
    "Invitation to a disciplinary hearing",
    SUBJECT,
    after=(SET_HEARING, POSTPONE_HEARING, REPLACE_HEARER),
    when=not_invited_yet,
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
    encloses="hearing_papers",
    checks=(
        notice_of_hearing,
        may_be_told,
        only_at(HEARING_SET, "Nobody is invited to a hearing unless one is arranged"),
        *asked_again(guards.lado_has_advised, guards.police_do_not_lead, guards.charged_needs_release),
    ),
    source="Acas Code 9 to 12; Employment Relations Act 1999 s10",
)
L10 = Letter(
    "L10",
    "Outcome: no disciplinary sanction",
    "The outcome of your case",
    SUBJECT,
    after=(TAKE_NO_FURTHER_ACTION, FIND_NO_CASE, DECIDE),
    when=lambda case, answers: "sanction" not in answers or no_sanction(case, answers),
    needs=(SUBJECT_NAME, ADDRESS, HR_CONTACT),
    free=(
        Free("reasons", "Reasons, for the person to read", "", False),
        Free("support", "Support", "I know that this will have been a difficult time. Support remains open to you."),
    ),
    checks=(may_be_told,),
    source="Domain note 9, L10",
)
L12 = Letter(
    "L12",
    "Written warning",
    "Outcome of the disciplinary hearing",
    SUBJECT,
    after=(DECIDE,),
    when=warning,
    needs=(
        SUBJECT_NAME,
        ADDRESS,
        Fact("heard_at", "Time of the hearing"),
        Fact("decision_reasons", "Reasons"),
        Fact("improvement", "What must change"),
        APPEAL_TO,
    ),
    free=(Free("closing_words", "Closing words", "We value your work, and we want you to succeed here.", False),),
    checks=(letter_stands,),
    source="Acas Code 20 to 22",
)
L13 = Letter(
    "L13",
    "Dismissal",
    "Outcome of the disciplinary hearing",
    SUBJECT,
    after=(DECIDE,),
    when=dismissed,
    needs=(
        SUBJECT_NAME,
        ADDRESS,
        Fact("heard_at", "Time of the hearing"),
        Fact("decision_reasons", "Reasons"),
        Fact("dismissal_date", "Date of dismissal"),
        Fact("dismissal_notice", "Notice or summary"),
        APPEAL_TO,
    ),
    free=(
        Free(
            "arrangements",
            "Pay, property and practical matters",
            "Please return your keys, pass and any school equipment to the office. Tell us when it would suit you to fetch your belongings.",
        ),
    ),
    checks=(letter_stands,),
    source="Acas Code 23; domain note 9, L13",
)
