"""A panel reads one frozen document, as the member of staff does; each copy says whose it is, and closes by itself."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import outloud
import pikepdf
import pytest
from evidence.exhibits import LINK

from caseflow.casework import bundle_copies, evidence, letters
from caseflow.casework.bundle_copies import Copy
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.procedure.bundle_frozen import FOR_APPEAL, FOR_HEARING
from caseflow.procedure.bundles import BUNDLES
from letters_desk.ashcroft import FIELDS, REPORTER, Ashcroft, flat

pytestmark = pytest.mark.slow


@pytest.fixture
def called(school: Ashcroft) -> Ashcroft:
    """A case that is to be heard: investigated, with notes and LADO's advice beside it, and the invitation issued."""
    return _called(school)


def _called(school: Ashcroft) -> Ashcroft:
    school.triage(harm_risk="unsure", triage_reasons="Xylophone: what the manager thought")
    at = school.now.isoformat()
    school.move(
        "head", "log-lado-advice", advice_from="Lee Adams", advice_at=at, advice="Glockenspiel: what the LADO advised",
        lado_threshold="yes", lado_interviews="yes", lado_telling="yes", lado_parents="yes",
    )  # fmt: skip
    school.move("head", "open-investigation", investigator=school.cast["officer"].id, terms="Establish the facts")
    at = school.now.isoformat()
    for who, said in (("Mr Sam Tully", "He saw the page"), ("Miss Wren Ash", "Marimba: she is a child")):
        school.move(
            "officer", "record-interview", interview_who=who, interview_at=at, interview_notes=said,
            interview_agreed="yes",
        )  # fmt: skip
    school.move(
        "head", "add-note", note_kind="note", note_at=at, note_basis="fact", note="Vibraphone: a note of the manager"
    )
    school.move(
        "officer", "submit-report", report_facts="He posted it twice", report_evidence="E1",
        report_mitigation="A good record", report_view="yes",
    )  # fmt: skip
    for what in ("A screenshot", "A second screenshot"):
        card = {**LINK, "item_what": what, "item_supplied_by": REPORTER, "item_received": "2027-01-12"}
        school.at_work("head", lambda file, actor, card=card: evidence.add(file, card, actor, picture="no"))
    school.hearing = school.set_hearing()  # type: ignore[attr-defined]
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"])
    school.issue(number)
    return school


def prepare(school: Ashcroft, do: str = "prepare-bundle", **said: Any) -> int:
    """Prepare a bundle or a supplement, and return the number of its letter."""
    school.move("head", do, **said)
    return school.letter(FOR_HEARING if do == "prepare-bundle" else FOR_APPEAL)


def opened(school: Ashcroft, who: str, number: int) -> Copy:
    """Somebody's copy of a bundle."""
    return school.at_work(who, lambda file, person: bundle_copies.open_copy(file, person, number))


def listed(school: Ashcroft, who: str) -> list[int]:
    """The papers that somebody's panel reads."""
    return school.at_work(who, lambda file, person: [one.number for one in bundle_copies.papers(file, person)])


def entry_of(school: Ashcroft, action: str) -> int:
    """The number in the timeline of the newest entry of a step."""
    return max(one.number for one in school.entries("transition") if one.said.get("action") == action)


def test_a_bundle_holds_what_is_heard_and_nothing_beside_it(called: Ashcroft) -> None:
    said = flat(called.issue(prepare(called, bundle_sent="Celesta: what he says himself", bundle_evidence="1")))
    for words in ("Establish the facts", "He saw the page", "He posted it twice", "A good record", "Celesta",
                  "Invitation to a disciplinary hearing", "Policy clause", "Mr Adomako Osei",
                  "Index", "E1: A screenshot"):  # fmt: skip
        assert words in said, words
    for beside in (
        "Xylophone",
        "Glockenspiel",
        "Vibraphone",
        "Zephyrine",
        "Quatermain",
        "Lee Adams",
        "LADO",
        "E2:",
        "Which items",
    ):
        assert beside not in said, beside


def test_what_is_left_out_is_counted_and_its_reason_given(called: Ashcroft) -> None:
    child = entry_of(called, "record-interview")
    number = prepare(called, bundle_left_out=str(child), bundle_left_out_why="Somebody under 18 gave it.")
    said = flat(called.issue(number))
    assert "Marimba" not in said
    assert "1 paper was left out: Somebody under 18 gave it." in said


def test_a_number_that_is_not_in_the_case_is_refused_with_a_sentence_beside_it(called: Ashcroft) -> None:
    for said in ({"bundle_evidence": "1, 3"}, {"bundle_left_out": "999", "bundle_left_out_why": "Why"}):
        with pytest.raises(BadAnswers, match=r"There is no .* in this case"):
            called.move("head", "prepare-bundle", **said)
    with pytest.raises(BadAnswers, match="Say why"):
        called.move("head", "prepare-bundle", bundle_left_out=str(entry_of(called, "record-interview")))


