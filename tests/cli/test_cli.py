"""Every command says what it is for, does it, and refuses in one line."""

from __future__ import annotations

import importlib
import os
import pty
import select
import shutil
import sqlite3
import subprocess
import time

import databases
import pytest
from cli.conftest import INIT, PASSWORD, PROGRAM, ROOT, Machine

from caseflow.casework import people
from caseflow.casework.office import open_office
from caseflow.casework.schools import HASHER
from caseflow.records import Person

pytestmark = pytest.mark.slow

COMMANDS = {
    (): ("serve", "demo", "init", "rehearse", "handbook", "ledger", "CASEFLOW_HOME", "DATABASE_URL", "PORT"),
    ("serve",): ("address", "Ctrl-C", "refuses"),
    ("demo",): ("invented", "--fresh", "password"),
    ("init",): ("--school", "--password-stdin", "sealed", "headteacher"),
    ("add-person",): ("--email", "--roles", "--password-stdin", "clerk"),
    ("rehearse",): ("--keep", "thrown away", "TOML"),
    ("handbook",): ("--check", "docs/procedure.md"),
    ("specimens",): ("FOLDER", "SHA-256", "invented"),
    ("ledger",): ("verify", "checkpoint"),
    ("ledger", "verify"): ("changed the database by hand", "first entry"),
    ("ledger", "checkpoint"): ("chair",),
    ("doctor",): ("ok, soon or WRONG", "--whole", "nobody is named"),
    ("evidence",): ("sweep", "sealed"),
    ("evidence", "sweep"): ("younger than a day", "older than was vouched for"),
}
REHEARSAL = ROOT / "docs" / "rehearsals" / "low-level.toml"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_is_for(machine: Machine, command: tuple[str, ...]):
    done = machine.run(*command, "--help")
    assert done.returncode == 0
    words = " ".join(done.stdout.split())
    assert [wanted for wanted in COMMANDS[command] if wanted not in words] == []
    assert not machine.home.exists()


