"""What a letter is, and what it cannot be without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseflow.lifecycle.terms.facts import CaseFacts
from caseflow.lifecycle.terms.moves import Transition, When, always
from caseflow.lifecycle.terms.questions import Answers, Kind

Wanted = Callable[[Answers], bool]


def wanted(_answers: Answers) -> bool:
    """Holds whatever a case has answered."""
    return True


@dataclass(frozen=True)
class Fact:
    """Something a letter cannot be without: an answer by its key, with the words to ask for it.

    `when` says of which letters of the kind this is so: it looks at the answers of the case and, under `after`, at the
    key of the transition that made the letter due.
    """

    key: str
    title: str
    asked_at_letter: bool = False
    kind: Kind = Kind.LINE
    hint: str = ""
    when: Wanted = wanted


@dataclass(frozen=True)
class Free:
    """A paragraph of a letter that the school may word itself, with the words offered. `when` is that of a fact."""

    key: str
    title: str
    words: str = ""
    required: bool = True
    when: Wanted = wanted


@dataclass(frozen=True)
class Letter:
    """A document that becomes due after a transition; its words stand in a template named after its key, or `words`.

    `encloses` is the key of the fact that lists what goes with it, one a line. `at_any_time` marks a document that may
    be written for a case that is closed.
    """

    key: str
    title: str
    heading: str
    to: str
    after: tuple[Transition, ...]
    when: When = always
    needs: tuple[Fact, ...] = ()
    free: tuple[Free, ...] = ()
    form: bool = False
    words: str = ""
    checks: tuple[Callable[[CaseFacts], str | None], ...] = ()
    encloses: str = ""
    at_any_time: bool = False
    source: str = ""
    about: str = ""

    def facts(self, answers: Answers) -> tuple[Fact, ...]:
        """What one letter of this kind cannot be without."""
        return tuple(fact for fact in self.needs if fact.when(answers))

    def paragraphs(self, answers: Answers) -> tuple[Free, ...]:
        """The paragraphs that the school may word itself in one letter of this kind."""
        return tuple(free for free in self.free if free.when(answers))
