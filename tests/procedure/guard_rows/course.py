"""What the course of a case asks for: hearings, appeals, clocks, packs, suspension."""

from __future__ import annotations

from datetime import date, timedelta

from lifecycle.facts import NOON
from procedure.guard_rows.saying import (
    ARRANGED,
    CLOCKS_RUN,
    EARLY,
    LATE,
    LATER,
    TEN,
    Rows,
    answered,
    at,
    dismissed_on,
    holds,
    turnable,
)

ROWS: dict[str, Rows] = {
    "hearing-day-has-come": (
        [
            answered(hearing_at=TEN),
            {**answered(hearing_at=TEN), "now": TEN - timedelta(seconds=1)},
            # The new day counts once the hearing was postponed.
            {**answered(**ARRANGED), "now": TEN, "happened": {"set-hearing": EARLY, "postpone-hearing": LATE}},
            # A second hearing has nothing to do with how the first was postponed.
            {
                **answered(hearing_at=LATER, postponed_to=TEN),
                "now": TEN,
                "happened": {"postpone-hearing": EARLY, "set-hearing": LATE},
            },
        ],
        [
            {},
            {**answered(hearing_at=TEN), "now": TEN},
            {**answered(**ARRANGED), "now": LATER, "happened": {"set-hearing": EARLY, "postpone-hearing": LATE}},
            {**answered(**ARRANGED), "now": TEN, "happened": {"postpone-hearing": EARLY, "set-hearing": LATE}},
        ],
    ),
    "sanction-to-appeal": (
        [
            at(main="reopened"),
            {**at(main="reopened"), **dismissed_on(NOON.date(), LATE)},
            *(
                {**at(main="reopened"), **answered(sanction=said), "happened": {"decide": EARLY}}
                for said in ("none", "management-advice", "would-have-been-dismissed")
            ),
        ],
        [
            at(main="outcome"),
            {**at(main="reopened"), **dismissed_on(NOON.date())},
            {**at(main="reopened"), **answered(sanction="first-warning"), "happened": {"decide": EARLY}},
            {
                **at(main="reopened"),
                **answered(sanction="final-warning"),
                "happened": {"decide-appeal": EARLY, "decide": LATE},
            },
        ],
    ),
    "appeal-day-has-come": (
        [answered(appeal_at=TEN), {**answered(appeal_at=TEN), "now": TEN - timedelta(seconds=1)}],
        [{}, {**answered(appeal_at=TEN), "now": TEN}],
    ),
    "invitation-sent": ([{}, {"issued": ("L5",)}], [{"issued": ("L9",)}]),
    "appeal-invitation-sent": ([{}, {"issued": ("L9",)}, {"letters": ("L14",)}], [{"issued": ("L14",)}]),
    "a-clock-may-be-paused": ([{}, CLOCKS_RUN, turnable("resume", "move")], [turnable("pause")]),
    "a-clock-is-paused": ([{}, CLOCKS_RUN, turnable("pause", "move")], [turnable("resume")]),
    "a-clock-may-be-moved": ([{}, CLOCKS_RUN, turnable("pause", "resume")], [turnable("move")]),
    "no-pack-in-hand": (
        [{"letters": ("PK-LADO",)}, {"letters": ("L9", "PK-DBS")}],
        [{}, {"letters": ("L9",)}, {"issued": ("PK-LADO",)}],
    ),
    "governors-lift": (
        [{}, {"settings": {"school.kind": "foundation"}}, holds("for-the-governing-body", "grace")],
        [holds("for-the-governing-body"), {"settings": {"school.kind": "academy"}}],
    ),
    "employment-has-ended": (
        [
            {},
            answered(last_day=date(2027, 1, 16)),
            dismissed_on(date(2027, 1, 10), sanction="final-warning"),
            dismissed_on(date(2027, 1, 16)),
            dismissed_on(date(2027, 1, 10), heard=LATE, appeal_outcome="overturned"),
            dismissed_on(date(2027, 1, 10), heard=LATE, appeal_outcome="reduced", appeal_sanction="first-warning"),
        ],
        [
            answered(last_day=date(2027, 1, 15)),
            dismissed_on(date(2027, 1, 15)),
            dismissed_on(date(2027, 1, 15), heard=LATE, appeal_outcome="upheld"),
        ],
    ),
}
