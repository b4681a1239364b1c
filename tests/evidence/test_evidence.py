"""Evidence is added, never edited: byte for byte, under a key of its own, by those who may, within limits."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from casework.town import Town
from evidence.exhibits import ITEM, LINK, PNG, add, arrive, entries, freeze, lying, opened, tell, wrong
from inspection.corpus import HTML, jpeg, pdf, png
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from verify.meddling import meddle

from caseflow.casework import cases, evidence, journal, notices, schools
from caseflow.casework import evidence_reading as reading
from caseflow.casework.evidence_files import count, discard, limits, store, too_often
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Tampered
from caseflow.casework.vouched import vouched_for
from caseflow.lifecycle.terms import Permission
from caseflow.records import EvidenceRecord
from caseflow.vault.box import Altered


def test_a_file_is_kept_byte_for_byte_and_the_entry_vouches_for_it(school: Town):
    reference = school.report()
    assert add(school, reference) == 1
    assert opened(school, reference, 1) == PNG
    (said,) = entries(school, reference, "evidence_added")
    assert said["given_file"]["sha256"] == hashlib.sha256(PNG).hexdigest()
    assert (said["evidence"], said["image_flag"], said["row_version"]) == (1, "no", 2)
    assert said["sentence"] == "Helen Marsh added E1 to the evidence"
    with school.office.at_work() as desk:
        vouched_for(school.file(reference, desk))
    assert wrong(school) == []


@pytest.mark.parametrize(
    ("name", "data", "copied"),
    [("a.pdf", pdf(), False), ("a.jpg", jpeg(), True), ("a.txt", b"He wrote to me.", False), ("a.png", png(), True)],
)
def test_every_kind_is_kept_and_a_picture_is_drawn_anew_beside_it(school: Town, name: str, data: bytes, copied: bool):
    reference = school.report()
    add(school, reference, data=data, name=name)
    assert opened(school, reference, 1) == data
    assert len(lying(school)) == 1 + copied
    with school.office.at_work() as desk:
        row = school.file(reference, desk).evidence[0]
        assert (row.copy is not None) == copied
        if copied:
            key = desk.unwrap(f"case:{row.case_id}", row.copy_key, row.copy)
            assert b"Quillfeather" not in b"".join(store(desk).read(row.copy, key))


def test_items_are_numbered_as_they_come_and_may_have_no_file(school: Town):
    reference = school.report()
    assert [add(school, reference), tell(school, reference), tell(school, reference, item_kind="device")] == [1, 2, 3]
    with school.office.at_work() as desk:
        items = reading.items(cases.find(desk, school.cast.helen, reference))
    assert [(one.name, one.file is not None) for one in items] == [("E1", True), ("E2", False), ("E3", False)]
    with pytest.raises(NotThere):
        opened(school, reference, 2)
    with pytest.raises(NotThere):
        opened(school, reference, 4)


def test_the_card_keeps_what_was_said_and_typed(school: Town):
    reference = school.report()
    card = {
        "item_platform": "instagram", "item_account": "@trip_photos", "item_display_name": "Mr R",
        "item_person": "Quentin Reed", "item_person_why": "His dog is in it.", "item_address": "https://x.test/p/1",
        "item_posted": "2027-01-14", "item_seen": "2027-01-15", "item_captured_by": "Rosa Lind",
        "item_captured": "2027-01-15T16:00", "item_captured_how": "Screenshot", "item_device": "Her own telephone",
        "item_audience": "group", "item_group_size": 40, "item_online": "yes", "item_checked": "2027-01-15",
        "item_basis": "fact", "item_made": "2027-01-14", "item_allegations": ["a1"],
    }  # fmt: skip
    add(school, reference, **card)
    with school.office.at_work() as desk:
        kept = reading.numbered(school.file(reference, desk), 1).card
    assert {key for key in card if key not in kept} == set()
    assert (kept["item_posted"], kept["item_group_size"]) == (date(2027, 1, 14), 40)
    assert kept["item_captured"].hour == 16


def test_an_item_goes_with_allegations_and_witnesses_of_its_own_case_only(school: Town):
    reference = school.report()
    with pytest.raises(BadAnswers, match="allegations"):
        tell(school, reference, item_allegations=["a7"])
    with pytest.raises(BadAnswers, match="not asked here"):
        tell(school, reference, item_witness=school.cast.dsl.id)


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"item_what": " "}, "item_what"),
        ({"item_supplied_by": ""}, "item_supplied_by"),
        ({"item_received": "2027-01-16"}, "item_received"),
        ({"item_kind": "film"}, "item_kind"),
        ({"item_kind": "link", "item_where": ""}, "item_where"),
        ({"item_captured": "2027-01-15T17:00"}, "item_captured"),
        ({"item_nonsense": "x"}, "item_nonsense"),
    ],
)
def test_bad_answers_are_named_and_nothing_is_kept(school: Town, given: dict[str, str], about: str):
    reference = school.report()
    before = school.everything()
    with pytest.raises(BadAnswers) as bad:
        add(school, reference, **given)
    assert about in bad.value.errors
    assert school.everything() == before
    assert lying(school) == []


def test_a_file_and_what_is_said_of_it_must_agree(school: Town):
    reference = school.report()
    with pytest.raises(BadAnswers, match="You added a file"):
        add(school, reference, **LINK)
    with pytest.raises(BadAnswers, match="Select a file"):
        tell(school, reference, **ITEM)


def test_a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing(school: Town):
    for name in ("a.png", "a.exe", "a.txt"):
        with pytest.raises(BadAnswers, match="selected file") as bad:
            arrive(school, HTML, name)
        assert list(bad.value.errors) == ["item_file"]
    assert lying(school) == []


def test_only_those_who_handle_the_case_may_add_read_and_open(school: Town):
    reference = school.at("investigation")
    school.do(school.cast.helen, reference, "bring-in-adviser", adviser=school.cast.ada.id, adviser_why="For advice.")
    school.do(school.cast.helen, reference, "bring-in-dsl",
              safeguarding_lead=school.cast.dsl.id, safeguarding_lead_why="For the child.")  # fmt: skip
    able = {"Helen Marsh", "Ian Ogden", "Ada Price", "Dora Sewell"}
    added = 0
    for one in school.cast.everyone():
        if one.name in able:
            added += 1
            assert add(school, reference, one) == added
            assert opened(school, reference, 1, one) == PNG
        else:
            with pytest.raises((NotThere, Refused)):
                add(school, reference, one)
            with pytest.raises(NotThere):
                opened(school, reference, 1, one)
    assert len(lying(school)) == 2 * added


def test_a_panel_and_a_second_reader_have_what_their_parts_give_and_no_more(school: Town):
    panel = school.at("hearing-set")
    add(school, panel)
    for governor in school.cast.governors[:3]:
        assert school.sees(governor, panel)
        with pytest.raises(NotThere):
            opened(school, panel, 1, governor)
        with pytest.raises(Refused):
            add(school, panel, governor)
    closing = school.at("no-further-action")
    add(school, closing)
    school.issue(closing)
    said = {"closing_summary": "Done.", "lesson_kinds": ["none"], "sexual_abuse": "no", "retention": "allegation"}
    school.do(school.cast.helen, closing, "propose-closing", **said, second_reader=school.cast.ada.id)
    assert opened(school, closing, 1, school.cast.ada) == PNG, "the second reader reads"
    with pytest.raises(Refused):
        add(school, closing, school.cast.ada)


def test_a_closed_case_takes_nothing_and_still_shows_what_it_has(school: Town):
    reference = school.at("triage")
    add(school, reference)
    school.step_to("no-further-action", reference)
    school.step_to("closing-proposed", reference)
    school.step_to("closed", reference)
    with pytest.raises(Refused, match="closed"):
        add(school, reference)
    assert opened(school, reference, 1) == PNG
    freeze(school, reference, 1)
    assert [words for words in wrong(school) if "E1" in words or "evidence" in words] == []


def test_each_opening_is_on_the_record_before_a_byte_is_handed_out(school: Town):
    reference = school.report()
    add(school, reference)
    with school.office.at_work() as desk:
        reading.download(desk, school.cast.helen, reference, 1)[1].close()  # nothing is read of it
    opened(school, reference, 1)
    said = entries(school, reference, "read")
    assert [one["sentence"] for one in said] == ["Helen Marsh read the file of E1"] * 2
    with school.office.at_work() as desk:
        told = reading.openers(journal.read(desk, school.file(reference, desk).scope), 1)
    assert [who for _, who in told] == [school.cast.helen.id] * 2


def test_nothing_of_one_case_is_reached_through_another(school: Town):
    first, second = school.report(), school.report()
    add(school, first)
    add(school, first, data=jpeg(), name="b.jpg")
    add(school, second, data=pdf(), name="c.pdf")
    assert opened(school, second, 1) != opened(school, first, 1)
    with pytest.raises(NotThere):
        opened(school, second, 2)
    with school.office.at_work() as desk:
        row = school.file(first, desk).evidence[0]
        with pytest.raises(Altered):
            desk.unwrap(school.file(second, desk).scope, row.blob_key, row.blob)
        with pytest.raises(Altered):
            desk.unwrap(school.file(first, desk).scope, row.blob_key, "0" * 32)
    for one in (first, second):
        with school.office.at_work() as desk:
            numbers = {row.case_id for row in school.file(one, desk).evidence}
        assert len(numbers) == 1


def test_how_many_and_how_large_is_a_setting_that_holds_from_a_day(school: Town):
    reference = school.report()
    size = len(PNG)
    with school.office.at_work() as desk:
        by = school.cast.helen.id
        for key, value in (("evidence.case_files", "2"), ("evidence.file_megabytes", "900")):
            schools.set_setting(desk, school.id, key, value, date(2027, 1, 15), by)
        schools.set_setting(desk, school.id, "evidence.case_files", "3", date(2027, 1, 20), by)
        assert limits(desk, school.id).file_size == 50_000_000, "no school looks at larger ones as a whole"
        assert limits(desk, school.id).no_room([size, size]) is not None
    add(school, reference)
    add(school, reference)
    with pytest.raises(Refused, match="2 files already"):
        add(school, reference)
    assert tell(school, reference) == 3, "what is no file is not counted"
    school.clock.forward(days=6)
    add(school, reference)
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "evidence.case_files", "20", date(2027, 1, 20), by)
        schools.set_setting(desk, school.id, "evidence.case_megabytes", "1", date(2027, 1, 20), by)
    with pytest.raises(Refused, match="together must be smaller than 1MB"):
        add(school, reference, data=b"x" * 1_000_000, name="a.txt")
    assert len(lying(school)) == 6


def test_nobody_has_too_many_files_looked_at_within_the_hour(school: Town):
    rosa, helen = school.cast.rosa, school.cast.helen
    for _ in range(10):
        with school.office.at_work() as desk:
            count(desk, rosa)
    with school.office.at_work() as desk, pytest.raises(Refused, match="10 files within the hour"):
        count(desk, rosa)
    with school.office.at_work() as desk:
        count(desk, helen)
        assert too_often(desk, helen, 10) is None
    school.clock.forward(minutes=61)
    with school.office.at_work() as desk:
        count(desk, rosa)
        assert desk.session.scalar(text("SELECT count(*) FROM upload")) == 1, "older ones are forgotten"


def test_what_may_be_illegal_is_frozen_at_once_and_nothing_is_deleted(school: Town):
    reference = school.at("triage")
    school.do(school.cast.helen, reference, "bring-in-dsl",
              safeguarding_lead=school.cast.dsl.id, safeguarding_lead_why="For the child.")  # fmt: skip
    add(school, reference)
    opened(school, reference, 1, school.cast.dsl)
    original = {path.name: path.read_bytes() for path in lying(school)}
    freeze(school, reference, 1, school.cast.dsl)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        row, told = file.evidence[0], notices.waiting(desk, school.cast.helen)
        assert row.frozen_at is not None
        assert (row.copy, row.copy_key) == (None, None)
        assert [path.name for path in lying(school)] == [row.blob]
        assert lying(school)[0].read_bytes() == original[row.blob]
        assert told[0].words == "evidence-frozen"
    for who in (school.cast.helen, school.cast.dsl):
        with pytest.raises(Refused, match="until the police have advised"):
            opened(school, reference, 1, who)
    with pytest.raises(Refused, match="frozen already"):
        freeze(school, reference, 1)
    (said,) = entries(school, reference, "evidence_frozen")
    assert said["sentence"] == "Dora Sewell froze E1: it may be illegal"
    assert wrong(school) == []


def test_who_may_not_read_the_case_cannot_freeze(school: Town):
    reference = school.at("hearing-set")
    add(school, reference)
    for who in (*school.cast.governors[:3], school.cast.rosa):
        with pytest.raises(Refused):
            freeze(school, reference, 1, who)


def test_a_freezing_that_is_undone_takes_nothing_away(school: Town):
    reference = school.report()
    add(school, reference)
    with school.office.at_work() as desk:
        file = cases.find(desk, school.cast.helen, reference)
        evidence.freeze(file, file.evidence[0], school.cast.helen)
        desk.session.rollback()
    assert len(lying(school)) == 2
    assert opened(school, reference, 1) == PNG


def test_an_item_is_never_edited_or_taken_away_by_the_programme_itself(school: Town):
    reference = school.report()
    add(school, reference)
    for change in ("UPDATE evidence SET sealed = blob_key", "DELETE FROM evidence", "UPDATE evidence SET size = 1"):
        with pytest.raises(IntegrityError, match="never changed"), school.office.at_work() as desk:
            desk.session.execute(text(change))
    freeze(school, reference, 1)
    with school.office.at_work() as desk:
        school.file(reference, desk).evidence[0].frozen_at = None
        with pytest.raises(IntegrityError, match="never changed"):
            desk.session.flush()
        desk.session.rollback()


def test_a_correction_names_an_entry_and_both_point_at_each_other(school: Town):
    reference = school.report()
    add(school, reference)
    with school.office.at_work() as desk:
        cases.read(desk, school.cast.helen, reference)
        added = reading.added_by(journal.read(desk, school.file(reference, desk).scope), 1)
    note = {
        "note_kind": "correction",
        "note_at": school.clock(),
        "note_basis": "fact",
        "note": "It was posted on 13th.",
    }
    for number in (None, 0, 3, 99):
        with pytest.raises(BadAnswers) as bad:
            school.do(school.cast.helen, reference, "add-note", **note, note_corrects=number)
        assert list(bad.value.errors) == ["note_corrects"], number
    school.do(school.cast.helen, reference, "add-note", **note, note_corrects=added.number)
    with school.office.at_work() as desk:
        told = journal.read(desk, school.file(reference, desk).scope)
    assert [one.said["answers"]["note"] for one in reading.corrections(told, added.number)] == [
        "It was posted on 13th."
    ]
    plain = {**note, "note_kind": "note", "note_corrects": 1}
    with school.office.at_work() as desk:
        assert school.file(reference, desk).has_entry(added.number)
        assert not school.file(reference, desk).has_entry(added.number + 1), "a reading is not corrected"
    school.do(school.cast.helen, reference, "add-note", **plain)


def test_cases_from_before_there_was_evidence_are_still_vouched_for(school: Town):
    """Their newest entry names no table of evidence, and so vouches for an empty one."""
    reference = school.report()
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        old = {table: mark for table, mark in file.projection().items() if table != "evidence"}
        journal.write(desk, school.id, file.scope, "case", "upgraded", "x", projection=old)
        vouched_for(file)
    assert wrong(school) == []
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        slipped = EvidenceRecord(case_id=file.case.id, number=1, image_flag="no", sealed=b"x", added_at=desk.now)
        desk.session.add(slipped)
        desk.session.flush()
        with pytest.raises(Tampered, match="evidence"):
            vouched_for(school.file(reference, desk))
        desk.session.rollback()


def _meddle(school: Town, *statements: str) -> None:
    meddle(school, *statements)


def test_a_file_that_was_altered_or_is_missing_is_refused_and_named(school: Town):
    reference = school.report()
    add(school, reference)
    add(school, reference, data=jpeg(), name="b.jpg")
    with school.office.at_work() as desk:
        first, second = school.file(reference, desk).evidence
        folder = store(desk).folder
    paths = {"file of E1": first.blob, "copy of E1": first.copy, "file of E2": second.blob}
    for what, name in paths.items():
        path = folder / str(name)
        whole = path.read_bytes()
        for other, words in ((whole[:-1] + bytes([whole[-1] ^ 1]), "was altered"), (None, "is missing")):
            path.write_bytes(other) if other else path.unlink()
            assert wrong(school) == [f"{reference}: the {what} {words}{' on the disk' if other else ''}."]
            if what == "file of E1":
                with pytest.raises(Tampered, match="E1"):
                    opened(school, reference, 1)
        path.write_bytes(whole)
    assert wrong(school) == []
    one, other = folder / str(first.blob), folder / str(second.blob)
    held = one.read_bytes(), other.read_bytes()
    one.write_bytes(held[1]), other.write_bytes(held[0])
    assert len(wrong(school)) == 2
    with pytest.raises(Tampered):
        opened(school, reference, 1)


def test_a_row_changed_by_hand_is_named_and_opens_nothing(school: Town):
    first, second = school.report(), school.report()
    add(school, first)
    add(school, second, data=jpeg(), name="b.jpg")
    with school.office.at_work() as desk:
        mine, other = school.file(first, desk).evidence[0], school.file(second, desk).evidence[0]
    swap = ("UPDATE evidence SET blob = :blob, blob_key = :key WHERE id = :id",
            {"blob": "f" * 32, "key": other.blob_key, "id": mine.id})  # fmt: skip
    _meddle(school, swap)
    with pytest.raises(Tampered):
        opened(school, first, 1)
    assert any("E1" in words for words in wrong(school))
    with pytest.raises(Tampered):
        add(school, first)


def test_the_check_looks_into_no_file_and_so_not_into_a_frozen_one(school: Town, monkeypatch: pytest.MonkeyPatch):
    reference = school.report()
    add(school, reference)
    freeze(school, reference, 1)
    monkeypatch.setattr("caseflow.vault.files.opened", None)
    assert wrong(school) == []


def test_everybody_who_may_read_may_freeze_and_holds_that_by_their_part():
    from caseflow.procedure import PROCEDURE

    readers = {role.key for role in PROCEDURE.holders(Permission.READ)}
    second = {"second-reader", "tra-second-reader", "police-second-reader", "lado-second-reader", "grade-second-reader"}
    named = {"case-manager", "covering-manager", "investigator", "adviser", "safeguarding-lead", "emergency-reader"}
    seal = {"seal-keeper", "asked-to-keep-the-seal"}
    assert readers == named | second | seal


def test_what_is_discarded_leaves_nothing(school: Town):
    arrived = arrive(school)
    assert len(lying(school)) == 2
    discard(store(school.office), arrived)
    assert lying(school) == []
