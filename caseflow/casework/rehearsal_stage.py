"""The stage on which a story is played: a school, its people, and a clock that the story sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from caseflow.casework import people, schoolcalendar, schools
from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.refusals import BadAnswers, Refusal
from caseflow.casework.rehearsal_checks import Before, Found, before
from caseflow.casework.rehearsal_doing import do, moved, opened_beside
from caseflow.casework.rehearsal_story import Player, Step, Story
from caseflow.casework.timekeeping import pass_time
from caseflow.lifecycle.days import LONDON, local

SCHOOL = "Ashcroft High School"
DOMAIN = "ashcroft.example"


@dataclass(frozen=True)
class Played:
    """A step as it went: the line to print, every expectation that failed, and whether the story can go on."""

    line: str
    failures: tuple[str, ...] = ()
    goes_on: bool = True


class _Undone(Exception):
    """A step that should have been refused was done; it is taken back, so that the story can go on."""


@dataclass
class Stage:
    """A story in a school. `cast` gives the ids of people by their keys, `cases` the references by their labels.

    With `moved_by`, every date of the story is moved; with `checks` off, only what is done is played. `staff` is what a
    desk knows of the staff list, which does not change while a story is played.
    """

    story: Story
    office: Office
    school_id: str
    cast: dict[str, str]
    cases: dict[str, str] = field(default_factory=dict)
    moved_by: timedelta = timedelta()
    checks: bool = True
    staff: dict[str, Any] = field(default_factory=dict)

    def play(self, step: Step) -> Played:
        """Play one step, and look whether it came out as the story says."""
        with self._time(step):
            if not self.checks:
                return self._only_do(step)
            was = self._look(everything=step.expect.refused is not None)
            words = self._try(step)
            goes_on = words is None or step.expect.refused is not None
            failures = (*self._of_refusal(step, words, was), *(self._of_the_rest(step, was) if goes_on else ()))
        return Played(_line(self.story, step, words), failures, goes_on)

    def _only_do(self, step: Step) -> Played:
        if step.do is None:
            self._let_time_pass()
        elif step.expect.refused is None:
            with self.office.at_work() as desk:
                self._remember(desk, step, self._do(desk, step))
        return Played(_line(self.story, step, None))

    def _try(self, step: Step) -> str | None:
        """The words with which a step was refused, or None if it was done."""
        if step.do is None:
            self._let_time_pass()
            return None
        try:
            with self.office.at_work() as desk:
                reference = self._do(desk, step)
                if step.expect.refused is not None:
                    raise _Undone
                self._remember(desk, step, reference)
        except _Undone:
            return None
        except (Refusal, BadAnswers) as refusal:
            return str(refusal)
        return None

    def _let_time_pass(self) -> None:
        """In a story nothing may be in the way of it."""
        for one in pass_time(self.office, self.school_id):
            if one.problems:
                raise RuntimeError("; ".join(one.problems))

    def _remember(self, desk: Desk, step: Step, reference: str) -> None:
        """The numbers of the case of a step, and of the one that it opened beside it."""
        self.cases[step.case] = reference
        if step.opens:
            self.cases[step.opens] = opened_beside(desk, reference)

    def _do(self, desk: Desk, step: Step) -> str:
        desk.known.update(self.staff)
        actor = people.everyone(desk, self.school_id)[self.cast[str(step.by)]]
        people.marks(desk, self.school_id)
        self.staff.update({key: known for key, known in desk.known.items() if key.startswith(("people:", "marks:"))})
        given = moved(step.given, self.moved_by)
        return do(desk, str(step.do), given, actor, {**self.cases, **self.cast}, self.cases.get(step.case))

    def _of_refusal(self, step: Step, words: str | None, was: Before) -> Iterator[str]:
        wanted = step.expect.refused
        if wanted is None:
            if words is not None:
                yield f"refused: expected it to be done, found “{words}”; the story stops here"
            return
        if words is None:
            yield f"refused: expected it to be refused with “{wanted}”, found that it would be done"
        elif wanted.casefold() not in words.casefold():
            yield f"refused: expected a reason with “{wanted}”, found “{words}”"
        if self._look(everything=True).everything != was.everything:
            yield "refused: expected a refused step to change nothing, found other rows than before"

    def _of_the_rest(self, step: Step, was: Before) -> Iterator[str]:
        reference = self.cases.get(step.case)
        if reference is None:
            return
        with self.office.store.reading() as session:
            desk = Desk(session, self.office.keyring, self.office.safe, self.office.clock)
            yield from Found(desk, reference, self.school_id, self.cast).failures(step.expect, was)

    def _look(self, *, everything: bool) -> Before:
        with self.office.store.reading() as session:
            return before(session, everything=everything)

    @contextmanager
    def _time(self, step: Step) -> Iterator[None]:
        moment = (step.at + self.moved_by).replace(tzinfo=LONDON)
        with at(self.office, moment):
            yield


@contextmanager
def at(office: Office, moment: datetime) -> Iterator[None]:
    """Set the clock of an office for a while."""
    usual, office.clock = office.clock, lambda: moment
    try:
        yield
    finally:
        office.clock = usual


def found_school(office: Office, story: Story) -> str:
    """A school of a story's own, with its settings, from the day before the story begins. Returns its id."""
    with at(office, story.begins), office.at_work() as desk:
        school = schools.found_school(desk, SCHOOL, story.kind)
        for key, value in story.settings.items():
            schools.set_setting(desk, school.id, key, str(value), local(story.begins).date(), "set-up")
        schoolcalendar.close(desk, school.id, story.closed, "set-up")
        return school.id


def gather(office: Office, school_id: str, cast: Iterable[Player]) -> dict[str, str]:
    """The ids of a cast: people of the same name who are there already, and those who are put on the staff list."""
    with office.at_work() as desk:
        there = {one.name: one.id for one in people.everyone(desk, school_id).values()}
        return {one.key: there.get(one.name) or _add(desk, school_id, one) for one in cast}


def _add(desk: Desk, school_id: str, one: Player) -> str:
    return schools.add_person(desk, school_id, one.name, email(one.name), one.post, one.roles).id


def email(name: str) -> str:
    """An address for somebody invented."""
    return f"{people.fold(name).replace(' ', '.')}@{DOMAIN}"


def _line(story: Story, step: Step, refused: str | None) -> str:
    who = f"{story.cast[step.by].name}: {step.do}" if step.by else "time passes"
    case = f" ({step.case})" if step.case else ""
    how = f" – refused: {refused}" if refused else ""
    return f"{step.at:%a %d %b %Y %H:%M}  {who}{case}{how}"
