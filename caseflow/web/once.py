"""A form is acted on once: a double click or a re-sent page is given the answer of the first time."""

from __future__ import annotations

import re
import secrets

from flask import request

from caseflow.casework.refusals import Refused
from caseflow.records import Request
from caseflow.vault.box import blind_index
from caseflow.web.desk import current_person, desk


def new_key() -> str:
    """The key that a form carries in `request_key`."""
    return secrets.token_urlsafe(24)


def answered_before() -> str | None:
    """Where this very form led the first time, or None. Raises Refused if the key came with other words."""
    key = _key()
    if key is None:
        return None
    earlier = desk().session.get(Request, key)
    if earlier is None:
        return None
    if earlier.person_id != current_person().id or earlier.body != _body():
        raise Refused("This form was sent before with other answers. Open the page again, and send it afresh.")
    return earlier.answer


def remember(answer: str) -> None:
    """Keep where this form led, in the same transaction as what it did."""
    key = _key()
    if key is not None:
        row = Request(key=key, person_id=current_person().id, body=_body(), answer=answer, at=desk().now)
        desk().session.add(row)
        desk().session.flush()


def _key() -> str | None:
    key = request.form.get("request_key", "")
    return key if re.fullmatch("[A-Za-z0-9_-]{16,64}", key) else None


def _body() -> str:
    """A fingerprint of what was sent, the token of the session left out: the words themselves are not kept.

    It is made with the school's key, or whoever reads the row could try out which short answer it stands for.
    """
    said = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    return blind_index(desk().index_key(current_person().school_id), "request", repr((request.path, said))).hex()
