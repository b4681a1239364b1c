"""Reports that were sent: the receipt, what became of them in five words, and one's own answers."""

from __future__ import annotations

from datetime import datetime

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from caseflow.casework import cases, drafts, journal, links
from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, places, roles
from caseflow.procedure.places import MAIN
from caseflow.procedure.reporting import REPORT
from caseflow.procedure.splitting import SPLIT_OFF
from caseflow.records import Case, Position
from caseflow.web.desk import current_person, desk
from caseflow.web.report_words import given_cards, receiver

RECEIVED, READ, LOOKED_INTO, CLOSED = "Received", "Read by the case manager", "Being looked into", "Closed"
_ASKED = {question.key for question in REPORT.asks}
_WORDS = {places.RECEIVED.key: RECEIVED, places.TRIAGE.key: READ, places.CLOSED.key: CLOSED}


def status(state: str) -> str:
    """What a reporter may know of where a case stands: one of a few words, and never more."""
    return _WORDS.get(state, LOOKED_INTO)


def mine() -> ResponseReturnValue:
    """One's own draft and the reports one has sent."""
    person = current_person()
    own = cases.visible_cases(desk(), person, Permission.READ_OWN_REPORT).with_only_columns(
        Case.id, Case.reference, Case.opened_at
    )
    rows = desk().session.execute(own.order_by(Case.opened_at.desc())).all()
    standing = select(Position.case_id, Position.state).where(
        Position.track == MAIN.key, Position.case_id.in_([row.id for row in rows])
    )
    states = links.standing(desk(), {row.case_id: row.state for row in desk().session.execute(standing)})
    return render_template(
        "report/mine.html",
        begun=drafts.unfinished(desk(), person),
        reports=[(row.reference, row.opened_at, status(states.get(row.id, ""))) for row in rows],
    )


def receipt(reference: str) -> ResponseReturnValue:
    """That it arrived, where it went, what happens next, and what not to do."""
    file = cases.find(desk(), current_person(), reference, Permission.READ_OWN_REPORT)
    cases.about_to_read(file, current_person(), "receipt", said="the receipt of their own report")
    return render_template(
        "report/receipt.html",
        reference=file.reference,
        receiver=receiver(file.facts["routed"]["post"]),
        due=due_of(file),
        sent_at=file.case.opened_at,
        own=True,
        goes_on=links.goes_on_in(file, current_person()),
    )


def sent_about_me() -> ResponseReturnValue:
    """The receipt of a report about, or perhaps about, the one who sent it: shown while they are signed in."""
    kept = session.get("sent_about_me")
    if not kept:
        return redirect(url_for("report.mine"))
    return render_template(
        "report/receipt.html",
        reference=kept["reference"],
        receiver=receiver(kept["post"]),
        due=datetime.fromisoformat(kept["due"]),
        own=False,
    )


def show(reference: str) -> ResponseReturnValue:
    """What one reported, word for word. The reading is journalled first."""
    person = current_person()
    file = cases.find(desk(), person, reference, Permission.READ_OWN_REPORT)
    cases.about_to_read(file, person, "own report", said="their own report")
    return render_template(
        "report/show.html",
        file=file,
        status=status(links.standing(desk(), {file.case.id: file.at(MAIN) or ""})[file.case.id]),
        cards=given_cards(_reported(file)),
        options=[
            choice.transition
            for choice in PROCEDURE.options(file, person)
            if choice.objection is None and choice.transition.needs in roles.REPORTER.holds
        ],
    )


def due_of(file: CaseFile) -> datetime:
    """By when the reporter is answered."""
    due = [clock.first_due_at for clock in file.clocks if clock.key == "acknowledge"]
    return min(due, default=file.case.opened_at)


def _reported(file: CaseFile) -> dict[str, object]:
    """The answers as they were sent, from the journal: what was found out since is not the reporter's to read."""
    for entry in journal.read(desk(), file.scope):
        if entry.said.get("action") in (REPORT.key, SPLIT_OFF.key):
            return {key: value for key, value in entry.said["answers"].items() if key in _ASKED}
    return {}
