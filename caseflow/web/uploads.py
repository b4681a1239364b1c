"""How a file comes in: straight into the sealed store, and on no page but those that ask for one.

Flask would lay a large file on the disk in the plain before any page of ours is asked. Here it is sealed as it streams
in, or let fall. So a page that takes a file says first where it goes, and only then is its form read.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask, Request, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect

from caseflow.casework import evidence_files
from caseflow.casework.evidence_files import CONTROL, Arrived
from caseflow.casework.refusals import BadAnswers
from caseflow.vault.files import FileStore, Keeping, Kept
from caseflow.web.desk import current_person, desk, keep, undo

View = Callable[..., ResponseReturnValue]

BODY = 60_000_000
"""How much a form with a file may bring at least: a file that is too large is let fall, and what was typed is kept."""


class Falling(io.RawIOBase):
    """Where a file goes that no page asked for: nowhere."""

    def writable(self) -> bool:
        """It takes everything."""
        return True

    def write(self, data: Any) -> int:
        """And keeps nothing."""
        return len(data)

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """The library goes back to the beginning when a file has come in whole."""
        return 0


class Incoming(Falling):
    """Where the one file of a form goes: sealed into the store, as far as it is not too large."""

    def __init__(self, files: FileStore | None, most: int) -> None:
        self.name, self.size, self.arrived = "", 0, cast("Arrived | None", None)
        self._files, self._most = files, most
        self._keeping, self._kept = cast("Keeping | None", None), cast("Kept | None", None)

    def write(self, data: Any) -> int:
        """Some more of the file has come in."""
        self.size += len(data)
        if self._files is None or self.size > self._most:
            self.forget()
        else:
            self._keeping = self._keeping or self._files.begin()
            self._keeping.write(bytes(data))
        return len(data)

    def close(self) -> None:
        """The library is done with the file; we are not."""

    @property
    def too_large(self) -> bool:
        """Whether more came than is taken."""
        return self.size > self._most

    def look(self) -> Arrived:
        """Have the file looked at that came in. Raises BadAnswers, and Refused if this person had too many looked at.

        Nobody waits at the database meanwhile: whatever had been begun there is let go of first.
        """
        if self._files is None or self._keeping is None:
            raise BadAnswers({CONTROL: "Select a file"})
        undo()
        evidence_files.count(desk(), current_person())
        keep()
        undo()
        self._kept = self._keeping.finish()
        self._keeping = None
        self.arrived = evidence_files.look(self._files, self._kept, self.name)
        return self.arrived

    def belongs(self) -> None:
        """It is somebody's now: it stays."""
        self._kept = self.arrived = None

    def forget(self) -> None:
        """Leave nothing of it, unless it belongs to something."""
        keeping, self._keeping = self._keeping, None
        kept, self._kept = self._kept, None
        arrived, self.arrived = self.arrived, None
        if keeping:
            keeping.abandon()
        for name in (*((kept.name,) if kept else ()), *(arrived.blobs if arrived else ())):
            if self._files:
                self._files.remove(name)


class Taking(Request):
    """A request whose files go where the page says, and else nowhere: never onto the disk in the plain."""

    incoming: Incoming | None = None

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 -- the library's signature
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,
        content_length: int | None = None,  # noqa: ARG002
    ) -> Any:
        if self.incoming is None:
            return io.BytesIO()  # a staff list: small, as every body here is, and never on the disk
        if not filename or self.incoming.name:
            return Falling()
        self.incoming.name = filename
        return self.incoming


@contextmanager
def receiving(files: FileStore | None, most: int) -> Iterator[Incoming]:
    """Read the form of this request, its file into this store, or nowhere; and see that it comes from a page of ours.

    Whatever does not belong to anything in the end leaves nothing.
    """
    asked = cast(Taking, request)
    incoming = asked.incoming = Incoming(files, most)
    asked.max_content_length = max(BODY, 4 * most)
    try:
        current_app.extensions["csrf"].protect()
        yield incoming
    finally:
        incoming.forget()


def protect(app: Flask, *taking_files: View) -> None:
    """See that every form comes from a page of ours; those that take files see to it themselves, in `receiving`."""
    csrf = CSRFProtect(app)
    for view in taking_files:
        csrf.exempt(view)
