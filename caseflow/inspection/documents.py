"""Looks at PDF documents: whether they can be read whole, and what in them could act. Only for the worker."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from caseflow.inspection.findings import MOST_PAGES, Unfit
from caseflow.inspection.kinds import PDF

_DEEPEST = 60
_END = re.compile(rb"%%EOF[\s\x00]*\Z")
_NAMES = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EmbeddedFiles": "files",
    "/EF": "files",
    "/Collection": "files",
    "/RichMedia": "media",
    "/RichMediaContent": "media",
    "/XFA": "form",
}
_VALUES = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/EmbeddedFile": "files",
    "/FileAttachment": "files",
    "/RichMedia": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
    "/3D": "media",
    "/SubmitForm": "form",
    "/ImportData": "form",
}


def warm() -> None:
    """Have the library fetch what it fetches only when it first reads a locked document: later it can fetch nothing."""
    document, written = pikepdf.new(), io.BytesIO()
    document.save(written, encryption=pikepdf.Encryption(owner="o", user=""))
    pikepdf.open(written).close()


def look(data: bytes) -> dict[str, Any]:
    """What there is to say of a document. Raises Unfit. Nothing of it is laid out or run."""
    if _END.search(data[-2048:]) is None:
        raise Unfit("more" if b"%%EOF" in data else "damaged", PDF)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            pages = len(document.pages)
            if pages > MOST_PAGES:
                raise Unfit("pages", PDF)
            flags = sorted(set(_found(document)))
    except pikepdf.PasswordError as trouble:
        raise Unfit("locked", PDF) from trouble
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, RuntimeError, MemoryError) as trouble:
        raise Unfit("damaged", PDF) from trouble
    if not pages:
        raise Unfit("damaged", PDF)
    return {"pages": pages, "flags": flags, "copy_kind": "", "copy": b""}


def _found(document: pikepdf.Pdf) -> Iterator[str]:
    """What could act, by the names that stand anywhere in the document."""
    for thing in itertools.chain(document.objects, [document.trailer]):
        yield from _in(thing, 0)


def _in(thing: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(thing, pikepdf.Array):
        for part in thing:
            yield from _below(part, depth)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for name, part in thing.items():
            if name in _NAMES:
                yield _NAMES[name]
            if isinstance(part, pikepdf.Name) and name in ("/S", "/Type", "/Subtype") and str(part) in _VALUES:
                yield _VALUES[str(part)]
            yield from _below(part, depth)


def _below(part: Any, depth: int) -> Iterator[str]:
    """What stands within; what has a number of its own is looked at by itself."""
    if isinstance(part, pikepdf.Object) and not part.is_indirect:
        yield from _in(part, depth + 1)
