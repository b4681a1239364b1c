"""`caseflow serve`: the service, for the school's people to open in their browsers."""

from __future__ import annotations

import sys

import click

import config
from caseflow.cli.door import NotSetUp
from caseflow.cli.folders import refuse_unwritable
from config import Config


@click.command(short_help="Serve your school, for its people to open in a browser.")
def serve() -> None:
    """Serve the school: what it says at start is the address to open in a browser. Ctrl-C stops it.

    If nothing is set up yet and you are at a terminal, it asks for the school and the first person. It refuses to start
    if a key is missing, if somebody took down what guards the database, if the database is older than a checkpoint
    that was signed, or if the checkpoints beside it are gone, so that nobody can say.
    """
    from caseflow.cli.server import address, hand_over, refuse_if_taken
    from caseflow.cli.setup import is_new

    settings = config.read()
    refuse_unwritable(settings)
    refuse_if_taken(settings)
    if is_new(settings):
        _set_up_first(settings)
    click.echo(f"{_ready(settings)}: {address(settings)} (Ctrl-C stops it)")
    hand_over(settings)


def _set_up_first(settings: Config) -> None:
    from caseflow.cli.setup import ask, set_up

    if not sys.stdin.isatty():
        raise NotSetUp(f"No school is set up in {settings.home} yet: type caseflow init.")
    click.echo("No school is set up here yet. A few questions, and it is.\n")
    set_up(settings, ask({}))


def _ready(settings: Config) -> str:
    """The names of the schools, once it is sure that their records are not older than was vouched for.

    Only then are files swept up that belong to nothing: an older record might not know yet what they belong to.
    """
    from caseflow.casework.checkpoints import bring_outside, older_than_vouched
    from caseflow.casework.evidence_files import sweep
    from caseflow.casework.office import open_office

    office = open_office(settings.database_url, settings.keyring_url, settings.keys, home=settings.home)
    try:
        if words := older_than_vouched(office):
            raise NotSetUp(f"{words[0]} Bring back the newest backup, or ask whoever changed it; nothing was started.")
        sweep(office)
        for school in office.schools():
            bring_outside(office, school.id)  # the newest, where the power went before they were
        return ", ".join(school.name for school in office.schools())
    finally:
        office.close()
