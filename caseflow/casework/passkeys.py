"""Passkeys: a key that a person's own device keeps, and shows to this address only. Each challenge is answered once."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from caseflow.casework import credentials, factors, once_only, people
from caseflow.casework.desk import Desk
from caseflow.casework.factors import PASSKEY, Held
from caseflow.casework.people import Someone

_MOST = 20_000
_VERIFIED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class Place:
    """Where a passkey is used: the name of the machine, and the address as the browser has it."""

    host: str
    origin: str


def new_challenge() -> str:
    """Something that nobody could have signed before."""
    return secrets.token_hex(32)


def to_register(desk: Desk, someone: Someone, place: Place, challenge: str) -> str:
    """What the browser needs to make a passkey, as JSON. It stays on the device, and asks for a finger, face or PIN."""
    own = [_descriptor(one) for one in factors.held(desk, someone) if one.kind == PASSKEY]
    return options_to_json(
        generate_registration_options(
            rp_id=place.host,
            rp_name="caseflow",
            user_name=someone.email,
            user_id=someone.id.encode(),
            user_display_name=someone.name,
            challenge=bytes.fromhex(challenge),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
            ),
            exclude_credentials=own,
        )
    )


def to_show(desk: Desk, someone: Someone | None, place: Place, challenge: str) -> str:
    """What the browser needs to show a passkey, as JSON: one of somebody's, or whichever it has for this place."""
    own = [_descriptor(one) for one in factors.held(desk, someone) if one.kind == PASSKEY] if someone else None
    return options_to_json(
        generate_authentication_options(
            rp_id=place.host,
            challenge=bytes.fromhex(challenge),
            allow_credentials=own,
            user_verification=_VERIFIED,
        )
    )


def register(desk: Desk, someone: Someone, place: Place, challenge: str, name: str, answer: str) -> str | None:
    """Take on the passkey that was made, and return its id; None if the answer is none to this challenge."""
    try:
        made = verify_registration_response(
            credential=_read(answer),
            expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return None
    if not once_only.spend(desk, f"challenge {challenge}") or factors.by_credential(desk, made.credential_id):
        return None
    return factors.add(desk, someone, PASSKEY, name, made.credential_public_key.hex(), made.credential_id)


def shown(desk: Desk, place: Place, challenge: str, answer: str) -> tuple[Someone, str] | None:
    """Whose passkey answered, and its id; None if it is none of ours, or no answer to this challenge, or the second.

    It is not slowed down by what others try with passwords: nobody can guess it.
    """
    try:
        said = parse_authentication_credential_json(_read(answer))
        found = factors.by_credential(desk, said.raw_id)
        if found is None:
            return None
        person, held = found
        proof = verify_authentication_response(
            credential=said,
            expected_challenge=bytes.fromhex(challenge),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=bytes.fromhex(held.key),
            credential_current_sign_count=held.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return None
    handle = said.response.user_handle
    if handle not in (None, person.id.encode()) or not person.active:
        return None
    if not once_only.spend(desk, f"challenge {challenge}"):
        return None
    if not credentials.let_in(desk, person):
        return None
    factors.used(desk, held.id, sign_count=proof.new_sign_count)
    return people.opened(desk, person), held.id


def _read(answer: str) -> dict[str, object]:
    said = json.loads(answer) if len(answer) < _MOST else None
    if not isinstance(said, dict):
        raise ValueError("the browser answered something else")
    return said


def _descriptor(held: Held) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=bytes.fromhex(held.credential))
