"""What a case needs before it ends, and its record before it is let go."""

from __future__ import annotations

from procedure.guard_rows.saying import EARLY, LATE, Rows, answered, at

ROWS: dict[str, Rows] = {
    "hold-stands": (
        [
            {},
            {"happened": {"place-hold": EARLY, "release-hold": LATE}},
            {**answered(retention="allegation"), "happened": {"propose-closing": EARLY}},
        ],
        [
            {"happened": {"place-hold": EARLY}},
            {"happened": {"release-hold": EARLY, "place-hold": LATE}},
            {**answered(retention="hold"), "happened": {"propose-closing": EARLY}},
        ],
    ),
    "held-for-good": (
        [answered(**{key: said}) for key in ("sexual_abuse", "image_gate") for said in ("yes", "unsure")]
        + [answered(breaches=["AB-1", "IL-1"])],
        [{}, answered(sexual_abuse="no", image_gate="no", breaches=["SC-1"])],
    ),
    "release-proposed": (
        [
            {},
            *(
                {"happened": {"propose-release": EARLY, ended: LATE}}
                for ended in ("release-hold", "send-back-release", "place-hold", "propose-closing")
            ),
        ],
        [
            {"happened": {"propose-release": EARLY}},
            {"happened": {"send-back-release": EARLY, "propose-release": LATE}},
        ],
    ),
    "no-hold": (
        [
            answered(sexual_abuse="yes"),
            answered(sexual_abuse="unsure"),
            {**answered(image_gate="unsure"), "happened": {"place-hold": EARLY, "release-hold": LATE}},
            {"happened": {"place-hold": EARLY}},
            {**answered(retention="hold"), "happened": {"propose-closing": EARLY}},
            {**answered(retention="hold"), "happened": {"release-hold": EARLY, "propose-closing": LATE}},
        ],
        [
            {},
            {"happened": {"place-hold": EARLY, "release-hold": LATE}},
            {**answered(retention="hold"), "happened": {"propose-closing": EARLY, "release-hold": LATE}},
        ],
    ),
    "disposal-proposed": (
        [
            {},
            *(
                {"happened": {"propose-disposal": EARLY, ended: LATE}}
                for ended in ("agree-disposal", "send-back-disposal", "place-hold", "reopen")
            ),
        ],
        [
            {"happened": {"propose-disposal": EARLY}},
            {"happened": {"send-back-disposal": EARLY, "propose-disposal": LATE}},
        ],
    ),
    "not-agreed-yet": (
        [{"happened": {"agree-disposal": LATE}}, {"happened": {"reopen": EARLY, "agree-disposal": LATE}}],
        [{}, {"happened": {"agree-disposal": EARLY, "reopen": LATE}}],
    ),
    "escalation-done": (
        [at(escalation="escalation-due"), at(escalation="escalated")],
        [{}, at(escalation="escalation-noted")],
    ),
    "tracks-ended": (
        [
            at(lado="lado-due"),
            at(lado="lado-advised"),
            at(lado="lado-not-due"),
            at(lado="lado-not-proposed"),
            at(police="police-active"),
            at(police="police-released"),
            at(police="police-charged"),
            at(dbs="dbs-due"),
            at(dbs="dbs-proposed"),
            at(lado="lado-ended", dbs="dbs-due"),
            at(tra="tra-due"),
            at(ico="ico-notified"),
            at(suspension="suspended"),
            at(disclosure="disclosure-due"),
            at(**{"reporter-care": "reporter-care-open"}),
            at(grievance="grievance-beside"),
            at(grade="grade-due"),
        ],
        [
            {},
            at(main="outcome", closing="closing-proposed"),
            at(lado="lado-ended", police="police-ended", dbs="dbs-referred"),
            at(dbs="dbs-not-referred", lado="lado-not-referred"),
            at(tra="tra-not-referred", ico="ico-ended", suspension="suspension-ended", police="police-not-reported"),
            # Care of the member of staff goes on until the case is closed, and ends with it.
            at(welfare="welfare-open"),
        ],
    ),
    "clocks-stopped": (
        [{"clocks": ("appeal",)}, {"clocks": ("triage", "investigation")}, {"clocks": ("welfare-check", "appeal")}],
        [{}, {"clocks": ("welfare-check",)}],
    ),
    "letters-done": ([{"letters": ("L10",)}], [{}, {"issued": ("L10",)}]),
    "stands-at-an-end": (
        [at(main=state) for state in ("received", "triage", "investigation", "hearing-set", "heard", "appeal")]
        + [at(main="closed"), at(main="reopened"), at(main="external-hold")],
        [at(main=state) for state in ("low-level", "redirected", "no-further-action", "outcome", "appeal-decided")]
        + [at(main="concluded")],
    ),
    "closing-proposed": (
        [{}, at(closing="closing-sent-back"), at(closing="closing-agreed")],
        [at(closing="closing-proposed")],
    ),
    "still-alive": ([answered(leaving="died")], [{}, answered(leaving="resigned")]),
    "has-died": ([{}, answered(leaving="resigned")], [answered(leaving="died")]),
}
