"""The one way to find a case: through what the person may see. What they may not see does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from caseflow.casework import journal, people, vouched
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.terms import Permission, Role, Turn
from caseflow.procedure import PROCEDURE
from caseflow.procedure.places import MAIN, SEAL, SEALED_STATES, SUSPENDED, SUSPENSION
from caseflow.records import Case, Clock, ClockEdit, Part, Position

STANDS_STILL = exists().where(
    ClockEdit.clock_id == Clock.id, ClockEdit.kind == Turn.PAUSE.value, ClockEdit.until.is_(None)
)
"""Holds of a clock that is paused: it is neither late nor the next to fall due."""

REVIEW = "suspension-review"
"""The clock of the review of a suspension."""
_At = dict[tuple[str, str], Position]
TIMED = tuple(sorted(PROCEDURE.lingering))
_SEALED = tuple(state.key for state in SEALED_STATES)
BARRING = tuple(role.key for role in PROCEDURE.roles if role.bars)


def parts_with(*permissions: Permission) -> tuple[str, ...]:
    """The keys of the parts that hold one of these permissions."""
    return tuple(role.key for role in PROCEDURE.roles if role.in_case and role.holds & set(permissions))


def opening(person: Someone, *permissions: Permission) -> tuple[str, ...]:
    """The keys of the parts that open one of these to a person, by the posts that they hold now."""
    found = (PROCEDURE.role[key] for key in parts_with(*permissions))
    return tuple(one.key for one in found if one.outlives_post or person.holds(*(post.key for post in one.from_posts)))


def held(desk: Desk) -> ColumnElement[bool]:
    """Whether a part is held at this moment: it was not ended, or it ends on a day and its days are not over."""
    now = desk.now
    within = and_(Part.role.in_(TIMED), Part.since <= now, Part.until > now)
    return or_(Part.until.is_(None), within)


def visible_cases(desk: Desk, person: Someone, *permissions: Permission) -> Select[Case]:
    """The cases in which a person holds a part with one of these permissions, and none that bars them.

    Every list, count, search, page, letter and job starts from this select.
    """
    me = people.mark(desk, person.school_id, person.id)
    roles = opening(person, *(permissions or (Permission.FIND,)))
    if not person.active:
        roles = ()
    mine = select(Part.case_id).where(Part.who == me, Part.role.in_(roles), held(desk))
    barred = exists().where(Part.case_id == Case.id, Part.who == me, Part.role.in_(BARRING))
    return select(Case).where(Case.school_id == person.school_id, Case.id.in_(mine), ~barred)


def not_kept_out(desk: Desk, person: Someone) -> ColumnElement[bool]:
    """Whether a case is one from which this person is not kept out: for what is counted of all cases of a school."""
    theirs = aliased(Part)
    me = people.mark(desk, person.school_id, person.id)
    return ~exists().where(theirs.case_id == Case.id, theirs.who == me, theirs.role.in_(BARRING))


def sealed() -> ColumnElement[bool]:
    """Whether a case is sealed now: it stands in no number that is told to anybody."""
    at = aliased(Position)  # whoever asks may look at positions themselves
    return exists().where(at.case_id == Case.id, at.track == SEAL.key, at.state.in_(_SEALED))


def counted(desk: Desk, person: Someone, since: datetime, until: datetime) -> list[Case]:
    """The cases opened in a time, to be counted and told in bands to the governing body: never to be listed or shown.

    The cases from which the person who counts is kept out are not among them, nor is one that is sealed.
    """
    query = select(Case).where(Case.school_id == person.school_id, Case.opened_at > since, Case.opened_at <= until)
    allowed = query.where(not_kept_out(desk, person), ~sealed())
    return list(desk.session.scalars(allowed.order_by(Case.opened_at, Case.id)))


def find(desk: Desk, person: Someone, reference: str, *permissions: Permission) -> CaseFile:
    """The case of this reference, if the person may see it. Raises NotThere otherwise, and always the same.

    Raises Tampered if a part in it was written by hand: it might be the one through which they see it.
    """
    query = visible_cases(desk, person, *permissions).where(Case.reference == reference)
    file = _first(desk, query)
    if not vouched.parts_stand(file):
        vouched.hold(file)  # until whoever may just be changing the case is done
        desk.session.expire_all()
        file = _first(desk, query)
        if not vouched.parts_stand(file):
            raise vouched.altered(reference, "part")
    return file


def _first(desk: Desk, query: Select[Case]) -> CaseFile:
    case = desk.session.scalars(query).first()
    if case is None:
        raise NotThere
    return load(desk, case)


def read(desk: Desk, person: Someone, reference: str, *, what: str = "case") -> CaseFile:
    """A case whose content is about to be shown. The reading is journalled first."""
    file = find(desk, person, reference, Permission.READ, Permission.READ_BUNDLE)
    about_to_read(file, person, what)
    return file


def about_to_read(file: CaseFile, person: Someone, what: str, *, said: str = "", **more: Any) -> None:
    """Write down that this person is about to be shown something of a case; `said` is how the sentence calls it."""
    sentence = f"{person.name} read {said or f'the {what}'}"
    journal.write(
        file.desk, file.case.school_id, file.scope, "case", "read", person.id, what=what, sentence=sentence, **more
    )


def about_to_list(desk: Desk, person: Someone, ids: Iterable[str], sentence: str = "A list of cases was read") -> None:
    """Write down that this person is about to be shown some cases, and which: one entry, however many they are."""
    if listed := list(ids):
        journal.write_for_school(desk, person.school_id, "cases_listed", person.id, cases=listed, sentence=sentence)


def running_clocks(desk: Desk, school_id: str) -> list[Clock]:
    """Every clock of a school that was not met, with what was done to it: for the passing of time alone."""
    query = (
        select(Clock).join(Case, Case.id == Clock.case_id).where(Case.school_id == school_id, Clock.met_at.is_(None))
    )
    return list(desk.session.scalars(query.options(joinedload(Clock.edits))).unique())


def for_the_service(desk: Desk, case_id: str) -> Case:
    """A case by its id: for the passing of time, which shows nobody anything of it."""
    return desk.session.get_one(Case, case_id)


def for_an_emergency(desk: Desk, school_id: str, reference: str) -> CaseFile | None:
    """A case by its reference, whoever asks: to judge whether it may be opened in an emergency, and shown to nobody."""
    query = select(Case).where(Case.school_id == school_id, Case.reference == reference)
    case = desk.session.scalars(query).first()
    return load(desk, case) if case else None


def may(file: CaseFile, person: Someone, permission: Permission) -> bool:
    """Whether a person holds a permission in a case."""
    return PROCEDURE.permits(file, person, permission)


def parts_of(file: CaseFile, person: Someone) -> list[Role]:
    """The parts a person holds in a case now."""
    return [role for role in PROCEDURE.roles if role.in_case and person.id in file.held_by(role)]


def who_can_see(file: CaseFile) -> list[tuple[str, list[Role]]]:
    """The ids of those who can find this case, with their parts."""
    found: dict[str, list[Role]] = {}
    barred = {one for role in PROCEDURE.roles if role.bars for one in file.held_by(role, ever=True)}
    for role in PROCEDURE.roles:
        if Permission.FIND in role.holds:
            for one in PROCEDURE.acting(file, role) - barred:
                found.setdefault(one, []).append(role)
    return sorted(found.items(), key=lambda one: file.name_of(one[0]))


@dataclass(frozen=True)
class Row:
    """One line of a list of cases. `numbers` are those of reports that were merged into it."""

    reference: str
    subject: str
    post: str
    categories: tuple[str, ...]
    severity: int
    state: str
    since: datetime
    updated_at: datetime
    next_due: datetime | None
    next_clock: str
    overdue: bool
    suspended_since: datetime | None
    review: datetime | None
    numbers: tuple[str, ...] = ()


def listed(desk: Desk, cases: Iterable[Case], for_whom: Someone | None = None) -> list[Row]:
    """Lines for cases already found, in their order: as many queries for one as for many.

    With `for_whom`, the next deadline of a line is the next that this person can meet, by the parts they hold.
    """
    found = list(cases)
    ids = [case.id for case in found]
    standing = select(Position).where(Position.case_id.in_(ids), Position.track.in_((MAIN.key, SUSPENSION.key)))
    at = {(one.case_id, one.track): one for one in desk.session.scalars(standing)}
    reviews: dict[str, datetime] = {}
    mine = _permissions(desk, for_whom, ids) if for_whom else None
    clocks: dict[str, Clock] = {}
    running = select(Clock).where(and_(Clock.case_id.in_(ids), Clock.met_at.is_(None), ~STANDS_STILL))
    for clock in desk.session.scalars(running.order_by(Clock.due_at.desc())):
        if clock.key == REVIEW:
            reviews[clock.case_id] = clock.due_at
        lapsed = PROCEDURE.deadline[clock.key].lapses and clock.due_at < desk.now
        if not lapsed and (mine is None or _meets(mine.get(clock.case_id, frozenset()), clock.key)):
            clocks[clock.case_id] = clock
    desk.keyring.keys(case_scope(one) for one in ids)
    return [_row(desk, case, at, clocks.get(case.id), reviews.get(case.id)) for case in found]


def _permissions(desk: Desk, person: Someone, ids: list[str]) -> dict[str, frozenset[Permission]]:
    """What a person may do in each of these cases, by the parts they hold."""
    me = people.mark(desk, person.school_id, person.id)
    parts = select(Part).where(
        Part.case_id.in_(ids), Part.who == me, Part.role.in_(opening(person, *Permission)), held(desk)
    )
    found: dict[str, frozenset[Permission]] = {}
    for part in desk.session.scalars(parts):
        found[part.case_id] = found.get(part.case_id, frozenset()) | PROCEDURE.role[part.role].holds
    return found


def _meets(permissions: frozenset[Permission], clock: str) -> bool:
    """Whether these permissions meet a clock. Who manages a case answers for every clock in it.

    A clock that waits for a letter is met by whoever issues letters, whatever else may end it.
    """
    deadline = PROCEDURE.deadline[clock]
    met_by = {transition.needs for transition in deadline.met_by}
    mine = {Permission.ISSUE} if deadline.met_by_letters else met_by
    return Permission.MANAGE in permissions or bool(permissions & mine)


def _row(desk: Desk, case: Case, at: _At, clock: Clock | None, review: datetime | None) -> Row:
    main, held = at[case.id, MAIN.key], at.get((case.id, SUSPENSION.key))
    head: dict[str, Any] = desk.unseal(case_scope(case.id), case.headline, f"case/{case.id}/headline")
    return Row(
        reference=case.reference,
        subject=head["subject"],
        post=head["post"],
        categories=tuple(head["categories"]),
        severity=head["severity"],
        state=main.state,
        since=main.since,
        updated_at=case.updated_at,
        next_due=clock.due_at if clock else None,
        next_clock=PROCEDURE.deadline[clock.key].title if clock else "",
        overdue=bool(clock and clock.due_at < desk.now),
        suspended_since=held.since if held and held.state == SUSPENDED.key else None,
        review=review,
        numbers=tuple(head.get("numbers", ())),
    )
