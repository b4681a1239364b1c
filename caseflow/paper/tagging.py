"""What WeasyPrint 70 leaves out of the tags: scopes of header cells, printed links, and the feet of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.document import Document


def finish(document: Document, pdf: Any) -> None:
    """Put right the tags of a document that is about to be written."""
    _give_header_cells_a_scope(document)
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Subtype") == "/Link":
            thing["F"] = 4
    _set_running_feet_apart(pdf)


def _give_header_cells_a_scope(document: Document) -> None:
    cells = (box for page in document.pages for box in page._page_box.descendants() if hasattr(box, "colspan"))
    for cell in cells:
        if cell.element_tag == "th" and hasattr(cell, "mark"):
            cell.mark["A"]["Scope"] = "/Row" if cell.element.get("scope") == "row" else "/Column"


def _set_running_feet_apart(pdf: Any) -> None:
    """Say what stands in the margins: WeasyPrint gives it tags, and hangs them nowhere in the tree.

    The foot of the first page is read once, after all else; that of later pages repeats it and is an artifact.
    """
    things = {thing.reference: thing for thing in pdf.objects}
    root = things[pdf.catalog["StructTreeRoot"]]
    whole = things[root["K"][0]]
    hung = {id(element) for element in (whole, *_below(whole, things))}
    owners = things[root["ParentTree"]]["Nums"]
    marks_of = dict(zip(owners[::2], owners[1::2], strict=True))
    for page in (thing for thing in pdf.objects if isinstance(thing, dict) and "StructParents" in thing):
        number, marks = page["StructParents"], marks_of[page["StructParents"]]
        apart = {mark for mark, owner in enumerate(marks) if id(things[owner]) not in hung}
        if number == 0:
            whole["K"].extend(_tops([things[marks[mark]] for mark in sorted(apart)], whole, things))
            continue
        _call_artifacts(things[page["Contents"]].stream, apart)
        for mark in apart:
            marks[mark] = "null"


def _tops(elements: list[Any], whole: Any, things: dict[bytes, Any]) -> list[bytes]:
    """The elements right below the whole document that these hang on, each once."""
    found: dict[bytes, None] = {}
    for element in elements:
        top = element
        while top["P"] != whole.reference:
            top = things[top["P"]]
        found[top.reference] = None
    return list(found)


def _below(element: Any, things: dict[bytes, Any]) -> Iterator[Any]:
    for kid in element.get("K", ()):
        if isinstance(kid, bytes) and "S" in things[kid]:
            yield things[kid]
            yield from _below(things[kid], things)


def _call_artifacts(stream: list[Any], marks: set[int]) -> None:
    """In the marks of a page's content, a tag stands right before the number of its mark."""
    for place, said in enumerate(stream):
        if isinstance(said, dict) and said.get("MCID") in marks:
            stream[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
