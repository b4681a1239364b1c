"""Who handles a case, and who must not: invariants 1, 2, 3, 13, 22 and 24."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import combinations

from casework.invariants.seen import Seen, Verdict, invariant, names, verdict

from caseflow.casework import cases, letter_paper, people
from caseflow.casework.casefile import load
from caseflow.casework.refusals import Refused
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles, sealing
from caseflow.procedure.packs import PACKS
from caseflow.procedure.places import SEALED_STATES
from caseflow.records import Case, Part

DECIDING = (roles.CASE_MANAGER, roles.COVERING_MANAGER, roles.INVESTIGATOR, roles.HEARER, roles.APPEAL_HEARER)
APART = (roles.INVESTIGATOR, roles.HEARER, roles.APPEAL_HEARER, roles.WITNESS)
PACK_KEYS = {one.key for one in PACKS}
REPLACES = ("replace-hearer", "replace-appeal-hearer")
SEATS = {
    "set-hearing": "hearers",
    "replace-hearer": "hearers",
    "set-appeal-hearing": "appeal_hearers",
    "replace-appeal-hearer": "appeal_hearers",
}
"""Where somebody is seated on a panel, and the question that names them."""
ACTING = (Permission.MANAGE, Permission.INVESTIGATE, Permission.HEAR, Permission.HEAR_APPEAL)


@invariant(
    1,
    "No case about the headteacher is assigned to, visible to, countable or notifiable to the headteacher.",
    "KCSIE Part four; domain note 8",
    elsewhere="That no page, mail, search or audit entry tells them is in tests/web/test_nasty.py.",
)
def not_to_the_head(seen: Seen) -> Iterator[Verdict]:
    head = roles.HEADTEACHER.key
    if head not in seen.file.subject_posts() and seen.file.answer("about") != "headteacher":
        return
    year = cases.counted  # what the report to the governors counts
    for one in sorted(person.id for person in seen.staff.values() if person.holds(head)):
        parts = [role for role in roles.PARTS if not role.bars and one in seen.file.held_by(role, ever=True)]
        counts = year(seen.desk, seen.staff[one], seen.file.case.opened_at.replace(year=2000), seen.desk.now)
        counts_it = seen.file.case.id in {case.id for case in counts}
        wrong = [
            *(f"is its {role.title}" for role in parts),
            *(["finds it"] if seen.finds(one) else []),
            *(["counts it"] if counts_it else []),
            *(["was sent a notice of it"] if seen.notices_for(one) else []),
        ]
        yield verdict(wrong, f"It is about the headteacher, who {', '.join(wrong)}.")


@invariant(
    2,
    "No actor is subject of, or reporter in, a case they manage, investigate, hear or appeal.",
    "Acas Code; domain note 8",
)
def not_their_own(seen: Seen) -> Iterator[Verdict]:
    kept_out = seen.reporters() | seen.file.held_by(roles.SUBJECT, ever=True)
    for part in DECIDING:
        if held := seen.file.held_by(part, ever=True):
            both = held & kept_out
            yield verdict(both, f"{names(seen, both)}: {part.title}, and subject or reporter.")
    for entry in seen.done(fresh=True):
        transition = PROCEDURE.by_key[entry.said["action"]]
        if transition.needs in ACTING and transition != PROCEDURE.opening:
            yield verdict(entry.said["actor"] in kept_out, f"“{transition.key}” was done in a case of their own.")


@invariant(
    3,
    "Investigator, panel, appeal panel and witnesses are pairwise disjoint; no panellist saw the case before; "
    "a case manager hears only below dismissal, and only what another investigated.",
    "Acas Code 6 and 27; School Staffing Regs",
)
def kept_apart(seen: Seen) -> Iterator[Verdict]:
    ever = {role: seen.file.held_by(role, ever=True) for role in APART}
    if sum(bool(held) for held in ever.values()) > 1:
        for one, other in combinations(APART, 2):
            both = ever[one] & ever[other]
            yield verdict(both, f"{names(seen, both)}: both {one.title} and {other.title}.")
    yield from _saw_it_before(seen)
    managers = roles.holding(seen.file, roles.CASE_MANAGER, ever=True)
    for entry in seen.done("set-hearing", "replace-hearer", fresh=True):
        said = entry.said["answers"]
        if sitting := set(said["hearers"]) & managers:
            worst = said.get("worst_outcome") or seen.latest("worst_outcome", entry)
            wrong = worst == "dismissal" or not ever[roles.INVESTIGATOR] - sitting
            yield verdict(wrong, f"{names(seen, sitting)} manages the case and hears it where that may not be.")


def _saw_it_before(seen: Seen) -> Iterator[Verdict]:
    managers = roles.holding(seen.file, roles.CASE_MANAGER, ever=True)
    for action, question in SEATS.items():
        for entry in seen.done(action, fresh=True):
            panel = set(entry.said["answers"][question]) - managers
            if action in REPLACES:
                panel -= set(seen.latest(question, entry) or ())
            before = {one.said["actor"] for one in seen.entries[: entry.number - 1] if one.event == "read"}
            yield verdict(panel & before, f"{names(seen, panel & before)} read the case before it was released.")


@invariant(
    13,
    "Reporter identity never appears in subject-facing letters unless an override was logged.",
    "Domain note 5 and 9",
    at_end=True,
    elsewhere="Every letter and pack as a PDF, with a reporter named in its words: tests/letters_desk.",
)
def reporter_not_told(seen: Seen) -> Iterator[Verdict]:
    known = {seen.staff[one].name for one in seen.reporters()} - {seen.file.subject_name}
    over = {one.said.get("letter") for one in seen.entries if "names_reporter_because" in one.said}
    theirs = {key for key, one in PROCEDURE.letter.items() if one.to == "subject" and key not in PACK_KEYS}
    rows = [row for row in seen.file.letters if row.key in theirs and row.status != "withdrawn"]
    for row in rows[:8]:
        if row.id not in over and (text := printed(seen, row)):
            told = [name for name in known if people.fold(name) in text]
            yield verdict(told, f"{row.key} to the subject says who reported.")


def printed(seen: Seen, row: object) -> str:
    """The words of a letter as it would be printed now, folded; nothing while the case has not got all it needs."""
    try:
        html = letter_paper.on_screen(seen.file, row)
    except Refused:
        return ""
    return people.fold(unescape(re.sub(r"<[^>]+>", " ", html)))


@invariant(22, "Merged and duplicate numbers still resolve.", "Domain note 8, merge: no loss")
def numbers_resolve(seen: Seen) -> Iterator[Verdict]:
    for entry in seen.done("merge"):
        found = seen.desk.session.get(Case, entry.said["answers"]["merged_into"])
        survivor = load(seen.desk, found) if found else None
        known = bool(survivor) and seen.file.reference in survivor.facts.get("numbers", [])
        yield verdict(not known, f"{seen.file.reference} was merged, and the other case does not know its number.")
    for case_id in [one.case.id for one in seen.file.duplicates()]:
        back = seen.desk.session.get(Case, case_id)
        yield verdict(back is None, "A report that was merged into it cannot be found any more.")


def _opened_ever(part: Part) -> bool:
    """Whether a part opened a case at all: a cover that was ended before its first day never did."""
    return part.until is None or part.until > part.since


@invariant(
    24,
    "Nobody is given sight of a sealed case whom two people did not let in.",
    "Security note 3.3",
)
def only_who_was_let_in(seen: Seen) -> Iterator[Verdict]:
    sealed = next((one for one in reversed(seen.done("agree-sealing"))), None)
    if sealed is None or seen.state("seal") not in {state.key for state in SEALED_STATES}:
        return
    names = people.marks(seen.desk, seen.file.case.school_id)
    opening = {part.key for part in sealing.SEES}
    rows = [one for one in seen.file.parts if one.role in opening and one.who in names and _opened_ever(one)]
    inside = {one.who for one in rows if one.since <= sealed.at} | {
        one.who for one in seen.file.parts if one.role in (roles.LET_IN.key, roles.SEAL_KEEPER.key)
    }
    strangers = {names[one.who] for one in rows if one.since > sealed.at and one.who not in inside}
    wrong = strangers - seen.file.held_by(roles.ASKED_TO_KEEP, ever=True)
    yield verdict(wrong, f"It is sealed, and nobody let in {', '.join(sorted(seen.staff[one].name for one in wrong))}.")
