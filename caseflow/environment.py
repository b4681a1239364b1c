"""How a setting is read from the environment, and refused in one line that names it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from caseflow.post.address import is_address

Given = Mapping[str, str]
Network = IPv4Network | IPv6Network
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MACHINE = ("127.0.0.0/8", "::1/128")
_YES_OR_NO = ("yes", "no", "1", "0", "true", "false")


class WrongSetting(ValueError):
    """A setting that will not do, said in one line."""


def yes(given: Given, name: str, *, default: bool) -> bool:
    """A setting that is yes or no."""
    said = (given.get(name) or ("yes" if default else "no")).casefold()
    if said not in _YES_OR_NO:
        raise WrongSetting(f"{name}: “{said}” is neither yes nor no.")
    return said in ("yes", "1", "true")


def limit(given: Given, name: str, most: int) -> int:
    """A whole number that may be made smaller than usual, and not larger."""
    said = given.get(name) or str(most)
    if not re.fullmatch("[0-9]{1,3}", said) or not 1 <= int(said) <= most:
        raise WrongSetting(f"{name}: “{said}” will not do; give a whole number from 1 to {most}.")
    return int(said)


def port(given: Given, name: str, usual: int) -> int:
    """A port of this machine or another."""
    said = given.get(name) or str(usual)
    if not re.fullmatch("[0-9]{1,5}", said) or not 1 <= int(said) <= 65535:
        raise WrongSetting(f"{name}: “{said}” is not a port; give a number from 1 to 65535.")
    return int(said)


def home(given: Given, usual: Path) -> Path:
    """The folder in which everything is kept."""
    said = given.get("CASEFLOW_HOME") or str(usual)
    try:
        return Path(said).expanduser().absolute()
    except RuntimeError:
        raise WrongSetting(f"CASEFLOW_HOME: there is no such user as in “{said}”.") from None


def path(given: Given, name: str) -> Path | None:
    """A file or a folder, if one is named."""
    said = given.get(name) or ""
    return Path(said).absolute() if said else None


def database(given: Given, name: str, usual: Path) -> str:
    """The address of a database, that of a file unless another is named."""
    url = given.get(name) or f"sqlite:///{usual}"
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise WrongSetting(f"{name}: give an address that starts with sqlite:/// or postgresql://")
    if url.partition("?")[0] in ("sqlite:///", "sqlite:///:memory:"):
        raise WrongSetting(f"{name}: name a file after sqlite:///, because what is kept in memory alone is lost.")
    return url


def secret(given: Given, name: str) -> str:
    """What stands in the file that is named, or nothing if none is."""
    file = given.get(name) or ""
    try:
        return Path(file).read_text("utf-8").strip() if file else ""
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(f"{name}: the file cannot be read.") from None


def token(given: Given, name: str) -> str:
    """A secret that somebody made at random, so that it cannot be guessed."""
    said = secret(given, name)
    if said and not re.fullmatch("[!-~]{32,200}", said):
        raise WrongSetting(f"{name}: the file must hold one word of 32 characters or more, made at random.")
    return said


def addresses(given: Given, name: str) -> tuple[str, ...]:
    """E-mail addresses, with commas between."""
    found = tuple(one.strip() for one in (given.get(name) or "").split(",") if one.strip())
    if wrong := [one for one in found if not is_address(one)]:
        raise WrongSetting(f"{name}: “{' '.join(wrong[0].split())}” is not an e-mail address.")
    return found


def proxies(given: Given, name: str) -> tuple[Network, ...]:
    """From where a proxy may tell us who really asks: nowhere, this machine, or the addresses that are named."""
    said = (given.get(name) or "no").casefold()
    if said in _YES_OR_NO:
        return tuple(map(ip_network, _MACHINE)) if yes(given, name, default=False) else ()
    try:
        return tuple(ip_network(one.strip()) for one in said.split(","))
    except ValueError:
        words = "say yes, no, or the proxy’s address, such as 10.0.0.5 or 10.0.0.0/28."
        raise WrongSetting(f"{name}: {words}") from None
