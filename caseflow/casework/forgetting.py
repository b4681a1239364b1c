"""Destroying the key of something when the work that no longer needs it is durable."""

from __future__ import annotations

import contextlib

from sqlalchemy import event
from sqlalchemy.orm import Session

from caseflow.casework.desk import Desk
from caseflow.vault.keyring import KeyGone


def destroy_key_afterwards(desk: Desk, scope: str) -> None:
    """A destroyed key cannot be brought back, so it goes only when the work that no longer needs it is durable."""
    condemned = {scope}

    def destroy(_session: Session) -> None:
        while condemned:
            with contextlib.suppress(KeyGone):
                desk.keyring.destroy(condemned.pop())

    event.listen(desk.session, "after_commit", destroy)
    event.listen(desk.session, "after_rollback", lambda _session: condemned.clear())
