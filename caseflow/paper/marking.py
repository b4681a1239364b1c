"""Puts a mark under the words of every page of a PDF that was pressed here, for eyes and not for a screen reader.

It reads nothing but what our own press made, which is why it may do so outside the inspection's process.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_TAGS = {"BMC", "BDC", "EMC", "MP", "DP"}
"""The operators that tag content: what is an artifact as a whole has no tags of its own."""


def marked(pdf: bytes, mark: bytes) -> bytes:
    """The PDF with the mark's first page under each of its own, as an artifact: its tags stay as they are."""
    import pikepdf  # here, so that no parser is loaded before somebody opens a bundle

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.open(io.BytesIO(mark)) as sheet:
        form = document.copy_foreign(_untagged(sheet))
        for page in document.pages:
            name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/ReadersMark"))
            drawn = f"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q {name} Do Q EMC\n"
            page.contents_add(drawn.encode(), prepend=True)
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _untagged(sheet: pikepdf.Pdf) -> pikepdf.Object:
    import pikepdf

    page = sheet.pages[0]
    kept = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in _TAGS]
    page.Contents = sheet.make_stream(pikepdf.unparse_content_stream(kept))
    return page.as_form_xobject()
