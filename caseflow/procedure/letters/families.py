"""What a child's parents are told: in confidence, and only what the agencies agreed to."""

from caseflow.lifecycle.terms import Fact, Letter
from caseflow.procedure import guards
from caseflow.procedure.families import TELL_PARENTS, lado_allows_parents
from caseflow.procedure.letters.checks import agreed_since_police_came, asked_again
from caseflow.procedure.letters.shared import ADDRESS, HR_CONTACT, PARENTS, asked

L17 = Letter(
    "L17",
    "Letter to a child's parents",
    "A confidential matter at school",
    PARENTS,
    after=(TELL_PARENTS,),
    needs=(
        ADDRESS,
        Fact("parents_who", "To whom"),
        Fact("parents_told", "What the letter is about"),
        Fact("parents_words", "What they are told"),
        asked("child_called", "Their child's name, as the letter says it"),
        HR_CONTACT,
    ),
    checks=(
        agreed_since_police_came(TELL_PARENTS.key, TELL_PARENTS.label),
        *asked_again(guards.lado_has_advised, lado_allows_parents),
    ),
    source="KCSIE Part four; Education Act 2002 s141F; domain note 9, L17",
    about="In confidence; the law on naming a teacher; the outcome, and never what a hearing weighed",
)
