"""A school, its people, and the way of a case to every place where it can stand, through real transitions only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import databases
from casework import posting
from sqlalchemy import func, select

from caseflow.casework import cases, journal, people, reporting, schools
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.denied import DENIED
from caseflow.casework.desk import Desk, year_scope
from caseflow.casework.office import Office, make_keys, open_office
from caseflow.casework.people import Someone
from caseflow.casework.perform import perform
from caseflow.lifecycle.days import LONDON, local, working_days_after
from caseflow.procedure import PROCEDURE
from caseflow.procedure.exceptions import EXCUSES
from caseflow.records import AuditLeaf, Case, Record

FRIDAY = datetime(2027, 1, 15, 16, 20, tzinfo=LONDON)
"""The afternoon on which every story here begins: the trip photo of the domain note."""


@dataclass
class Hands:
    """A clock that stands still until somebody moves its hands."""

    now: datetime = FRIDAY

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)

    def forward(self, **by: float) -> None:
        """Let time pass on the wall clock."""
        self.now = (self.now.astimezone(UTC) + timedelta(**by)).astimezone(LONDON)


@dataclass(frozen=True)
class Cast:
    """Who is who. Nobody here holds a post that the story does not need."""

    helen: Someone
    rosa: Someone
    quentin: Someone
    carol: Someone
    victor: Someone
    governors: tuple[Someone, ...]
    clerk: Someone
    ian: Someone
    ada: Someone
    dsl: Someone
    dpo: Someone
    it: Someone

    def everyone(self) -> tuple[Someone, ...]:
        """All of them."""
        alone = (self.helen, self.rosa, self.quentin, self.carol, self.victor, self.clerk, self.ian, self.ada)
        return (*alone, self.dsl, self.dpo, self.it, *self.governors)


_CAST: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "helen": ("Helen Marsh", "Headteacher", ("headteacher", "staff")),
    "rosa": ("Rosa Lind", "Teaching assistant", ("staff",)),
    "quentin": ("Quentin Reed", "Teacher of geography", ("staff",)),
    "carol": ("Carol Whitfield", "Chair of governors", ("chair", "governor")),
    "victor": ("Victor Hale", "Vice-chair of governors", ("vice-chair", "governor")),
    "clerk": ("Clive Moore", "Clerk to the governors", ("clerk", "staff")),
    "ian": ("Ian Ogden", "Deputy headteacher", ("investigating-officer", "staff")),
    "ada": ("Ada Price", "HR adviser", ("hr-adviser", "staff")),
    "dsl": ("Dora Sewell", "Designated safeguarding lead", ("dsl", "staff")),
    "dpo": ("Dennis Poole", "Data protection officer", ("dpo", "staff")),
    "it": ("Ivy Tan", "IT administrator", ("it-administrator", "staff")),
}
_GOVERNORS = ("Grace Amos", "Gareth Bell", "Gwen Cole", "George Dunn", "Gita Evans", "Gordon Frost", "Gail Hunt")


def hire(desk: Desk, school_id: str) -> Cast:
    """Put the cast on the staff list of a school."""

    def add(name: str, post: str, roles: tuple[str, ...]) -> Someone:
        return schools.add_person(desk, school_id, name, f"{people.fold(name).replace(' ', '.')}@x.test", post, roles)

    named = {key: add(*said) for key, said in _CAST.items()}
    return Cast(governors=tuple(add(name, "Governor", ("governor",)) for name in _GOVERNORS), **named)


@dataclass(frozen=True)
class Template:
    """An installation made once in a run of tests, closed, and copied for each test."""

    url: str
    keys: Path
    keyring: Path
    school_id: str
    cast: Cast

    @classmethod
    def make(cls, engine: str, folder: Path) -> Template:
        """Found the school and hire the cast."""
        folder = folder / engine
        keys, keyring = folder / "keys", folder / "keyring.db"
        folder.mkdir()
        make_keys(keys)
        url = databases.fresh(engine, folder)
        office = open_office(url, f"sqlite:///{keyring}", keys, clock=Hands())
        with office.at_work() as desk:
            school = schools.found_school(desk, "Ashcroft High School")
            cast = hire(desk, school.id)
        office.close()
        return cls(url, keys, keyring, school.id, cast)


def open_town(template: Template, url: str, folder: Path) -> Town:
    """Open a copy of the template."""
    clock = Hands()
    office = open_office(url, f"sqlite:///{folder}/keyring.db", folder / "keys", clock=clock, migrate=False)
    return Town(office, clock, template.school_id, template.cast, url)


Answers = Mapping[str, Any]
Step = tuple[str, str, Callable[["Town"], Answers]]


OF_DENIALS = ("audit_head", "audit_leaf", "audit_node", "audit_payload", "throttle")
"""Where it is kept that somebody was denied something."""


@dataclass
class Town:
    """A school in which things can be done in one line each. Every line is one piece of work, kept or undone."""

    office: Office
    clock: Hands
    id: str
    cast: Cast
    url: str

    def report(self, by: Someone | None = None, **answers: Any) -> str:
        """Take a report, and return the reference of its case."""
        given = {**REPORTED, **answers}
        with self.office.at_work() as desk:
            return reporting.take_report(desk, by or self.cast.rosa, given).reference

    def do(self, who: Someone, reference: str, key: str, /, **answers: Any) -> int:
        """Do one thing to a case."""
        with self.office.at_work() as desk:
            file = cases.find(desk, who, reference)
            return perform(file, PROCEDURE.by_key[key], who, answers, seen=file.case.version)

    def file(self, reference: str, desk: Desk) -> CaseFile:
        """A case, opened past everybody's sight: what the tests know and nobody at school does."""
        return load(desk, desk.session.scalars(select(Case).where(Case.reference == reference)).one())

    def id_of(self, reference: str) -> str:
        """The id of a case, as answers name it."""
        with self.office.at_work() as desk:
            return self.file(reference, desk).case.id

    def states(self, reference: str) -> dict[str, str]:
        """Where a case stands on every open track."""
        with self.office.at_work() as desk:
            return {track: position.state for track, position in self.file(reference, desk).positions.items()}

    def sees(self, who: Someone, reference: str) -> bool:
        """Whether the case is among those that somebody can find."""
        with self.office.at_work() as desk:
            who = people.everyone(desk, who.school_id)[who.id]
            return reference in {case.reference for case in desk.session.scalars(cases.visible_cases(desk, who))}

    def who_sees(self, reference: str) -> set[str]:
        """The names of the cast who can find the case."""
        return {one.name for one in self.cast.everyone() if self.sees(one, reference)}

    def issue(self, reference: str, *keys: str) -> None:
        """Issue the letters that are due, or those of these kinds, with a stand-in for the printed page."""
        with self.office.at_work() as desk:
            file = self.file(reference, desk)
            for one in file.duplicates():
                self._issue(one, keys)
            self._issue(file, keys)

    def _issue(self, file: CaseFile, keys: tuple[str, ...]) -> None:
        for row in [row for row in file.letters if row.status == "due" and (not keys or row.key in keys)]:
            posting.issue(file, row, self.cast.helen)

    def at(self, state: str, reference: str | None = None) -> str:
        """Walk a case (a fresh one, if none is named) to a state by real transitions, and return its reference."""
        before, _ = WAYS[state]
        reference = reference or self.report(**FIRST.get(state, {}))
        reference = self.at(before, reference) if before else reference
        self.step_to(state, reference)
        return reference

    def step_to(self, state: str, reference: str) -> None:
        """Walk the last piece of the way to a state."""
        for who, key, answers in WAYS[state][1]:
            self._step(who, key, answers(self), reference)

    def _step(self, who: str, key: str, answers: Answers, reference: str) -> None:
        if key == "issue":
            self.issue(reference)
        elif key == "forward":
            self.clock.forward(**answers)
        else:
            self.do(self.who(who), reference, key, **answers)

    def who(self, key: str) -> Someone:
        """Somebody of the cast by a short name; the first of those who hear the case, or the appeal."""
        first = {"hearer": 0, "appeal_hearer": 3, "lifter": 6}
        return self.cast.governors[first[key]] if key in first else getattr(self.cast, key)

    def moved(self) -> tuple[str, int]:
        """What is stored, and how many entries there are: without what the event of a denial leaves."""
        with self.office.at_work() as desk:
            scope = year_scope(self.id, desk.now)
            denied = len(journal.read(desk, scope, event=DENIED)) if desk.keyring.keys([scope]) else 0
            entries = desk.session.scalar(select(func.count()).select_from(AuditLeaf)) or 0
        return self.everything(but=OF_DENIALS), entries - denied

    def everything(self, *, but: tuple[str, ...] = ()) -> str:
        """A fingerprint of every row of every table but of who is signed in: equal means that nothing changed."""
        with self.office.store.reading() as session:
            tables = [one for one in Record.metadata.sorted_tables if one.name not in ("signed_in", *but)]
            rows = [(table.name, sorted(map(repr, session.execute(select(table))))) for table in tables]
        return hashlib.sha256(repr(rows).encode()).hexdigest()


