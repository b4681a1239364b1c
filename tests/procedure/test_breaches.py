"""The catalogue of breaches is whole, and the policy it cites is the school's own text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseflow.procedure.breaches import CATEGORIES, ROUTES, category, routes_of, severity_of
from caseflow.procedure.policy import policy_in_force
from caseflow.procedure.policy_2017 import JUNE_2017, clause

TEXT = Path(__file__).parents[2] / "docs" / "policy" / "social-networking-policy-2017-06.txt"

# Section 7 of the domain brief, restated: code, clause, severity, routes. The last row is the brief's "add OTH-9".
CATALOGUE = [
    ("SC-1", "4.5", 4, {"LADO", "HR"}),
    ("SC-2", "4.8", 3, {"LLC", "HR"}),
    ("SC-3", "4.2", 2, {"LLC"}),
    ("CF-1", "5.1", 4, {"ICO", "HR"}),
    ("CF-2", "5.2", 2, {"LLC", "HR"}),
    ("ID-1", "5.3", 1, {"LLC"}),
    ("AB-1", "5.4", 3, {"HR"}),
    ("HB-1", "5.5", 4, {"HR", "POL"}),
    ("WT-1", "5.6", 1, {"LLC"}),
    ("WT-2", "5.7", 1, {"LLC"}),
    ("SE-1", "5.7", 2, {"LLC", "ICO"}),
    ("IL-1", "5.8", 5, {"POL", "LADO"}),
    ("DD-1", "5.9", 3, {"HR"}),
    ("DD-2", "5.9", 4, {"HR"}),
    ("IM-1", "5.10", 4, {"ICO", "HR", "LADO"}),
    ("IM-2", "5.11", 2, {"HR", "ICO"}),
    ("AL-1", "5.12", 3, {"HR", "LADO"}),
    ("OP-1", "5.13", 2, {"HR"}),
    ("WB-1", "5.14", 1, {"WB"}),
    ("DA-1", "3.15", 3, {"HR", "LADO"}),
    ("PC-1", "3.10", 2, {"LLC"}),
    ("RC-1", "3.4", 1, {"HR"}),
    ("OTH-9", "5.15", 2, {"LLC", "HR"}),
]

HEADINGS = {
    "Social Networking Policy",
    "Introduction",
    "Purpose",
    "Responsibilities",
    "Governing Body/Headteacher responsibilities",
    "Employee's responsibilities",
    "Safeguarding Children",
    "Unacceptable use of Social Networking Sites/Applications",
}


def plainly(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("**", "")).strip()


def lines() -> list[str]:
    """The lines of the policy, down to the box that says who approved it."""
    body, _, _ = TEXT.read_text(encoding="utf-8").partition("Approved by Governing Body")
    return [plainly(line) for line in body.splitlines() if line.strip()]


def test_the_catalogue_holds_every_code_once_and_no_other():
    assert [one.key for one in CATEGORIES] == [code for code, *_ in CATALOGUE]


@pytest.mark.parametrize(("code", "rests_on", "severity", "routes"), CATALOGUE)
def test_a_breach_stands_as_the_brief_has_it(code, rests_on, severity, routes):
    one = category(code)
    assert (one.clause, one.severity, set(one.routes)) == (rests_on, severity, routes)


@pytest.mark.parametrize("one", CATEGORIES, ids=lambda one: one.key)
def test_a_breach_is_fit_for_the_report_form(one):
    assert one.section == clause(one.clause).section
    assert 1 <= one.severity <= 5
    assert one.routes == routes_of([one.key]), "routes come from the closed list, the most urgent first"
    assert one.title
    assert one.plain
    assert not one.plain.startswith("They")
    assert not one.plain.endswith(".")
    assert all(words.endswith(".") for words in (*one.exceptions, one.note) if words)


def test_no_two_breaches_read_alike():
    for words in ([one.title for one in CATEGORIES], [one.plain for one in CATEGORIES]):
        assert len(set(words)) == len(CATEGORIES)


@pytest.mark.parametrize("key", [f"5.{number}" for number in range(1, 16)])
def test_every_unacceptable_use_has_a_breach(key):
    assert key in {one.clause for one in CATEGORIES}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SC-1", "police, if sexual"),
        ("SC-1", "permission is no defence"),
        ("SC-2", "LADO if contact began before"),
        ("SC-2", "A person must rule"),
        ("AB-1", "LADO if about a pupil"),
        ("DD-1", "Police if it may be a hate crime"),
        ("DD-2", "Police if it may be a hate crime"),
        ("CF-1", "72 hours"),
        ("IM-1", "72 hours"),
        ("IM-1", "no exception for consent"),
        ("IL-1", "Do not view, copy"),
        ("AL-1", "Intent must be shown"),
        ("WB-1", "protected-disclosure check"),
    ],
)
def test_what_depends_on_the_facts_is_said_in_the_note(code, said):
    assert said in category(code).note


@pytest.mark.parametrize("code", ["SC-1", "SC-2", "CF-2", "WT-1", "SE-1", "IM-2", "AL-1", "WB-1"])
def test_what_may_excuse_a_breach_is_not_forgotten(code):
    assert category(code).exceptions


def test_an_unknown_code_is_refused_in_plain_words():
    with pytest.raises(KeyError, match="has no category XX-1"):
        category("XX-1")


def test_several_breaches_are_as_serious_as_the_worst():
    assert severity_of(["WT-1", "AB-1", "CF-2"]) == 3
    assert severity_of(["IL-1", "SC-1"]) == 5
    assert severity_of([]) == 0


def test_several_breaches_lead_to_each_route_once_the_most_urgent_first():
    assert routes_of(["CF-1", "HB-1", "SC-1", "SC-3"]) == ("POL", "LADO", "ICO", "HR", "LLC")
    assert routes_of([]) == ()
    assert list(ROUTES) == ["POL", "LADO", "ICO", "WB", "HR", "LLC"]


def test_the_policy_is_quoted_whole_in_order_and_with_nothing_added():
    leads = {one.lead for one in JUNE_2017.clauses} - {""}
    assert leads <= {line for line in lines() if line.endswith(":")}
    body = [line for line in lines() if line not in leads | HEADINGS]
    sentences = [line.removeprefix("- ").removesuffix(" The key principles are:") for line in body]
    assert " ".join(one.words for one in JUNE_2017.clauses) == " ".join(sentences)


@pytest.mark.parametrize("one", JUNE_2017.clauses, ids=lambda one: one.key)
def test_a_clause_is_in_the_schools_own_words(one):
    assert one.words in plainly(TEXT.read_text(encoding="utf-8"))
    assert one.section in lines()


@pytest.mark.parametrize("bullet", [line for line in lines() if line.startswith("- ")])
def test_no_bullet_of_the_policy_is_missing(bullet):
    assert bullet.removeprefix("- ") in " ".join(one.words for one in JUNE_2017.clauses)


def test_a_bullet_carries_the_half_sentence_it_completes():
    assert clause("5.8").in_full.endswith("school employees must not: Access or share illegal material")
    assert clause("3.15").in_full == clause("3.15").words


def test_clauses_are_numbered_through_within_their_sections():
    sections = list(dict.fromkeys(one.section for one in JUNE_2017.clauses))
    numbers = {section: 0 for section in sections}
    for one in JUNE_2017.clauses:
        numbers[one.section] += 1
        assert one.key == f"{sections.index(one.section) + 1}.{numbers[one.section]}"


def test_an_unknown_clause_is_refused_in_plain_words():
    with pytest.raises(KeyError, match=r"Social Networking Policy of June 2017 has no clause 9\.9"):
        clause("9.9")


def test_the_policy_of_the_day_governs():
    later = replace(JUNE_2017, key="later", approved=date(2027, 1, 4), holds_from=date(2027, 1, 11))
    versions = (later, JUNE_2017)
    assert policy_in_force(date(2027, 1, 10), versions) == JUNE_2017, "approved is not yet in force"
    assert policy_in_force(date(2027, 1, 11), versions) == later
    assert policy_in_force(date(2017, 6, 1), versions) == JUNE_2017
    assert policy_in_force(date(2017, 5, 31), versions) is None
    assert policy_in_force(date(2027, 1, 11), ()) is None


def test_a_policy_past_its_review_still_binds_and_says_so():
    assert not JUNE_2017.overdue(date(2018, 9, 30))
    assert JUNE_2017.overdue(date(2018, 10, 1))
    assert policy_in_force(date(2026, 11, 24), (JUNE_2017,)) == JUNE_2017


def test_the_text_states_the_dates_we_hold():
    foot = plainly(TEXT.read_text(encoding="utf-8")).partition("Approved by Governing Body")[2]
    assert f"{JUNE_2017.approved:%B %Y}" in foot
    assert f"Policy Review date: {JUNE_2017.review_due:%B %Y}" in foot
