"""What goes wrong is said in a clear sentence, on a page that keeps what was typed, and is never a broken page."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from casework.town import Town
from report.walks import PLAIN, Walk

from caseflow.casework.people import Someone
from caseflow.web.report_missing import MISSING
from caseflow.web.report_pages import BY_KEY, PAGES

pytestmark = pytest.mark.slow  # many pages: in the whole test, not in the quick one

Walks = Callable[[Someone], Walk]


def test_every_page_that_needs_an_answer_says_so(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.begin()
    needing = {page.key: MISSING[page.questions[0].key] for page in PAGES if page.questions[0].required}
    assert set(needing) == set(PLAIN) - {"late"}
    for key, words in needing.items():
        token = rosa.visitor.get(rosa.at(key)).form()["csrf_token"]
        page = rosa.visitor.post(rosa.at(key), {"csrf_token": token, "do": "continue"})
        assert page.status == 422, key
        assert page.errors[0] == words
        assert page.soup.title.get_text().startswith("Error: ")
        assert words in page.soup.select_one(".govuk-error-message").get_text(), key
        assert rosa.say(key, **PLAIN[key]).status == 303, key


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("name", {"subject": "x" * 201}, "must be 200 characters or fewer. You entered 201"),
        ("name", {"subject": "Quen\x00tin"}, "must not contain control characters"),
        ("name", {"subject": "two\nlines"}, "must be one line"),
        ("account", {"account": "word " * 3_000, "hearsay": "mine"}, "must be 10,000 characters or fewer"),
        ("account", {"account": "bell \x07 rings"}, "must not contain control characters"),
        ("seen", {"categories": ["IM-1", "XX-9"]}, "from the list"),
        ("about", {"about": "the-king"}, "from the list"),
        ("told", {"told_who": ["none", "dsl"]}, "select “Nobody” alone"),
        ("evidence", {"evidence": ["none", "link"]}, "select “No” alone"),
    ],
)
def test_what_will_not_do_is_said_and_kept(
    walk: Walks, school: Town, key: str, typed: dict[str, Any], words: str
) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to(key)
    page = rosa.say(key, **typed)
    assert page.status == 422
    assert words in page.errors[0]
    shown = page.form()
    for name, value in typed.items():
        if isinstance(value, str) and name != "about":
            visible = value.replace("\x00", "\ufffd").replace("\x07", "\ufffd")
            assert shown[name].split() == visible.split(), name
        if isinstance(value, list):
            assert set(shown[name]) == set(value) - {"XX-9"}


def _when(**parts: str) -> dict[str, str]:
    day, month, year = parts["day"], parts["month"], parts["year"]
    return {
        "found_out_when": "another",
        "found_out-day": day,
        "found_out-month": month,
        "found_out-year": year,
        "posted_when": "unknown",
    }


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (_when(day="16", month="1", year="2027"), "“The day you found out” must be today or in the past"),
        (_when(day="31", month="2", year="2027"), "“The day you found out” must be a real date"),
        (_when(day="a", month="ß", year="٢٠٢٦"), "“The day you found out” must be a real date"),
        (_when(day="", month="", year=""), "Enter the day you found out"),
        ({"found_out_when": "yesterday", "posted_when": "today"}, "The day it was posted or sent must be the day"),
        ({"found_out_when": "tomorrow", "posted_when": "today"}, "from the list"),
        ({"found_out_when": "today"}, "Select when it was posted or sent, or “I do not know”"),
    ],
)
def test_days_that_will_not_do(walk: Walks, school: Town, typed: dict[str, str], words: str) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("when")
    page = rosa.say("when", **typed)
    assert page.status == 422
    assert words in page.errors[0]
    shown = page.form()
    assert all(shown[name] in (value, [value], []) for name, value in typed.items() if name in shown)
    assert shown.get("found_out-day", "") == typed.get("found_out-day", "")


def test_a_later_that_cannot_be_kept_loses_nothing(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("account")
    page = rosa.say("account", do="later", account="y" * 10_001)
    assert page.status == 422
    assert page.form()["account"] == "y" * 10_001


def test_markup_is_shown_as_it_was_typed(walk: Walks, school: Town) -> None:
    nasty = "</textarea><script>alert(1)</script> {{ 7*7 }} “quotes” & 🏫"
    rosa = walk(school.cast.rosa)
    rosa.to("check", account={"account": nasty}, name={"subject": nasty})
    assert rosa.visitor.get(rosa.at("account")).form()["account"] == nasty
    page = rosa.visitor.get(rosa.at("check"))
    assert nasty in page.text
    assert not page.soup.select("main script")


def test_a_form_without_its_token_is_refused_in_words(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check")
    for tail in ("picture", "account", "check", "discard"):
        page = rosa.visitor.post(rosa.at(tail), {"account": "x", "declared": "yes"})
        assert page.status == 400
        assert page.soup.h1
    assert rosa.visitor.get(rosa.at("check")).status == 200


@pytest.mark.slow
def test_two_hundred_random_posts_break_nothing(walk: Walks, school: Town) -> None:
    dice = random.Random(20270115)  # noqa: S311 -- a seed, so that a failure comes again
    rosa = walk(school.cast.rosa)
    rosa.to("check")
    token = rosa.visitor.get(rosa.at("picture")).form()["csrf_token"]
    names = sorted({question.key for page in PAGES for question in page.questions})
    names += ["found_out-day", "posted-year", "do", "declared", "request_key", "seen", "subject[]", "", "\x00"]
    values = ["", "yes", "no", "another", "unknown", "IM-1", "later", "\x00", "\ud7ff", "9" * 40, "-1", "é" * 12_000,
              "' OR 1=1 --", "{{7*7}}", "<b>", "\r\n\r\n", "\u202e", "today", "none", "me"]  # fmt: skip
    for _ in range(200):
        key = dice.choice([*BY_KEY, "check", "nonsense", "picture/now", "discard/x"])
        fields: dict[str, Any] = {"csrf_token": token}
        for _ in range(dice.randrange(6)):
            fields[dice.choice(names)] = [dice.choice(values) for _ in range(dice.randrange(1, 4))]
        answer = rosa.visitor.client.post(rosa.at(key), data=fields, query_string={"back": dice.choice(["check", "x"])})
        assert answer.status_code in (302, 303, 404, 409, 422), (key, fields, answer.status_code)
        if answer.status_code == 303 and "/sent" in answer.location:
            rosa.to("check")


def test_a_flood_is_refused_in_words(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("account")
    page = rosa.say("account", account="z" * 1_200_000)
    assert page.status == 413
    assert page.soup.h1
