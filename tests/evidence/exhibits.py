"""Evidence in one line each: an item added, its file opened, and what lies in the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casework.town import Town
from inspection.corpus import telling

from caseflow.casework import cases, evidence, journal
from caseflow.casework import evidence_reading as reading
from caseflow.casework.evidence_files import Arrived, discard, look, store
from caseflow.casework.people import Someone
from caseflow.casework.verify import verify

PNG = telling("PNG")
ITEM = {
    "item_kind": "file",
    "item_what": "Screenshot of the post",
    "item_supplied_by": "Rosa Lind",
    "item_received": "2027-01-15",
    "item_came_by": "reporter",
}
LINK = {**ITEM, "item_kind": "link", "item_where": "On a public page."}


def arrive(school: Town, data: bytes = PNG, name: str = "post.png") -> Arrived:
    """A file comes in, is looked at and lies in the store."""
    files = store(school.office)
    keeping = files.begin()
    keeping.write(data)
    return look(files, keeping.finish(), name)


def add(
    school: Town,
    reference: str,
    who: Someone | None = None,
    *,
    data: bytes = PNG,
    name: str = "post.png",
    picture: str = "no",
    **given: Any,
) -> int:
    """Add an item with a file, as the pages do; whatever is refused leaves nothing."""
    arrived = arrive(school, data, name)
    try:
        return _add(school, reference, who, picture, arrived, {**ITEM, **given})
    except BaseException:
        discard(store(school.office), arrived)
        raise


def tell(school: Town, reference: str, who: Someone | None = None, *, picture: str = "no", **given: Any) -> int:
    """Add an item without a file."""
    return _add(school, reference, who, picture, None, {**LINK, **given})


def _add(
    school: Town, reference: str, who: Someone | None, picture: str, arrived: Arrived | None, given: dict[str, Any]
) -> int:
    with school.office.at_work() as desk:
        actor = who or school.cast.helen
        file = cases.find(desk, actor, reference)
        return evidence.add(file, given, actor, picture=picture, arrived=arrived).number


def freeze(school: Town, reference: str, number: int, who: Someone | None = None) -> None:
    """Freeze an item."""
    with school.office.at_work() as desk:
        actor = who or school.cast.helen
        file = cases.find(desk, actor, reference)
        evidence.freeze(file, file.evidence[number - 1], actor)


def opened(school: Town, reference: str, number: int, who: Someone | None = None) -> bytes:
    """The file of an item, as somebody downloads it."""
    with school.office.at_work() as desk:
        _, pieces = reading.download(desk, who or school.cast.helen, reference, number)
    return b"".join(pieces)


def entries(school: Town, reference: str, event: str) -> list[dict[str, Any]]:
    """What the entries of this event say."""
    with school.office.at_work() as desk:
        return [one.said for one in journal.read(desk, school.file(reference, desk).scope, event=event)]


def lying(school: Town) -> list[Path]:
    """What lies in the store."""
    folder = store(school.office).folder
    return sorted(folder.iterdir()) if folder.exists() else []


def wrong(school: Town) -> list[str]:
    """What the check of the installation says is wrong."""
    return [problem.sentence for problem in verify(school.office).all_problems()]
