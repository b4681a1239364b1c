"""Letters from due to delivered, on a real database and on real paper."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from caseflow.casework import cases, checkpoints, letter_paper, letters
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Stale, Tampered
from caseflow.lifecycle.days import say_day
from caseflow.lifecycle.terms import Permission
from letters_desk.ashcroft import FIELDS, Ashcroft, flat

pytestmark = pytest.mark.slow


def running(school: Ashcroft) -> tuple[str, ...]:
    return school.at_work("head", lambda file, _: file.open_clocks())


def test_the_acknowledgement_lives_from_due_to_delivered(any_school: Ashcroft) -> None:
    school = any_school
    number = school.letter("L1")
    assert school.status(number) == "due"
    assert "acknowledge" in running(school)
    school.fill(number, FIELDS["L1"])
    assert school.status(number) == "draft"
    pdf = school.issue(number)
    assert school.status(number) == "issued"
    assert "acknowledge" not in running(school)
    assert "Dear Ms Quatermain" in flat(pdf)
    assert "Robert Hale" not in flat(pdf)
    [said] = [entry.said for entry in school.entries("letter_issued")]
    assert said["doc_sha256"] == hashlib.sha256(pdf).hexdigest()
    assert said["clocks"] == ["met acknowledge"]
    when = school.now.isoformat()
    school.on(number, lambda file, row, me: letters.deliver(file, row, "hand", when, "Mrs Cole", "Read it", me))
    assert school.status(number) == "delivered"
    kept = school.on(number, lambda file, row, _: letters.happenings(file, row))
    assert kept["delivered_how"] == "hand"
    assert school.pdf(number) == pdf


def test_the_invitation_names_all_that_it_must(any_school: Ashcroft) -> None:
    school = any_school
    school.investigate()
    at = school.set_hearing()
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"])
    said = flat(school.issue(number))
    for words in ("Room 12", say_day(at.date()), "Mr Adomako Osei", "Screenshots E1 to E4", "7 Orchard Row"):
        assert words in said
    assert "inal written warning" in said


def test_the_warning_says_until_when_and_how_to_appeal(school: Ashcroft) -> None:
    school.investigate()
    at = school.set_hearing()
    invitation = school.letter("L9")
    school.fill(invitation, FIELDS["L9"])
    school.issue(invitation)
    school.hear(at)
    number = school.letter("L12")
    school.fill(number, FIELDS["L12"], {"closing_words": "I wish you well."})
    said = flat(school.issue(number))
    assert "outcome-letter" not in running(school)
    for words in ("The posts were public", "Close the account", "I wish you well.", "clerk to the governors"):
        assert words in said
    words = school.on(number, lambda file, row, _: letter_paper.words_of(file, row, letter_paper.read_said(file, row)))
    assert {words["dates"]["appeal_by"], words["dates"]["warning_until"]} <= {"23 February 2027", "9 August 2027"}
    assert words["dates"]["appeal_by"] in said
    assert words["dates"]["warning_until"] in said


def test_the_record_code_vouches_for_the_approval(school: Ashcroft) -> None:
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    school.on(number, letters.approve)
    [approved] = school.entries("letter_approved")
    made = school.at_work("head", lambda file, _: checkpoints.of_size(file.desk, file.case.school_id, approved.seq + 1))
    assert made
    with school.office.at_work() as desk:
        later = checkpoints.make(desk, school.cast["head"].school_id, case_id="another case")
    school.on(number, letters.issue)
    assert later.code not in flat(school.pdf(number)), "it would say that somebody signed meanwhile"
    assert made.code in flat(school.pdf(number))
    assert school.entries("letter_issued")[0].said["record_code"] == made.code


def test_an_issued_letter_is_never_changed(any_school: Ashcroft) -> None:
    school = any_school
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    school.issue(number)
    for act in (
        lambda file, row, me: letters.fill(file, row, FIELDS["L1"], {}, me),
        letters.approve,
        letters.issue,
    ):
        with pytest.raises(Refused, match="issued and is never changed"):
            school.on(number, act)
    with school.office.store.writing() as session, pytest.raises(DBAPIError):
        session.execute(text("UPDATE letter SET sealed = pdf WHERE number = :n"), {"n": number})
    assert len(school.entries("letter_issued")) == 1


def test_two_people_cannot_issue_one_letter(any_school: Ashcroft) -> None:
    school = any_school
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    school.on(number, letters.approve)
    head = school.cast["head"]
    if school.url.startswith("postgresql"):
        slow = school.office.store.writing()
        with school.office.at_work() as desk:
            late = cases.find(type(desk)(slow, desk.keyring, desk.safe, desk.clock), head, school.reference)
            first = cases.find(desk, head, school.reference)
            letters.issue(first, letters.numbered(first, number), head)
        with pytest.raises(Stale):
            letters.issue(late, letters.numbered(late, number), head)
        slow.rollback()
        slow.close()
    else:
        school.on(number, letters.issue)
    with pytest.raises(Refused):
        school.on(number, letters.issue)
    assert len(school.entries("letter_issued")) == 1


def test_a_stale_form_changes_nothing(school: Ashcroft) -> None:
    number = school.letter("L1")
    seen = school.at_work("head", lambda file, _: file.case.version)
    school.fill(number, FIELDS["L1"])
    with pytest.raises(Stale):
        school.on(number, lambda file, row, me: letters.approve(file, row, me, seen=seen))
    assert school.status(number) == "draft"


def test_the_same_words_give_the_same_bytes(school: Ashcroft) -> None:
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    pdf = school.issue(number)
    school.later(days=30)
    again = school.on(number, lambda file, row, _: letters.press(letters.sheet(file, row)))
    assert again.pdf == pdf


def test_what_is_missing_is_named_with_its_place(school: Ashcroft) -> None:
    school.investigate()
    school.set_hearing()
    number = school.letter("L9")
    lacking = school.on(number, lambda file, row, _: letters.missing(file, row))
    assert {one.key for one in lacking} == {"recipient_address", "contact_for_questions", "particulars"}
    with pytest.raises(Refused, match=r"Address \(fill it in here"):
        school.on(number, letters.approve)
    with pytest.raises(Refused, match="still lacks"):
        school.on(number, lambda file, row, _: letters.sheet(file, row))
    screen = school.on(number, lambda file, row, _: letters.preview_html(file, row))
    assert '<mark class="cf-paper__blank">Address</mark>' in screen
    assert school.status(number) == "due"


def test_a_paragraph_that_was_emptied_is_missing(school: Ashcroft) -> None:
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"], {"opening": "  "})
    assert [one.key for one in school.on(number, lambda file, row, _: letters.missing(file, row))] == ["opening"]
    school.fill(number, {}, {"opening": "Thank you."})
    assert school.on(number, lambda file, row, _: letters.missing(file, row)) == []


def test_an_address_fits_the_window(school: Ashcroft) -> None:
    school.investigate()
    school.set_hearing()
    with pytest.raises(BadAnswers, match="5 lines or fewer"):
        school.fill(school.letter("L9"), {"recipient_address": "a\nb\nc\nd\ne\nf"})


def test_an_approved_letter_that_is_changed_is_a_draft_again(school: Ashcroft) -> None:
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    school.on(number, letters.approve)
    school.fill(number, {"contact_for_questions": "Somebody else, 01632 960 120"})
    assert school.status(number) == "draft"
    assert "approved" not in school.on(number, lambda file, row, _: letter_paper.read_said(file, row))
    with pytest.raises(Refused, match="must be approved first"):
        school.on(number, letters.issue)


def test_what_was_approved_is_what_is_issued(school: Ashcroft) -> None:
    school.investigate()
    at = school.set_hearing(days=40)
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"])
    school.on(number, letters.approve)
    later = (at + timedelta(days=3)).isoformat()
    school.move("head", "postpone-hearing", postponed_to=later, postponed_for="The companion cannot come")
    with pytest.raises(Refused, match="since it was approved"):
        school.on(number, letters.issue)


def test_notice_counts_from_the_day_of_issue(school: Ashcroft) -> None:
    school.investigate()
    at = school.set_hearing(days=20)
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"])
    school.later(days=9)
    with pytest.raises(Refused, match="notice would be too short"):
        school.on(number, letters.approve)
    later = (at + timedelta(days=2)).isoformat()
    school.move("head", "postpone-hearing", postponed_to=later, postponed_for="The companion cannot come")
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"])
    assert say_day((at + timedelta(days=2)).date()) in flat(school.issue(number))


def test_a_hearing_that_is_over_invites_nobody(school: Ashcroft) -> None:
    school.investigate()
    school.set_hearing(days=20)
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"])
    school.later(days=30)
    with pytest.raises(Refused, match="Set a new time"):
        school.on(number, letters.approve)


def test_a_letter_is_withdrawn_with_a_reason_and_nothing_else(school: Ashcroft) -> None:
    number = school.letter("L1")
    with pytest.raises(BadAnswers):
        school.on(number, lambda file, row, me: letters.withdraw(file, row, " ", me))
    school.on(number, lambda file, row, me: letters.withdraw(file, row, "Told in person", me))
    assert school.status(number) == "withdrawn"
    with pytest.raises(Refused, match="was withdrawn"):
        school.fill(number, FIELDS["L1"])
    assert "acknowledge" in running(school)


def test_a_letter_that_replaces_another_says_so(school: Ashcroft) -> None:
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    first = school.issue(number)
    new = school.on(number, lambda file, row, me: letters.replace(file, row, "Wrong number", me).number)
    assert (school.status(number), school.status(new)) == ("withdrawn", "draft")
    school.fill(new, {"contact_for_questions": "Mrs Hana Cole, 01632 960 777"})
    said = flat(school.issue(new))
    assert f"Replaces letter {number} of 12 January 2027" in said
    assert "960 777" in said
    assert school.pdf(number) == first


def test_copies_are_counted(school: Ashcroft) -> None:
    number = school.letter("L1")
    with pytest.raises(Refused, match="must be issued first"):
        school.on(number, lambda file, row, me: letters.printed(file, row, "The file", me))
    school.fill(number, FIELDS["L1"])
    school.issue(number)
    for copy in (1, 2):
        assert school.on(number, lambda file, row, me: letters.printed(file, row, "The file", me)) == copy


def test_delivery_is_not_before_issue(school: Ashcroft) -> None:
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    school.issue(number)
    early = (school.now - timedelta(days=1)).isoformat()
    with pytest.raises(BadAnswers, match="before the letter was issued"):
        school.on(number, lambda file, row, me: letters.deliver(file, row, "hand", early, "Mrs Cole", "", me))


@pytest.mark.parametrize("who", ["officer", "panel1"])
def test_only_the_case_manager_writes_letters(school: Ashcroft, who: str) -> None:
    school.investigate()
    school.set_hearing()
    with pytest.raises(Refused, match="Only the case manager"):
        school.on(1, lambda file, row, me: letters.fill(file, row, FIELDS["L1"], {}, me), who=who)


@pytest.mark.parametrize("who", ["subject", "reporter", "panel1", "chair", "other"])
def test_letters_do_not_exist_for_those_who_may_not_read_the_case(school: Ashcroft, who: str) -> None:
    school.investigate()
    school.set_hearing()
    with school.office.at_work() as desk, pytest.raises(NotThere):
        letters.read(desk, school.cast[who], school.reference)


def test_reading_letters_is_written_down_first(school: Ashcroft) -> None:
    with school.office.at_work() as desk:
        letters.read(desk, school.cast["head"], school.reference, "letter 1")
    assert [entry.sentence for entry in school.entries("read")] == ["Mrs Jane Okafor read the letter 1"]


def test_nothing_is_written_on_a_case_changed_by_hand(any_school: Ashcroft) -> None:
    number = any_school.letter("L1")
    with any_school.office.store.writing() as session:
        session.execute(text("UPDATE letter SET status = 'approved'"))
        session.commit()
    with any_school.office.at_work() as desk:
        file = cases.find(desk, any_school.cast["head"], any_school.reference)
        with pytest.raises(Tampered, match="letter"):
            letters.issue(file, letters.numbered(file, number), any_school.cast["head"])


def test_a_letter_changed_by_hand_is_not_shown(school: Ashcroft, tmp_path: Path) -> None:
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    school.issue(number)
    with school.office.at_work() as desk:
        file = cases.find(desk, school.cast["head"], school.reference, Permission.READ)
        row = letters.numbered(file, number)
        row.pdf = bytes([row.pdf[0] ^ 1]) + row.pdf[1:]
        with desk.session.no_autoflush, pytest.raises(Tampered):
            letters.pdf(file, row)
        vouched = row.sha256
        letter_paper.keep_sealed(file, row, b"%PDF-1.7 another letter")
        with desk.session.no_autoflush, pytest.raises(Tampered):
            letters.pdf(file, row)
        row.sha256 = vouched
        with desk.session.no_autoflush, pytest.raises(Tampered):
            letters.pdf(file, row)
        desk.session.expunge_all()
