"""Along which lines a case moves, and where it can stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Track:
    """One line along which a case moves; a case stands at one state on every track that is open.

    `blocks` says, in words for the handbook, what an open track holds up.
    """

    key: str
    title: str
    about: str = ""
    blocks: str = ""


@dataclass(frozen=True)
class State:
    """A place on a track. `ends` marks a place at which the track asks for nothing more.

    `told` stands for the title to whoever may not read the whole case, where the title says more than is theirs.
    """

    key: str
    title: str
    track: Track
    ends: bool = False
    waits: bool = False
    about: str = ""
    told: str = ""

    def said(self, *, whole: bool) -> str:
        """What it is called to somebody who may read the whole case, or to somebody who may not."""
        return self.title if whole else self.told or self.title
