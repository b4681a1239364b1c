"""Cover for a case manager who is away: somebody else with the same rights, from a day until a day and no longer."""

from __future__ import annotations

from datetime import timedelta

from caseflow.lifecycle.days import say_day
from caseflow.lifecycle.terms import Actor, Answers, CaseFacts, Kind, Objection, Permission, Question, Transition
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.places import MAIN
from caseflow.procedure.routing import stays_with_the_governors


@guards.guard(
    "only-the-case-manager",
    "Only the case manager gives a case away or arranges cover, and not whoever covers.",
    "so that a case is never handed on twice",
)
def only_the_case_manager(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id not in case.held_by(roles.CASE_MANAGER):
        return "You cover for the case manager, who alone may do this. Give up the cover, if you cannot go on."
    return None


@guards.guard("covers-it", "Cover is given up by whoever covers.", "domain note 8, assign CM")
def covers_it(case: CaseFacts, actor: Actor) -> str | None:
    return None if actor.id in case.held_by(roles.COVERING_MANAGER) else "You do not cover for anybody in this case."


@guards.guard("somebody-covers", "Cover is ended where it was arranged.", "common sense")
def somebody_covers(case: CaseFacts, _actor: Actor) -> str | None:
    return None if case.held_by(roles.COVERING_MANAGER, ever=True) else "No cover was arranged in this case."


covering_manager_stands_apart = checks.keeps_apart(
    "covering_manager",
    (
        roles.REPORTER,
        roles.SUBJECT,
        roles.WITNESS,
        roles.CONFLICTED,
        roles.INVESTIGATOR,
        roles.HEARER,
        roles.APPEAL_HEARER,
        roles.SECOND_READER,
        roles.TRA_READER,
        roles.POLICE_READER,
        roles.LADO_READER,
        roles.GRADE_READER,
        roles.SEAL_KEEPER,
        roles.FOR_THE_GOVERNORS,
    ),
    "Whoever covers has no other part in the case and no conflict of interest.",
)


@checks.check("somebody-else-covers", "Whoever manages a case does not cover for themselves.", "common sense")
def somebody_else_covers(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    if answers["covering_manager"] in case.held_by(roles.CASE_MANAGER):
        return Objection("covering_manager", "Choose somebody else: they manage this case already.")
    return None


@checks.check("cover-ends", "Cover has a first and a last day, and lasts no longer than the school allows.", "local")
def cover_ends(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    first, last, most = answers["cover_from"], answers["cover_until"], int(case.setting("cover.days"))
    if last < first:
        return Objection("cover_until", f"Choose {say_day(first)} or later: cover does not end before it begins.")
    latest = first + timedelta(days=most - 1)
    if last > latest:
        return Objection("cover_until", f"Choose {say_day(latest)} or earlier: cover lasts {most} days at most.")
    return None


ARRANGE_COVER = Transition(
    key="arrange-cover",
    label="Arrange cover while you are away",
    said="{actor} arranged cover for a time away",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(only_the_case_manager,),
    checks=(
        somebody_else_covers,
        covering_manager_stands_apart,
        stays_with_the_governors("covering_manager"),
        cover_ends,
    ),
    asks=(
        Question(
            "covering_manager",
            "Who covers for you?",
            Kind.PERSON,
            becomes=roles.COVERING_MANAGER,
            from_roles=roles.COVERING_MANAGER.from_posts,
            lasts=("cover_from", "cover_until"),
            hint="They can do all that you can do, read the whole case, and can sit on no panel in it.",
        ),
        Question("cover_from", "From which day?", Kind.DAY, future=True),
        Question("cover_until", "Until the end of which day?", Kind.DAY, future=True),
        Question("cover_reasons", "Why, and what should they know first?", Kind.ACCOUNT, most=4_000),
    ),
    tells=(roles.COVERING_MANAGER,),
    hint="You keep the case. From the day after the last one, it does not exist for them any more.",
    source="Domain note 8: the case manager is routed, and cover stays within the routing",
)
END_COVER = Transition(
    key="end-cover",
    label="End the cover",
    said="{actor} ended the cover",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(only_the_case_manager, somebody_covers),
    asks=(Question("cover_ended", "Why does it end before its time?", Kind.ACCOUNT, required=False, most=2_000),),
    clears=(roles.COVERING_MANAGER,),
)
GIVE_UP_COVER = Transition(
    key="give-up-cover",
    label="Give up the cover",
    said="{actor} gave up the cover",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(covers_it,),
    asks=(Question("cover_given_up", "Why, and what waits?", Kind.ACCOUNT, most=2_000),),
    ends_parts=(roles.COVERING_MANAGER,),
    tells=(roles.CASE_MANAGER,),
)
DECLARE_CONFLICT_IN_COVER = Transition(
    key="declare-conflict-in-cover",
    label="Declare a conflict of interest, and give up the cover",
    said="{actor} declared a conflict of interest and gave up the cover",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(covers_it,),
    asks=(Question("conflict", "What is the conflict?", Kind.ACCOUNT, most=2_000),),
    takes=roles.CONFLICTED,
    ends_parts=(roles.COVERING_MANAGER,),
    tells=(roles.CASE_MANAGER,),
    weighty="From then on the case does not exist for you.",
    source="Domain note 8, assign CM",
)
TRANSITIONS = (ARRANGE_COVER, END_COVER, GIVE_UP_COVER, DECLARE_CONFLICT_IN_COVER)
