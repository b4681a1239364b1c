"""The staff list: who is on it, adding one or many, and who holds which post."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import addresses, given_posts, invitations, people, post_sent, searching, staff, stafflist
from caseflow.casework.particulars import LEAST_PASSWORD
from caseflow.casework.people import Someone
from caseflow.casework.post_keeping import MAY_AGREE, SEE_THE_LIST, agreed_by, keepers_of, kept_by
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.casework.schools import POSTS
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Kind, Option, Question
from caseflow.procedure import roles
from caseflow.web import once, staff_address, staff_sessions
from caseflow.web.desk import current_person, desk
from caseflow.web.forms import first_error, form_for, put_errors

blueprint = Blueprint("staff", __name__, url_prefix="/staff")

SIZE, MOST_SHOWN = 50, 200
blueprint.route("/<person_id>/sessions", methods=["GET", "POST"], endpoint="sessions")(staff_sessions.page)
blueprint.route("/<person_id>/address", methods=["GET", "POST"], endpoint="address")(staff_address.page)


def _keeper() -> Someone:
    """Whoever is signed in, if the staff list is anything to them."""
    person = current_person()
    if not person.holds(*SEE_THE_LIST):
        raise NotThere
    return person


@blueprint.get("/")
def listing() -> ResponseReturnValue:
    """Everybody on the list, by name, with a filter, a page at a time."""
    me = _keeper()
    search, post = request.args.get("search", "")[:2_000], request.args.get("post", "")
    words = searching.opened(desk(), me, search)
    post = post if post in POSTS else ""
    found = sorted(people.everyone(desk(), me.school_id).values(), key=lambda one: (people.fold(one.name), one.id))
    found = [one for one in found if _fits(one, people.fold(words), post)]
    start = next((place + 1 for place, one in enumerate(found) if one.id == request.args.get("after")), 0)
    shown = found[start : start + SIZE]
    waiting = given_posts.of_school(desk(), me.school_id)
    return render_template(
        "staff/list.html",
        waiting={one.to.id for one in waiting},
        agrees=me.holds(*MAY_AGREE),
        people=[(one, _titles(one), staff.may_change(me, one)) for one in shown],
        me=me,
        ends_sessions=me.holds(roles.IT_ADMINISTRATOR.key),
        words=words,
        search=search if words else "",
        post=post,
        posts=POSTS.values(),
        found=len(found),
        start=start,
        bounced=post_sent.bounced(desk(), me.school_id),
        following=shown[-1].id if start + SIZE < len(found) else "",
    )


@blueprint.post("/")
def search() -> ResponseReturnValue:
    """Look for a name or an address: sealed in the address of the answer, as on the list of cases."""
    me = _keeper()
    words, post = searching.sealed(desk(), me, request.form.get("words", "")), request.form.get("post", "")
    return redirect(url_for(".listing", search=words or None, post=post or None), code=303)


def _fits(one: Someone, words: str, post: str) -> bool:
    return words in f"{people.fold(one.name)} {people.fold(one.email)}" and (not post or post in one.roles)


def _titles(one: Someone) -> str:
    return capital(", ".join(role.title for key, role in POSTS.items() if key in one.roles) or "nothing")


@blueprint.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Put one person on the list."""
    me = _keeper()
    asks = (
        Question("name", "Name", Kind.LINE),
        Question("email", "E-mail address", Kind.LINE, "They sign in with it"),
        Question("post", "Post", Kind.LINE, "For example, teacher of geography. It stands in letters.", required=False),
        _posts_question(kept_by(me)),
    )
    form = form_for(asks, None)
    if request.method != "POST":
        return render_template("staff/add.html", form=form, asks=asks, errors=[], least=LEAST_PASSWORD)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    said = {key: str(form[key].data or "") for key in ("name", "email", "post")}
    chosen, password = form["roles"].data or (), request.form.get("password") or None
    try:
        staff.add(desk(), me, **said, asked=chosen, password=password, invites=_invites())
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        wrong = bad.errors.get("password", "")
        errors = first_error(form, asks) + ([{"text": wrong, "href": "#password"}] if wrong else [])
        page = render_template("staff/add.html", form=form, asks=asks, errors=errors, wrong=wrong, least=LEAST_PASSWORD)
        return page, 422
    flash("They are on the staff list" + _then(chosen))
    return _done()


def _invites() -> bool:
    """Whether people can be invited: there is a provider with whom they sign in."""
    return current_app.extensions["provider"] is not None


def _then(posts: Iterable[str]) -> str:
    """What is said besides, where some of these posts wait for a second person."""
    waits = staff.needs_agreement(posts)
    return ". What goes beyond member of staff counts when a second person has agreed" if waits else ""


