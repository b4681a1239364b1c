"""Who may not do a thing, and who must have done one before."""

from __future__ import annotations

from lifecycle.facts import NOON
from procedure.guard_rows.saying import EARLY, LATE, Rows, answered, at, comes, holds

ROWS: dict[str, Rows] = {
    "not-the-subject": (
        [holds("subject"), holds("subject", once=True)],
        [{}, holds("subject", "quentin"), holds("reporter")],
    ),
    "not-the-reporter": (
        [holds("reporter"), holds("reporter", once=True), holds("also-reported"), holds("also-reported", once=True)],
        [{}, holds("reporter", "rosa"), holds("also-reported", "rosa")],
    ),
    "manager-did-not-investigate": (
        [holds("investigator"), holds("investigator", once=True)],
        [{}, holds("investigator", "ian")],
    ),
    "triaged": ([{}], [{"happened": {"triage": NOON}}]),
    "triaged-once": (
        [
            {**at(main="external-hold"), "happened": {"triage": NOON}},
            {**at(main="external-hold"), "happened": {"triage": NOON, "reopen": EARLY}},
        ],
        [
            at(main="external-hold"),
            at(main="received"),
            {**at(main="reopened"), "happened": {"triage": NOON}},
            {**at(main="external-hold"), "happened": {"triage": EARLY, "reopen": NOON}},
        ],
    ),
    "somebody-investigates": ([{}, holds("investigator", once=True)], [holds("investigator", "ian")]),
    "somebody-else": (
        [holds("case-manager"), holds("covering-manager"), holds("covering-manager", once=True)],
        [{}, holds("case-manager", "carol"), holds("covering-manager", "carol")],
    ),
    "only-the-case-manager": (
        [{}, holds("covering-manager"), holds("case-manager", once=True)],
        [holds("case-manager")],
    ),
    "covers-it": ([{}, holds("case-manager"), holds("covering-manager", once=True)], [holds("covering-manager")]),
    "somebody-covers": (
        [{}, holds("case-manager")],
        [holds("covering-manager", "carol"), holds("covering-manager", "carol", once=True)],
    ),
    "no-cover-to-come": (
        [comes("covering-manager")],
        [{}, holds("covering-manager"), holds("covering-manager") | comes("covering-manager")],
    ),
    "reporter-is-known": (
        [{}, holds("subject", "rosa")],
        [holds("reporter", "rosa"), holds("reporter", "rosa", once=True), holds("also-reported", "rosa")],
    ),
    "reporter-was-answered": ([{"letters": ("L1",)}], [{}, {"issued": ("L1",)}]),
    "malice-was-found": (
        [
            {},
            answered(malice="She said so."),
            answered(findings={"a1": "malicious"}),
            *(
                answered(findings={"a1": one}, malice="She said so.")
                for one in ("unsubstantiated", "unfounded", "false", "substantiated")
            ),
            {
                **answered(findings={"a1": "malicious"}, malice="She said so.", appeal_outcome="overturned"),
                "happened": {"decide": EARLY, "decide-appeal": LATE},
            },
        ],
        [
            answered(findings={"a1": "malicious"}, malice="She said so."),
            answered(findings={"a1": "unfounded", "a2": "malicious"}, malice="She said so."),
        ],
    ),
    "emergency-to-review": (
        [{}, {"happened": {"open-in-emergency": EARLY, "review-emergency": LATE}}],
        [
            {"happened": {"open-in-emergency": EARLY}},
            {"happened": {"review-emergency": EARLY, "open-in-emergency": LATE}},
        ],
    ),
    "manager-has-left": (
        [holds("case-manager", "carol"), holds("covering-manager", "carol")],
        [{}, holds("case-manager", "carol", once=True), {**holds("case-manager", "carol"), "gone": ["carol"]}],
    ),
    "may-manage-any-case": (
        [
            {},
            {"holding": {"headteacher": ["helen"]}},
            *(
                {"holding": {"chair": ["helen"]}, **holds(part, once=once)}
                for part in ("reporter", "also-reported", "witness", "investigator", "hearer", "appeal-hearer")
                for once in (False, True)
            ),
        ],
        [
            {"holding": {"chair": ["helen"]}},
            {"holding": {"vice-chair": ["helen"]}, **holds("escalated-to")},
            {"holding": {"chair": ["helen"]}, **holds("reporter", "rosa")},
        ],
    ),
    "lower-severity-agreed": (
        [at(grade="grade-due"), at(grade="grade-proposed")],
        [{}, at(grade="grade-agreed"), at(grade="grade-kept")],
    ),
    "nothing-was-begun": (
        [
            at(lado="lado-referred"),
            at(police="police-active"),
            at(ico="ico-reportable"),
            at(suspension="suspended"),
            at(disclosure="disclosure-due", grievance="grievance-beside"),
            {"clocks": ("acknowledge",)},
            {"clocks": ("triage", "police-review")},
        ],
        [
            {},
            at(main="received", ico="ico-assessing", disclosure="disclosure-due"),
            at(ico="ico-not-reportable", lado="lado-ended"),
            {"clocks": ("triage", "ico-notify", "disclosure-check")},
        ],
    ),
    "disclosure-checked": (
        [at(disclosure="disclosure-due")],
        [{}, at(disclosure="protected"), at(disclosure="not-protected")],
    ),
    "disclosure-not-punished": (
        [{**at(disclosure="protected"), **answered(breaches=["WB-1"])}],
        [
            {},
            {**at(disclosure="protected"), **answered(breaches=["AB-1", "WB-1"])},
            {**at(disclosure="not-protected"), **answered(breaches=["WB-1"])},
        ],
    ),
    "grievance-does-not-pause": (
        [at(grievance="grievance-pauses")],
        [{}, at(grievance="grievance-beside"), at(grievance="grievance-ended")],
    ),
}