def no_harm(**but: str) -> dict[str, Any]:
    """A triage that finds no harm test met, or those named, and that nothing excuses the breaches it chooses."""
    tests = dict.fromkeys(("harm_harmed", "harm_offence", "harm_risk", "harm_suitability"), "no")
    chosen = set(but.get("breaches", ()))
    excuses = {
        one.fact.key: "no" if one.excused_by == "yes" else "yes" for one in EXCUSES if chosen & set(one.breaches)
    }
    return {
        **tests,
        **excuses,
        "no_conflict": True,
        "teacher": "yes",
        "power_over_reporter": "no",
        "breaches": ["AB-1"],
        "severity": "3",
        "triage_reasons": "A public post.",
        "serious": ["none"],
        **but,
    }


def judged(**but: Any) -> dict[str, Any]:
    """The case judged again, with what is new."""
    said = no_harm(**but)
    del said["no_conflict"]
    return {"new_facts": "The post was seen by fewer people.", **said}


REPORTED: Answers = {
    "subject": "Quentin Reed",
    "categories": ["AB-1"],
    "account": "I saw a public post about the trip that makes fun of pupils.",
    "image_gate": "no",
}


def _say(**answers: Any) -> Callable[[Town], Answers]:
    return lambda _town: answers


def _past(town: Town, **ago: float) -> datetime:
    return town.clock() - timedelta(**(ago or {"minutes": 5}))


