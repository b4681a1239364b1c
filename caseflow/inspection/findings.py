"""What an inspection finds: a file that is what it says it is, or the reason why it is not taken, in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseflow.inspection.kinds import TAKEN, FileKind

MOST_PAGES = 200
MOST_PIXELS = 40_000_000

WORDS = {
    "empty": "The selected file is empty",
    "ending": f"The selected file must be {TAKEN}",
    "mismatch": "The selected file is named as a {title} file, but is something else. Add it as it was first saved",
    "damaged": "The selected file is damaged or not complete, so it cannot be kept as a {title} file",
    "more": "The selected file has something else hidden behind its end, so it cannot be kept",
    "locked": "The selected file is protected by a password. Add one that opens without a password",
    "pages": f"The selected file must have {MOST_PAGES} pages or fewer. Add it in parts",
    "pixels": "The selected picture is too large to be looked at safely. Add a smaller one, for example a screenshot",
    "markup": "The selected file is a web page or a drawing named as plain text. Add a screenshot or a PDF of it",
    "signs": "The selected file holds signs that plain text does not have. Save it as plain text (UTF-8)",
    "failed": "The selected file could not be looked at safely, so it was not kept. Add it in another form",
}

FLAGS = {
    "script": "It holds a program (JavaScript)",
    "launch": "It would start another program",
    "files": "Other files are hidden inside it",
    "media": "It holds film, sound or a model",
    "form": "It is a form that could send what is typed",
    "moving": "It is a moving picture; the copy shows its first picture",
    "trailer": "A camera or telephone put more data behind the picture",
    "copyless": "No copy without hidden details could be made",
}
"""What is said about a file that is kept all the same: it is never opened here."""


class Unfit(Exception):
    """A file that is not taken. `why` is a key of WORDS; the words are for the person who chose it."""

    def __init__(self, why: str, kind: FileKind | None = None) -> None:
        self.why = why
        super().__init__(WORDS[why].format(title=kind.title if kind else ""))


@dataclass(frozen=True)
class Finding:
    """A file that is what it says. `copy` is a picture drawn anew, without hidden details; None if there is none."""

    kind: FileKind
    pages: int = 0
    width: int = 0
    height: int = 0
    flags: tuple[str, ...] = ()
    copy_kind: FileKind | None = None
    copy: bytes | None = field(default=None, repr=False)
