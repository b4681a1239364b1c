"""Checks what a school's entries vouch for: people, posts, settings, calendar, feeds, policy, words, checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Integer, cast, select
from sqlalchemy.orm import Session

from caseflow.casework import checkpoints, credentials, verify_policy
from caseflow.casework.desk import school_scope
from caseflow.casework.fingerprints import fingerprint
from caseflow.casework.journal import Entry
from caseflow.casework.office import Office
from caseflow.casework.schools import person_fingerprint
from caseflow.casework.verify_entries import Accounts, Opener, sealed
from caseflow.casework.verify_rows import Unreadable, readable, rows_of, snapshot
from caseflow.casework.verify_words import Problem
from caseflow.records import (
    AuditCheckpoint,
    AuditPayload,
    CalendarEntry,
    CalendarFeed,
    LetterWords,
    Person,
    School,
    SettingValue,
)

PAGE = 2_000
_OF_THE_SCHOOL: dict[str, tuple[Any, str]] = {
    "setting": (SettingValue, "setting “{0.key}”"),
    "calendar": (CalendarEntry, "day of the calendar “{0.title}”"),
    "feed": (CalendarFeed, "diary feed {0.id}"),
    "wording": (LetterWords, "version {0.version} of the words of letter {0.letter}"),
}
"""What a school vouches for row by row: how its entries call it, and how a problem does."""


@dataclass
class CheckedStaff:
    """The newest entry about each person, each row of a school's own and each checkpoint; and what is wrong."""

    people: dict[str, Entry] = field(default_factory=dict)
    rows: dict[str, dict[str, Entry]] = field(default_factory=lambda: {name: {} for name in _OF_THE_SCHOOL})
    checkpoints: dict[int, Entry] = field(default_factory=dict)
    policy: verify_policy.CheckedPolicy = field(default_factory=verify_policy.CheckedPolicy)
    problems: list[Problem] = field(default_factory=list)

    def take(self, entry: Entry, accounts: Accounts) -> None:
        """Remember what an entry vouches for."""
        said = entry.said
        if self.policy.take(entry):
            return
        if "person" in said and "projection" in said:
            self.people[str(said["person"])] = entry
        elif "row" in said and "projection" in said:
            for name in said.keys() & _OF_THE_SCHOOL.keys():
                self.rows[name][str(said["row"])] = entry
        elif entry.event == checkpoints.EVENT:
            self.checkpoints[int(said["size"])] = entry
        elif entry.event == "disposal_done":
            accounts.disposed += int(said["leaves"])


def check(office: Office, school: School, years: range, accounts: Accounts) -> CheckedStaff:
    """Read the entries of every school year, and compare what they vouch for with what is stored."""
    done = CheckedStaff()
    scopes = [f"{school.id}:{year}" for year in years]
    keys = office.keyring.keys(scopes)
    for scope in (scope for scope in scopes if scope not in keys):
        accounts.know(scope)
    living = [scope for scope in scopes if scope in keys]
    for place, scope in enumerate(living, start=1):
        _read(office, school, Opener(scope, "this school", keys[scope], accounts), done, last=place == len(living))
    if not living:
        done.problems.append(Problem("There is no entry about this school itself."))
    return done


def _read(office: Office, school: School, opener: Opener, done: CheckedStaff, *, last: bool) -> None:
    """The newest page is read at the same moment as the rows it vouches for."""
    query = sealed([opener.scope]).limit(PAGE)
    before: int | None = None
    while True:
        with snapshot(office) as session:
            page = session.execute(query if before is None else query.where(AuditPayload.scope_seq > before)).all()
            for entry in opener.open(page):
                done.take(entry, opener.accounts)
            ends = len(page) < PAGE
            if ends and last:
                done.problems += [*_people(session, school, done, _key(office, school)), *_rest(session, school, done)]
        if ends:
            break
        before = page[-1][2]
    opener.close()
    done.problems += opener.problems


def _key(office: Office, school: School) -> bytes | None:
    """The school's own key, or none if it is gone: that is said elsewhere."""
    scope = school_scope(school.id)
    return office.keyring.keys([scope]).get(scope)


