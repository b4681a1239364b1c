"""The rules by which something is brought to somebody else, in one place: when, to whom, and what they learn."""

from caseflow.lifecycle.terms import Telling
from caseflow.procedure import roles
from caseflow.procedure.escalation import ESCALATE
from caseflow.procedure.timekeeping import OTHERS

OF_CASE = "“What was sent”, with the case, for whoever manages it"
OF_SCHOOL = "“What was sent”, for the headteacher, the chair and the IT administrator"
REVIEW_TOLD = (roles.HEADTEACHER, roles.CHAIR, roles.CLERK)
"""Who is told that the policy's review comes or is overdue: all of them."""
_NO_NAMES = "The reference alone. They have no part in the case, and may still sit on a panel"

SERIOUS, OVERDUE, NO_REPLY, REVIEW = "serious-breach", "overdue-clock", "no-reply", "policy-review"
TELLINGS = (
    Telling(
        SERIOUS,
        "A serious breach",
        "Triage finds the breach serious, the person is suspended, or a breach of data is reported to the ICO",
        next(question.from_roles for question in ESCALATE.asks if question.becomes == roles.ESCALATED_TO),
        "The kind of breach in general words, how serious it is, where it stands, and what was done; never who. "
        "The clerk learns the reference alone",
        OF_CASE,
        besides=(roles.CLERK,),
        clock="escalation",
        source=ESCALATE.source,
    ),
    Telling(
        OVERDUE,
        "A clock that is overdue",
        "A clock is missed; who is told of which stands in the table of clocks",
        OTHERS,
        _NO_NAMES,
        OF_CASE,
        source="Local procedure",
    ),
    Telling(
        NO_REPLY,
        "No reply from a governor",
        "The governor who was told of a serious breach does not answer in time",
        OTHERS,
        _NO_NAMES + ". Whoever manages the case can tell another governor",
        OF_CASE,
        besides=(roles.CASE_MANAGER,),
        clock="escalation-answer",
        source="Local procedure",
    ),
    Telling(
        REVIEW,
        "The policy's review",
        "The governors' review of the policy comes, and again when it is overdue",
        (),
        "That it is due, and the day. No case is named",
        OF_SCHOOL,
        besides=REVIEW_TOLD,
        source="Policy, review",
    ),
)
"""What is escalated, and how."""
