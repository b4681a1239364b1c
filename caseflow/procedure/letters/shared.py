"""What several letters have in common: who reads them, and what they cannot be without."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Fact, Free, Kind, Transition, Wanted, When
from caseflow.procedure.choices import ADVICE, DISMISSAL, NO_SANCTION, WARNINGS, WOULD_HAVE_DISMISSED

SUBJECT, REPORTER, LADO, POLICE, CHAIR = "subject", "reporter", "lado", "police", "governor"
AUTHORITY, ICO, AFFECTED, DBS, TRA = "authority", "ico", "affected", "dbs", "tra"
PARENTS, EMPLOYER, RECORDS, RAISER = "parents", "employer", "records", "raiser"
PACK = "pack"
"""A pack goes to whom it says."""

AGENCIES = (LADO, POLICE, DBS, TRA, PACK)
"""Those outside the school who may read all of a case: the law gives them what they ask for."""

NAMELESS = (REPORTER, CHAIR, AFFECTED, ICO, PARENTS, RECORDS)
"""Those who read a letter about a case and never whom it is about."""

AFTER = "after"
"""Under this key the answers that a letter is judged by name the transition that made it due."""


def asked(key: str, title: str, kind: Kind = Kind.LINE, hint: str = "", when: Wanted | None = None) -> Fact:
    """A fact that is asked when the letter is written."""
    fact = Fact(key, title, asked_at_letter=True, kind=kind, hint=hint)
    return fact if when is None else Fact(key, title, asked_at_letter=True, kind=kind, hint=hint, when=when)


def after(*transitions: Transition) -> Wanted:
    """Holds of the letters that became due after one of these."""
    keys = {transition.key for transition in transitions}
    return lambda answers: answers.get(AFTER) in keys


SUBJECT_NAME = Fact("subject_name", "Name of the member of staff")
PARTICULARS = Free("particulars", "What is alleged: what, when, where, on which platform", "")
SUPPORT = Fact("support_contact", "Named contact")
ADDRESS = asked("recipient_address", "Address", Kind.ACCOUNT, "One line of the address on each line")
HR_CONTACT = asked("contact_for_questions", "Who answers questions about this letter", hint="Name and telephone number")
APPEAL_TO = asked("appeal_to", "To whom an appeal is sent")

BIRTH = asked("adult_birth", "Date of birth of the adult", Kind.DAY)
SEX = asked("adult_sex", "Sex of the adult")
ADULT_ADDRESS = asked("adult_address", "Address of the adult", Kind.ACCOUNT)
ROLE = asked("adult_role", "Role")
PHONE = asked("adult_phone", "Telephone of the adult", hint="Or “not known”")
EMAIL = asked("adult_email", "E-mail address of the adult", hint="Or “not known”")
NI_NUMBER = asked("adult_ni_number", "National Insurance number", hint="Or “not known”")
DUTIES = asked("adult_duties", "Duties", Kind.ACCOUNT)


def not_written_yet(key: str) -> When:
    """Holds while no letter of this kind waits or has gone out, and of a case that was reopened."""

    def test(case: CaseFacts, _answers: Answers) -> bool:
        return case.when("reopen") is not None or not (case.letter_issued(key) or key in case.open_letters())

    return test


def no_sanction(_case: CaseFacts, answers: Answers) -> bool:
    """Whether what is decided is no disciplinary sanction."""
    return answers.get("sanction") in (NO_SANCTION, ADVICE, WOULD_HAVE_DISMISSED)


def warning(_case: CaseFacts, answers: Answers) -> bool:
    """Whether a warning is given."""
    return answers.get("sanction") in WARNINGS


def dismissed(_case: CaseFacts, answers: Answers) -> bool:
    """Whether somebody is dismissed."""
    return answers.get("sanction") == DISMISSAL
