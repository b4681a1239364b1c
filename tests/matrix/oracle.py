"""Reads the table of who may do what; knows nothing of the application but the names of its pages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matrix.people import ALL, DEACTIVATED, ELSEWHERE, RELATIONS, SIGNED_OUT

FILE = Path(__file__).with_name("oracle.toml")
YES, WARNED, NOT_THERE, SIGN_IN = "yes", "warned", ".", "sign in"
APART = ("listed", "told")
"""Tables that say what stands on a page, not who may open it."""
EVERYBODY = "everybody"


@dataclass(frozen=True)
class Thing:
    """One thing that can be done: a method and a page, what stands in its address, and the usual answers to it."""

    kind: str
    column: str
    method: str
    page: str
    given: tuple[tuple[str, str], ...] = ()
    answers: frozenset[int] = field(default=frozenset())

    @property
    def name(self) -> str:
        """What people call it in a report of the matrix."""
        given = "".join(f" {key}={value}" for key, value in self.given)
        return f"{self.method} {self.page}{given}"


class Oracle:
    """The tables, asked for one cell at a time."""

    def __init__(self, text: str = "") -> None:
        self.tables: dict[str, Any] = tomllib.loads(text or FILE.read_text("utf-8"))
        self.open = frozenset(_lines(self.tables.pop("open")))
        self.apart = frozenset(_lines(self.tables.pop("apart")))
        self._cells = {kind: _cells(kind, table["rows"]) for kind, table in self.tables.items()}
        self.things = tuple(self._things())

    def says(self, thing: Thing, relation: str) -> str:
        """What somebody is answered who asks for their own thing of this kind."""
        signed_out = relation in (SIGNED_OUT, DEACTIVATED)
        if signed_out and f"{thing.method} {thing.page}" not in self.open:
            return SIGN_IN
        if relation in ELSEWHERE and not self.tables[thing.kind].get("pages") and thing.kind != "feed":
            return NOT_THERE
        return YES if signed_out else self.cell(thing.kind, thing.column, relation)

    def cell(self, kind: str, column: str, relation: str) -> str:
        """What a table says of somebody, by name and by the posts they hold."""
        posts = {**RELATIONS, **ELSEWHERE}[relation].posts if relation in {**RELATIONS, **ELSEWHERE} else ("staff",)
        rows = (relation, EVERYBODY, *(f"post: {post}" for post in posts))
        found = {self._cells[kind][row][column] for row in rows if row in self._cells[kind]}
        return next((one for one in (YES, WARNED) if one in found), NOT_THERE)

    def while_due(self, kind: str, column: str) -> bool:
        """Whether this is there only as long as something of the case is late, due or asked."""
        return column in self.tables[kind].get("while_due", ())

    def _things(self) -> Iterator[Thing]:
        for kind, table in self.tables.items():
            for column, said in table["columns"].items() if kind not in APART else ():
                if column not in next(iter(self._cells[kind].values())):
                    raise AssertionError(f"{FILE.name}: “{column}” of [{kind}] is not a column of its rows")
                yield from _steps(kind, column, said) if isinstance(said, str) else _pages(kind, column, said)


def _steps(kind: str, column: str, said: str) -> Iterator[Thing]:
    for key in said.split():
        yield Thing(kind, column, "GET", "cases.do", (("key", f"={key}"),), frozenset({200}))
        yield Thing(kind, column, "POST", "cases.do", (("key", f"={key}"),), frozenset({303, 409, 422}))


def _pages(kind: str, column: str, said: list[str]) -> Iterator[Thing]:
    for one in said:
        asked, _, answers = one.partition(" = ")
        method, page, *given = asked.split()
        usual = {200} if method == "GET" else {200, 303, 409, 422}
        codes = frozenset(map(int, answers.split())) or frozenset(usual)
        yield Thing(kind, column, method, page, tuple(_given(pair) for pair in given), codes)


IN_WORDS = ("step", "key")
"""What stands in an address as it is written in the table; all else is the name of an id."""


def _given(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return name, f"={value}" if name in IN_WORDS else value


def _cells(kind: str, rows: str) -> dict[str, dict[str, str]]:
    """A table as it is written, as rows of columns."""
    first, *others = _lines(rows)
    columns = [one.strip() for one in first.split("|")[1:]]
    found: dict[str, dict[str, str]] = {}
    for line in others:
        who, *cells = (one.strip() for one in line.split("|"))
        if not (who in ALL or who == EVERYBODY or who.startswith("post: ")):
            raise AssertionError(f"{FILE.name}: in [{kind}] stands “{who}”, who is not in people.py")
        if len(cells) != len(columns) or set(cells) - {YES, WARNED, NOT_THERE}:
            raise AssertionError(f"{FILE.name}: the row “{who}” of [{kind}] does not fit its columns")
        found[who] = dict(zip(columns, cells, strict=True))
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
