"""`caseflow handbook`: the procedure as a page to read, written from what the program does."""

from __future__ import annotations

from pathlib import Path

import click

from caseflow.cli.door import NO

WHERE = Path(__file__).parents[2] / "docs" / "procedure.md"


@click.command(short_help="Write the procedure as a page to read.")
@click.option("--check", is_flag=True, help="Write nothing; answer 1 if the page is out of date.")
@click.pass_context
def handbook(ctx: click.Context, check: bool) -> None:
    """Write docs/procedure.md: every step, who may take it, and what stands in its way.

    The page is made from the procedure the program obeys, so it cannot say anything else.
    """
    text = written()
    if WHERE.exists() and WHERE.read_text("utf-8") == text:
        click.echo("The handbook is up to date.")
    elif check:
        click.echo("caseflow: docs/procedure.md is out of date: type “make handbook”.", err=True)
        ctx.exit(NO)
    else:
        WHERE.parent.mkdir(parents=True, exist_ok=True)
        WHERE.write_text(text, "utf-8")
        click.echo(f"The handbook is written: {WHERE}")


def written() -> str:
    """The handbook of our procedure, with what its routes and clauses say."""
    from caseflow.lifecycle.handbook import handbook as write
    from caseflow.procedure import PROCEDURE
    from caseflow.procedure.breaches import ROUTES
    from caseflow.procedure.policy_2017 import JUNE_2017

    return write(PROCEDURE, ROUTES, {clause.key: clause.in_full for clause in JUNE_2017.clauses})
