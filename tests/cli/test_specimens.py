"""`caseflow specimens` writes every letter, says what the checker finds, and works without the checker."""

from __future__ import annotations

import hashlib
import importlib
import io
import re
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from caseflow import paper
from caseflow.casework.specimen_packs import SHEETS
from caseflow.casework.specimens import SPECIMENS, pages, pressed
from caseflow.cli import main
from caseflow.procedure.bundles import LETTERS as BUNDLES
from caseflow.procedure.letters import BY_KEY
from caseflow.procedure.packs import PACKS

command = importlib.import_module("caseflow.cli.specimens")
FONTS = Path(__file__).parents[2] / "build/assets/fonts"


@pytest.fixture(autouse=True)
def _one_press():
    paper.set_up(FONTS, apart=False)
    yield
    paper.set_up(FONTS)


@pytest.mark.slow
def test_every_letter_is_written_counted_and_checked(tmp_path):
    done = CliRunner().invoke(main, ["specimens", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    *lines, last = done.output.splitlines()
    every = len(SPECIMENS) + len(SHEETS)
    assert last == f"{every} specimens in {tmp_path / 'out'}. All pass the checker."
    assert len(lines) == every == len(list((tmp_path / "out").iterdir()))
    assert {one.key for one in SPECIMENS} == set(BY_KEY)
    assert {one.name for one in SHEETS} == {"L20"} | {one.key for one in (*PACKS, *BUNDLES)}
    for line in lines:
        name, count, digest, verdict = line.split()
        pdf = (tmp_path / "out" / name).read_bytes()
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert int(count) == len(opened.pages)
        assert digest == hashlib.sha256(pdf).hexdigest()
        assert verdict == "pass"
        assert re.fullmatch(r"(L\d+N?(-[a-z-]+)?|PK-[A-Z]+)\.pdf", name)


def test_without_the_checker_the_letters_are_written_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda _name: None)
    monkeypatch.setattr("caseflow.casework.specimens.SPECIMENS", SPECIMENS[:2])
    monkeypatch.setattr("caseflow.casework.specimen_packs.SHEETS", ())
    done = CliRunner().invoke(main, ["specimens", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "not checked" in done.output
    assert "outloud, is not installed" in done.output
    assert len(list(tmp_path.iterdir())) == 2


def test_a_specimen_that_does_not_pass_is_the_answer(tmp_path, monkeypatch):
    monkeypatch.setattr("caseflow.casework.specimens.SPECIMENS", SPECIMENS[:1])
    monkeypatch.setattr("caseflow.casework.specimen_packs.SHEETS", ())
    spoilt = b"%PDF-1.7\n%%EOF"
    monkeypatch.setattr("caseflow.casework.specimens.pressed", lambda _one: spoilt)
    done = CliRunner().invoke(main, ["specimens", str(tmp_path)])
    assert done.exit_code == 1
    assert "1 did not pass the checker." in done.output


def test_the_same_specimen_is_the_same_bytes_and_its_file_tells_of_nobody():
    one = next(one for one in SPECIMENS if one.key == "L24")
    made = pressed(one)
    assert made == pressed(one)
    assert pages(made) == 3
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert set(opened.docinfo.keys()) == {"/Title", "/Producer"}
        assert str(opened.docinfo["/Title"]) == "Letter"
        fonts = [thing for thing in opened.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
        assert all("/FontFile2" in font for font in fonts)
        assert all("Caseflow-Sans" in str(font.FontName) for font in fonts)
        said = bytes(opened.Root.Metadata.read_bytes()).decode()
    assert not [word for word in ("Hale", "Ashcroft", "Okafor") if word in said]
