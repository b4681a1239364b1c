"""`caseflow demo`: a school of invented people and cases, to look round in."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import config
from caseflow.cli.door import NotSetUp
from caseflow.cli.folders import refuse_unwritable

if TYPE_CHECKING:
    from caseflow.casework.demo import Member

_STAMP = "demo.json"
"""What marks a folder as a demo, and says of which day and which state of the program."""


@click.command(short_help="Look round in a school of invented people and cases.")
@click.option("--fresh", is_flag=True, help="Make the school anew, even if today's is there.")
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), default=None, help="Where to make it.")
def demo(fresh: bool, home: Path | None) -> None:
    """Start a school of invented people and cases, and say how to sign in as each of them.

    Nothing real is touched, no password is asked for, and only this machine can reach it (on PORT, or 8000). What you
    do there stays until tomorrow, or until you say --fresh.
    """
    from caseflow.cli.server import address, hand_over, refuse_if_taken

    home = (home or config.ROOT / "build" / "demo").absolute()
    settings = config.read(environment := _environment(home), demo=True)
    refuse_unwritable(settings)
    refuse_if_taken(settings)
    click.echo("\n".join([*_cast(home, fresh=fresh), "", f"The demonstration is at {address(settings)}."]))
    click.echo("Open it in a browser and choose somebody to sign in as. Its calendar goes on when you say so.")
    click.echo(f"To check its sealed record: CASEFLOW_HOME={home} {sys.argv[0]} ledger verify\nCtrl-C stops it.")
    hand_over(settings, {**environment, "DATABASE_URL": settings.database_url, "KEYRING_URL": settings.keyring_url})


def _environment(home: Path) -> dict[str, str]:
    """The settings of the demo: a folder of its own, whatever database the environment speaks of."""
    ours = {"CASEFLOW_HOME": str(home), "CASEFLOW_DEMO": "1"}
    return {**os.environ, **ours, "DATABASE_URL": "", "KEYRING_URL": "", "KEYS": ""}


def _cast(home: Path, *, fresh: bool) -> list[str]:
    """Who is who in the demo that is there, or in one that is made now."""
    told = read_stamp(home)
    if home.exists() and any(home.iterdir()) and not told:
        raise NotSetUp(f"{home} holds something that is no demo: choose another folder with --home.")
    if fresh or not told or (told["code"], told["day"]) != (code(), date.today().isoformat()):  # noqa: DTZ011 -- the day on the wall
        click.echo("Making a school of invented people and cases: this takes a moment, the first time.")
        return make(home)
    return list(told["cast"])


def make(home: Path) -> list[str]:
    """Make the demo in a folder beside the one it is for, and put it there when it is whole."""
    from caseflow.casework import demo as invented
    from caseflow.casework.office import make_keys, open_office

    unfinished = home.with_name(f"{home.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    settings = config.read(_environment(unfinished), demo=True)
    make_keys(settings.keys)
    office = open_office(settings.database_url, settings.keyring_url, settings.keys, home=settings.home)
    try:
        cast = described(invented.fill(office))
    finally:
        office.close()
    stamp = {"code": code(), "day": date.today().isoformat(), "cast": cast}  # noqa: DTZ011 -- the day on the wall
    (unfinished / _STAMP).write_text(json.dumps(stamp, ensure_ascii=False), "utf-8")
    shutil.rmtree(home, ignore_errors=True)
    unfinished.rename(home)
    return cast


def described(cast: Iterable[Member]) -> list[str]:
    """One line for each of the cast: who they are, and what there is to see for them."""
    people = list(cast)
    width = max((len(one.name) for one in people), default=0)
    return [f"  {one.name:<{width}}  {(one.look or one.post).rstrip('.')}" for one in people]


def read_stamp(home: Path) -> dict[str, Any] | None:
    """What the folder says of the demo in it, or None if there is none."""
    try:
        found = json.loads((home / _STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.keys() >= {"code", "day", "cast"} else None


def code() -> str:
    """A fingerprint of the program: another release makes its demo anew."""
    root = config.ROOT
    files = sorted([*(root / "caseflow").rglob("*.py"), *(root / "migrations").rglob("*.py"), *root.glob("*.py")])
    files += sorted(path for path in (root / "docs").rglob("*.toml"))
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return digest.hexdigest()
