"""What an e-mail address must be like, so that it can stand in a header and be named to a mail server."""

from __future__ import annotations

import re

MOST, MOST_LOCAL = 254, 64
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")


def is_address(said: str) -> bool:
    """Whether it is a dot-atom on either side of the @, in ASCII (RFC 5321, 4.1.2), and as long as one may be.

    What a header would read as an encoded word (RFC 2047) is none.
    """
    local = said.partition("@")[0]
    return len(said) <= MOST and len(local) <= MOST_LOCAL and "=?" not in said and bool(_ADDRESS.fullmatch(said))
