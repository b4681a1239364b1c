"""Every rule that may object does so when it should, and is silent otherwise. A rule without a row is a fault."""

from __future__ import annotations

import pytest
from lifecycle.facts import Facts, Who
from procedure.guard_rows import course, ending, outside, people
from procedure.guard_rows.hung import HUNG

from caseflow.lifecycle.procedure import BESIDE
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE

HELEN = Who("helen")
# For each guard: what makes it object, and what leaves it silent.
TABLE = people.ROWS | outside.ROWS | course.ROWS | ending.ROWS

GUARDS = {guard.key: guard for one in PROCEDURE.transitions for guard in one.guards}
GUARDS |= {guard.key: guard for guard in PROCEDURE.always}
ROWS = [(key, said) for key, rows in TABLE.items() for said in rows[0]]
SILENT = [(key, said) for key, rows in TABLE.items() for said in rows[1]]


def test_every_guard_of_the_procedure_has_rows_of_both_kinds():
    assert set(TABLE) == set(GUARDS)
    assert all(objects and silent for objects, silent in TABLE.values())


def test_no_two_guards_share_a_key():
    guards = {guard for one in PROCEDURE.transitions for guard in one.guards} | set(PROCEDURE.always)
    assert len(guards) == len({guard.key for guard in guards})


@pytest.mark.parametrize(("key", "said"), ROWS)
def test_a_guard_objects_in_a_sentence(key, said):
    words = GUARDS[key].test(Facts(**said), HELEN)
    assert words is not None
    assert words[0].isupper()
    assert words.endswith(".")


@pytest.mark.parametrize(("key", "said"), SILENT)
def test_a_guard_is_silent_where_nothing_is_wrong(key, said):
    assert GUARDS[key].test(Facts(**said), HELEN) is None


def test_every_guard_says_its_rule_for_the_handbook():
    assert all(guard.rule.endswith(".") for guard in GUARDS.values())


@pytest.mark.parametrize(("key", "does"), [(key, does) for key in HUNG for does in sorted(HUNG[key])])
def test_where_a_guard_hangs_it_holds_people_back(key, does):
    """For every pair of a guard and a transition: without the guard, the judge would have nothing to say here."""
    transition = PROCEDURE.by_key[does]
    case = Facts(**TABLE[key][0][0])
    objecting = {guard.key for guard in (*PROCEDURE.always, *transition.guards) if guard.test(case, HELEN)}
    assert key in objecting
    guard = GUARDS[key]
    told = guard.test(case, HELEN) if PROCEDURE.permits(case, HELEN, Permission.READ) or not guard.beside else BESIDE
    assert told in set(PROCEDURE.objections(transition, case, HELEN))


def test_every_pair_of_a_guard_and_a_transition_is_listed():
    hung: dict[str, set[str]] = {}
    for one in PROCEDURE.transitions:
        for guard in one.guards:
            hung.setdefault(guard.key, set()).add(one.key)
    assert {key: hung[key] - HUNG.get(key, set()) for key in hung if hung[key] - HUNG.get(key, set())} == {}


def test_every_guard_is_said_to_hang_somewhere():
    assert set(HUNG) == set(GUARDS)
