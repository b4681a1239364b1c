"""`caseflow ledger`: whether the sealed log is whole, and a signed word that it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

import config
from caseflow.cli.door import NO, NotSetUp

if TYPE_CHECKING:
    from caseflow.casework.office import Office


@click.group(short_help="Check the sealed record, or have it signed.")
def ledger() -> None:
    """Check the sealed record of everything that was done, or have its state signed."""


@ledger.command()
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Check every entry of the record, and that all cases, people and settings are what the record says.

    If anybody changed the database by hand, it is named here: the first entry, or the case. The answer is 0 only if
    everything is whole. Nothing is changed, and people may go on working meanwhile.
    """
    from caseflow.casework.verify import verify as check

    with _as_it_is() as office:
        report = check(office)
    for line in report.sentences():
        click.echo(line)
    ctx.exit(0 if report.whole else NO)


@ledger.command()
def checkpoint() -> None:
    """Sign how long the record is and what it holds, for somebody else to keep.

    Print what it says, or send it to the chair and the clerk. Whoever keeps it can later prove that nothing before it
    was changed or taken away. What is not kept outside the database any more is put back there first.
    """
    from caseflow.casework import checkpoints

    with _as_it_is() as office:
        for school in office.schools():
            if brought := checkpoints.bring_outside(office, school.id):
                click.echo(f"{school.name}: checkpoints put back outside the database: {brought}", err=True)
            with office.at_work() as desk:
                made = checkpoints.make(desk, school.id)
            click.echo(f"{school.name}: record code {made.code}\n\n{made.note}")
            click.echo(f"Key to check it with: {office.safe.vkey(checkpoints.origin(school.id))}")


@contextmanager
def _as_it_is() -> Iterator[Office]:
    """The installation, opened even if its fences are down: to say so is what the check is for."""
    from caseflow.casework.verify import open_as_it_is

    settings = config.read()
    if not settings.keys.exists():
        raise NotSetUp(f"No school is set up in {settings.home} yet: type caseflow init.")
    office = open_as_it_is(settings.database_url, settings.keyring_url, settings.keys, home=settings.home)
    try:
        yield office
    finally:
        office.close()
