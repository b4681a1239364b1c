"""Codes that an app makes from a secret and the time: each works once, with spaces or without."""

from __future__ import annotations

import hmac
import io
import unicodedata

import pyotp
import segno
from sqlalchemy import update

from caseflow.casework import factors, throttle
from caseflow.casework.desk import Desk
from caseflow.casework.factors import APP
from caseflow.casework.people import Someone
from caseflow.records import Factor

_STEP, _DRIFT = 30, 1


def new_secret() -> str:
    """A secret of 160 bits, for one app."""
    return pyotp.random_base32()


def picture(secret: str, someone: Someone) -> bytes:
    """The secret as a QR code for the app to read: a PNG."""
    drawn = io.BytesIO()
    address = pyotp.TOTP(secret).provisioning_uri(name=someone.email, issuer_name="caseflow")
    segno.make(address, error="m").save(drawn, kind="png", scale=5, border=4)
    return drawn.getvalue()


def normal(code: str) -> str:
    """A code as it is compared: plain digits, without the spaces that apps put in."""
    plain = unicodedata.normalize("NFKC", code[:40])
    return "".join(char for char in plain if not char.isspace() and char not in "-\u200b")


def first(desk: Desk, someone: Someone, secret: str, name: str, code: str) -> str | None:
    """Take an app on, if this is a code that it makes, and return its id; None if the code is wrong."""
    step = _step(desk, secret, code)
    if step is None:
        return None
    factor_id = factors.add(desk, someone, APP, name, secret)
    desk.session.get_one(Factor, factor_id).last_step = step
    desk.session.flush()
    return factor_id


def shown(desk: Desk, someone: Someone, code: str) -> str | None:
    """The id of the app that made this code, the first time it is shown; None if it is wrong, or too many were.

    Keep the work either way: it counts.
    """
    attempt = throttle.at_a_code(desk, someone.id)
    apps = [one for one in factors.held(desk, someone) if one.kind == APP]
    steps = [(one.id, _step(desk, one.key, code)) for one in apps]
    if not attempt.must_wait:
        for factor_id, step in steps:
            if step is not None and _first_time(desk, factor_id, step):
                attempt.succeeded()
                factors.used(desk, factor_id)
                return factor_id
    factors.failed(desk, someone, attempt)
    return None


def _step(desk: Desk, secret: str, code: str) -> int | None:
    """The time for which this is the code, now or half a minute before or after; None for any other."""
    now, typed = int(desk.now.timestamp()) // _STEP, normal(code).encode()
    made = pyotp.TOTP(secret)
    near = range(now - _DRIFT, now + _DRIFT + 1)
    return next((step for step in near if hmac.compare_digest(made.generate_otp(step).encode(), typed)), None)


def _first_time(desk: Desk, factor_id: str, step: int) -> bool:
    """Use a code up, in one statement: of two who show it at once, one is first."""
    query = update(Factor).where(Factor.id == factor_id, Factor.last_step < step).values(last_step=step)
    return bool(desk.session.execute(query.returning(Factor.id)).all())
