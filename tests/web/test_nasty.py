"""Whatever is typed, sent or put into an address, the answer is a page of ours and never a fault of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from casework.town import Town
from web.pages import Visitor

from caseflow.casework.people import Someone
from caseflow.procedure import PROCEDURE

pytestmark = pytest.mark.slow
Browse = Callable[[Someone | None], Visitor]
NASTY = (
    "²",
    "٣",
    "9" * 5000,
    "-1",
    "0x10",
    "1e400",
    "\0",
    "a\0b",
    "\x07",
    "\u202etxt",
    "\N{REPLACEMENT CHARACTER}",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%00",
    "T",
    "x" * 20_000,
    "",
)
"""Digits that are none, numbers that are too large, signs that no text has, and words meant for other readers."""

SEVERAL = ("triage", "add-note", "refer-to-lado", "record-leaving", "set-hearing", "bring-in-adviser")
"""Between them they ask questions of every kind."""


def addresses(reference: str, person: str) -> Iterator[str]:
    for nasty in ("%00", "%FF", "²", "9" * 300, "..%2f..", "%E2%80%AE", "x" * 2000, "-1"):
        yield from (f"/cases/{nasty}", f"/cases/{nasty}/do/triage", f"/cases/{reference}/do/{nasty}")
        yield from (f"/cases/{reference}/letters/{nasty}", f"/cases/{nasty}/letters/1/pdf")
        yield from (f"/escalations/{nasty}", f"/escalations/{nasty}/read", f"/journal/{nasty}")
        yield from (f"/report/sent/{nasty}", f"/report/draft/{nasty}", f"/report/draft/{nasty}/check")
        yield from (f"/second-factor/{nasty}/remove", f"/staff/{nasty}/sessions", f"/report/?kept={nasty}")
        yield from (f"/sign-in/school/back?state={nasty}&code={nasty}", f"/account/sessions/{nasty}/end")
        yield from (f"/staff/{nasty}", f"/settings/set/{nasty}", f"/assets/{nasty}", f"/{nasty}")
        yield from (f"/journal/?after={nasty}&case={nasty}", f"/journal/{reference}?before={nasty}")
        yield from (f"/cases/?after={nasty}", f"/cases/?after=2027-01-15T10:00:00%2B00:00~{nasty}")
        yield from (f"/cases/?view={nasty}&stage={nasty}&search={nasty}", f"/staff/?search={nasty}&after={nasty}")
        yield f"/staff/{person}?after={nasty}"


def test_no_address_is_a_fault(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen, seen = browse(school.cast.helen), set()
    for address in addresses(reference, school.cast.ian.id):
        answer = helen.client.get(address)
        assert answer.status_code < 500, (address[:80], answer.status_code)
        seen.add(answer.status_code)
    assert seen >= {200, 404}


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text)[:20])
def test_no_answer_to_a_question_is_a_fault(browse: Browse, school: Town, nasty: str) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    token = helen.get("/report/").form()["csrf_token"]
    for transition in map(PROCEDURE.by_key.__getitem__, SEVERAL):
        typed = dict.fromkeys(_names(transition.asks), nasty)
        for seen in (nasty, "1"):
            fields = {"csrf_token": token, "seen": seen, "request_key": nasty * 5, **typed}
            answer = helen.client.post(f"/cases/{reference}/do/{transition.key}", data=fields)
            assert answer.status_code in (303, 404, 409, 413, 422), (transition.key, answer.status_code)


def _names(asks: Any) -> list[str]:
    parts = ("", "-day", "-month", "-year", "-time", *(f"-a{number}" for number in range(1, 4)))
    return [f"{question.key}{part}" for question in asks for part in parts]


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text)[:20])
def test_no_other_form_takes_it_amiss(browse: Browse, school: Town, nasty: str) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    token = helen.get("/report/").form()["csrf_token"]
    fill = helen.get(f"/cases/{reference}/letters/1/fill").form()
    forms = {
        "/settings/set/appeal.working_days": ("value", "holds_from-day", "holds_from-month", "holds_from-year"),
        "/settings/letterhead": ("name", "address", "telephone", "email", "website", "colour", "headteacher"),
        "/staff/add": ("name", "email", "post", "roles", "password"),
        f"/staff/{school.cast.ian.id}": ("roles", "active"),
        "/staff/import": ("rows",),
        "/staff/import/refused": ("refused",),
        f"/cases/{reference}/letters/1/fill": tuple(fill),
        f"/cases/{reference}/letters/1/approve": ("seen", "names_reporter_because"),
        f"/cases/{reference}/letters/1/withdraw": ("seen", "withdrawal"),
        f"/cases/{reference}/letters/1/arrived": ("seen",),
        f"/cases/{reference}/letters/1/resend": ("seen",),
        "/post/mine": ("often",),
        "/demo-sign-in": ("person",),
        "/demonstration/calendar": tuple(f"forward_to-{part}" for part in ("day", "month", "year", "time")),
        "/sign-in": ("email", "password"),
        "/sign-in/passkey": ("answer",),
        "/second-factor/": ("code", "answer"),
        "/second-factor/new/app": ("name", "code"),
        "/second-factor/new/passkey": ("name", "answer"),
        "/account/password": ("password_now", "password"),
        "/recovery/": ("person", "seen_in_person"),
        "/recovery/use": ("email", "code", "password"),
    }
    for address, names in forms.items():
        fields = {**dict.fromkeys(names, nasty), "seen": nasty, "request_key": nasty, "csrf_token": token}
        answer = helen.client.post(address, data=fields)
        assert answer.status_code < 500, (address, answer.status_code)


@pytest.mark.parametrize(
    "refused", ["[[Infinity, [], 1]]", "[[NaN, [], 1]]", "[[1, null, 1]]", "{}", "[1]", "[" * 10_000]
)
def test_rows_that_are_none_are_no_fault(browse: Browse, school: Town, refused: str) -> None:
    helen = browse(school.cast.helen)
    fields = {"csrf_token": helen.get("/report/").form()["csrf_token"], "refused": refused}
    assert helen.client.post("/staff/import/refused", data=fields).status_code < 500


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text)[:20])
def test_no_page_of_the_report_takes_it_amiss(browse: Browse, school: Town, nasty: str) -> None:
    rosa = browse(school.cast.rosa)
    start = rosa.get("/report/").form()
    draft = rosa.client.post("/report/", data=start).location
    page = rosa.client.get(draft).location
    fields = dict.fromkeys(_names(PROCEDURE.opening.asks), nasty) | {"csrf_token": start["csrf_token"], "do": nasty}
    for address in (page, f"{draft}/account", f"{draft}/when", f"{draft}/check", f"{draft}/{nasty[:50]}"):
        answer = rosa.client.post(address, data=fields)
        assert answer.status_code < 500, (address, answer.status_code)
