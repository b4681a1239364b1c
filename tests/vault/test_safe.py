"""The service starts with both keys, whole and private, or it does not start."""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseflow.ledger.checkpoint import Checkpoint, parse_vkey, vouched
from caseflow.vault import safe
from caseflow.vault.safe import KeysExist, KeysMissing

ORIGIN = "caseflow.example/ashcroft/1"
ROOT = bytes.fromhex("2c8b9d9d6af38421e646666683cc1433c06aa74182ad3ae1756779263b08bb34")


@pytest.fixture
def folder(tmp_path):
    safe.create(tmp_path / "keys")
    return tmp_path / "keys"


def test_the_keys_are_made_once_for_the_service_alone(folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {"kek": 0o600, "log-signing": 0o600}
    before = safe.load(folder)
    with pytest.raises(KeysExist):
        safe.create(folder)
    assert safe.load(folder).kek == before.kek == (folder / "kek").read_bytes()
    assert safe.load(folder).vkey(ORIGIN) == before.vkey(ORIGIN)


def test_half_a_safe_is_not_completed_with_a_key_that_does_not_belong(folder):
    (folder / "kek").unlink()
    with pytest.raises(KeysExist, match="log-signing"):
        safe.create(folder)


@pytest.mark.parametrize("name", ["kek", "log-signing"])
def test_a_key_that_is_missing_damaged_or_open_to_others_stops_the_start(folder, name):
    path = folder / name
    key = path.read_bytes()
    for mode in (0o640, 0o604, 0o660):
        path.chmod(mode)
        with pytest.raises(KeysMissing, match="others may read"):
            safe.load(folder)
    path.chmod(0o600)
    for damaged in (b"", key[:31], key + b"\n"):
        path.write_bytes(damaged)
        with pytest.raises(KeysMissing, match=f"{name} is damaged"):
            safe.load(folder)
    path.unlink()
    with pytest.raises(KeysMissing, match=f"{name} is missing"):
        safe.load(folder)


def test_a_folder_that_is_missing_or_open_to_others_stops_the_start(folder):
    with pytest.raises(KeysMissing, match="folder is missing"):
        safe.load(folder.parent / "elsewhere")
    folder.chmod(0o755)
    with pytest.raises(KeysMissing, match="others may read keys"):
        safe.load(folder)


def test_a_note_is_signed_as_published(folder):
    (folder / "log-signing").write_bytes(bytes(range(32)))
    keys = safe.load(folder)
    note = keys.sign_note(ORIGIN, 3, ROOT)
    assert note == (
        "caseflow.example/ashcroft/1\n3\nLIudnWrzhCHmRmZmg8wUM8Bqp0GCrTrhdWd5JjsIuzQ=\n\n— caseflow.example/ashcroft/1 "
        "sLJcv7/MxNqjM7tYnH/ubsj7wYe/f7FV6nI3SQIZlTcb2dPmzqjYDbYjY0TqrYr69dle0+Npp+dD/2vIy35wen0oxg4=\n"
    )
    assert keys.vkey(ORIGIN) == "caseflow.example/ashcroft/1+b0b25cbf+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"


def test_what_the_safe_signs_the_ledger_believes(folder):
    keys = safe.load(folder)
    for size in (0, 1, 1000):
        note = keys.sign_note(ORIGIN, size, ROOT)
        assert vouched(note, parse_vkey(keys.vkey(ORIGIN))) == Checkpoint(ORIGIN, size, ROOT)


def test_no_key_is_shown_when_a_safe_is_printed(folder):
    assert repr(safe.load(folder)) == "Safe()"


NOBODY = 65_534
root_alone = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files as systemd does")


def hand_to(path: Path, user: int, *, reads: int, owner: int = 4) -> None:
    """Root's, with the access list that systemd writes: this user may read, and so stat shows the mask as the group."""
    none = 0xFFFFFFFF
    entries = ((0x01, owner, none), (0x02, reads, user), (0x04, 0, none), (0x10, reads, none), (0x20, 0, none))
    words = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in entries)
    os.setxattr(path, "system.posix_acl_access", words)


def as_user(user: int, folder: Path) -> str:
    """What a process of this user says when it loads the safe."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
            words = f"loaded {len(safe.load(folder).kek)}"
        except Exception as trouble:  # noqa: BLE001 -- its words are what is asked for
            words = f"{type(trouble).__name__}: {trouble}"
        os.write(write, words.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as said:
        return said.read()


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of credentials, as systemd 254 and later hands it to a service whose user is nobody."""
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(outer) / "caseflow-web.service"
        safe.create(folder)
        for name in ("kek", "log-signing"):
            hand_to(folder / name, NOBODY, reads=4)
        hand_to(folder, NOBODY, reads=5, owner=5)
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
        yield folder


@root_alone
def test_keys_that_systemd_hands_over_with_an_access_list_are_taken(handed):
    assert (handed.stat().st_mode & 0o777, (handed / "kek").stat().st_mode & 0o777) == (0o550, 0o440)
    assert as_user(NOBODY, handed) == "loaded 32"
    assert as_user(0, handed) == "loaded 32"
    assert "PermissionError" in as_user(NOBODY - 1, handed)


@root_alone
def test_keys_that_look_so_in_any_other_folder_are_not(handed, monkeypatch):
    for said in ("", str(handed.parent), "/nowhere"):
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", said)
        assert "others may read caseflow-web.service" in as_user(NOBODY, handed)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    assert "(chmod 700)" in as_user(NOBODY, handed)


@root_alone
@pytest.mark.parametrize("mode", [0o441, 0o444, 0o460, 0o450])
def test_handed_over_or_not_nobody_else_may_read_or_write(handed, mode):
    (handed / "log-signing").chmod(mode)
    assert "others may read log-signing" in as_user(NOBODY, handed)
    assert "look at LoadCredential of the unit" in as_user(NOBODY, handed)


@root_alone
@pytest.mark.parametrize("name", ["", "kek"])
@pytest.mark.parametrize("whose", [(NOBODY, 0), (0, NOBODY)])
def test_a_folder_or_file_that_is_not_roots_is_not_from_systemd(handed, name, whose):
    os.chown(handed / name, *whose)
    assert "others may read" in as_user(NOBODY, handed)


@root_alone
def test_a_credential_without_an_access_list_is_the_users_own(handed):
    """Older ones, and where there are no access lists: systemd gives the files away, closed to all others."""
    for path in (handed / "kek", handed / "log-signing", handed):
        os.removexattr(path, "system.posix_acl_access")
        os.chown(path, NOBODY, NOBODY)
        path.chmod(0o500 if path == handed else 0o400)
    assert as_user(NOBODY, handed) == "loaded 32"
