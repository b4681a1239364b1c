"""The service starts with both keys, whole and private, or it does not start."""

from __future__ import annotations

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
