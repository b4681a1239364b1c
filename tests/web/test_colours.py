"""Whatever colour a school has, words on it can be read, under the pointer too."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from caseflow.casework.letterhead import lightness
from caseflow.web.colours import DEFAULT, style_sheet


def colours_for(colour: str) -> dict[str, str]:
    return dict(re.findall(r"--school-(\w+):(#[0-9a-fA-F]{6})", style_sheet(json.dumps({"colour": colour}))))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((lightness(one), lightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@given(st.integers(0, 0xFFFFFF))
def test_words_on_the_schools_colour_can_be_read(number: int) -> None:
    found = colours_for(f"#{number:06x}")
    assert contrast(found["text"], found["colour"]) >= 4.5
    assert contrast(found["text"], found["hover"]) >= 4.5


def test_what_is_no_colour_is_not_written_into_a_style_sheet() -> None:
    assert colours_for("red;}body{display:none")["colour"] == DEFAULT
    assert "display" not in style_sheet(json.dumps({"colour": "red;}body{display:none"}))
