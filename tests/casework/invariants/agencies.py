"""What agencies must be told, and in what time: invariants 4, 5, 7, 8, 14 and 25."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from casework.invariants.seen import Seen, Verdict, invariant, verdict

from caseflow.casework.journal import Entry
from caseflow.lifecycle.days import end_of, local, working_days_after
from caseflow.procedure import roles
from caseflow.procedure.breaches import BREACHES_OF_DATA
from caseflow.procedure.choices import HARM_KEYS
from caseflow.procedure.places import CLOSED
from caseflow.records import Clock

TELLS_THE_PERSON = {"L5", "L8", "L9", "PK-PER", "PK-HEA", "PK-APP"}
WAITS_FOR_POLICE = {"L8", "L9", "L14", "PK-HEA", "PK-APP"}
WAITS_FOR_A_TRIAL = WAITS_FOR_POLICE - {"L8"}
AGREED_AT = {"L17": "tell-parents", "PK-PER": "prepare-pack"}
"""What may go out while the police lead, if it was agreed since they came in, or since a charge."""
INVITES_AT = {"L8": "investigation", "L9": "hearing-set", "L14": "appeal-set"}
COMES_IN = ("report-to-police", "record-charge")
CONTACTS = ("refer-to-lado", "log-lado-advice")
REMOVALS = ("dismissal", "would-have-been-dismissed")


def within_days(days: int, moment: datetime) -> datetime:
    """The end of the last of so many working days after a moment."""
    return end_of(working_days_after(local(moment).date(), days))


def late_without_a_word(seen: Seen, clock: Clock) -> bool:
    """Whether a clock ran out while time was looked at, and the journal has no dated word of it."""
    passed = seen.memory.time_passed_at
    begun = [one.at for one in seen.done() if f"started {clock.key}" in one.said["clocks"]]
    if passed is None or passed <= max([clock.due_at, *begun]) or (clock.met_at is not None and clock.met_at < passed):
        return False
    return clock.pause is None and not seen.told_of(clock.key)


def worse(seen: Seen) -> Iterator[Entry]:
    """The later judgements in which a harm test is nearer to being met than in the one before."""
    found = seen.answering(HARM_KEYS[0])
    for before, entry in pairwise(found):
        said = [(before.said["answers"][key], entry.said["answers"][key]) for key in HARM_KEYS]
        if entry.said["action"] == "judge-again" and {("no", "unsure"), ("no", "yes"), ("unsure", "yes")} & set(said):
            yield entry


def awaited(seen: Seen, entry: Entry) -> bool:
    """Whether a clock by which the LADO is to be spoken to ran once an entry was written, as the journal has it."""
    said = [word for one in seen.entries[: entry.number] for word in one.said.get("clocks", ())]
    return sum(one.startswith("started lado-contact") - one.startswith("met lado-contact") for one in said) > 0


@invariant(
    4,
    "Every harm test answered yes or not sure has a LADO contact in one working day, or a dated word of the breach.",
    "KCSIE Part four; local procedures",
)
def lado_is_told(seen: Seen) -> Iterator[Verdict]:
    clocks = [one for one in seen.file.clocks if one.key.startswith("lado-contact")]
    for _ in seen.judged_harmful():
        told = clocks or seen.done(*CONTACTS)
        yield verdict(not told, "A harm test is met or in doubt; no LADO was told, and no clock waits for it.")
    for entry in worse(seen):
        yield verdict(not awaited(seen, entry), "New facts make a harm test worse, and nobody has to tell the LADO.")
    for clock in clocks:
        late = clock.first_due_at > within_days(1, clock.started_at)
        yield verdict(late, f"“{clock.key}” falls due later than one working day after it began.")
        yield verdict(late_without_a_word(seen, clock), f"“{clock.key}” was missed, and the journal does not say so.")


@invariant(5, "No interview precedes the LADO's advice in a case that meets the threshold.", "Sefton 15.4; Luton")
def advice_before_interviews(seen: Seen) -> Iterator[Verdict]:
    for entry in seen.done("record-interview"):
        if seen.judged_harmful(before=entry):
            advised = [one.said["answers"]["advice_at"] for one in seen.answering("advice_at", before=entry)]
            held = datetime.fromisoformat(entry.said["answers"]["interview_at"])
            early = not advised or held < min(map(datetime.fromisoformat, advised))
            yield verdict(early, "Somebody was interviewed before the LADO advised.")


@invariant(
    7,
    "Every suspension: two alternatives or more, a letter within one working day, a review within 20; "
    "in a maintained school a governor lifts it.",
    "KCSIE Part four; School Staffing Regs 2009 reg 19",
)
def suspended_with_care(seen: Seen) -> Iterator[Verdict]:
    for entry in seen.done("suspend"):
        said = entry.said["answers"]
        review = date.fromisoformat(said["suspension_review"])
        yield verdict(len(set(said["alternatives"])) < 2, "Fewer than two alternatives to suspension were considered.")
        began = min(entry.at, datetime.fromisoformat(said["suspended_at"]))
        latest = max(local(entry.at).date(), working_days_after(local(began).date(), 20))
        yield verdict(review > latest, "It is reviewed too late.")
        letters = [one for one in seen.file.clocks if one.key == "suspension-letter" and one.started_at == began]
        late = not letters or letters[0].first_due_at > within_days(1, began)
        yield verdict(late, "The letter is not due within a working day of the suspension.")
    for entry in seen.done("lift-suspension"):
        acting = seen.file.held_by(roles.FOR_THE_GOVERNORS, ever=True)
        alone = seen.file.setting("school.kind") != "academy" and entry.said["actor"] not in acting
        yield verdict(alone, "Somebody ended the suspension who does not act for the governing body.")


@invariant(
    8,
    "Every removal or leaving has a DBS decision; every teacher's also a TRA decision.",
    "SVGA 2006 s35; Education Act 2002 s141D",
)
def referrals_decided(seen: Seen) -> Iterator[Verdict]:
    gone = [one for one in seen.answering("leaving") if one.said["answers"]["leaving"] != "died"]
    gone += [one for one in seen.answering("sanction") if one.said["answers"]["sanction"] in REMOVALS]
    for entry in gone:
        tracks = ["dbs", *(["tra"] if seen.latest("teacher", entry) == "yes" else [])]
        for track in tracks:
            at = seen.state(track)
            undecided = at is None or (seen.state("main") == CLOSED.key and "referred" not in at)
            yield verdict(undecided, f"Somebody left or was removed, and the {track.upper()} track is at {at}.")


@invariant(14, "A breach of CF-1 or IM-1 has an ICO decision within 72 hours.", "UK GDPR article 33")
def ico_within_72_hours(seen: Seen) -> Iterator[Verdict]:
    codes = {code for _, code in seen.file.breaches()}
    if codes & set(BREACHES_OF_DATA):
        yield verdict(seen.state("ico") is None, "Personal data was lost, and nobody decides whether to tell the ICO.")
    for clock in seen.file.clocks:
        if clock.key in ("ico-notify", "ico-notify-again"):
            long = clock.first_due_at - clock.started_at != timedelta(hours=72)
            yield verdict(long, "The clock of the ICO does not run for 72 hours.")
            yield verdict(late_without_a_word(seen, clock), "The 72 hours are over, and the journal does not say so.")


@invariant(
    25,
    "No letter or pack goes out that the LADO or the police hold back, nor an invitation to what is not arranged.",
    "Domain note 8, what an open track blocks; decision 29",
)
def agencies_hold_letters_back(seen: Seen) -> Iterator[Verdict]:
    for entry in [one for one in seen.fresh if one.event == "letter_issued"]:
        key = entry.said["key"]
        if key in TELLS_THE_PERSON | WAITS_FOR_POLICE | set(AGREED_AT):
            why = list(_held_back(seen, entry, key))
            yield verdict(why, f"{key} went out while {' and '.join(why)}.")


def _held_back(seen: Seen, entry: Entry, key: str) -> Iterator[str]:
    stood = _stood(seen, entry)
    if key in TELLS_THE_PERSON | {"L17"} and stood.get("lado") in ("lado-due", "lado-referred"):
        yield "the LADO had not advised"
    asked = "lado_parents" if key == "L17" else "lado_telling" if key in TELLS_THE_PERSON else ""
    if asked and seen.latest(asked, entry) == "no":
        yield "the LADO had asked the school to wait"
    if key in WAITS_FOR_POLICE and stood.get("police") == "police-active":
        yield "the police led"
    if key in WAITS_FOR_A_TRIAL and stood.get("police") == "police-charged":
        yield "a trial was awaited"
    if key in AGREED_AT and stood.get("police") in ("police-active", "police-charged"):
        steps = [one for one in seen.done(*COMES_IN, AGREED_AT[key]) if one.number < entry.number]
        if steps and steps[-1].said["action"] in COMES_IN:
            yield "the police had come in since it was agreed"
    if stood.get("main") != INVITES_AT.get(key, stood.get("main")):
        yield f"the case stood at {stood.get('main')}"


def _stood(seen: Seen, entry: Entry) -> dict[str, str]:
    """Where the case stood on each track when an entry was written, by the entries before it."""
    moves = [move for one in seen.done() if one.number < entry.number for move in one.said["moves"]]
    return {move["track"]: move["state_to"] for move in moves}
