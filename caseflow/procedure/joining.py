"""Two reports of one matter become one case: when that is lawful, what goes over, and what stays under its own number.

Nothing is lost. The duplicate keeps its number, its own record and whoever made it; they are answered there, and told
there when the matter is dealt with. What the law counts from the first report is counted from the earlier of the two.
"""

from __future__ import annotations

from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Follow,
    Kind,
    Option,
    Permission,
    Question,
    Transition,
    When,
)
from caseflow.procedure import guards, roles
from caseflow.procedure.care import reported_by_a_colleague
from caseflow.procedure.places import (
    DISCLOSURE,
    DISCLOSURE_CARRIED,
    DISCLOSURE_DUE,
    DISCLOSURE_NOT_PROTECTED,
    EXTERNAL_HOLD,
    ICO,
    ICO_ASSESSING,
    ICO_CARRIED,
    ICO_ENDED,
    ICO_NOT_REPORTABLE,
    INVESTIGATION,
    MAIN,
    MERGED,
    RECEIVED,
    REOPENED,
    REPORTER_CARE_ENDED,
    REPORTER_CARE_OPEN,
    SEAL,
    SEALED_STATES,
    STATES,
    TRACKS,
    TRIAGE,
)
from caseflow.procedure.reporting import BREACHES

AWARE_SINCE = "aware_since"
"""The answer that says since when the school has known: the earliest of the reports of which a case is made."""

GOES_OVER = {ICO.key: ICO_ASSESSING.key, DISCLOSURE.key: DISCLOSURE_DUE.key}
"""The side tracks that a report opens by itself, and where they then stand: these go over to the other case."""

CLOCKS_GO_OVER = frozenset({"triage", "ico-notify", "disclosure-check"})
"""The clocks that such a report starts. Each is met by merging, and runs on in the other case."""

TAKES_IN = (RECEIVED, TRIAGE, EXTERNAL_HOLD, INVESTIGATION, REOPENED)
"""From where a case may take in a duplicate: later its allegations are fixed, and the person was invited to answer them."""

HANDLING = tuple(part for part in roles.PARTS if part.holds and part != roles.REPORTER)
_STATE = {state.key: state for state in STATES}


@guards.guard(
    "reporter-was-answered",
    "A report is merged only once whoever made it was answered, under its own number.",
    "domain note 9, L1 to each reporter",
)
def reporter_was_answered(case: CaseFacts, _actor: Actor) -> str | None:
    waiting = case.open_letters()
    return f"Letters still to be issued or withdrawn: {', '.join(waiting)}." if waiting else None


@guards.guard(
    "nothing-was-begun",
    "A case on which work has begun is not merged into another: the other is merged into it.",
    "domain note 8, merge: no loss",
)
def nothing_was_begun(case: CaseFacts, _actor: Actor) -> str | None:
    begun = [
        f"{track.title} ({_STATE[at].title.lower()})"
        for track in TRACKS
        if track != MAIN and (at := case.at(track)) and not _STATE[at].ends and GOES_OVER.get(track.key) != at
    ]
    begun += [f"the clock {key}" for key in case.open_clocks() if key not in CLOCKS_GO_OVER]
    if begun:
        return f"Something was begun here that cannot go over: {', '.join(begun)}. Merge the other case into this one."
    return None


def merge_objection(duplicate: CaseFacts, survivor: CaseFacts) -> str | None:
    """Why these two cases may not become one, in words for the case manager of both, or None."""
    if not duplicate.subject_key() or duplicate.subject_key() != survivor.subject_key():
        return "The other case is about somebody else, or it is not certain that it is about the same person."
    if survivor.at(SEAL) in {state.key for state in SEALED_STATES}:
        return "The other case is sealed. It takes in another report when it is unsealed."
    at = survivor.at(MAIN)
    if at not in {state.key for state in TAKES_IN}:
        where = f"The other case is at “{_STATE[at].title}”. " if at else ""
        return f"{where}A case takes in another report until the investigation is submitted."
    reporters = roles.holding(duplicate, roles.REPORTER, ever=True)
    for part in HANDLING:
        if reporters & survivor.held_by(part, ever=True):
            return f"Whoever made this report is, or was, the {part.title} in the other case, and cannot be both."
    kept_out = kept_out_of(duplicate)
    for part in HANDLING:
        if kept_out & survivor.held_by(part):
            return (
                f"The {part.title} in the other case is kept out of this one. Somebody else must take that part first."
            )
    return None


def kept_out_of(case: CaseFacts) -> frozenset[str]:
    """The ids of all who are barred from a case."""
    return frozenset().union(*(case.held_by(part, ever=True) for part in roles.PARTS if part.bars))


