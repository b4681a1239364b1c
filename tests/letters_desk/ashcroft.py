"""Ashcroft High School with a cast, and one case walked as far as a test wants it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from caseflow.casework import cases, journal, letters, reporting, schools
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.office import Office, make_keys, open_office
from caseflow.casework.people import Someone
from caseflow.casework.perform import perform
from caseflow.casework.vouched import vouched_for
from caseflow.lifecycle.terms import Kind, Permission, Question
from caseflow.procedure import PROCEDURE
from caseflow.procedure.breaches import severity_of
from caseflow.procedure.exceptions import EXCUSES
from caseflow.records import LetterRecord

T = TypeVar("T")

REPORTER = "Ms Zephyrine Quatermain"
START = datetime(2027, 1, 12, 10, 20, tzinfo=UTC)
CAST: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "head": ("Mrs Jane Okafor", "headteacher", ("headteacher",)),
    "chair": ("Dr Ruth Abara", "Chair of governors", ("governor", "chair")),
    "panel1": ("Mr Adomako Osei", "Governor", ("governor",)),
    "panel2": ("Ms Lena Frost", "Governor", ("governor",)),
    "panel3": ("Mr Ivor Pell", "Governor", ("governor",)),
    "officer": ("Mr Piotr Nowak", "Deputy headteacher", ("investigating-officer",)),
    "subject": ("Mr Robert Hale", "Teacher of history", ()),
    "reporter": (REPORTER, "Teaching assistant", ()),
    "other": ("Mr Sam Tully", "Site manager", ()),
    "panel4": ("Mrs Imogen Tay", "Governor", ("governor",)),
    "panel5": ("Mr Paul Rees", "Governor", ("governor",)),
    "panel6": ("Dr Ada Lindqvist", "Governor", ("governor",)),
    "adviser": ("Mrs Hana Cole", "HR adviser", ("hr-adviser",)),
    "dpo": ("Mr Dennis Poole", "Data protection officer", ("dpo",)),
}
LETTERHEAD = {
    "address": ["Priory Lane", "Ashcroft", "AS4 7LN"],
    "telephone": "01632 960 118",
    "email": "office@ashcroft.example",
    "website": "www.ashcroft.example",
    "strapline": "Learning together",
    "headteacher": "Mrs Jane Okafor",
    "colour": "#6b1f3a",
}
REPORT = {
    "image_gate": "no",
    "subject": "Robert Hale",
    "account": f"I, {REPORTER}, saw his post at break. Zephyrine keeps a copy.",
    "pupil": "no",
    "told": "Quatermain told nobody",
}
NO_HARM = dict.fromkeys(("harm_harmed", "harm_offence", "harm_risk", "harm_suitability"), "no")
PARTICULARS = "On 5 January 2027 you wrote “Year 9 are feral” on a public page."
ADDRESS = "7 Orchard Row\nAshcroft\nAS4 2QT"
FIELDS: Mapping[str, dict[str, str]] = {
    "L1": {"contact_for_questions": "Mrs Hana Cole, 01632 960 119"},
    "L9": {"recipient_address": ADDRESS, "contact_for_questions": "Mrs Hana Cole, 01632 960 119"},
    "L12": {"recipient_address": ADDRESS, "appeal_to": "The clerk to the governors"},
}


@dataclass
class Ashcroft:
    """The school, its clock, and the reference of the case."""

    office: Office
    url: str
    now: datetime = START
    cast: dict[str, Someone] = field(default_factory=dict)
    reference: str = ""
    folder: Path = Path()

    def later(self, **by: float) -> None:
        """Time passes."""
        self.now += timedelta(**by)

    def at_work(self, who: str, what: Callable[[CaseFile, Someone], T], **kept: Any) -> T:
        """Somebody opens the case and does something, in one transaction; the journal must vouch for what is left."""
        self.later(minutes=1)
        with self.office.at_work() as desk:
            file = cases.find(desk, self.cast[who], self.reference, Permission.FIND)
            answer = what(file, self.cast[who], **kept)
            vouched_for(file)
        self.is_vouched_for()
        return answer

    def opened(self, desk: Desk) -> CaseFile:
        """The case, at the headteacher's desk."""
        return cases.find(desk, self.cast["head"], self.reference, Permission.FIND)

    def is_vouched_for(self) -> None:
        """What is stored, read afresh, is what the journal says."""
        with self.office.at_work() as desk:
            vouched_for(cases.find(desk, self.cast["head"], self.reference, Permission.READ))

    def move(self, who: str, key: str, **answers: Any) -> int:
        """Somebody performs a transition."""
        return self.at_work(who, lambda file, actor: perform(file, PROCEDURE.by_key[key], actor, answers))

    def letter(self, key: str) -> int:
        """The number of the newest letter of a kind."""
        return self.at_work("head", lambda file, _: max(row.number for row in file.letters if row.key == key))

    def on(self, number: int, what: Callable[[CaseFile, LetterRecord, Someone], T], who: str = "head") -> T:
        """Somebody does something with a letter."""
        return self.at_work(who, lambda file, actor: what(file, letters.numbered(file, number), actor))

    def fill(self, number: int, fields: Mapping[str, Any], free: Mapping[str, Any] | None = None) -> int:
        """The case manager fills a letter in; a paragraph for which no words are offered gets some."""

        def act(file: CaseFile, row: LetterRecord, actor: Someone) -> int:
            lacking = {one.key for one in letters.missing(file, row)}
            empty = {one.key: PARTICULARS for one in letters.worded(file, row) if one.key in lacking}
            return letters.fill(file, row, fields, {**empty, **(free or {})}, actor)

        return self.on(number, act)

    def write(self, key: str, free: Mapping[str, Any] | None = None, **fields: Any) -> str:
        """The case manager fills in all that the newest letter of a kind still asks, and issues it. What it says."""
        number = self.letter(key)
        lacking = self.on(number, lambda file, row, _: letters.missing(file, row))
        asked = self.on(number, lambda file, row, _: {one.key: one for one in letters.asks(file, row)})
        given = {lack.key: fields.get(lack.key) or _some(asked[lack.key]) for lack in lacking if lack.key in asked}
        self.fill(number, {**given, **fields}, free)
        return flat(self.issue(number))

    def issue(self, number: int) -> bytes:
        """The case manager approves and issues a letter; its PDF."""
        self.on(number, letters.approve)
        self.on(number, letters.issue)
        return self.pdf(number)

    def pdf(self, number: int) -> bytes:
        """The issued letter."""
        return self.on(number, lambda file, row, _: letters.pdf(file, row))

    def status(self, number: int) -> str:
        """Where a letter stands."""
        return self.on(number, lambda _file, row, _actor: row.status)

    def entries(self, event: str) -> list[journal.Entry]:
        """The entries of the journal about one kind of event."""
        return self.at_work("head", lambda file, _: journal.read(file.desk, file.scope, event=event))

    def report(self) -> None:
        """The reporter reports, and the headteacher manages the case."""
        with self.office.at_work() as desk:
            some = {"categories": [PROCEDURE.categories[0].key]}
            self.reference = reporting.take_report(desk, self.cast["reporter"], {**REPORT, **some}).reference

    def triage(self, **but: Any) -> None:
        """No harm test is met, or those named."""
        said = {
            "no_conflict": "yes",
            "teacher": "yes",
            "power_over_reporter": "no",
            **NO_HARM,
            "breaches": ["AB-1", "WT-1"],
            "triage_reasons": "Why",
            "serious": ["none"],
        }
        said |= but
        said.setdefault("severity", str(max(3, severity_of(said["breaches"]))))
        self.move("head", "triage", **_no_exceptions(said["breaches"]), **said)

    def advise(self, **but: Any) -> None:
        """The LADO's advice: go on, and tell whom you must."""
        said = {"lado_threshold": "yes", "lado_interviews": "yes", "lado_telling": "yes", "lado_parents": "yes"}
        at = (self.now - timedelta(minutes=5)).isoformat()
        self.move("head", "log-lado-advice", advice_from="Lee Adams", advice_at=at, advice="Go on.", **{**said, **but})

    def investigate(self) -> None:
        """From the report to the investigation report."""
        self.triage()
        self.move("head", "open-investigation", investigator=self.cast["officer"].id, terms="Establish the facts")
        self.move(
            "officer", "submit-report", report_facts="He posted it", report_evidence="E1",
            report_mitigation="A good record", report_view="yes",
        )  # fmt: skip

    def set_hearing(self, days: int = 28, worst: str = "final-warning") -> datetime:
        """A case to answer, and a hearing before a panel."""
        at = (self.now + timedelta(days=days)).replace(hour=14, minute=0)
        panel = [self.cast[who].id for who in ("panel1", "panel2", "panel3")]
        self.move(
            "head", "set-hearing", case_reasons="The posts are his", hearing_at=at.isoformat(), hearing_place="Room 12",
            worst_outcome=worst, hearers=panel, hearing_papers="Investigation report\nScreenshots E1 to E4",
        )  # fmt: skip
        return at

    def hear(self, at: datetime, **decision: Any) -> None:
        """The hearing is held, and a first warning given, or what is named."""
        self.now = at + timedelta(hours=3)
        self.move(
            "panel1", "record-hearing", heard_at=at.isoformat(), heard_present="All", subject_attended="yes",
            heard_notes=f"{REPORTER} was heard as a witness",
        )  # fmt: skip
        found = self.at_work("head", lambda file, _: dict.fromkeys(file.allegation_ids(), "substantiated"))
        said = {
            "no_interest": True,
            "findings": found,
            "decision_reasons": "The posts were public and named the school.",
        }
        warned = {"sanction": "first-warning", "improvement": "Close the account by 1 March 2027."}
        self.move("panel1", "decide", **{**said, **(decision or warned)})


