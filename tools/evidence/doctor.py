"""Breaks a healthy installation in every way we know, runs `caseflow doctor` on each, and writes what it printed.

The answer is 0 only if the healthy one is well and each broken one is told of as it should be.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]  # not this folder: this file is not the room of that name

from cli.ailing import AILMENTS, CANNOT_MOUNT, Ailment, Patient, healthy  # noqa: E402 -- after its folder is named
from post.posting import PeerProcess  # noqa: E402

from caseflow.casework.desk import utc_now  # noqa: E402
from caseflow.cli.doctor import tell  # noqa: E402

WHERE = ROOT / "docs" / "evidence" / "doctor.md"
PROGRAM = ROOT / ".venv" / "bin" / "caseflow"


def main() -> int:
    """Break, look, and write down."""
    missed, parts = [], []
    with tempfile.TemporaryDirectory() as folder:
        peer = PeerProcess.start(Path(folder) / "peer")
        well = healthy(Path(folder), peer)
        answer, said = _looked_at(well, whole=True)
        missed += [] if answer == 0 else ["healthy"]
        parts.append(_part("A healthy installation", f"answer {answer}, with `--whole`", said, folder))
        for name, ailment in AILMENTS.items():
            if name == "disk-full" and CANNOT_MOUNT:
                continue
            answer, said = _broken(well.copied(Path(folder) / name), ailment)
            missed += [] if answer == 1 and ailment.said in said else [name]
            parts.append(_part(_begun(ailment.done), f"answer {answer}", _without_ok(said), folder))
            print(f"{name}: {'told' if name not in missed else 'MISSED'}")
        peer.stop()
    WHERE.write_text(_head(len(parts) - 1, missed) + "".join(parts), "utf-8")
    print(f"Written: {WHERE.relative_to(ROOT)}")
    return 1 if missed else 0


def _broken(patient: Patient, ailment: Ailment) -> tuple[int, str]:
    try:
        ailment.by(patient)
        return _looked_at(patient, whole=ailment.whole)
    finally:
        patient.release()


def _looked_at(patient: Patient, *, whole: bool) -> tuple[int, str]:
    """What the program says in a process of its own; where the clock is not this machine's, what it says in ours."""
    if patient.clock is not utc_now:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            return tell(patient.premises(), whole=whole), out.getvalue()
    command = [PROGRAM, "doctor", *(["--whole"] if whole else [])]
    environment = {**os.environ, **patient.settings, "CASEFLOW_HOME": str(patient.home)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)  # noqa: S603
    return done.returncode, done.stdout + done.stderr


def _without_ok(said: str) -> str:
    """What is well is the same everywhere, and is said once above."""
    return "".join(f"{line}\n" for line in said.splitlines() if not line.startswith("ok "))


def _part(title: str, answer: str, said: str, folder: str) -> str:
    shown = "".join(f"    {line}\n" for line in said.replace(folder, "/srv").splitlines())
    return f"\n## {title}\n\n{answer[:1].upper()}{answer[1:]}\n\n{shown}"


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _head(many: int, missed: list[str]) -> str:
    verdict = "Each was told of." if not missed else f"NOT TOLD OF: {', '.join(missed)}."
    return f"""# What `caseflow doctor` says

Written by `make evidence-doctor` on {date.today().isoformat()}. A real installation with a mail server beside it, and
{many} copies of it, each really broken in one way: files changed on the disk, rows changed in SQL, a mail server
stopped, a disk of its own filled up. Only the clock is put back inside the program. Lines that begin with ok are left
out below the first. {verdict}
"""  # noqa: DTZ011 -- the day on the wall


if __name__ == "__main__":
    sys.exit(main())
