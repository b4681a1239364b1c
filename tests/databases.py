"""Empty databases for the tests: SQLite files, and a real PostgreSQL that lives as long as the test run.

Each process has a PostgreSQL of its own, so parallel workers share nothing. It listens on a Unix socket only.
"""

import atexit
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

ENGINES = tuple(os.environ.get("CASEFLOW_TEST_ENGINES", "sqlite,postgresql").split(","))
on_one_engine = pytest.mark.parametrize("engine", ENGINES[-1:], indirect=True)
"""For a long test of what pages show: each query in it runs on both elsewhere."""

_MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
IN_MEMORY = _MEMORY if os.access(_MEMORY, os.W_OK) else None
"""Where databases lie that need not outlast a run, if there is such a folder: each of thousands of acts is durable."""
_PATIENCE = 60  # seconds; a cold disk on a busy machine
_names = itertools.count(1)

# The server's keeper holds a pipe from the test run: however the run ends, the pipe closes, and the keeper clears up.
_KEEPER = """
bin=$1 home=$2
"$bin/postgres" -D "$home/data" -k "$home" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=200 >"$home/log" 2>&1 &
server=$!
read -r _
kill -INT "$server"
wait "$server"
rm -rf "$home"
"""


class NoPostgreSQL(Exception):
    """PostgreSQL is not on this machine, so what should be shown on it cannot be."""


def fresh(engine: str, folder: Path, *, like: str | None = None) -> str:
    """The URL of a new database: empty, or a copy of another that nobody is connected to."""
    if engine == "postgresql":
        return postgresql_url(like=like)
    url = sqlite_url(folder)
    if like:
        shutil.copy(_file(like), _file(url))
    return url


def sqlite_url(folder: Path) -> str:
    """The URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{folder}/caseflow-{next(_names)}.db"


def postgresql_url(*, like: str | None = None) -> str:
    """The URL of a new PostgreSQL database."""
    sockets = _server()
    name = f"caseflow_{next(_names)}"
    source = urlsplit(like).path.strip("/") if like else "template0"
    with _connect(sockets) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
    return f"postgresql+psycopg://caseflow@/{name}?host={sockets}"


def drop(url: str) -> None:
    """Take a database away, whoever is still connected to it."""
    parts = urlsplit(url)
    if parts.scheme.startswith("sqlite"):
        _file(url).unlink(missing_ok=True)
        return
    with _connect(Path(parse_qs(parts.query)["host"][0])) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {parts.path.strip('/')} WITH (FORCE)")


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _connect(sockets: Path) -> psycopg.Connection:
    return psycopg.connect(host=str(sockets), user="caseflow", dbname="postgres", autocommit=True)


@cache
def _server() -> Path:
    """Start this process's PostgreSQL and return the folder of its socket."""
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix="cf-pg-"))
    owner = _owner()
    if owner:
        os.chown(home, owner["user"], owner["group"])
    subprocess.run(
        [
            programs / "initdb", "--pgdata", home / "data", "--username=caseflow", "--auth=trust",
            "--encoding=UTF8", "--locale=C", "--no-sync",
        ],
        check=True, cwd="/", stdout=subprocess.DEVNULL, **owner,
    )  # fmt: skip
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER, "keeper", programs, home],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        cwd="/", start_new_session=True, **owner,
    )  # fmt: skip
    atexit.register(_dismiss, keeper)
    _wait_for(home)
    return home


def _programs() -> Path:
    """The folder of PostgreSQL's server programs, the newest if there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise NoPostgreSQL(
            "PostgreSQL is not installed, and these tests must show that caseflow runs on it. Install it with "
            "“apt-get install postgresql”, or run “make check” for the tests on SQLite alone."
        )
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def _owner() -> dict[str, Any]:
    """Whom to run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    names = {person.pw_name: person for person in pwd.getpwall()}
    person = names.get("postgres") or names["nobody"]
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _wait_for(home: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            _connect(home).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _dismiss(keeper: subprocess.Popen[bytes]) -> None:
    if keeper.stdin:
        keeper.stdin.close()
    keeper.wait(timeout=_PATIENCE)
