"""Cases: the list, the case page, and the one page on which every transition is carried out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import cases, journal, notices
from caseflow.casework.casefile import CaseFile
from caseflow.casework.perform import perform
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Stale
from caseflow.lifecycle.terms import Permission, Question, Transition
from caseflow.procedure import PROCEDURE
from caseflow.procedure.choices import FINDINGS
from caseflow.web import allegations, caselist, conditions, once, say
from caseflow.web.desk import current_person, desk, keep, undo
from caseflow.web.forms import first_error, form_for, given_in, put_errors

blueprint = Blueprint("cases", __name__, url_prefix="/cases")
blueprint.get("/conditions.css", endpoint="conditions")(conditions.style_sheet)

STAGES = (
    ("Report", ("received", "reopened")),
    ("Triage", ("triage", "low-level", "redirected")),
    ("Investigation", ("external-hold", "investigation", "case-to-answer", "no-further-action")),
    ("Hearing", ("hearing-set", "heard")),
    ("Outcome", ("outcome", "appeal", "appeal-set", "appeal-decided")),
    ("Closed", ("closed",)),
)


@blueprint.get("/")
def listing() -> ResponseReturnValue:
    """The cases a person may read, with filters."""
    return render_template("cases/list.html", **caselist.page(request.args))


@blueprint.get("/<reference>")
def show(reference: str) -> ResponseReturnValue:
    """Where a case stands, what can be done now, and why the rest cannot."""
    person = current_person()
    file = cases.read(desk(), person, reference)
    notices.seen(desk(), person, file)
    entries = [entry for entry in journal.read(desk(), file.scope) if entry.event != "read"]
    return render_template("cases/show.html", **_page(file), entries=[_entry(file, one) for one in reversed(entries)])


@blueprint.get("/<reference>/readers")
def readers(reference: str) -> ResponseReturnValue:
    """Who can see this case, and who has read it."""
    file = cases.read(desk(), current_person(), reference, what="list of readers")
    if not cases.may(file, current_person(), Permission.READ):
        raise NotThere
    entries = [entry for entry in journal.read(desk(), file.scope) if entry.event == "read"]
    return render_template(
        "cases/readers.html", file=file, people=cases.who_can_see(file), entries=list(reversed(entries))
    )


@blueprint.route("/<reference>/do/<key>", methods=["GET", "POST"])
def do(reference: str, key: str) -> ResponseReturnValue:
    """Carry out a transition: one page, one form, one address for all of them."""
    person = current_person()
    transition = PROCEDURE.by_key.get(key)
    if transition is None or transition == PROCEDURE.opening:
        raise NotThere
    file = cases.find(desk(), person, reference, *PROCEDURE_PERMISSIONS)
    if not cases.may(file, person, transition.needs):
        raise NotThere
    if request.method == "GET":
        return _ask(file, transition, form_for(transition.asks, file, _before(file, transition)))
    return _act(file, transition)


PROCEDURE_PERMISSIONS = tuple({transition.needs for transition in PROCEDURE.transitions})


def _act(file: CaseFile, transition: Transition) -> ResponseReturnValue:
    form = form_for(transition.asks, file)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    reference, typed = file.reference, given_in(form, transition.asks)
    seen = request.form.get("seen", "")
    try:
        perform(file, transition, current_person(), typed, seen=int(seen) if seen.isdigit() else -1)
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        return _again(reference, transition, form, seen=seen), 422
    except (Stale, Refused) as refusal:
        return _again(reference, transition, form, words=str(refusal)), 409
    flash(f"{transition.label}: recorded")
    answer = _where_next(file)
    once.remember(answer)
    return redirect(answer, code=303)


def _again(reference: str, transition: Transition, form: Any, *, words: str = "", seen: str | None = None) -> str:
    """The form as it was typed, with what is wrong; whatever had been begun is undone first."""
    undo()
    file = cases.find(desk(), current_person(), reference, *PROCEDURE_PERMISSIONS)
    return _ask(file, transition, form, words=words, seen=seen)


def _where_next(file: CaseFile) -> str:
    """The case, if the person may still open it; else their first page."""
    person = current_person()
    if cases.may(file, person, Permission.READ) or cases.may(file, person, Permission.READ_BUNDLE):
        return url_for("cases.show", reference=file.reference)
    return url_for("today.home")


def _before(file: CaseFile, transition: Transition) -> dict[str, Any]:
    """What a form is filled with beforehand: the breaches of the report, and what may be said again."""
    if transition.key == "triage":
        return {"breaches": [one["code"] for one in file.allegations], "severity": str(file.facts.get("severity", ""))}
    return {}


def _ask(file: CaseFile, transition: Transition, form: Any, *, words: str = "", seen: str | None = None) -> str:
    person = current_person()
    objection = PROCEDURE.objection(transition, file, person)
    errors = first_error(form, transition.asks)
    if words:
        errors.insert(0, {"text": words, "href": "#main-content"})
    facing = cases.may(file, person, Permission.READ)
    return render_template(
        "cases/do.html",
        file=file,
        transition=transition,
        form=form,
        errors=errors,
        objection=objection,
        seen=file.case.version if seen is None else seen,
        finding_options=FINDINGS,
        conditions=conditions.in_words(transition.asks),
        facing=facing,
    )


def _page(file: CaseFile) -> dict[str, Any]:
    """What the case page shows besides the chronology."""
    person = current_person()
    whole = cases.may(file, person, Permission.READ)
    options = PROCEDURE.options(file, person)
    main = file.at(PROCEDURE.opening.track) or ""
    return {
        "file": file,
        "whole": whole,
        "main": PROCEDURE.state[main],
        "stages": _stages(main),
        "tracks": [
            (track, PROCEDURE.state[file.positions[track.key].state], file.positions[track.key].since)
            for track in PROCEDURE.tracks
            if track.key in file.positions and track != PROCEDURE.opening.track
        ],
        "groups": _grouped([choice.transition for choice in options if choice.objection is None]),
        "closed": [choice for choice in options if choice.objection],
        "clocks": [(clock, PROCEDURE.deadline[clock.key]) for clock in file.clocks if clock.met_at is None],
        "met": [(clock, PROCEDURE.deadline[clock.key]) for clock in file.clocks if clock.met_at is not None],
        "letters": [(letter, PROCEDURE.letter[letter.key]) for letter in file.letters],
        "people": cases.who_can_see(file),
        "cast": _cast(file) if whole else [],
        "now": file.desk.now,
        "may_issue": cases.may(file, person, Permission.ISSUE),
        "allegations": allegations.cards(file),
    }


def _grouped(open_now: list[Transition]) -> list[tuple[str, list[Transition]]]:
    """What can be done, under headings: what moves the case on, each side track, what is only recorded, people."""
    main = PROCEDURE.opening.track
    groups: dict[str, list[Transition]] = {"Next step": [], **{track.title: [] for track in PROCEDURE.tracks[1:]}}
    groups |= {"Record": [], "People": []}
    for transition in open_now:
        gives_a_part = transition.ends_parts or any(question.becomes for question in transition.asks)
        if transition.track != main:
            heading = transition.track.title
        elif transition.enters:
            heading = "Next step"
        else:
            heading = "People" if gives_a_part else "Record"
        groups[heading].append(transition)
    return [(heading, found) for heading, found in groups.items() if found]


def _stages(state: str) -> list[tuple[str, str]]:
    """The stages of the main line, each done, now or to come."""
    place = next((number for number, (_, states) in enumerate(STAGES) if state in states), 0)
    return [
        (title, "done" if number < place else "now" if number == place else "")
        for number, (title, _) in enumerate(STAGES)
    ]


def _cast(file: CaseFile) -> list[tuple[str, list[str]]]:
    """Who plays which part, the subject and the person who reported first."""
    shown = [(role.title, sorted(file.name_of(one) for one in file.held_by(role))) for role in PROCEDURE.roles]
    return [("person the case is about", [file.subject_name])] + [
        (title, names) for title, names in shown if names and title != "person the case is about"
    ]


def _entry(file: CaseFile, entry: journal.Entry) -> dict[str, Any]:
    """An entry of the journal as the chronology shows it."""
    transition = PROCEDURE.by_key.get(str(entry.said.get("action", "")))
    asked = {question.key: question for question in transition.asks} if transition else {}
    given = entry.said.get("answers", {})
    return {
        "number": entry.number,
        "sentence": entry.sentence,
        "at": entry.at,
        "kind": _kind(entry, transition),
        "answers": [_line(file, asked[key], value) for key, value in given.items() if key in asked],
        "moves": [
            (PROCEDURE.track[move["track"]].title, say.state(move["state_to"])) for move in entry.said.get("moves", [])
        ],
        "letters": entry.said.get("letters", []),
        "seq": entry.seq,
    }


def _line(file: CaseFile, question: Question, value: Any) -> tuple[str, str]:
    titles = {one["id"]: one["code"] for one in file.allegations}
    return question.asks, say.answer(question, value, lambda key: titles.get(key) or file.name_of(key))


def _kind(entry: journal.Entry, transition: Transition | None) -> str:
    if entry.event.startswith("letter"):
        return "letter"
    if transition is None or transition.key == "add-note":
        return "note"
    return "decision" if transition.weighty else ""


__all__ = ["blueprint", "keep"]
