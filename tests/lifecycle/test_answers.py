"""An answer is taken if a case may remember it, and is otherwise refused in a sentence for the reader."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifecycle.facts import NOON, Facts

from caseflow.lifecycle.answers import BadAnswers, accept_questions, plain, typed
from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.terms import Kind, Option, Question
from caseflow.procedure import PROCEDURE

OPTIONS = (Option("a", "A"), Option("b", "B"), Option("none", "None of these"))
CASE = Facts(able=("helen", "ian"), now=NOON)
FINDINGS = {"a1": "substantiated", "a2": "false"}
WHITE = ("", " ", "\n\t ", "\u200b", "\u00a0", "\u200b\u2060 ", "\u2800")
NOT_TEXT = (1, 1.5, True, False, b"text", ["text"], ("text",), {"text"}, {"a": "b"}, object(), date(2027, 1, 1))


def ask(kind: Kind, **how: object) -> Question:
    return Question("q", "What is it?", kind, **{"options": OPTIONS, **how})


def take(question: Question, value: object, case: Facts = CASE) -> object:
    return accept_questions((question,), {"q": value}, case).get("q")


def refusal(question: Question, value: object, case: Facts = CASE) -> str:
    with pytest.raises(BadAnswers) as refused:
        take(question, value, case)
    assert set(refused.value.errors) == {"q"}
    return refused.value.errors["q"]


def attempt(asks: tuple[Question, ...], given: dict[str, object]) -> tuple[dict[str, object] | None, dict[str, str]]:
    try:
        return accept_questions(asks, given, CASE), {}
    except BadAnswers as refused:
        return None, refused.errors


GOOD = [
    (ask(Kind.LINE), "  one line ", "one line"),
    (ask(Kind.LINE), "e\u0301", "\u00e9"),
    (ask(Kind.LINE), "x" * 300, "x" * 300),
    (ask(Kind.ACCOUNT), "one\r\ntwo\rthree\tend", "one\ntwo\nthree\tend"),
    (ask(Kind.ACCOUNT), "one\u2028two\u2029three", "one\ntwo\nthree"),
    (ask(Kind.ACCOUNT), "👩‍🏫 wrote: “naïve” — שלום", "👩‍🏫 wrote: “naïve” — שלום"),
    (ask(Kind.ACCOUNT, most=10), "x" * 10, "x" * 10),
    (ask(Kind.ACCOUNT, least=3), "one two three", "one two three"),
    (ask(Kind.CHOICE), "a", "a"),
    (ask(Kind.YES_NO), "yes", "yes"),
    (ask(Kind.YES_NO_UNSURE), "unsure", "unsure"),
    (ask(Kind.MANY), "a", ["a"]),
    (ask(Kind.MANY), ["b", "a", "b"], ["a", "b"]),
    (ask(Kind.MANY), ("a",), ["a"]),
    (ask(Kind.MANY), ["none"], ["none"]),
    (ask(Kind.PERSON), "ian", "ian"),
    (ask(Kind.PEOPLE), ["ian", "helen", "ian"], ["helen", "ian"]),
    (ask(Kind.PEOPLE), "ian", ["ian"]),
    (ask(Kind.DAY), "2027-02-29"[:8] + "28", date(2027, 2, 28)),
    (ask(Kind.DAY), date(2028, 2, 29), date(2028, 2, 29)),
    (ask(Kind.DAY, past=True), "2027-01-15", date(2027, 1, 15)),
    (ask(Kind.DAY, future=True), "2027-01-15", date(2027, 1, 15)),
    # Half past eleven at night in Greenwich is the next day at the school in summer.
    (ask(Kind.DAY), datetime(2027, 6, 1, 23, 30, tzinfo=UTC), date(2027, 6, 2)),
    (ask(Kind.MOMENT), "2027-06-01T10:00", datetime(2027, 6, 1, 9, tzinfo=UTC)),
    (ask(Kind.MOMENT), "2027-06-01T10:00+00:00", datetime(2027, 6, 1, 10, tzinfo=UTC)),
    (ask(Kind.MOMENT), datetime(2027, 1, 1, 10), datetime(2027, 1, 1, 10, tzinfo=UTC)),  # noqa: DTZ001
    (ask(Kind.MOMENT, past=True), NOON, NOON.astimezone(UTC)),
    (ask(Kind.NUMBER), " 12 ", 12),
    (ask(Kind.NUMBER), 0, 0),
    (ask(Kind.NUMBER), "1000000", 1_000_000),
    (ask(Kind.FINDINGS), FINDINGS, FINDINGS),
    (ask(Kind.FINDINGS), "unfounded", {"a1": "unfounded", "a2": "unfounded"}),
    (ask(Kind.CONFIRM), "yes", True),
    (ask(Kind.CONFIRM), True, True),
    (ask(Kind.CONFIRM), "on", True),
    (ask(Kind.CASE), "ian", "ian"),
    (ask(Kind.CLOCK), "ian", "ian"),
]

BAD = [
    *((ask(kind), text) for kind in (Kind.LINE, Kind.ACCOUNT) for text in WHITE),
    *((ask(kind), value) for kind in (Kind.LINE, Kind.ACCOUNT) for value in NOT_TEXT),
    *((ask(Kind.ACCOUNT), f"a{char}b") for char in "\x00\x07\x1b\x7f\x85\ud800"),
    # Marks that turn the reading order: a letter would not say what it shows.
    *((ask(Kind.ACCOUNT), f"a{char}b") for char in "\u202a\u202e\u2066\u2069"),
    (ask(Kind.LINE), "one\ntwo"),
    (ask(Kind.LINE), "one\u2028two"),
    (ask(Kind.LINE), "x" * 301),
    (ask(Kind.LINE, most=5), "x" * 6),
    (ask(Kind.ACCOUNT, most=10), "x" * 11),
    (ask(Kind.ACCOUNT, least=3), "one two"),
    *((ask(Kind.CHOICE), value) for value in ("c", "A", " a", "yes", *NOT_TEXT)),
    *((ask(Kind.YES_NO), value) for value in ("unsure", "Yes", "true", *NOT_TEXT)),
    *((ask(Kind.YES_NO_UNSURE), value) for value in ("maybe", "a", *NOT_TEXT)),
    *((ask(Kind.MANY), value) for value in (["a", "c"], ["a", "none"], [["a"]], [None], {"a": 1}, 7, True, b"a", 1.5)),
    *((ask(Kind.PERSON), value) for value in ("quentin", "Ian Ogden", *NOT_TEXT)),
    *((ask(Kind.PEOPLE), value) for value in (["ian", "quentin"], [["ian"]], [{}], {"ian": 1}, 7, True, b"ian")),
    *((ask(Kind.DAY), value) for value in ("2027-02-29", "soon", "15/01/2027", "2027-13-01", "0001-01-01", 7, True)),
    *((ask(Kind.DAY), value) for value in ([], ["2027-01-01"], {"a": 1}, date(1899, 12, 31), date(2201, 1, 1), 1e9)),
    (ask(Kind.DAY, past=True), "2027-01-16"),
    (ask(Kind.DAY, future=True), "2027-01-14"),
    *((ask(Kind.MOMENT), value) for value in ("noon", "2027-01-15T25:00", "2027-02-30T10:00", 7, True, [1], {"a": 1})),
    *((ask(Kind.MOMENT), value) for value in ("9999-12-31T23:59", "0001-01-01T00:00+23:59", date(2027, 1, 1))),
    (ask(Kind.MOMENT, past=True), NOON + timedelta(seconds=1)),
    (ask(Kind.MOMENT, future=True), NOON - timedelta(seconds=1)),
    *(
        (ask(Kind.NUMBER), value)
        for value in ("many", "1.5", "-1", "1000001", 10**400, "9" * 5000, True, [1], {"a": 1})
    ),
    *((ask(Kind.NUMBER), value) for value in ("1_000", "٣", 1.0, Fraction(1))),
    *((ask(Kind.FINDINGS), value) for value in ("guilty", {"a1": "false"}, {**FINDINGS, "a3": "false"}, ["false"], 7)),
    *((ask(Kind.FINDINGS), value) for value in ({"a1": ["false"], "a2": "false"}, {"a1": {}, "a2": None}, True)),
    *((ask(Kind.CLOCK), value) for value in ("investigation", ["ian"], *NOT_TEXT)),
    *((ask(Kind.CONFIRM), value) for value in (False, "no", "off", 0, 1, 1.0, [True], {"yes": 1}, "YES")),
    *((ask(Kind.CASE), value) for value in ("quentin", *NOT_TEXT)),
]


def test_every_kind_of_question_has_good_and_bad_answers_here():
    assert {question.kind for question, *_ in GOOD} == {question.kind for question, _ in BAD} == set(Kind)


@pytest.mark.parametrize(("question", "value", "kept"), GOOD)
def test_a_good_answer_is_kept_clean_and_typed(question, value, kept):
    found = take(question, value)
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize(("question", "value"), BAD)
def test_a_bad_answer_is_refused_in_a_sentence(question, value):
    assert refusal(question, value).strip()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}])
def test_nothing_is_refused_where_it_is_required_and_passed_over_where_it_is_not(kind, nothing):
    assert refusal(ask(kind), nothing)
    assert accept_questions((ask(kind, required=False),), {"q": nothing}, CASE) == {}
    assert accept_questions((ask(kind, required=False),), {}, CASE) == {}


def test_the_length_is_said_with_the_number_entered():
    assert refusal(ask(Kind.ACCOUNT, most=1_000), "x" * 1_234).endswith(
        "must be 1,000 characters or fewer. You entered 1,234"
    )


def test_an_answer_that_is_not_asked_is_refused():
    with pytest.raises(BadAnswers) as refused:
        accept_questions((ask(Kind.LINE),), {"q": "x", "state": "closed", "version": 7}, CASE)
    assert set(refused.value.errors) == {"state", "version"}


def test_every_bad_answer_is_named_at_once():
    asks = tuple(Question(key, f"{key}?", Kind.LINE) for key in "abc")
    with pytest.raises(BadAnswers) as refused:
        accept_questions(asks, {"b": "x"}, CASE)
    assert set(refused.value.errors) == {"a", "c"}
    assert all(words in str(refused.value) for words in refused.value.errors.values())


def test_a_question_that_depends_on_another_is_asked_only_then():
    asks = (
        Question("sort", "Which?", Kind.MANY, options=OPTIONS),
        Question("q", "Why?", Kind.LINE, only_when=("sort", ("b",))),
    )
    assert accept_questions(asks, {"sort": ["a"]}, CASE) == {"sort": ["a"]}
    assert accept_questions(asks, {"sort": ["a"], "q": "left over on the form"}, CASE) == {"sort": ["a"]}
    with pytest.raises(BadAnswers):
        accept_questions(asks, {"sort": ["a", "b"]}, CASE)
    with pytest.raises(BadAnswers):
        accept_questions(asks, {"sort": [["b"]]}, CASE)


class _Odd(enum.Enum):
    ONE = 1


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**20, 10**40)
    | st.floats()
    | st.text()
    | st.binary()
    | st.dates()
    | st.datetimes()
    | st.datetimes(timezones=st.just(LONDON))
    | st.sampled_from(["yes", "no", "none", "helen", "a", "2027-01-15", "2027-01-15T10:00", _Odd.ONE]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(transition=st.sampled_from([one for one in PROCEDURE.transitions if one.asks]), data=st.data())
def test_whatever_is_sent_is_either_taken_or_refused_in_words(transition, data):
    sent = {one.key: data.draw(ANYTHING) for one in data.draw(st.sets(st.sampled_from(transition.asks), max_size=4))}
    taken, errors = attempt(transition.asks, sent)
    assert taken is not None or errors
    assert all(words.strip() for words in errors.values())
    assert set(taken or ()) <= {question.key for question in transition.asks}


@settings(max_examples=500, deadline=None, derandomize=True)
@given(kind=st.sampled_from(Kind), value=ANYTHING)
def test_what_is_taken_can_be_kept_and_comes_back_as_it_was(kind, value):
    question = ask(kind, required=False)
    taken, errors = attempt((question,), {"q": value})
    assert all(words.strip() for words in errors.values())
    for found in (taken or {}).values():
        kept = plain(found)
        again = typed(question, kept)
        assert again == (found.replace(microsecond=0) if isinstance(found, datetime) else found)
        assert take(question, again) == again


def test_days_and_moments_are_kept_as_text():
    assert plain(date(2027, 1, 15)) == "2027-01-15"
    assert plain(datetime(2027, 6, 1, 10, tzinfo=LONDON)) == "2027-06-01T09:00:00Z"
    assert typed(ask(Kind.MOMENT), "2027-06-01T09:00:00Z") == datetime(2027, 6, 1, 9, tzinfo=UTC)
    assert typed(None, "2027-06-01") == "2027-06-01"
