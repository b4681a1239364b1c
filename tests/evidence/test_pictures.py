"""Invariant 6: no file is kept where the question about pictures of children was not answered “no”."""

from __future__ import annotations

from itertools import product

import pytest
from casework.town import Town
from evidence.exhibits import LINK, add, arrive, entries, freeze, lying, opened, tell, wrong
from sqlalchemy import select

from caseflow.casework import cases, drafts, evidence
from caseflow.casework.evidence_files import discard, store
from caseflow.casework.evidence_rules import picture_stop, questions
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.records import DraftFile, EvidenceRecord

ANSWERS = ("no", "yes", "unsure")
ADVICE = {"picture_advised_by": "PC Bell", "picture_advice": "It is a holiday picture of a beach."}


def advised(school: Town, reference: str, answer: str) -> None:
    school.clock.forward(minutes=10)
    school.do(school.cast.helen, reference, "answer-picture-again", **ADVICE,
              picture_advised_at=school.clock(), image_gate=answer)  # fmt: skip


def stopped(school: Town, reference: str) -> str | None:
    with school.office.at_work() as desk:
        return picture_stop(school.file(reference, desk))


@pytest.mark.parametrize(("report", "item"), [*product(ANSWERS, ANSWERS)])
def test_a_file_is_kept_only_if_the_report_and_the_item_both_say_no(school: Town, report: str, item: str):
    reference = school.report(image_gate=report)
    before = school.everything()
    if (report, item) == ("no", "no"):
        assert add(school, reference, picture=item) == 1
        return
    with pytest.raises(Refused, match=r"copied|files"):
        add(school, reference, picture=item)
    assert school.everything() == before
    assert lying(school) == []


@pytest.mark.parametrize("answer", [None, "", "NO", "none", True])
def test_no_answer_is_no_no(school: Town, answer: object):
    reference = school.report()
    with pytest.raises(BadAnswers):
        add(school, reference, picture=answer)
    assert lying(school) == []


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_such_a_picture_is_recorded_by_where_it_is_without_file_hash_or_capture(school: Town, answer: str):
    reference = school.report(image_gate=answer)
    assert tell(school, reference, picture=answer, item_where="On the telephone of a parent.") == 1
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        row = file.evidence[0]
        assert (row.image_flag, row.blob, row.blob_key, row.size, row.copy) == (answer, None, None, None, None)
        asked = {question.key for question in questions(file, answer)}
        kinds = {option.key for question in questions(file, answer) for option in question.options}
    assert not {"item_captured", "item_captured_by", "item_captured_how", "item_device"} & asked
    assert "file" not in kinds
    (said,) = entries(school, reference, "evidence_added")
    assert said["given_file"] is None
    assert "sha256" not in repr(said)
    with pytest.raises(BadAnswers, match="from the list"):
        tell(school, reference, picture=answer, **{**LINK, "item_kind": "file"})


def investigated(school: Town, gate: str) -> str:
    """A case with this answer of the report that is investigated: the police and the LADO were told first."""
    reference = school.report(image_gate=gate)
    first = ("police-active", "lado-referred") if gate != "no" else ()
    then = ("lado-advised", "police-released") if gate != "no" else ()
    for state in (*first, "triage", *then, "investigation"):
        school.step_to(state, reference)
    return reference


def test_a_case_that_may_have_such_a_picture_takes_no_file_from_anybody(school: Town):
    reference = investigated(school, "unsure")
    for who in (school.cast.helen, school.cast.ian):
        with pytest.raises(Refused, match="The report says"):
            add(school, reference, who)
        assert tell(school, reference, who)


def test_an_item_that_may_be_one_stops_files_in_its_case_and_in_no_other(school: Town):
    first, second = school.report(), school.report()
    add(school, first)
    assert stopped(school, first) is None
    tell(school, first, picture="unsure")
    with pytest.raises(Refused, match="E2 is, or might be"):
        add(school, first)
    assert opened(school, first, 1), "what was added before stays"
    add(school, second)


def test_a_frozen_item_stops_files_in_its_case(school: Town):
    reference = school.report()
    add(school, reference)
    freeze(school, reference, 1)
    with pytest.raises(Refused, match="E1 may be illegal"):
        add(school, reference)


