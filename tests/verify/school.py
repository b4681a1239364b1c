"""A school with people, settings and three cases, one with an issued letter, made through the same doors as the web."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from inspection.corpus import png

from caseflow.casework import (
    cases,
    checkpoints,
    evidence,
    feeds,
    letter_wording,
    letters,
    people,
    policies,
    policy_draft,
    policy_readers,
    policy_review,
    reporting,
    schoolcalendar,
    schools,
)
from caseflow.casework.evidence_files import look, store
from caseflow.casework.letter_paper import Made, sheet
from caseflow.casework.office import Office, make_keys, open_office
from caseflow.casework.people import Someone
from caseflow.casework.perform import perform
from caseflow.lifecycle.days import LONDON
from caseflow.procedure import PROCEDURE

# June, when a clock on the wall in London is not UTC.
BEGINS = datetime(2027, 6, 14, 16, 20, tzinfo=LONDON)
NO_HARM = {"harm_harmed": "no", "harm_offence": "no", "harm_suitability": "no"}
REPORT = {"subject": "Quentin Reed", "categories": ["IM-1", "CF-1"], "account": "I saw it.", "image_gate": "no"}
ITEM = {"item_kind": "file", "item_what": "A screenshot", "item_supplied_by": "Rosa Lind",
        "item_received": "2027-06-14", "item_came_by": "reporter"}  # fmt: skip
CAST = {
    "rosa": ("Rosa Lind", "teaching assistant", ["staff"]),
    "helen": ("Helen Marsh", "headteacher", ["headteacher"]),
    "quentin": ("Quentin Reed", "teacher", ["staff"]),
    "carol": ("Carol Chair", "chair of governors", ["chair", "governor"]),
    "ian": ("Ian Ogden", "deputy head", ["investigating-officer"]),
    "ada": ("Ada Hale", "HR adviser", ["hr-adviser"]),
    **{f"gov{n}": (f"Gov{n} Ernor{n}", "governor", ["governor"]) for n in range(1, 4)},
}


@dataclass
class Played:
    """An installation in a folder, the ids of its people, and a clock that moves on by itself."""

    office: Office
    url: str
    home: Path
    school_id: str = ""
    cast: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    now: datetime = BEGINS

    def tick(self) -> datetime:
        self.now += timedelta(minutes=7)
        return self.now

    def report(self, **given: Any) -> str:
        with self.office.at_work() as desk:
            file = reporting.take_report(desk, self._someone(desk, "rosa"), {**REPORT, **given})
            self.references.append(file.reference)
            return file.reference

    def do(self, who: str, key: str, reference: str, **given: Any) -> None:
        with self.office.at_work() as desk:
            actor = self._someone(desk, who)
            file = cases.find(desk, actor, reference)
            perform(file, PROCEDURE.by_key[key], actor, given, seen=file.case.version)

    def read(self, who: str, reference: str) -> None:
        with self.office.at_work() as desk:
            cases.read(desk, self._someone(desk, who), reference)

    def issue(self, reference: str, **fields: str) -> None:
        """Write, approve and issue the first letter. A stand-in is pressed: nobody here looks at the paper."""
        for act in ("fill", "approve", "issue"):
            with self.office.at_work() as desk:
                actor = self._someone(desk, "helen")
                file = letters.read(desk, actor, reference)
                row = letters.numbered(file, 1)
                if act == "fill":
                    letters.fill(file, row, fields, {}, actor)
                elif act == "approve":
                    letters.approve(file, row, actor)
                else:
                    letters.issue(file, row, actor, made=Made(sheet(file, row), b"%PDF-1.7 a letter"))

    def add_evidence(self, who: str, reference: str, data: bytes = b"", **given: Any) -> int:
        """Add an item, with a file or without one."""
        with self.office.at_work() as desk:
            actor = self._someone(desk, who)
            file = cases.find(desk, actor, reference)
            arrived = None
            if data:
                keeping = store(desk).begin()
                keeping.write(data)
                arrived = look(store(desk), keeping.finish(), "post.png")
            return evidence.add(file, {**ITEM, **given}, actor, picture="no", arrived=arrived).number

    def freeze(self, who: str, reference: str, number: int) -> None:
        with self.office.at_work() as desk:
            actor = self._someone(desk, who)
            file = cases.find(desk, actor, reference)
            evidence.freeze(file, file.evidence[number - 1], actor)

    def checkpoint(self) -> checkpoints.Made:
        with self.office.at_work() as desk:
            return checkpoints.make(desk, self.school_id)

    def _someone(self, desk: Any, who: str) -> Someone:
        return people.everyone(desk, self.school_id)[self.cast[who]]


@contextmanager
def installation(home: Path, url: str) -> Iterator[Played]:
    """An empty installation: keys and tables, and a school."""
    make_keys(home / "keys")
    office = open_office(url, f"sqlite:///{home / 'keyring.db'}", home / "keys")
    played = Played(office, url, home)
    office.clock = played.tick
    with office.at_work() as desk:
        played.school_id = schools.found_school(desk, "Ashcroft High School").id
    try:
        yield played
    finally:
        office.close()


def play(played: Played) -> Played:
    """People, a setting, the policy, a checkpoint, and three cases that stand at different places."""
    with played.office.at_work() as desk:
        for key, (name, post, roles) in CAST.items():
            email = f"{key}@ashcroft.example"
            one = schools.add_person(desk, played.school_id, name, email, post, roles, password="a fine long password")
            played.cast[key] = one.id
        schools.set_setting(desk, played.school_id, "hearing.panel_size", "5", date(2027, 9, 1), played.cast["helen"])
    _keep_the_policy(played)
    played.checkpoint()
    first, second = played.report(), played.report(account="I heard of it.", subject="Somebody unknown")
    played.do("helen", "triage", first, no_conflict=True, teacher="yes", power_over_reporter="no", **NO_HARM,
              harm_risk="unsure", breaches=["IM-1", "CF-1"],
              severity="4", triage_reasons="It is serious.", serious=["data"])  # fmt: skip
    played.do("helen", "log-lado-advice", first, advice_from="Lee", advice_at=played.now, advice="Go on.",
              lado_threshold="no", lado_interviews="yes", lado_telling="yes", lado_parents="yes")  # fmt: skip
    played.do("helen", "open-investigation", first, investigator=played.cast["ian"], terms="All of it.")
    with played.office.at_work() as desk:
        for opening in ("Thank you.", "Thank you, {recipient_name}."):
            letter_wording.set_words(
                desk, played.school_id, PROCEDURE.letter["L1"], {"opening": opening}, played.cast["helen"]
            )
    with played.office.at_work() as desk:
        inset = {"kind": "inset", "title": "INSET", "first": date(2027, 6, 25)}
        closed = {"kind": "closure", "title": "Heating", "first": date(2027, 6, 21), "last": date(2027, 6, 22)}
        schoolcalendar.write_down(desk, played.school_id, inset, played.cast["helen"])
        wrong = schoolcalendar.write_down(desk, played.school_id, closed, played.cast["helen"])
        schoolcalendar.take_back(desk, played.school_id, wrong.id, played.cast["helen"])
    played.do("helen", "pause-clock", first, clock_to_pause="investigation", pause_reasons="He is ill.",
              pause_look_again=date(2027, 6, 28))  # fmt: skip
    played.do("helen", "resume-clock", first, clock_to_resume="investigation")
    played.do("helen", "move-clock", first, clock_to_move="investigation", clock_moved_to=date(2027, 7, 20),
              clock_agreed_with="His union", clock_moved_reasons="Exams.")  # fmt: skip
    played.do("helen", "pause-clock", first, clock_to_pause="investigation", pause_reasons="He is ill again.",
              pause_look_again=date(2027, 6, 28))  # fmt: skip
    played.read("helen", first)
    played.issue(first, contact_for_questions="Ada Hale, 01234 567890")
    played.do("helen", "bring-in-adviser", first, adviser=played.cast["ada"], adviser_why="For advice.")
    for _ in range(2):
        played.add_evidence("helen", first, png())
    played.add_evidence("ian", first, item_kind="link", item_where="Online.")
    played.freeze("helen", first, 2)
    played.do("helen", "hand-over", second, handover_reasons="I am away.", new_manager=played.cast["carol"])
    played.do("rosa", "withdraw-report", second, withdrawal_reasons="I was wrong.")
    with played.office.at_work() as desk:
        roles = ["staff", "dpo"]
        schools.change_posts(desk, played.cast["ada"], played.school_id, roles, active=True, by=played.cast["helen"])
        feeds.switch_on(desk, people.everyone(desk, played.school_id)[played.cast["carol"]])
        feeds.switch_on(desk, people.everyone(desk, played.school_id)[played.cast["helen"]])
    played.checkpoint()
    played.report(subject="Ian Ogden")
    return played


def _keep_the_policy(played: Played) -> None:
    """The policy is published and read by one, its review is recorded, and a new version is begun."""
    with played.office.at_work() as desk:
        head, reader = played._someone(desk, "helen"), played._someone(desk, "rosa")
        text_id = policies.newest(desk, played.school_id).id
        policy_readers.publish(desk, head, text_id)
        policy_readers.confirm(desk, reader, text_id, {"read": True})
        said = {"reviewed_on": "2027-06-10", "next_due": "2028-06-30", "minute": "FGB, minute 4", "unchanged": True}
        policy_review.record(desk, head, said)
        begun = policy_draft.begin(desk, head)
        clause = {"number": "1.6", "section": "Introduction", "words": "It covers services that are yet to come."}
        policy_draft.put_clause(desk, head, begun.id, begun.edition, clause)
