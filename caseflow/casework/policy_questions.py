"""What is asked of those who keep the policy: about a clause, an adoption, a review, and of those who read it."""

from __future__ import annotations

from caseflow.lifecycle.terms import Kind, Question

CLAUSE = (
    Question("number", "Number of the clause", Kind.LINE, "For example 5.6, or 5.6a between 5.6 and 5.7", most=12),
    Question("section", "Section", Kind.LINE, "The heading under which it stands", most=200),
    Question(
        "lead",
        "The half sentence it completes",
        Kind.LINE,
        "For a bullet point, for example “School employees must not:”",
        required=False,
        most=300,
    ),
    Question("words", "Words of the clause", Kind.ACCOUNT, most=4_000),
)
TITLE = Question("title", "Title of the policy", Kind.LINE, most=200)
APPROVED = Question("approved", "On which day did the governors approve it?", Kind.DAY, past=True)
MINUTE = Question(
    "minute",
    "Where is it minuted?",
    Kind.LINE,
    "For example, Full Governing Body, 12 March 2027, minute 8. Name nobody.",
    most=300,
)
HOLDS_FROM = Question(
    "holds_from",
    "From which day does it hold?",
    Kind.DAY,
    "What was done on this day or later is judged by it, what was done before by the version before it.",
)
REVIEW_DUE = Question("review_due", "By when do the governors review it?", Kind.DAY, future=True)
NO_CLAUSE = Question(
    "no_clause", "The breaches named above rest on no clause of this version, and that is meant", Kind.CONFIRM
)
PROPOSAL = (TITLE, APPROVED, MINUTE, HOLDS_FROM, REVIEW_DUE)
AGREED = (
    Question("agreed", "The governing body approved these words, and the minute named above says so", Kind.CONFIRM),
)
SENT_BACK = (Question("objection", "Why do you send it back?", Kind.ACCOUNT, "Name nobody.", most=2_000),)
REVIEW = (
    Question("reviewed_on", "On which day did the governors review it?", Kind.DAY, past=True),
    MINUTE,
    Question("next_due", "By when do they review it again?", Kind.DAY, future=True),
    Question("unchanged", "They left it as it is", Kind.CONFIRM),
)
READ = (Question("read", "I have read and understood it", Kind.CONFIRM),)
