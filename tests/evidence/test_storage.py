"""What lies on the disk: no word in the plain, nothing that belongs to nobody, and nothing lost when the power goes."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from casework.test_canary import hits
from casework.town import Town
from evidence.exhibits import PNG, add, arrive, freeze, lying, opened, tell, wrong
from evidence.test_pictures import attach, begin
from inspection.corpus import pdf

from caseflow.casework import cases, drafts, evidence
from caseflow.casework.evidence_files import cleaned, store, sweep
from caseflow.casework.refusals import NotThere
from caseflow.vault.box import Altered

PLANTED = {
    "name": "Zanzibar",
    "what": "Quillfeathers",
    "where": "Mumblethorpe",
    "handle": "wobbegong",
    "text": "Ferretkeeper",
    "hidden": "Quillfeather",  # within the picture
    "how": "Bandersnatch",
    "title": "Snickersnee",
}


def old(school: Town) -> None:
    """Everything in the store was written long ago."""
    for path in lying(school):
        os.utime(path, (time.time() - 200_000, time.time() - 200_000))


def test_no_word_of_evidence_lies_in_the_open(school: Town, tmp_path: Path):
    reference = school.report()
    add(school, reference, name=f"{PLANTED['name']}.png", item_what=PLANTED["what"])
    add(school, reference, data=f"About {PLANTED['text']}.".encode(), name="a.txt", item_account=PLANTED["handle"])
    titled = pdf(lambda made: made.docinfo.__setitem__("/Title", PLANTED["title"]))
    add(school, reference, data=titled, name="c.pdf")
    tell(school, reference, item_where=PLANTED["where"])
    begin(school, "no")
    attach(school, name=f"{PLANTED['name']}.png")
    assert PLANTED["hidden"].encode() in opened(school, reference, 1)
    with school.office.at_work() as desk:
        cases.read(desk, school.cast.helen, reference)
        assert hits(school, tmp_path, PLANTED) == set()
    assert hits(school, tmp_path, PLANTED) == set()
    freeze(school, reference, 1)
    assert hits(school, tmp_path, PLANTED) == set()
    (tmp_path / "left.txt").write_text(PLANTED["text"])
    assert hits(school, tmp_path, PLANTED) == {"text in left.txt"}


def test_the_power_goes_between_the_file_and_its_row_and_nothing_is_half_there(school: Town):
    reference = school.report()
    school.office.store.engine.dispose()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            arrived = arrive(school)
            with school.office.at_work() as desk:
                file = cases.find(desk, school.cast.helen, reference)
                given = {"item_kind": "file", "item_what": "W", "item_supplied_by": "R", "item_received": "2027-01-15",
                         "item_came_by": "reporter"}  # fmt: skip
                evidence.add(file, given, school.cast.helen, picture="no", arrived=arrived)
                os.write(writing, arrived.original.name.encode())
                os._exit(9)
        finally:
            os._exit(1)
    os.close(writing)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    name = os.read(reading, 100).decode()
    os.close(reading)
    assert name in {path.name for path in lying(school)}, "the file was written before the power went"
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert file.evidence == []
        for key in (school.office.keyring.key(file.scope), bytes(32)):
            with pytest.raises(Altered):
                b"".join(store(desk).read(name, key))
    assert wrong(school) == []
    assert sweep(school.office) == 0, "it may be somebody's who is still at it"
    old(school)
    assert sweep(school.office) == 2
    assert lying(school) == []
    assert add(school, reference) == 1


def test_what_is_swept_up_belongs_to_nothing(school: Town):
    reference = school.report()
    add(school, reference)
    add(school, reference)
    freeze(school, reference, 2)
    begin(school, "no")
    attach(school)
    left = arrive(school)
    old(school)
    kept = {path.name for path in lying(school)} - set(left.blobs)
    assert len(kept) == 5
    assert sweep(school.office, older_than=timedelta(hours=1)) == 2
    assert {path.name for path in lying(school)} == kept
    assert opened(school, reference, 1) == PNG


def test_a_file_moves_from_a_draft_into_the_case_without_being_written_again(school: Town):
    begin(school, "no")
    attach(school)
    before = {path.name: path.read_bytes() for path in lying(school)}
    with school.office.at_work() as desk:
        begun = drafts.unfinished(desk, school.cast.rosa)
        assert [(one.what, one.file["name"]) for one in begun.files] == [("The post", "post.png")]
        answers = {"subject": "Quentin Reed", "categories": ["IM-1"], "account": "A post.", "image_gate": "no"}
        reference = drafts.send(desk, school.cast.rosa, begun, answers).reference
    assert {path.name: path.read_bytes() for path in lying(school)} == before
    assert opened(school, reference, 1) == PNG
    with school.office.at_work() as desk:
        assert drafts.unfinished(desk, school.cast.rosa) is None
        row = school.file(reference, desk).evidence[0]
    assert (row.image_flag, row.frozen_at) == ("no", None)
    assert wrong(school) == []
    with pytest.raises(NotThere):
        opened(school, reference, 1, school.cast.rosa)


def test_sending_that_is_undone_leaves_the_draft_with_its_files(school: Town):
    begin(school, "no")
    attach(school)
    with school.office.at_work() as desk:
        begun = drafts.unfinished(desk, school.cast.rosa)
        answers = {"subject": "Quentin Reed", "categories": ["IM-1"], "account": "A post.", "image_gate": "yes"}
        drafts.send(desk, school.cast.rosa, begun, answers)
        desk.session.rollback()
    assert len(lying(school)) == 2
    with school.office.at_work() as desk:
        assert len(drafts.unfinished(desk, school.cast.rosa).files) == 1


def test_files_go_with_the_draft_that_is_deleted_or_too_old_and_one_by_one(school: Town):
    rosa = school.cast.rosa
    begin(school, "no")
    attach(school)
    attach(school)
    with school.office.at_work() as desk:
        begun = drafts.unfinished(desk, rosa)
        drafts.detach(desk, rosa, begun, begun.files[0].id)
    assert len(lying(school)) == 2
    with school.office.at_work() as desk, pytest.raises(NotThere):
        drafts.detach(desk, rosa, drafts.unfinished(desk, rosa), begun.files[0].id)
    with school.office.at_work() as desk:
        drafts.discard(desk, rosa, drafts.unfinished(desk, rosa))
    assert lying(school) == []
    begin(school, "no")
    attach(school)
    school.clock.forward(days=91)
    with school.office.at_work() as desk:
        assert drafts.unfinished(desk, rosa) is None
    assert lying(school) == []


def test_a_draft_whose_key_is_gone_goes_with_its_files(school: Town):
    begun = begin(school, "no")
    attach(school)
    school.office.keyring.destroy(drafts.scope(begun.id))
    with school.office.at_work() as desk:
        assert drafts.unfinished(desk, school.cast.rosa) is None
    assert lying(school) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("post.png", "post.png"),
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\fakepath\\post.png", "post.png"),
        ("photo\u202egnp.exe", "photo\N{REPLACEMENT CHARACTER}gnp.exe"),
        ("a\x00b.png", "a\N{REPLACEMENT CHARACTER}b.png"),
        ("a\nb.png", "a\N{REPLACEMENT CHARACTER}b.png"),
        ("Cafe\u0301.png", "Café.png"),
        ("\ud800.png", "\N{REPLACEMENT CHARACTER}.png"),
        ("צילום.png", "צילום.png"),
    ],
)
def test_a_name_is_kept_as_it_can_be_shown(name: str, shown: str):
    assert cleaned(name) == shown


def test_a_long_name_keeps_its_ending():
    assert len(cleaned("x" * 5_000 + ".png")) == 200
    assert cleaned("x" * 5_000 + ".png").endswith("x.png")
    assert cleaned("") == ""
