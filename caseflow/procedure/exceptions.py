"""The policy's own exceptions, asked as questions at triage: only where such a breach is chosen, and always with reasons.

The answers are kept with the allegation. They decide nothing by themselves: a person rules, here and at the hearing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caseflow.lifecycle.terms import Actor, Answers, CaseFacts, Check, Kind, Objection, Question

ASKED_BY = "breaches"


@dataclass(frozen=True)
class Excuse:
    """A fact that may excuse some breaches: the question, its reasons, and the answer that would excuse."""

    breaches: tuple[str, ...]
    fact: Question
    reasons: Question
    excused_by: str = "yes"

    @property
    def questions(self) -> tuple[Question, Question]:
        """Both, in the order in which they are asked."""
        return self.fact, self.reasons


def _excuse(
    key: str, breaches: tuple[str, ...], asks: str, why: str, *, source: str, hint: str = "", excused_by: str = "yes"
) -> Excuse:
    when, plain = (ASKED_BY, breaches), "No" if excused_by == "yes" else "Yes"
    reasons = f"{why} (optional after “{plain}”)"
    return Excuse(
        breaches,
        Question(f"exception_{key}", asks, Kind.YES_NO_UNSURE, hint, source=source, only_when=when),
        Question(f"exception_{key}_reasons", reasons, Kind.ACCOUNT, required=False, most=2_000, only_when=when),
        excused_by,
    )


EXCUSES = (
    _excuse(
        "relative",
        ("SC-1", "SC-2"),
        "Does anybody say that the pupil is directly related to the member of staff?",
        "How are they said to be related, who says so, and what shows it?",
        hint="Permission from a parent is no defence, and is not asked for.",
        source="Policy, safeguarding children: relatives",
    ),
    _excuse(
        "under_19",
        ("SC-2",),
        "Was the past pupil under 19 when the contact took place?",
        "How is the age known?",
        hint="If contact began before they were 18, the LADO is told.",
        source="Policy, safeguarding children: past pupils",
        excused_by="no",
    ),
    _excuse(
        "break",
        ("WT-1",),
        "Was the member of staff on a designated break?",
        "What do the timetable and those who were there show?",
        source="Policy, unacceptable use: personal sites in the working day",
    ),
    _excuse(
        "permission",
        ("IM-2",),
        "Had everybody shown given permission?",
        "Who gave permission, when and how?",
        source="Policy, unacceptable use: images of school employees",
    ),
    _excuse(
        "alias",
        ("AL-1",),
        "Was the account meant to get round the policy?",
        "What shows what it was meant for?",
        hint="An alias alone is no breach: intent must be shown.",
        source="Policy, unacceptable use: alias accounts",
        excused_by="no",
    ),
    _excuse(
        "hacked",
        ("SE-1",),
        "Was the account broken into although they had taken reasonable care?",
        "What shows that, and how was the account kept?",
        hint="Rule this out before anything else.",
        source="Policy, unacceptable use: secure from third parties",
    ),
    _excuse(
        "disclosure",
        ("CF-2", "WB-1"),
        "May it have been a concern raised in the public interest?",
        "What was raised, and why may or may it not be protected?",
        hint="A protected disclosure may not be punished. Ask HR or a lawyer.",
        source="Employment Rights Act 1996 s43B; policy, unacceptable use: raising concerns",
    ),
    _excuse(
        "union",
        ("CF-2",),
        "Was it trade union activity?",
        "What shows that?",
        source="Trade Union and Labour Relations (Consolidation) Act 1992 s146",
    ),
)

_CLAIMED = (EXCUSES[0].fact.key, ("yes", "unsure"))
RULING = (
    Question(
        "exception_relative_ruling",
        "Do you rule that the exception for relatives covers this contact?",
        Kind.YES_NO_UNSURE,
        "The policy gives a child, a niece and a nephew as examples, and no list. It speaks of pupils of school age, "
        "before it speaks of past pupils. “Not sure” means: to be established in the investigation.",
        source="Policy, safeguarding children: relatives",
        only_when=_CLAIMED,
    ),
    Question("exception_relative_ruling_reasons", "Why do you rule so?", Kind.ACCOUNT, most=2_000, only_when=_CLAIMED),
)

EXCEPTION_QUESTIONS: tuple[Question, ...] = (
    *EXCUSES[0].questions,
    *RULING,
    *(question for excuse in EXCUSES[1:] for question in excuse.questions),
)


def _reasons_are_given(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    for excuse in EXCUSES:
        said = answers.get(excuse.fact.key)
        if said in (excuse.excused_by, "unsure") and not answers.get(excuse.reasons.key):
            return Objection(excuse.reasons.key, "Give reasons: with this answer an exception is claimed, or may be.")
    return None


reasons_are_given = Check(
    "exception-has-reasons",
    "An exception of the policy that is claimed, or may be, comes with reasons.",
    _reasons_are_given,
    "domain note 7",
)


def asked_about(breach: str, answers: Answers) -> Iterator[Question]:
    """The questions about exceptions that are asked of one breach, given the answers."""
    for question in EXCEPTION_QUESTIONS:
        other, wanted = question.only_when or ("", ())
        of_breach = breach in wanted if other == ASKED_BY else breach in EXCUSES[0].breaches
        if of_breach and question.asked(answers):
            yield question
