"""A concern that goes to the whistleblowing procedure: whoever raised it is told where it is now, and that they are safe."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Free, Letter
from caseflow.procedure.disclosure import FIND_PROTECTED
from caseflow.procedure.letters.checks import may_be_told
from caseflow.procedure.letters.shared import ADDRESS, HR_CONTACT, RAISER, asked, not_written_yet
from caseflow.procedure.reporting import REDIRECT


def _goes_there(case: CaseFacts, answers: Answers) -> bool:
    redirected = answers.get("redirected_to")
    return redirected in (None, "whistleblowing") and not_written_yet("L2")(case, answers)


L2 = Letter(
    "L2",
    "A concern goes to the whistleblowing procedure",
    "The concern that you raised",
    RAISER,
    after=(REDIRECT, FIND_PROTECTED),
    when=_goes_there,
    needs=(
        ADDRESS,
        asked("concern_with", "Who looks into the concern now", hint="Name, post and telephone number"),
        HR_CONTACT,
    ),
    free=(
        Free(
            "opening",
            "Opening",
            "Thank you for speaking up. What you raised is taken seriously, whatever the way in which it reached us.",
        ),
    ),
    checks=(may_be_told,),
    source="Policy, unacceptable use; Employment Rights Act 1996 s43B and s47B; domain note 9, L2",
    about="To the member of staff who raised a concern online, or else to whoever reported it: the procedure, who deals "
    "with it, protection, and the routes outside the school",
)