def _day(town: Town) -> str:
    return local(town.clock()).date().isoformat()


def hearing(town: Town, **but: Any) -> dict[str, Any]:
    """A hearing as it is arranged: eleven working days from today, before three governors."""
    day = working_days_after(local(town.clock()).date(), 11)
    return {
        "case_reasons": "The report shows it.",
        "hearing_at": datetime(day.year, day.month, day.day, 10, tzinfo=LONDON),
        "hearing_place": "The library",
        "worst_outcome": "dismissal",
        "hearers": [one.id for one in town.cast.governors[:3]],
        "hearing_papers": "The report",
        **but,
    }


def decision(_town: Town, **but: Any) -> dict[str, Any]:
    """A final warning, with a finding on each allegation."""
    return {
        "no_interest": True,
        "findings": "substantiated",
        "decision_reasons": "The post was public.",
        "sanction": "final-warning",
        "improvement": "No posts of pupils, from today.",
        **but,
    }


def advice(town: Town, **but: Any) -> dict[str, Any]:
    """The LADO's advice to go on."""
    return {
        "advice_from": "Lee Adams",
        "advice_at": _past(town),
        "advice": "Go on.",
        "lado_threshold": "no",
        "lado_interviews": "yes",
        "lado_telling": "yes",
        "lado_parents": "yes",
        **but,
    }


def dbs(town: Town, **but: Any) -> dict[str, Any]:
    """A decision to refer to the DBS, both limbs met."""
    return {
        "dbs_regulated": "yes",
        "dbs_removed": "yes",
        "dbs_harm": ["harm"],
        "dbs_agencies": "no",
        "dbs_adviser": "Ada Price, today",
        "dbs_decision": "refer",
        "dbs_reasons": "Both limbs are met.",
        "second_reader": town.cast.ada.id,
        **but,
    }


