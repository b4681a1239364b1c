"""For machines that watch this one: whether it can work. Says nothing of what is in it."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseflow.casework import figures as standing
from caseflow.casework.refusals import NotThere
from caseflow.watch import figures
from caseflow.web.desk import office

blueprint = Blueprint("operations", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Whether requests may be sent here: the database answers, and has the schema of this release."""
    ready = office().store.is_ready()
    return Response("ok\n" if ready else "not ready\n", 200 if ready else 503, mimetype="text/plain")


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Figures, for the one program that has the token. Everybody else is answered as where there is nothing."""
    token = str(current_app.config["METRICS_TOKEN"])
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return _nothing_here()
    return Response(figures.page(standing.now(office())), content_type=figures.CONTENT_TYPE)


def _nothing_here() -> ResponseReturnValue:
    if current_user.is_authenticated:
        raise NotThere
    return redirect(url_for("signin.sign_in"))
