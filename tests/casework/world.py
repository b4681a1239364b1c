"""A school made once, in which many walks can be walked: it is put back as it was before each."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import databases
from casework.passing import Life
from casework.town import FRIDAY, Template, Town, open_town


@dataclass
class World:
    """An installation made once, and put back as it was before each walk. Adds up what the walks did."""

    folder: Path
    walks: int = 0
    steps: int = 0
    met: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    looked_at: Counter[int] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    town: Town = field(init=False)
    _found: Path = field(init=False)

    def __post_init__(self) -> None:
        template = Template.make("sqlite", self.folder)
        shutil.copytree(template.keys, self.folder / "keys")
        shutil.copy(template.keyring, self.folder / "keyring.db")
        self._found = Path(template.url.removeprefix("sqlite:///"))
        self.town = open_town(template, databases.fresh("sqlite", self.folder, like=template.url), self.folder)

    def afresh(self) -> Town:
        """The school as it was founded, on the Friday on which everything begins."""
        self.town.office.store.engine.dispose()
        shutil.copy(self._found, self.town.url.removeprefix("sqlite:///"))
        self.town.clock.now = FRIDAY
        return self.town

    def forget(self) -> None:
        """Begin the account anew."""
        self.walks = self.steps = 0
        self.met, self.done, self.looked_at = Counter(), Counter(), Counter()
        self.violations = []

    def add_up(self, walk: Life, steps: int) -> None:
        """Take a walk that is over into the account."""
        self.walks += 1
        self.steps += steps
        self.met += walk.met
        self.done += walk.done
        self.looked_at += walk.looked_at
        self.violations += walk.complaints
