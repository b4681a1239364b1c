"""A letter that became due before the LADO or the police stepped in waits for them, as what made it due would have."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from lifecycle.facts import NOON, Facts

from caseflow.lifecycle.days import LONDON
from caseflow.procedure import PROCEDURE

PLACE = {
    "L5": "investigation",
    "L8": "investigation",
    "L9": "hearing-set",
    "L14": "appeal-set",
    "L17": "investigation",
    "PK-PER": "outcome",
    "PK-HEA": "hearing-set",
    "PK-APP": "appeal-set",
}
LADO_DUE = {"states": {"lado": "lado-due"}}
LADO_ASKED = {"states": {"lado": "lado-referred"}}
UNTOLD = {"answers": {"harm_risk": "unsure"}}
SILENT = {"answers": {"lado_telling": "no"}, "states": {"lado": "lado-advised"}}
NO_INTERVIEWS = {"answers": {"lado_interviews": "no"}, "states": {"lado": "lado-advised"}}
NO_PARENTS = {"answers": {"lado_parents": "no"}, "states": {"lado": "lado-advised"}}
LEAD = {"states": {"police": "police-active"}}
CHARGED = {"states": {"police": "police-charged"}}
RELEASED = {"states": {"police": "police-released", "lado": "lado-ended"}}
FIRST, THEN, LAST = (NOON - timedelta(days=days) for days in (3, 2, 1))


def agreed(key: str, at: datetime, came: datetime, **more: datetime) -> dict[str, object]:
    """When it was agreed what a letter says, and when the police came in."""
    return {"happened": {{"L17": "tell-parents", "PK-PER": "prepare-pack"}[key]: at, "report-to-police": came, **more}}


def before_they_came(key: str) -> tuple[dict[str, object], ...]:
    return (
        {**LEAD, **agreed(key, FIRST, THEN)},
        {**CHARGED, **agreed(key, FIRST, THEN)},
        {**CHARGED, **agreed(key, THEN, FIRST, **{"record-charge": LAST})},
    )


_LADO, _BOTH = (LADO_DUE, LADO_ASKED, UNTOLD), (LEAD, CHARGED)
HELD_BACK = {
    "L5": (*_LADO, SILENT),
    "L8": (*_LADO, SILENT, NO_INTERVIEWS, LEAD),
    "L9": (*_LADO, SILENT, *_BOTH),
    "L14": _BOTH,
    "L17": (*_LADO, NO_PARENTS, *before_they_came("L17")),
    "PK-PER": (*_LADO, SILENT, *before_they_came("PK-PER")),
    "PK-HEA": (*_LADO, SILENT, *_BOTH),
    "PK-APP": (*_LADO, SILENT, *_BOTH),
}
ELSEWHERE = {
    "L8": ("external-hold", "case-to-answer", "hearing-set"),
    "L9": ("external-hold", "investigation", "case-to-answer", "heard"),
    "L14": ("appeal", "appeal-decided", "reopened"),
}


def stopped(key: str, said: dict[str, dict[str, object]], main: str = "") -> list[str]:
    """What speaks against a letter of this kind in a case of which this is said."""
    states = {"main": main or PLACE[key], **said.get("states", {})}
    case = Facts(**{**said, "states": states})
    return [words for check in PROCEDURE.letter[key].checks if (words := check(case))]


@pytest.mark.parametrize(("key", "said"), [(key, said) for key in HELD_BACK for said in HELD_BACK[key]])
def test_a_letter_waits_for_the_agencies(key, said):
    (words,) = stopped(key, said)
    assert words[0].isupper()
    assert words.endswith(".")
    assert any(one in words for one in ("LADO", "police", "charged"))


@pytest.mark.parametrize("key", PLACE)
@pytest.mark.parametrize("said", [{}, RELEASED])
def test_it_goes_out_where_nothing_is_wrong(key, said):
    assert stopped(key, said) == []


@pytest.mark.parametrize(("key", "main"), [(key, main) for key in ELSEWHERE for main in ELSEWHERE[key]])
def test_nobody_is_invited_to_what_is_not_arranged(key, main):
    (words,) = stopped(key, {}, main)
    assert f"“{PROCEDURE.state[main].title}”" in words
    assert words.endswith("withdraw this letter, or let it wait.")


@pytest.mark.parametrize("key", ["L17", "PK-PER"])
@pytest.mark.parametrize("said", [LEAD, CHARGED])
def test_what_was_agreed_with_the_police_since_they_came_in_goes_out(key, said):
    assert stopped(key, {**said, **agreed(key, THEN, FIRST)}) == []


@pytest.mark.parametrize("key", ["PK-LADO", "PK-POL", "PK-DBS", "PK-TRA"])
@pytest.mark.parametrize("said", [LADO_DUE, SILENT, LEAD, CHARGED])
def test_an_agency_has_its_pack_all_the_same(key, said):
    assert stopped(key, said, "external-hold") == []


SOON = {"answers": {"hearing_at": datetime(2027, 1, 20, 10, tzinfo=LONDON)}}
ARRANGED = NOON - timedelta(days=20)


def test_whoever_was_invited_in_time_needs_no_new_notice_because_the_panel_changes():
    happened = {"happened": {"set-hearing": ARRANGED}}
    (words,) = stopped("L9", {**SOON, **happened})
    assert "notice would be too short" in words
    assert stopped("L9", {**SOON, **happened, "out": {"L9": ARRANGED}}) == []
    # The invitation to another hearing, before the case was reopened, was no invitation to this one.
    assert stopped("L9", {**SOON, **happened, "out": {"L9": ARRANGED - timedelta(days=1)}}) == [words]
