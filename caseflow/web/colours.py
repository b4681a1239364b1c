"""The school's own colour as a style sheet, with words on it that can be read."""

from __future__ import annotations

import json
import re

DEFAULT = "#1f3a5f"


def style_sheet(letterhead: str) -> str:
    """A style sheet that sets the school's colour, and black or white words on it, whichever reads better."""
    colour = str(json.loads(letterhead or "{}").get("colour") or DEFAULT)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        colour = DEFAULT
    light = _lightness(colour)
    words = "#ffffff" if (1.05 / (light + 0.05)) >= 4.5 else "#0b0c0c"
    return f":root{{--school-colour:{colour};--school-text:{words}}}\n"


def _lightness(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