def tra(town: Town, **but: Any) -> dict[str, Any]:
    """A decision to refer to the TRA."""
    return {
        "tra_ceased": "yes",
        "tra_serious": "yes",
        "tra_dbs_told": "due",
        "tra_adviser": "Ada Price, today",
        "tra_decision": "refer",
        "tra_reasons": "It is serious.",
        "tra_reader": town.cast.ada.id,
        **but,
    }


def suspension(town: Town, **but: Any) -> dict[str, Any]:
    """A suspension with two alternatives rejected, to be reviewed in two weeks."""
    return {
        "alternatives": ["redeploy", "supervise"],
        "alternatives_rejected": "Neither keeps him from pupils.",
        "suspension_reasons": "The pupils are at risk.",
        "suspension_lado": "not-asked",
        "suspended_by": "headteacher",
        "suspended_at": town.clock(),
        "support_contact": "Ada Price, 01632 960111",
        "suspension_limits": "Not on the site.",
        "suspension_review": (local(town.clock()) + timedelta(days=14)).date().isoformat(),
        "suspension_counterpart": "Carol Whitfield, at once",
        **but,
    }


def alternative(town: Town, **but: Any) -> dict[str, Any]:
    """Other duties instead of suspension."""
    kept = ("support_contact", "suspension_limits", "suspension_review")
    return {"alternative_chosen": "In the office.", **{key: suspension(town)[key] for key in kept}, **but}


BREACHED: Answers = {
    "ico_nature": "A list.",
    "ico_people": "24 pupils",
    "ico_measures": "Taken down.",
    "ico_reasons": "It was public.",
}
REASONS = "We thought about it. " * 12


def leaving(town: Town, **but: Any) -> dict[str, Any]:
    """A resignation with effect from today."""
    return {
        "leaving": "resigned",
        "leaving_notice": _day(town),
        "last_day": _day(town),
        "settlement": "no",
        **but,
    }


def closing(town: Town, **but: Any) -> dict[str, Any]:
    """A proposal to close, to be agreed by the HR adviser."""
    return {
        "closing_summary": "Alleged, found, done.",
        "retention": "allegation",
        "second_reader": town.cast.ada.id,
        **but,
    }


def police(town: Town) -> dict[str, Any]:
    """A report to the police."""
    return {"police_officer": "PC Bell", "police_at": _past(town), "police_facts": "What was posted."}


def _low_level(_town: Town) -> Answers:
    said = {"words_spoken": "Do not.", "subject_view": "I see.", "expectation": "None of it.", "why_enough": "Minor."}
    return {**said, "pattern_reason": "Each was minor, and they are not alike."}


def _nothing_more(_town: Town) -> Answers:
    return {"findings": "unfounded", "no_action_reasons": "There was no such post."}


def _investigate(town: Town) -> Answers:
    return {"investigator": town.cast.ian.id, "terms": "Establish what was posted."}


def _report_facts(_town: Town) -> Answers:
    return {"report_facts": "F", "report_evidence": "E1", "report_mitigation": "M", "report_view": "yes"}


def _held(town: Town) -> Answers:
    return {"heard_at": _past(town), "heard_present": "All", "subject_attended": "yes", "heard_notes": "Notes"}


def _refer(town: Town) -> Answers:
    return {
        "lado_contact": "Lee Adams",
        "lado_at": _past(town),
        "lado_adult_aware": "no",
        "lado_done": "Nothing yet.",
    }


def _appealed(town: Town) -> Answers:
    return {"appeal_received": _day(town), "appeal_grounds": "Too hard."}


def appeal(town: Town, **but: Any) -> dict[str, Any]:
    """An appeal hearing before three others."""
    at = town.clock() + timedelta(days=10)
    return {
        "appeal_at": at,
        "appeal_place": "The hall",
        "appeal_hearers": [one.id for one in town.cast.governors[3:6]],
        **but,
    }


def _no_police(town: Town) -> Answers:
    return {"no_police_adviser": "Lee Adams", "no_police_reasons": REASONS, "police_reader": town.cast.ada.id}


def _checked(town: Town) -> Answers:
    return {
        "reporter_check": "first",
        "reporter_check_at": _past(town),
        "reporter_treated": "no",
        "reporter_check_notes": "She is well.",
    }


