"""What waits for the LADO, the police and those to whom a case is referred."""

from __future__ import annotations

from datetime import date

from procedure.guard_rows.saying import NO_HARM, Rows, answered, at

from caseflow.procedure.choices import HARM_KEYS

ROWS: dict[str, Rows] = {
    "lado-has-advised": (
        [at(lado="lado-due"), at(lado="lado-referred")]
        + [answered(**{**NO_HARM, key: said}) for key in HARM_KEYS for said in ("yes", "unsure")],
        [
            {},
            at(lado="lado-advised"),
            at(lado="lado-ended"),
            answered(**NO_HARM),
            {**at(lado="lado-advised"), **answered(harm_risk="yes")},
        ],
    ),
    "lado-allows-interviews": ([answered(lado_interviews="no")], [{}, answered(lado_interviews="yes")]),
    "lado-allows-telling": ([answered(lado_telling="no")], [{}, answered(lado_telling="yes")]),
    "lado-allows-parents": ([answered(lado_parents="no")], [{}, answered(lado_parents="yes")]),
    "lado-was-asked": (
        [at(lado="lado-due"), answered(harm_risk="yes"), answered(harm_harmed="unsure")],
        [{}, answered(**NO_HARM), {**at(lado="lado-referred"), **answered(harm_risk="yes")}, at(lado="lado-advised")],
    ),
    "police-do-not-lead": (
        [at(police="police-active")],
        [{}, at(police="police-released"), at(police="police-charged"), at(police="police-ended")],
    ),
    "charged-needs-release": (
        [at(police="police-charged")],
        [{}, at(police="police-active"), at(police="police-released"), at(police="police-ended")],
    ),
    "agencies-come-first": (
        [
            answered(image_gate="yes"),
            answered(image_gate="unsure"),
            {**at(police="police-active"), **answered(image_gate="yes")},
            {**at(lado="lado-referred"), **answered(image_gate="yes")},
        ],
        [
            {},
            answered(image_gate="no"),
            {**at(police="police-active", lado="lado-referred"), **answered(image_gate="yes")},
        ],
    ),
    "below-the-threshold": (
        [
            answered(lado_threshold="yes"),
            answered(lado_threshold="later"),
            answered(**NO_HARM, lado_threshold="later"),
            answered(harm_risk="unsure"),
            *(answered(harm_risk="yes", lado_threshold=said) for said in ("yes", "later")),
        ],
        [
            {},
            answered(**NO_HARM),
            answered(lado_threshold="no"),
            *(answered(harm_risk=said, lado_threshold="no") for said in ("yes", "unsure")),
        ],
    ),
    "ico-form-issued": ([{}, {"issued": ("L22N",)}, {"letters": ("L22",)}], [{"issued": ("L22",)}]),
    "has-left-by-now": (
        [answered(last_day=date(2027, 1, 16)), answered(last_day=date(2027, 3, 31))],
        [{}, answered(last_day=date(2027, 1, 15)), answered(last_day=date(2026, 12, 31))],
    ),
    "dbs-decision-is-refer": ([{}, answered(dbs_decision="not-refer")], [answered(dbs_decision="refer")]),
    "dbs-decision-is-not-refer": ([{}, answered(dbs_decision="refer")], [answered(dbs_decision="not-refer")]),
    "tra-decision-is-refer": ([{}, answered(tra_decision="not-refer")], [answered(tra_decision="refer")]),
    "tra-decision-is-not-refer": ([{}, answered(tra_decision="refer")], [answered(tra_decision="not-refer")]),
}