INTO = Question(
    "merged_into",
    "Into which case?",
    Kind.CASE,
    hint="Only cases about the same person that you manage are offered.",
    may=Permission.MANAGE,
)
MERGE = Transition(
    key="merge",
    label="Merge it into another case about the same matter",
    said="{actor} merged this report into another case about the same matter",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(RECEIVED,),
    enters=MERGED,
    guards=(guards.not_the_reporter, reporter_was_answered, nothing_was_begun),
    asks=(
        INTO,
        Question("same_matter", "It is the same incident, and the same person", Kind.CONFIRM),
        Question(
            "merge_news",
            "Could this report change the harm tests, the severity or the route of the other case?",
            Kind.YES_NO_UNSURE,
            hint="If it could, the other case is judged again within the time for triage.",
        ),
        Question("merge_reasons", "How do you know that it is the same?", Kind.ACCOUNT, most=4_000),
    ),
    weighty="The report keeps its number and its record. The matter goes on under the other number alone.",
    source="Domain note 8, merge: same incident and same subject; invariant 22",
)
KNOWN_SINCE = Question(AWARE_SINCE, "Since when has the school known of the matter?", Kind.MOMENT)
TAKE_IN = Transition(
    key="take-in",
    label="Take in a second report of the same matter",
    said="{actor} merged a second report of the same matter into this case",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=TAKES_IN,
    asks=(
        Question("duplicate", "Which report was it?", Kind.CASE, may=Permission.MANAGE),
        Question("duplicate_reported", "When was it made?", Kind.MOMENT),
        KNOWN_SINCE,
        Question("duplicate_account", "What does it say?", Kind.ACCOUNT),
        Question("categories", "What was seen or heard, in all?", Kind.MANY, options=BREACHES, required=False),
        Question(
            "breaches", "Which parts of the policy are touched, in all?", Kind.MANY, options=BREACHES, required=False
        ),
        Question(
            "carried",
            "Which tracks did it open?",
            Kind.MANY,
            options=(Option(ICO.key, ICO.title), Option(DISCLOSURE.key, DISCLOSURE.title)),
            required=False,
        ),
        Question(
            "merge_news",
            "Could this report change the harm tests, the severity or the route of the other case?",
            Kind.YES_NO_UNSURE,
        ),
        Question(
            "also_reported",
            "Who made it?",
            Kind.PEOPLE,
            required=False,
            becomes=roles.ALSO_REPORTED,
            from_roles=roles.ALSO_REPORTED.from_posts,
        ),
        Question(
            "kept_out",
            "Who is kept out of it?",
            Kind.PEOPLE,
            required=False,
            becomes=roles.CONFLICTED,
            from_roles=roles.CONFLICTED.from_posts,
        ),
        Question(
            "data_officer",
            "Who looks at the data breach?",
            Kind.PERSON,
            required=False,
            becomes=roles.DATA_OFFICER,
            from_roles=roles.DATA_OFFICER.from_posts,
        ),
        Question(
            "due_triage", "By when must it be triaged, counted from the first report?", Kind.MOMENT, required=False
        ),
        Question("due_ico", "By when must the ICO be told, counted from it?", Kind.MOMENT, required=False),
        Question("due_disclosure", "By when is disclosure checked, counted from it?", Kind.MOMENT, required=False),
    ),
    tells=(roles.CASE_MANAGER, roles.INVESTIGATOR),
    by_itself=True,
    source="Domain note 8, merge: no loss",
)
CLOSE_ALONG = Transition(
    key="close-along",
    label="Close along with the other case",
    said="{actor} proposed to close the case into which this report was merged",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(MERGED,),
    by_itself=True,
    source="Domain note 9, L18: each reporter is told that the matter was dealt with",
)


def _carried(track: str) -> When:
    return lambda _case, answers: track in (answers.get("carried") or ())


def _reporter_at_risk(case: CaseFacts, answers: Answers) -> bool:
    triaged = {key: case.answer(key) for key in ("power_over_reporter", "serious", "severity")}
    too = bool(answers.get("also_reported")) and case.when("triage") is not None
    return too and reported_by_a_colleague(case, triaged)


_WHY = "the report that was merged speaks of it"
FOLLOWS = (
    Follow(after=(MERGE,), enters=ICO_CARRIED, leaves=(ICO_ASSESSING,), why="it goes on in the other case"),
    Follow(after=(MERGE,), enters=DISCLOSURE_CARRIED, leaves=(DISCLOSURE_DUE,), why="it goes on in the other case"),
    Follow(after=(TAKE_IN,), enters=ICO_ASSESSING, when=_carried(ICO.key), why=_WHY),
    Follow(
        after=(TAKE_IN,),
        enters=ICO_ASSESSING,
        leaves=(ICO_NOT_REPORTABLE, ICO_ENDED),
        when=_carried(ICO.key),
        why=_WHY,
    ),
    Follow(after=(TAKE_IN,), enters=DISCLOSURE_DUE, when=_carried(DISCLOSURE.key), why=_WHY),
    Follow(
        after=(TAKE_IN,),
        enters=DISCLOSURE_DUE,
        leaves=(DISCLOSURE_NOT_PROTECTED,),
        when=_carried(DISCLOSURE.key),
        why=_WHY,
    ),
    Follow(
        after=(TAKE_IN,),
        enters=REPORTER_CARE_OPEN,
        when=_reporter_at_risk,
        why="another colleague reported it too",
    ),
    Follow(
        after=(TAKE_IN,),
        enters=REPORTER_CARE_OPEN,
        leaves=(REPORTER_CARE_ENDED,),
        when=_reporter_at_risk,
        why="another colleague reported it too",
    ),
)
TRANSITIONS = (MERGE, TAKE_IN, CLOSE_ALONG)
