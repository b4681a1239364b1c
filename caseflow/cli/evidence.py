"""`caseflow evidence`: looking after the folder of sealed files."""

from __future__ import annotations

import click

import config
from caseflow.cli.door import NotSetUp


@click.group(short_help="Look after the folder of sealed files.")
def evidence() -> None:
    """Look after the folder in which the files of evidence lie, each sealed under a key of its own."""


@evidence.command()
def sweep() -> None:
    """Take away files that belong to nothing, because the power went before they were written down.

    Nobody can open them: their keys were never kept. Files younger than a day are left, for somebody may be at it. It
    is refused where the database is older than was vouched for: then the files may belong to what it has forgotten.
    serve does the same when it starts.
    """
    from caseflow.casework.checkpoints import older_than_vouched
    from caseflow.casework.evidence_files import sweep as take_away
    from caseflow.casework.office import open_office

    settings = config.read()
    if not settings.keys.exists():
        raise NotSetUp(f"No school is set up in {settings.home} yet: type caseflow init.")
    office = open_office(settings.database_url, settings.keyring_url, settings.keys, home=settings.home)
    try:
        if words := older_than_vouched(office):
            raise NotSetUp(f"{words[0]} Bring back the newest backup; no file was taken away.")
        many = take_away(office)
        click.echo(f"Files that belonged to nothing and were taken away: {many}")
    finally:
        office.close()
