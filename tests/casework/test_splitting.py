"""A case about somebody else from a report or a finding: routed anew, and shown only to whoever may read it."""

from __future__ import annotations

import pytest
from casework.answers import no_harm
from casework.test_joining import holders

from caseflow.casework import cases, journal, links, notices, schools
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.verify import verify
from caseflow.lifecycle.days import local
from caseflow.procedure import roles
from caseflow.records import Case


def split(school, reference: str, who=None, **but: object) -> str:
    """Open a case about another person, and return its number."""
    said = {
        "split_about": "staff",
        "split_subject": "Ian Ogden",
        "split_categories": ["CF-2"],
        "split_account": "And Mr Ogden wrote the same.",
        "split_reasons": "Each wrote on his own.",
        **but,
    }
    school.do(who or school.cast.helen, reference, "split", **said)
    with school.office.at_work() as desk:
        return other(school, school.file(reference, desk), "sibling")


def other(school, file, key: str) -> str:
    """The number of the case that was opened last from a file."""
    ids = [one for question, one in file.links if question == key]
    return file.desk.session.get_one(Case, ids[-1]).reference


def test_the_other_person_gets_a_case_of_their_own_from_the_same_report(school, cast):
    first = school.report(categories=["AB-1"], posted="2027-01-14", platforms=["x"])
    school.clock.forward(days=3)
    second = split(school, first)
    with school.office.at_work() as desk:
        one, two = school.file(first, desk), school.file(second, desk)
        assert (two.subject_name, two.held_by(roles.SUBJECT)) == ("Ian Ogden", {cast.ian.id})
        assert two.held_by(roles.REPORTER) == {cast.rosa.id}
        assert two.held_by(roles.CASE_MANAGER) == {cast.helen.id}
        assert [allegation["code"] for allegation in two.allegations] == ["CF-2"]
        assert (two.answer("account"), two.answer("image_gate")) == ("And Mr Ogden wrote the same.", "no")
        # Both days are kept: since when the school has known, and when the case was opened.
        assert two.when("report") == one.when("report").replace(microsecond=0)
        assert local(two.case.opened_at).date().isoformat() == "2027-01-18"
        assert {row.key for row in two.letters} == {"L1"}
        assert set(two.open_clocks()) == {"acknowledge", "triage"}
        entry = journal.read(desk, two.scope)[0]
        assert entry.sentence == (
            "This case was opened from a report that concerns more than one person; Helen Marsh split it"
        )
        assert notices.waiting(desk, cast.helen) == [], "she did it herself"


def test_neither_person_and_nobody_of_one_case_learns_of_the_other(school, cast):
    first = school.at("investigation", school.report(subject="Quentin Reed"))
    second = split(school, first, split_subject="Dora Sewell")
    assert not school.sees(cast.quentin, second)
    assert not school.sees(cast.dsl, first)
    assert not school.sees(cast.ian, second), "who investigates one has no part in the other"
    assert cast.quentin.id in holders(school, second, roles.CONFLICTED)
    assert cast.dsl.id in holders(school, first, roles.CONFLICTED)
    with school.office.at_work() as desk:
        one, two = school.file(first, desk), school.file(second, desk)
        assert [link.reference for link in links.shown(one, cast.helen)] == [second]
        assert [link.reference for link in links.shown(two, cast.helen)] == [first]
        assert links.shown(one, cast.ian) == []
        said = journal.read(desk, one.scope)[-1].said
        assert said["action"] == "split"
        assert "Dora" not in repr(said)
        assert second not in repr(said)


def test_the_reporter_finds_their_report_under_both_numbers(school, cast):
    first = school.report()
    second = split(school, first)
    for reference in (first, second):
        assert school.sees(cast.rosa, reference)
        with school.office.at_work() as desk, pytest.raises(NotThere):
            cases.read(desk, cast.rosa, reference)


def test_a_case_about_the_head_is_split_by_the_governors_and_stays_with_them(school, cast):
    first = school.report()
    with pytest.raises(BadAnswers, match="Somebody else must take it on first"):
        split(school, first, split_subject="Mrs Marsh", split_about="headteacher")
    about_head = school.report(subject="Helen Marsh")
    assert holders(school, about_head, roles.CASE_MANAGER) == {cast.carol.id}
    about_staff = split(school, about_head, cast.carol, split_subject="Quentin Reed")
    # It would go to the headteacher, who is whom the other case is about: so it stays with the governors.
    assert holders(school, about_staff, roles.CASE_MANAGER) == {cast.carol.id}
    assert not school.sees(cast.helen, about_staff)


def test_whoever_might_be_meant_manages_neither(school, cast):
    first = school.report()
    second = split(school, first, split_subject="Hale")
    assert holders(school, second, roles.SUBJECT) == frozenset()
    assert holders(school, second, roles.CONFLICTED) == {cast.victor.id, cast.quentin.id}
    assert not school.sees(cast.victor, second)


def test_who_reported_one_and_is_meant_by_the_other_keeps_their_own_report(school, cast):
    first = school.report()
    second = split(school, first, split_subject="Rosa Lind")
    assert school.sees(cast.rosa, first), "it was theirs before"
    assert not school.sees(cast.rosa, second)
    with school.office.at_work() as desk:
        file = school.file(second, desk)
        assert file.held_by(roles.REPORTER) == frozenset()
        assert file.letters == [], "whom it is about is not written to as its reporter"


def test_a_split_that_will_not_do_changes_nothing(school, cast):
    first = school.report()
    before = school.everything()
    for but, words in (
        ({"split_subject": "Quentin Reed"}, "about them already"),
        ({"split_subject": "Helen Marsh"}, "Somebody else must take it on first"),
        ({"split_subject": " "}, "What is their name"),
        ({"split_categories": []}, "at least one"),
    ):
        with pytest.raises(BadAnswers, match=words):
            split(school, first, **but)
        assert school.everything() == before
    with pytest.raises(NotThere):
        split(school, first, cast.carol)
    assert school.everything() == before


