"""A school to look round in: one cast of invented people, and every rehearsal played into it, ending about today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import config
from caseflow import paper
from caseflow.casework import demo_exhibits, demo_terms, people, policies, policy_readers, schools
from caseflow.casework.office import Office
from caseflow.casework.rehearsal import load
from caseflow.casework.rehearsal_doing import moved
from caseflow.casework.rehearsal_stage import DOMAIN, SCHOOL, Stage, at, gather
from caseflow.casework.rehearsal_story import Player, Step, Story
from caseflow.casework.timekeeping import pass_time
from caseflow.lifecycle.days import local, working_days_between
from caseflow.procedure.settings import DEFAULTS

FOLDER = config.ROOT / "docs" / "rehearsals"
LETTERHEAD = {
    "address": ["Ashcroft Road", "Ashcroft", "AS1 0HS"],
    "telephone": "01632 960100",
    "email": f"office@{DOMAIN}",
    "website": f"www.{DOMAIN}",
    "headteacher": "Helen Marsh",
}
"""Nothing in it exists: the number is from the range that Ofcom keeps for drama."""

_ALSO_THERE = (Player("DP", "Martin Sheldon", "data protection officer", ("dpo", "staff")),)
NOT_SHOWN = ("the-deputy",)
"""Stories that are left out: a headteacher who was dismissed would not manage the other cases of the school."""
_WEEK = timedelta(weeks=1)
_LOOK_AT = {
    "H": "Manages most cases: your work for today, a case with its stages and clocks, the letters.",
    "C": "Manages the case about the headteacher, and reads the notices of serious breaches.",
    "V": "Took over a case from two people with a conflict of interest.",
    "K": "Arranges hearings and appeals, and sees no evidence.",
    "D": "Keeps in touch with the LADO and the police, and is asked to agree to a decision.",
    "A": "Is asked to agree to a closing, as second reader.",
    "I": "Investigates: the interviews and the report.",
    "J": "Investigates other cases, and sees none of Ian Ogden's.",
    "DP": "Judges data breaches by the clock of 72 hours, and sees nothing else of a case.",
    "G1": "Sat on a panel: sees what was put before it.",
    "G4": "Heard an appeal, and nothing else.",
    "G7": "Decided on a suspension for the governing body, having been warned first.",
    "R": "Reported concerns, and can follow what became of them.",
    "Q": "Two cases are about him, and he can see neither.",
    "IT": "Keeps the system running, and can open no case.",
}


@dataclass(frozen=True)
class Member:
    """One of the cast, for the page on which one chooses whom to sign in as."""

    id: str
    name: str
    email: str
    post: str
    roles: tuple[str, ...]
    look: str = ""


def fill(office: Office) -> tuple[Member, ...]:
    """Found the school, play every rehearsal into it, and return the cast, those with something to look at first."""
    paper.warm()  # the press gets ready while the first steps are played
    now = office.clock()
    stories = {path: load(path) for path in sorted(FOLDER.glob("*.toml")) if path.stem not in NOT_SHOWN}
    shifts = {path: shift(story, now) for path, story in stories.items()}
    cast = common_cast(stories.values())
    with at(office, min(story.begins + shifts[path] for path, story in stories.items()) - _WEEK):
        school_id, ids = _found(office, cast)
        _give_the_policy(office, school_id, ids)
    staff: dict[str, Any] = {}
    stages = [
        (Stage(story, office, school_id, ids, moved_by=shifts[path], checks=False, staff=staff), path)
        for path, story in stories.items()
    ]
    for stage, path, step in _in_order(stages):
        _play(stage, path, step)
    pass_time(office, school_id)
    _show_evidence(office, stages, ids)
    return tuple(_members(office, school_id, ids))


def shift(story: Story, now: datetime) -> timedelta:
    """By how many whole weeks a story is moved to end as late as it can before now, with every hearing lawful."""
    weeks = (local(now) - local(story.steps[-1].moment)) // _WEEK
    while not _notice_holds(story, weeks * _WEEK):
        weeks -= 1
    return weeks * _WEEK


def _notice_holds(story: Story, by: timedelta) -> bool:
    """Whether no bank holiday cuts the notice of a hearing short."""
    notice = int(DEFAULTS["hearing.notice_working_days"])
    return all(
        working_days_between((step.at + by).date(), moved(step.given["hearing_at"], by).date()) >= notice
        for step in story.steps
        if "hearing_at" in step.given and step.expect.refused is None
    )


def common_cast(stories: Iterable[Story]) -> dict[str, Player]:
    """Everybody who plays in any story. Raises ValueError if two stories mean somebody else by the same key."""
    cast = {one.key: one for one in _ALSO_THERE}
    for story in stories:
        for key, one in story.cast.items():
            if cast.setdefault(key, one) != one:
                raise ValueError(f"“{story.title}” has another “{key}” than the other rehearsals: {one.name}.")
    return cast


def _found(office: Office, cast: dict[str, Player]) -> tuple[str, dict[str, str]]:
    with office.at_work() as desk:
        school_id = schools.found_school(desk, SCHOOL, "maintained", **LETTERHEAD).id
        demo_terms.enter(desk, school_id, "set-up")
    return school_id, gather(office, school_id, cast.values())


_HAVE_READ_IT = ("H", "D", "A", "I", "Q", "W", "P", "K")


def _give_the_policy(office: Office, school_id: str, ids: dict[str, str]) -> None:
    """The headteacher publishes the policy to all staff, and some have read it."""
    with office.at_work() as desk:
        staff = people.everyone(desk, school_id)
        text_id = policies.newest(desk, school_id).id
        policy_readers.publish(desk, staff[ids["H"]], text_id)
        for key in _HAVE_READ_IT:
            policy_readers.confirm(desk, staff[ids[key]], text_id, {"read": True})


def _in_order(stages: Iterable[tuple[Stage, Path]]) -> Iterator[tuple[Stage, Path, Step]]:
    """The steps of all stories as they would have happened beside each other: the school has one log."""
    steps = (
        (step.at + stage.moved_by, path, number, stage, step)
        for stage, path in stages
        for number, step in enumerate(stage.story.steps)
    )
    for _at, path, _number, stage, step in sorted(steps, key=lambda one: one[:3]):
        yield stage, path, step


def _play(stage: Stage, path: Path, step: Step) -> None:
    try:
        stage.play(step)
    except Exception as trouble:
        trouble.add_note(f"{path.name}, line {step.line}, moved by {stage.moved_by.days} days")
        raise


_INVESTIGATED = "under-way.toml"


def _show_evidence(office: Office, stages: Iterable[tuple[Stage, Path]], ids: dict[str, str]) -> None:
    """Something to look at under Evidence, in a case that is being investigated."""
    for stage, path in stages:
        if path.name == _INVESTIGATED:
            demo_exhibits.add(office, stage.school_id, ids["I"], stage.cases["whitby"])


def _members(office: Office, school_id: str, ids: dict[str, str]) -> list[Member]:
    with office.at_work() as desk:
        staff = people.everyone(desk, school_id)
    order = [*_LOOK_AT, *(key for key in ids if key not in _LOOK_AT)]
    return [_member(staff[ids[key]], _LOOK_AT.get(key, "")) for key in order if key in ids]


def _member(one: people.Someone, look: str) -> Member:
    return Member(one.id, one.name, one.email, one.post, tuple(sorted(one.roles)), look)
