"""For machines that watch this one: whether it can work. Says nothing of what is in it."""

from __future__ import annotations

from flask import Blueprint, Response

from caseflow.web.desk import office

blueprint = Blueprint("operations", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Whether requests may be sent here: the database answers, and has the schema of this release."""
    ready = office().store.is_ready()
    return Response("ok\n" if ready else "not ready\n", 200 if ready else 503, mimetype="text/plain")