def test_where_nobody_may_manage_the_other_case_nothing_is_kept(school, cast):
    reference = school.report(cast.carol, to_governors="yes")
    with school.office.at_work() as desk:
        wanda = schools.add_person(
            desk, school.id, "Wanda Stone", "wanda@x.test", "Governor", ("vice-chair", "governor")
        )
    school.do(cast.victor, reference, "hand-over", handover_reasons="I leave.", new_manager=wanda.id)
    with school.office.at_work() as desk:
        schools.change_posts(desk, wanda.id, school.id, ("governor",), active=True, by=cast.carol.id)
    before = school.everything()
    with pytest.raises(Refused, match="speak to the LADO"):
        split(school, reference, wanda, split_subject="Victor Hale")
    assert school.everything() == before


def test_a_breach_of_data_in_the_other_case_counts_from_the_report(school, cast):
    begun = school.clock()
    first = school.report()
    school.clock.forward(days=1)
    second = split(school, first, split_categories=["IM-1"])
    with school.office.at_work() as desk:
        (clock,) = [one for one in school.file(second, desk).clocks if one.key == "ico-notify"]
        assert abs((clock.due_at - begun).total_seconds() - 72 * 3600) < 2


def test_what_is_pretended_to_be_known_is_not_taken(school, cast):
    """The program says which case was opened; a form that says so too is not believed."""
    first, stranger = school.report(), school.report(subject="Dora Sewell")
    one = school.id_of(stranger)
    second = split(school, first, sibling=one, split_kept_out=[cast.helen.id])
    assert second != stranger
    assert cast.helen.id not in holders(school, first, roles.CONFLICTED)


def malicious(school, finding: str = "malicious", **more: str) -> str:
    reference = school.report(school.cast.rosa)
    school.do(school.cast.helen, reference, "triage", **no_harm())
    said = {"findings": finding, "no_action_reasons": "There was no such post.", **more}
    if finding == "malicious":
        said.setdefault("malice", "She told two colleagues that she had made it up.")
    school.do(school.cast.helen, reference, "take-no-further-action", **said)
    return reference


def about_reporter(school, reference: str, **but: object) -> str:
    said = {
        "malicious_reporter": school.cast.rosa.id,
        "malicious_categories": ["OTH-9"],
        "malicious_account": "She made up a report, and said so to two colleagues.",
        "malicious_reasons": "It was disproved, and meant to harm.",
        **but,
    }
    school.do(school.cast.helen, reference, "open-case-about-reporter", **said)
    with school.office.at_work() as desk:
        return other(school, school.file(reference, desk), "case_about_reporter")


def test_malice_with_intent_opens_a_case_about_the_reporter_that_somebody_else_handles(school, cast):
    first = malicious(school)
    second = about_reporter(school, first)
    with school.office.at_work() as desk:
        file = school.file(second, desk)
        assert (file.subject_name, file.held_by(roles.SUBJECT)) == ("Rosa Lind", {cast.rosa.id})
        assert file.held_by(roles.CASE_MANAGER) == {cast.carol.id}, "whoever found the malice has judged already"
        assert file.held_by(roles.REPORTER) == {cast.helen.id}
        assert cast.quentin.id in file.held_by(roles.CONFLICTED)
        assert [one.words for one in notices.waiting(desk, cast.carol)] == ["opened-about-reporter"]
        assert set(file.open_clocks()) == {"triage"}
        said = journal.read(desk, school.file(first, desk).scope)[-1].said
        assert "Rosa" not in repr(said["answers"])
    assert not school.sees(cast.rosa, second)
    assert not school.sees(cast.quentin, second)


def test_the_link_is_shown_to_those_alone_who_may_read_both(school, cast):
    first = malicious(school)
    second = about_reporter(school, first)
    with school.office.at_work() as desk:
        one, two = school.file(first, desk), school.file(second, desk)
        assert links.shown(one, cast.helen) == [], "the headteacher reported the second, and does not read it"
        assert links.shown(two, cast.carol) == []
    school.do(cast.helen, first, "hand-over", handover_reasons="I leave.", new_manager=cast.carol.id)
    with school.office.at_work() as desk:
        assert [link.reference for link in links.shown(school.file(first, desk), cast.carol)] == [second]
        assert [link.reference for link in links.shown(school.file(second, desk), cast.carol)] == [first]


@pytest.mark.parametrize("finding", ["unsubstantiated", "unfounded", "false", "substantiated"])
def test_nothing_less_than_malice_opens_such_a_case(school, finding):
    reference = malicious(school, finding)
    before = school.everything()
    with pytest.raises(Refused, match="Nothing less opens a case"):
        about_reporter(school, reference)
    assert school.everything() == before


def test_only_whoever_reported_it_can_be_named(school, cast):
    reference = malicious(school)
    for one in (cast.dsl, cast.quentin, cast.helen):
        with pytest.raises(BadAnswers, match="from the list"):
            about_reporter(school, reference, malicious_reporter=one.id)


def test_the_check_of_the_record_finds_all_cases_whole(school, cast):
    first = school.report(categories=["AB-1"])
    second = split(school, first, split_categories=["IM-1", "WB-1"])
    split(school, second, split_subject="Dora Sewell")
    third = school.report(subject="me", about="me")
    split(school, third)
    linked = malicious(school)
    about_reporter(school, linked)
    assert [problem.sentence for problem in verify(school.office).all_problems()] == []
