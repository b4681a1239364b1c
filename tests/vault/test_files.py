"""A file is sealed as it streams in, comes back byte for byte, and in no other place, order or length."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

import pytest

from caseflow.vault.files import Altered, FileGone, FileStore, Kept
from caseflow.vault.stream import FIRST_LINE, PIECE, opened

SEALED_PIECE = PIECE + 16
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "evidence")


def keep(files: FileStore, data: bytes, step: int = 10_000) -> Kept:
    keeping = files.begin()
    for at in range(0, len(data), step):
        keeping.write(data[at : at + step])
    return keeping.finish()


def whole(files: FileStore, kept: Kept) -> bytes:
    return b"".join(files.read(kept.name, kept.key))


@pytest.mark.parametrize("size", SIZES)
def test_a_file_comes_back_byte_for_byte(files: FileStore, size: int):
    data = secrets.token_bytes(size)
    kept = keep(files, data)
    assert whole(files, kept) == data
    assert kept.size == size
    assert files.sealed_sha256(kept.name) == kept.sealed_sha256 != kept.sha256


@pytest.mark.parametrize("size", SIZES)
def test_any_change_of_what_lies_there_is_noticed(files: FileStore, size: int):
    kept = keep(files, secrets.token_bytes(size))
    path, tried = files.folder / kept.name, 0
    sealed = path.read_bytes()
    start = len(FIRST_LINE)
    pieces = [sealed[at : at + SEALED_PIECE] for at in range(start, len(sealed), SEALED_PIECE)]
    changed = [
        b"",
        sealed[:-1],
        sealed + b"x",
        sealed[start:],
        FIRST_LINE + b"".join(pieces[:-1]),
        FIRST_LINE + b"".join(pieces[1:]),
        FIRST_LINE + b"".join([*pieces, pieces[-1]]),
        FIRST_LINE + b"".join(reversed(pieces)) if len(pieces) > 1 else b"x",
    ]
    for at in {0, start, start + 5, len(sealed) // 2, len(sealed) - 1}:
        changed.append(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
    for other in changed:
        path.write_bytes(other)
        with pytest.raises(Altered):
            whole(files, kept)
        assert files.sealed_sha256(kept.name) != kept.sealed_sha256
        tried += 1
    path.write_bytes(sealed)
    assert len(whole(files, kept)) == size
    assert tried >= 12


def test_a_file_opens_with_its_own_key_and_under_its_own_name_only(files: FileStore):
    one, other = keep(files, b"one"), keep(files, b"two")
    with pytest.raises(Altered):
        b"".join(files.read(one.name, other.key))
    (files.folder / other.name).write_bytes((files.folder / one.name).read_bytes())
    with pytest.raises(Altered):
        b"".join(files.read(other.name, one.key))
    assert one.key != other.key
    assert one.key.hex() not in repr(one)


def test_no_word_of_a_file_lies_in_the_open_at_any_moment(files: FileStore, tmp_path: Path):
    keeping = files.begin()
    for _ in range(40):
        keeping.write(b"Zanzibar " * 1_000)
        assert not any(b"Zanzibar" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    kept = keeping.finish()
    assert not any(b"Zanzibar" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert whole(files, kept).count(b"Zanzibar") == 40_000


def test_what_will_not_be_whole_leaves_nothing(files: FileStore):
    keeping = files.begin()
    keeping.write(b"x" * 200_000)
    assert list(files.names()) == [keeping.name]
    keeping.abandon()
    assert files.names() == {}


def test_files_belong_to_the_service_alone_and_have_random_names(files: FileStore):
    names = {keep(files, b"x").name for _ in range(20)}
    assert len(names) == 20
    assert set(files.names()) == names
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE((files.folder / name).stat().st_mode) for name in names} == {0o600}


@pytest.mark.parametrize("name", ["", ".", "..", "../keys/kek", "/etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n"])
def test_no_name_but_one_that_was_given_here_is_looked_for(files: FileStore, name: str):
    kept = keep(files, b"x")
    with pytest.raises(FileGone):
        files.sealed_sha256(name)
    with pytest.raises(FileGone):
        files.remove(name)
    assert whole(files, kept) == b"x"


def test_a_link_or_a_device_in_the_place_of_a_file_is_not_followed(files: FileStore, tmp_path: Path):
    kept = keep(files, b"x")
    path = files.folder / kept.name
    elsewhere = tmp_path / "elsewhere"
    path.rename(elsewhere)
    for put in (
        lambda: path.symlink_to(elsewhere),
        path.mkdir,
        lambda: os.mkfifo(path),
        lambda: None,
    ):
        put()
        with pytest.raises(FileGone):
            files.read(kept.name, kept.key)
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)


def test_a_link_in_the_place_of_the_folder_is_not_followed(files: FileStore, tmp_path: Path):
    kept = keep(files, b"x")
    files.folder.rename(tmp_path / "elsewhere")
    files.folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileGone):
        files.read(kept.name, kept.key)
    with pytest.raises(OSError, match=r"Not a directory|symbolic"):
        files.begin()


def test_what_is_taken_away_is_gone_and_may_be_taken_away_twice(files: FileStore):
    kept = keep(files, b"x")
    files.remove(kept.name)
    files.remove(kept.name)
    with pytest.raises(FileGone):
        files.read(kept.name, kept.key)
    assert FileStore(files.folder / "none").names() == {}


def test_the_sealed_form_does_not_change_from_release_to_release():
    """A file kept today is opened for decades: these are the bytes of one."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key, name = bytes(range(32)), "0" * 32
    aad = b"caseflow-file/v1\n" + name.encode()
    first = AESGCM(key).encrypt(bytes(12), b"a" * PIECE, aad)
    last = AESGCM(key).encrypt(bytes(10) + b"\x01\x01", b"b", aad)
    sealed, at = b"caseflow-file/v1\n" + first + last, 0

    def read(size: int) -> bytes:
        nonlocal at
        at += size
        return sealed[at - size : at]

    assert b"".join(opened(key, name, read)) == b"a" * PIECE + b"b"
