"""When somebody is written to: the school's quiet hours, and how often they want it themselves."""

from __future__ import annotations

from datetime import datetime

from caseflow.casework import journal, schools
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.days import local
from caseflow.procedure.post import leaves_at
from caseflow.procedure.settings import OFTEN
from caseflow.records import PostChoice

AS_SCHOOL = "school"
"""What somebody chooses who wants it as their school has it."""


def may_leave_at(desk: Desk, person: Someone, *, urgent: bool, since: datetime) -> datetime:
    """When something that is ready now, and first was at another time, may leave for this person."""
    settings = _settings(desk, person.school_id)
    often = how_often(desk, person)
    wanted = str(settings["post.often"]) if often == AS_SCHOOL else often
    return leaves_at(desk.now, str(settings["post.hours"]), wanted, urgent=urgent, since=since)


def how_often(desk: Desk, person: Someone) -> str:
    """What somebody chose for themselves."""
    found = desk.session.get(PostChoice, person.id)
    return found.how_often if found else AS_SCHOOL


def choose(desk: Desk, person: Someone, often: str) -> None:
    """Want e-mail this often from now on. Raises BadAnswers if there is no such choice."""
    if often not in {AS_SCHOOL, *(option.key for option in OFTEN)}:
        raise BadAnswers({"often": "Choose how often you want to be written to"})
    found = desk.session.get(PostChoice, person.id) or PostChoice(person_id=person.id)
    found.how_often, found.set_at = often, desk.now
    desk.session.add(found)
    desk.session.flush()
    journal.write_for_school(
        desk,
        person.school_id,
        "post_choice_set",
        person.id,
        often=often,
        sentence="Somebody chose how often they want e-mail",
    )


def _settings(desk: Desk, school_id: str) -> dict[str, object]:
    known: dict[str, object] | None = desk.known.get(f"settings:{school_id}")
    if known is None:
        known = desk.known[f"settings:{school_id}"] = schools.settings_on(desk, school_id, local(desk.now).date())
    return known
