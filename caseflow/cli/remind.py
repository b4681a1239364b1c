"""`caseflow remind`: lets time pass, so that people are told of deadlines that come, and of those that were missed."""

from __future__ import annotations

import click

import config
from caseflow.cli.door import NO, NotSetUp


@click.command(short_help="Tell people of deadlines that come or were missed.")
@click.pass_context
def remind(ctx: click.Context) -> None:
    """Tell people of deadlines that come, and somebody else too of those that were missed.

    Run it from a timer, every quarter of an hour or so. Each is told once of a due time, however often this runs, so it
    does no harm to run it twice, or after a time when the machine was off. The answer is 1 if a case could not be
    looked at; the others were.
    """
    from caseflow.casework.office import open_office
    from caseflow.casework.rounds import remind as all_schools
    from caseflow.casework.timekeeping import Stage
    from caseflow.watch import log

    log.set_up(quiet=True)
    settings = config.read()
    if not settings.keys.exists():
        raise NotSetUp(f"No school is set up in {settings.home} yet: type caseflow init.")
    office = open_office(settings.database_url, settings.keyring_url, settings.keys, home=settings.home, migrate=False)
    try:
        schools = all_schools(office)
    finally:
        office.close()
    for one in schools:
        reminded, missed = one.told[Stage.REMINDED], one.told[Stage.MISSED]
        click.echo(f"{one.school}: told of {reminded} coming and {missed} missed.")
        for words in one.problems:
            click.echo(f"  {words}", err=True)
    ctx.exit(NO if any(one.problems for one in schools) else 0)
