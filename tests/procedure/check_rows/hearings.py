"""What is arranged, heard and decided in hearings and appeals."""

from __future__ import annotations

from datetime import date

from lifecycle.facts import NOON
from procedure.check_rows.saying import APPEAL_SET, APPEALED, FIRST, PANEL, SET, Rows, gone, held, on, once, outcome

ROWS: dict[str, Rows] = {
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
    "hearers-change": (
        "hearers",
        [({"parts": {"hearer": PANEL}}, {"hearers": [*reversed(PANEL)]})],
        [
            ({"parts": {"hearer": PANEL}}, {"hearers": [*PANEL[:2], "gita"]}),
            ({"was": {"hearer": PANEL}}, {"hearers": PANEL}),
        ],
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
    "dismissal-date-not-too-early": (
        "dismissal_date",
        [({"answers": {"heard_at": on(2, 12)}}, {"dismissal_date": date(2027, 2, 11)})],
        [
            ({}, {"dismissal_date": date(2027, 2, 11)}),
            ({"answers": {"heard_at": on(2, 12)}}, {}),
            ({"answers": {"heard_at": on(2, 12)}}, {"dismissal_date": date(2027, 2, 12)}),
        ],
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
    "appeal-hearers-change": (
        "appeal_hearers",
        [({"parts": {"appeal-hearer": PANEL}}, {"appeal_hearers": PANEL})],
        [({"parts": {"appeal-hearer": PANEL}}, {"appeal_hearers": [*PANEL[:2], "gita"]})],
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
}
