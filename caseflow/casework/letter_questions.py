"""What is asked about a letter: what it says, how it was delivered, why it was withdrawn."""

from __future__ import annotations

from dataclasses import replace

from caseflow.casework.letter_display import question_of
from caseflow.lifecycle.terms import Answers, Kind, Letter, Option, Question

DELIVERY = (
    Question(
        "delivered_how",
        "How was it delivered?",
        Kind.CHOICE,
        options=(
            Option("hand", "By hand"),
            Option("recorded", "By recorded post"),
            Option("email", "By e-mail, as a PDF with a password"),
            Option("hr", "Through HR"),
        ),
    ),
    Question("delivered_at", "When?", Kind.MOMENT, past=True),
    Question("delivered_by", "Who handed it over or sent it?", Kind.LINE, most=200),
    Question(
        "delivered_notes",
        "What is to be remembered of it?",
        Kind.ACCOUNT,
        "Whether it was acknowledged or refused; a tracking number",
        required=False,
        most=2_000,
    ),
)
WITHDRAWAL = Question("withdrawn_reason", "Why is it withdrawn?", Kind.ACCOUNT, most=2_000)
REPLACEMENT = Question("withdrawn_reason", "Why is it replaced?", Kind.ACCOUNT, most=2_000)
COPY = Question("copy_for", "For whom is this copy?", Kind.LINE, "For example: the personnel file", most=200)
NAMING = Question("named_because", "Why must the letter name them?", Kind.ACCOUNT, most=2_000)
ON_PAPER, BY_EMAIL = "paper", "email"


def posting(address: str) -> Question:
    """How a letter is to go out, where the address of the one who reads it is known."""
    return Question(
        "post_how",
        "How does it go out?",
        Kind.CHOICE,
        options=(
            Option(ON_PAPER, "On paper, or in another way; I record how it was delivered"),
            Option(
                BY_EMAIL,
                f"By e-mail to {address}, as a PDF with a password",
                "You tell them the password yourself. The e-mail says no more than that a letter is attached.",
            ),
        ),
    )


def questions(letter: Letter, answers: Answers) -> tuple[Question, ...]:
    """What a letter itself asks, in a case with these answers."""
    asked = [question_of(letter, fact.key) for fact in letter.facts(answers) if fact.asked_at_letter]
    return tuple(question for question in asked if question)


def paragraphs(letter: Letter, answers: Answers) -> tuple[Question, ...]:
    """The paragraphs of a letter that the school may word itself, in a case with these answers."""
    return tuple(
        Question(free.key, free.title, Kind.ACCOUNT, required=free.required) for free in letter.paragraphs(answers)
    )


def left_open(asked: tuple[Question, ...]) -> tuple[Question, ...]:
    """The same questions for a draft, which may leave any of them open."""
    return tuple(replace(question, required=False) for question in asked)
