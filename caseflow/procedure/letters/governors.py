"""What the governing body is told of a serious breach: that there is one, and not who."""

from caseflow.lifecycle.terms import Fact, Letter
from caseflow.procedure.escalation import ESCALATE
from caseflow.procedure.letters.shared import CHAIR

L19 = Letter(
    "L19",
    "Notice to the governing body of a serious breach",
    "Notice of a serious breach",
    CHAIR,
    after=(ESCALATE,),
    needs=(
        Fact("severity", "Severity", when=lambda answers: bool(answers.get("breaches"))),
        Fact("escalation_actions", "Action taken"),
    ),
    free=(),
    source="Policy, responsibilities; domain note 5",
)
