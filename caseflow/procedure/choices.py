"""Fixed words that several questions offer: findings, sanctions, harm tests, sources of fact."""

from caseflow.lifecycle.terms import Kind, Option, Question

SUBSTANTIATED, MALICIOUS, FALSE = "substantiated", "malicious", "false"
UNSUBSTANTIATED, UNFOUNDED = "unsubstantiated", "unfounded"
FINDINGS = (
    Option(SUBSTANTIATED, "Substantiated", "There is enough evidence to prove the allegation"),
    Option(MALICIOUS, "Malicious", "Disproved, and there was a deliberate intent to deceive or harm"),
    Option(FALSE, "False", "There is enough evidence to disprove the allegation"),
    Option(UNSUBSTANTIATED, "Unsubstantiated", "Neither proved nor disproved; it says nothing about guilt"),
    Option(UNFOUNDED, "Unfounded", "No evidence or proper basis supports the allegation"),
)

NO_SANCTION, ADVICE = "none", "management-advice"
UPHELD, REDUCED, OVERTURNED = "upheld", "reduced", "overturned"
FIRST_WARNING, FINAL_WARNING, DISMISSAL = "first-warning", "final-warning", "dismissal"
WOULD_HAVE_DISMISSED = "would-have-been-dismissed"
WARNINGS = (FIRST_WARNING, FINAL_WARNING)
SANCTIONS = (
    Option(NO_SANCTION, "No sanction"),
    Option(ADVICE, "Management advice", "Not a disciplinary sanction"),
    Option(FIRST_WARNING, "First written warning"),
    Option(FINAL_WARNING, "Final written warning"),
    Option(DISMISSAL, "Dismissal"),
    Option(WOULD_HAVE_DISMISSED, "Would have been dismissed", "Only where the person has already left"),
)

HARM_TESTS = (
    Question(
        "harm_harmed",
        "Has the person, or may they have, harmed a child?",
        Kind.YES_NO_UNSURE,
        source="KCSIE Part four, harm threshold (1)",
    ),
    Question(
        "harm_offence",
        "Have they possibly committed a criminal offence against, or related to, a child?",
        Kind.YES_NO_UNSURE,
        source="KCSIE Part four, harm threshold (2)",
    ),
    Question(
        "harm_risk",
        "Have they behaved towards a child in a way that suggests they may pose a risk of harm?",
        Kind.YES_NO_UNSURE,
        source="KCSIE Part four, harm threshold (3)",
    ),
    Question(
        "harm_suitability",
        "Have they behaved, in or out of work, in a way that suggests they may not be suitable to work with children?",
        Kind.YES_NO_UNSURE,
        hint="“In or out of work” is meant: this is the test of transferable risk.",
        source="KCSIE Part four, harm threshold (4)",
    ),
)
HARM_KEYS = tuple(question.key for question in HARM_TESTS)

BASIS_OF_FACT = (
    Option("fact", "Fact", "Seen, heard or read by the person who says so"),
    Option("opinion", "Opinion", "What somebody thinks of it"),
    Option("hearsay", "Hearsay", "What somebody was told by another"),
)

RAISED_ONLINE = "WB-1"
"""The breach that may be a protected disclosure: a concern raised online."""

NO_LESSON = "none"
LESSONS = (
    Option("training", "Training"),
    Option("policy-wording", "The wording of the policy"),
    Option("supervision", "Supervision, and how work is looked at"),
    Option("it-settings", "IT and privacy settings"),
    Option("induction", "Induction of new staff"),
    Option("reporting", "How concerns are raised, and how soon"),
    Option("other", "Something else"),
    Option(NO_LESSON, "Nothing to learn"),
)
"""Kinds of what a school learns from a case: what the governing body may be told of it."""

LATE_APPEAL = "late-appeal"
"""The ground on which a closed case is reopened for an appeal that came late."""

LEAVING = (
    Option("resigned", "Resigned"),
    Option("retired", "Retired"),
    Option("contract-ended", "Contract or placement ended"),
    Option("moved", "Moved to work without children"),
    Option("removed", "Removed from work with children by the school"),
    Option("died", "Died"),
)


def undoes_dismissal(sanction: str | None, appeal: str | None) -> bool:
    """Whether an appeal that came out so brings back somebody who was dismissed."""
    return sanction == DISMISSAL and appeal in (REDUCED, OVERTURNED)
