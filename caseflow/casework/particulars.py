"""What a name, an e-mail address and a password must be like, in words for whoever typed them."""

from __future__ import annotations

from collections.abc import Iterable

from caseflow.casework.guessing import easily_guessed
from caseflow.post.address import is_address

LEAST_PASSWORD, MOST_PASSWORD = 12, 128
MOST_NAME = 200


def wrong_name(name: str) -> str | None:
    """Why a name will not do, or None."""
    if not name.strip() or len(name) > MOST_NAME or not name.strip().isprintable():
        return f"Enter a name of up to {MOST_NAME} characters"
    return None


def wrong_email(email: str) -> str | None:
    """Why an e-mail address will not do, or None."""
    if not is_address(email.strip()):
        return "Enter an e-mail address in the correct format, like name@school.sch.uk"
    return None


def weak(password: str, known: Iterable[str] = ()) -> str | None:
    """Why a password will not do, or None. `known` is what anybody at the school knows of whoever chooses it."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        return f"Enter a password of {LEAST_PASSWORD} to {MOST_PASSWORD} characters"
    if len(set(password.casefold())) < 5:
        return "Enter a password with more different characters"
    return easily_guessed(password, known)
