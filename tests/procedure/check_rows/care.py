"""What else is judged on the way: severity, suspension, exceptions, reviews, and what is kept."""

from __future__ import annotations

from datetime import date

from procedure.check_rows.saying import LONG, Rows, known_first, matter, on

from caseflow.procedure.exceptions import EXCUSES

ROWS: dict[str, Rows] = {
    "extension-moves-on": (
        "investigation_due",
        [({}, {"investigation_due": date(2027, 1, 15)}), ({}, {"investigation_due": date(2027, 1, 14)})],
        [({}, {"investigation_due": date(2027, 1, 16)})],
    ),
    "suspended-at-not-too-early": known_first("suspended_at"),
    "lifted-from-not-too-early": (
        "lifted_from",
        [({"answers": {"suspended_at": on(2, 4)}}, {"lifted_from": date(2027, 2, 3)})],
        [({}, {"lifted_from": date(2027, 2, 3)})]
        + [({"answers": {"suspended_at": on(2, 4)}}, {"lifted_from": date(2027, 2, day)}) for day in (4, 8)],
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
    "interview-after-opening": (
        "interview_at",
        [({"happened": {"open-investigation": on(2, 1, 10)}}, {"interview_at": on(2, 1, 9)})],
        [
            ({"happened": {"open-investigation": on(2, 1, 10)}}, {"interview_at": on(2, 1, 10)}),
            ({}, {"interview_at": on(2, 1, 9)}),
        ],
    ),
    "exception-has-reasons": (
        " ".join(one.reasons.key for one in EXCUSES),
        [({}, {one.fact.key: said}) for one in EXCUSES for said in (one.excused_by, "unsure")]
        + [({}, {one.fact.key: "unsure", one.reasons.key: ""}) for one in EXCUSES],
        [({}, {one.fact.key: "no" if one.excused_by == "yes" else "yes"}) for one in EXCUSES]
        + [({}, {one.fact.key: one.excused_by, one.reasons.key: "It is shown."}) for one in EXCUSES]
        + [({}, {})],
    ),
    "lower-reasons-suffice": (
        "lower_reasons",
        [
            ({}, {"lower_reasons": " ".join(["word"] * 19)}),
            ({"settings": {"grade.reasons_words": 40}}, {"lower_reasons": LONG[5:]}),
        ],
        [({}, {"lower_reasons": " ".join(["word"] * 20)})],
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
    "corrects-an-entry": (
        "note_corrects",
        [({}, {"note_corrects": 1}), ({"entries": (1, 3)}, {"note_corrects": 2})],
        [({}, {}), ({"entries": (1, 3)}, {"note_corrects": 3})],
    ),
}
