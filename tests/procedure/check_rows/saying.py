"""How the rows of checks say what a case is like. Each row: what was said before, and what is answered."""

from __future__ import annotations

from datetime import date, datetime

from lifecycle.facts import NOON

from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.terms import Earlier

Row = tuple[dict[str, object], dict[str, object]]
Rows = tuple[str, list[Row], list[Row]]


def on(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=LONDON)


def once(part: str, who: str) -> dict[str, object]:
    return {"was": {part: [who]}}


def proved(*codes: str, finding: str = "substantiated", **answers: object) -> dict[str, object]:
    """A case in which this was found of each of these breaches."""
    known = {f"a{number}": code for number, code in enumerate(codes, 1)}
    return {"codes": known, "answers": {"findings": dict.fromkeys(known, finding), **answers}}


APPEALED = {"happened": {"decide": on(2, 1), "decide-appeal": on(3, 1)}}


def held(part: str, who: str) -> dict[str, object]:
    return {"parts": {part: [who]}}


def within_routing(question: str) -> Rows:
    """A report that went past the headteacher stays with the governors; any other may go to a new headteacher."""
    head = {"holding": {"headteacher": ["nora"]}}
    past = (
        {"answers": {"about": "headteacher"}},
        {"answers": {"to_governors": "yes"}},
        {"posts": ["headteacher"]},
        {"past": True},
    )
    objects = [({**head, **how}, {question: "nora"}) for how in past]
    silent = [({**head, **how}, {question: "carol"}) for how in past]
    return question, objects, [*silent, (head, {question: "nora"}), ({**head, "posts": ["staff"]}, {question: "nora"})]


def apart(question: str, parts: tuple[str, ...], others: tuple[str, ...] = ()) -> Rows:
    """Whoever has, or had, one of these parts is refused; with the other parts, and with none, they are not."""
    many = question in ("hearers", "appeal_hearers")

    def named(one: str) -> dict[str, object]:
        return {question: [one, "grace"] if many else one}

    objects = [(how(part, "ian"), named("ian")) for part in parts for how in (held, once)]
    silent = [({}, named("ian")), (held(parts[0], "somebody"), named("ian"))]
    return question, objects, silent + [(held(part, "ian"), named("ian")) for part in others]


NEAR = (
    "case-manager",
    "covering-manager",
    "reporter",
    "also-reported",
    "subject",
    "witness",
    "conflicted",
    "investigator",
)
READS_APART = (*NEAR, "hearer", "appeal-hearer")
SAW = (
    *NEAR,
    "adviser",
    "safeguarding-lead",
    "second-reader",
    "tra-second-reader",
    "lado-second-reader",
    "police-second-reader",
    "grade-second-reader",
    "seal-keeper",
    "asked-to-keep-the-seal",
    "emergency-reader",
    "for-the-governing-body",
)
UNKNOWING = ("escalated-to", "told-of-delay", "data-officer", "panel-clerk", "proposed-to-let-in", "let-in")


def with_a_head_who_manages(row: Rows) -> Rows:
    """The headteacher who manages a case may hear it, and may not if they cover it or managed it in another post."""
    question, objects, silent = row
    named: dict[str, object] = {question: ["ian", "grace"]}
    head: dict[str, object] = {"holding": {"headteacher": ["ian"]}}
    chair: dict[str, object] = {"holding": {"chair": ["ian"]}}
    objects += [({**held("case-manager", "ian"), **chair}, named), ({**held("covering-manager", "ian"), **head}, named)]
    return question, objects, [*silent, ({**held("case-manager", "ian"), **head}, named)]


def known_first(question: str) -> Rows:
    """Nothing was done about a matter before the day of its report, or before the reporter found out."""
    reported, found_out = {"happened": {"report": on(2, 4)}}, {"answers": {"found_out": date(2027, 2, 2)}}
    objects = [(reported, {question: on(2, 3, 23)}), ({**reported, **found_out}, {question: on(2, 1)})]
    silent = [(reported, {question: on(2, 4, 0)}), ({**reported, **found_out}, {question: on(2, 2)})]
    return question, objects, [*silent, ({}, {question: on(2, 1)}), (reported, {question: on(3, 1)})]


def matter(*codes: str) -> Earlier:
    return Earlier("x", "CF-XXXXX-XXXXX", codes, date(2026, 9, 21), "Dealt with as a low-level concern")


PANEL = ["grace", "gareth", "gwen"]
FIRST, LONG = {"hearing_at": on(2, 8)}, " ".join(["word"] * 40)
SET, APPEAL_SET = {"set-hearing": NOON}, {"set-appeal-hearing": NOON}
MET = {"dbs_removed": "yes", "dbs_regulated": "yes", "dbs_harm": ["harm"]}
UNMET = [
    {**MET, "dbs_removed": "no"},
    {**MET, "dbs_regulated": "no"},
    {**MET, "dbs_harm": ["none"]},
]


def gone(leaving: str = "resigned", last_day: date = date(2027, 1, 10)) -> dict[str, object]:
    return {"answers": {"leaving": leaving, "last_day": last_day}}


def outcome(sanction: str, finding: str = "substantiated") -> dict[str, object]:
    return {"findings": {"a1": finding, "a2": "unfounded"}, "sanction": sanction}
