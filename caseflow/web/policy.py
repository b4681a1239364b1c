"""The policy, for everybody who works here: read clause by clause, and confirmed by those for whom it is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import policies, policy_readers
from caseflow.casework.policy_questions import READ
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.days import local
from caseflow.records import PolicyText
from caseflow.web import policy_draft, policy_keeping, policy_register
from caseflow.web.desk import current_person, desk
from caseflow.web.policy_asking import ask_and_act
from caseflow.web.policy_steps import STEPS

blueprint = Blueprint("policy", __name__, url_prefix="/policy")
blueprint.get("/keep")(policy_keeping.keep)
blueprint.post("/begin")(policy_keeping.begin)
blueprint.route("/review", methods=["GET", "POST"])(policy_keeping.review)
blueprint.get("/draft/<text_id>")(policy_draft.draft)
blueprint.route("/draft/<text_id>/clause", methods=["GET", "POST"])(policy_draft.add_clause)
blueprint.route("/draft/<text_id>/clause/<clause_id>", methods=["GET", "POST"])(policy_draft.change_clause)
blueprint.post("/draft/<text_id>/clause/<clause_id>/out")(policy_draft.take_out)
blueprint.route("/draft/<text_id>/breaches", methods=["GET", "POST"])(policy_draft.breaches)
_STEPS = ",".join(f'"{step}"' for step in STEPS)
blueprint.route(f"/draft/<text_id>/<any({_STEPS}):step>", methods=["GET", "POST"])(policy_keeping.take)
blueprint.get("/versions/<text_id>/register")(policy_register.register)
blueprint.get("/versions/<text_id>/register/pdf")(policy_register.document)


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """The version in force today; where the school has none yet, that is said."""
    today = policies.of_day(desk(), current_person().school_id, local(desk().now).date())
    return show(today.id) if today else render_template("policy/none.html")


@blueprint.route("/versions/<text_id>", methods=["GET", "POST"])
def show(text_id: str) -> ResponseReturnValue:
    """One version that was adopted, clause by clause; and “I have read and understood it”, if that is asked."""
    person = current_person()
    if policies.find(desk(), person, text_id).status != policies.ADOPTED:
        raise NotThere
    return ask_and_act(
        "policy/show.html",
        READ,
        lambda given, _seen: policy_readers.confirm(desk(), person, text_id, given),
        done="Thank you. It is on record that you have read the policy",
        leads_to=url_for("policy.show", text_id=text_id),
        context=lambda: _shown(desk().session.get_one(PolicyText, text_id)),
    )


def _shown(row: PolicyText) -> dict[str, Any]:
    person, version = current_person(), policies.as_version(row)
    today = local(desk().now).date()
    in_force = policies.in_force(desk(), person.school_id, today)
    others = [one for one in policies.adopted(desk(), person.school_id) if one.id != row.id]
    return {
        "text_id": row.id,
        "version": version,
        "sections": policies.sections(version.clauses),
        "standing": "to come" if version.holds_from > today else "in force" if version == in_force else "out of date",
        "asked": row.id in {one.id for one in policy_readers.to_read(desk(), person)},
        "read_at": policy_readers.read_by(desk(), person.school_id, person.id).get(row.id),
        "others": list(reversed(others)),
        "keeper": policies.is_keeper(person),
    }
