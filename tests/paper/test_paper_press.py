"""The press survives what its process does not."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import caseflow.paper
from caseflow.paper import FONT_FILES, FontMissing, PaperFailed, Press

pytestmark = pytest.mark.slow

SMALL = '<!DOCTYPE html><html lang="en"><body><p>A letter.</p></body></html>'
ENDLESS = "<table>" + "<tr><td>word</td></tr>" * 40_000 + "</table>"  # minutes of work
FONT = 'body { font-family: "Caseflow Sans" }'


def pid_of(press: Press) -> int:
    assert press._process is not None
    return press._process.pid


@pytest.mark.slow
def test_a_page_without_end_is_given_up_and_the_next_is_pressed(fonts: Path) -> None:
    press = Press(fonts, seconds=3)
    try:
        began = time.monotonic()
        with pytest.raises(PaperFailed, match=r"after 3 tries \(it took too long\)"):
            press.press(ENDLESS, FONT)
        assert time.monotonic() - began < 20
        assert press.press(SMALL, FONT).startswith(b"%PDF")
    finally:
        press.close()


@pytest.mark.slow
def test_a_page_that_eats_the_memory_is_contained(fonts: Path) -> None:
    press = Press(fonts, memory=300_000_000)
    try:
        assert press.press(SMALL, FONT).startswith(b"%PDF")
        with pytest.raises(PaperFailed, match=r"MemoryError|the press stopped"):
            press.press("<p>" + "x" * 120_000_000, FONT)
        assert press.press(SMALL, FONT).startswith(b"%PDF")
    finally:
        press.close()


def test_a_process_that_is_killed_is_replaced_and_the_letter_comes_all_the_same(fonts: Path) -> None:
    press = Press(fonts)
    try:
        expected = press.press(SMALL, FONT)
        os.kill(pid_of(press), signal.SIGSTOP)  # so that the letter is surely waiting when it dies
        killer = threading.Timer(0.5, os.kill, (pid_of(press), signal.SIGKILL))
        killer.start()
        assert press.press(SMALL, FONT) == expected
        killer.join()
    finally:
        press.close()


def test_a_missing_font_is_named_in_one_line(fonts: Path, tmp_path: Path) -> None:
    for name in list(FONT_FILES)[1:]:
        (tmp_path / name).write_bytes((fonts / name).read_bytes())
    for apart in (True, False):
        with pytest.raises(
            FontMissing, match=r"^The letter font SourceSans3_400Regular\.ttf is missing from \S+\."
        ) as said:
            Press(tmp_path, apart=apart).press(SMALL, FONT)
        assert "\n" not in str(said.value)


def test_a_broken_font_is_told_and_not_only_that_it_failed(tmp_path: Path) -> None:
    for name in FONT_FILES:
        (tmp_path / name).write_bytes(b"not a font")
    press = Press(tmp_path)
    try:
        with pytest.raises(PaperFailed, match="TTLibError"):
            press.press(SMALL, FONT)
    finally:
        press.close()


def test_many_threads_may_share_the_press(press: Press) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(lambda _: press.press(SMALL, FONT), range(24)))
    assert len(made) == 1


def test_the_process_knows_no_keys(fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEFLOW_MASTER_KEY", "canary-7741")
    press = Press(fonts)
    try:
        press.warm()
        assert b"canary" not in Path(f"/proc/{pid_of(press)}/environ").read_bytes()
    finally:
        press.close()


def test_closing_leaves_no_process_and_no_files(fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    press = Press(fonts)
    press.press(SMALL, FONT)
    pid = pid_of(press)
    assert len(list(tmp_path.rglob("weasyprint-*/*"))) == len(FONT_FILES)
    press.close()
    press.close()
    assert not Path(f"/proc/{pid}").exists()
    assert not list(tmp_path.iterdir())


def test_a_forked_child_has_a_press_of_its_own(fonts: Path) -> None:
    """What gunicorn does when it loads the application first and forks its workers afterwards."""
    program = f"""
import os, pathlib, warnings
warnings.simplefilter("error")
from caseflow import paper
paper.set_up(pathlib.Path({str(fonts)!r}))
before = paper.press({SMALL!r}, {FONT!r})
child = os.fork()
after = paper.press({SMALL!r}, {FONT!r})
assert before == after
if child:
    assert os.waitpid(child, 0)[1] == 0
    assert paper.press({SMALL!r}, {FONT!r}) == before
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_process_ends_when_the_one_that_started_it_is_killed(fonts: Path, tmp_path: Path) -> None:
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    program = f"""
import os, pathlib, signal
from caseflow.paper import Press
press = Press(pathlib.Path({str(fonts)!r}))
press.press({SMALL!r}, {FONT!r})
print(press._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False, env=env
    )
    left = Path(f"/proc/{int(done.stdout)}")
    until = time.monotonic() + 5
    while alive(left) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(left)
    assert not list(tmp_path.iterdir())


def alive(process: Path) -> bool:
    return process.exists() and process.joinpath("stat").read_text().rsplit(")")[1].split()[0] != "Z"


def test_importing_the_room_does_not_import_the_renderer() -> None:
    program = "import sys, caseflow.paper; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"


def test_the_room_has_one_press_for_all(fonts: Path) -> None:
    caseflow.paper.set_up(fonts)
    caseflow.paper.warm()
    assert caseflow.paper.press(SMALL, FONT, title="Letter").startswith(b"%PDF")
    caseflow.paper.set_up(fonts, apart=False)
    assert caseflow.paper.press(SMALL, FONT, title="Letter").startswith(b"%PDF")
