"""Every way in which a request can fail ends on a page that says so, and never on one that says more."""

from __future__ import annotations

import logging

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from caseflow.casework import denied
from caseflow.casework.refusals import NotThere, Refusal
from caseflow.web import watching
from caseflow.web.desk import current_person, desk, keep, undo
from caseflow.web.door import OPEN

log = logging.getLogger("caseflow")


def answer_for(app: Flask) -> None:
    """Register the error pages."""
    app.register_error_handler(NotThere, _not_there)
    app.register_error_handler(404, _not_there)
    app.register_error_handler(405, _not_there)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(IntegrityError, _collided)
    app.register_error_handler(HTTPException, _other)
    app.register_error_handler(500, _broken)


def _not_there(_error: Exception) -> ResponseReturnValue:
    """The one answer to what is not permitted and to what does not exist. All is undone, and an entry kept."""
    undo()
    try:
        _write_down()
    except OperationalError as busy:
        return _busy(busy)
    return render_template("errors/not_there.html"), 404


def _write_down() -> None:
    """Keep who asked for what kind of page, in a piece of work of its own. A page that is open to all denies nobody."""
    if request.endpoint in OPEN or not current_user.is_authenticated:
        return
    rule = request.url_rule
    method = "GET" if request.method == "HEAD" else request.method
    denied.note(desk(), current_person(), f"{method} {rule.rule}" if rule else denied.NOWHERE)
    keep()
    undo()


def _expired(_error: CSRFError) -> ResponseReturnValue:
    undo()
    return render_template("errors/expired.html"), 400


def _refused(error: Refusal) -> ResponseReturnValue:
    undo()
    return render_template("errors/refused.html", words=str(error)), 409


def _collided(_error: IntegrityError) -> ResponseReturnValue:
    """Two requests wrote the same thing at once: the other one is kept."""
    undo()
    words = "This was sent twice at the same moment. Open the page again to see what was kept."
    return render_template("errors/refused.html", words=words), 409


def _busy(error: OperationalError) -> ResponseReturnValue:
    undo()
    log.error("database unavailable", extra={"kind": type(error.orig).__name__, "request": watching.request_id()})
    return render_template("errors/busy.html", request_id=watching.request_id()), 503, {"Retry-After": "10"}


def _other(error: HTTPException) -> ResponseReturnValue:
    undo()
    if (error.code or 500) in (301, 302, 303, 307, 308):
        return error.get_response()
    too_large = error.code == 413
    page = "errors/too_large.html" if too_large else "errors/bad_request.html"
    return render_template(page), error.code or 500


def _broken(_error: Exception) -> ResponseReturnValue:
    undo()
    return render_template("errors/broken.html", request_id=watching.request_id()), 500
