"""Every rule over answers objects when it should, to the question it is about, and is silent otherwise."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from lifecycle.facts import NOON, Facts, Who

from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.terms import Earlier
from caseflow.procedure import PROCEDURE
from caseflow.procedure.exceptions import EXCUSES

HELEN = Who("helen")
Row = tuple[dict[str, object], dict[str, object]]


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


def within_routing(question: str) -> tuple[str, list[Row], list[Row]]:
    """A report that went past the headteacher stays with the governors; any other may go to a new headteacher."""
    head = {"holding": {"headteacher": ["nora"]}}
    past = ({"answers": {"about": "headteacher"}}, {"answers": {"to_governors": "yes"}}, {"posts": ["headteacher"]})
    objects = [({**head, **how}, {question: "nora"}) for how in past]
    silent = [({**head, **how}, {question: "carol"}) for how in past]
    return question, objects, [*silent, (head, {question: "nora"}), ({**head, "posts": ["staff"]}, {question: "nora"})]


def apart(question: str, parts: tuple[str, ...], others: tuple[str, ...] = ()) -> tuple[str, list[Row], list[Row]]:
    """Whoever has, or had, one of these parts is refused; with the other parts, and with none, they are not."""
    many = question in ("hearers", "appeal_hearers")

    def named(one: str) -> dict[str, object]:
        return {question: [one, "grace"] if many else one}

    objects = [(how(part, "ian"), named("ian")) for part in parts for how in (held, once)]
    silent = [({}, named("ian")), (held(parts[0], "somebody"), named("ian"))]
    return question, objects, silent + [(held(part, "ian"), named("ian")) for part in others]


READS_APART = (
    "case-manager",
    "covering-manager",
    "reporter",
    "also-reported",
    "subject",
    "witness",
    "conflicted",
    "investigator",
    "hearer",
    "appeal-hearer",
)


SAW = (
    "case-manager",
    "covering-manager",
    "reporter",
    "also-reported",
    "subject",
    "witness",
    "conflicted",
    "investigator",
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


def with_a_head_who_manages(row: tuple[str, list[Row], list[Row]]) -> tuple[str, list[Row], list[Row]]:
    """The headteacher who manages a case may hear it, and may not if they cover it or managed it in another post."""
    question, objects, silent = row
    named: dict[str, object] = {question: ["ian", "grace"]}
    head: dict[str, object] = {"holding": {"headteacher": ["ian"]}}
    chair: dict[str, object] = {"holding": {"chair": ["ian"]}}
    objects += [({**held("case-manager", "ian"), **chair}, named), ({**held("covering-manager", "ian"), **head}, named)]
    return question, objects, [*silent, ({**held("case-manager", "ian"), **head}, named)]


def known_first(question: str) -> tuple[str, list[Row], list[Row]]:
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


# For each check: the question it is about, what makes it object, and what leaves it silent.
TABLE: dict[str, tuple[str, list[Row], list[Row]]] = {
    "investigator-kept-apart": apart(
        "investigator",
        ("case-manager", "covering-manager", "reporter", "also-reported", "subject", "witness", "conflicted", "hearer"),
        ("adviser",),
    ),
    "line-manager-kept-apart": (
        "investigator",
        [
            ({}, {"investigator": "ian", "line_manager": "ian"}),
            (held("line-manager", "ian"), {"investigator": "ian", "line_manager": None}),
        ],
        [({}, {"investigator": "ian", "line_manager": "ada"}), (held("line-manager", "ada"), {"investigator": "ian"})],
    ),
    "second-reader-kept-apart": apart(
        "second_reader",
        (
            "case-manager",
            "covering-manager",
            "reporter",
            "also-reported",
            "subject",
            "witness",
            "conflicted",
            "investigator",
        ),
        ("adviser", "second-reader"),
    ),
    # Whoever has read the file may not sit: a panel comes to the case fresh. The headteacher may hear what they manage.
    "hearers-kept-apart": with_a_head_who_manages(apart("hearers", (*SAW, "appeal-hearer"), UNKNOWING)),
    "appeal-hearers-kept-apart": apart("appeal_hearers", (*SAW, "hearer"), UNKNOWING),
    "new-manager-kept-apart": apart(
        "new_manager",
        ("reporter", "also-reported", "subject", "witness", "conflicted", "investigator", "hearer", "appeal-hearer"),
        ("escalated-to",),
    ),
    "covering-manager-kept-apart": apart(
        "covering_manager",
        (
            "reporter",
            "also-reported",
            "subject",
            "witness",
            "conflicted",
            "investigator",
            "hearer",
            "appeal-hearer",
            "second-reader",
            "tra-second-reader",
            "police-second-reader",
            "lado-second-reader",
            "grade-second-reader",
            "seal-keeper",
            "for-the-governing-body",
        ),
        ("escalated-to", "panel-clerk", "covering-manager"),
    ),
    "somebody-else-covers": (
        "covering_manager",
        [(held("case-manager", "helen"), {"covering_manager": "helen"})],
        [
            (held("case-manager", "helen"), {"covering_manager": "carol"}),
            (once("case-manager", "carol"), {"covering_manager": "carol"}),
        ],
    ),
    "cover-ends": (
        "cover_until",
        [
            ({}, {"cover_from": date(2027, 2, 15), "cover_until": date(2027, 2, 14)}),
            ({}, {"cover_from": date(2027, 2, 15), "cover_until": date(2027, 3, 29)}),
            ({"settings": {"cover.days": 5}}, {"cover_from": date(2027, 2, 15), "cover_until": date(2027, 2, 20)}),
        ],
        [
            ({}, {"cover_from": date(2027, 2, 15), "cover_until": date(2027, 2, 15)}),
            ({}, {"cover_from": date(2027, 2, 15), "cover_until": date(2027, 3, 28)}),
            ({"settings": {"cover.days": 5}}, {"cover_from": date(2027, 2, 15), "cover_until": date(2027, 2, 19)}),
        ],
    ),
    "adviser-kept-apart": apart("adviser", ("subject", "conflicted", "hearer", "appeal-hearer")),
    "safeguarding-lead-kept-apart": apart("safeguarding_lead", ("subject", "conflicted", "hearer", "appeal-hearer")),
    "panel-clerk-kept-apart": apart("panel_clerk", ("subject", "conflicted", "hearer", "appeal-hearer")),
    "escalate-to-kept-apart": apart(
        "escalate_to",
        ("case-manager", "covering-manager", "subject", "reporter", "also-reported", "witness", "conflicted"),
        ("escalated-to",),
    ),
    "data-officer-kept-apart": apart("data_officer", ("subject", "conflicted", "hearer", "appeal-hearer")),
    "tra-reader-kept-apart": apart("tra_reader", READS_APART, ("adviser", "second-reader")),
    "grade-reader-kept-apart": apart("grade_reader", READS_APART, ("adviser", "second-reader")),
    "seal-keeper-kept-apart": apart("seal_keeper", READS_APART, ("adviser", "second-reader")),
    "new-keeper-kept-apart": apart("new_keeper", READS_APART, ("adviser", "seal-keeper")),
    "new-manager-within-routing": within_routing("new_manager"),
    "covering-manager-within-routing": within_routing("covering_manager"),
    "let-in-as-proposed": (
        "let_in",
        [
            ({}, {"let_in": ["ada"]}),
            (held("proposed-to-let-in", "ada"), {"let_in": ["ada", "carol"]}),
            ({"was": {"proposed-to-let-in": ["ada"]}}, {"let_in": ["ada"]}),
        ],
        [(held("proposed-to-let-in", "ada"), {"let_in": ["ada"]})],
    ),
    "lado-reader-kept-apart": apart("lado_reader", READS_APART, ("adviser", "second-reader")),
    "police-reader-kept-apart": apart("police_reader", READS_APART, ("adviser", "second-reader")),
    "governor-acting-kept-apart": apart(
        "governor_acting",
        (
            "case-manager",
            "covering-manager",
            "reporter",
            "also-reported",
            "subject",
            "witness",
            "conflicted",
            "hearer",
            "appeal-hearer",
        ),
        ("escalated-to",),
    ),
    "somebody-else-takes-over": (
        "new_manager",
        [({}, {"new_manager": "helen"}), (held("case-manager", "helen"), {"new_manager": "helen"})],
        [({}, {"new_manager": "carol"})],
    ),
    "notice-of-hearing": (
        "hearing_at",
        [
            ({}, {"hearing_at": on(1, 28, 23)}),
            ({}, {"hearing_at": on(1, 16)}),
            ({"settings": {"hearing.notice_working_days": 15}}, {"hearing_at": on(2, 4)}),
            # Good Friday and Easter Monday are not working days.
            ({"now": on(3, 22)}, {"hearing_at": on(4, 5)}),
        ],
        [
            ({}, {"hearing_at": on(1, 29, 0)}),
            ({}, {"hearing_at": on(6, 1)}),
            ({"settings": {"hearing.notice_working_days": 15}}, {"hearing_at": on(2, 5)}),
            ({"now": on(3, 22)}, {"hearing_at": on(4, 7)}),
        ],
    ),
    "panel-may-dismiss": (
        "hearers",
        [
            ({}, {"worst_outcome": "dismissal", "hearers": PANEL[:2]}),
            ({"settings": {"hearing.panel_size": 5}}, {"worst_outcome": "dismissal", "hearers": PANEL}),
            (held("case-manager", "grace"), {"worst_outcome": "dismissal", "hearers": PANEL}),
            (once("case-manager", "grace"), {"worst_outcome": "dismissal", "hearers": PANEL}),
        ],
        [
            ({}, {"worst_outcome": "dismissal", "hearers": PANEL}),
            ({}, {"worst_outcome": "final-warning", "hearers": PANEL[:1]}),
            (held("case-manager", "helen"), {"worst_outcome": "first-warning", "hearers": ["helen"]}),
        ],
    ),
    "postponed-within-limit": (
        "postponed_longer_reason postponed_to",
        [
            ({"answers": FIRST}, {"postponed_to": on(2, 16)}),
            ({"answers": FIRST}, {"postponed_to": on(2, 8)}),
            ({"answers": FIRST}, {"postponed_to": on(2, 1)}),
            (
                {"answers": {**FIRST, "postponed_to": on(2, 10)}, "happened": {**SET, "postpone-hearing": on(2, 1)}},
                {"postponed_to": on(2, 11)},
            ),
            # The second time it moves on from the new day, not from the first.
            (
                {"answers": {**FIRST, "postponed_to": on(2, 12)}, "happened": {**SET, "postpone-hearing": on(2, 1)}},
                {"postponed_to": on(2, 9), "postponed_longer_reason": "Ill."},
            ),
        ],
        [
            ({}, {"postponed_to": on(2, 8)}),
            ({"answers": FIRST}, {"postponed_to": on(2, 15)}),
            ({"answers": FIRST}, {"postponed_to": on(3, 15), "postponed_longer_reason": "Ill."}),
            (
                {"answers": {**FIRST, "postponed_to": on(2, 10)}, "happened": {**SET, "postpone-hearing": on(2, 1)}},
                {"postponed_to": on(2, 11), "postponed_longer_reason": "Ill."},
            ),
            # A hearing arranged anew, after the case was reopened, has not been postponed yet.
            (
                {
                    "answers": {**FIRST, "postponed_to": on(1, 4)},
                    "happened": {"postpone-hearing": on(1, 1), "set-hearing": NOON},
                },
                {"postponed_to": on(2, 15)},
            ),
        ],
    ),
    "extension-moves-on": (
        "investigation_due",
        [({}, {"investigation_due": date(2027, 1, 15)}), ({}, {"investigation_due": date(2027, 1, 14)})],
        [({}, {"investigation_due": date(2027, 1, 16)})],
    ),
    "sanction-fits-findings": (
        "sanction",
        [({}, outcome(sanction, "unsubstantiated")) for sanction in ("first-warning", "final-warning", "dismissal")]
        + [({}, outcome("would-have-been-dismissed")), (gone(), outcome("dismissal"))]
        + [(gone(last_day=date(2027, 1, 15)), outcome("first-warning"))]
        + [(gone(last_day=date(2027, 2, 15)), outcome("would-have-been-dismissed"))]
        # Moved to work without children is still employed.
        + [(gone(how), outcome("would-have-been-dismissed")) for how in ("moved", "removed")],
        [({}, outcome(sanction)) for sanction in ("first-warning", "dismissal", "none", "management-advice")]
        + [({}, outcome("none", "unfounded")), ({}, outcome("management-advice", "false"))]
        + [(gone(how), outcome("would-have-been-dismissed")) for how in ("resigned", "retired", "contract-ended")]
        + [(gone(how), outcome("dismissal")) for how in ("moved", "removed")]
        + [(gone(last_day=date(2027, 2, 15)), outcome("dismissal"))],
    ),
    "dismissal-by-panel": (
        "sanction",
        [
            ({}, outcome("dismissal")),
            ({"answers": {"worst_outcome": "final-warning"}}, outcome("would-have-been-dismissed")),
        ],
        [({"answers": {"worst_outcome": "dismissal"}}, outcome("dismissal")), ({}, outcome("final-warning"))],
    ),
    "malice-is-shown": (
        "malice",
        [({}, {"findings": {"a1": "malicious"}}), ({}, {"findings": {"a1": "false", "a2": "malicious"}})],
        [({}, {"findings": {"a1": "false"}}), ({}, {"findings": {"a1": "malicious"}, "malice": "He said so."})],
    ),
    "appeal-in-time": (
        "appeal_late_reason",
        [
            ({"happened": {"decide": on(2, 12)}}, {"appeal_received": date(2027, 3, 1)}),
            (
                {"happened": {"decide": on(2, 12)}, "settings": {"appeal.working_days": 5}},
                {"appeal_received": date(2027, 2, 22)},
            ),
        ],
        [
            ({}, {"appeal_received": date(2027, 3, 1)}),
            ({"happened": {"decide": on(2, 12)}}, {"appeal_received": date(2027, 2, 26)}),
            (
                {"happened": {"decide": on(2, 12)}},
                {"appeal_received": date(2027, 3, 1), "appeal_late_reason": "Post."},
            ),
        ],
    ),
    "suspended-at-not-too-early": known_first("suspended_at"),
    "police-at-not-too-early": known_first("police_at"),
    "police-contact-at-not-too-early": known_first("police_contact_at"),
    "released-at-not-too-early": (
        "released_at",
        [({"answers": {"charged_on": date(2027, 2, 24)}}, {"released_at": on(2, 23)})],
        [({"answers": {"charged_on": date(2027, 2, 24)}}, {"released_at": on(2, 24)}), ({}, {"released_at": on(2, 1)})],
    ),
    "before-trial-hr-at-not-too-early": (
        "before_trial_hr_at",
        [({"answers": {"charged_on": date(2027, 2, 24)}}, {"before_trial_hr_at": on(2, 23)})],
        [({"answers": {"charged_on": date(2027, 2, 24)}}, {"before_trial_hr_at": on(2, 24)})],
    ),
    "reasons-before-a-trial": (
        "before_trial_reasons",
        [
            ({}, {"before_trial_reasons": "It cannot wait."}),
            ({"settings": {"trial.reasons_words": 60}}, {"before_trial_reasons": "word " * 59}),
        ],
        [({}, {"before_trial_reasons": "word " * 40})],
    ),
    "lifted-from-not-too-early": (
        "lifted_from",
        [({"answers": {"suspended_at": on(2, 4)}}, {"lifted_from": date(2027, 2, 3)})],
        [({}, {"lifted_from": date(2027, 2, 3)})]
        + [({"answers": {"suspended_at": on(2, 4)}}, {"lifted_from": date(2027, 2, day)}) for day in (4, 8)],
    ),
    "dismissal-date-not-too-early": (
        "dismissal_date",
        [({"answers": {"heard_at": on(2, 12)}}, {"dismissal_date": date(2027, 2, 11)})],
        [
            ({}, {"dismissal_date": date(2027, 2, 11)}),
            ({"answers": {"heard_at": on(2, 12)}}, {}),
            ({"answers": {"heard_at": on(2, 12)}}, {"dismissal_date": date(2027, 2, 12)}),
        ],
    ),
    "appeal-received-not-too-early": (
        "appeal_received",
        [({"answers": {"heard_at": on(2, 12)}}, {"appeal_received": date(2027, 2, 11)})],
        [
            ({}, {"appeal_received": date(2027, 2, 11)}),
            ({"answers": {"heard_at": on(2, 12)}}, {"appeal_received": date(2027, 2, 12)}),
        ],
    ),
    "appeal-panel-no-smaller": (
        "appeal_hearers",
        [({"answers": {"hearers": PANEL}}, {"appeal_hearers": ["gita", "gail"]})],
        [
            ({"answers": {"hearers": PANEL}}, {"appeal_hearers": ["gita", "gail", "gordon"]}),
            ({"answers": {"hearers": ["helen"]}}, {"appeal_hearers": ["gita"]}),
            ({"answers": {"hearers": PANEL}, "was": {"conflicted": PANEL[:1]}}, {"appeal_hearers": ["gita", "gail"]}),
        ],
    ),
    "appeal-postponed-within-limit": (
        "appeal_at appeal_postponed_longer_reason",
        [
            ({"answers": {"appeal_at": on(2, 8)}}, {"appeal_at": on(2, 16)}),
            ({"answers": {"appeal_at": on(2, 8)}}, {"appeal_at": on(2, 8)}),
            ({"answers": {"appeal_at": on(2, 8)}}, {"appeal_at": on(2, 1), "appeal_postponed_longer_reason": "Ill."}),
            (
                {"answers": {"appeal_at": on(2, 8)}, "happened": {**APPEAL_SET, "postpone-appeal-hearing": on(2, 1)}},
                {"appeal_at": on(2, 9)},
            ),
        ],
        [
            ({}, {"appeal_at": on(2, 8)}),
            ({"answers": {"appeal_at": on(2, 8)}}, {"appeal_at": on(2, 15)}),
            ({"answers": {"appeal_at": on(2, 8)}}, {"appeal_at": on(3, 15), "appeal_postponed_longer_reason": "Ill."}),
            (
                {"answers": {"appeal_at": on(2, 8)}, "happened": {**APPEAL_SET, "postpone-appeal-hearing": on(2, 1)}},
                {"appeal_at": on(2, 9), "appeal_postponed_longer_reason": "Ill."},
            ),
            # An appeal arranged anew, after the case was reopened, has not been postponed yet.
            (
                {"answers": {"appeal_at": on(2, 8)}, "happened": {**APPEAL_SET, "postpone-appeal-hearing": on(1, 4)}},
                {"appeal_at": on(2, 9)},
            ),
        ],
    ),
    "hearers-change": (
        "hearers",
        [({"parts": {"hearer": PANEL}}, {"hearers": [*reversed(PANEL)]})],
        [
            ({"parts": {"hearer": PANEL}}, {"hearers": [*PANEL[:2], "gita"]}),
            ({"was": {"hearer": PANEL}}, {"hearers": PANEL}),
        ],
    ),
    "appeal-hearers-change": (
        "appeal_hearers",
        [({"parts": {"appeal-hearer": PANEL}}, {"appeal_hearers": PANEL})],
        [({"parts": {"appeal-hearer": PANEL}}, {"appeal_hearers": [*PANEL[:2], "gita"]})],
    ),
    "new-panel-may-dismiss": (
        "hearers",
        [
            ({"answers": {"worst_outcome": "dismissal"}}, {"hearers": PANEL[:2]}),
            ({"answers": {"worst_outcome": "dismissal"}, **held("case-manager", "grace")}, {"hearers": PANEL}),
        ],
        [
            ({"answers": {"worst_outcome": "dismissal"}}, {"hearers": PANEL}),
            ({"answers": {"worst_outcome": "final-warning"}}, {"hearers": PANEL[:1]}),
        ],
    ),
    "escalation-words-for-a-question": (
        "escalation_words",
        [
            ({}, {"escalation_answer": "question", "escalation_interest": "no"}),
            ({}, {"escalation_answer": "meeting", "escalation_interest": "no"}),
            ({}, {"escalation_answer": "noted", "escalation_interest": "yes"}),
        ],
        [
            ({}, {"escalation_answer": "noted", "escalation_interest": "no"}),
            ({}, {"escalation_answer": "question", "escalation_interest": "no", "escalation_words": "By when?"}),
        ],
    ),
    "bundle-numbers-known": (
        "bundle_evidence bundle_left_out",
        [
            ({"evidence": [1, 3]}, {"bundle_evidence": "1, 2"}),
            ({"evidence": [1, 3]}, {"bundle_evidence": "the photograph"}),
            ({"entries": [4]}, {"bundle_left_out": "5"}),
        ],
        [
            ({}, {}),
            ({"evidence": [1, 3], "entries": [4]}, {"bundle_evidence": "E1 and E3", "bundle_left_out": "4"}),
        ],
    ),
    "bundle-left-out-for-a-reason": (
        "bundle_left_out_why",
        [({}, {"bundle_left_out": "4"})],
        [({}, {}), ({}, {"bundle_left_out": "4", "bundle_left_out_why": "A pupil said it."})],
    ),
    "appeal-does-not-worsen": (
        "appeal_sanction",
        [
            ({"answers": {"sanction": "final-warning"}}, {"appeal_outcome": "reduced", "appeal_sanction": worse})
            for worse in ("final-warning", "dismissal", "would-have-been-dismissed")
        ]
        + [({"answers": {"sanction": "final-warning"}}, {"appeal_outcome": "reduced"})]
        + [({}, {"appeal_outcome": "reduced", "appeal_sanction": "none"})],
        [
            ({"answers": {"sanction": "final-warning"}}, {"appeal_outcome": "reduced", "appeal_sanction": less})
            for less in ("first-warning", "management-advice", "none")
        ]
        + [({"answers": {"sanction": "dismissal"}}, {"appeal_outcome": said}) for said in ("upheld", "overturned")],
    ),
    "interview-after-opening": (
        "interview_at",
        [({"happened": {"open-investigation": on(2, 1, 10)}}, {"interview_at": on(2, 1, 9)})],
        [
            ({"happened": {"open-investigation": on(2, 1, 10)}}, {"interview_at": on(2, 1, 10)}),
            ({}, {"interview_at": on(2, 1, 9)}),
        ],
    ),
    "reinstatement-is-said": (
        "reinstatement",
        [
            ({"answers": {"sanction": "dismissal"}}, {"appeal_outcome": "overturned"}),
            ({"answers": {"sanction": "dismissal"}}, {"appeal_outcome": "reduced", "reinstatement": ""}),
        ],
        [
            ({"answers": {"sanction": "dismissal"}}, {"appeal_outcome": "upheld"}),
            ({"answers": {"sanction": "dismissal"}}, {"appeal_outcome": "reduced", "reinstatement": "On Monday."}),
            ({"answers": {"sanction": "final-warning"}}, {"appeal_outcome": "overturned"}),
        ],
    ),
    "reasons-not-to-refer": (
        "dbs_reasons",
        [
            ({}, {"dbs_decision": "not-refer", "dbs_reasons": LONG[5:]}),
            ({"settings": {"dbs.reasons_words": 60}}, {"dbs_decision": "not-refer", "dbs_reasons": LONG}),
        ],
        [({}, {"dbs_decision": "not-refer", "dbs_reasons": LONG}), ({}, {"dbs_decision": "refer", "dbs_reasons": "R"})],
    ),
    "both-limbs-make-a-duty": (
        "dbs_decision",
        [({}, {**MET, "dbs_decision": "not-refer"})] + [({}, {**one, "dbs_decision": "refer"}) for one in UNMET],
        [({}, {**MET, "dbs_decision": "refer"})] + [({}, {**one, "dbs_decision": "not-refer"}) for one in UNMET],
    ),
    "exception-has-reasons": (
        " ".join(one.reasons.key for one in EXCUSES),
        [({}, {one.fact.key: said}) for one in EXCUSES for said in (one.excused_by, "unsure")]
        + [({}, {one.fact.key: "unsure", one.reasons.key: ""}) for one in EXCUSES],
        [({}, {one.fact.key: "no" if one.excused_by == "yes" else "yes"}) for one in EXCUSES]
        + [({}, {one.fact.key: one.excused_by, one.reasons.key: "It is shown."}) for one in EXCUSES]
        + [({}, {})],
    ),
    "tra-answers-agree": (
        "tra_decision",
        [({}, {"tra_ceased": "yes", "tra_serious": said, "tra_decision": "refer"}) for said in ("no", "unsure")]
        + [({}, {"tra_ceased": "no", "tra_serious": "yes", "tra_decision": "refer"})],
        [
            ({}, {"tra_ceased": "yes", "tra_serious": "yes", "tra_decision": "refer"}),
            ({}, {"tra_ceased": "yes", "tra_serious": "yes", "tra_decision": "not-refer"}),
            ({}, {"tra_ceased": "no", "tra_serious": "no", "tra_decision": "not-refer"}),
        ],
    ),
    "tra-reasons-suffice": (
        "tra_reasons",
        [
            ({}, {"tra_decision": "not-refer", "tra_reasons": LONG[5:]}),
            ({"settings": {"tra.reasons_words": 60}}, {"tra_decision": "not-refer", "tra_reasons": LONG}),
        ],
        [({}, {"tra_decision": "not-refer", "tra_reasons": LONG}), ({}, {"tra_decision": "refer", "tra_reasons": "R"})],
    ),
    "no-police-reasons-suffice": (
        "no_police_reasons",
        [({}, {"no_police_reasons": LONG[5:]})],
        [({}, {"no_police_reasons": LONG})],
    ),
    "no-lado-reasons-suffice": (
        "no_lado_reasons",
        [({}, {"no_lado_reasons": LONG[5:]})],
        [({}, {"no_lado_reasons": LONG})],
    ),
    "lower-reasons-suffice": (
        "lower_reasons",
        [
            ({}, {"lower_reasons": " ".join(["word"] * 19)}),
            ({"settings": {"grade.reasons_words": 40}}, {"lower_reasons": LONG[5:]}),
        ],
        [({}, {"lower_reasons": " ".join(["word"] * 20)})],
    ),
    "ico-not-reasons-suffice": (
        "ico_not_reasons",
        [({}, {"ico_not_reasons": LONG[5:]})],
        [({}, {"ico_not_reasons": LONG})],
    ),
    "two-alternatives": (
        "alternatives",
        [({}, {"alternatives": ["redeploy"]})],
        [({}, {"alternatives": ["redeploy", "site"]})],
    ),
    "governors-suspend-the-head": (
        "suspended_by suspension_minute",
        [
            ({"posts": ("headteacher", "staff")}, {"suspended_by": "headteacher"}),
            ({"answers": {"about": "headteacher"}}, {"suspended_by": "headteacher"}),
            ({}, {"suspended_by": "governing-body"}),
        ],
        [
            ({"posts": ("staff",)}, {"suspended_by": "headteacher"}),
            ({"posts": ("headteacher",)}, {"suspended_by": "governing-body", "suspension_minute": "Minute 3"}),
        ],
    ),
    "notice-of-meeting": (
        "meeting_at",
        [
            ({}, {"meeting_at": on(1, 18)}),
            ({"settings": {"investigation.notice_working_days": 5}}, {"meeting_at": on(1, 21)}),
        ],
        [
            ({}, {"meeting_at": on(1, 19, 0)}),
            ({"settings": {"investigation.notice_working_days": 5}}, {"meeting_at": on(1, 22)}),
        ],
    ),
    "reference-is-safe": (
        "reference_matters",
        [
            # Proved, but the threshold was not met, or not surely: nothing of it is said.
            (proved("SC-1"), {"reference_matters": ["SC-1"]}),
            (proved("SC-1", harm_risk="unsure"), {"reference_matters": ["SC-1"]}),
            (proved("SC-1", harm_risk="yes", lado_threshold="no"), {"reference_matters": ["SC-1"]}),
            # The threshold was met, but this was not proved, or no longer stands.
            *(
                (proved("SC-1", finding=finding, lado_threshold="yes"), {"reference_matters": ["SC-1"]})
                for finding in ("malicious", "false", "unsubstantiated", "unfounded")
            ),
            (proved("SC-1", lado_threshold="yes"), {"reference_matters": ["SC-1", "WT-1"]}),
            (
                {**proved("SC-1", lado_threshold="yes", appeal_outcome="overturned"), **APPEALED},
                {"reference_matters": ["SC-1"]},
            ),
            (proved("WT-1", lado_threshold="yes"), {"reference_matters": ["WT-1"]}),
        ],
        [
            ({}, {"reference_matters": ["none"]}),
            (proved("SC-1", lado_threshold="yes"), {"reference_matters": ["none"]}),
            (proved("SC-1", "WT-1", lado_threshold="yes"), {"reference_matters": ["SC-1"]}),
            (
                {**proved("SC-1", harm_risk="yes", lado_threshold="later", appeal_outcome="reduced"), **APPEALED},
                {"reference_matters": ["SC-1"]},
            ),
        ],
    ),
    "review-comes-soon": (
        "suspension_review",
        [
            ({}, {"suspension_review": date(2027, 2, 13)}),
            ({"settings": {"suspension.review_working_days": 5}}, {"suspension_review": date(2027, 1, 25)}),
        ],
        [
            ({}, {"suspension_review": date(2027, 2, 12)}),
            ({"settings": {"suspension.review_working_days": 5}}, {"suspension_review": date(2027, 1, 22)}),
        ],
    ),
    "pattern-is-answered": (
        "pattern_reason",
        [
            ({"codes": {"a1": "WT-1"}, "matters": (matter("WT-1"), matter("WT-1"))}, {}),
            ({"codes": {"a1": "WT-1"}, "matters": (matter("WT-1"), matter("WT-2", "CF-1"))}, {"pattern_reason": ""}),
            (
                {"codes": {"a1": "AB-1"}, "matters": (matter("AB-1"),), "settings": {"pattern.count": 1}},
                {"why_enough": "It is."},
            ),
        ],
        [
            ({}, {}),
            ({"codes": {"a1": "WT-1"}}, {}),
            ({"codes": {"a1": "WT-1"}, "matters": (matter("WT-1"),)}, {}),
            ({"codes": {"a1": "WT-1"}, "matters": (matter("WT-1"), matter("CF-1"), matter("SC-1"))}, {}),
            ({"codes": {"a1": "WT-1"}, "matters": (matter("WT-1"),) * 2}, {"pattern_reason": "They were long ago."}),
            (
                {"codes": {"a1": "WT-1"}, "matters": (matter("WT-1"),) * 2, "settings": {"pattern.count": 3}},
                {},
            ),
        ],
    ),
    "retention-fits": (
        "retention",
        [
            ({"answers": {"image_gate": "yes"}}, {"retention": "allegation"}),
            ({"answers": {"image_gate": "unsure"}}, {"retention": "allegation"}),
            ({}, {"retention": "allegation", "sexual_abuse": "yes"}),
            ({}, {"retention": "off-file", "sexual_abuse": "unsure"}),
            ({"states": {"main": "low-level"}}, {"retention": "low-level", "sexual_abuse": "yes"}),
            ({"answers": {"breaches": ["IL-1"]}}, {"retention": "off-file"}),
            ({"answers": {"findings": {"a1": "false", "a2": "unfounded"}}}, {"retention": "off-file"}),
            ({}, {"retention": "off-file"}),
            ({"states": {"main": "outcome"}}, {"retention": "low-level"}),
        ],
        [
            ({}, {"retention": "allegation"}),
            ({}, {"retention": "hold", "sexual_abuse": "unsure"}),
            ({"answers": {"sexual_abuse": "yes"}}, {"retention": "allegation", "sexual_abuse": "no"}),
            ({"answers": {"image_gate": "yes"}}, {"retention": "hold"}),
            ({"answers": {"findings": {"a1": "false", "a2": "malicious"}}}, {"retention": "off-file"}),
            ({"states": {"main": "low-level"}}, {"retention": "low-level"}),
        ],
    ),
    "no-lesson-stands-alone": (
        "lesson_kinds",
        [({}, {"lesson_kinds": ["none", "training"]})],
        [({}, {"lesson_kinds": ["none"]}), ({}, {"lesson_kinds": ["training", "induction"]})],
    ),
    "late-appeal-has-a-sanction": (
        "reopen_ground",
        [
            ({}, {"reopen_ground": "late-appeal"}),
            ({**APPEALED, "answers": {"sanction": "dismissal"}}, {"reopen_ground": "late-appeal"}),
        ],
        [
            ({}, {"reopen_ground": "evidence"}),
            (
                {"answers": {"sanction": "first-warning"}, "happened": {"decide": on(2, 1)}},
                {"reopen_ground": "late-appeal"},
            ),
        ],
    ),
    "none-stands-alone": (
        "dbs_harm",
        [({}, {"dbs_harm": ["harm", "none"]})],
        [({}, {"dbs_harm": ["none"]}), ({}, {"dbs_harm": ["harm", "conduct"]})],
    ),
    "corrects-an-entry": (
        "note_corrects",
        [({}, {"note_corrects": 1}), ({"entries": (1, 3)}, {"note_corrects": 2})],
        [({}, {}), ({"entries": (1, 3)}, {"note_corrects": 3})],
    ),
}

CHECKS = {check.key: check for one in PROCEDURE.transitions for check in one.checks}
ROWS = [(key, *row) for key, (_, objects, _) in TABLE.items() for row in objects]
SILENT = [(key, *row) for key, (_, _, silent) in TABLE.items() for row in silent]


def test_every_check_of_the_procedure_has_rows_of_both_kinds():
    assert set(TABLE) == set(CHECKS)
    assert all(objects and silent for _, objects, silent in TABLE.values())


@pytest.mark.parametrize(("key", "said", "answers"), ROWS)
def test_a_check_objects_to_the_question_it_is_about(key, said, answers):
    objection = CHECKS[key].test(Facts(**said), HELEN, answers)
    assert objection is not None
    assert objection.question in TABLE[key][0].split()
    assert objection.words.endswith(".")


@pytest.mark.parametrize(("key", "said", "answers"), SILENT)
def test_a_check_is_silent_where_nothing_is_wrong(key, said, answers):
    assert CHECKS[key].test(Facts(**said), HELEN, answers) is None


def test_every_check_is_about_a_question_that_is_asked_where_it_hangs():
    for transition in PROCEDURE.transitions:
        asked = {question.key for question in transition.asks}
        for check in transition.checks:
            assert set(TABLE[check.key][0].split()) <= asked


def test_the_days_of_the_law_are_counted_from_the_first_day_arranged():
    facts = Facts(answers=FIRST, happened=SET)
    words = CHECKS["postponed-within-limit"].test(facts, HELEN, {"postponed_to": on(2, 8) + timedelta(days=30)}).words
    assert "15 February 2027" in words
