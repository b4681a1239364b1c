"""Which of all there is to ask is asked: all of it, or so many that everybody and everything comes in."""

from __future__ import annotations

from collections.abc import Iterator

from matrix.asking import Asker
from matrix.oracle import WARNED, YES, Thing
from matrix.people import ALL


def everything(asker: Asker) -> Iterator[tuple[str, Thing]]:
    things = (one for one in asker.oracle.things if one.page.startswith(asker.only))
    return ((relation, thing) for thing in things for relation in ALL)


def due(asker: Asker, relation: str, thing: Thing, place: int, share: int) -> bool:
    """Whether this one is among those that are asked: of what is permitted more, and each thing at least once."""
    said = asker.oracle.says(thing, relation)
    if asker.first(relation, thing) or said == WARNED:
        return True
    return place % (max(1, share // 8) if said == YES else share) == 0
