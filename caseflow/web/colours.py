"""The school's own colour as a style sheet, with words on it that can be read."""

from __future__ import annotations

import json
import re

from caseflow.casework.letterhead import lightness

DEFAULT = "#1f3a5f"


def style_sheet(letterhead: str) -> str:
    """A style sheet that sets the school's colour, and black or white words on it, whichever reads better."""
    colour = str(json.loads(letterhead or "{}").get("colour") or DEFAULT)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        colour = DEFAULT
    light = lightness(colour)
    words = "#ffffff" if (1.05 / (light + 0.05)) >= 4.5 else "#0b0c0c"
    return f":root{{--school-colour:{colour};--school-text:{words}}}\n"
