"""What is not done before a second factor was shown again: judged here, for every form there is."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import factors, recovery
from caseflow.casework.kept_forms import Why
from caseflow.casework.people import Someone
from caseflow.casework.session_rules import needs_factor
from caseflow.procedure import PROCEDURE
from caseflow.procedure.consequential import why_confirmed
from caseflow.web import given_back, signed
from caseflow.web.desk import desk

PAGES: Mapping[str, str] = {
    "emergency.page": "It may give you sight of a case.",
    "emergency.answer": "It may give somebody sight of a case.",
    "settings.change": "It changes a rule of the school.",
    "settings.say": "It changes what stands on every letter.",
    "wording.change": "It changes the words of every letter.",
    "policy.take": "It changes what is in force.",
    "schoolcalendar.add": "It changes how deadlines are counted.",
    "schoolcalendar.take_back": "It changes how deadlines are counted.",
    "staff.add": "It gives somebody a post.",
    "staff.change": "It changes who may do what.",
    "given_posts.answer": "It may give somebody a post.",
    "staff.address": "It changes how somebody signs in, and where they are written to.",
    "invitation.make": "It gives somebody a way to sign in.",
    "staff.take": "It gives many people posts.",
    "staff.sessions": "It signs somebody out everywhere.",
    "factors.add_app": "It adds a way to sign in.",
    "factors.add_passkey": "It adds a way to sign in.",
    "factors.remove": "It takes a way to sign in away.",
    "oidc.link": "It adds a way to sign in.",
    "oidc.unlink": "It takes a way to sign in away.",
    "recovery.vouch": "It restores somebody’s access.",
    "account.password": "It changes how you sign in.",
}
"""Forms beside the procedure's own, by the names of their pages."""
ONES_OWN = frozenset(
    {
        "factors.add_app",
        "factors.add_passkey",
        "factors.remove",
        "oidc.link",
        "oidc.unlink",
        "account.password",
    }
)
"""Forms about how one signs in oneself: whoever's access was restored sends these at once, and the rest after a day."""
BEFORE_THEY_OPEN = frozenset({"factors.add_app", "factors.add_passkey", "oidc.link"})
"""Pages that are asked for before they open, because what they show is good for this once."""
THEN = "then"
"""Where somebody goes on who has shown their factor."""


def why() -> str:
    """Why what is sent now wants a second factor shown again, or nothing."""
    said = request.view_args or {}
    if request.endpoint == "cases.do":
        transition = PROCEDURE.by_key.get(str(said.get("key")))
        return why_confirmed(transition) if transition else ""
    if request.endpoint == "letters.take":
        return "What is issued leaves the school." if said.get("step") in ("issue", "resend") else ""
    return PAGES.get(request.endpoint or "", "")


def ask_first(me: Someone) -> ResponseReturnValue | None:
    """Lead to the page that asks for a factor, with what was typed put away; None if nothing need be asked.

    It is asked before anything is looked for, so that the question tells nobody what there is.
    """
    asked = request.method == "POST" or request.endpoint in BEFORE_THEY_OPEN
    if not asked or fresh() or not (words := why()) or not _has_to_prove(me):
        return None
    if request.method == "POST":
        session[THEN] = given_back.keep_what_came(me, Why.CONFIRM) or url_for("today.home")
    else:
        session[THEN] = request.path
    session["why"] = words
    return redirect(url_for("factors.prove"), code=303)


def hold_back(me: Someone) -> None:
    """Raise Refused if this form weighs, and the access of whoever sends it was restored less than a day ago."""
    if request.method == "POST" and request.endpoint not in ONES_OWN and why():
        recovery.hold_back(desk(), me)


def _has_to_prove(me: Someone) -> bool:
    """Whether somebody is asked at all: they have a factor, or are to add one before they do this."""
    adding = (request.endpoint or "").startswith("factors.")
    return factors.has_any(desk(), me) or (not adding and needs_factor(desk(), me))


def settled() -> bool:
    """Whether nothing need be shown before whoever is signed in links an account: it was, or they need nothing."""
    return fresh() or not _has_to_prove(signed.here().someone)


def fresh() -> bool:
    """Whether the second factor was shown a short time ago."""
    proved = signed.here().proved_at
    return proved is not None and (desk().now - proved <= signed.limits().step_up or bool(current_app.config["DEMO"]))
