"""The school's identity provider: it proves who is employed, by OpenID Connect, and nothing more.

Code flow with PKCE, state and nonce. Somebody is known by issuer and subject, never by an e-mail address, which can be
given to another person. What the provider says is taken from its own addresses only, as its own description names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from config import Provider

PATIENCE = 5
LEEWAY = timedelta(seconds=60)
OLDEST = timedelta(hours=12)
"""How long ago somebody may have signed in at the provider, if it says when."""
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class NotProven(Exception):
    """The provider could not be reached, or what it said will not do. Why is not for the page to tell."""


@dataclass(frozen=True)
class Proof:
    """Whom the provider vouches for; `token` stands for what it sent, so that it is taken once."""

    issuer: str
    subject: str
    token: str


def described(provider: Provider) -> dict[str, Any]:
    """The provider's description of itself. Raises NotProven if it is another's, or names no safe address."""
    said = _fetched(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if said.get("issuer") != provider.issuer:
        raise NotProven("the description is of another provider")
    for name in _ADDRESSES:
        if not safe(str(said.get(name, ""))):
            raise NotProven(f"the description names no safe {name}")
    return said


def safe(address: str) -> bool:
    """Whether an address is encrypted, or on this very machine."""
    parts = urlsplit(address)
    here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def where_to_go(provider: Provider, back: str, *, state: str, nonce: str, verifier: str) -> str:
    """The address at the provider where somebody signs in, from which they come back. Raises NotProven."""
    said = described(provider)
    with _client(provider, back) as client:
        address, _state = client.create_authorization_url(
            said["authorization_endpoint"],
            state=state,
            nonce=nonce,
            code_verifier=verifier,
            max_age=int(OLDEST.total_seconds()),
        )
    return str(address)


def exchange(provider: Provider, back: str, code: str, *, nonce: str, verifier: str, now: datetime) -> Proof:
    """Whom the provider vouches for with this code. Raises NotProven. Nobody waits at the database meanwhile."""
    said = described(provider)
    try:
        with _client(provider, back) as client:
            answer = client.fetch_token(
                said["token_endpoint"], code=code, code_verifier=verifier, timeout=PATIENCE, allow_redirects=False
            )
    except (AuthlibBaseError, requests.RequestException, ValueError) as trouble:
        raise NotProven("the provider gave no token") from trouble
    keys = _fetched(str(said["jwks_uri"]))
    return proven(provider, keys, str(answer.get("id_token", "")), nonce=nonce, now=now)


def proven(provider: Provider, keys: dict[str, Any], token: str, *, nonce: str, now: datetime) -> Proof:
    """What a token proves: it is signed by these keys, for us, now, in answer to what we asked. Raises NotProven."""
    moment = int(now.timestamp())
    wanted = jwt.JWTClaimsRegistry(
        now=moment,
        leeway=int(LEEWAY.total_seconds()),
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=list(ALGORITHMS)).claims  # type: ignore[arg-type]
        wanted.validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as trouble:
        raise NotProven("the token will not do") from trouble
    _for_us_alone(provider, claims)
    _lately(claims, moment)
    return Proof(provider.issuer, str(claims["sub"]), token)


def _for_us_alone(provider: Provider, claims: dict[str, Any]) -> None:
    """A token that others may use as well was asked for by us, or it is none of ours."""
    audience = claims["aud"]
    shared = isinstance(audience, list) and len(audience) > 1
    if claims.get("azp", None if shared else provider.client_id) != provider.client_id:
        raise NotProven("the token was made for another")


def _lately(claims: dict[str, Any], moment: int) -> None:
    at = claims.get("auth_time")
    if at is not None and (not isinstance(at, int) or at + int((OLDEST + LEEWAY).total_seconds()) < moment):
        raise NotProven("it is too long ago that they signed in at the provider")


def _client(provider: Provider, back: str) -> Any:
    return OAuth2Session(
        provider.client_id,
        provider.secret(),
        scope="openid",
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _fetched(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        answer.raise_for_status()
        said = answer.json()
    except (requests.RequestException, ValueError) as trouble:
        raise NotProven("the provider cannot be reached") from trouble
    if answer.status_code != 200 or not isinstance(said, dict):
        raise NotProven("the provider said something else")
    return said