def _people(session: Session, school: School, done: CheckedStaff, key: bytes | None) -> Iterator[Problem]:
    ids = list(session.scalars(select(Person.id).where(Person.school_id == school.id)))
    rows, spoilt = rows_of(session, select(Person), Person.id, ids)
    spoilt |= set(ids) - {row.id for row in rows}
    spoilt |= set(session.scalars(select(Person.id).where(cast(Person.active, Integer).not_in((0, 1)))))
    for row in rows:
        entry = done.people.get(row.id)
        if entry is None:
            yield Problem(f"Somebody is on the staff list ({row.id}), and no entry put them there.")
        elif row.id not in spoilt and person_fingerprint(row) != entry.said["projection"]:
            yield Problem(_changed(row, entry))
    yield from _credentials(session, [row for row in rows if row.id not in spoilt], key)
    for one in sorted(spoilt):
        yield Problem(f"The stored record of a person ({one}) cannot be read: it was changed by hand.")
    for one in sorted(done.people.keys() - ids):
        yield Problem(f"Entry {done.people[one].seq} speaks of a person ({one}) who is not on the staff list.")


def _credentials(session: Session, rows: list[Person], key: bytes | None) -> Iterator[Problem]:
    """What people sign in with lies in several rows: they are those that are sealed in the row of the person."""
    stored = credentials.stored(session, rows)
    for row in rows:
        if key and credentials.opened(key, row) != stored[row.id]:
            yield Problem(
                f"What a person ({row.id}) signs in with is not what is sealed in their row: their password, a second "
                "factor or their linked account was changed, taken away or put there by hand."
            )


def _changed(row: Person, entry: Entry) -> str:
    vouched, stored = sorted(entry.said.get("roles", [])), sorted(post.role for post in row.posts)
    posts = f" It vouched for {', '.join(vouched)}; stored is {', '.join(stored)}." if vouched != stored else ""
    return (
        f"What is stored of a person ({row.id}) is not what entry {entry.seq} vouched for: their name, their posts or "
        f"whether they may sign in were changed by hand.{posts}"
    )


def _rest(session: Session, school: School, done: CheckedStaff) -> Iterator[Problem]:
    yield from _own(session, school, done)
    yield from verify_policy.problems(session, school, done.policy)
    try:
        query = select(AuditCheckpoint).where(AuditCheckpoint.school_id == school.id)
        made = readable(lambda: {row.size: row for row in session.scalars(query)})
    except Unreadable:
        yield Problem("A stored checkpoint cannot be read: it was changed by hand.")
        return
    for size in sorted(made.keys() | done.checkpoints.keys()):
        row, entry = made.get(size), done.checkpoints.get(size)
        if row is None or entry is None or _told(row) != (entry.said["made_at"], entry.said["note_sha256"]):
            vouched = f"what entry {entry.seq} says was made" if entry else "one that any entry says was made"
            yield Problem(f"The stored checkpoint of {size} entries is not {vouched}.")


def _told(row: AuditCheckpoint) -> tuple[Any, str]:
    return row.made_at.isoformat(), checkpoints.fingerprint(row.note)


def _own(session: Session, school: School, done: CheckedStaff) -> Iterator[Problem]:
    """Settings, days of the calendar and diary feeds: each row is what the newest entry about it vouched for."""
    for name, (model, what) in _OF_THE_SCHOOL.items():
        ids = list(session.scalars(select(model.id).where(model.school_id == school.id)))
        rows, spoilt = rows_of(session, select(model), model.id, ids)
        spoilt |= set(ids) - {row.id for row in rows}
        entries = done.rows[name]
        for row in rows:
            entry = entries.get(row.id)
            if entry is None or entry.said["projection"] != fingerprint([row]):
                by = f"entry {entry.seq}" if entry else "any entry"
                yield Problem(f"The stored {what} is not what {by} vouched for: it was changed by hand.".format(row))
        for one in sorted(spoilt):
            yield Problem(f"A stored {name} ({one}) cannot be read: it was changed by hand.")
        for one in sorted(entries.keys() - ids):
            if entries[one].said["projection"] is not None:
                yield Problem(
                    f"Entry {entries[one].seq} set “{entries[one].said[name]}”, and that is no longer stored."
                )
