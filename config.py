"""Settings from the environment. A default only where it is safe in production."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from caseflow import environment as said
from caseflow.environment import LOOPBACK, Network, WrongSetting
from caseflow.post.server import NONE, PORTS, Server

__all__ = ["ROOT", "SESSION_LIMITS", "Config", "Provider", "Server", "WrongSetting", "read"]

ROOT = Path(__file__).resolve().parent

SESSION_LIMITS: Mapping[str, tuple[int, str]] = {
    "SESSION_IDLE_CASE_MINUTES": (
        15,
        "Whoever has a part in a case, after no activity: a screen left alone in a staff room shows the case. "
        "NIST 800-63B asks 15 minutes at its highest level.",
    ),
    "SESSION_IDLE_MINUTES": (
        30,
        "Everybody else: whoever writes a report thinks, and is called away. NIST 800-63B asks 30 minutes.",
    ),
    "SESSION_HOURS": (
        8,
        "In any case, after a day at work: nobody is signed in overnight on a machine that others use in the morning.",
    ),
    "SESSIONS": (
        3,
        "Places at once: a desk, a classroom and a phone. A fourth is more likely forgotten, or somebody else.",
    ),
    "STEP_UP_MINUTES": (
        5,
        "The second factor is asked again before what cannot be taken back, so that whoever walks up to an unlocked "
        "machine cannot decide, give access or change rules. OWASP ASVS 7.5.3.",
    ),
}
"""How long a session lasts, and why. The environment may shorten each, and lengthen none."""


@dataclass(frozen=True)
class Provider:
    """The school's identity provider, for OpenID Connect. The secret stays in its file until it is needed."""

    issuer: str
    client_id: str
    secret_file: Path
    name: str

    def secret(self) -> str:
        """What proves to the provider that it is we who ask."""
        return self.secret_file.read_text("utf-8").strip()


@dataclass(frozen=True)
class Config:
    """Where the data lies and where the service listens.

    `home` holds data, keyring, keys and the sealed files of evidence. `demo` allows signing in as the cast without a
    password, and then the service listens on the loopback address only. `secure_cookies` is off only where there is no
    TLS on this machine itself. `mail` is the server that takes our post, None if there is none and all post is kept;
    `worker` says whether the web server carries post too, and `checkpoints_to` where signed checkpoints go.
    `backups` is the folder to which backups go, or a file that each touches: the check-up says how old the newest is.
    `trust_proxy` are the addresses whose word is believed of who really asks, and `keys_elsewhere` is the folder of the
    keys where it is not in `home`. `metrics_token` is what whoever asks for the figures must show; without
    one there are none.
    """

    home: Path
    database_url: str
    keyring_url: str
    host: str
    port: int
    demo: bool
    secure_cookies: bool
    trust_proxy: tuple[Network, ...]
    session_limits: Mapping[str, int]
    provider: Provider | None
    mail: Server | None = None
    worker: bool = True
    checkpoints_to: tuple[str, ...] = ()
    backups: Path | None = None
    metrics_token: str = field(default="", repr=False)
    keys_elsewhere: Path | None = None

    @property
    def keys(self) -> Path:
        """The folder of the two key files."""
        return self.keys_elsewhere or self.home / "keys"


def read(environment: Mapping[str, str] = os.environ, *, demo: bool = False) -> Config:
    """The settings as the environment gives them. Raises WrongSetting naming the one that will not do."""
    home = said.home(environment, ROOT / "var")
    host = environment.get("HOST") or "127.0.0.1"
    loopback = host in LOOPBACK
    if demo and not loopback:
        raise WrongSetting("HOST: the demo listens on 127.0.0.1 only, because anybody could sign in to it.")
    return Config(
        home=home,
        database_url=said.database(environment, "DATABASE_URL", home / "caseflow.db"),
        keyring_url=said.database(environment, "KEYRING_URL", home / "keyring.db"),
        host=host,
        port=said.port(environment, "PORT", 8000),
        demo=demo,
        secure_cookies=said.yes(environment, "SECURE_COOKIES", default=not loopback),
        trust_proxy=said.proxies(environment, "TRUST_PROXY"),
        provider=_provider(environment),
        session_limits={name: said.limit(environment, name, most) for name, (most, _why) in SESSION_LIMITS.items()},
        mail=_mail(environment),
        worker=said.yes(environment, "CASEFLOW_WORKER", default=True),
        checkpoints_to=said.addresses(environment, "CHECKPOINTS_TO"),
        backups=said.path(environment, "BACKUPS"),
        keys_elsewhere=said.path(environment, "KEYS"),
        metrics_token=said.token(environment, "METRICS_TOKEN_FILE"),
    )


def _mail(environment: Mapping[str, str]) -> Server | None:
    """The mail server, if one is named: without SMTP_HOST no post leaves."""
    host = environment.get("SMTP_HOST") or ""
    if not host:
        return None
    security = environment.get("SMTP_TLS") or "starttls"
    if security not in PORTS:
        raise WrongSetting(f"SMTP_TLS: “{security}” is none of {', '.join(PORTS)}.")
    if security == NONE and host not in LOOPBACK:
        raise WrongSetting("SMTP_TLS: none is for a mail server on this machine; to any other the line must be safe.")
    port = said.port(environment, "SMTP_PORT", PORTS[security])
    senders = said.addresses(environment, "SMTP_SENDER")
    if len(senders) != 1:
        raise WrongSetting("SMTP_SENDER: give the one address from which caseflow writes.")
    user, password = environment.get("SMTP_USER") or "", said.secret(environment, "SMTP_PASSWORD_FILE")
    if bool(user) == bool(password):
        return Server(host, port, security, senders[0], user, password)
    raise WrongSetting("SMTP_USER and SMTP_PASSWORD_FILE: give both, or neither.")


def _provider(environment: Mapping[str, str]) -> Provider | None:
    """The identity provider, if one is named; then all of it is."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET_FILE")
    given = {name: environment.get(name) or "" for name in names}
    if not any(given.values()):
        return None
    for name, value in given.items():
        if not value:
            raise WrongSetting(f"{name}: it is missing, and the other settings of the identity provider are there.")
    if not re.match(r"https://[^/]|http://(127\.0\.0\.1|localhost)[:/]", given["OIDC_ISSUER"]):
        raise WrongSetting("OIDC_ISSUER: give an address that starts with https://")
    secret = Path(given["OIDC_CLIENT_SECRET_FILE"])
    if not os.access(secret, os.R_OK):
        raise WrongSetting(f"OIDC_CLIENT_SECRET_FILE: {secret} cannot be read.")
    name = environment.get("OIDC_NAME") or "your school account"
    return Provider(given["OIDC_ISSUER"], given["OIDC_CLIENT_ID"], secret, name)
