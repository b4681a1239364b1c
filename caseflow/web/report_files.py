"""Files that go with a report: one at a time, each with what it is and how its reporter got it; never after “Yes”."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from caseflow.casework import draft_files, drafts
from caseflow.casework.before import Before
from caseflow.casework.drafts import Begun
from caseflow.casework.evidence_files import CONTROL, limits, store
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.inspection import ACCEPT
from caseflow.lifecycle.answers import accept_questions
from caseflow.procedure.evidence import GIVEN_WITH_A_REPORT, NO_PICTURE
from caseflow.procedure.reporting import IMAGE_GATE
from caseflow.web import uploads
from caseflow.web.desk import current_person, desk, keep, undo
from caseflow.web.forms import first_error, form_for, given_in, put_errors
from caseflow.web.uploads import Incoming

_AGAIN = "Select the file again. It was not kept, because something else has to be put right first"
_MISSING = {"file_what": "Enter what this is", "file_how": "Enter how you got it"}


def add(draft_id: str) -> ResponseReturnValue:
    """Add one file, after the first page of the report has been answered with “No”."""
    begun = drafts.find(desk(), current_person(), draft_id)
    most = limits(desk(), current_person().school_id)
    if begun.answers.get(IMAGE_GATE.key) != NO_PICTURE:
        return _back(draft_id)
    if words := draft_files.hindrance(begun.answers, begun.files, most):
        raise Refused(f"{words}.")
    if request.method != "POST":
        return _ask(begun, form_for(GIVEN_WITH_A_REPORT, None))
    files = store(desk())
    undo()  # nobody waits at the database while somebody's file comes in
    with uploads.receiving(files, most.file_size) as incoming:
        return _take(draft_id, incoming)


def remove(draft_id: str, file_id: str) -> ResponseReturnValue:
    """Take a file out of the report again."""
    begun = drafts.find(desk(), current_person(), draft_id)
    drafts.detach(desk(), current_person(), begun, file_id)
    flash("The file is removed from your report")
    return _back(draft_id)


def _take(draft_id: str, incoming: Incoming) -> ResponseReturnValue:
    form = form_for(GIVEN_WITH_A_REPORT, None)
    try:
        said = _accepted(form, incoming)
        arrived = incoming.look()
        undo()
        begun = drafts.find(desk(), current_person(), draft_id)
        drafts.attach(desk(), current_person(), begun, said, arrived)
        flash("The file is added to your report. You have not sent it yet")
        keep()  # before the file is called the draft's own
        incoming.belongs()
        return _back(draft_id)
    except BadAnswers as bad:
        return _again(draft_id, form, bad.errors), 422
    except Refused as refusal:
        return _again(draft_id, form, {CONTROL: str(refusal)}), 409


def _accepted(form: FlaskForm, incoming: Incoming) -> dict[str, Any]:
    """What was said of the file. Raises BadAnswers, also where the file itself is missing or too large."""
    errors: dict[str, str] = {}
    said: dict[str, Any] = {}
    given = given_in(form, GIVEN_WITH_A_REPORT)
    try:
        said = accept_questions(GIVEN_WITH_A_REPORT, given, Before(desk()))
    except BadAnswers as bad:
        errors = {key: words if given.get(key) else _MISSING[key] for key, words in bad.errors.items()}
    if not incoming.size:
        errors[CONTROL] = "Select a file"
    elif incoming.too_large:
        errors[CONTROL] = limits(desk(), current_person().school_id).too_large()
    elif errors:
        errors[CONTROL] = _AGAIN
    if errors:
        raise BadAnswers(errors)
    return said


def _again(draft_id: str, form: FlaskForm, errors: dict[str, str]) -> str:
    undo()
    put_errors(form, errors)
    return _ask(drafts.find(desk(), current_person(), draft_id), form, errors.get(CONTROL, ""))


def _ask(begun: Begun, form: FlaskForm, about_file: str = "") -> str:
    lines = first_error(form, GIVEN_WITH_A_REPORT)
    if about_file:
        lines.insert(0, {"text": about_file, "href": f"#{CONTROL}"})
    return render_template(
        "report/file.html",
        begun=begun,
        form=form,
        questions=GIVEN_WITH_A_REPORT,
        errors=lines,
        about_file=about_file,
        control=CONTROL,
        accept=ACCEPT,
        most=limits(desk(), current_person().school_id).file_size // 1_000_000,
    )


def _back(draft_id: str) -> ResponseReturnValue:
    back = "check" if request.args.get("back") == "check" else None
    return redirect(url_for("report.page", draft_id=draft_id, key="evidence", back=back), code=303)