def test_what_comes_later_is_a_numbered_supplement_and_changes_nothing(called: Ashcroft) -> None:
    first = prepare(called, bundle_evidence="1")
    frozen = called.issue(first)
    digest = hashlib.sha256(frozen).hexdigest()
    assert called.entries("letter_issued")[-1].said["doc_sha256"] == digest
    second = prepare(called, bundle_sent="Celesta: what he sent late", bundle_evidence="1, 2")
    said = flat(called.issue(second))
    assert "supplement 1" in said
    assert "Celesta" in said
    assert "E2: A second screenshot" in said
    assert not [one for one in ("He posted it twice", "E1: A screenshot") if one in said]
    assert called.pdf(first) == frozen
    issued = [one.said["bundle"] for one in called.entries("letter_issued") if "bundle" in one.said]
    assert [one["supplement"] for one in issued] == [0, 1]
    assert set(issued[0]["entries"]) & set(issued[1]["entries"]) == set()
    assert listed(called, "panel1") == [first, second]


def test_each_reader_has_a_numbered_copy_with_their_name_on_every_page(called: Ashcroft, tmp_path: Path) -> None:
    number = prepare(called)
    frozen = called.issue(number)
    one, two, again = (opened(called, who, number) for who in ("panel2", "panel1", "panel2"))
    assert [copy.number for copy in (one, two, again)] == [1, 2, 1]
    made = one.pressed()
    with pikepdf.open(io.BytesIO(made)) as copy, pikepdf.open(io.BytesIO(frozen)) as original:
        assert len(copy.pages) == len(original.pages) > 2
        assert "Lena" not in str(copy.docinfo)
        assert str(copy.docinfo.get("/Title")) == str(original.docinfo.get("/Title"))
        for page in copy.pages:
            assert page.Contents[0].read_bytes().startswith(b"/Artifact <</Type /Pagination /Subtype /Watermark>>")
    pages = [flat(_page(made, page)) for page in range(len(pikepdf.open(io.BytesIO(made)).pages))]
    assert all(f"Copy 1, of Ms Lena Frost, opened {one.at}" in page for page in pages)
    (tmp_path / "copy.pdf").write_bytes(made)
    checked = outloud.check(str(tmp_path / "copy.pdf"))
    assert (checked.error, {one["rule"] for one in checked.to_dict()["findings"]} - {"PAG-001"}) == (None, set())
    reads = [one for one in called.entries("read") if one.said.get("what") == "bundle"]
    whose = {one.said["actor"]: one.said["copy"] for one in reads}
    assert whose == {called.cast["panel2"].id: 1, called.cast["panel1"].id: 2}
    assert {one.said["doc_sha256"] for one in reads} == {hashlib.sha256(frozen).hexdigest()}


def _page(pdf: bytes, page: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as whole, pikepdf.new() as alone:
        alone.pages.append(whole.pages[page])
        alone.save(out)
    return out.getvalue()


def test_a_bundle_is_open_from_its_issue_until_some_days_after_the_decision_and_to_its_panel_alone(
    any_school: Ashcroft,
) -> None:
    called = _called(any_school)
    number = prepare(called)
    assert listed(called, "panel1") == []
    called.on(number, letters.approve)
    called.on(number, letters.issue)
    for who in ("panel1", "panel2", "panel3"):
        assert listed(called, who) == [number]
    assert opened(called, "panel1", number).number == 1
    called.hear(called.hearing)  # type: ignore[attr-defined]
    called.later(days=27)
    assert opened(called, "panel3", number).number == 2
    called.later(days=2)
    with pytest.raises(NotThere):
        opened(called, "panel3", number)
    with pytest.raises(NotThere):
        called.at_work("panel1", lambda file, _: file)


def test_an_appeal_panel_reads_the_appeal_bundle_and_no_other(called: Ashcroft) -> None:
    first = prepare(called)
    called.issue(first)
    called.hear(called.hearing)  # type: ignore[attr-defined]
    called.move("head", "lodge-appeal", appeal_received=called.now.date().isoformat(), appeal_grounds="Too hard")
    called.later(days=1)
    panel = [called.cast[who].id for who in ("panel4", "panel5", "panel6")]
    at = (called.now.replace(hour=14)).isoformat()
    called.later(hours=-8)
    called.move(
        "head", "set-appeal-hearing", appeal_at=at, appeal_place="Room 12", appeal_hearers=panel,
    )  # fmt: skip
    number = prepare(called, "prepare-appeal-bundle")
    with pytest.raises(Refused, match="would tell who reported"):  # who was heard as a witness
        called.on(number, letters.approve)
    called.on(number, lambda *what: letters.approve(*what, named_because="She was heard as a witness."))
    called.on(number, letters.issue)
    said = flat(called.pdf(number))
    for words in ("He posted it twice", "The posts were public and named the school.", "Too hard", "Substantiated"):
        assert words in said, words
    assert listed(called, "panel4") == [number]
    assert listed(called, "panel1") == [first]
    for who, other in (("panel4", first), ("panel1", number)):
        with pytest.raises(NotThere):
            opened(called, who, other)


def test_who_lost_the_part_or_never_had_it_opens_nothing(called: Ashcroft) -> None:
    number = prepare(called)
    called.on(number, letters.approve)
    called.on(number, letters.issue)

    def lose(file: Any, person: Any) -> None:
        file.take(BUNDLES[0].reads, person.id)
        assert bundle_copies.papers(file, person) == []

    with pytest.raises(Exception, match="changed the database"):  # nothing but a step takes a part
        called.at_work("panel1", lose)
    with pytest.raises(NotThere):
        opened(called, "head", number)


def test_a_bundle_is_not_prepared_beside_another_pack(called: Ashcroft) -> None:
    prepare(called)
    with pytest.raises(Refused, match="A pack is being prepared already"):
        prepare(called)
