"""The journal: whether the log is whole, and what may be seen of it. What is left out, and why: see the logbook."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from caseflow.casework import cases, escalations, journal, log_verdict, logbook
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import roles
from caseflow.web.desk import current_person, desk, office, undo
from caseflow.web.forms import whole_number

blueprint = Blueprint("journal", __name__, url_prefix="/journal")

READERS = (roles.HEADTEACHER.key, roles.CHAIR.key, roles.DPO.key)


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """The school's journal, as far as this person may see it. The reading is journalled."""
    person = current_person()
    if not person.holds(*READERS):
        raise NotThere
    reference = request.args.get("case", "").strip().upper()[:20]
    after = request.args.get("after", "")[:64]
    checkpoint = logbook.newest_checkpoint(desk(), person)
    undo()  # nobody waits to write while the log is read
    verdict = log_verdict.verdict(office(), person.school_id, checkpoint)
    lines, following = logbook.page(desk(), person, reference=reference, after=after)
    journal.write_for_school(
        desk(), person.school_id, "journal_read", person.id, sentence=f"{person.name} read the journal"
    )
    return render_template(
        "journal/page.html", verdict=verdict, lines=lines, following=following, reference=reference, after=after
    )


@blueprint.get("/<reference>")
def of_case(reference: str) -> ResponseReturnValue:
    """The journal of one case with every reading, for whoever manages it. This reading is journalled first."""
    person = current_person()
    file = cases.find(desk(), person, reference, Permission.MANAGE)
    escalations.looked_at(file, person, "journal")
    before = whole_number(request.args.get("before", ""))
    lines, following = logbook.of_case(file, before=before)
    return render_template(
        "journal/of_case.html", reference=file.reference, lines=lines, following=following, first=before is None
    )
