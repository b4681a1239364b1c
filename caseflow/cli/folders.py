"""Whether a school can be kept where the settings say: told before anybody has answered a question."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from config import Config, WrongSetting


def refuse_unwritable(settings: Config) -> None:
    """Raise WrongSetting naming the folder in which nothing can be kept. Leaves no trace."""
    files = {"DATABASE_URL": settings.database_url, "KEYRING_URL": settings.keyring_url}
    folders = {"CASEFLOW_HOME": settings.home} | {
        name: Path(url.removeprefix("sqlite:///").partition("?")[0]).absolute().parent
        for name, url in files.items()
        if url.startswith("sqlite:///")
    }
    for name, folder in folders.items():
        if trouble := _trouble(folder):
            raise WrongSetting(f"{name}: nothing can be kept in {folder}: {trouble}.")


def _trouble(folder: Path) -> str:
    """Why nothing can be kept in a folder, or nothing. What has to be made to find out is taken away again."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as trouble:
        return "it is no folder" if folder.exists() and not folder.is_dir() else str(trouble.strerror)
    finally:
        for one in made:
            with contextlib.suppress(OSError):  # it was not made after all, or somebody put something into it
                one.rmdir()
