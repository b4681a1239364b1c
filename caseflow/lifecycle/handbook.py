"""Writes a procedure out as a handbook, for a headteacher to read and to say: yes, that is what we do."""

from __future__ import annotations

from collections.abc import Mapping

from caseflow.lifecycle import handbook_lists as lists
from caseflow.lifecycle.handbook_clocks import clocks, tellings
from caseflow.lifecycle.handbook_tracks import track_chapter, track_heading
from caseflow.lifecycle.handbook_words import bullets, link, section, sourced
from caseflow.lifecycle.procedure import Procedure

_NOTHING: Mapping[str, str] = {}


def handbook(procedure: Procedure, routes: Mapping[str, str] = _NOTHING, clauses: Mapping[str, str] = _NOTHING) -> str:
    """The whole procedure in Markdown. `routes` says what the codes of the breaches' routes mean, `clauses` gives
    the policy's words; both may be left out, because a procedure knows only their keys.
    """
    chapters = _chapters(procedure, routes, clauses)
    lines = [
        "# The procedure",
        "",
        "What this school does when somebody reports that a member of staff broke the policy: every step, who may take",
        "it, what stands in its way, and what follows. This page is written by the program from what it really does.",
        "Do not edit it: change `caseflow/procedure/` and type `make handbook`.",
        "",
        *section("Contents", 2, bullets(link(heading) for heading in chapters)),
        *section("How to read it", 2, _reading(procedure)),
        *(line for body in chapters.values() for line in body),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def keys(procedure: Procedure) -> dict[str, list[str]]:
    """Every key of the procedure, by what kind of thing it names. Keys are for ever."""
    return lists.keys(procedure)


def _chapters(procedure: Procedure, routes: Mapping[str, str], clauses: Mapping[str, str]) -> dict[str, list[str]]:
    """Each chapter by its heading, in order."""
    written = {track_heading(track): track_chapter(procedure, track) for track in procedure.tracks}
    for heading, body in (
        ("Letters", lists.letters(procedure)),
        ("Clocks", clocks(procedure)),
        ("Escalations", tellings(procedure)),
        ("Breaches", lists.breaches(procedure, routes, clauses)),
        ("People", lists.people(procedure)),
        ("Settings", lists.settings(procedure)),
        ("All keys", lists.index(procedure)),
    ):
        written[heading] = section(heading, 2, body)
    return written


def _reading(procedure: Procedure) -> list[str]:
    """What has to be known before the rest can be read."""
    return [
        "A case moves along a main line, and side tracks run beside it. It stands at one place on each track that is",
        "open. Whoever has the right part in the case may do what a track offers from the place where the case stands.",
        f"A case begins with {link(procedure.opening.label)}.",
        "",
        "Names in `this type` are keys: they stand in the records for ever, and in rehearsals they are what one types.",
        "",
        "These hold for everything that is done:",
        "",
        *bullets(sourced(guard.rule, guard.source) for guard in procedure.always),
    ]
