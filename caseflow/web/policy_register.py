"""The register of who has read a version of the policy, on the screen and as a PDF, for the headteacher."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from caseflow.casework import policy_paper, policy_readers
from caseflow.web.desk import current_person, desk, keep, undo


def register(text_id: str) -> ResponseReturnValue:
    """Who has confirmed, and when; and whom to remind."""
    found = policy_readers.register(desk(), current_person(), text_id)
    return render_template("policy/register.html", register=found, now=desk().now)


def document(text_id: str) -> ResponseReturnValue:
    """The register on paper. The name of the file names nobody."""
    person = current_person()
    html = policy_paper.sheet(desk(), policy_readers.register(desk(), person, text_id), person.school_id)
    keep()
    undo()  # nobody waits at the database while the press works
    headers = {"Content-Disposition": 'attachment; filename="policy-register.pdf"'}
    return Response(policy_paper.press(html), mimetype="application/pdf", headers=headers)
