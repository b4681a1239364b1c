"""Whom a name in a report might mean: doubt keeps people out, because the other mistake cannot be undone."""

from __future__ import annotations

import pytest

from caseflow.casework.people import Someone, fold, posts_named, who_might_be

NAMES = (
    "Helen Marsh",
    "Quentin Reed",
    "Olga Reed",
    "Zoë Ní Bhriain",
    "Anne Smith-Jones",
    "Padraig O'Neil",
    "Bo Li",
    "Ana Cruz Lopez",
    "Cher",
)
STAFF = [Someone(name, "s", name, f"{n}@x.test", "", frozenset({"staff"}), True) for n, name in enumerate(NAMES)]


def meant(text: str) -> tuple[list[str], list[str]]:
    full, maybe = who_might_be(text, STAFF)
    return [one.name for one in full], [one.name for one in maybe]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Helen Marsh", "Helen Marsh"),
        ("helen  MARSH", "Helen Marsh"),
        ("Mrs Helen Marsh", "Helen Marsh"),
        ("Marsh, Helen", "Helen Marsh"),
        ("Helen Marsh (the head)", "Helen Marsh"),
        ("Zoe Ni Bhriain", "Zoë Ní Bhriain"),
        ("Padraig O’Neil", "Padraig O'Neil"),
        ("Padraig ONeil", "Padraig O'Neil"),
        ("Anne Smith Jones", "Anne Smith-Jones"),
        ("Quentin Reed", "Quentin Reed"),
        ("Helen Marsh’s", "Helen Marsh"),
    ],
)
def test_a_full_name_means_that_person_alone(text, name):
    assert meant(text) == ([name], [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Marsh", ["Helen Marsh"]),
        ("Mrs Marsh", ["Helen Marsh"]),
        ("Ms. Marsh", ["Helen Marsh"]),
        ("H. Marsh", ["Helen Marsh"]),
        ("Mrs Marsh's class", ["Helen Marsh"]),
        ("my colleague Marsh", ["Helen Marsh"]),
        ("teacher Marsh in year 9", ["Helen Marsh"]),
        ("Reed", ["Quentin Reed", "Olga Reed"]),
        ("Q Reed", ["Quentin Reed"]),
        ("Miss Smith", ["Anne Smith-Jones"]),
        ("Jones", ["Anne Smith-Jones"]),
        ("Mr O'Neil", ["Padraig O'Neil"]),
        ("Mr ONeil", ["Padraig O'Neil"]),
        ("Helen", ["Helen Marsh"]),
        ("Helen M", ["Helen Marsh"]),
        ("Miss Zoe", ["Zoë Ní Bhriain"]),
        ("Mrs Cruz", ["Ana Cruz Lopez"]),
        ("Ana L", ["Ana Cruz Lopez"]),
    ],
)
def test_part_of_a_name_means_all_whom_it_might(text, names):
    assert meant(text) == ([], names)


def test_a_name_beside_another_is_not_lost():
    assert meant("Quentin Reed and Mrs Marsh") == (["Quentin Reed"], ["Helen Marsh"])
    assert meant("Quentin Reed, Helen Marsh") == (["Helen Marsh", "Quentin Reed"], [])


@pytest.mark.parametrize("text", ["", "nobody", "Rosa Lind", "a supply teacher", "Ruth Marshall", "?!", "1 Li2", "Mr"])
def test_a_name_that_nobody_has_means_nobody(text):
    assert meant(text) == ([], [])


def test_another_first_name_may_be_a_short_one_but_another_initial_speaks_against_somebody():
    assert meant("Nell Marsh") == ([], ["Helen Marsh"])
    assert meant("R Marsh") == ([], [])


def test_another_surname_speaks_against_somebody():
    assert meant("Helen Carter") == ([], [])


def test_text_is_compared_without_case_accents_or_wide_spaces():
    assert fold("  ÉLODIE  \u00a0Straße ") == "elodie strasse"


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("the head", {"headteacher"}),
        ("Headteacher", {"headteacher"}),
        ("Our Head Teacher!", {"headteacher"}),
        ("the headmaster", {"headteacher"}),
        ("chair of governors", {"chair"}),
        ("Chairman", {"chair"}),
        ("the vice-chair", {"vice-chair"}),
        ("the Head and the Chair", {"headteacher", "chair"}),
        ("Quentin Reed, head of geography", set()),
        ("deputy head", set()),
        ("an assistant headteacher", set()),
        ("Quentin Reed", set()),
        ("", set()),
    ],
)
def test_a_post_instead_of_a_name_means_whoever_holds_it(text, posts):
    assert posts_named(text) == posts
