"""`caseflow init`: the keys, the database, the school and the first person, once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

import config
from caseflow.cli.door import NotSetUp
from caseflow.cli.folders import refuse_unwritable
from config import Config

_UNANSWERED = (
    "Nothing was set up, because not everything was answered. Answer at a terminal, or in options: caseflow init --help"
)


@dataclass(frozen=True)
class FirstSteps:
    """What has to be known to set up a school."""

    school: str
    kind: str
    name: str
    email: str
    post: str
    roles: tuple[str, ...]
    password: str


@click.command(short_help="Set up your school: keys, database, first person.")
@click.option("--school", help="The name of the school, as it stands on its letters.")
@click.option("--kind", help="What kind of school it is: maintained, foundation or academy.")
@click.option("--name", help="The name of the first person to have an account, usually the headteacher.")
@click.option("--email", help="The e-mail address with which they sign in.")
@click.option("--post", help="Their post, in words; “headteacher” if nothing is said.")
@click.option("--roles", help="What they are in the procedure, with commas between; “headteacher” if nothing is said.")
@click.option("--password-stdin", is_flag=True, help="Read their password from standard input, one line.")
@click.option("--another", is_flag=True, help="Set up one more school beside those that are here.")
def init(password_stdin: bool, another: bool, **given: str | None) -> None:
    """Set up a school: its keys, its database, and the first person who can sign in.

    What is not said in options is asked for. The first person is the headteacher, who can then put the rest of the
    staff on the list. A password has 12 characters or more.

    Keep a copy of the folder of keys apart from every other backup, sealed: without it no case can be read again.
    """
    settings = config.read()
    refuse_unwritable(settings)
    if not another and not is_new(settings):
        raise NotSetUp(f"There is a school in {settings.home} already. To set up another beside it, say --another.")
    set_up(settings, ask(given, password_stdin=password_stdin))
    click.echo("To start it, type: caseflow serve")


def is_new(settings: Config) -> bool:
    """Whether nothing is set up yet. Raises KeysMissing if there are cases here and no keys to open them."""
    from caseflow.casework.office import has_keys, open_office

    if not has_keys(settings.keys) and _is_empty(settings.database_url):
        return True
    office = open_office(settings.database_url, settings.keyring_url, settings.keys, home=settings.home)
    try:
        return not office.schools()
    finally:
        office.close()


def ask(given: Mapping[str, str | None], *, password_stdin: bool = False) -> FirstSteps:
    """What was given, and for the rest questions at the terminal. Raises NotSetUp if they are not answered."""
    from caseflow.casework.particulars import wrong_email, wrong_name

    try:
        school = given.get("school") or _asked("Name of the school", wrong_name)
        kind = given.get("kind") or _kind(ask=not given.get("school"))
        name = given.get("name") or _asked("Name of the headteacher", wrong_name)
        email = given.get("email") or _asked("Their e-mail address", wrong_email)
        return FirstSteps(
            school=school,
            kind=kind,
            name=name,
            email=email,
            post=given.get("post") or "headteacher",
            roles=tuple(role.strip() for role in (given.get("roles") or "headteacher").split(",")),
            password=sys.stdin.readline().rstrip("\r\n") if password_stdin else _typed(school, name, email),
        )
    except click.Abort:
        raise NotSetUp(_UNANSWERED) from None


def set_up(settings: Config, said: FirstSteps) -> None:
    """Make the keys, the database, the school and its first person. Raises BadAnswers; then there is no school."""
    from caseflow.casework import checkpoints, schools
    from caseflow.casework.office import make_keys, open_office

    make_keys(settings.keys)
    office = open_office(settings.database_url, settings.keyring_url, settings.keys, home=settings.home)
    try:
        with office.at_work() as desk:
            school = schools.found_school(desk, said.school, said.kind)
            schools.add_person(
                desk, school.id, said.name, said.email, said.post, said.roles, password=said.password, by="set-up"
            )
            checkpoints.make(desk, school.id)
        key = office.safe.vkey(checkpoints.origin(school.id))
    finally:
        office.close()
    click.echo(f"{said.school} is set up in {settings.home}, and {said.name} can sign in.")
    click.echo(f"Keep a sealed copy of {settings.keys} apart from every other backup. Without it no case can be read.")
    click.echo(f"For the sheet that the chair signs, the key by which anybody can check the record:\n  {key}")


def _is_empty(url: str) -> bool:
    from caseflow.records import schema
    from caseflow.records.store import Store

    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return True
    with Store(url) as store, store.engine.connect() as connection:
        return not schema.version(connection)


def _asked(question: str, wrong: Callable[[str], str | None]) -> str:
    """What was typed, asked again until it will do: nobody answers six questions to learn that the first was amiss."""
    while words := wrong(said := str(click.prompt(question))):
        click.echo(f"{words}.", err=True)
    return said


def _kind(*, ask: bool) -> str:
    from caseflow.casework.schools import KINDS

    return str(
        click.prompt("Kind of school", type=click.Choice(list(KINDS)), default="maintained") if ask else "maintained"
    )


def _typed(*known: str) -> str:
    """A password, asked for again until it will do for somebody of whom this is known."""
    from caseflow.casework.particulars import weak

    if not sys.stdin.isatty():
        raise NotSetUp("Type the password at a terminal, or send it in one line and say --password-stdin.")
    while True:
        said = str(click.prompt("A password for them", hide_input=True, confirmation_prompt=True))
        if not (words := weak(said, known)):
            return said
        click.echo(f"{words}.", err=True)
