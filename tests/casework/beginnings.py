"""Where a walk begins now and then, because chance alone would hardly come there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from casework.answers import decision, no_harm
from casework.passing import Life


def after_malice(walk: Life) -> None:
    """Whoever reported it had made it up, and meant harm: a case about them can be opened."""
    walk.take()
    _do(walk, "triage", **no_harm())
    said = {"findings": "malicious", "malice": "She told two colleagues that she had made it up."}
    _do(walk, "take-no-further-action", no_action_reasons="There was no such post.", **said)
    reporter = walk.town.cast.rosa.id
    _do(
        walk,
        "open-case-about-reporter",
        malicious_reporter=reporter,
        malicious_categories=["OTH-9"],
        malicious_account="She made up a report, and said so to two colleagues.",
        malicious_reasons="It was disproved, and meant to harm.",
    )


def after_a_spent_warning(walk: Life) -> None:
    """Something new is reported of somebody whose warning was spent long ago."""
    walk.begin("heard")
    walk.attempt(
        walk.town.who("hearer"), walk.procedure.by_key["decide"], decision(walk.town, sanction="final-warning")
    )
    walk.look()
    walk.town.clock.forward(days=400)
    walk.take()


def with_a_clock_that_stands_still(walk: Life) -> None:
    """A clock of the school's own was paused, with a reason."""
    walk.begin("investigation")
    later = (walk.town.clock() + timedelta(days=9)).date().isoformat()
    _do(walk, "pause-clock", clock_to_pause="investigation", pause_reasons="He is ill.", pause_look_again=later)


def with_the_matter_reported_twice(walk: Life) -> None:
    """The same matter was reported by two people, each under a number; the second was merged into the first."""
    walk.take()
    first = walk.reference
    walk.take({}, walk.town.cast.ada)
    walk.issue()
    same = {"same_matter": True, "merge_news": "no", "merge_reasons": "The same post on the same day."}
    _do(walk, "merge", merged_into=walk.town.id_of(first), **same)
    walk.look()
    walk.reference, walk.refused = first, False


def with_somebody_who_covers(walk: Life) -> None:
    """The headteacher is away, and the chair stands in from today on."""
    walk.begin("investigation")
    first = walk.town.clock().date()
    _do(
        walk,
        "arrange-cover",
        covering_manager=walk.town.cast.carol.id,
        cover_from=first.isoformat(),
        cover_until=(first + timedelta(days=30)).isoformat(),
        cover_reasons="She is away for a month.",
    )
    walk.town.clock.forward(hours=1)


def after_whoever_managed_it_has_left(walk: Life) -> None:
    """The headteacher has left, and the chair has read it in an emergency."""
    walk.begin("triage")
    cast = walk.town.cast
    walk.go_or_come(cast.helen)
    walk.read_in_an_emergency((cast.carol, cast.dpo))
    walk.look()
    said = {"take_on_reasons": "She has left.", "take_on_apart": True}
    walk.attempt(cast.carol, walk.procedure.by_key["take-on"], said)


RARE: tuple[Callable[[Life], None], ...] = (
    after_malice,
    after_a_spent_warning,
    with_a_clock_that_stands_still,
    with_the_matter_reported_twice,
    with_somebody_who_covers,
    after_whoever_managed_it_has_left,
)


def _do(walk: Life, key: str, **answers: Any) -> None:
    """The head does something, looked at as any other step."""
    walk.look()
    walk.attempt(walk.town.cast.helen, walk.procedure.by_key[key], answers)
