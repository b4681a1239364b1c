"""A check-up of the disk: is there room where things are kept, and is there a backup that is not old?"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from caseflow.casework.doctor import Finding, Level, Premises, ok, soon, wrong

LOW, EMPTY = 0.15, 0.05
"""The shares of a disk that are left when somebody should see to it, and when it is nearly too late."""
BACKUP_DUE = 26 * 3600
BACKUP_LATE = 3 * 24 * 3600
"""Seconds. A nightly backup that came is younger than the first; when three are missing, something is broken."""


def space(place: Premises) -> Iterator[Finding]:
    """What is left on each disk where something is kept."""
    kept = [file.parent for file in place.files().values()]
    folders = [*kept, place.home / "evidence", place.home]  # of several on one disk the last is named
    disks = {folder.stat().st_dev: folder for folder in folders if folder.exists()}
    for folder in disks.values():
        yield standing(folder, left(folder))


def left(folder: Path) -> float:
    """The share of the disk of a folder that may still be filled: of its room, or of its places for files."""
    disk = os.statvfs(folder)
    room = disk.f_bavail / disk.f_blocks if disk.f_blocks else 1.0
    return min(room, disk.f_favail / disk.f_files) if disk.f_files else room


def standing(folder: Path, share: float) -> Finding:
    """What is said of a disk of which this share is left."""
    words = f"{share:.0%} is left on the disk of {folder}"
    if share < EMPTY:
        return wrong("disk", f"{words}: make room now, or nothing more can be written down.")
    if share < LOW:
        return soon("disk", f"{words}: make room.")
    return ok("disk", f"{words}.")


def backups(place: Premises) -> Iterator[Finding]:
    """How old the newest file of the backups is."""
    if place.backups is None:
        yield soon(
            "backups", "Nobody said where backups go: set BACKUPS to their folder, or to a file each one touches."
        )
        return
    if not place.backups.exists():
        yield wrong("backups", f"There is no {place.backups}: look at BACKUPS, and whether any backup was made.")
        return
    newest = _newest(place.backups)
    if newest is None:
        yield wrong("backups", f"There is no backup in {place.backups}: make one, and try to bring it back.")
        return
    yield of_age(time.time() - newest)


def of_age(seconds: float) -> Finding:
    """What is said of a newest backup of this age."""
    hours = max(0, int(seconds // 3600))
    words = f"The newest is {hours} hours old" if hours < 48 else f"The newest is {hours // 24} days old"
    level = Level.OK if seconds <= BACKUP_DUE else Level.SOON if seconds <= BACKUP_LATE else Level.WRONG
    return Finding("backups", level, f"{words}." if level is Level.OK else f"{words}: find out why none came since.")


def _newest(place: Path) -> float | None:
    """When the newest file was last written, by the clock of the disk."""
    if place.is_file():
        return place.stat().st_mtime
    return max((one.stat().st_mtime for one in place.rglob("*") if one.is_file()), default=None)
