"""What the person who reported is told: that it arrived, and that it was dealt with."""

from caseflow.lifecycle.terms import Free, Letter
from caseflow.procedure.ending import PROPOSE_CLOSING
from caseflow.procedure.joining import CLOSE_ALONG
from caseflow.procedure.letters.shared import HR_CONTACT, REPORTER, not_written_yet
from caseflow.procedure.reporting import REPORT
from caseflow.procedure.splitting import SPLIT_OFF, somebody_to_answer

L1 = Letter(
    "L1",
    "Acknowledgement of a report",
    "Your report",
    REPORTER,
    after=(REPORT, SPLIT_OFF),
    when=lambda case, _answers: somebody_to_answer(case),
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
)
L18 = Letter(
    "L18",
    "Closing note to the person who reported",
    "Your report",
    REPORTER,
    after=(PROPOSE_CLOSING, CLOSE_ALONG),
    when=not_written_yet("L18"),
    needs=(HR_CONTACT,),
    free=(Free("thanks", "Thanks", "Thank you again for raising it. You did what the policy asks of all of us."),),
    source="Domain note 9, L18: handled, no detail of any sanction",
)
