"""Signing in with the school's own account, and linking it: there and back again."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseflow.casework import identities, invitations, once_only, provider
from caseflow.casework.provider import NotProven, Proof
from caseflow.casework.refusals import NotThere, Refused
from caseflow.web import door, stepping_up
from caseflow.web.desk import current_person, desk, keep, undo
from config import Provider

blueprint = Blueprint("oidc", __name__)
_WAITING = "oidc"


@dataclass(frozen=True)
class Asked:
    """What was asked of the provider from this browser. `person` is who links their account, or nobody.

    `invitation` is the id of the one with which somebody came, or nothing.
    """

    state: str
    nonce: str
    verifier: str
    at: datetime
    person: str
    invitation: str = ""


def put_on(app: Flask, known: Provider | None) -> None:
    """Offer the provider on the pages, if there is one."""
    app.extensions["provider"] = known
    app.context_processor(lambda: {"provider": known.name if known else ""})


def known() -> Provider:
    """The provider of this installation. Raises NotThere if there is none."""
    found = cast("Provider | None", current_app.extensions["provider"])
    if found is None:
        raise NotThere
    return found


@blueprint.get("/sign-in/school")
def go() -> ResponseReturnValue:
    """Go to the provider to sign in."""
    asked = known()
    if current_user.is_authenticated:
        return redirect(url_for("today.home"))
    return _go(asked, "")


def go_invited(invitation: str) -> ResponseReturnValue:
    """Go to the provider with an invitation in hand."""
    return _go(known(), "", invitation)


@blueprint.get("/account/link")
def link() -> ResponseReturnValue:
    """Go to the provider to link one's account there."""
    return _go(known(), current_person().id)


@blueprint.post("/account/unlink")
def unlink() -> ResponseReturnValue:
    """Take the link away."""
    known()
    identities.unlink(desk(), current_person())
    flash("Your school account is no longer linked")
    return redirect(url_for("account.page"), code=303)


def _go(asked: Provider, person: str, invitation: str = "") -> ResponseReturnValue:
    """Go to the provider by a page of ours: a form of ours leads nowhere else, not even by way of another page."""
    at = desk().now
    undo()  # nobody waits at the database while the provider is asked
    made = [secrets.token_urlsafe(32) for _ in range(3)]
    try:
        address = provider.where_to_go(asked, _back(), state=made[0], nonce=made[1], verifier=made[2])
    except NotProven:
        return _not_proven("It cannot be reached just now. Sign in with your password, or try again later.")
    session[_WAITING] = [*made, at.isoformat(), person, invitation]
    return render_template("signin/onward.html", onward=address)


@blueprint.get("/sign-in/school/back")
def back() -> ResponseReturnValue:
    """Come back from the provider.

    The cookie is for this site alone, so the browser does not send it on a way that began elsewhere. Then a page of
    ours goes on to the same address, and on that way it does.
    """
    of_ours = known()
    if _WAITING not in session and "again" not in request.args:
        onward = f"{url_for('.back')}?{urlencode([*request.args.items(), ('again', 'yes')])}"
        return render_template("signin/onward.html", onward=onward)
    asked = _asked()
    if asked is None:
        return _not_proven("It took too long, or it was not asked for from here. Begin again.")
    now = desk().now
    undo()  # nobody waits at the database while the provider is asked
    try:
        code = request.args.get("code", "")
        proof = provider.exchange(of_ours, _back(), code, nonce=asked.nonce, verifier=asked.verifier, now=now)
    except NotProven:
        return _not_proven("It did not say who you are. Begin again.")
    if asked.invitation:
        return _come_invited(proof, asked.invitation)
    return _link(proof, asked) if asked.person else _come_in(proof)


def _asked() -> Asked | None:
    """What was asked, if this is the answer to it; it waits no longer."""
    said: Any = session.pop(_WAITING, None)
    if not said:
        return None
    asked = Asked(said[0], said[1], said[2], datetime.fromisoformat(said[3]), said[4], *said[5:6])
    ours = hmac.compare_digest(asked.state.encode(), request.args.get("state", "").encode())
    from_there = request.args.get("iss", known().issuer) == known().issuer
    fresh = desk().now - asked.at <= 2 * once_only.FRESH
    return asked if ours and from_there and fresh and "error" not in request.args else None


def _come_in(proof: Proof) -> ResponseReturnValue:
    found = identities.whose(desk(), proof)
    if found is None:
        keep()  # what was changed by hand is written down though nobody is let in
        return _not_proven(
            "Your school account is not linked to anybody here. Sign in with your password, and link it under "
            "“Your sign-in”."
        )
    return door.welcome(found)


def _come_invited(proof: Proof, invitation: str) -> ResponseReturnValue:
    try:
        someone = invitations.accept(desk(), invitation, proof)
    except Refused as refusal:
        undo()
        return _not_proven(str(refusal))
    return door.welcome(someone)


def _link(proof: Proof, asked: Asked) -> ResponseReturnValue:
    if not current_user.is_authenticated or current_person().id != asked.person or not stepping_up.settled():
        return _not_proven("You were signed out meanwhile. Sign in, and begin again.")
    try:
        identities.link(desk(), current_person(), proof)
    except Refused as refusal:
        undo()
        return _not_proven(str(refusal))
    flash("Your school account is linked. You can sign in with it from now on")
    return redirect(url_for("account.page"), code=303)


def _back() -> str:
    return url_for("oidc.back", _external=True)


def _not_proven(words: str) -> ResponseReturnValue:
    return render_template("signin/not_proven.html", words=words), 401
