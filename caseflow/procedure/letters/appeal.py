"""The letters of an appeal: that it arrived and when it is heard, and how it ended."""

from caseflow.lifecycle.terms import Answers, Fact, Free, Kind, Letter
from caseflow.procedure.choices import undoes_dismissal
from caseflow.procedure.hearing import DECIDE_APPEAL, LODGE_APPEAL
from caseflow.procedure.letters.checks import appeal_lies_ahead
from caseflow.procedure.letters.shared import ADDRESS, HR_CONTACT, SUBJECT, SUBJECT_NAME, asked

L14 = Letter(
    "L14",
    "Acknowledgement of an appeal, and invitation",
    "Your appeal",
    SUBJECT,
    after=(LODGE_APPEAL,),
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
    checks=(appeal_lies_ahead,),
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
