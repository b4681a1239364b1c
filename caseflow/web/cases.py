"""Cases: the list, the case page, and the one page on which every transition is carried out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import cases, confidence, escalations, journal, links, pools, searching
from caseflow.casework.casefile import CHOSEN, CaseFile
from caseflow.casework.perform import perform
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Stale
from caseflow.lifecycle.terms import Kind, Permission, Transition
from caseflow.procedure import PROCEDURE
from caseflow.procedure.choices import FINDINGS
from caseflow.procedure.reporting import JUDGE_AGAIN
from caseflow.procedure.splitting import SPLIT
from caseflow.web import case_page, caselist, conditions, earlier, once
from caseflow.web.desk import current_person, desk, keep, undo
from caseflow.web.forms import first_error, form_for, given_in, put_errors, version_seen

blueprint = Blueprint("cases", __name__, url_prefix="/cases")
blueprint.get("/conditions.css", endpoint="conditions")(conditions.style_sheet)


@blueprint.get("/")
def listing() -> ResponseReturnValue:
    """The cases a person may read, with filters."""
    return render_template("cases/list.html", **caselist.page(request.args))


@blueprint.post("/")
def search() -> ResponseReturnValue:
    """Look for a name or a reference: sent, and sealed in the address of the answer, so that no history holds it."""
    words = searching.sealed(desk(), current_person(), request.form.get("words", ""))
    view, stage = request.form.get("view") or None, request.form.get("stage") or None
    return redirect(url_for(".listing", view=view, stage=stage, search=words or None), code=303)


@blueprint.get("/<reference>")
def show(reference: str) -> ResponseReturnValue:
    """Where a case stands, what can be done now, and why the rest cannot."""
    person = current_person()
    try:
        file = cases.find(desk(), person, reference, Permission.READ, Permission.READ_BUNDLE)
    except NotThere:
        if there := links.leads_to(desk(), person, reference):
            return redirect(url_for("cases.show", reference=there))
        raise
    if escalations.must_be_warned(file, person):
        return redirect(url_for("governors.before_reading", reference=file.reference))
    escalations.looked_at(file, person, "case")
    entries = [entry for entry in journal.read(desk(), file.scope) if entry.event != "read"]
    return render_template("cases/show.html", **case_page.page(file, entries))


@blueprint.get("/<reference>/readers")
def readers(reference: str) -> ResponseReturnValue:
    """Who can see this case, and who has read it."""
    file = cases.read(desk(), current_person(), reference, what="list of readers")
    if not cases.may(file, current_person(), Permission.READ):
        raise NotThere
    person, entries = current_person(), journal.read(desk(), file.scope)
    reads = [(entry.at, confidence.sentence(file, person, entry)) for entry in entries if entry.event == "read"]
    return render_template(
        "cases/readers.html",
        file=file,
        people=confidence.who_can_see(file, person),
        reads=reads[::-1],
        tellings=confidence.tellings(file, person, entries),
    )


@blueprint.route("/<reference>/do/<key>", methods=["GET", "POST"])
def do(reference: str, key: str) -> ResponseReturnValue:
    """Carry out a transition: one page, one form, one address for all of them."""
    person = current_person()
    transition = PROCEDURE.by_key.get(key)
    if transition is None or transition == PROCEDURE.opening or transition.by_itself:
        raise NotThere
    file = cases.find(desk(), person, reference, *PROCEDURE_PERMISSIONS)
    if not cases.may(file, person, transition.needs):
        raise NotThere
    if escalations.must_be_warned(file, person):
        return redirect(url_for("governors.before_reading", reference=file.reference), code=303)
    if request.method != "POST":
        return _ask(file, transition, form_for(transition.asks, file, _before(file, transition)))
    return _act(file, transition)


PROCEDURE_PERMISSIONS = tuple({transition.needs for transition in PROCEDURE.transitions})


def _act(file: CaseFile, transition: Transition) -> ResponseReturnValue:
    form = form_for(transition.asks, file)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    reference, typed = file.reference, given_in(form, transition.asks)
    seen = request.form.get("seen", "")
    try:
        perform(file, transition, current_person(), typed, seen=version_seen())
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        return _again(reference, transition, form, seen=seen), 422
    except (Stale, Refused) as refusal:
        return _again(reference, transition, form, words=str(refusal)), 409
    flash(f"{transition.label}: recorded")
    answer = _where_next(file, transition)
    once.remember(answer)
    return redirect(answer, code=303)


def _again(reference: str, transition: Transition, form: Any, *, words: str = "", seen: str | None = None) -> str:
    """The form as it was typed, with what is wrong; whatever had been begun is undone first."""
    undo()
    file = cases.find(desk(), current_person(), reference, *PROCEDURE_PERMISSIONS)
    return _ask(file, transition, form, words=words, seen=seen)


def _where_next(file: CaseFile, transition: Transition) -> str:
    """The case, or the part of it that the person sees, if they may still open it; else their first page."""
    person = current_person()
    if cases.may(file, person, Permission.READ) or cases.may(file, person, Permission.READ_BUNDLE):
        return url_for("cases.show", reference=file.reference)
    if transition.needs in _STAYING:
        return url_for(_FROM[transition.needs], reference=file.reference)
    return url_for("today.home")


def _whence(file: CaseFile, transition: Transition) -> tuple[str, str]:
    """The page from which a person comes to a transition, and what the link back to it says."""
    person = current_person()
    if cases.may(file, person, Permission.READ) or cases.may(file, person, Permission.READ_BUNDLE):
        return url_for("cases.show", reference=file.reference), "Back to the case"
    if transition.needs in _FROM:
        return url_for(_FROM[transition.needs], reference=file.reference), "Back"
    return url_for("today.home"), "Back"


_FROM = {
    Permission.GOVERN: "governors.show",
    Permission.CONVENE: "governors.convene",
    Permission.WITHDRAW: "report.show",
    Permission.LIFT: "governors.suspension",
    Permission.PROTECT_DATA: "breaches.show",
    Permission.CONTAIN: "breaches.show",
}
_STAYING = (Permission.LIFT, Permission.PROTECT_DATA, Permission.CONTAIN)
"""What leads back to a page of its own, of those who see a part of a case."""


def _costs(file: CaseFile, transition: Transition) -> list[str]:
    """What it would cost the panels if somebody named a governor here who then reads of the case."""
    if not pools.costs(transition):
        return []
    return [f"A governor whom you name here can sit on no panel in this case. If you do: {pools.left(file).words(1)}"]


def _before(file: CaseFile, transition: Transition) -> dict[str, Any]:
    """What a form is filled with beforehand: the breaches of the report, and what may be said again."""
    if transition.key == "triage":
        return {"breaches": [one["code"] for one in file.allegations], "severity": str(file.facts.get("severity", ""))}
    if transition == JUDGE_AGAIN:
        given = {question.key: file.answer(question.key) for question in transition.asks if question.kind in CHOSEN}
        return {key: value for key, value in given.items() if value is not None}
    if transition == SPLIT:
        return {"split_account": file.answer("account")}
    corrected = request.args.get("corrects", "")
    if transition.key == "add-note" and corrected.isdecimal() and len(corrected) < 7:
        return {"note_kind": "correction", "note_corrects": int(corrected)}
    return _who_sits(file, transition)


def _who_sits(file: CaseFile, transition: Transition) -> dict[str, list[str]]:
    """Who holds the parts that are given anew, ticked: whoever changes one of them does not take the others away."""
    return {
        question.key: sorted(file.held_by(question.becomes))
        for question in transition.asks
        if question.kind is Kind.PEOPLE and question.becomes in transition.clears and question.becomes
    }


def _ask(file: CaseFile, transition: Transition, form: Any, *, words: str = "", seen: str | None = None) -> str:
    """The form, which names people and holds what was said before. That it is read is journalled first."""
    person = current_person()
    cases.about_to_read(file, person, f"form “{transition.label}”")
    objection = PROCEDURE.objection(transition, file, person)
    errors = first_error(form, transition.asks)
    if words:
        errors.insert(0, {"text": words, "href": "#main-content"})
    back, back_words = _whence(file, transition)
    return render_template(
        "cases/do.html",
        file=file,
        transition=transition,
        form=form,
        errors=errors,
        objection=objection,
        cautions=(*PROCEDURE.cautions(transition, file, person), *_costs(file, transition)),
        seen=file.case.version if seen is None else seen,
        finding_options=FINDINGS,
        conditions=conditions.in_words(transition.asks),
        facing=cases.may(file, person, Permission.READ),
        back=back,
        back_words=back_words,
        **({} if objection else earlier.beside(file, transition)),
    )


__all__ = ["blueprint", "keep"]
