"""A new version of the policy in the making: its clauses, and on which of them each breach rests."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import policies, policy_draft
from caseflow.casework.policy_questions import CLAUSE
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Tampered
from caseflow.procedure import roles
from caseflow.procedure.breaches import CATEGORIES
from caseflow.procedure.policy import in_order
from caseflow.records import PolicyClause, PolicyText
from caseflow.web import once
from caseflow.web.desk import current_person, desk, undo
from caseflow.web.policy_asking import ask_and_act, lead_on, seen
from caseflow.web.policy_keeping import about, keeper
from caseflow.web.policy_steps import steps_of


def draft(text_id: str) -> ResponseReturnValue:
    """The version as it stands, what is new in it, what it lacks, and what can be done with it."""
    person = keeper()
    row = policies.find(desk(), person, text_id)
    return render_template(
        "policy/draft.html",
        **about(row),
        sections=_sections(row),
        steps=steps_of(row, person),
        editable=row.status == policies.DRAFT and person.holds(roles.HEADTEACHER.key),
    )


def _sections(row: PolicyText) -> list[tuple[str, list[Any]]]:
    """The stored clauses under their sections, in order."""
    found: list[tuple[str, list[Any]]] = []
    for one in sorted(row.clauses, key=lambda one: in_order(one.key)):
        if not found or found[-1][0] != one.section:
            found.append((one.section, []))
        found[-1][1].append(one)
    return found


def _editor(text_id: str) -> PolicyText:
    """A version, for whoever may change drafts. Raises NotThere."""
    person = keeper()
    policies.only(person, roles.HEADTEACHER.key)
    return policies.find(desk(), person, text_id)


def add_clause(text_id: str) -> ResponseReturnValue:
    """Add a clause; its number says where it stands."""
    _editor(text_id)
    before = {"section": request.args.get("section", "")[:200]}
    return _clause_page(text_id, "", before, "The clause is added")


def change_clause(text_id: str, clause_id: str) -> ResponseReturnValue:
    """Change the words, the number or the place of a clause."""
    one = _clause(text_id, clause_id)
    before = {"number": one.key, "section": one.section, "lead": one.lead, "words": one.words}
    return _clause_page(text_id, clause_id, before, "The clause is changed")


def _clause(text_id: str, clause_id: str) -> PolicyClause:
    """A clause of this very version, for whoever may change it. Raises NotThere."""
    one = next((one for one in _editor(text_id).clauses if one.id == clause_id), None)
    if one is None:
        raise NotThere
    return one


def _clause_page(text_id: str, clause_id: str, before: dict[str, str], done: str) -> ResponseReturnValue:
    def act(given: Any, edition: int) -> None:
        policy_draft.put_clause(desk(), current_person(), text_id, edition, given, clause_id)

    return ask_and_act(
        "policy/clause.html",
        CLAUSE,
        act,
        done=done,
        leads_to=url_for("policy.draft", text_id=text_id),
        before=before,
        context=lambda: {**about(desk().session.get_one(PolicyText, text_id)), "clause_id": clause_id},
    )


def take_out(text_id: str, clause_id: str) -> ResponseReturnValue:
    """Take a clause out of a draft."""
    _editor(text_id)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    _clause(text_id, clause_id)
    policy_draft.take_out(desk(), current_person(), text_id, seen(), clause_id)
    return lead_on("The clause is taken out", url_for("policy.draft", text_id=text_id))


def breaches(text_id: str) -> ResponseReturnValue:
    """Mark on which clause each breach of the catalogue rests."""
    row = _editor(text_id)
    if request.method != "POST":
        return _ask_breaches(row, {one.category: one.clause for one in row.bases}, {})
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    chosen = {one.key: request.form.get(f"basis-{one.key}", "") for one in CATEGORIES}
    try:
        policy_draft.rest_on(desk(), current_person(), text_id, seen(), chosen)
    except BadAnswers as bad:
        undo()
        return _ask_breaches(_editor(text_id), chosen, bad.errors), 422
    except (Refused, Tampered) as refusal:
        undo()
        return _ask_breaches(_editor(text_id), chosen, {}, str(refusal)), 409
    return lead_on("It is kept on which clause each breach rests", url_for("policy.draft", text_id=text_id))


def _ask_breaches(row: PolicyText, chosen: dict[str, str], wrong: dict[str, str], words: str = "") -> str:
    errors = [{"text": said, "href": f"#basis-{key}"} for key, said in wrong.items()]
    if words:
        errors.insert(0, {"text": words, "href": "#main-content"})
    shown = about(row)
    if request.method == "POST":
        shown["seen"] = request.form.get("seen", "")
    clauses = policies.clauses_of(row)
    return render_template(
        "policy/breaches.html",
        **shown,
        categories=CATEGORIES,
        clauses=clauses,
        chosen=chosen,
        wrong=wrong,
        errors=errors,
    )
