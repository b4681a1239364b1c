"""Runs the verifier by hand: `python -m ledger log.txt --note note.txt --vkey KEY`, wherever this folder was copied."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .case import check_case, read_opening
from .check import check_log, rows


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    with asked.log.open("rb") as log:
        lines = list(log)
    notes = [path.read_text(encoding="utf-8") for path in asked.note]
    verdict = check_log(rows(lines), notes=notes, vkeys=asked.vkey)
    _say([*verdict.sentences(), f"Root: {verdict.root.hex()}"])
    whole = verdict.whole
    if asked.openings:
        whole = _case_is_whole(lines, asked.tag_key, asked.openings) and whole
    _say(["The log is whole." if whole else "THE LOG IS NOT WHOLE."])
    return 0 if whole else 1


def _case_is_whole(lines: list[bytes], k_tag: bytes, openings: Path) -> bool:
    text = openings.read_text(encoding="utf-8")
    verdict = check_case(rows(lines), k_tag, [read_opening(line) for line in text.split("\n") if line])
    _say([fault.sentence for fault in verdict.faults])
    _say([f"The case has {len(verdict.entries)} events in the log."])
    return verdict.whole


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Says whether an exported log is whole, and where it is not.")
    parser.add_argument("log", type=Path, help="the exported entries")
    parser.add_argument("--note", type=Path, action="append", default=[], help="a checkpoint that was kept")
    parser.add_argument("--vkey", action="append", default=[], help="the log's public key, from the printed sheet")
    parser.add_argument("--openings", type=Path, help="the events of one case")
    parser.add_argument("--tag-key", type=bytes.fromhex, default=b"", help="the tag key of that case, in hex")
    return parser


def _say(sentences: list[str]) -> None:
    sys.stdout.writelines(f"{sentence}\n" for sentence in sentences)


if __name__ == "__main__":
    sys.exit(main())
