"""A file is what its ending, its beginning and its content say together, or it is not taken; and nothing gets out."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from inspection.corpus import GOOD, HOSTILE, HTML, PLACE, SCRIPT, Brought, jpeg, pdf, png, telling
from PIL import Image

from caseflow.inspection import ACCEPT, FLAGS, KINDS, Finding, Unfit, inspect, inspector
from caseflow.inspection.findings import WORDS

pytestmark = pytest.mark.slow

REFUSED = [one for one in HOSTILE if one.why]
KEPT = [one for one in (*HOSTILE, *GOOD) if not one.why]


def looked_at(one: Brought) -> Finding:
    return inspect([one.data()], one.name)


def test_the_corpus_is_as_large_as_it_should_be():
    assert len(HOSTILE) >= 90
    assert {one.why for one in REFUSED} == set(WORDS) - {"failed"}
    assert {flag for one in HOSTILE for flag in one.flags} == set(FLAGS) - {"copyless"}


@pytest.mark.parametrize("one", REFUSED, ids=lambda one: one.what)
def test_what_is_not_what_it_says_is_refused_in_words(one: Brought):
    before = _memory()
    with pytest.raises(Unfit) as refused:
        looked_at(one)
    assert refused.value.why == one.why
    assert str(refused.value).startswith("The selected ")
    assert "{" not in str(refused.value)
    assert _memory() - before < 60_000, "the file was looked at in this process"


@pytest.mark.parametrize("one", KEPT, ids=lambda one: one.what)
def test_what_is_what_it_says_is_kept_and_what_could_act_is_named(one: Brought):
    finding = looked_at(one)
    assert finding.flags == one.flags
    assert one.name.casefold().endswith(finding.kind.endings)
    assert (finding.copy is not None) == (finding.kind.key in ("png", "jpeg", "webp"))
    assert bool(finding.pages) == (finding.kind.key == "pdf")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_copy_of_a_picture_has_no_hidden_details(kind: str):
    original = telling(kind)
    copied = inspect([original], f"a.{kind.casefold()}").copy
    assert b"Quillfeather" in original
    for told in (b"Quillfeather", SCRIPT, PLACE, b"Exif", b"eXIf", b"tEXt", b"iTXt", b"XMP"):
        assert told not in copied, told
    with Image.open(io.BytesIO(copied)) as drawn:
        assert drawn.size == (48, 32)
        assert not drawn.getexif()


def test_the_copy_is_the_right_way_up():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(inspect([jpeg(exif=exif)], "a.jpg").copy)) as drawn:
        assert drawn.size == (32, 48)


def test_a_file_may_come_in_pieces_of_any_size():
    whole = png(size=(300, 300))
    assert inspect((whole[at : at + 7] for at in range(0, len(whole), 7)), "a.png").width == 300


def test_a_control_that_offers_files_offers_just_those():
    assert ACCEPT == ".pdf,.jpg,.jpeg,.png,.webp,.txt"
    assert "svg" not in {kind.key for kind in KINDS}


def test_who_takes_too_long_is_ended():
    def slowly() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.05)
            yield b"x"

    began = time.monotonic()
    with pytest.raises(Unfit) as refused:
        inspect(slowly(), "a.txt", seconds=0.5)
    assert refused.value.why == "failed"
    assert time.monotonic() - began < 3


def test_who_needs_too_much_memory_is_ended():
    large = png(size=(4_000, 4_000))
    assert inspect([large], "a.png").width == 4_000
    with pytest.raises(Unfit) as refused:
        inspect([large], "a.png", memory=80_000_000)
    assert refused.value.why in ("pixels", "failed")


def test_an_answer_that_is_no_answer_is_not_believed(monkeypatch: pytest.MonkeyPatch):
    kind = KINDS[2]
    for answer in (b"", b"\n", b"[]\n", b"{}\n", b'{"why": "<b>"}\n', b'{"flags": [], "copy_kind": "exe"}\n',
                   b'{"flags": [], "copy_kind": "", "pages": -1}\n', b'{"flags": [], "copy_kind": "", "pages": "9"}\n',
                   b'{"flags": 7, "copy_kind": ""}\n', b"7\n"):  # fmt: skip
        with pytest.raises(Unfit) as refused:
            inspector._finding(kind, answer)
        assert refused.value.why == "failed", answer
    said = b'{"flags": ["script", "<b>"], "copy_kind": "png"}\n'
    assert inspector._finding(kind, said + HTML).copy is None, "a copy that is no picture"
    assert inspector._finding(kind, said + png()).flags == ("script",)


CONFINED = """
import ctypes, os, sys
from caseflow.inspection import worker
asked, answers = worker._own_channels()
worker._fence(536870912, 10)
worker._looking_at(worker.BY_KEY["text"])
worker._go_nowhere()
libc = ctypes.CDLL(None)
tries = {
    "a socket": libc.socket(2, 1, 0),
    "a file": libc.open(b"/etc/passwd", 0),
    "a new file": libc.open(b"/tmp/caseflow-escaped", 65, 0o600),
    "a process": libc.fork() if os.geteuid() else -1,
}
for what, call in {"sockets": "import socket; socket.socket()", "programs": "os.system('true')",
                   "reading": "open('/etc/hostname')"}.items():
    try:
        exec(call)
        tries[what] = 0
    except (PermissionError, OSError, ImportError):
        tries[what] = -1
answers.write(repr((tries, os.geteuid(), sorted(os.environ))).encode())
answers.flush()
"""


def test_the_process_can_reach_nothing():
    done = subprocess.run(
        [sys.executable, "-P", "-c", CONFINED],
        input=b"", capture_output=True, check=True, env=inspector._environment(), cwd="/",
    )  # fmt: skip
    tries, uid, environment = eval(done.stdout)  # noqa: S307 -- what our own test wrote
    assert len(tries) == 7
    assert set(tries.values()) == {-1}, tries
    assert uid != 0, "nobody’s rights"
    assert set(environment) <= {"PATH", "LD_LIBRARY_PATH", "LANG", "PYTHONPATH", "LC_CTYPE"}


def test_the_process_is_told_no_secret(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KEYRING_URL", "postgresql://somebody:secret@there/keyring")
    assert "secret" not in repr(inspector._environment())


def test_the_application_itself_never_reads_in_a_parser():
    code = "import caseflow.app, caseflow.casework.evidence, sys; print({'pikepdf', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_nothing_is_left_on_the_disk(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    inspect([pdf()], "a.pdf")
    inspect([png()], "a.png")
    assert os.listdir(tmp_path) == []


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
