"""A healthy installation, and the ways in which a copy of it is really broken: for the tests and for the evidence."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from post.posting import PeerProcess

import config
from caseflow.casework import checkpoints, demo_terms, outbox, people, post_state, reporting, rounds, schools
from caseflow.casework.desk import Desk, utc_now
from caseflow.casework.doctor import Premises
from caseflow.casework.office import make_keys, open_office
from caseflow.casework.postroom import carry
from caseflow.cli.doctor import premises

CHECKPOINTS_TO = ("chair@home.test", "clerk@home.test")


@dataclass
class Patient:
    """An installation in a folder, its settings, and the clock by which it is looked at."""

    home: Path
    settings: dict[str, str]
    clock: Callable[[], datetime] = utc_now
    mounted: list[Path] = field(default_factory=list)

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.home / "caseflow.db"

    def premises(self) -> Premises:
        """It, as the check-up is told of it."""
        said = premises(config.read({**self.settings, "CASEFLOW_HOME": str(self.home)}))
        return Premises(**{**vars(said), "clock": self.clock})

    def copied(self, home: Path) -> Patient:
        """Another, just as healthy. The backup stays where it is."""
        shutil.copytree(self.home, home)
        return Patient(home, dict(self.settings))

    def change(self, *statements: str) -> None:
        """Change the database past every fence, as its owner can, and put the fences up again."""
        raw = sqlite3.connect(self.database, isolation_level=None)
        raw.execute("BEGIN")
        fences = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in fences:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert raw.execute(statement).rowcount, statement
        for _, sql in fences:
            raw.execute(sql)
        raw.execute("COMMIT")
        raw.close()

    def release(self) -> None:
        """Take away what was mounted for it."""
        for one in self.mounted:
            subprocess.run(["umount", one], check=True)


def healthy(folder: Path, peer: PeerProcess) -> Patient:
    """A school with its terms, a mail server, somebody who carries post, a backup of tonight and a checkpoint."""
    home, backups = folder / "var", folder / "backups"
    make_keys(home / "keys")
    office = open_office(f"sqlite:///{home}/caseflow.db", f"sqlite:///{home}/keyring.db", home / "keys")
    with office.at_work() as desk:
        school = schools.found_school(desk, "Ashcroft High School")
        said = ("Helen Marsh", "helen@ashcroft.test", "Headteacher", ("headteacher",))
        helen = schools.add_person(desk, school.id, *said)
        demo_terms.enter(desk, school.id, helen.id)
        checkpoints.make(desk, school.id)
        _checkpoint_goes_to(desk, school.id, *CHECKPOINTS_TO)
    carry(office, peer.server)
    rounds.let_time_pass(office, CHECKPOINTS_TO)
    post_state.note(office, works=True)
    office.close()
    backups.mkdir()
    shutil.copy(home / "caseflow.db", backups / "caseflow.db")
    (backups / "caseflow.db").touch()
    mail = {"SMTP_HOST": "127.0.0.1", "SMTP_TLS": "none", "SMTP_SENDER": "caseflow@ashcroft.test"}
    to = ",".join(CHECKPOINTS_TO)
    return Patient(home, mail | {"SMTP_PORT": str(peer.port), "CHECKPOINTS_TO": to, "BACKUPS": str(backups)})


def _checkpoint_goes_to(desk: Desk, school_id: str, *addresses: str) -> None:
    """As every night; only that it is queued at whatever hour this is."""
    made = checkpoints.make(desk, school_id, to=addresses)
    for address in addresses:
        outbox.of_checkpoint(desk, school_id, address, made.note)


@dataclass(frozen=True)
class Ailment:
    """What was done to an installation, and what the check-up must say of it."""

    done: str
    by: Callable[[Patient], None]
    said: str
    whole: bool = False


def _key_open(one: Patient) -> None:
    (one.home / "keys" / "kek").chmod(0o644)


def _key_gone(one: Patient) -> None:
    (one.home / "keys" / "kek").unlink()


def _another_key(one: Patient) -> None:
    (one.home / "keys" / "kek").write_bytes(secrets.token_bytes(32))


def _keyring_gone(one: Patient) -> None:
    (one.home / "keyring.db").unlink()


def _database_gone(one: Patient) -> None:
    one.database.unlink()


def _database_spoilt(one: Patient) -> None:
    with one.database.open("r+b") as file:
        file.seek(one.database.stat().st_size // 2)
        file.write(secrets.token_bytes(40_000))


def _no_database(one: Patient) -> None:
    one.database.write_bytes(b"This is a letter and no database.\n" * 200)


def _older_release(one: Patient) -> None:
    one.change("UPDATE alembic_version SET version_num = '0002'")


def _fence_down(one: Patient) -> None:
    raw = sqlite3.connect(one.database)
    raw.execute("DROP TRIGGER fence_audit_leaf_update")
    raw.close()


def _row_changed(one: Patient) -> None:
    one.change(
        "UPDATE audit_leaf SET leaf = CAST(replace(leaf, 'sys', 'case') AS BLOB) "
        "WHERE seq = (SELECT max(seq) FROM audit_leaf)"
    )


def _row_changed_behind(one: Patient) -> None:
    one.change("UPDATE post SET role = 'chair' WHERE role = 'headteacher'")


def _old_copy(one: Patient) -> None:
    before = one.home / "before.db"
    shutil.copy(one.database, before)
    office = open_office(f"sqlite:///{one.database}", f"sqlite:///{one.home}/keyring.db", one.home / "keys")
    with office.at_work() as desk:
        checkpoints.make(desk, office.schools()[0].id)
    office.close()
    before.rename(one.database)


def _anchors_gone(one: Patient) -> None:
    """What whoever puts an old copy back quietly does, too."""
    _old_copy(one)
    shutil.rmtree(one.home / "anchors")


def _anchors_begun_anew(one: Patient) -> None:
    """And when the service, which was running, has signed another since."""
    shutil.rmtree(one.home / "anchors")
    office = open_office(f"sqlite:///{one.database}", f"sqlite:///{one.home}/keyring.db", one.home / "keys")
    with office.at_work() as desk:
        checkpoints.make(desk, office.schools()[0].id)
    office.close()


def _checkpoint_refused(one: Patient) -> None:
    one.change("UPDATE outbox SET state = 'bounced' WHERE id = (SELECT min(id) FROM outbox WHERE kind = 'checkpoint')")


def _checkpoints_stay(one: Patient) -> None:
    """The setting stands, and nothing has left for three days."""
    one.change(
        "UPDATE outbox SET done_at = strftime('%Y-%m-%dT%H:%M:%S', 'now', '-3 days') || '.000000Z' "
        "WHERE kind = 'checkpoint'"
    )


def _told_nobody(one: Patient) -> None:
    """A report of four days ago; since then no round could look at its case, though the post was carried."""
    before = utc_now() - timedelta(days=4)
    urls = (f"sqlite:///{one.database}", f"sqlite:///{one.home}/keyring.db")
    office = open_office(*urls, one.home / "keys", clock=lambda: before)
    with office.at_work() as desk:
        school = office.schools()[0].id
        rosa = schools.add_person(desk, school, "Rosa Lind", "rosa@ashcroft.test", "Teaching assistant", ("staff",))
        given = {"subject": "Quentin Reed", "categories": ["IM-1"], "account": "I saw it.", "image_gate": "no"}
        reporting.take_report(desk, people.everyone(desk, school)[rosa.id], given)
    office.close()


def _no_round(one: Patient) -> None:
    one.change(
        "UPDATE post_state SET seen_at = strftime('%Y-%m-%dT%H:%M:%S', 'now', '-3 hours') || '.000000Z' "
        "WHERE id = 'time'"
    )


def _no_mail_server(one: Patient) -> None:
    peer = PeerProcess.start(one.home / "peer")
    one.settings["SMTP_PORT"] = str(peer.port)
    peer.stop()


def _clock_back(one: Patient) -> None:
    one.clock = lambda: utc_now() - timedelta(days=3, hours=2)


def _no_terms(one: Patient) -> None:
    one.change("UPDATE calendar_entry SET withdrawn_at = set_at, withdrawn_by = set_by")


def _stale_backup(one: Patient) -> None:
    backups = one.home / "old-backups"
    backups.mkdir()
    (backups / "caseflow.db").write_bytes(b"")
    os.utime(backups / "caseflow.db", (time.time() - 9 * 24 * 3600,) * 2)
    one.settings["BACKUPS"] = str(backups)


def _no_worker(one: Patient) -> None:
    one.change("UPDATE post_state SET seen_at = strftime('%Y-%m-%dT%H:%M:%S', 'now', '-3 days') || '.000000Z'")


def _disk_full(one: Patient) -> None:
    """A file system of its own, so small that the installation nearly fills it; and then a file that does."""
    size = sum(path.stat().st_size for path in one.home.rglob("*") if path.is_file()) + 2_000_000
    place = one.home.with_name(f"{one.home.name}-small")
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", place], check=True)
    one.mounted.append(place)
    shutil.copytree(one.home, place, dirs_exist_ok=True)
    one.home = place
    disk = os.statvfs(place)
    (place / "filler").write_bytes(bytes(int((disk.f_bavail - 0.03 * disk.f_blocks) * disk.f_frsize)))


CANNOT_MOUNT = os.geteuid() != 0
AILMENTS = {
    "key-open": Ailment("`chmod 644 keys/kek`", _key_open, "Others may read kek"),
    "key-gone": Ailment("the master key was deleted", _key_gone, "The key file kek is missing"),
    "another-key": Ailment(
        "another master key in its place", _another_key, "The master key is not the one of Ashcroft"
    ),
    "keyring-gone": Ailment("the keyring was deleted", _keyring_gone, "The keyring is not there"),
    "database-gone": Ailment("the database was deleted", _database_gone, "The file of the database is gone"),
    "database-spoilt": Ailment("40,000 random bytes in its middle", _database_spoilt, "of the database is damaged"),
    "no-database": Ailment("a text in place of the database", _no_database, "a file that SQLite cannot use"),
    "older-release": Ailment("a database of an older release", _older_release, "older than this caseflow"),
    "fence-down": Ailment("a trigger of the record was dropped", _fence_down, "Fences are down or altered"),
    "row-changed": Ailment("the newest entry of the record was edited", _row_changed, "newest entries of the record"),
    "post-changed": Ailment(
        "the headteacher was made chair in SQL (`--whole`)", _row_changed_behind, "The record is not whole", whole=True
    ),
    "old-copy": Ailment("an old copy of the database was put back", _old_copy, "older than one already vouched for"),
    "anchors-gone": Ailment(
        "an old copy was put back, and `anchors/` taken away", _anchors_gone, "kept outside the database are gone"
    ),
    "anchors-anew": Ailment(
        "`anchors/` was taken away, and begun anew (`--whole`)",
        _anchors_begun_anew,
        "kept outside the database are gone",
        whole=True,
    ),
    "checkpoint-refused": Ailment(
        "the mail server refused a signed checkpoint", _checkpoint_refused, "refused the newest signed checkpoint"
    ),
    "checkpoints-stay": Ailment("no signed checkpoint has left for three days", _checkpoints_stay, "left for two days"),
    "told-nobody": Ailment("a deadline was missed, and nobody told", _told_nobody, "nobody was told"),
    "no-round": Ailment(
        "no round of the worker was without trouble for three hours", _no_round, "No round of the worker was without"
    ),
    "no-mail-server": Ailment("the mail server was stopped", _no_mail_server, "The mail server cannot be reached"),
    "clock-back": Ailment("the clock goes three days behind", _clock_back, "The clock is 3 days behind"),
    "no-terms": Ailment("all term dates were taken back", _no_terms, "has no term dates from today on"),
    "stale-backup": Ailment("the newest backup is nine days old", _stale_backup, "The newest is 9 days old"),
    "no-worker": Ailment("nobody has carried post for three days", _no_worker, "Nobody has carried post for 3 days"),
    "disk-full": Ailment("a disk that was filled up to 3 %", _disk_full, "make room now"),
}
