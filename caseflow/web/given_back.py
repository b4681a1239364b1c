"""What was typed and could not be taken: put away for the person whose it is, and given back on its own page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from flask import Flask, current_app, g, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from caseflow.casework import kept_forms
from caseflow.casework.kept_forms import Why
from caseflow.casework.people import Someone
from caseflow.web.desk import desk, keep

_MOST_FIELDS = 500


def put_on(app: Flask) -> None:
    """Let every page say that what stands in its form is given back."""
    app.context_processor(lambda: {"given_back": g.get("given_back")})


def keep_what_came(someone: Someone | None, why: Why = Why.ENDED) -> str:
    """Keep the form that was sent, for this person, and return the address where it is given back, or nothing.

    Only what a page asks for can be given back. Files are not kept: their page asks for them again.
    """
    if someone is None or request.method != "POST" or not _has_page():
        return ""
    fields = [one for one in request.form.items(multi=True) if "password" not in one[0]][:_MOST_FIELDS]
    query = urlencode([one for one in request.args.items(multi=True) if one[0] != "kept"])
    kept_id = kept_forms.keep(desk(), someone, request.path, query, fields, why)
    keep()
    return _address(request.path, query, kept_id)


def forget_what_was_sent() -> None:
    """This form has come again: unless it is refused, it need not be kept."""
    kept_forms.forget(desk(), current_user.someone, request.path)


def address_of_newest(someone: Someone) -> str:
    """Where somebody goes on who was signed out while they wrote, or nothing."""
    found = kept_forms.newest(desk(), someone)
    return _address(found.path, found.query, found.id) if found and found.why is Why.ENDED else ""


def typed() -> MultiDict[str, str] | None:
    """The fields to fill the form of this page with, if its address says that they were kept, and for this person."""
    if request.method != "GET" or "kept" not in request.args or not current_user.is_authenticated:
        return None
    found = kept_forms.find(desk(), current_user.someone, request.args["kept"], request.path)
    g.given_back = found
    return MultiDict(found.fields) if found else None


def _address(path: str, query: str, kept_id: str) -> str:
    return f"{path}?{urlencode([*parse_qsl(query), ('kept', kept_id)])}"


def _has_page() -> bool:
    return current_app.create_url_adapter(request).test(request.path, method="GET")  # type: ignore[union-attr]
