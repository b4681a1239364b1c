"""A challenge that waits for its answer: in the cookie of this browser, for a few minutes, for one purpose."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from flask import request, session

from caseflow.casework import once_only, passkeys
from caseflow.casework.passkeys import Place
from caseflow.web.desk import desk

_KEPT = "challenge"


def begin(purpose: str) -> str:
    """A new challenge; one that waited is given up."""
    challenge = passkeys.new_challenge()
    session[_KEPT] = [purpose, challenge, desk().now.isoformat()]
    return challenge


def waiting(purpose: str) -> str | None:
    """The challenge that waits for this purpose, if it is still fresh; it waits no longer."""
    said = session.pop(_KEPT, None)
    if not said or said[0] != purpose or desk().now - datetime.fromisoformat(said[2]) > once_only.FRESH:
        return None
    return str(said[1])


def place() -> Place:
    """Where this browser is, as its address bar says."""
    address = urlsplit(request.host_url)
    return Place(address.hostname or "", f"{address.scheme}://{address.netloc}")
