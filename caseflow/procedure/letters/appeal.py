"""The letters of an appeal: that it arrived and when it is heard, and how it ended."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Fact, Free, Kind, Letter
from caseflow.procedure import guards
from caseflow.procedure.choices import undoes_dismissal
from caseflow.procedure.hearing import DECIDE_APPEAL, LODGE_APPEAL
from caseflow.procedure.letters.checks import appeal_lies_ahead, asked_again, only_at
from caseflow.procedure.letters.shared import ADDRESS, HR_CONTACT, SUBJECT, SUBJECT_NAME, asked
from caseflow.procedure.places import APPEAL_SET
from caseflow.procedure.rearranging import POSTPONE_APPEAL, REPLACE_APPEAL_HEARER


def not_invited_yet(case: CaseFacts, answers: Answers) -> bool:
    """Where the arrangements change, the person is written to again unless the letter waits and will tell of them."""
    return "appeal_received" in answers or "L14" not in case.open_letters()


L14 = Letter(
    "L14",
    "Acknowledgement of an appeal, and invitation",
    "Your appeal",
    SUBJECT,
    after=(LODGE_APPEAL, POSTPONE_APPEAL, REPLACE_APPEAL_HEARER),
    when=not_invited_yet,
    needs=(
        SUBJECT_NAME,
        ADDRESS,
        Fact("appeal_received", "When the appeal arrived"),
        Fact("appeal_grounds", "The grounds of the appeal"),
        Fact("appeal_at", "Time of the appeal hearing"),
        Fact("appeal_place", "Place of the appeal hearing"),
        Fact("appeal_hearers_names", "Who hears the appeal"),
        HR_CONTACT,
    ),
    free=(Free("arrangements", "Arrangements", "If you need anything to take part, please tell us."),),
    checks=(
        appeal_lies_ahead,
        only_at(APPEAL_SET, "Nobody is invited to an appeal hearing unless one is arranged"),
        *asked_again(guards.police_do_not_lead, guards.charged_needs_release),
    ),
    source="Acas Code 26 to 29; Employment Relations Act 1999 s10; domain note 9, L14",
    about="One letter acknowledges the appeal and invites to it, so it waits until the hearing is arranged",
)


def reinstates(answers: Answers) -> bool:
    """Whether an appeal brings back somebody who was dismissed."""
    return undoes_dismissal(answers.get("sanction"), answers.get("appeal_outcome"))


L15 = Letter(
    "L15",
    "Outcome of an appeal",
    "The outcome of your appeal",
    SUBJECT,
    after=(DECIDE_APPEAL,),
    needs=(
        SUBJECT_NAME,
        ADDRESS,
        Fact("appeal_at", "Time of the appeal hearing"),
        Fact("appeal_hearers_names", "Who heard the appeal"),
        Fact("appeal_outcome", "What was decided"),
        Fact("appeal_sanction", "The sanction now", when=lambda answers: answers.get("appeal_outcome") == "reduced"),
        Fact("appeal_reasons", "Reasons"),
        Fact("reinstatement", "How the person comes back", when=reinstates),
        asked("reinstated_from", "First day back at work", Kind.DAY, when=reinstates),
        HR_CONTACT,
    ),
    free=(Free("closing_words", "Closing words", "Thank you for taking part in this appeal.", False),),
    source="Acas Code 26 to 29; domain note 4 and 9, L15",
    about="The decision is final; somebody whose dismissal falls comes back with unbroken service and back pay",
)