def _posts_question(mine: frozenset[str]) -> Question:
    offered = tuple(Option(key, capital(role.title), role.about) for key, role in POSTS.items() if key in mine)
    return Question("roles", "What do they do?", Kind.MANY, "Select all that apply", options=offered)


def _done() -> ResponseReturnValue:
    answer = url_for("staff.listing")
    once.remember(answer)
    return redirect(answer, code=303)


@blueprint.route("/<person_id>", methods=["GET", "POST"])
def change(person_id: str) -> ResponseReturnValue:
    """Give somebody other posts, or deactivate them."""
    me = _keeper()
    other = staff.find(desk(), me, person_id)
    mine = kept_by(me)
    waiting = [one for one in given_posts.of_school(desk(), me.school_id) if one.to.id == other.id]
    waits = {one.post for one in waiting}
    asks = (
        _posts_question(mine),
        Question(
            "active",
            "May they sign in?",
            Kind.YES_NO,
            "People are deactivated and never deleted: the record speaks of them for decades.",
        ),
    )
    form = form_for(
        asks, None, {"roles": sorted((other.roles | waits) & mine), "active": "yes" if other.active else "no"}
    )
    if request.method == "POST":
        if (earlier := once.answered_before()) is not None:
            return redirect(earlier, code=303)
        try:
            active = {"yes": True, "no": False}.get(form["active"].data, other.active)
            chosen = form["roles"].data or ()
            staff.change(desk(), me, other.id, chosen, active=active)
        except BadAnswers as bad:
            put_errors(form, bad.errors)
        else:
            new = set(chosen) - other.roles if active and other.active else chosen if active else ()
            flash("What they do was recorded. If they were signed in, they sign in again" + _then(new))
            return _done()
    errors = first_error(form, asks)
    page = render_template(
        "staff/change.html",
        other=other,
        form=form,
        asks=asks,
        errors=errors,
        others=_others(other, mine),
        waits=[(capital(one.title), agreed_by(one.by, one.post)) for one in waiting],
        address_too=addresses.may_change(me, other),
        invited_too=_invites() and invitations.may_invite(desk(), me, other),
    )
    return page, 422 if errors else 200


def _others(other: Someone, mine: frozenset[str]) -> list[tuple[str, str]]:
    """The posts somebody holds that others keep, with who keeps them."""
    return [(capital(role.title), keepers_of(key)) for key, role in POSTS.items() if key in other.roles - mine]


@blueprint.route("/import", methods=["GET", "POST"])
def take() -> ResponseReturnValue:
    """Put many people on the list, from a CSV file or from rows pasted."""
    me = _keeper()
    if request.method != "POST":
        return _ask_for_file(me)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    pasted, sent = request.form.get("rows", ""), request.files.get("file")
    given = sent.read() if sent and sent.filename else pasted.encode()
    if sent and sent.filename and pasted.strip():
        return _ask_for_file(me, pasted, "Choose a file, or paste rows: not both")
    if not (sent and sent.filename) and not pasted.strip():
        return _ask_for_file(me, pasted, "Choose a CSV file, or paste the rows")
    try:
        outcome = stafflist.take(desk(), me, given)
    except stafflist.Unreadable as trouble:
        return _ask_for_file(me, pasted, str(trouble).rstrip("."))
    once.remember(url_for("staff.listing"))
    refused = [[one.line, list(one.cells), one.why] for one in outcome.refused]
    return render_template(
        "staff/imported.html", outcome=outcome, most=MOST_SHOWN, refused=json.dumps(refused, ensure_ascii=False)
    )


def _ask_for_file(me: Someone, pasted: str = "", wrong: str = "") -> ResponseReturnValue:
    mine = kept_by(me)
    page = render_template(
        "staff/import.html",
        pasted=pasted,
        wrong=wrong,
        errors=[{"text": wrong, "href": "#rows" if pasted.strip() else "#file"}] if wrong else [],
        columns=stafflist.COLUMNS,
        most=stafflist.MOST_ROWS,
        posts=[(key, role.title) for key, role in POSTS.items() if key in mine],
    )
    return page, 422 if wrong else 200


@blueprint.post("/import/refused")
def refused() -> ResponseReturnValue:
    """The rows that were refused, as a CSV file to be put right. They come from the page that listed them."""
    _keeper()
    try:
        rows = [_refused(one) for one in json.loads(request.form.get("refused", "[]"))]
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise NotThere from None
    answer = Response(stafflist.written(rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="rows-not-taken.csv"'
    return answer


def _refused(said: Any) -> stafflist.NotTaken:
    line, cells, why = said
    return stafflist.NotTaken(int(line), tuple(str(cell) for cell in cells)[: len(stafflist.COLUMNS)], str(why))
