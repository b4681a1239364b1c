"""Taking a staff list from a CSV file: good rows are taken though others are refused, each refusal with its reason."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from caseflow.casework import people, staff
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers
from caseflow.casework.schools import POSTS

COLUMNS = ("name", "email", "post", "roles")
OURS = ("line", "why")
"""The columns that a file of refused rows has besides; it may be put right and sent again as it is."""

MOST_ROWS = 5_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BY_TITLE = {people.fold(role.title): role.key for role in POSTS.values()}


class Unreadable(Exception):
    """The file as a whole cannot be taken, for the reason given."""


@dataclass(frozen=True)
class Taken:
    """A row that is now on the staff list."""

    line: int
    name: str
    posts: tuple[str, ...]
    waits: tuple[str, ...] = ()
    """The posts to which a second person has to agree."""


@dataclass(frozen=True)
class NotTaken:
    """A row that was refused, as it was written, and why. One that was not taken apart is all in the first cell."""

    line: int
    cells: tuple[str, ...]
    why: str


@dataclass
class Outcome:
    """What became of each row."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)


def take(desk: Desk, actor: Someone, file: bytes) -> Outcome:
    """Put the people of a CSV file on the staff list. Raises Unreadable if it is not such a file at all."""
    rows = _rows(_text(file))
    outcome = Outcome()
    seen: dict[str, int] = {}
    for line, cells, wrong in rows:
        why = wrong or _twice(seen, line, cells) or _put_on_list(desk, actor, line, cells, outcome)
        if why:
            outcome.refused.append(NotTaken(line, cells, why))
    return outcome


def _text(file: bytes) -> str:
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("The file is not in UTF-8. In Excel, save it as “CSV UTF-8 (Comma delimited)”.") from None
    if "\0" in text:
        raise Unreadable("The file is not a CSV file: it holds bytes that no text has.")
    if not text.strip():
        raise Unreadable("The file is empty.")
    return text


Row = tuple[int, tuple[str, ...], str]
"""The line on which a row begins, its four cells, and why it cannot be read, or nothing."""


def _rows(text: str) -> list[Row]:
    """The rows below the header, blank ones passed over."""
    lines = iter(_read(text))
    header = next(lines, (1, [], ""))[1]
    places = _places(header)
    rows = [_row(line, cells, wrong, places, len(header)) for line, cells, wrong in lines if wrong or any(cells)]
    if not rows:
        raise Unreadable("The file has a heading and no rows.")
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"The file has {len(rows):,} rows, and at most {MOST_ROWS:,} are taken at once.")
    return rows


def _read(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Each row with the line on which it begins. Cells are tidied: one kind of letters, single spaces.

    A row that cannot be taken apart is one cell, as it was written.
    """
    lines = list(io.StringIO(text, newline=""))
    tab = "\t" in text.lstrip().partition("\n")[0]
    reader = csv.reader(lines, strict=True, delimiter="\t" if tab else ",")
    line, any_row = 1, False
    while True:
        try:
            cells = [_tidy(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            written = "".join(lines[line - 1 : reader.line_num]).strip()
            yield line, [written], "A quotation mark is not closed, or stands where none may"
        else:
            if any_row or any(cells):
                any_row = True
                yield line, cells, ""
        line = reader.line_num + 1


def _tidy(cell: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", cell).split())
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _places(header: Sequence[str]) -> tuple[int, ...]:
    named = [people.fold(one) for one in header]
    unknown = [one for one in named if one not in (*COLUMNS, *OURS)]
    if unknown or any(named.count(column) != 1 for column in COLUMNS):
        raise Unreadable(f"The first line must be the heading “{','.join(COLUMNS)}”.")
    return tuple(named.index(column) for column in COLUMNS)


def _row(line: int, cells: list[str], wrong: str, places: tuple[int, ...], width: int) -> Row:
    if wrong:  # in whatever order the columns are: what could not be taken apart stands whole in the first cell
        return line, (cells[0], *("" for _ in COLUMNS[1:])), wrong
    picked = tuple(cells[place] if place < len(cells) else "" for place in places)
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if len(cells) > width:
        wrong = f"There are {len(cells)} columns, and the heading has {width}. Is a comma not inside quotation marks?"
    elif len(cells) < 2:
        wrong = "There is one column only. The columns are parted by commas"
    return line, picked, wrong


def _twice(seen: dict[str, int], line: int, cells: tuple[str, ...]) -> str:
    email = people.fold(cells[1])
    if not email:
        return ""
    first = seen.setdefault(email, line)
    return "" if first == line else f"The e-mail address stands on line {first} already"


def _put_on_list(desk: Desk, actor: Someone, line: int, cells: tuple[str, ...], outcome: Outcome) -> str:
    """Take a row. Returns why not, if it is not taken."""
    name, email, post, said = cells
    try:
        someone = staff.add(desk, actor, name, email, post, _posts(said))
    except BadAnswers as bad:
        return ". ".join(bad.errors.values())
    titles, waits = _titles(someone.roles), _titles(staff.needs_agreement(_posts(said)))
    outcome.taken.append(Taken(line, name, titles, waits))
    return ""


def _titles(posts: Iterable[str]) -> tuple[str, ...]:
    return tuple(POSTS[one].title for one in sorted(posts))


def _posts(said: str) -> set[str]:
    """The keys of the posts named, by key or by title; what is neither stays as it is, to be refused by name."""
    named = [people.fold(one) for one in said.split(";") if one.strip()]
    return {_BY_TITLE.get(one, one) for one in named}


def written(refused: Sequence[NotTaken]) -> str:
    """Refused rows as a CSV file. A cell that a spreadsheet would take for a formula is made text."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *OURS])
    for row in refused:
        writer.writerow([*(_as_text(cell) for cell in row.cells), row.line, _as_text(row.why)])
    return out.getvalue()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
