"""Handing over to gunicorn: one process with threads on SQLite, which has one writer; two on PostgreSQL."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import config
from config import Config, WrongSetting

_THREADS = 8
_SHARED = Path("/dev/shm")  # noqa: S108 -- gunicorn makes its own file there, and removes its name at once


def hand_over(settings: Config, environment: Mapping[str, str] | None = None) -> NoReturn:
    """Become the web server. Raises WrongSetting if another program listens there already."""
    refuse_if_taken(settings)
    sys.stdout.flush()
    command = server(settings)
    ours = {**shared_figures(settings), **(environment or {})}
    os.execve(command[0], command, {**os.environ, **ours})  # noqa: S606 -- a fixed program, no shell


def server(settings: Config) -> list[str]:
    """The web server, as it is started."""
    workers = 1 if settings.database_url.startswith("sqlite") else 2
    return [
        *(sys.executable, "-m", "gunicorn", "wsgi:app"),
        *("--bind", f"{_bracketed(settings.host)}:{settings.port}"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(_THREADS)),
        *("--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket"),
        *("--forwarded-allow-ips", "0.0.0.0"),  # noqa: S104 -- nobody comes from there: whom to believe, we decide
        *("--logger-class", "caseflow.watch.gunicorn.Quiet"),
        *("--chdir", str(config.ROOT), *(["--worker-tmp-dir", str(_SHARED)] if _SHARED.is_dir() else [])),
    ]


def shared_figures(settings: Config) -> dict[str, str]:
    """Where all processes of this installation count together, if figures are asked for; as an environment.

    What processes that are gone had counted is taken away, or there would be ever more files.
    """
    if not settings.metrics_token:
        return {}
    folder = settings.home / "metrics"
    folder.mkdir(mode=0o700, exist_ok=True)
    for file in folder.glob("*.db"):
        if not _lives(file.stem.rpartition("_")[2]):
            file.unlink(missing_ok=True)
    return {"PROMETHEUS_MULTIPROC_DIR": str(folder)}


def _lives(number: str) -> bool:
    return Path("/proc", number).is_dir()


def address(settings: Config) -> str:
    """What to type into a browser on this machine."""
    return f"http://{_bracketed(settings.host)}:{settings.port}"


def refuse_if_taken(settings: Config) -> None:
    """Say now that the port is taken, rather than in the web server's words."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        with socket.socket(found[0][0], socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[0][4])
    except OSError as trouble:
        where = f"{_bracketed(settings.host)}:{settings.port}"
        raise WrongSetting(f"HOST and PORT: nothing can listen at {where}: {trouble.strerror}.") from None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
