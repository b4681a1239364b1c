"""`caseflow add-person`: one more person with an account, from the machine itself, as when a school is set up."""

from __future__ import annotations

import sys

import click

import config
from caseflow.cli.door import NotSetUp


@click.command("add-person", short_help="Put somebody on the staff list, with their posts.")
@click.option("--school", help="The name of the school, where there is more than one here.")
@click.option("--name", required=True, help="Their name.")
@click.option("--email", required=True, help="The e-mail address with which they sign in.")
@click.option("--post", default="", help="Their post, in words.")
@click.option("--roles", required=True, help="What they are in the procedure, with commas between.")
@click.option("--password-stdin", is_flag=True, help="Read their password from standard input, one line.")
def add_person(school: str | None, name: str, email: str, post: str, roles: str, *, password_stdin: bool) -> None:
    """Put somebody on the staff list of a school.

    In the application a post counts when a second person agrees. Where nobody is there yet who could - a school with a
    headteacher and no clerk or chair - whoever looks after the machine adds the clerk or the chair with this.
    """
    from caseflow.casework import schools
    from caseflow.casework.office import open_office

    settings = config.read()
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    office = open_office(settings.database_url, settings.keyring_url, settings.keys, home=settings.home)
    try:
        found = [one for one in office.schools() if school in (None, one.name)]
        if len(found) != 1:
            raise NotSetUp("Say which school it is, by its name: --school")
        posts = [one.strip() for one in roles.split(",")]
        with office.at_work() as desk:
            schools.add_person(desk, found[0].id, name, email, post, posts, password=password, by="set-up")
    finally:
        office.close()
    click.echo(f"{name} is on the staff list of {found[0].name}.")
