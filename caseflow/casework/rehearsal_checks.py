"""What must be true after a step of a rehearsal, and how what was found differs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.casework import cases, notices, people, rehearsal_paper
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.desk import Desk
from caseflow.casework.letter_head import names_are_restricted
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.rehearsal_story import NOT_OPEN, Expect
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE
from caseflow.records import Case, Clock, LetterRecord, Notice, Record


@dataclass(frozen=True)
class Before:
    """What there was before a step: letters and notices by their ids, and a fingerprint of everything."""

    letters: frozenset[str]
    issued: frozenset[str]
    notices: frozenset[str]
    everything: str


def before(session: Session, *, everything: bool) -> Before:
    """Look round before a step."""
    return Before(
        frozenset(session.scalars(select(LetterRecord.id))),
        frozenset(session.scalars(select(LetterRecord.id).where(LetterRecord.issued_at.is_not(None)))),
        frozenset(session.scalars(select(Notice.id))),
        fingerprint(session) if everything else "",
    )


def fingerprint(session: Session) -> str:
    """SHA-256 over every row of every table."""
    digest = hashlib.sha256()
    for table in Record.metadata.sorted_tables:
        rows = session.execute(select(table).order_by(*table.primary_key.columns))
        digest.update(repr((table.name, [tuple(map(_plain, row)) for row in rows])).encode())
    return digest.hexdigest()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


@dataclass(frozen=True)
class Found:
    """What there is after a step, for the case it was about."""

    desk: Desk
    reference: str
    school_id: str
    cast: Mapping[str, str]

    def failures(self, expect: Expect, was: Before) -> Iterator[str]:
        """Each expectation that failed: what was expected, and what was found."""
        file = load(self.desk, self.desk.session.scalars(select(Case).where(Case.reference == self.reference)).one())
        yield from self._state(expect, file)
        yield from self._letters(expect, was, file)
        yield from self._due(expect, file)
        yield from self._notices(expect, was)
        yield from self._sight(expect)
        yield from rehearsal_paper.failures(file, was.issued, expect, self._names(expect.unnamed))
        if expect.s141f is not None and expect.s141f != (forbidden := names_are_restricted(file)):
            yield f"s141f: expected naming to be {_law(expect.s141f)}, found it {_law(forbidden)}"

    def _state(self, expect: Expect, file: CaseFile) -> Iterator[str]:
        for track, state in expect.state.items():
            found = file.at(PROCEDURE.track[track]) or NOT_OPEN
            if found != state:
                yield f"state: expected {track} = “{state}”, found “{found}”"

    def _letters(self, expect: Expect, was: Before, file: CaseFile) -> Iterator[str]:
        if expect.letters is not None:
            new = [letter.key for letter in file.letters if letter.id not in was.letters]
            if sorted(new) != sorted(expect.letters):
                yield f"letters: expected {_list(expect.letters)} to become due, found {_list(new)}"

    def _due(self, expect: Expect, file: CaseFile) -> Iterator[str]:
        running = {clock.key: clock for clock in file.clocks if _runs(clock, file)}
        for key, wanted in expect.due.items():
            clock = running.get(key)
            if (words := _differs(wanted, clock)) is not None:
                yield f"due: expected {key} {_when(wanted)}, found {words}"

    def _notices(self, expect: Expect, was: Before) -> Iterator[str]:
        if expect.notices is None:
            return
        rows = self.desk.session.scalars(select(Notice).where(Notice.school_id == self.school_id))
        found = sorted(self._named(row.person_id) for row in rows if row.id not in was.notices)
        if found != sorted(expect.notices):
            yield f"notices: expected {_list(expect.notices)} to be told, found {_list(found)}"

    def _sight(self, expect: Expect) -> Iterator[str]:
        for key in expect.sees:
            if missing := [way for way, there in self._ways(self._person(key)) if not there][:2]:
                missing = [way for way in missing if way != "notice"]
                if missing:
                    yield f"sees: expected {key} to see the case, found nothing by {' or '.join(missing)}"
        for key in expect.blind:
            if open_ways := [way for way, there in self._ways(self._person(key)) if there]:
                yield f"blind: expected the case not to exist for {key}, found it by {' and '.join(open_ways)}"

    def _ways(self, person: Someone) -> Iterator[tuple[str, bool]]:
        """The ways to a case, and whether each leads there."""
        seen = self.desk.session.scalars(cases.visible_cases(self.desk, person))
        yield "list", self.reference in {row.reference for row in cases.listed(self.desk, seen)}
        yield "address", self._opens(person)
        yield "notice", self.reference in {notice.reference for notice in notices.waiting(self.desk, person)}

    def _opens(self, person: Someone) -> bool:
        try:
            cases.find(self.desk, person, self.reference, Permission.FIND)
        except NotThere:
            return False
        return True

    def _names(self, keys: Iterable[str]) -> list[str]:
        return [self._person(key).name for key in keys]

    def _person(self, key: str) -> Someone:
        return people.everyone(self.desk, self.school_id)[self.cast[key]]

    def _named(self, person_id: str) -> str:
        keys = {one: key for key, one in self.cast.items()}
        return keys.get(person_id) or people.everyone(self.desk, self.school_id)[person_id].name


def _runs(clock: Clock, file: CaseFile) -> bool:
    return clock.met_at is None and clock.key in file.open_clocks()


def _differs(wanted: date | datetime | bool, clock: Clock | None) -> str | None:
    """What was found instead of a clock that runs as wanted, or None."""
    if clock is None:
        return None if wanted is False else "it does not run"
    at = local(clock.due_at).replace(tzinfo=None)
    if isinstance(wanted, datetime):
        return None if at == wanted else f"due {at:%Y-%m-%d %H:%M:%S}"
    return None if at.date() == wanted else f"due {at:%Y-%m-%d}"


def _when(wanted: date | datetime | bool) -> str:
    return "not to run" if wanted is False else f"due {wanted}"


def _law(forbidden: bool) -> str:
    return "forbidden" if forbidden else "allowed"


def _list(keys: object) -> str:
    found = sorted(keys) if isinstance(keys, (list, tuple)) else []
    return ", ".join(found) or "nothing"
