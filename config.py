"""Settings from the environment. A default only where it is safe in production."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from caseflow.post.server import NONE, PORTS, Server

Network = IPv4Network | IPv6Network
ROOT = Path(__file__).resolve().parent
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MACHINE = ("127.0.0.0/8", "::1/128")
_YES_OR_NO = ("yes", "no", "1", "0", "true", "false")
_ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")

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


class WrongSetting(ValueError):
    """A setting that will not do, said in one line."""


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
    home = _home(environment.get("CASEFLOW_HOME") or str(ROOT / "var"))
    host = environment.get("HOST") or "127.0.0.1"
    loopback = host in _LOOPBACK
    if demo and not loopback:
        raise WrongSetting("HOST: the demo listens on 127.0.0.1 only, because anybody could sign in to it.")
    return Config(
        home=home,
        database_url=_database(environment.get("DATABASE_URL") or f"sqlite:///{home / 'caseflow.db'}"),
        keyring_url=_database(environment.get("KEYRING_URL") or f"sqlite:///{home / 'keyring.db'}", "KEYRING_URL"),
        host=host,
        port=_port(environment.get("PORT") or "8000"),
        demo=demo,
        secure_cookies=_yes(environment, "SECURE_COOKIES", default=not loopback),
        trust_proxy=_proxies(environment),
        provider=_provider(environment),
        session_limits={name: _limit(environment, name, most) for name, (most, _why) in SESSION_LIMITS.items()},
        mail=_mail(environment),
        worker=_yes(environment, "CASEFLOW_WORKER", default=True),
        checkpoints_to=_addresses(environment, "CHECKPOINTS_TO"),
        backups=_path(environment, "BACKUPS"),
        keys_elsewhere=_path(environment, "KEYS"),
        metrics_token=_token(environment),
    )


def _mail(environment: Mapping[str, str]) -> Server | None:
    """The mail server, if one is named: without SMTP_HOST no post leaves."""
    host = environment.get("SMTP_HOST") or ""
    if not host:
        return None
    security = environment.get("SMTP_TLS") or "starttls"
    if security not in PORTS:
        raise WrongSetting(f"SMTP_TLS: “{security}” is none of {', '.join(PORTS)}.")
    if security == NONE and host not in _LOOPBACK:
        raise WrongSetting("SMTP_TLS: none is for a mail server on this machine; to any other the line must be safe.")
    port = _port(environment.get("SMTP_PORT") or str(PORTS[security]), "SMTP_PORT")
    senders = _addresses(environment, "SMTP_SENDER")
    if len(senders) != 1:
        raise WrongSetting("SMTP_SENDER: give the one address from which caseflow writes.")
    user, password = environment.get("SMTP_USER") or "", _secret(environment, "SMTP_PASSWORD_FILE")
    if bool(user) == bool(password):
        return Server(host, port, security, senders[0], user, password)
    raise WrongSetting("SMTP_USER and SMTP_PASSWORD_FILE: give both, or neither.")


def _secret(environment: Mapping[str, str], name: str) -> str:
    file = environment.get(name) or ""
    try:
        return Path(file).read_text("utf-8").strip() if file else ""
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(f"{name}: the file cannot be read.") from None


def _token(environment: Mapping[str, str]) -> str:
    token = _secret(environment, "METRICS_TOKEN_FILE")
    if token and not re.fullmatch("[!-~]{32,200}", token):
        raise WrongSetting("METRICS_TOKEN_FILE: the file must hold one word of 32 characters or more, made at random.")
    return token


def _addresses(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(one.strip() for one in (environment.get(name) or "").split(",") if one.strip())
    if wrong := [one for one in found if not _ADDRESS.fullmatch(one)]:
        raise WrongSetting(f"{name}: “{' '.join(wrong[0].split())}” is not an e-mail address.")
    return found


def _home(given: str) -> Path:
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError:
        raise WrongSetting(f"CASEFLOW_HOME: there is no such user as in “{given}”.") from None


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    given = environment.get(name) or ""
    return Path(given).absolute() if given else None


def _proxies(environment: Mapping[str, str]) -> tuple[Network, ...]:
    """From where a proxy may tell us who really asks: nowhere, this machine, or the addresses that are named."""
    given = (environment.get("TRUST_PROXY") or "no").casefold()
    if given in _YES_OR_NO:
        return tuple(map(ip_network, _MACHINE)) if _yes(environment, "TRUST_PROXY", default=False) else ()
    try:
        return tuple(ip_network(one.strip()) for one in given.split(","))
    except ValueError:
        raise WrongSetting(
            "TRUST_PROXY: say yes, no, or the proxy’s address, such as 10.0.0.5 or 10.0.0.0/28."
        ) from None


def _database(url: str, name: str = "DATABASE_URL") -> str:
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise WrongSetting(f"{name}: give an address that starts with sqlite:/// or postgresql://")
    if url.partition("?")[0] in ("sqlite:///", "sqlite:///:memory:"):
        raise WrongSetting(f"{name}: name a file after sqlite:///, because what is kept in memory alone is lost.")
    return url


def _port(given: str, name: str = "PORT") -> int:
    if not re.fullmatch("[0-9]{1,5}", given) or not 1 <= int(given) <= 65535:
        raise WrongSetting(f"{name}: “{given}” is not a port; give a number from 1 to 65535.")
    return int(given)


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


def _limit(environment: Mapping[str, str], name: str, most: int) -> int:
    given = environment.get(name) or str(most)
    if not re.fullmatch("[0-9]{1,3}", given) or not 1 <= int(given) <= most:
        raise WrongSetting(f"{name}: “{given}” will not do; give a whole number from 1 to {most}.")
    return int(given)


def _yes(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    given = (environment.get(name) or ("yes" if default else "no")).casefold()
    if given not in _YES_OR_NO:
        raise WrongSetting(f"{name}: “{given}” is neither yes nor no.")
    return given in ("yes", "1", "true")