def _no_exceptions(breaches: list[str]) -> dict[str, str]:
    """No exception of the policy is claimed for these breaches."""
    asked = [excuse for excuse in EXCUSES if set(excuse.breaches) & set(breaches)]
    return {excuse.fact.key: "no" if excuse.excused_by == "yes" else "yes" for excuse in asked}


def _some(question: Question) -> Any:
    return "2027-03-01" if question.kind is Kind.DAY else f"Some {question.asks.lower()}"


def flat(pdf: bytes) -> str:
    """All words of a PDF, single-spaced."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def found(url: str, folder: Path) -> Ashcroft:
    """A school without cases, on a new database."""
    make_keys(folder / "keys")
    school = opened(url, folder)
    with school.office.at_work() as desk:
        row = schools.found_school(desk, "Ashcroft High School", **LETTERHEAD)
        for key, (name, post, roles) in CAST.items():
            email = f"{key}@ashcroft.example"
            school.cast[key] = schools.add_person(desk, row.id, name, email, post, roles)
    return school


def opened(url: str, folder: Path) -> Ashcroft:
    """The installation that lies in a folder, its clock in the test's hands."""
    held: list[Ashcroft] = []
    keyring = f"sqlite:///{folder}/keyring.db"
    office = open_office(url, keyring, folder / "keys", clock=lambda: held[0].now if held else START)
    held.append(Ashcroft(office, url, folder=folder))
    return held[0]


def copied(mould: Ashcroft, url: str, folder: Path) -> Ashcroft:
    """A school of the test's own, with all that happened in another."""
    made_in = mould.folder
    shutil.copytree(made_in / "keys", folder / "keys")
    shutil.copy(made_in / "keyring.db", folder / "keyring.db")
    school = opened(url, folder)
    school.cast, school.reference, school.now = dict(mould.cast), mould.reference, mould.now
    return school
