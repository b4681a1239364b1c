"""When a panel cannot sit as it was arranged: an appeal hearing moves, or somebody else sits on a panel (decision 29)."""

from __future__ import annotations

from datetime import datetime

from caseflow.lifecycle.days import local, say_day, working_days_after
from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Check,
    Kind,
    Objection,
    Permission,
    Question,
    Role,
    Transition,
)
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.hearing import APPEAL_AT, APPEAL_HEARERS, HEARERS
from caseflow.procedure.places import APPEAL_SET, HEARD, HEARING_SET, MAIN


@checks.check(
    "appeal-postponed-within-limit", "An appeal hearing moves by no more days than the law gives, once.", "ERA 1999 s10"
)
def appeal_postponed_within_limit(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    arranged: datetime | None = case.answer(APPEAL_AT.key)
    if arranged is None:
        return None
    new: datetime = answers[APPEAL_AT.key]
    if new <= arranged:
        return Objection(APPEAL_AT.key, "Choose a time after the one already arranged.")
    limit = working_days_after(local(arranged).date(), int(case.setting("hearing.postpone_working_days")))
    if (local(new).date() > limit or _moved_before(case)) and not answers.get("appeal_postponed_longer_reason"):
        return Objection(
            "appeal_postponed_longer_reason",
            f"Say why: the appeal hearing moves a second time, or beyond {say_day(limit)}.",
        )
    return None


def _moved_before(case: CaseFacts) -> bool:
    arranged, moved = case.when("set-appeal-hearing"), case.when("postpone-appeal-hearing")
    return moved is not None and (arranged is None or moved > arranged)


def _somebody_changes(question: Question, part: Role) -> Check:
    def test(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
        if set(answers[question.key]) == case.held_by(part):
            return Objection(question.key, "These people sit already. Name the panel as it is to sit from now on.")
        return None

    key = f"{question.key.replace('_', '-')}-change"
    return Check(key, "Where somebody on a panel is replaced, the panel is another than before.", test)


@checks.check(
    "new-panel-may-dismiss",
    "A panel that may dismiss stays a full one when somebody on it is replaced.",
    "note 4 and 8",
)
def new_panel_may_dismiss(case: CaseFacts, actor: Actor, answers: Answers) -> Objection | None:
    worst = {"worst_outcome": case.answer("worst_outcome")}
    return checks.panel_may_dismiss.test(case, actor, {**answers, **worst})


_WHOLE_PANEL = "Name the whole panel as it sits from now on. Whoever is not named has no part in it any more."

POSTPONE_APPEAL = Transition(
    key="postpone-appeal-hearing",
    label="Postpone the appeal hearing",
    said="{actor} postponed the appeal hearing",
    track=MAIN,
    needs=Permission.CONVENE,
    leaves=(APPEAL_SET,),
    checks=(appeal_postponed_within_limit,),
    asks=(
        APPEAL_AT,
        Question(
            "appeal_postponed_for",
            "At whose request, and why?",
            Kind.ACCOUNT,
            hint="If the companion cannot come, the new time is the one the person offers, up to five working days later.",
        ),
        Question("appeal_postponed_longer_reason", "Why later than that, or again?", Kind.ACCOUNT, required=False),
    ),
    tells=(roles.APPEAL_HEARER,),
    source="Employment Relations Act 1999 s10(4) and (5): an appeal is a hearing, too",
)
REPLACE_HEARER = Transition(
    key="replace-hearer",
    label="Replace somebody who hears the case",
    said="{actor} replaced somebody who hears the case",
    track=MAIN,
    needs=Permission.CONVENE,
    leaves=(HEARING_SET, HEARD),
    enters=HEARING_SET,
    guards=(guards.police_do_not_lead, guards.charged_needs_release),
    checks=(checks.hearers_stand_apart, new_panel_may_dismiss, _somebody_changes(HEARERS, roles.HEARER)),
    asks=(
        HEARERS,
        Question(
            "hearer_replaced_for",
            "Who is replaced, and why?",
            Kind.ACCOUNT,
            hint=f"{_WHOLE_PANEL} If the hearing was held already, postpone it next: whoever decides has to hear.",
        ),
    ),
    clears=(roles.HEARER,),
    tells=(roles.HEARER,),
    source="Acas Code 12 and 18: the case is decided by those who heard it",
)
REPLACE_APPEAL_HEARER = Transition(
    key="replace-appeal-hearer",
    label="Replace somebody who hears the appeal",
    said="{actor} replaced somebody who hears the appeal",
    track=MAIN,
    needs=Permission.CONVENE,
    leaves=(APPEAL_SET,),
    guards=(guards.police_do_not_lead, guards.charged_needs_release),
    checks=(
        checks.appeal_hearers_stand_apart,
        checks.appeal_panel_no_smaller,
        _somebody_changes(APPEAL_HEARERS, roles.APPEAL_HEARER),
    ),
    asks=(
        APPEAL_HEARERS,
        Question(
            "appeal_hearer_replaced_for",
            "Who is replaced, and why?",
            Kind.ACCOUNT,
            hint=f"{_WHOLE_PANEL} If the appeal was heard already, postpone it next: whoever decides has to hear.",
        ),
    ),
    clears=(roles.APPEAL_HEARER,),
    tells=(roles.APPEAL_HEARER,),
    source="Acas Code 26 to 29",
)
TRANSITIONS = (POSTPONE_APPEAL, REPLACE_HEARER, REPLACE_APPEAL_HEARER)
