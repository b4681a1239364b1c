"""A check-up of the keys: are they there, closed to others, and those with which this school was sealed?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caseflow.casework import checkpoints
from caseflow.casework.desk import school_scope
from caseflow.casework.doctor import Finding, Premises, ok, wrong
from caseflow.casework.office import EVIDENCE, Office
from caseflow.vault import safe
from caseflow.vault.box import Altered
from caseflow.vault.store import is_there

_ABOUT = "keys"
_OTHERS = 0o077


def files(place: Premises) -> Iterator[Finding]:
    """Whether each file of keys is there and closed to others. Raises KeysMissing."""
    safe.load(place.keys)
    if not is_there(place.keyring_url):
        yield wrong(
            _ABOUT, "The keyring is not there, or cannot be reached: look at KEYRING_URL, or bring back its backup."
        )
        return
    closed = [
        *(path for name, path in place.files().items() if name == "keyring"),
        place.home / EVIDENCE,
        place.home / "anchors",
    ]
    open_to_others = [one for one in closed if _is_open(one)]
    for one in open_to_others:
        wanted = "700" if one.is_dir() else "600"
        yield wrong(_ABOUT, f"Others on this machine may read {one.name}: type chmod {wanted} {one}")
    if not open_to_others:
        yield ok(_ABOUT, "The master key, the signing key and the keyring are there, and closed to others.")


def fit(office: Office) -> Iterator[Finding]:
    """Whether these are the keys with which each school was sealed and its checkpoints were signed."""
    for school in office.schools():
        yield _of_school(office, school.id, school.name)


def _of_school(office: Office, school_id: str, name: str) -> Finding:
    try:
        has_key = bool(office.keyring.keys([school_scope(school_id)]))
    except Altered:
        return wrong(_ABOUT, f"The master key is not the one of {name}: bring back the sealed copy of the keys.")
    if not has_key:
        return wrong(_ABOUT, f"The keyring does not know {name}: bring back the keyring that belongs to this database.")
    notes = checkpoints.anchored(office.anchors, school_id) if office.anchors else []
    if notes and checkpoints.trusted(office.safe, school_id, notes[-1]) is None:
        return wrong(
            _ABOUT, f"The signing key did not sign the newest checkpoint of {name}: bring back the sealed copy."
        )
    return ok(_ABOUT, f"They open and sign for {name}.")


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & _OTHERS)
