"""What the page of a case shows: where it stands, what can be done, what is due, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for

from caseflow.casework import bundle_copies, cases, clockface, confidence, journal, links, suspensions
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_steps import OPEN
from caseflow.lifecycle.terms import Deadline, Kind, Permission, Question, Role, State, Track, Transition
from caseflow.procedure import PROCEDURE, outcomes, roles
from caseflow.procedure.places import ICO
from caseflow.web import allegations, earlier, say
from caseflow.web.desk import current_person
from caseflow.web.evidence_parts import evidence_of, pointers

SECONDS = (
    Permission.SECOND,
    Permission.SECOND_TRA,
    Permission.SECOND_POLICE,
    Permission.SECOND_LADO,
    Permission.SECOND_GRADE,
    Permission.TAKE_SEAL,
    Permission.KEEP_SEAL,
)
STAGES = (
    ("Report", ("received", "reopened")),
    ("Triage", ("triage", "low-level", "redirected")),
    ("Investigation", ("external-hold", "investigation", "case-to-answer")),
    ("Hearing", ("hearing-set", "heard")),
    ("Outcome", ("outcome", "no-further-action", "appeal", "appeal-set", "appeal-decided")),
    ("Closed", ("closed", "merged")),
)


def page(file: CaseFile, entries: list[journal.Entry]) -> dict[str, Any]:
    """What the case page shows. `entries` are those of the chronology, oldest first.

    Whoever only hears the case sees whom it is about, what is alleged, and what is theirs to do; of what stands beside
    that, nothing: what agencies do, who reported it and what was so earlier is no evidence before a panel.
    """
    person = current_person()
    whole = cases.may(file, person, Permission.READ)
    options = PROCEDURE.options(file, person)
    groups = _grouped(file, [choice.transition for choice in options if choice.objection is None])
    main = file.at(PROCEDURE.opening.track) or ""
    return {
        "file": file,
        "whole": whole,
        "sent": cases.may(file, person, Permission.MANAGE),
        "main": PROCEDURE.state[main],
        "stages": _stages(file, entries),
        "entries": [_entry(file, one) | pointers(entries, one) for one in reversed(entries)] if whole else [],
        "tracks": sorted(_tracks(file), key=lambda one: one[1].ends) if whole else [],
        "suspension": suspensions.standing(file) if whole else None,
        "nobody_for_data": whole and _nobody_for_data(file),
        "next": groups.pop(NEXT),
        "groups": [(heading, found) for heading, found in groups.items() if found],
        "closed": [choice for choice in options if choice.objection],
        "clocks": [
            (face, _where_met(file, PROCEDURE.deadline[face.key]))
            for face in clockface.faces(file)
            if whole or _can_meet(file, PROCEDURE.deadline[face.key])
        ],
        "letters": [
            (letter, PROCEDURE.letter[letter.key], confidence.may_open(file, person, letter)) for letter in file.letters
        ],
        "people": confidence.who_can_see(file, person),
        "cast": _cast(file) if whole else [],
        "now": file.desk.now,
        "allegations": allegations.cards(file, whole=whole),
        "links": links.shown(file, person) if whole else [],
        "hears": not whole,
        "papers": bundle_copies.papers(file, person),
        "papers_until": bundle_copies.open_until(file, person),
        "warning": outcomes.warning(file) if whole else None,
        "today": file.now.date(),
        **earlier.of(file),
        **(evidence_of(file) if whole else {}),
    }


def _can_meet(file: CaseFile, deadline: Deadline) -> bool:
    """Whether this person may do what stops a clock: who only hears a case learns of no other."""
    return any(cases.may(file, current_person(), transition.needs) for transition in deadline.met_by)


def _where_met(file: CaseFile, deadline: Deadline) -> str:
    """The page of the letter that meets a clock, for whoever may write it. What is done meets the others."""
    owed = [letter for letter in file.letters if letter.key in deadline.met_by_letters and letter.status in OPEN]
    if not owed or not cases.may(file, current_person(), Permission.ISSUE):
        return ""
    return url_for("letters.show", reference=file.reference, number=owed[-1].number)


def _tracks(file: CaseFile) -> list[tuple[Track, State, datetime]]:
    """Where the case stands beside its main line, and since when."""
    beside = [track for track in PROCEDURE.tracks if track.key in file.positions and track != PROCEDURE.opening.track]
    at = [(track, file.positions[track.key]) for track in beside]
    return [(track, PROCEDURE.state[position.state], position.since) for track, position in at]


def _nobody_for_data(file: CaseFile) -> bool:
    """Whether a data breach is open and nobody was brought in to judge it: its clock would run out unseen."""
    at = file.at(ICO)
    return at is not None and not PROCEDURE.state[at].ends and not file.held_by(roles.DATA_OFFICER)


NEXT, IF_NEEDED = "Next step", "If it is needed"


def _grouped(file: CaseFile, open_now: list[Transition]) -> dict[str, list[Transition]]:
    """What can be done, under headings: what moves the case on, open tracks, records, people, what opens a track."""
    headings = [NEXT, *(track.title for track in PROCEDURE.tracks[1:]), "Record", "Deadlines", "People", IF_NEEDED]
    groups: dict[str, list[Transition]] = {heading: [] for heading in headings}
    for transition in open_now:
        groups[_heading(file, transition)].append(transition)
    return groups


def _heading(file: CaseFile, transition: Transition) -> str:
    if transition.needs in SECONDS:
        return NEXT
    if any(question.turns for question in transition.asks):
        return "Deadlines"
    if transition.track != PROCEDURE.opening.track:
        at = file.at(transition.track)
        return IF_NEEDED if at is None or PROCEDURE.state[at].ends else transition.track.title
    if transition.enters:
        return NEXT
    gives_a_part = transition.ends_parts or any(question.becomes for question in transition.asks)
    return "People" if gives_a_part else "Record"


def _stages(file: CaseFile, entries: list[journal.Entry]) -> list[tuple[str, str]]:
    """The stages of the main line: the one it is at now, those it has been at, and the others."""
    now = file.at(PROCEDURE.opening.track)
    been = {move["state_to"] for entry in entries for move in entry.said.get("moves", [])}
    return [(title, "now" if now in states else "done" if been & set(states) else "") for title, states in STAGES]


def _cast(file: CaseFile) -> list[tuple[str, list[str]]]:
    """Who plays which part, the subject and the person who reported first."""
    shown = [(role.title, _named(file, role)) for role in PROCEDURE.roles]
    return [("person the case is about", [file.subject_name])] + [
        (title, names) for title, names in shown if names and title != "person the case is about"
    ]


def _named(file: CaseFile, role: Role) -> list[str]:
    """Who plays a part, and over which days, where it is given for some."""
    if role.dated:
        return [f"{file.name_of(one)}, {_between(since, until)}" for one, since, until in file.spans(role)]
    if confidence.hides(role, file, current_person()):
        return ["known to the case manager"] if file.held_by(role) else []
    return sorted(file.name_of(one) for one in file.held_by(role))


def _between(since: datetime, until: datetime) -> str:
    """From when until when somebody holds a part: by days, or to the moment where it ends on the day it begins."""
    within_a_day = say.day(since) == say.day(until)
    return f"until {say.moment(until)}" if within_a_day else f"from {say.day(since)} to {say.day(until)}"


def _entry(file: CaseFile, entry: journal.Entry) -> dict[str, Any]:
    """An entry of the journal as the chronology shows it."""
    transition = PROCEDURE.by_key.get(str(entry.said.get("action", "")))
    asked = {question.key: question for question in transition.asks} if transition else {}
    given = entry.said.get("answers", {})
    return {
        "number": entry.number,
        "sentence": confidence.sentence(file, current_person(), entry),
        "at": entry.at,
        "kind": _kind(entry, transition),
        "answers": [_line(file, question, given[key]) for key, question in asked.items() if key in given],
        "moves": [(_track(move["track"]), say.state(move["state_to"])) for move in entry.said.get("moves", [])],
        "letters": entry.said.get("letters", []),
        "seq": entry.seq,
    }


def _track(key: str) -> str:
    return "Stage" if key == PROCEDURE.opening.track.key else PROCEDURE.track[key].title


def _line(file: CaseFile, question: Question, value: Any) -> tuple[str, str]:
    if question.kind is Kind.CASE:
        return question.asks, links.reference_of(file.desk, current_person(), value)
    titles = {one["id"]: one["code"] for one in file.allegations}
    name = confidence.name_in_answers(file, current_person(), question)
    return question.asks, say.answer(question, value, lambda key: titles.get(key) or name(key))


def _kind(entry: journal.Entry, transition: Transition | None) -> str:
    if entry.event.startswith("letter"):
        return "letter"
    if transition is None or transition.key == "add-note":
        return "note"
    return "decision" if transition.weighty else ""
