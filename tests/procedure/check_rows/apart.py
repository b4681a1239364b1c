"""Who must be kept apart from a case, or from a part of it, and who takes over."""

from __future__ import annotations

from datetime import date

from procedure.check_rows.saying import (
    NEAR,
    READS_APART,
    SAW,
    UNKNOWING,
    Rows,
    apart,
    held,
    once,
    with_a_head_who_manages,
    within_routing,
)

ROWS: dict[str, Rows] = {
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
    "second-reader-kept-apart": apart("second_reader", NEAR, ("adviser", "second-reader")),
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
}
