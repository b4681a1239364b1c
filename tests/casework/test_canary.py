"""Words planted in a case are nowhere in what is stored, on disk or in a dump; a twin shows that the search finds."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
from casework.answers import hearing, no_harm
from sqlalchemy import make_url

from caseflow.casework import drafts, journal, reporting, schools
from caseflow.casework.people import everyone
from caseflow.records import Draft

# Each is planted in one place, so that a hit tells which place leaks.
PLANTED = {
    "account": "Zanzibar",
    "subject": "Quillfeather",
    "reporter": "Mumblethorpe",
    "email": "wobbegong",
    "post": "Ferretkeeper",
    "hearsay": "Kakapo",
    "reasons": "Xylophonist",
    "note": "Bandersnatch",
    "place": "Gormenghast",
    "papers": "Yggdrasil",
    "finding": "Snickersnee",
    "draft": "Jabberwock",
    "pause": "Brobdingnag",
}


def forms(word: str) -> list[bytes]:
    """The ways in which a word might lie about: as text, as hexadecimal digits, as base64 at each of three places."""
    ways = [word.encode(), word.encode("utf-16-le"), word.lower().encode(), word.upper().encode()]
    ways += [word.encode().hex().encode(), word.encode().hex().upper().encode()]
    return ways + [_base64(word.encode(), n) for n in range(3)]


def _base64(word: bytes, before: int) -> bytes:
    """What base64 makes of a word wherever it stands: the characters that depend on this word alone."""
    encoded = base64.b64encode(b"x" * before + word)
    whole = (before + len(word)) // 3 * 4
    return encoded[(0, 2, 3)[before] : whole]


def stored(school, folder: Path) -> Iterator[tuple[str, bytes]]:
    """All that lies anywhere: every file of the installation, and on PostgreSQL every column of every table."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
    if school.url.startswith("postgresql"):
        yield from _dumped(school.url)


def _dumped(url: str) -> Iterator[tuple[str, bytes]]:
    parts = make_url(url)
    with psycopg.connect(host=parts.query["host"], user=parts.username, dbname=parts.database) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as copy:
                dumped = b"".join(map(bytes, copy))
            yield table, dumped
            yield (
                f"{table}, its bytes",
                b"\n".join(
                    bytes.fromhex(cell[3:].decode())
                    for line in dumped.splitlines()
                    for cell in line.split(b"\t")
                    if cell.startswith(rb"\\x")
                ),
            )


def hits(school, folder: Path, words: dict[str, str]) -> set[str]:
    """Which of these words lie somewhere, and where."""
    found = set()
    for name, held in stored(school, folder):
        found |= {f"{what} in {name}" for what, word in words.items() if any(form in held for form in forms(word))}
    return found


def plant(school) -> str:
    """A case in which every place holds a word of its own."""
    cast = school.cast
    with school.office.at_work() as desk:
        reporter = schools.add_person(
            desk,
            school.id,
            f"Rita {PLANTED['reporter']}",
            f"{PLANTED['email']}@x.test",
            PLANTED["post"],
            ["staff"],
        )
        subject = schools.add_person(desk, school.id, f"Sam {PLANTED['subject']}", "sam@x.test", "Teacher", ["staff"])
    reference = school.report(
        reporter,
        subject=subject.id,
        account=f"It was about {PLANTED['account']}.",
        hearsay=f"They say {PLANTED['hearsay']}.",
    )
    school.do(cast.helen, reference, "triage", **no_harm(triage_reasons=PLANTED["reasons"]))
    school.do(
        cast.helen,
        reference,
        "add-note",
        note_kind="call",
        note_at=school.clock(),
        note_basis="fact",
        note=f"She rang about {PLANTED['note']}.",
    )
    school.do(cast.helen, reference, "open-investigation", investigator=cast.ian.id, terms="Find out.")
    until = {"pause_look_again": school.clock() + timedelta(days=9)}
    paused = {"clock_to_pause": "investigation", "pause_reasons": f"For {PLANTED['pause']}.", **until}
    school.do(cast.helen, reference, "pause-clock", **paused)
    facts = {"report_facts": PLANTED["finding"], "report_evidence": "E", "report_mitigation": "M", "report_view": "yes"}
    school.do(cast.ian, reference, "submit-report", **facts)
    arranged = hearing(school, hearing_place=PLANTED["place"], hearing_papers=PLANTED["papers"])
    school.do(cast.helen, reference, "set-hearing", **arranged)
    with school.office.at_work() as desk:
        begun = drafts.begin(desk, reporter)
        drafts.save(desk, reporter, begun, {"account": PLANTED["draft"]}, ("account",))
    return reference


def test_no_word_of_a_case_lies_in_the_open(school, tmp_path):
    reference = plant(school)
    with school.office.at_work() as desk:
        # What was planted is there, for whoever holds the keys.
        file = school.file(reference, desk)
        known = repr([file.facts, [entry.said for entry in journal.read(desk, file.scope)], everyone(desk, school.id)])
        assert {what for what, word in PLANTED.items() if word not in known} == {"draft"}
        assert hits(school, tmp_path, PLANTED) == set()
    assert hits(school, tmp_path, PLANTED) == set()


def test_not_even_while_it_is_being_written(school, tmp_path):
    with school.office.at_work() as desk:
        reporting.take_report(
            desk,
            school.cast.rosa,
            {
                "subject": f"Sam {PLANTED['subject']}",
                "categories": ["IM-1"],
                "account": PLANTED["account"],
                "image_gate": "no",
            },
        )
        assert hits(school, tmp_path, PLANTED) == set()


def test_the_search_finds_what_does_lie_in_the_open(school, tmp_path):
    reference = school.report()
    with school.office.at_work() as desk:
        schools.found_school(desk, "Bandersnatch High School")
        now, ivy = desk.now, school.cast.it
        open_draft = Draft(school_id=school.id, person_id=ivy.id, sealed=b"Jabberwock", begun_at=now, updated_at=now)
        desk.session.add(open_draft)
    found = hits(school, tmp_path, {"reference": reference, "school": "Bandersnatch", **PLANTED})
    assert {one.split(" in ")[0] for one in found} == {"reference", "school", "note", "draft"}
    (tmp_path / "left.log").write_bytes(b"0x" + PLANTED["subject"].encode().hex().encode())
    (tmp_path / "left.b64").write_bytes(base64.b64encode(b"a " + PLANTED["reporter"].encode() + b" z"))
    found = hits(school, tmp_path, PLANTED)
    assert {"subject in left.log", "reporter in left.b64"} <= found


def test_nobody_is_named_in_the_rows_of_parts(school, tmp_path, cast):
    reference = school.at("hearing-set")
    with school.office.at_work() as desk:
        for part in school.file(reference, desk).parts:
            assert len(part.who) == 16
            assert not any(one.id.encode() in part.who for one in cast.everyone())
