"""The handbook's chapters that are lists: letters, breaches, people, settings, and every key there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caseflow.lifecycle.handbook_words import bullets, code, codes, done, named, section, table
from caseflow.lifecycle.procedure import Procedure
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Category, Letter, Role, Setting


def letters(procedure: Procedure) -> list[str]:
    """Every letter: when it falls due, to whom it goes, what it cannot be without."""
    return [line for letter in procedure.letters for line in section(_letter_title(letter), 3, _letter(letter))]


def _letter_title(letter: Letter) -> str:
    return f"{letter.key}: {letter.title}"


def _letter(letter: Letter) -> list[str]:
    facts = [
        ("Goes to", letter.to),
        ("Falls due after", done(letter.after)),
        ("May be written", "also when the case is closed" if letter.at_any_time else ""),
        ("What it is about", letter.about),
        ("Cannot go without", "; ".join(f"{named(fact.title, fact.key)}" for fact in letter.needs)),
        ("Asked when it is written", codes(fact.key for fact in letter.needs if fact.asked_at_letter)),
        ("The school's own words", "; ".join(named(free.title, free.key) for free in letter.free)),
        ("Source", letter.source),
    ]
    return bullets(f"**{name}:** {words}" for name, words in facts if words and words != "–")


def breaches(procedure: Procedure, routes: Mapping[str, str], clauses: Mapping[str, str]) -> list[str]:
    """The catalogue of breaches, each with the clause it rests on."""
    legend = bullets(f"{code(key)}: {words}" for key, words in routes.items())
    lead = ["Where each may lead:", "", *legend] if legend else []
    chapters = (section(f"{one.key}: {one.title}", 3, _breach(one, clauses)) for one in procedure.categories)
    return [*lead, *(line for chapter in chapters for line in chapter)]


def _breach(breach: Category, clauses: Mapping[str, str]) -> list[str]:
    words = f": “{clauses[breach.clause]}”" if breach.clause in clauses else ""
    facts = [
        ("In the report form", breach.plain),
        ("Clause of the policy", f"{breach.clause}, {breach.section}{words}"),
        ("How serious, from 1 (advice) to 5 (crime)", str(breach.severity)),
        ("Where it leads", codes(breach.routes)),
        ("What excuses it", " ".join(breach.exceptions)),
        ("Note", breach.note),
    ]
    return bullets(f"**{name}:** {said}" for name, said in facts if said)


def people(procedure: Procedure) -> list[str]:
    """The posts of the school, and the parts that people play in a case with what each may do."""
    posts = [[named(capital(role.title), role.key), role.about] for role in procedure.roles if not role.in_case]
    parts = (role for role in procedure.roles if role.in_case)
    return [
        *section("Posts in the school", 3, ["A post opens no case: only a part in it does.", ""]),
        *table(["Post", "About"], posts),
        *(line for role in parts for line in section(f"Part: {role.title}", 3, _part(procedure, role))),
    ]


def _part(procedure: Procedure, role: Role) -> list[str]:
    by_nobody = (procedure.opening, *(one for one in procedure.transitions if one.by_itself))
    may = [one for one in procedure.transitions if one.needs in role.holds and one not in by_nobody]
    facts = [
        ("Key", code(role.key)),
        ("About", role.about),
        ("Filled from", ", ".join(post.title for post in role.from_posts)),
        ("Goes on without the post", "yes" if role.outlives_post else ""),
        ("Takes everything else away", "yes" if role.bars else ""),
        ("Is kept apart like", role.counts_as.title if role.counts_as else ""),
        ("Lasts", "from a day until a day" if role.dated else _for_a_while(procedure, role)),
        ("Holds", codes(sorted(role.holds))),
        ("May do", done(may)),
    ]
    return bullets(f"**{name}:** {words}" for name, words in facts if words and words != "–")


def _for_a_while(procedure: Procedure, role: Role) -> str:
    return "until some days after it is done with" if role.key in procedure.lingering else ""


def settings(procedure: Procedure) -> list[str]:
    """The numbers that differ from school to school, with what a school starts from."""
    rows = [[one.title, code(one.key), _offered(one), one.source] for one in procedure.settings]
    return table(["Setting", "Key", "A school starts from", "Source"], rows)


def _offered(one: Setting) -> str:
    titles = {option.key: option.title for option in one.options}
    others = [title.lower() for key, title in titles.items() if key != one.default]
    starts = titles.get(str(one.default), f"{one.default} {one.unit}".strip()) or "to be set"
    return starts + (f" (or {' or '.join(others)})" if others else "")


def keys(procedure: Procedure) -> dict[str, list[str]]:
    """Every key of the procedure, by what kind of thing it names. Keys are for ever."""
    found: dict[str, Iterable[str]] = {
        "tracks": procedure.track,
        "states": procedure.state,
        "transitions": procedure.by_key,
        "questions": procedure.question,
        "letters": procedure.letter,
        "clocks": procedure.deadline,
        "roles": procedure.role,
        "categories": {category.key for category in procedure.categories},
        "settings": {setting.key for setting in procedure.settings},
    }
    return {kind: sorted(known) for kind, known in found.items()}


def index(procedure: Procedure) -> list[str]:
    """All keys, to look up what to type."""
    return [
        line for kind, known in keys(procedure).items() for line in section(f"Keys of {kind}", 3, [codes(known), ""])
    ]
