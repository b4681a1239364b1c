"""What is told of each request: which page, how it went and how long it took. Never its address, nor who asked."""

from __future__ import annotations

import logging
import secrets
import time
from types import TracebackType

from flask import Flask, Response, g, request

from caseflow.watch import figures

_log = logging.getLogger("caseflow.web")
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
NO_ROUTE = "none"
"""Of what is at no address only that is told: the address itself might be a name, or a mistyped number of a case."""
UNTOLD = frozenset({"assets", "operations.health", "operations.metrics"})
"""They come every few seconds and say nothing of how the service is."""

SIGNING_IN = frozenset({"signin.sign_in", "signin.passkey", "factors.prove", "recovery.use", "oidc.back"})
NOT_LET_IN = frozenset({401, 422})


def put_on(app: Flask) -> None:
    """Write a line for each request. To be put on before all else that may answer one."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """The random number of this request: it stands in the log, and on the page that says that something broke."""
    return str(g.get("request_id", ""))


def fault(exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]) -> None:
    """Write down where the program broke, and not a word of what it was about."""
    _log.error("fault", exc_info=exc_info, extra={"request": request_id(), "route": route(), "method": method()})


def route() -> str:
    """The pattern of the address: /cases/<reference>, for whatever case."""
    return request.url_rule.rule if request.url_rule is not None else NO_ROUTE


def method() -> str:
    """How it was asked; a word of somebody's own making is none."""
    return request.method if request.method in METHODS else "other"


def _begin() -> None:
    g.request_id, g.begun = secrets.token_hex(8), time.perf_counter()


def _end(response: Response) -> Response:
    took = time.perf_counter() - g.get("begun", time.perf_counter())
    if request.endpoint not in UNTOLD:
        said = {"request": request_id(), "method": method(), "route": route(), "status": response.status_code}
        _log.info("request", extra={**said, "ms": round(took * 1000)})
        figures.answered(method(), route(), response.status_code, took)
    if request.endpoint in SIGNING_IN and response.status_code in NOT_LET_IN:
        figures.sign_in_failed()
    return response
