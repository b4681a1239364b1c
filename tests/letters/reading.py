"""What a reader sees of a letter that is given as HTML."""

import re

from bs4 import BeautifulSoup


def words(html: str) -> str:
    """What a reader sees, on one line."""
    return " ".join(BeautifulSoup(html, "html5lib").get_text(" ").replace("\xad", "").split())


def close(text: str) -> str:
    """Words as they follow each other, whatever marks stand between them in the page."""
    return re.sub(r"\s+([.,;:?’])", r"\1", text)
