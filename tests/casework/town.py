"""A school, its people, and what can be done in it in one line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import databases
from casework import posting
from casework.answers import REPORTED, Answers
from casework.ways import FIRST, WAYS
from sqlalchemy import func, select

from caseflow.casework import cases, journal, people, reporting, schools
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.denied import DENIED
from caseflow.casework.desk import Desk, year_scope
from caseflow.casework.office import Office, make_keys, open_office
from caseflow.casework.people import Someone
from caseflow.casework.perform import perform
from caseflow.lifecycle.days import LONDON
from caseflow.procedure import PROCEDURE
from caseflow.records import AuditLeaf, Case, Record

FRIDAY = datetime(2027, 1, 15, 16, 20, tzinfo=LONDON)
"""The afternoon on which every story here begins: the trip photo of the domain note."""


@dataclass
class Hands:
    """A clock that stands still until somebody moves its hands."""

    now: datetime = FRIDAY

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)

    def forward(self, **by: float) -> None:
        """Let time pass on the wall clock."""
        self.now = (self.now.astimezone(UTC) + timedelta(**by)).astimezone(LONDON)


@dataclass(frozen=True)
class Cast:
    """Who is who. Nobody here holds a post that the story does not need."""

    helen: Someone
    rosa: Someone
    quentin: Someone
    carol: Someone
    victor: Someone
    governors: tuple[Someone, ...]
    clerk: Someone
    ian: Someone
    ada: Someone
    dsl: Someone
    dpo: Someone
    it: Someone

    def everyone(self) -> tuple[Someone, ...]:
        """All of them."""
        alone = (self.helen, self.rosa, self.quentin, self.carol, self.victor, self.clerk, self.ian, self.ada)
        return (*alone, self.dsl, self.dpo, self.it, *self.governors)


_CAST: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "helen": ("Helen Marsh", "Headteacher", ("headteacher", "staff")),
    "rosa": ("Rosa Lind", "Teaching assistant", ("staff",)),
    "quentin": ("Quentin Reed", "Teacher of geography", ("staff",)),
    "carol": ("Carol Whitfield", "Chair of governors", ("chair", "governor")),
    "victor": ("Victor Hale", "Vice-chair of governors", ("vice-chair", "governor")),
    "clerk": ("Clive Moore", "Clerk to the governors", ("clerk", "staff")),
    "ian": ("Ian Ogden", "Deputy headteacher", ("investigating-officer", "staff")),
    "ada": ("Ada Price", "HR adviser", ("hr-adviser", "staff")),
    "dsl": ("Dora Sewell", "Designated safeguarding lead", ("dsl", "staff")),
    "dpo": ("Dennis Poole", "Data protection officer", ("dpo", "staff")),
    "it": ("Ivy Tan", "IT administrator", ("it-administrator", "staff")),
}


_GOVERNORS = ("Grace Amos", "Gareth Bell", "Gwen Cole", "George Dunn", "Gita Evans", "Gordon Frost", "Gail Hunt")


def hire(desk: Desk, school_id: str) -> Cast:
    """Put the cast on the staff list of a school."""

    def add(name: str, post: str, roles: tuple[str, ...]) -> Someone:
        return schools.add_person(desk, school_id, name, f"{people.fold(name).replace(' ', '.')}@x.test", post, roles)

    named = {key: add(*said) for key, said in _CAST.items()}
    return Cast(governors=tuple(add(name, "Governor", ("governor",)) for name in _GOVERNORS), **named)


@dataclass(frozen=True)
class Template:
    """An installation made once in a run of tests, closed, and copied for each test."""

    url: str
    keys: Path
    keyring: Path
    school_id: str
    cast: Cast

    @classmethod
    def make(cls, engine: str, folder: Path) -> Template:
        """Found the school and hire the cast."""
        folder = folder / engine
        keys, keyring = folder / "keys", folder / "keyring.db"
        folder.mkdir()
        make_keys(keys)
        url = databases.fresh(engine, folder)
        office = open_office(url, f"sqlite:///{keyring}", keys, clock=Hands())
        with office.at_work() as desk:
            school = schools.found_school(desk, "Ashcroft High School")
            cast = hire(desk, school.id)
        office.close()
        return cls(url, keys, keyring, school.id, cast)


def open_town(template: Template, url: str, folder: Path) -> Town:
    """Open a copy of the template."""
    clock = Hands()
    office = open_office(url, f"sqlite:///{folder}/keyring.db", folder / "keys", clock=clock, migrate=False)
    return Town(office, clock, template.school_id, template.cast, url)


OF_DENIALS = ("audit_head", "audit_leaf", "audit_node", "audit_payload", "throttle")
"""Where it is kept that somebody was denied something."""


@dataclass
class Town:
    """A school in which things can be done in one line each. Every line is one piece of work, kept or undone."""

    office: Office
    clock: Hands
    id: str
    cast: Cast
    url: str

    def report(self, by: Someone | None = None, **answers: Any) -> str:
        """Take a report, and return the reference of its case."""
        given = {**REPORTED, **answers}
        with self.office.at_work() as desk:
            return reporting.take_report(desk, by or self.cast.rosa, given).reference

    def do(self, who: Someone, reference: str, key: str, /, **answers: Any) -> int:
        """Do one thing to a case."""
        with self.office.at_work() as desk:
            file = cases.find(desk, who, reference)
            return perform(file, PROCEDURE.by_key[key], who, answers, seen=file.case.version)

    def file(self, reference: str, desk: Desk) -> CaseFile:
        """A case, opened past everybody's sight: what the tests know and nobody at school does."""
        return load(desk, desk.session.scalars(select(Case).where(Case.reference == reference)).one())

    def id_of(self, reference: str) -> str:
        """The id of a case, as answers name it."""
        with self.office.at_work() as desk:
            return self.file(reference, desk).case.id

    def states(self, reference: str) -> dict[str, str]:
        """Where a case stands on every open track."""
        with self.office.at_work() as desk:
            return {track: position.state for track, position in self.file(reference, desk).positions.items()}

    def sees(self, who: Someone, reference: str) -> bool:
        """Whether the case is among those that somebody can find."""
        with self.office.at_work() as desk:
            who = people.everyone(desk, who.school_id)[who.id]
            return reference in {case.reference for case in desk.session.scalars(cases.visible_cases(desk, who))}

    def who_sees(self, reference: str) -> set[str]:
        """The names of the cast who can find the case."""
        return {one.name for one in self.cast.everyone() if self.sees(one, reference)}

    def issue(self, reference: str, *keys: str) -> None:
        """Issue the letters that are due, or those of these kinds, with a stand-in for the printed page."""
        with self.office.at_work() as desk:
            file = self.file(reference, desk)
            for one in file.duplicates():
                self._issue(one, keys)
            self._issue(file, keys)

    def _issue(self, file: CaseFile, keys: tuple[str, ...]) -> None:
        for row in [row for row in file.letters if row.status == "due" and (not keys or row.key in keys)]:
            posting.issue(file, row, self.cast.helen)

    def at(self, state: str, reference: str | None = None) -> str:
        """Walk a case (a fresh one, if none is named) to a state by real transitions, and return its reference."""
        before, _ = WAYS[state]
        reference = reference or self.report(**FIRST.get(state, {}))
        reference = self.at(before, reference) if before else reference
        self.step_to(state, reference)
        return reference

    def step_to(self, state: str, reference: str) -> None:
        """Walk the last piece of the way to a state."""
        for who, key, answers in WAYS[state][1]:
            self._step(who, key, answers(self), reference)

    def _step(self, who: str, key: str, answers: Answers, reference: str) -> None:
        if key == "issue":
            self.issue(reference)
        elif key == "forward":
            self.clock.forward(**answers)
        else:
            self.do(self.who(who), reference, key, **answers)

    def who(self, key: str) -> Someone:
        """Somebody of the cast by a short name; the first of those who hear the case, or the appeal."""
        first = {"hearer": 0, "appeal_hearer": 3, "lifter": 6}
        return self.cast.governors[first[key]] if key in first else getattr(self.cast, key)

    def moved(self) -> tuple[str, int]:
        """What is stored, and how many entries there are: without what the event of a denial leaves."""
        with self.office.at_work() as desk:
            scope = year_scope(self.id, desk.now)
            denied = len(journal.read(desk, scope, event=DENIED)) if desk.keyring.keys([scope]) else 0
            entries = desk.session.scalar(select(func.count()).select_from(AuditLeaf)) or 0
        return self.everything(but=OF_DENIALS), entries - denied

    def everything(self, *, but: tuple[str, ...] = ()) -> str:
        """A fingerprint of every row of every table but of who is signed in: equal means that nothing changed."""
        with self.office.store.reading() as session:
            tables = [one for one in Record.metadata.sorted_tables if one.name not in ("signed_in", *but)]
            rows = [(table.name, sorted(map(repr, session.execute(select(table))))) for table in tables]
        return hashlib.sha256(repr(rows).encode()).hexdigest()
