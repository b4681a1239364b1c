"""Reading a rehearsal from TOML, strictly: every misprint is named by its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from caseflow.casework.rehearsal_doing import ON_LETTERS, OTHER_THINGS
from caseflow.casework.rehearsal_lines import Place, lines_of
from caseflow.casework.rehearsal_story import NOT_OPEN, Expect, Misprint, Player, Step, Story
from caseflow.casework.rehearsal_strict import Strict
from caseflow.casework.schools import KINDS, POSTS
from caseflow.lifecycle.terms import Kind, Question
from caseflow.procedure import PROCEDURE
from caseflow.procedure.reporting import REPORT


def read_story(text: str, name: str = "rehearsal") -> Story:
    """The story in a TOML text. Raises Misprint with the name, the line and what is wrong there."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = found[1] if found else len(text.splitlines())
        raise Misprint(f"{name}, line {line}: this is not TOML: {error}") from None
    return _Reader(name, lines_of(text)).story(told)


class _Reader(Strict):
    """A story, part by part."""

    def story(self, told: Mapping[str, Any]) -> Story:
        self.known((), told, ("title", "school", "settings", "calendar", "cast", "step"), "a part of a rehearsal")
        title = self.text((), told, "title")
        self.one_of(("school",), told.get("school", "maintained"), KINDS, "a kind of school")
        settings = self.table((), told, "settings")
        self.known(("settings",), settings, [one.key for one in PROCEDURE.settings], "a setting")
        calendar = self.table((), told, "calendar")
        self.known(("calendar",), calendar, ("closed",), "a part of the calendar")
        cast = self.cast(self.table((), told, "cast"))
        steps = told.get("step", [])
        if not isinstance(steps, list) or not steps or not all(isinstance(one, dict) for one in steps):
            raise self.wrong((), "a rehearsal needs at least one [[step]].")
        return Story(
            title,
            told.get("school", "maintained"),
            settings,
            self.days(("calendar", "closed"), calendar.get("closed", [])),
            cast,
            self.steps(steps, cast),
        )

    def cast(self, told: Mapping[str, Any]) -> dict[str, Player]:
        cast = {}
        for key in told:
            place = ("cast", key)
            person = self.table(("cast",), told, key)
            self.known(place, person, ("name", "post", "roles"), "a part of a person")
            roles = self.texts((*place, "roles"), person.get("roles", []))
            for role in roles:
                self.one_of((*place, "roles"), role, POSTS, "a post")
            cast[key] = Player(key, self.text(place, person, "name"), self.text(place, person, "post"), roles)
        return cast

    def steps(self, told: list[Any], cast: Mapping[str, Player]) -> tuple[Step, ...]:
        steps: list[Step] = []
        cases: set[str] = set()
        for number, one in enumerate(told):
            step = self.step(("step", number), one, cast, cases)
            if steps and step.at < steps[-1].at:
                raise self.wrong(("step", number, "at"), "this is earlier than the step before.")
            steps.append(step)
        return tuple(steps)

    def step(self, place: Place, told: Mapping[str, Any], cast: Mapping[str, Player], cases: set[str]) -> Step:
        self.known(place, told, ("at", "by", "do", "case", "opens", "with", "expect"), "a part of a step")
        by, do = told.get("by"), told.get("do")
        if (by is None) != (do is None):
            raise self.wrong(place, "a step has both “by” and “do”, or neither where only time passes.")
        if by is not None:
            self.one_of((*place, "by"), by, cast, "in the cast")
            self.one_of((*place, "do"), do, (*PROCEDURE.by_key, *OTHER_THINGS), "something that people do")
        expect = self.expect((*place, "expect"), self.table(place, told, "expect"), cast)
        return Step(
            self.at((*place, "at"), told.get("at")),
            by,
            do,
            self.label(place, told, cases, opens=do == REPORT.key and expect.refused is None),
            self.given((*place, "with"), do, self.table(place, told, "with"), cast, cases),
            expect,
            self.lines.of(place),
            self.opens(place, told, cases),
        )

    def label(self, place: Place, told: Mapping[str, Any], cases: set[str], *, opens: bool) -> str:
        label = told.get("case")
        if label is not None and not isinstance(label, str):
            raise self.wrong((*place, "case"), "“case” must be a text.")
        if opens:
            if (label or "") in cases:
                raise self.wrong(place, f"there is a case “{label or ''}” already.")
            cases.add(label or "")
        elif label is not None and label not in cases and told.get("do") != REPORT.key:
            raise self.wrong((*place, "case"), f"no case “{label}” has been reported.")
        elif label is None and len(cases) > 1:
            raise self.wrong(place, "say which “case”: there are several.")
        return next(iter(cases), "") if label is None and not opens else label or ""

    def opens(self, place: Place, told: Mapping[str, Any], cases: set[str]) -> str:
        """The label of another case that a step opens beside its own."""
        label = told.get("opens", "")
        if not isinstance(label, str):
            raise self.wrong((*place, "opens"), "“opens” must be a text.")
        if label and label in cases:
            raise self.wrong((*place, "opens"), f"there is a case “{label}” already.")
        cases.update({label} - {""})
        return label

    def given(
        self, place: Place, do: str | None, told: Mapping[str, Any], cast: Mapping[str, Player], cases: set[str]
    ) -> Mapping[str, Any]:
        if do is not None and do in OTHER_THINGS:
            self.known(place, told, OTHER_THINGS[do], "something this is given")
            if do in ON_LETTERS:
                self.letter(place, told)
            return told
        asks = {question.key: question for question in PROCEDURE.by_key[do].asks} if do else {}
        self.known(place, told, asks, "a question that is asked here")
        for key, value in told.items():
            self.people((*place, key), asks[key], value, cast)
            if asks[key].kind is Kind.CASE:
                self.one_of((*place, key), value, cases, "the label of a case")
        return told

    def people(self, place: Place, question: Question, value: Any, cast: Mapping[str, Player]) -> None:
        if question.kind is Kind.CLOCK:
            self.one_of(place, value, PROCEDURE.deadline, "a clock")
        if question.kind in (Kind.PERSON, Kind.PEOPLE):
            for one in [value] if isinstance(value, str) else value:
                self.one_of(place, one, cast, "in the cast")

    def letter(self, place: Place, told: Mapping[str, Any]) -> None:
        key = told.get("letter")
        self.one_of((*place, "letter"), key, PROCEDURE.letter, "a letter")
        letter = PROCEDURE.letter[str(key)]
        fields, free = self.table(place, told, "fields"), self.table(place, told, "free")
        asked = [fact.key for fact in letter.needs if fact.asked_at_letter]
        self.known((*place, "fields"), fields, asked, f"asked at the letter {key}")
        self.known((*place, "free"), free, [part.key for part in letter.free], f"a paragraph of the letter {key}")

    def expect(self, place: Place, told: Mapping[str, Any], cast: Mapping[str, Player]) -> Expect:
        self.known(place, told, Expect.__dataclass_fields__, "something to expect")
        state, due = self.table(place, told, "state"), self.table(place, told, "due")
        self.known((*place, "state"), state, PROCEDURE.track, "a track")
        for track, key in state.items():
            there = [one.key for one in PROCEDURE.states if one.track.key == track]
            self.one_of((*place, "state"), key, (*there, NOT_OPEN), f"a state of the track “{track}”")
        self.known((*place, "due"), due, PROCEDURE.deadline, "a clock")
        for key, value in due.items():
            if not isinstance(value, date) and value is not False:
                raise self.wrong((*place, "due"), f"“{key}” needs a date, a date and time, or false.", key)
        s141f = told.get("s141f")
        if s141f is not None and not isinstance(s141f, bool):
            raise self.wrong((*place, "s141f"), "“s141f” must be true or false.")
        refused = told.get("refused")
        if refused is not None and not (isinstance(refused, str) and refused.strip()):
            raise self.wrong((*place, "refused"), "“refused” must be words of the reason.")
        return Expect(
            state,
            self.keys(place, told, "letters", PROCEDURE.letter, "a letter"),
            due,
            self.keys(place, told, "notices", cast, "in the cast"),
            self.keys(place, told, "sees", cast, "in the cast") or (),
            self.keys(place, told, "blind", cast, "in the cast") or (),
            refused,
            s141f,
            self.texts((*place, "says"), told.get("says", [])),
            self.texts((*place, "hides"), told.get("hides", [])),
            self.keys(place, told, "unnamed", cast, "in the cast") or (),
        )
