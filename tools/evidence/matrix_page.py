"""What came out of the matrix, for people to read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matrix.people import ALL
from matrix.rounds import ROUNDS
from matrix.times import Times

STATES = ("received", "case-to-answer", "hearing-set", "outcome", "appeal-set", "low-level", "external-hold", "closed")
"""Where else a case may stand: what is permitted does not depend on it, nor does what is not."""

ELSEWHERE = 4
"""There one in so many of what nobody may is asked, and all that somebody may."""


@dataclass
class Asked:
    """What one round came to."""

    name: str
    sent: int = 0
    allowed: int = 0
    denied: int = 0
    other: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def faults(self) -> int:
        """How many answers disagreed."""
        return len(self.wrong)


def page(rounds: Sequence[Asked], noticed: Mapping[str, str], times: Sequence[Times], share: int) -> str:
    """What came out; `share` says that one in so many of what nobody may was asked."""
    parts = (_asked(rounds, noticed, share), _by_round(rounds), _taken_out(noticed), _timed(times))
    return "\n".join(line for part in parts for line in (*part, "")).rstrip("\n") + "\n"


def _asked(rounds: Sequence[Asked], noticed: Mapping[str, str], share: int) -> list[str]:
    total = [f"{sum(getattr(one, name) for one in rounds):,}" for name in ("sent", "allowed", "denied", "other")]
    part = [f"In this run one in {share} of what nobody may was asked: `make matrix` asks all.", ""]
    return [
        "# Who may do what, asked by real requests",
        "",
        f"Written by `make matrix`. {len(ALL)} people, each in one relation to a case, ask the application for every",
        "page by every method, with their own ids and with those of others, of another school, of another parent and",
        "of nothing. The answers are compared with `tests/matrix/oracle.toml`, a table that people can read and that",
        "the application does not know. What is not permitted must be answered, byte for byte, as what does not exist,",
        "and must leave nothing in the databases or among the sealed files.",
        "",
        f"- Requests sent: {total[0]}; allowed: {total[1]}; denied: {total[2]}; lists and others: {total[3]}",
        f"- Disagreements: {sum(one.faults for one in rounds)}",
        f"- Checks taken out: {len(noticed)}; noticed: {sum(map(bool, noticed.values()))}",
        f"- The rounds took {sum(one.seconds for one in rounds) / 60:.0f} minutes, {os.cpu_count()} at a time",
        "",
        *(part if share > 1 else []),
        "Requests sent are more than those judged: each page is also asked for something that does not exist, to have",
        f"an answer to compare with. The case stands in an investigation, and then at {len(STATES)} other places:",
        f"{', '.join(STATES)}. There one in {ELSEWHERE} of what nobody may is asked, each time others for each person.",
    ]


def _by_round(rounds: Sequence[Asked]) -> list[str]:
    return [
        "| Round | Sent | Allowed | Denied | Others | Disagreements |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(_row(name, [one for one in rounds if one.name == name]) for name in ROUNDS),
    ]


def _taken_out(noticed: Mapping[str, str]) -> list[str]:
    return [
        "## Checks taken out",
        "",
        "Each check is taken out of the running application, alone, and the rounds are asked until one disagrees, or",
        "the tests that keep it are run until one goes red. A check that nobody misses would be one that is not",
        "needed, or a hole.",
        "",
        "| Check | What disagreed first |",
        "| --- | --- |",
        *(f"| {what} | {_cell(by)} |" for what, by in noticed.items()),
    ]


def _timed(times: Sequence[Times]) -> list[str]:
    return [
        "## Times",
        "",
        "Not permitted and not existing, asked in turn; medians in milliseconds. An answer tells by its time if the",
        "medians differ by more than half a millisecond and by more than half the usual spread. The last line is a",
        "control: two milliseconds were added on purpose, and must be seen.",
        "",
        "| Page | Pairs | Not permitted | Not existing | Difference | Spread | Tells |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
        *(one.row for one in times),
    ]


_KEYS = ("sent", "allowed", "denied", "other", "faults")


def _row(name: str, rounds: list[Asked]) -> str:
    return f"| {name} | {' | '.join(f'{sum(getattr(one, key) for one in rounds):,}' for key in _KEYS)} |"


def _cell(words: str) -> str:
    return words.replace("|", "/") or "**nothing**"