@pytest.mark.parametrize("how", ["report", "item", "frozen"])
def test_only_advice_recorded_by_the_case_manager_lets_files_in_again(school: Town, how: str):
    reference = investigated(school, "yes" if how == "report" else "no")
    if how == "item":
        tell(school, reference, picture="yes")
    if how == "frozen":
        add(school, reference)
        freeze(school, reference, 1)
    for answer in ("yes", "unsure"):
        advised(school, reference, answer)
        with pytest.raises(Refused, match="case manager recorded"):
            add(school, reference)
    with pytest.raises(Refused):
        school.do(school.cast.ian, reference, "answer-picture-again", **ADVICE,
                  picture_advised_at=school.clock(), image_gate="no")  # fmt: skip
    advised(school, reference, "no")
    number = add(school, reference)
    assert opened(school, reference, number)
    if how == "frozen":
        with pytest.raises(Refused, match="frozen"):
            opened(school, reference, 1)
    said = entries(school, reference, "transition")[-1]
    assert said["answers"]["picture_advised_by"] == "PC Bell"
    school.clock.forward(minutes=10)
    tell(school, reference, picture="unsure")
    with pytest.raises(Refused, match="might be"):
        add(school, reference)


@pytest.mark.parametrize("missing", ["picture_advised_by", "picture_advised_at", "picture_advice", "image_gate"])
def test_who_advised_and_what_is_asked_for(school: Town, missing: str):
    reference = school.report(image_gate="yes")
    given = {**ADVICE, "picture_advised_at": school.clock(), "image_gate": "no"}
    with pytest.raises(BadAnswers) as bad:
        school.do(school.cast.helen, reference, "answer-picture-again", **{**given, missing: None})
    assert list(bad.value.errors) == [missing]


def begin(school: Town, answer: str):
    with school.office.at_work() as desk:
        begun = drafts.begin(desk, school.cast.rosa)
        return drafts.save(desk, school.cast.rosa, begun, {"image_gate": answer} if answer else {}, ("picture",))


def attach(school: Town, name: str = "post.png", **data: bytes):
    arrived = arrive(school, name=name, **data)
    try:
        with school.office.at_work() as desk:
            begun = drafts.unfinished(desk, school.cast.rosa)
            said = {"file_what": "The post", "file_how": "I took a screenshot."}
            drafts.attach(desk, school.cast.rosa, begun, said, arrived)
    except BaseException:
        discard(store(school.office), arrived)
        raise


@pytest.mark.parametrize("answer", ["", "yes", "unsure"])
def test_a_report_takes_no_file_before_or_without_the_answer_no(school: Town, answer: str):
    begin(school, answer)
    with pytest.raises(Refused, match="takes no file"):
        attach(school)
    assert lying(school) == []
    with school.office.at_work() as desk:
        assert desk.session.scalars(select(DraftFile)).all() == []


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_files_of_a_report_that_then_says_yes_are_locked_and_frozen_when_it_is_sent(school: Town, answer: str):
    begin(school, "no")
    attach(school)
    begun = begin(school, answer)
    with pytest.raises(Refused, match="takes no file"):
        attach(school)
    with school.office.at_work() as desk, pytest.raises(Refused, match="locked"):
        drafts.detach(desk, school.cast.rosa, begun, begun.files[0].id)
    with school.office.at_work() as desk:
        answers = {"subject": "Quentin Reed", "categories": ["IM-1"], "account": "A post.", "image_gate": answer}
        reference = drafts.send(desk, school.cast.rosa, begun, answers).reference
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        (row,) = file.evidence
        assert row.frozen_at is not None
        assert [path.name for path in lying(school)] == [row.blob]
    with pytest.raises(Refused, match="frozen"):
        opened(school, reference, 1)
    (said,) = entries(school, reference, "evidence_added")
    assert said["sentence"] == "Rosa Lind added E1 to the evidence, and it was frozen"
    assert wrong(school) == []


def test_no_way_of_adding_leaves_an_open_file_beside_another_answer(school: Town):
    """Whatever was tried above all cases together: the rows themselves keep the invariant."""
    for answer in ANSWERS:
        reference = school.report(image_gate=answer)
        for picture in ANSWERS:
            with school.office.at_work() as desk:
                file = cases.find(desk, school.cast.helen, reference)
                evidence.add(file, LINK, school.cast.helen, picture=picture)
            try:
                add(school, reference, picture=picture)
            except Refused:
                continue
    with school.office.at_work() as desk:
        rows = desk.session.scalars(select(EvidenceRecord)).all()
        assert len(rows) == 10
        assert {row.image_flag for row in rows if row.blob} == {"no"}
