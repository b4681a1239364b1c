"""Whom a letter would betray: who reported, to anybody but an agency; who it is about, to those who must not know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from html import unescape

from caseflow.casework import people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_readers import is_nameless, reader, recipient
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.letters import AGENCIES, REPORTER
from caseflow.records import LetterRecord


def betrayals(file: CaseFile, row: LetterRecord, html: str) -> list[str]:
    """Each way in which this letter would betray somebody, as a sentence; nothing if it betrays nobody."""
    letter = PROCEDURE.letter[row.key]
    text = people.fold(unescape(re.sub(r"<[^>]+>", " ", html)))
    told = []
    if reader(file, letter) not in (REPORTER, *AGENCIES) and (words := _said(text, _of_the_reporter(file, row))):
        told.append(f"The letter would tell who reported: it says {words}.")
    if is_nameless(file, letter) and (words := _said(text, _of_the_subject(file, row))):
        told.append(f"The letter would tell who it is about: it says {words}.")
    return told


def _said(text: str, telltales: Iterable[str]) -> str:
    found = {tell for tell in telltales if re.search(rf"(?<!\w){re.escape(people.fold(tell))}(?!\w)", text)}
    return ", ".join(f"“{tell}”" for tell in sorted(found))


def _of_the_reporter(file: CaseFile, row: LetterRecord) -> Iterator[str]:
    """Names and addresses of those who reported; a surname shared with somebody the letter must name tells nothing."""
    staff = people.everyone(file.desk, file.case.school_id)
    known = [staff[one] for one in roles.holding(file, roles.REPORTER, ever=True) if one in staff]
    names = {one.name for one in known} | {str(file.facts.get("reporter_name") or "")} - {""}
    yield from (one.email for one in known)
    yield from _ways_to_say(names - {file.subject_name}, [file.subject_name, *_named(file, row)])


def _of_the_subject(file: CaseFile, row: LetterRecord) -> Iterator[str]:
    name = str(file.facts.get("subject_name") or "")
    return _ways_to_say({name} - {""}, _named(file, row))


def _ways_to_say(names: Collection[str], must_be_named: Iterable[str]) -> Iterator[str]:
    """A name in full, without its title, and by the surname alone."""
    others = set(people.fold(" ".join(must_be_named)).split())
    for name in sorted(names):
        yield name
        words = [word for word in name.split() if len(word) > 2]
        if len(words) > 1:
            yield " ".join(words[-2:])
            if people.fold(words[-1]) not in others:
                yield words[-1]


def _named(file: CaseFile, row: LetterRecord) -> list[str]:
    """The names that stand in a letter by its nature: of its reader, and of those who write, hear or look after it."""
    staff = people.everyone(file.desk, file.case.school_id)
    parts = (roles.CASE_MANAGER, roles.HEARER, roles.APPEAL_HEARER)
    ids = frozenset[str]().union(*(file.held_by(part) for part in parts))
    return [recipient(file, PROCEDURE.letter[row.key])[0], *(staff[one].name for one in ids if one in staff)]
