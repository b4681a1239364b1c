"""What is kept, and cannot be taken back: invariants 6, 15 to 21."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from casework.invariants.seen import Seen, Verdict, invariant, verdict
from sqlalchemy import func, select

from caseflow.casework import board_report
from caseflow.casework.journal import Entry
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Turn
from caseflow.procedure import PROCEDURE, places, roles
from caseflow.records import AuditHead, AuditLeaf

NEVER_CLOSES = ("withdraw-report", "record-leaving", "record-police-outcome", "refuse-settlement")
BANDS = {words for _, words in board_report.BANDS} | {board_report.MORE}


@invariant(
    6,
    "No evidence object exists where the question about pictures was not answered “no”.",
    "Protection of Children Act 1978; UKCIS",
    elsewhere="That a file is not even kept while it arrives: tests/evidence.",
)
def no_forbidden_file(seen: Seen) -> Iterator[Verdict]:
    for row in seen.file.evidence:
        wrong = (row.blob or row.copy) and row.image_flag != "no"
        yield verdict(wrong, f"E{row.number} is a file, and the picture question was answered “{row.image_flag}”.")


@invariant(15, "A closed case has no open clock, no open track and no letter in draft.", "Domain note 8")
def nothing_left_open(seen: Seen) -> Iterator[Verdict]:
    if seen.state("main") != places.CLOSED.key:
        return
    tracks = {key: one.state for key, one in seen.file.positions.items() if not PROCEDURE.state[one.state].ends}
    waiting = [key for key in seen.file.open_letters() if not PROCEDURE.letter[key.split()[0]].at_any_time]
    clocks = seen.file.open_clocks()
    yield verdict(tracks or clocks or waiting, f"The case is closed, and open are {tracks}, {clocks}, {waiting}.")


@invariant(16, "Withdrawal, resignation and police no further action never close a case.", "KCSIE Part four")
def closed_by_two_alone(seen: Seen) -> Iterator[Verdict]:
    for entry in seen.done(fresh=True):
        closes = [move for move in entry.said["moves"] if move["state_to"] == places.CLOSED.key]
        if closes or entry.said["action"] in NEVER_CLOSES:
            wrong = closes and entry.said["action"] != "agree-closing"
            yield verdict(wrong, f"“{entry.said['action']}” closed the case.")


@invariant(
    17,
    "Every issued letter is immutable, with its hash, its sender and the time of issue in the journal.",
    "Domain note 9",
    elsewhere="The PDF itself, its version and the proof of dispatch: tests/letters_desk and tests/verify.",
)
def letters_stay(seen: Seen) -> Iterator[Verdict]:
    sent = Counter(one.said["letter"] for one in seen.entries if one.event == "letter_issued" and one.said["actor"])
    issued = [row for row in seen.file.letters if row.issued_at]
    for row in issued:
        now = (row.key, row.sha256, row.issued_at, row.due_since)
        before = seen.memory.issued.setdefault(row.id, now)
        wrong = before != now or not row.sha256 or not sent[row.id]
        yield verdict(wrong, f"{row.key} changed after it was issued, or nobody is on record as its sender.")
    gone = set(seen.memory.issued) - {row.id for row in issued}
    if gone:
        yield "An issued letter is gone."


@invariant(
    18,
    "The log verifies from end to end, and every reading is in it.",
    "Domain note 6",
    elsewhere="The whole check of the installation (caseflow verify) runs at the end of each walk.",
)
def all_is_in_the_log(seen: Seen) -> Iterator[Verdict]:
    session, school = seen.desk.session, seen.file.case.school_id
    count, last = session.execute(select(func.count(), func.max(AuditLeaf.seq))).one()
    head = session.get_one(AuditHead, school)
    tail = session.scalars(select(AuditLeaf.hash).where(AuditLeaf.seq == last)).one()
    whole = count == last + 1 == head.next_seq and tail == head.last_hash
    yield verdict(not whole, f"The log has {count} entries, the last is {last}, the next would be {head.next_seq}.")
    numbers = [one.number for one in seen.entries]
    yield verdict(numbers != list(range(1, len(numbers) + 1)), "The entries of the case are not numbered one by one.")
    read = Counter(one.said["actor"] for one in seen.entries if one.event == "read")
    if seen.memory.read_by:
        yield verdict(read != Counter(seen.memory.read_by), "Somebody read the case, and the log does not say so.")


@invariant(
    19,
    "What goes to the board names nobody and shows no small number.",
    "Domain note 5",
    at_end=True,
    elsewhere="Many cases at once: tests/board.",
)
def board_learns_nothing(seen: Seen) -> Iterator[Verdict]:
    today = local(seen.desk.now).date()
    chair = next(one for one in seen.staff.values() if one.holds(roles.CHAIR.key))
    report = board_report.make(seen.desk, chair, today - timedelta(days=360), today - timedelta(days=1))
    bars = [bar for chart in report.charts for bar in chart.bars]
    told = repr(report).casefold()
    known = {one.name for one in seen.staff.values()} | {seen.file.subject_name, seen.file.reference}
    yield verdict({bar.band for bar in bars} - BANDS, "The report to the board shows a number.")
    bands = {band.casefold() for band in BANDS}  # chance may name somebody “none”
    named = [name for name in known if name.casefold() in told and name.casefold() not in bands]
    yield verdict(named, "The report to the board names somebody.")


@invariant(20, "A record is destroyed only with no hold on it, by two people, with a certificate.", "Domain note 6")
def disposed_by_two(seen: Seen) -> Iterator[Verdict]:
    for entry in seen.done("agree-disposal", fresh=True):
        proposed = [one for one in seen.done("propose-disposal") if one.number < entry.number]
        alone = not proposed or proposed[-1].said["actor"] == entry.said["actor"]
        yield verdict(alone, "One person agreed to destroy the record alone.")
        yield verdict(_is_held(seen, entry), "The destruction of a record was agreed while a hold stood on it.")
        paper = [row for row in seen.file.letters if row.key == "L26" and row.due_since == entry.at]
        yield verdict(not paper, "The record is to be destroyed, and no certificate is written.")


def _is_held(seen: Seen, until: Entry) -> bool:
    held = False
    for one in seen.done():
        if one.number < until.number:
            asked = one.said["answers"].get("retention") == "hold"
            asked = asked or one.said["answers"].get("sexual_abuse") in ("yes", "unsure")
            held = (held or asked or one.said["action"] == "place-hold") and one.said["action"] != "release-hold"
    return held


@invariant(21, "What is done to a clock never takes away when it first fell due.", "Domain note 8")
def first_due_is_kept(seen: Seen) -> Iterator[Verdict]:
    for clock in seen.file.clocks:
        first = seen.memory.first_due.setdefault(clock.id, clock.first_due_at)
        moved = clock.due_at != first and not clock.edits
        paused = [edit for edit in clock.edits if edit.kind == Turn.PAUSE]
        twice = sum(edit.until is None for edit in paused) > (clock.met_at is None)
        law = paused and not PROCEDURE.deadline[clock.key].pausable
        wrong = clock.first_due_at != first or moved or twice or law
        yield verdict(wrong, f"“{clock.key}” lost its first time, moved unsaid, or was paused though the law set it.")
    gone = set(seen.memory.first_due) - {clock.id for clock in seen.file.clocks}
    if gone:
        yield "A clock is gone."
