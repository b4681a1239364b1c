"""Every rule that may object does so when it should, and is silent otherwise. A rule without a row is a fault."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from lifecycle.facts import NOON, Facts, Who

from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.procedure import BESIDE
from caseflow.lifecycle.terms import Permission, Turn
from caseflow.procedure import PROCEDURE
from caseflow.procedure.choices import HARM_KEYS

HELEN = Who("helen")
NO_HARM = dict.fromkeys(HARM_KEYS, "no")
TEN = datetime(2027, 2, 8, 10, 0, tzinfo=LONDON)
LATER = datetime(2027, 2, 15, 10, 0, tzinfo=LONDON)
EARLY, LATE = NOON - timedelta(days=9), NOON - timedelta(days=1)


def at(**tracks: str) -> dict[str, object]:
    return {"states": {track: state for track, state in tracks.items()}}


def answered(**answers: object) -> dict[str, object]:
    return {"answers": answers}


def holds(part: str, who: str = "helen", *, once: bool = False) -> dict[str, object]:
    return {"was" if once else "parts": {part: [who]}}


def comes(part: str, who: str = "helen") -> dict[str, object]:
    return {"coming": {part: [who]}}


def turnable(*turns: str) -> dict[str, object]:
    return {"turnable": {Turn(turn): ("investigation",) for turn in turns}}


CLOCKS_RUN = {"clocks": ("investigation", "lado-contact")}


def dismissed_on(day: date, heard: datetime | None = None, **answers: object) -> dict[str, object]:
    """A dismissal from a day on, and what an appeal that was heard made of it."""
    happened = {"decide": EARLY, **({"decide-appeal": heard} if heard else {})}
    return {"answers": {"sanction": "dismissal", "dismissal_date": day, **answers}, "happened": happened}


ARRANGED = {"hearing_at": TEN, "postponed_to": LATER}

# For each guard: what makes it object, and what leaves it silent.
TABLE: dict[str, tuple[list[dict[str, object]], list[dict[str, object]]]] = {
    "not-the-subject": (
        [holds("subject"), holds("subject", once=True)],
        [{}, holds("subject", "quentin"), holds("reporter")],
    ),
    "not-the-reporter": (
        [holds("reporter"), holds("reporter", once=True), holds("also-reported"), holds("also-reported", once=True)],
        [{}, holds("reporter", "rosa"), holds("also-reported", "rosa")],
    ),
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
    "police-do-not-lead": (
        [at(police="police-active")],
        [{}, at(police="police-released"), at(police="police-charged"), at(police="police-ended")],
    ),
    "charged-needs-release": (
        [at(police="police-charged")],
        [{}, at(police="police-active"), at(police="police-released"), at(police="police-ended")],
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
    "ico-form-issued": ([{}, {"issued": ("L22N",)}, {"letters": ("L22",)}], [{"issued": ("L22",)}]),
    "lado-allows-parents": ([answered(lado_parents="no")], [{}, answered(lado_parents="yes")]),
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
    "somebody-else": (
        [holds("case-manager"), holds("covering-manager"), holds("covering-manager", once=True)],
        [{}, holds("case-manager", "carol"), holds("covering-manager", "carol")],
    ),
    "has-left-by-now": (
        [answered(last_day=date(2027, 1, 16)), answered(last_day=date(2027, 3, 31))],
        [{}, answered(last_day=date(2027, 1, 15)), answered(last_day=date(2026, 12, 31))],
    ),
    "dbs-decision-is-refer": ([{}, answered(dbs_decision="not-refer")], [answered(dbs_decision="refer")]),
    "dbs-decision-is-not-refer": ([{}, answered(dbs_decision="refer")], [answered(dbs_decision="not-refer")]),
    "a-clock-may-be-paused": ([{}, CLOCKS_RUN, turnable("resume", "move")], [turnable("pause")]),
    "a-clock-is-paused": ([{}, CLOCKS_RUN, turnable("pause", "move")], [turnable("resume")]),
    "a-clock-may-be-moved": ([{}, CLOCKS_RUN, turnable("pause", "resume")], [turnable("move")]),
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
    "tra-decision-is-refer": ([{}, answered(tra_decision="not-refer")], [answered(tra_decision="refer")]),
    "tra-decision-is-not-refer": ([{}, answered(tra_decision="refer")], [answered(tra_decision="not-refer")]),
    "lado-was-asked": (
        [at(lado="lado-due"), answered(harm_risk="yes"), answered(harm_harmed="unsure")],
        [{}, answered(**NO_HARM), {**at(lado="lado-referred"), **answered(harm_risk="yes")}, at(lado="lado-advised")],
    ),
    "still-alive": ([answered(leaving="died")], [{}, answered(leaving="resigned")]),
    "no-pack-in-hand": (
        [{"letters": ("PK-LADO",)}, {"letters": ("L9", "PK-DBS")}],
        [{}, {"letters": ("L9",)}, {"issued": ("PK-LADO",)}],
    ),
    "has-died": ([{}, answered(leaving="resigned")], [answered(leaving="died")]),
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
    "reporter-was-answered": ([{"letters": ("L1",)}], [{}, {"issued": ("L1",)}]),
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
    "lower-severity-agreed": (
        [at(grade="grade-due"), at(grade="grade-proposed")],
        [{}, at(grade="grade-agreed"), at(grade="grade-kept")],
    ),
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
    "reporter-is-known": (
        [{}, holds("subject", "rosa")],
        [holds("reporter", "rosa"), holds("reporter", "rosa", once=True), holds("also-reported", "rosa")],
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

GUARDS = {guard.key: guard for one in PROCEDURE.transitions for guard in one.guards}
GUARDS |= {guard.key: guard for guard in PROCEDURE.always}
ROWS = [(key, said) for key, rows in TABLE.items() for said in rows[0]]
SILENT = [(key, said) for key, rows in TABLE.items() for said in rows[1]]


def test_every_guard_of_the_procedure_has_rows_of_both_kinds():
    assert set(TABLE) == set(GUARDS)
    assert all(objects and silent for objects, silent in TABLE.values())


def test_no_two_guards_share_a_key():
    guards = {guard for one in PROCEDURE.transitions for guard in one.guards} | set(PROCEDURE.always)
    assert len(guards) == len({guard.key for guard in guards})


@pytest.mark.parametrize(("key", "said"), ROWS)
def test_a_guard_objects_in_a_sentence(key, said):
    words = GUARDS[key].test(Facts(**said), HELEN)
    assert words is not None
    assert words[0].isupper()
    assert words.endswith(".")


@pytest.mark.parametrize(("key", "said"), SILENT)
def test_a_guard_is_silent_where_nothing_is_wrong(key, said):
    assert GUARDS[key].test(Facts(**said), HELEN) is None


def test_every_guard_says_its_rule_for_the_handbook():
    assert all(guard.rule.endswith(".") for guard in GUARDS.values())


# What must be held back, and by what: a guard that is written but hung nowhere protects nobody.
HUNG = {
    "emergency-to-review": {"review-emergency"},
    "not-the-reporter": {"triage", "judge-again", "merge"},
    "lower-severity-agreed": {"take-low-level-action", "redirect", "take-no-further-action"},
    "malice-was-found": {"open-case-about-reporter"},
    "reporter-is-known": {"open-case-about-reporter", "tell-who-reported"},
    "reporter-was-answered": {"merge"},
    "only-the-case-manager": {"hand-over", "declare-conflict", "arrange-cover", "end-cover"},
    "covers-it": {"give-up-cover", "declare-conflict-in-cover"},
    "somebody-covers": {"end-cover"},
    "no-cover-to-come": {"agree-sealing"},
    "nothing-was-begun": {"merge"},
    "triaged": {"open-investigation", "tell-subject", "tell-parents", "prepare-pack", "judge-again"},
    "triaged-once": {"triage"},
    "lado-has-advised": {
        "take-low-level-action",
        "redirect",
        "take-no-further-action",
        "tell-subject",
        "open-investigation",
        "resume-investigation",
        "record-interview",
        "invite-to-interview",
        "tell-parents",
        "set-hearing",
        "end-lado",
    },
    "lado-allows-interviews": {"record-interview", "invite-to-interview"},
    "lado-allows-telling": {"tell-subject", "set-hearing", "take-low-level-action", "invite-to-interview"},
    "police-do-not-lead": {
        "take-no-further-action",
        "open-investigation",
        "resume-investigation",
        "record-interview",
        "invite-to-interview",
        "submit-report",
        "find-no-case-to-answer",
        "set-hearing",
        "record-hearing",
        "decide",
        "replace-hearer",
        "replace-appeal-hearer",
        "set-appeal-hearing",
        "decide-appeal",
        "prepare-bundle",
        "prepare-appeal-bundle",
    },
    "charged-needs-release": {
        "open-investigation",
        "resume-investigation",
        "set-hearing",
        "record-hearing",
        "decide",
        "replace-hearer",
        "replace-appeal-hearer",
        "set-appeal-hearing",
        "decide-appeal",
        "prepare-bundle",
        "prepare-appeal-bundle",
    },
    "manager-did-not-investigate": {"find-no-case-to-answer", "set-hearing", "decide"},
    "somebody-investigates": {"resume-investigation"},
    "hearing-day-has-come": {"record-hearing"},
    "sanction-to-appeal": {"lodge-appeal"},
    "appeal-day-has-come": {"decide-appeal"},
    "lado-allows-parents": {"tell-parents"},
    "hold-stands": {"propose-release", "release-hold"},
    "held-for-good": {"propose-release", "release-hold"},
    "release-proposed": {"release-hold", "send-back-release"},
    "no-hold": {"propose-disposal", "agree-disposal"},
    "disposal-proposed": {"agree-disposal", "send-back-disposal"},
    "not-agreed-yet": {"propose-disposal"},
    "invitation-sent": {"record-hearing"},
    "appeal-invitation-sent": {"decide-appeal"},
    "ico-form-issued": {"record-ico-report"},
    "tracks-ended": {"propose-closing", "agree-closing"},
    "escalation-done": {"propose-closing", "agree-closing"},
    "clocks-stopped": {"propose-closing", "agree-closing"},
    "letters-done": {"propose-closing", "agree-closing"},
    "stands-at-an-end": {"propose-closing"},
    "closing-proposed": {"agree-closing"},
    "somebody-else": {
        "agree-sealing",
        "send-back-sealing",
        "agree-to-let-in",
        "let-nobody-in",
        "agree-unsealing",
        "send-back-unsealing",
        "take-the-seal",
        "refuse-the-seal",
        "agree-closing",
        "send-back-closing",
        "release-hold",
        "send-back-release",
        "agree-disposal",
        "send-back-disposal",
        "agree-dbs-referral",
        "agree-no-dbs-referral",
        "send-back-dbs-decision",
        "agree-tra-referral",
        "agree-no-tra-referral",
        "send-back-tra-decision",
        "agree-no-police-report",
        "send-back-no-police-report",
        "agree-no-lado-referral",
        "send-back-no-lado-referral",
        "agree-lower-severity",
        "send-back-lower-severity",
    },
    "has-left-by-now": {"propose-dbs-decision", "propose-tra-decision"},
    "tra-decision-is-refer": {"agree-tra-referral"},
    "tra-decision-is-not-refer": {"agree-no-tra-referral"},
    "lado-was-asked": {"suspend", "arrange-alternative"},
    "still-alive": {"invite-to-interview", "suspend", "arrange-alternative", "set-hearing", "record-hearing", "decide"},
    "has-died": {"conclude-record"},
    "no-pack-in-hand": {"prepare-pack", "prepare-bundle", "prepare-appeal-bundle"},
    "agencies-come-first": {"triage", "escalate", "suspend", "arrange-alternative", "ask-governing-body"},
    "disclosure-checked": {"set-hearing", "record-hearing"},
    "disclosure-not-punished": {"set-hearing"},
    "grievance-does-not-pause": {"set-hearing", "record-hearing"},
    "governors-lift": {"lift-suspension"},
    "employment-has-ended": {"end-suspension-with-employment"},
    "dbs-decision-is-refer": {"agree-dbs-referral"},
    "dbs-decision-is-not-refer": {"agree-no-dbs-referral"},
    "below-the-threshold": {"take-low-level-action", "redirect", "take-no-further-action"},
    "a-clock-may-be-paused": {"pause-clock"},
    "a-clock-is-paused": {"resume-clock"},
    "a-clock-may-be-moved": {"move-clock"},
    "not-the-subject": {"note-escalation"},
}


@pytest.mark.parametrize(("key", "does"), [(key, does) for key in HUNG for does in sorted(HUNG[key])])
def test_where_a_guard_hangs_it_holds_people_back(key, does):
    """For every pair of a guard and a transition: without the guard, the judge would have nothing to say here."""
    transition = PROCEDURE.by_key[does]
    case = Facts(**TABLE[key][0][0])
    objecting = {guard.key for guard in (*PROCEDURE.always, *transition.guards) if guard.test(case, HELEN)}
    assert key in objecting
    guard = GUARDS[key]
    told = guard.test(case, HELEN) if PROCEDURE.permits(case, HELEN, Permission.READ) or not guard.beside else BESIDE
    assert told in set(PROCEDURE.objections(transition, case, HELEN))


def test_every_pair_of_a_guard_and_a_transition_is_listed():
    hung: dict[str, set[str]] = {}
    for one in PROCEDURE.transitions:
        for guard in one.guards:
            hung.setdefault(guard.key, set()).add(one.key)
    assert {key: hung[key] - HUNG.get(key, set()) for key in hung if hung[key] - HUNG.get(key, set())} == {}


def test_every_guard_is_said_to_hang_somewhere():
    assert set(HUNG) == set(GUARDS)
