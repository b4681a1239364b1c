"""What cannot be done while time passes: set aside, so that the rest is done, and told to whoever sees to the machine.

The log has its kind and its place, and the figures a number; neither has its words, for they might name somebody.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from caseflow.casework.refusals import Tampered
from caseflow.vault.box import Altered
from caseflow.vault.keyring import KeyGone
from caseflow.watch import figures

_log = logging.getLogger("caseflow.time")
_OUR_WORDS = (Tampered, Altered, KeyGone)
"""What these say names no more than the number of a case."""


class Job(StrEnum):
    """What is to be done when time passes."""

    REMINDERS = "reminders"
    POLICY = "policy"
    CHECKPOINTS = "checkpoints"


_EVENTS = {
    Job.REMINDERS: "deadlines of a case or a school could not be looked at",
    Job.POLICY: "the review of a policy could not be looked at",
    Job.CHECKPOINTS: "a checkpoint of a school could not be queued",
}


@contextmanager
def set_aside(job: Job, problems: list[str]) -> Iterator[None]:
    """Do one piece of a job. If it cannot be done, that is logged and counted, and stands among the problems."""
    try:
        yield
    except Exception as trouble:  # noqa: BLE001 -- whatever it is, the other cases and schools have deadlines too
        _log.error(_EVENTS[job], exc_info=trouble)
        figures.trouble_met(job)
        ours = isinstance(trouble, _OUR_WORDS)
        problems.append(str(trouble) if ours else f"Something could not be looked at ({type(trouble).__name__}).")
