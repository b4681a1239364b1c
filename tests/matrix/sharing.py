"""Which of all there is to ask is asked: all of it, or so many that everybody and everything comes in."""

from __future__ import annotations

from collections.abc import Iterator

from matrix.asking import Asker
from matrix.oracle import YES, Thing
from matrix.people import ALL


def everything(asker: Asker) -> Iterator[tuple[str, Thing]]:
    things = (one for one in asker.oracle.things if one.page.startswith(asker.only))
    return ((relation, thing) for thing in things for relation in ALL)


def due(asker: Asker, relation: str, thing: Thing, place: int, share: int) -> bool:
    """Whether this one is among those that are asked: of what is permitted more, and each thing at least once."""
    if asker.first(relation, thing):
        return True
    return place % (max(1, share // 8) if asker.oracle.says(thing, relation) == YES else share) == 0
