"""The register of written warnings, for whoever manages cases by their post."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from caseflow.casework import warned
from caseflow.web.desk import current_person, desk

blueprint = Blueprint("warnings", __name__, url_prefix="/warnings")


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """The warnings in the cases that this person may read, live and spent."""
    lines = warned.register(desk(), current_person())
    live, spent = [one for one in lines if not one.spent], [one for one in lines if one.spent]
    return render_template("warnings/page.html", live=live, spent=spent)
