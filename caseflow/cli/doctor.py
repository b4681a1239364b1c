"""`caseflow doctor`: is everything as it must be, and if not, what is to be done?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import config
from caseflow.cli.door import NO
from config import Config

if TYPE_CHECKING:
    from caseflow.casework.doctor import Premises

ONLY_SOON = 4
"""Nothing is wrong, and something is to be seen to soon."""


@click.command(short_help="Check the whole installation, and say what to do.")
@click.option("--whole", is_flag=True, help="Read all of the record and of the database, which can take minutes.")
@click.pass_context
def doctor(ctx: click.Context, whole: bool) -> None:
    """Check database, keys, time, mail, disk, record, backups, calendar, worker and reminders, in a line each.

    Each line begins with ok, soon or WRONG. The answer is 0 only if all is ok, 4 if there is nothing but what should
    be seen to soon, and 1 if anything is wrong. Nothing is changed, nothing is sent, and nobody is named. Run it when
    something was installed, moved or brought back, and from a timer.
    """
    ctx.exit(tell(premises(config.read()), whole=whole))


def tell(place: Premises, *, whole: bool = False) -> int:
    """Say line by line what is found, and return the answer of the command."""
    from caseflow.casework.doctor import Level
    from caseflow.casework.doctor_round import examine

    found = []
    for one in examine(place, whole=whole):
        found.append(one.level)
        click.echo(f"{one.level:<6} {one.about:<9} {one.words}")
    many, later = found.count(Level.WRONG), found.count(Level.SOON)
    click.echo(f"Wrong: {many}. To be seen to soon: {later}." if many or later else "All is well.")
    return NO if many else ONLY_SOON if later else 0


def premises(settings: Config) -> Premises:
    """What the settings say of the installation that is looked at."""
    from caseflow.casework.doctor import Premises

    return Premises(
        home=settings.home,
        database_url=settings.database_url,
        keyring_url=settings.keyring_url,
        keys=settings.keys,
        mail=settings.mail,
        checkpoints_to=settings.checkpoints_to,
        backups=settings.backups,
    )
