"""`caseflow specimens`: every letter and pack about an invented case, as PDFs, checked if the checker is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import click

from caseflow.cli.door import NO

_GOOD = ("pass", "not checked")


@click.command(short_help="Write a specimen of every letter and pack, and check it.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def specimens(ctx: click.Context, folder: Path) -> None:
    """Write a specimen PDF of every letter, in each of its wordings, and of every pack into FOLDER. All is invented.

    For each it prints the file, its pages, its SHA-256 and what the checker of PDF/UA says. The checker is a library
    for developers: where it is not installed, the files are written all the same. The answer is 0 unless it finds a
    fault.
    """
    from caseflow.casework.specimen_packs import SHEETS
    from caseflow.casework.specimens import SPECIMENS, pages, pressed

    sheets = {one.name: partial(pressed, one) for one in SPECIMENS} | {one.name: one.pressed for one in SHEETS}
    folder.mkdir(parents=True, exist_ok=True)
    check = _checker()
    width, faults = max(map(len, sheets)) + len(".pdf"), 0
    for name, made in sheets.items():
        pdf, file = made(), folder / f"{name}.pdf"
        file.write_bytes(pdf)
        verdict = check(file)
        faults += verdict not in _GOOD
        click.echo(f"{file.name:<{width}}  {pages(pdf)}  {hashlib.sha256(pdf).hexdigest()}  {verdict}")
    click.echo(f"{len(sheets)} specimens in {folder}. {_told(faults)}")
    ctx.exit(NO if faults else 0)


def _checker() -> Callable[[Path], str]:
    """What says of a PDF whether a screen reader can read it, if it is installed."""
    if find_spec("outloud") is None:
        return lambda _file: _GOOD[1]
    import outloud

    def check(file: Path) -> str:
        found = outloud.check(str(file))
        return str(found.error or found.verdict)

    return check


def _told(faults: int) -> str:
    if find_spec("outloud") is None:
        return "They were not checked: the checker, outloud, is not installed. It comes with the developers' tools."
    return f"{faults} did not pass the checker." if faults else "All pass the checker."