def _grievance(town: Town) -> Answers:
    return {"grievance_on": _day(town), "grievance_about": "The workload.", "grievance_reasons": "It is about this."}


def _escalated(town: Town) -> Answers:
    return {"escalate_to": town.cast.carol.id, "escalation_actions": "The LADO was asked."}


def _lifted(town: Town) -> Answers:
    said = {"lift_reasons": "Not needed now.", "return_plan": "On Monday."}
    return {"no_interest": True, "lifted_from": _day(town), **said}


def _answered(_town: Town) -> Answers:
    return {"escalation_interest": "no", "escalation_answer": "noted", "escalation_words": "Thank you."}


def merged(town: Town, **but: Any) -> dict[str, Any]:
    """A merger into a second report of the same matter, made now by somebody else."""
    return {
        "merged_into": town.id_of(town.report(town.cast.dsl)),
        "same_matter": True,
        "merge_news": "no",
        "merge_reasons": "It is the same post.",
        **but,
    }


_MERGING: tuple[Step, ...] = (("", "issue", _say()), ("helen", "merge", merged))
FIRST: Mapping[str, Answers] = {
    "ico-carried": {"categories": ["IM-1"]},
    "disclosure-carried": {"categories": ["WB-1"]},
}
"""What is reported where the way to a state begins with a report of its own kind."""

