"""`caseflow doctor` says of a healthy installation that all is well, and of a broken one what to do."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from casework.town import Town
from cli.ailing import AILMENTS, CANNOT_MOUNT, Patient, healthy
from cli.conftest import Machine
from post.posting import PeerProcess

from caseflow.casework import demo_terms, doctor_time, post_state, rounds
from caseflow.casework.doctor import Level, Premises, attempted
from caseflow.casework.doctor_disk import BACKUP_DUE, of_age, standing
from caseflow.casework.doctor_round import examine
from caseflow.cli.doctor import tell


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Patient]:
    folder = tmp_path_factory.mktemp("well")
    peer = PeerProcess.start(folder / "peer")
    yield healthy(folder, peer)
    peer.stop()


@pytest.fixture
def patient(well: Patient, tmp_path: Path) -> Iterator[Patient]:
    one = well.copied(tmp_path / "var")
    yield one
    one.release()


def test_of_a_healthy_installation_it_says_that_all_is_well(patient: Patient, capsys: pytest.CaptureFixture[str]):
    before = {path: path.read_bytes() for path in patient.home.rglob("*") if path.is_file()}
    assert tell(patient.premises()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "All is well."
    assert {line.split()[0] for line in lines[:-1]} == {"ok"}
    abouts = "disk backups time mail keys database ledger calendar worker reminders"
    assert {line.split()[1] for line in lines[:-1]} == set(abouts.split())
    assert before == {path: path.read_bytes() for path in patient.home.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", AILMENTS)
def test_of_a_broken_one_it_says_what_is_wrong(patient: Patient, name: str, capsys: pytest.CaptureFixture[str]):
    if name == "disk-full" and CANNOT_MOUNT:
        pytest.skip("only root can mount a small disk")
    ailment = AILMENTS[name]
    ailment.by(patient)
    there = {path for path in patient.home.rglob("*") if path.is_file()}
    assert tell(patient.premises(), whole=ailment.whole) == 1
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if line.startswith("WRONG") and ailment.said in line], said
    assert "Helen" not in said
    assert "helen@" not in said
    assert {path for path in patient.home.rglob("*") if path.is_file()} == there, "it made or took away a file"


def test_what_is_to_be_seen_to_soon_is_an_answer_of_its_own(patient: Patient, capsys: pytest.CaptureFixture[str]):
    for name in ("SMTP_HOST", "CHECKPOINTS_TO", "BACKUPS"):
        del patient.settings[name]
    assert tell(patient.premises()) == 4
    assert "Wrong: 0. To be seen to soon: 3." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ("echo no", Level.SOON),
        ("echo yes", Level.OK),
        ("echo Failed to connect to bus >&2; exit 1", None),
        ("exec sleep 60", None),
        (None, None),
    ],
)
def test_a_clock_that_nothing_keeps_right_is_to_be_seen_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None, level: Level | None
):
    """A program stands in for systemd, which cannot be told here what its kernel knows."""
    if answer is not None:
        program = tmp_path / "timedatectl"
        program.write_text(f'#!/bin/sh\n[ "$*" = "show --property=NTPSynchronized --value" ] || exit 9\n{answer}\n')
        program.chmod(0o755)
    monkeypatch.setattr(doctor_time, "_PATIENCE", 1)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{tmp_path}:{path}" if answer else str(tmp_path))
    assert [one.level for one in doctor_time.kept_right()] == ([level] if level else [])


@pytest.mark.slow
def test_it_speaks_where_nothing_is_set_up_and_makes_nothing(machine: Machine):
    done = machine.run("doctor")
    assert done.returncode == 1
    assert "No school is set up in" in done.stdout
    assert done.stderr == ""
    assert not machine.home.exists()


@pytest.mark.parametrize(("left", "level"), [(0.2, Level.OK), (0.149, Level.SOON), (0.049, Level.WRONG)])
def test_a_disk_is_spoken_of_at_15_and_at_5_percent(left: float, level: Level):
    assert standing(Path("x"), left).level is level


@pytest.mark.parametrize(("hours", "level"), [(25, Level.OK), (27, Level.SOON), (71, Level.SOON), (73, Level.WRONG)])
def test_a_backup_is_due_each_night_and_late_after_three(hours: int, level: Level):
    assert of_age(hours * 3600).level is level
    assert BACKUP_DUE == 26 * 3600


def test_terms_that_end_within_half_a_year_are_to_be_seen_to(patient: Patient):
    patient.clock = lambda: datetime(int(_last_term(patient)[:4]), 4, 20, 12, tzinfo=UTC)
    (said,) = [one for one in examine(patient.premises()) if "term dates" in one.words]
    assert said.level is Level.SOON


def _last_term(patient: Patient) -> str:
    raw = sqlite3.connect(patient.database)
    found = raw.execute("SELECT max(last) FROM calendar_entry WHERE kind = 'term'").fetchone()[0]
    raw.close()
    return str(found)


def test_a_check_that_cannot_be_made_is_wrong_and_says_nothing_of_what_it_read():
    def breaks() -> list[object]:
        raise RuntimeError("Quentin Reed")

    (said,) = attempted("mail", breaks)  # type: ignore[arg-type]
    assert said.level is Level.WRONG
    assert "RuntimeError" in said.words
    assert "Quentin" not in said.words


def test_on_either_database_a_town_is_looked_at(school: Town, tmp_path: Path, engine: str):
    with school.office.at_work() as desk:
        demo_terms.enter(desk, school.id, school.cast.helen.id)
    rounds.let_time_pass(school.office, ())
    post_state.note(school.office, works=True)
    place = Premises(tmp_path, school.url, f"sqlite:///{tmp_path}/keyring.db", tmp_path / "keys", clock=school.clock)
    assert [one for one in examine(place, whole=True) if one.level is Level.WRONG] == []
    if engine == "postgresql":
        gone = Premises(tmp_path, school.url.replace("/caseflow_", "/gone_"), place.keyring_url, place.keys)
        assert "does not exist on that server" in " ".join(one.words for one in examine(gone))
