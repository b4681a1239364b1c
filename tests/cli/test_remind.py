"""`caseflow remind`, as a timer runs it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cli.conftest import Machine
from sqlalchemy import text

from caseflow.casework import people, reporting, schools
from caseflow.casework.office import Office, open_office

pytestmark = pytest.mark.slow


def opened(machine: Machine, moment: datetime) -> Office:
    home = machine.home
    urls = (f"sqlite:///{home}/caseflow.db", f"sqlite:///{home}/keyring.db")
    return open_office(*urls, home / "keys", clock=lambda: moment)


def reported(machine: Machine) -> None:
    """A report of a fortnight ago that nobody acknowledged or triaged."""
    office = opened(machine, datetime.now(UTC) - timedelta(days=14))
    with office.at_work() as desk:
        school = office.schools()[0]
        rosa = schools.add_person(desk, school.id, "Rosa Lind", "rosa@x.test", "Teaching assistant", ["staff"])
        given = {"subject": "Quentin Reed", "categories": ["IM-1"], "account": "I saw it.", "image_gate": "no"}
        reporting.take_report(desk, people.everyone(desk, school.id)[rosa.id], given)
    office.close()


def test_it_tells_once_and_says_how_much(machine: Machine) -> None:
    machine.set_up()
    reported(machine)
    first, again = machine.run("remind"), machine.run("remind")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("Ashcroft High School: told of 0 coming and ")
    assert "and 0 missed" not in first.stdout
    assert again.stdout == "Ashcroft High School: told of 0 coming and 0 missed.\n"
    assert machine.run("ledger", "verify").returncode == 0


def test_a_case_that_was_changed_by_hand_is_named_and_the_answer_is_no(machine: Machine) -> None:
    machine.set_up()
    reported(machine)
    office = opened(machine, datetime.now(UTC))
    with office.store.writing() as session:
        session.execute(text("UPDATE clock SET due_at = started_at"))
        session.commit()
    office.close()
    done = machine.run("remind")
    assert done.returncode == 1
    assert "is not what the journal says (clock)" in done.stderr


def test_without_a_school_it_is_told_in_one_line(machine: Machine, refused) -> None:
    assert "type caseflow init" in refused(machine.run("remind"))
