"""A school adopts a version of its policy by two people, and what was adopted is never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from casework.answers import no_harm
from casework.town import Town
from policy.keeping import PROPOSAL, adopt, begun, change, clause_id, desk_edition, edition, proposed, the_first
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from caseflow.casework import journal, policies, policy_adoption, policy_draft, policy_found, policy_readers
from caseflow.casework.desk import school_scope, year_scope
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Tampered
from caseflow.casework.verify import verify
from caseflow.procedure.breaches import BASES
from caseflow.procedure.policy_2017 import JUNE_2017
from caseflow.records import PolicyText, School


def in_force(town: Town, day: date) -> Any:
    with town.office.at_work() as desk:
        return policies.in_force(desk, town.id, day)


def test_every_school_is_founded_with_the_text_of_2017(school: Town) -> None:
    version = in_force(school, date(2027, 1, 15))
    assert (version.key, version.name) == ("2017-06", "Social Networking Policy, approved June 2017")
    assert version.clauses == JUNE_2017.clauses
    assert version.bases == BASES
    assert in_force(school, date(2017, 5, 31)) is None
    with school.office.at_work() as desk:
        assert policies.without_a_clause(version) == []
        (entry,) = [one for one in journal.read(desk, year_scope(school.id, desk.now)) if "policy" in one.said]
        assert entry.event == "school_founded"


def test_a_school_from_before_versions_is_given_the_first_and_vouched_for(school: Town) -> None:
    with school.office.at_work() as desk:
        old = School(name="Elm Grove", kind="maintained", created_at=desk.now)
        desk.session.add(old)
        desk.session.flush()
        desk.keyring.new(school_scope(old.id))
        journal.write_for_school(desk, old.id, "school_founded", "set-up", sentence="The school was set up")
    for _ in range(2):
        policy_found.catch_up(school.office.store, school.office.keyring, school.office.at_work)
        with school.office.at_work() as desk:
            assert [one.version.key for one in policies.adopted(desk, old.id)] == ["2017-06"]
            assert [one.version.key for one in policies.adopted(desk, school.id)] == ["2017-06"]
    assert verify(school.office, school_id=old.id).whole


def test_a_version_is_adopted_by_two_and_holds_from_its_day(school: Town) -> None:
    text_id = adopt(school)
    before, after = in_force(school, date(2027, 1, 31)), in_force(school, date(2027, 2, 1))
    assert (before.key, after.key) == ("2017-06", "2027-01")
    assert after.title == "Social Media Policy"
    assert after.clause("5.6").words == "Look at personal sites only in breaks"
    assert before.clause("5.6").words.startswith("View or update")
    assert after.basis("WT-1") == after.clause("5.6")
    assert [one.key for one in after.clauses][:2] == ["1.1", "1.2"]
    with school.office.at_work() as desk:
        row = desk.session.get_one(PolicyText, text_id)
        assert (row.proposed_by, row.adopted_by) == (school.cast.helen.id, school.cast.carol.id)
        assert policies.said_of(desk, row)["minute"] == PROPOSAL["minute"]
    assert verify(school.office).whole


def test_what_is_not_adopted_is_there_for_those_who_keep_the_policy_alone(school: Town) -> None:
    text_id = begun(school)
    for who in school.cast.everyone():
        with school.office.at_work() as desk:
            if who in (school.cast.helen, school.cast.carol):
                assert policies.find(desk, who, text_id).id == text_id
            else:
                with pytest.raises(NotThere):
                    policies.find(desk, who, text_id)


def test_a_draft_and_a_proposal_govern_nothing(school: Town) -> None:
    proposed(school)
    assert in_force(school, date(2027, 3, 1)).key == "2017-06"


def test_two_versions_approved_in_one_month_have_two_keys(school: Town) -> None:
    adopt(school)
    text_id = begun(school)
    change(school, text_id, "5.8", words="Share nothing illegal")
    adopt(school, text_id, holds_from="2027-02-02")
    assert in_force(school, date(2027, 2, 2)).key == "2027-01-2"


# Who may do what: everybody else finds nothing there, and nothing changes.
KEEPER_ONLY = {
    "begin": lambda desk, who, _text_id: policy_draft.begin(desk, who),
    "propose": lambda desk, who, text_id: policy_adoption.propose(
        desk, who, text_id, desk_edition(desk, text_id), PROPOSAL
    ),
    "set aside": lambda desk, who, text_id: policy_draft.set_aside(desk, who, text_id, desk_edition(desk, text_id)),
    "rest on": lambda desk, who, text_id: policy_draft.rest_on(desk, who, text_id, desk_edition(desk, text_id), BASES),
    "publish": policy_readers.publish,
}


@pytest.mark.parametrize("act", KEEPER_ONLY)
def test_only_the_headteacher_prepares_and_publishes(school: Town, act: str) -> None:
    text_id = begun(school)
    before = school.everything()
    for who in school.cast.everyone():
        if who != school.cast.helen:
            with pytest.raises(NotThere), school.office.at_work() as desk:
                KEEPER_ONLY[act](desk, who, text_id)
    assert school.everything() == before


@pytest.mark.parametrize("act", [policy_adoption.agree, policy_adoption.send_back])
def test_only_the_chair_agrees_or_sends_back(school: Town, act: Any) -> None:
    text_id = proposed(school)
    before = school.everything()
    for who in school.cast.everyone():
        if who != school.cast.carol:
            with pytest.raises(NotThere), school.office.at_work() as desk:
                act(desk, who, text_id, desk_edition(desk, text_id), {"agreed": True, "objection": "No."})
    assert school.everything() == before


def test_whoever_proposed_does_not_agree_though_they_be_chair_by_now(school: Town) -> None:
    text_id = proposed(school)
    both = school.cast.helen.__class__(**{**vars(school.cast.helen), "roles": frozenset({"headteacher", "chair"})})
    with pytest.raises(Refused, match="somebody else must agree"), school.office.at_work() as desk:
        policy_adoption.agree(desk, both, text_id, desk_edition(desk, text_id), {"agreed": True})


def test_the_chair_must_say_that_the_minute_says_so(school: Town) -> None:
    text_id = proposed(school)
    with pytest.raises(BadAnswers, match="Confirm"), school.office.at_work() as desk:
        policy_adoption.agree(desk, school.cast.carol, text_id, desk_edition(desk, text_id), {})


def test_a_version_sent_back_is_a_draft_again_and_says_why(school: Town) -> None:
    text_id = proposed(school)
    with school.office.at_work() as desk:
        said = {"objection": "Clause 5.6 was not what we approved."}
        policy_adoption.send_back(desk, school.cast.carol, text_id, desk_edition(desk, text_id), said)
    change(school, text_id, words="Look at personal sites only in designated breaks")
    adopt(school, text_id)
    assert "designated" in in_force(school, date(2027, 2, 1)).clause("5.6").words


def test_a_proposal_can_be_taken_back_until_the_chair_agrees(school: Town) -> None:
    text_id = proposed(school)
    with school.office.at_work() as desk:
        policy_adoption.take_back(desk, school.cast.helen, text_id, desk_edition(desk, text_id))
    with pytest.raises(Refused, match="in preparation"), school.office.at_work() as desk:
        policy_adoption.agree(desk, school.cast.carol, text_id, desk_edition(desk, text_id), {"agreed": True})
    adopt(school, text_id)


def test_an_adopted_version_is_never_changed(school: Town) -> None:
    text_id = adopt(school)
    one = clause_id(school, text_id, "5.6")
    before = school.everything()
    changes = (
        lambda desk, seen: policy_draft.put_clause(
            desk, school.cast.helen, text_id, seen, {"number": "5.6", "section": "x", "words": "y"}, one
        ),
        lambda desk, seen: policy_draft.take_out(desk, school.cast.helen, text_id, seen, one),
        lambda desk, seen: policy_draft.rest_on(desk, school.cast.helen, text_id, seen, {}),
        lambda desk, seen: policy_draft.set_aside(desk, school.cast.helen, text_id, seen),
        lambda desk, seen: policy_adoption.propose(desk, school.cast.helen, text_id, seen, PROPOSAL),
        lambda desk, seen: policy_adoption.take_back(desk, school.cast.helen, text_id, seen),
        lambda desk, seen: policy_adoption.agree(desk, school.cast.carol, text_id, seen, {"agreed": True}),
    )
    for act in changes:
        with pytest.raises(Refused, match="it is “adopted”"), school.office.at_work() as desk:
            act(desk, desk_edition(desk, text_id))
    assert school.everything() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE policy_clause SET words = 'x' WHERE text_id = :text",
        "UPDATE policy_text SET holds_from = '2020-01-01' WHERE id = :text",
        "DELETE FROM policy_basis WHERE text_id = :text",
    ],
)
def test_not_even_the_database_lets_an_adopted_version_be_changed(school: Town, statement: str) -> None:
    text_id = adopt(school)
    before = school.everything()
    with school.office.store.writing() as session, pytest.raises(DBAPIError, match="never changed"):
        session.execute(text(statement), {"text": text_id})
    assert school.everything() == before


def test_a_stale_form_changes_nothing(school: Town) -> None:
    text_id = begun(school)
    seen = edition(school, text_id)
    change(school, text_id)
    before = school.everything()
    with pytest.raises(Refused, match="while you were reading"), school.office.at_work() as desk:
        policy_draft.set_aside(desk, school.cast.helen, text_id, seen)
    assert school.everything() == before


def test_the_chair_cannot_agree_to_words_changed_by_hand(school: Town) -> None:
    text_id = proposed(school)
    with school.office.store.writing() as session:
        session.execute(text("UPDATE policy_clause SET words = 'x' WHERE text_id = :text"), {"text": text_id})
        session.commit()
    before = school.everything()
    with pytest.raises(Tampered, match="changed the database by hand"), school.office.at_work() as desk:
        policy_adoption.agree(desk, school.cast.carol, text_id, desk_edition(desk, text_id), {"agreed": True})
    assert school.everything() == before


def test_one_new_version_is_prepared_at_a_time(school: Town) -> None:
    text_id = begun(school)
    with pytest.raises(Refused, match="being prepared already"):
        begun(school)
    with school.office.at_work() as desk:
        policy_draft.set_aside(desk, school.cast.helen, text_id, desk_edition(desk, text_id))
    assert begun(school) != text_id
    assert verify(school.office).whole


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"approved": "2027-01-16"}, "approved", "today or in the past"),
        ({"holds_from": "2027-01-11"}, "holds_from", "day of approval or later"),
        ({"approved": "2017-05-01", "holds_from": "2017-06-01"}, "holds_from", "must be after 1 June 2017"),
        ({"review_due": "2027-02-01"}, "review_due", "after the day from which it holds"),
        ({"review_due": "2026-01-01", "holds_from": "2025-01-01", "approved": "2024-12-01"}, "review_due", "future"),
        ({"minute": " "}, "minute", "Where is it minuted"),
        ({"title": "x" * 201}, "title", "200 characters"),
    ],
)
def test_a_proposal_with_wrong_days_is_refused_beside_the_field(
    school: Town, wrong: dict[str, str], field: str, says: str
) -> None:
    with pytest.raises(BadAnswers) as bad:
        proposed(school, **wrong)
    assert set(bad.value.errors) == {field}
    assert says in bad.value.errors[field]


def test_a_version_that_held_before_the_school_took_up_the_program_can_be_entered(school: Town) -> None:
    adopt(school, approved="2024-03-05", holds_from="2024-04-01")
    assert in_force(school, date(2024, 3, 31)).key == "2017-06"
    assert in_force(school, date(2024, 4, 1)).key == "2024-03"


def test_a_version_that_says_the_same_is_a_review_and_not_a_version(school: Town) -> None:
    text_id = begun(school)
    with pytest.raises(Refused, match="record their review"):
        proposed(school, text_id, title=JUNE_2017.title)


def test_a_breach_whose_clause_is_gone_is_told_before_adoption_and_must_be_meant(school: Town) -> None:
    text_id = begun(school)
    with school.office.at_work() as desk:
        one = next(one.id for one in desk.session.get_one(PolicyText, text_id).clauses if one.key == "5.3")
        policy_draft.take_out(desk, school.cast.helen, text_id, desk_edition(desk, text_id), one)
    with school.office.at_work() as desk:
        version = policies.as_version(desk.session.get_one(PolicyText, text_id))
        assert [(breach.key, clause) for breach, clause in policies.without_a_clause(version)] == [("ID-1", "5.3")]
    with pytest.raises(BadAnswers) as bad:
        proposed(school, text_id)
    assert set(bad.value.errors) == {"no_clause"}
    adopt(school, text_id, no_clause=True)
    assert in_force(school, date(2027, 2, 1)).basis("ID-1") is None


def test_what_rested_on_a_clause_follows_its_new_number(school: Town) -> None:
    text_id = begun(school)
    one = clause_id(school, text_id, "5.6")
    with school.office.at_work() as desk:
        said = {"number": "5.6a", "section": "Use", "words": "Breaks only"}
        policy_draft.put_clause(desk, school.cast.helen, text_id, desk_edition(desk, text_id), said, one)
    with school.office.at_work() as desk:
        version = policies.as_version(desk.session.get_one(PolicyText, text_id))
    assert version.basis("WT-1") == version.clause("5.6a")
    order = [clause.key for clause in version.clauses]
    assert order[order.index("5.6a") - 1 : order.index("5.6a") + 2] == ["5.5", "5.6a", "5.7"]


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"number": "5.7"}, "number", "There is a clause 5.7 already"),
        ({"number": "five"}, "number", "like 5.6 or 5.6a"),
        ({"number": "5."}, "number", "like 5.6 or 5.6a"),
        ({"number": "0.1"}, "number", "like 5.6 or 5.6a"),
        ({"words": " "}, "words", "Words of the clause"),
        ({"words": "x" * 4001}, "words", "4,000 characters"),
        ({"section": ""}, "section", "Section"),
        ({"lead": "x" * 301}, "lead", "300 characters"),
        ({"words": "a \u202e b"}, "words", "control characters"),
    ],
)
def test_a_clause_that_will_not_do_is_refused_beside_its_field(
    school: Town, given: dict[str, str], field: str, says: str
) -> None:
    text_id = begun(school)
    one = clause_id(school, text_id, "5.6")
    before = school.everything()
    said = {"number": "5.6", "section": "Use", "words": "Breaks only", **given}
    with pytest.raises(BadAnswers) as bad, school.office.at_work() as desk:
        policy_draft.put_clause(desk, school.cast.helen, text_id, desk_edition(desk, text_id), said, one)
    assert list(bad.value.errors) == [field]
    assert says in bad.value.errors[field]
    assert school.everything() == before


def test_a_breach_rests_only_on_a_clause_that_is_there(school: Town) -> None:
    text_id = begun(school)
    with pytest.raises(BadAnswers) as bad, school.office.at_work() as desk:
        policy_draft.rest_on(desk, school.cast.helen, text_id, desk_edition(desk, text_id), {**BASES, "AB-1": "9.9"})
    assert list(bad.value.errors) == ["AB-1"]
    with school.office.at_work() as desk:
        given = {**BASES, "AB-1": "5.5", "ID-1": ""}
        policy_draft.rest_on(desk, school.cast.helen, text_id, desk_edition(desk, text_id), given)
    with school.office.at_work() as desk:
        version = policies.as_version(desk.session.get_one(PolicyText, text_id))
    assert version.bases == {key: clause for key, clause in given.items() if clause}


def test_clauses_of_another_version_are_not_there(school: Town) -> None:
    text_id = begun(school)
    foreign = clause_id(school, the_first(school), "5.6")
    with pytest.raises(NotThere), school.office.at_work() as desk:
        policy_draft.take_out(desk, school.cast.helen, text_id, desk_edition(desk, text_id), foreign)


def test_a_case_keeps_the_clause_of_the_version_in_force_on_the_day(school: Town) -> None:
    adopt(school)
    school.clock.forward(days=30)
    early = school.report(categories=["WT-1"], posted="2027-01-31")
    late = school.report(categories=["WT-1"], posted="2027-02-01")
    before = school.report(categories=["WT-1"], posted="2017-05-31")
    with school.office.at_work() as desk:
        found = [school.file(one, desk).allegations[0] for one in (early, late, before)]
    assert [(one["policy_key"], one["day"]) for one in found] == [
        ("2017-06", "2027-01-31"),
        ("2027-01", "2027-02-01"),
        ("", "2017-05-31"),
    ]
    assert found[0]["words"].endswith("mobile telephone and/or IPAD).")
    assert found[1]["words"] == "Look at personal sites only in breaks"
    assert found[1]["policy"] == "Social Media Policy, approved January 2027"
    assert (found[2]["words"], found[2]["clause"]) == ("", "")
    assert found[2]["none"] == "No version of the policy was in force on 31 May 2017."


def test_a_breach_without_a_clause_on_the_day_says_so(school: Town) -> None:
    text_id = begun(school)
    one = clause_id(school, text_id, "5.3")
    with school.office.at_work() as desk:
        policy_draft.take_out(desk, school.cast.helen, text_id, desk_edition(desk, text_id), one)
    adopt(school, text_id, no_clause=True)
    school.clock.forward(days=30)
    reference = school.report(categories=["ID-1"], posted="2027-02-03")
    with school.office.at_work() as desk:
        (allegation,) = school.file(reference, desk).allegations
    assert allegation["none"] == "The policy that was in force on 3 February 2027 has no clause for this."
    assert allegation["policy_key"] == "2027-01"


def test_words_once_frozen_into_a_case_stay_when_a_version_is_entered_that_held_then(school: Town) -> None:
    reference = school.report(categories=["WT-1"], posted="2027-01-14")
    adopt(school, approved="2027-01-04", holds_from="2027-01-10")
    exceptions = {"exception_break": "no"}
    school.do(school.cast.helen, reference, "triage", **no_harm(breaches=["WT-1", "AB-1"], **exceptions))
    with school.office.at_work() as desk:
        found = {one["code"]: one["policy_key"] for one in school.file(reference, desk).allegations}
    assert found == {"WT-1": "2017-06", "AB-1": "2027-01"}


def test_every_step_is_an_entry_of_the_school(school: Town) -> None:
    text_id = adopt(school)
    with school.office.at_work() as desk:
        entries = journal.read(desk, year_scope(school.id, desk.now))
    events = [one.event for one in entries if one.said.get("policy") == text_id]
    assert events == ["policy_begun", "policy_changed", "policy_proposed", "policy_adopted"]
