"""The evidence of a case: the list, one item's card, its file as a download, and the button for what may be illegal."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import cases, confidence, evidence, journal
from caseflow.casework import evidence_reading as reading
from caseflow.casework.evidence_rules import objection
from caseflow.lifecycle.terms import Permission
from caseflow.web import evidence_adding, evidence_gate
from caseflow.web.desk import current_person, desk
from caseflow.web.evidence_parts import details, evidence_of, groups, leads

blueprint = Blueprint("evidence", __name__, url_prefix="/cases/<reference>/evidence")
ONE = "/<int:number>"
blueprint.route("/add", methods=["GET", "POST"])(evidence_gate.gate)
blueprint.get("/add/stop")(evidence_gate.stop)
blueprint.route("/add/item", methods=["GET", "POST"])(evidence_adding.item)
blueprint.route("/add/where", methods=["GET", "POST"])(evidence_adding.where)

INERT = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


@blueprint.get("/")
def listing(reference: str) -> ResponseReturnValue:
    """The items of a case."""
    file = reading.read(desk(), current_person(), reference, "evidence")
    return render_template("evidence/list.html", file=file, **evidence_of(file))


@blueprint.get(ONE)
def show(reference: str, number: int) -> ResponseReturnValue:
    """One item: what it is, where it came from, who opened its file."""
    file, item = reading.read_item(desk(), current_person(), reference, number)
    item = confidence.as_shown(file, current_person(), item)
    entries = journal.read(desk(), file.scope)
    added = reading.added_by(entries, number)
    return render_template(
        "evidence/show.html",
        file=file,
        item=item,
        groups=groups(file, item),
        details=details(item),
        added=added,
        added_by=confidence.brought_by(file, current_person(), item),
        corrections=reading.corrections(entries, added.number if added else 0),
        opened=[(at, file.name_of(one)) for at, one in reading.openers(entries, number)],
        may_note=objection(file, current_person(), Permission.NOTE) is None,
        leads=leads(file),
    )


@blueprint.get(f"{ONE}/file")
def document(reference: str, number: int) -> ResponseReturnValue:
    """The file of an item, byte for byte as it came: a download that no browser opens by itself."""
    item, pieces = reading.download(desk(), current_person(), reference, number)
    name = reading.generated_name(item, secrets.token_hex(4))
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(item.row.size), **INERT}
    if request.method == "HEAD":
        pieces.close()  # nobody else would: what is asked for is only how long it is
        return Response(mimetype="application/octet-stream", headers=headers)
    return Response(pieces, mimetype="application/octet-stream", headers=headers)


@blueprint.post(f"{ONE}/illegal")
def freeze(reference: str, number: int) -> ResponseReturnValue:
    """This may be illegal: one press, and nobody opens it any more."""
    file = cases.find(desk(), current_person(), reference, Permission.READ)
    item = reading.numbered(file, number)
    evidence.freeze(file, item.row, current_person())
    return redirect(url_for(".show", reference=reference, number=number), code=303)
