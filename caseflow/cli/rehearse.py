"""`caseflow rehearse`: plays cases told as dated stories, and says whether the procedure did what they promise."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Play stories of cases and check what they promise.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keep", metavar="URL", default=None, help="Play into this database, and leave it there to look at.")
@click.pass_context
def rehearse(ctx: click.Context, files: tuple[Path, ...], keep: str | None) -> None:
    """Play stories of cases, step by step, and check what each step promises.

    A story is a TOML file that says who does what and when, and what must then be true. Nothing real is touched: each
    story has a fresh database that is thrown away afterwards. The answer is 0 only if every promise was kept.
    """
    from caseflow.casework.rehearsal import rehearse as play

    code, lines = play(files, keep)
    for line in lines:
        click.echo(line)
    ctx.exit(code)
