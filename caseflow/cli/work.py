"""`caseflow work`: carries the post and lets time pass, in a process of its own; and the same beside a web server."""

from __future__ import annotations

import logging
import os
import signal
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

import config
from caseflow.cli.door import NO, NotSetUp
from caseflow.cli.server import shared_figures
from config import Config

if TYPE_CHECKING:
    from caseflow.casework.office import Office

_log = logging.getLogger("caseflow.work")
PAUSE = 15.0
"""Seconds between two rounds."""
TIME_PASSES_EVERY = timedelta(minutes=5)


@click.command(short_help="Carry the post and remind people, where the web server does not.")
@click.option("--once", is_flag=True, help="Do what is to be done now, and stop.")
@click.pass_context
def work(ctx: click.Context, once: bool) -> None:
    """Carry the post, and tell people of deadlines, until it is stopped.

    `caseflow serve` and `caseflow demo` do this themselves. Run it as a process of its own where several web processes
    serve one school, and say CASEFLOW_WORKER=no to those. Several may run at once, and one may be killed at any time.
    """
    from caseflow.casework.office import open_office
    from caseflow.watch import log

    log.set_up()
    settings = config.read()
    if not settings.keys.exists():
        raise NotSetUp(f"No school is set up in {settings.home} yet: type caseflow init.")
    os.environ.update(shared_figures(settings))
    office = open_office(settings.database_url, settings.keyring_url, settings.keys, home=settings.home, migrate=False)
    worker = Worker(office, settings)
    try:
        if once:
            if not worker.round():
                ctx.exit(NO)
            return
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda _number, _frame: worker.stopped.set())
        click.echo("The post is carried (Ctrl-C stops it)" if settings.mail else "No mail server is set: post is kept")
        worker.run()
    finally:
        office.close()


def beside(office: Office, settings: Config) -> Worker | None:
    """Carry the post beside a web server, in a thread that ends with it; unless another process is to do so."""
    if not settings.worker:
        return None
    worker = Worker(office, settings)
    threading.Thread(target=worker.run, name="caseflow-work", daemon=True).start()
    return worker


@dataclass
class Worker:
    """Whoever carries the post: round after round, until told to stop."""

    office: Office
    settings: Config
    pause: float = PAUSE
    stopped: threading.Event = field(default_factory=threading.Event)
    _passed_at: datetime | None = None

    def run(self) -> None:
        """Go round and round. What goes wrong in one round is told without its words, and the next is tried."""
        from caseflow.watch import figures

        while not self.stopped.is_set():
            try:
                figures.round_ended(well=self.round())
            except Exception as trouble:  # noqa: BLE001 -- the post must go on
                figures.round_ended(well=False)
                _log.error("a round of the post was not finished", exc_info=trouble)
            self.stopped.wait(self.pause)

    def round(self) -> bool:
        """Let time pass if it is time, and carry what is due, come of the first what may. Whether all was done."""
        from caseflow.casework.postroom import carry
        from caseflow.casework.rounds import let_time_pass

        now, well = self.office.clock(), True
        if self._passed_at is None or now - self._passed_at >= TIME_PASSES_EVERY:
            self._passed_at = now
            well = let_time_pass(self.office, self.settings.checkpoints_to)
        carry(self.office, self.settings.mail)
        return well
