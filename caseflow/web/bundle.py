"""The bundle as a panel opens it: this reader's copy, with a mark on every page."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import bundle_copies, cases, escalations, notices
from caseflow.lifecycle.terms import Permission
from caseflow.web.desk import current_person, desk, keep, undo

blueprint = Blueprint("bundle", __name__, url_prefix="/cases/<reference>/bundle")


@blueprint.get("/<int:number>")
def document(reference: str, number: int) -> ResponseReturnValue:
    """This person's copy of a bundle, or of a supplement to it. That it is opened is journalled first."""
    person = current_person()
    file = cases.find(desk(), person, reference, Permission.READ_BUNDLE)
    bundle_copies.their_paper(file, person, number)
    if escalations.must_be_warned(file, person):
        return redirect(url_for("governors.before_reading", reference=file.reference))
    copy = bundle_copies.open_copy(file, person, number)
    notices.seen(file.desk, person, file)
    keep()
    undo()  # nobody waits at the database while the press works
    name = f"letter-{secrets.token_hex(5)}.pdf"
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(copy.pressed(), mimetype="application/pdf", headers=said)
