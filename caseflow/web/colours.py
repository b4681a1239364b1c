"""The school's own colour as a style sheet, with words on it that can be read."""

from __future__ import annotations

import json
import re

from caseflow.casework.letterhead import contrast_with_white

DEFAULT = "#1f3a5f"
LEAST = 4.5
"""The contrast of words with what they stand on: WCAG 2.2, 1.4.3."""
BLACK, WHITE = "#000000", "#ffffff"


def colour_of(letterhead: str) -> str:
    """The colour that a letterhead says, or ours."""
    colour = str(json.loads(letterhead or "{}").get("colour") or DEFAULT)
    return colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else DEFAULT


def style_sheet(letterhead: str) -> str:
    """A style sheet that sets the school's colour, the words on it, and what it turns to under the pointer.

    Words are white, or black where white cannot be read; under the pointer the colour goes away from that of the words.
    """
    colour = colour_of(letterhead)
    words, other = (WHITE, BLACK) if contrast_with_white(colour) >= LEAST else (BLACK, WHITE)
    return f":root{{--school-colour:{colour};--school-text:{words};--school-hover:{_towards(other, colour)}}}\n"


def _towards(other: str, colour: str) -> str:
    """A colour, a fifth of the way to another."""
    pairs = [(int(colour[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(mine * 0.8 + theirs * 0.2):02x}" for mine, theirs in pairs)
