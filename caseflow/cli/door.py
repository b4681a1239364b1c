"""The program itself: it lists its commands, and says every refusal in one line instead of a page of code."""

from __future__ import annotations

from typing import Any

import click

NO = 1
"""The answer is no: the log is not whole, a rehearsal failed, the handbook is out of date."""

REFUSED = 3
"""It was not done: a setting, a key or the database will not do."""


class Door(click.Group):
    """Commands whose refusals are one clear line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and say why if it is refused. A fault of the program itself still shows where it is."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as trouble:
            words = in_words(trouble)
            if words is None:
                raise
            click.echo(f"caseflow: {words}", err=True)
            ctx.exit(REFUSED)


class NotSetUp(Exception):
    """There is no school here yet."""


@click.group(
    cls=Door,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Every command answers 0 if all went well, 1 if what it was asked is not so, 2 if it was called wrongly, "
    "and 3 if it could not be done; then one line says why.",
)
@click.version_option(package_name="caseflow", message="caseflow %(version)s")
def main() -> None:
    """Carry staff disciplinary cases from report to outcome, and prove that it was done properly.

    To look round with invented people, type: caseflow demo

    To set up your school, type: caseflow init, and then: caseflow serve

    Where the data lies, and where the service listens, is set in the environment: CASEFLOW_HOME (a folder; var beside
    the program), DATABASE_URL (a SQLite file in that folder; or postgresql://...), HOST (127.0.0.1) and PORT (8000).
    """


def in_words(trouble: Exception) -> str | None:
    """A refusal in one line, or None if it is no refusal but a fault of the program."""
    from sqlalchemy.exc import OperationalError

    import config
    from caseflow.casework.refusals import BadAnswers, Refusal
    from caseflow.casework.rehearsal_story import Misprint
    from caseflow.records.store import WrongSetting
    from caseflow.vault.box import Altered
    from caseflow.vault.keyring import KeyGone
    from caseflow.vault.safe import KeysExist, KeysMissing
    from caseflow.vault.store import UnsafeStore

    spoken = (config.WrongSetting, WrongSetting, KeysMissing, KeysExist, UnsafeStore, Altered, KeyGone)
    if isinstance(trouble, BadAnswers):
        return _line("; ".join(f"{key}: {words}" for key, words in trouble.errors.items()))
    if isinstance(trouble, (*spoken, Refusal, NotSetUp, Misprint)):
        return _line(str(trouble))
    if isinstance(trouble, OperationalError):
        return _line(f"The database could not be used: {trouble.orig}")
    if isinstance(trouble, OSError) and trouble.filename:
        return _line(f"{trouble.filename}: {trouble.strerror}")
    return None


def _line(words: str) -> str:
    return " ".join(words.split())