WAYS: Mapping[str, tuple[str, tuple[Step, ...]]] = {
    "received": ("", ()),
    "triage": ("received", (("helen", "triage", lambda _t: no_harm()),)),
    "low-level": ("triage", (("helen", "take-low-level-action", _low_level),)),
    "no-further-action": ("triage", (("helen", "take-no-further-action", _nothing_more),)),
    "redirected": (
        "triage",
        (("helen", "redirect", _say(redirected_to="grievance", redirect_reasons="It is a grievance.")),),
    ),
    "grade-due": ("received", (("helen", "triage", lambda _t: no_harm(severity="2")),)),
    "grade-proposed": (
        "grade-due",
        (
            (
                "helen",
                "propose-lower-severity",
                lambda t: {"lower_reasons": REASONS, "grade_reader": t.cast.ada.id},
            ),
        ),
    ),
    "grade-agreed": ("grade-proposed", (("ada", "agree-lower-severity", _say(grade_agreed=True)),)),
    "grade-kept": (
        "grade-due",
        (("helen", "judge-again", lambda _t: judged(severity="3")),),
    ),
    "seal-proposed": (
        "received",
        (("helen", "propose-sealing", lambda t: {"seal_reasons": REASONS, "seal_keeper": t.cast.dsl.id}),),
    ),
    "sealed": ("seal-proposed", (("dsl", "agree-sealing", _say(seal_agreed=True)),)),
    "whom-to-let-in": (
        "sealed",
        (("helen", "propose-to-let-in", lambda t: {"proposed_to_let_in": [t.cast.ada.id], "let_in_why": REASONS}),),
    ),
    "unsealing-proposed": ("sealed", (("helen", "propose-unsealing", _say(unseal_reasons=REASONS)),)),
    "seal-handed": (
        "whom-to-let-in",
        (
            ("dsl", "agree-to-let-in", lambda t: {"let_in": [t.cast.ada.id]}),
            ("helen", "name-new-keeper", lambda t: {"new_keeper": t.cast.ada.id, "new_keeper_why": REASONS}),
        ),
    ),
    "unsealed": ("unsealing-proposed", (("dsl", "agree-unsealing", _say(unseal_agreed=True)),)),
    "merged": ("received", _MERGING),
    "ico-carried": ("received", _MERGING),
    "disclosure-carried": ("received", _MERGING),
    "external-hold": ("triage", (("helen", "hold", _say(hold_reasons="For the LADO.")),)),
    "investigation": ("triage", (("helen", "open-investigation", _investigate),)),
    "case-to-answer": ("investigation", (("ian", "submit-report", _report_facts),)),
    "hearing-set": ("case-to-answer", (("helen", "set-hearing", hearing),)),
    "heard": (
        "hearing-set",
        (("", "issue", _say()), ("", "forward", _say(days=21)), ("hearer", "record-hearing", _held)),
    ),
    "outcome": ("heard", (("hearer", "decide", decision),)),
    "appeal": ("outcome", (("helen", "lodge-appeal", _appealed),)),
    "appeal-set": ("appeal", (("helen", "set-appeal-hearing", appeal),)),
    "lado-due": ("received", (("helen", "triage", lambda _t: no_harm(harm_risk="unsure")),)),
    "lado-referred": ("lado-due", (("helen", "refer-to-lado", _refer),)),
    "lado-advised": ("lado-referred", (("helen", "log-lado-advice", advice),)),
    "lado-ended": (
        "lado-advised",
        (("helen", "end-lado", _say(lado_ended_with="Lee Adams", lado_ended_reasons="Nothing more.")),),
    ),
    "police-active": ("triage", (("helen", "report-to-police", police),)),
    "police-released": (
        "police-active",
        (
            (
                "helen",
                "log-police-release",
                lambda t: {
                    "police_officer": "PC Bell",
                    "released_at": _past(t),
                    "release_terms": "All.",
                    "release_statements": "yes",
                },
            ),
        ),
    ),
    "police-charged": (
        "police-active",
        (("helen", "record-charge", lambda t: {"charged_on": _day(t), "charge": "Harassment."}),),
    ),
    "police-ended": (
        "police-active",
        (
            (
                "helen",
                "record-police-outcome",
                lambda t: {
                    "police_outcome": "nfa",
                    "police_ended_on": _day(t),
                    "police_outcome_notes": "Nothing more.",
                },
            ),
        ),
    ),
    "police-due": ("received", (("helen", "triage", lambda _t: no_harm(serious=["crime"])),)),
    "police-not-proposed": ("police-due", (("helen", "propose-no-police-report", _no_police),)),
    "police-not-reported": (
        "police-not-proposed",
        (("ada", "agree-no-police-report", _say(no_police_agreed=True)),),
    ),
    "tra-due": ("triage", (("helen", "record-leaving", leaving),)),
    "tra-proposed": ("tra-due", (("helen", "propose-tra-decision", tra),)),
    "tra-referred": ("tra-proposed", (("ada", "agree-tra-referral", _say(tra_agreed=True)),)),
    "tra-not-referred": (
        "tra-due",
        (
            (
                "helen",
                "propose-tra-decision",
                lambda t: tra(t, tra_serious="no", tra_decision="not-refer", tra_reasons=REASONS),
            ),
            ("ada", "agree-no-tra-referral", _say(tra_agreed=True)),
        ),
    ),
    "ico-assessing": ("received", (("helen", "triage", lambda _t: no_harm(breaches=["IM-1"])),)),
    "ico-reportable": (
        "ico-assessing",
        (
            ("helen", "bring-in-dpo", lambda t: {"data_officer": t.cast.dpo.id, "data_officer_why": "A data breach."}),
            ("dpo", "find-breach-reportable", lambda _t: {**BREACHED, "ico_consequences": "C", "ico_high_risk": "yes"}),
        ),
    ),
    "ico-notified": (
        "ico-reportable",
        (
            ("", "issue", _say()),
            ("dpo", "record-ico-report", lambda t: {"ico_reported_at": _past(t), "ico_reference": "IC-1"}),
            ("dpo", "tell-affected", lambda t: {"affected_told_at": _past(t), "affected_told_how": "By telephone."}),
        ),
    ),
    "ico-ended": (
        "ico-notified",
        (("dpo", "record-ico-reply", lambda t: {"ico_replied_on": _day(t), "ico_reply": "No further action."}),),
    ),
    "ico-not-reportable": (
        "ico-assessing",
        (
            ("helen", "bring-in-dpo", lambda t: {"data_officer": t.cast.dpo.id, "data_officer_why": "A data breach."}),
            (
                "dpo",
                "find-breach-not-reportable",
                lambda _t: (
                    {key: BREACHED[key] for key in ("ico_nature", "ico_people", "ico_measures")}
                    | {"ico_not_reasons": REASONS}
                ),
            ),
        ),
    ),
    "alternative-duties": ("triage", (("helen", "arrange-alternative", alternative),)),
    "suspended": ("triage", (("helen", "suspend", suspension),)),
    "suspension-ended": (
        "suspended",
        (
            (
                "helen",
                "ask-governing-body",
                lambda t: {"governor_acting": t.cast.governors[6].id, "governor_acting_why": "To end it, minute 4."},
            ),
            (
                "lifter",
                "lift-suspension",
                _lifted,
            ),
        ),
    ),
    "welfare-open": (
        "triage",
        (("helen", "tell-subject", _say(support_contact="Ada Price, 01632 960111", told_how="In a meeting.")),),
    ),
    "welfare-ended": ("welfare-open", (("helen", "end-welfare", _say(welfare_ended="They do not want it.")),)),
    "reporter-care-open": ("triage", (("helen", "protect-reporter", _say(protect_why="They work together.")),)),
    "reporter-care-ended": (
        "reporter-care-open",
        (
            ("helen", "check-on-reporter", _checked),
            (
                "helen",
                "end-reporter-care",
                _say(reporter_care_ended="declined", reporter_care_notes="She wants no more."),
            ),
        ),
    ),
    "disclosure-due": ("received", (("helen", "triage", lambda _t: no_harm(breaches=["WB-1"])),)),
    "protected": (
        "disclosure-due",
        (("helen", "find-disclosure-protected", _say(disclosure_adviser="Ada Price", disclosure_reasons="It is.")),),
    ),
    "not-protected": (
        "disclosure-due",
        (
            (
                "helen",
                "find-disclosure-not-protected",
                _say(disclosure_adviser="Ada Price", disclosure_reasons="It is not."),
            ),
        ),
    ),
    "grievance-beside": ("triage", (("helen", "go-on-beside-grievance", _grievance),)),
    "grievance-pauses": ("triage", (("helen", "wait-for-grievance", _grievance),)),
    "grievance-ended": (
        "grievance-pauses",
        (("helen", "end-grievance", lambda t: {"grievance_ended_on": _day(t), "grievance_outcome": "Not upheld."}),),
    ),
    "concluded": (
        "triage",
        (
            ("helen", "record-leaving", lambda t: leaving(t, leaving="died")),
            ("helen", "conclude-record", _say(concluded_summary="It was not established.")),
        ),
    ),
    "dbs-due": ("triage", (("helen", "record-leaving", leaving),)),
    "dbs-proposed": ("dbs-due", (("helen", "propose-dbs-decision", dbs),)),
    "dbs-referred": ("dbs-proposed", (("ada", "agree-dbs-referral", _say(dbs_agreed=True)),)),
    "dbs-not-referred": (
        "dbs-due",
        (
            (
                "helen",
                "propose-dbs-decision",
                lambda t: dbs(
                    t,
                    dbs_harm=["none"],
                    dbs_removed="no",
                    dbs_decision="not-refer",
                    dbs_reasons="We thought about it. " * 12,
                ),
            ),
            ("ada", "agree-no-dbs-referral", _say(dbs_agreed=True)),
        ),
    ),
    "escalation-due": ("received", (("helen", "triage", lambda _t: no_harm(serious=["gross"])),)),
    "escalated": ("escalation-due", (("helen", "escalate", _escalated),)),
    "escalation-noted": ("escalated", (("carol", "note-escalation", _answered),)),
    "closing-proposed": ("no-further-action", (("", "issue", _say()), ("helen", "propose-closing", closing))),
    "closing-sent-back": (
        "closing-proposed",
        (("ada", "send-back-closing", _say(closing_objection="Say more.")),),
    ),
    "closed": ("closing-proposed", (("", "issue", _say()), ("ada", "agree-closing", _say(closing_agreed=True)))),
    "closing-agreed": ("closed", ()),
    "reopened": (
        "closed",
        (("helen", "reopen", _say(reopen_ground="evidence", reopen_reasons="A new post.")),),
    ),
    "appeal-decided": (
        "appeal-set",
        (
            ("", "issue", _say()),
            ("", "forward", _say(days=11)),
            (
                "appeal_hearer",
                "decide-appeal",
                _say(no_interest=True, appeal_outcome="upheld", appeal_reasons="It was fair."),
            ),
        ),
    ),
}
