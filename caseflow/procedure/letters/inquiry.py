"""What the member of staff is told before any hearing: that there is an allegation, and what was advised."""

from caseflow.lifecycle.terms import Fact, Free, Letter
from caseflow.procedure import guards
from caseflow.procedure.investigating import TELL_SUBJECT
from caseflow.procedure.inviting import INVITE_TO_INTERVIEW
from caseflow.procedure.letters.checks import asked_again, may_be_told, meeting_lies_ahead, only_at
from caseflow.procedure.letters.shared import ADDRESS, HR_CONTACT, PARTICULARS, SUBJECT, SUBJECT_NAME, SUPPORT
from caseflow.procedure.places import INVESTIGATION
from caseflow.procedure.reporting import TAKE_LOW_LEVEL_ACTION

L5 = Letter(
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
    checks=(may_be_told, *asked_again(guards.lado_has_advised)),
    source="KCSIE Part four; Acas Code",
)
L8 = Letter(
    "L8",
    "Invitation to an investigation meeting",
    "Invitation to an investigation meeting",
    SUBJECT,
    after=(INVITE_TO_INTERVIEW,),
    needs=(
        SUBJECT_NAME,
        ADDRESS,
        Fact("meeting_at", "Time of the meeting"),
        Fact("meeting_place", "Place of the meeting"),
        Fact("meeting_with", "Who will be there"),
        Fact("meeting_matters", "What it will be about"),
        HR_CONTACT,
    ),
    free=(Free("arrangements", "Arrangements", "If you need anything to take part, please tell us."),),
    checks=(
        may_be_told,
        meeting_lies_ahead,
        only_at(INVESTIGATION, "Nobody is invited to a meeting unless the investigation is under way"),
        *asked_again(guards.lado_has_advised, guards.lado_allows_interviews, guards.police_do_not_lead),
    ),
    source="Acas Code 5 to 7; domain note 9, L8",
    about="Not a disciplinary hearing: matters, date, place, and a companion if the school's own procedure says so",
)
L11 = Letter(
    "L11",
    "Note of management advice",
    "Our conversation, and what we expect",
    SUBJECT,
    after=(TAKE_LOW_LEVEL_ACTION,),
    needs=(
        SUBJECT_NAME,
        ADDRESS,
        Fact("words_spoken", "What was said to the person"),
        Fact("subject_view", "What the person said"),
        Fact("expectation", "What is expected from now on"),
        HR_CONTACT,
    ),
    free=(
        Free(
            "support",
            "Support offered",
            "If anything would help you to do what is asked here, such as training or a conversation, please tell me.",
        ),
    ),
    checks=(may_be_told,),
    source="KCSIE Part four, low-level concerns; domain note 9, L11",
    about="A concern below the harm threshold: what was said, what the person answered, and what is expected",
)