def test_asking_what_there_is_loads_no_library_but_the_one_for_commands():
    script = "import sys, caseflow.cli; print(*sys.modules)"
    done = subprocess.run([PROGRAM.with_name("python"), "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "click" in loaded
    assert loaded & {"sqlalchemy", "flask", "weasyprint", "cryptography", "argon2", "alembic"} == set()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PORT": "abc"}, "PORT: “abc” is not a port"),
        ({"PORT": "99999"}, "PORT: “99999” is not a port"),
        ({"PORT": "²"}, "PORT: “²” is not a port"),
        ({"PORT": "9" * 5000}, "is not a port"),
        ({"CASEFLOW_HOME": "~no-such-user/x"}, "CASEFLOW_HOME: there is no such user as in “~no-such-user/x”."),
        ({"CASEFLOW_HOME": "/proc/x"}, "CASEFLOW_HOME: nothing can be kept in /proc/x: No such file or directory."),
        ({"CASEFLOW_HOME": "/dev/null"}, "CASEFLOW_HOME: nothing can be kept in /dev/null: it is no folder."),
        ({"DATABASE_URL": "sqlite:////proc/x/case.db"}, "DATABASE_URL: nothing can be kept in /proc/x"),
        ({"KEYRING_URL": "sqlite:////proc/x/keys.db"}, "KEYRING_URL: nothing can be kept in /proc/x"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL: name a file after sqlite:///"),
        ({"KEYRING_URL": "sqlite:///:memory:?x=1"}, "KEYRING_URL: name a file after sqlite:///"),
        ({"HOST": "no.such.host.invalid"}, "nothing can listen at no.such.host.invalid"),
        ({"DATABASE_URL": "mysql://root:hunter2@localhost/x"}, "postgresql://"),
        ({"DATABASE_URL": "postgresql://caseflow:hunter2@127.0.0.1:1/x"}, "cannot be reached"),
        ({"SECURE_COOKIES": "perhaps"}, "SECURE_COOKIES: “perhaps” is neither yes nor no."),
        ({}, "type caseflow init"),
    ],
)
def test_a_setting_that_will_not_do_is_one_line(machine: Machine, refused, settings: dict[str, str], said: str):
    machine.settings = settings
    line = refused(machine.run("serve"))
    assert said in line
    assert "hunter2" not in line


def test_a_command_that_there_is_not_is_a_wrong_call(machine: Machine):
    assert machine.run("nonsense").returncode == 2
    assert machine.run("rehearse", "no-such-file.toml").returncode == 2


def test_init_makes_a_school_whose_headteacher_can_sign_in(machine: Machine):
    machine.set_up()
    home = machine.home
    office = open_office(f"sqlite:///{home}/caseflow.db", f"sqlite:///{home}/keyring.db", home / "keys")
    with office.at_work() as desk:
        school = office.schools()[0]
        (helen,) = people.everyone(desk, school.id).values()
        row = desk.session.get_one(Person, helen.id)
    office.close()
    assert (school.name, school.kind) == ("Ashcroft High School", "maintained")
    assert (helen.name, helen.email, helen.post) == ("Helen Marsh", "helen@ashcroft.example", "headteacher")
    assert helen.roles == {"headteacher", "staff"}
    assert HASHER.verify(row.password or "", PASSWORD)
    assert (home / "keys").stat().st_mode & 0o777 == 0o700
    assert machine.run("ledger", "verify").returncode == 0


def test_init_tells_the_key_for_the_chairs_sheet_and_keeps_the_password_to_itself(machine: Machine):
    done = machine.run(*INIT, "--password-stdin", typed=f"{PASSWORD}\n")
    assert "caseflow.school/" in done.stdout
    assert PASSWORD not in done.stdout + done.stderr


@pytest.mark.parametrize("command", [("serve",), ("demo", "--home", "/proc/x"), (*INIT, "--password-stdin")])
def test_a_folder_in_which_nothing_can_be_kept_is_told_first(machine: Machine, refused, command: tuple[str, ...]):
    machine.settings = {"CASEFLOW_HOME": "/proc/x"}
    assert "CASEFLOW_HOME: nothing can be kept in /proc/x" in refused(machine.run(*command, typed=f"{PASSWORD}\n"))


def test_what_is_made_to_try_a_folder_is_taken_away_again(machine: Machine):
    machine.home /= "deeper"
    machine.run("serve")
    assert not machine.home.parent.exists()


@pytest.mark.parametrize(
    ("more", "password", "said"),
    [
        ((), "short", "password: Enter a password of 12 to 128 characters"),
        (("--kind", "grammar"), PASSWORD, "kind: Select the kind of school"),
        (("--roles", "head"), PASSWORD, "roles: “head” is not a role"),
        (("--email", "nowhere"), PASSWORD, "email: Enter an e-mail address"),
    ],
)
def test_answers_that_will_not_do_leave_no_school_and_init_can_be_said_again(
    machine: Machine, refused, more: tuple[str, ...], password: str, said: str
):
    assert said in refused(machine.run(*INIT, *more, "--password-stdin", typed=f"{password}\n"))
    machine.set_up()


def test_whoever_looks_after_the_machine_adds_the_clerk_who_agrees_to_posts(machine: Machine, refused):
    machine.set_up()
    clerk = ("add-person", "--name", "Clive Moore", "--email", "clive@ashcroft.example", "--roles", "clerk")
    assert "roles: “boss” is not a role" in refused(machine.run(*clerk[:-1], "boss"))
    done = machine.run(*clerk, "--password-stdin", typed=f"{PASSWORD}\n")
    assert done.stdout == "Clive Moore is on the staff list of Ashcroft High School.\n", done.stderr
    assert "already on the staff list" in refused(machine.run(*clerk))
    assert "--school" in refused(machine.run(*clerk, "--school", "Another"))
    assert machine.run("ledger", "verify").returncode == 0


def test_init_is_not_done_twice_by_mistake(machine: Machine, refused):
    machine.set_up()
    again = machine.run(*INIT, "--password-stdin", typed=f"{PASSWORD}\n")
    assert "say --another" in refused(again)
    machine.set_up("--another", "--kind", "academy")
    assert machine.run("ledger", "verify").stdout.count("the record is whole") == 2


def test_init_without_a_terminal_asks_nothing_and_makes_nothing(machine: Machine, refused):
    assert "Nothing was set up" in refused(machine.run("init"))
    assert "--password-stdin" in refused(machine.run(*INIT))
    assert not (machine.home / "keys").exists()


def test_a_database_without_its_keys_is_refused_and_never_given_new_ones(machine: Machine, refused):
    machine.set_up()
    shutil.rmtree(machine.home / "keys")
    for command in (("serve",), (*INIT, "--password-stdin")):
        assert "key folder is missing" in refused(machine.run(*command, typed=f"{PASSWORD}\n"))
    assert not (machine.home / "keys").exists()


def test_a_folder_that_was_made_ready_for_the_keys_is_filled(machine: Machine, tmp_path):
    keys = tmp_path / "apart"
    keys.mkdir(mode=0o700)
    machine.settings = {"KEYS": str(keys)}
    machine.set_up()
    assert sorted(path.name for path in keys.iterdir()) == ["kek", "log-signing"]
    assert not (machine.home / "keys").exists()
    assert (machine.home / "anchors").is_dir()
    assert machine.run("ledger", "verify").returncode == 0


def test_keys_open_to_others_are_refused(machine: Machine, refused):
    machine.set_up()
    (machine.home / "keys" / "kek").chmod(0o644)
    assert "others may read kek" in refused(machine.run("serve"))


def test_serve_answers_and_a_second_one_is_told_that_the_port_is_taken(machine: Machine, refused):
    machine.set_up()
    server = machine.start("serve")
    assert "<title>Sign in" in machine.page("/sign-in")
    assert "Address already in use" in refused(machine.run("serve"))
    assert f"Ashcroft High School: http://127.0.0.1:{machine.port}" in machine.stop(server)


def test_serve_refuses_a_database_older_than_was_vouched_for(machine: Machine, refused):
    machine.set_up()
    shutil.copy(machine.home / "caseflow.db", machine.home / "old.db")
    assert machine.run("ledger", "checkpoint").returncode == 0
    shutil.copy(machine.home / "old.db", machine.home / "caseflow.db")
    assert "older than one already vouched for" in refused(machine.run("serve"))
    assert machine.run("ledger", "verify").returncode == 1


def test_serve_at_a_terminal_asks_for_the_school_first(machine: Machine):
    """As `make run` on a new machine."""
    ours, theirs = pty.openpty()
    ends = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    program = subprocess.Popen([PROGRAM, "serve"], env=machine.environment(), start_new_session=True, **ends)
    os.close(theirs)
    machine.running.append(program)
    asked = ["Name of the school", "Enter a name", "Kind of school", "Name of the headteacher", "e-mail"]
    typed = [" ", "Ashcroft High School", "academy", "Helen Marsh", "helen"]
    asked += ["in the correct format", "password", "confirm", "12 to 128 characters", "confirm"]
    typed += ["helen@ashcroft.example", "short", "short", PASSWORD, PASSWORD]
    for question, answer in zip(asked, typed, strict=True):
        read_until(ours, question)
        time.sleep(0.2)
        os.write(ours, f"{answer}\n".encode())
    read_until(ours, f"http://127.0.0.1:{machine.port}")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            assert "<title>Sign in" in machine.page("/sign-in")
            break
        except OSError:
            time.sleep(0.1)
    else:
        pytest.fail("it does not answer")
    os.close(ours)


def read_until(terminal: int, words: str) -> None:
    seen = ""
    while words.casefold() not in seen.casefold():
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, f"“{words}” was never asked: {seen}"
        seen += os.read(terminal, 4096).decode("utf-8", "replace")


def test_verify_answers_whole_or_names_what_is_not(machine: Machine):
    machine.set_up()
    whole = machine.run("ledger", "verify")
    assert whole.returncode == 0
    assert "the record is whole: 3 entries" in whole.stdout
    with sqlite3.connect(machine.home / "caseflow.db") as raw:
        raw.execute("UPDATE post SET role = 'chair' WHERE role = 'staff'")
    raw.close()
    meddled = machine.run("ledger", "verify")
    assert meddled.returncode == 1
    assert "It vouched for headteacher, staff; stored is chair, headteacher." in meddled.stdout


def test_verify_looks_on_when_the_fences_are_down(machine: Machine, refused):
    machine.set_up()
    with sqlite3.connect(machine.home / "caseflow.db") as raw:
        raw.execute("DROP TRIGGER fence_audit_leaf_update")
    raw.close()
    found = machine.run("ledger", "verify")
    assert found.returncode == 1
    assert "are down or altered (“fence_audit_leaf_update”)" in found.stdout
    assert "the record is whole" in found.stdout
    assert "fences" in refused(machine.run("serve"))


def test_verify_names_the_entry_before_the_fences_that_came_down_for_it(machine: Machine):
    machine.set_up()
    with sqlite3.connect(machine.home / "caseflow.db") as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE audit_payload SET ct = CAST(ct || x'00' AS BLOB) WHERE seq = 1")
    raw.close()
    found = machine.run("ledger", "verify")
    assert found.returncode == 1
    lines = found.stdout.splitlines()
    assert "THE RECORD IS NOT WHOLE. The first bad entry is 1." in lines[0]
    assert "are down or altered" in lines[-1]


def test_verify_and_checkpoint_want_a_school(machine: Machine, refused):
    for command in ("verify", "checkpoint"):
        assert "type caseflow init" in refused(machine.run("ledger", command))
    assert not machine.home.exists()


def test_a_checkpoint_is_said_with_its_code_and_kept(machine: Machine):
    machine.set_up()
    said = machine.run("ledger", "checkpoint")
    assert said.returncode == 0
    assert "record code " in said.stdout
    (kept,) = (machine.home / "anchors").iterdir()
    assert kept.read_text().splitlines()[-1] in said.stdout
    assert machine.run("ledger", "verify").returncode == 0


def test_what_belongs_to_nothing_is_swept_up_unless_the_database_is_too_old(machine: Machine, refused):
    assert "No school is set up" in refused(machine.run("evidence", "sweep"))
    machine.set_up()
    folder = machine.home / "evidence"
    folder.mkdir(mode=0o700)
    for name in ("a" * 32, "b" * 32, "notes.txt"):
        (folder / name).write_bytes(b"sealed")
    os.utime(folder / ("a" * 32), (time.time() - 200_000,) * 2)
    before = machine.home / "before.db"
    shutil.copy(machine.home / "caseflow.db", before)
    assert machine.run("ledger", "checkpoint").returncode == 0
    newest = (machine.home / "caseflow.db").read_bytes()
    shutil.copy(before, machine.home / "caseflow.db")
    assert "older than one already vouched for" in refused(machine.run("evidence", "sweep"))
    assert len(list(folder.iterdir())) == 3
    (machine.home / "caseflow.db").write_bytes(newest)
    done = machine.run("evidence", "sweep")
    assert done.stdout == "Files that belonged to nothing and were taken away: 1\n"
    assert sorted(path.name for path in folder.iterdir()) == ["b" * 32, "notes.txt"]


def test_a_rehearsal_is_played_and_a_broken_promise_is_told(machine: Machine, tmp_path):
    good = machine.run("rehearse", REHEARSAL)
    assert good.returncode == 0, good.stdout
    assert "all as told" in good.stdout
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(REHEARSAL.read_text().replace('main = "received"', 'main = "closed"'))
    bad = machine.run("rehearse", REHEARSAL, wrong)
    assert bad.returncode == 1
    assert "FAILED" in bad.stdout
    assert not machine.home.exists()


def test_a_rehearsal_can_be_kept_and_is_whole(machine: Machine):
    machine.settings = {"DATABASE_URL": f"sqlite:///{machine.home}/kept.db"}
    assert machine.run("rehearse", REHEARSAL, "--keep", machine.settings["DATABASE_URL"]).returncode == 0
    found = machine.run("ledger", "verify")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "Cases checked: 1." in found.stdout


def test_the_handbook_is_checked_or_written(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from caseflow.cli import main

    module = importlib.import_module("caseflow.cli.handbook")  # by its name caseflow.cli has the command
    page = tmp_path / "docs" / "procedure.md"
    monkeypatch.setattr(module, "WHERE", page)
    runner = CliRunner()
    stale = runner.invoke(main, ["handbook", "--check"])
    assert (stale.exit_code, page.exists()) == (1, False)
    assert "type “make handbook”" in stale.stderr
    assert runner.invoke(main, ["handbook"]).exit_code == 0
    assert page.read_text("utf-8") == module.written()
    assert runner.invoke(main, ["handbook", "--check"]).exit_code == 0


def test_a_fault_of_the_program_itself_is_not_hidden():
    from click.testing import CliRunner

    from caseflow.cli.door import Door

    door = Door()

    @door.command()
    def stumble() -> None:
        raise ZeroDivisionError

    assert isinstance(CliRunner().invoke(door, ["stumble"]).exception, ZeroDivisionError)


def test_the_demo_listens_on_this_machine_only(machine: Machine, refused, tmp_path):
    machine.settings = {"HOST": "0.0.0.0"}  # noqa: S104 -- to see it refused
    assert "the demo listens on 127.0.0.1 only" in refused(machine.run("demo", "--home", tmp_path / "demo"))
    assert not (tmp_path / "demo").exists()


def test_the_demo_takes_no_folder_that_holds_something_else(machine: Machine, refused):
    machine.set_up()
    assert "holds something that is no demo" in refused(machine.run("demo", "--fresh", "--home", machine.home))
    assert machine.run("ledger", "verify").returncode == 0


@pytest.mark.slow
def test_the_demo_starts_again_in_seconds_and_its_record_is_whole(machine: Machine, tmp_path):
    machine.settings = {"DATABASE_URL": "sqlite:////nonexistent/real.db"}
    demo = tmp_path / "demo"
    server = machine.start("demo", "--home", demo)
    page = machine.page("/sign-in")
    said = machine.stop(server)
    assert "Helen Marsh" in page
    assert "Helen Marsh" in said
    assert f"To check its sealed record: CASEFLOW_HOME={demo} " in said
    assert f"The demonstration is at http://127.0.0.1:{machine.port}." in said
    made = (demo / "keys" / "kek").read_bytes()
    machine.stop(machine.start("demo", "--home", demo))
    assert (demo / "keys" / "kek").read_bytes() == made
    machine.settings = {"CASEFLOW_HOME": str(demo)}
    found = machine.run("ledger", "verify")
    assert found.returncode == 0, found.stdout
    assert "Cases checked: " in found.stdout


@pytest.mark.skipif("postgresql" not in databases.ENGINES, reason="asked for SQLite alone")
def test_a_school_on_postgresql_is_set_up_served_and_checked(machine: Machine, refused):
    url = databases.postgresql_url()
    machine.settings = {"DATABASE_URL": url}
    assert "type caseflow init" in refused(machine.run("serve"))
    machine.set_up()
    server = machine.start("serve")
    assert "<title>Sign in" in machine.page("/sign-in")
    machine.stop(server)
    assert machine.run("ledger", "verify").returncode == 0
    databases.drop(url)
