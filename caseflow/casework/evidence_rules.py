"""Who may do what with evidence, and when a case takes no file at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from caseflow.casework import vouched
from caseflow.casework.casefile import CaseFile
from caseflow.casework.people import Someone
from caseflow.casework.refusals import Refused
from caseflow.lifecycle.terms import Option, Permission, Question
from caseflow.procedure import PROCEDURE, guards, roles
from caseflow.procedure import evidence as asked
from caseflow.procedure.evidence import ANSWER_PICTURE_AGAIN, FILE, NO_PICTURE
from caseflow.procedure.places import CLOSED, MAIN
from caseflow.procedure.reporting import IMAGE_GATE

_SO_IT_TAKES_NONE = "so this case takes no files until the case manager has recorded what the police advise."


def begin(file: CaseFile, actor: Someone, needs: Permission) -> None:
    """Take hold of the case, then refuse what is altered, not allowed or out of turn. Raises Refused, Tampered."""
    vouched.vouched_for(file)
    if words := objection(file, actor, needs):
        raise Refused(words)


def objection(file: CaseFile, actor: Someone, needs: Permission) -> str | None:
    """Why somebody may not do this now, or None. Buttons ask this too."""
    if not PROCEDURE.permits(file, actor, needs):
        return "Only those who handle this case may do this."
    if words := guards.not_the_subject.test(file, actor):
        return words
    if needs == Permission.NOTE and file.at(MAIN) == CLOSED.key:
        return "This case is closed. It would have to be reopened."
    return None


def picture_stop(file: CaseFile) -> str | None:
    """Why this case takes no file from anybody, or None.

    It takes none where the report, or any item since, said that there is or might be a picture of somebody under 18
    undressed or in a sexual way, or where an item was frozen; until the case manager has recorded the police's advice.
    """
    if file.answer(IMAGE_GATE.key) != NO_PICTURE:
        since = file.when(ANSWER_PICTURE_AGAIN.key)
        who = "The case manager recorded" if since else "The report says"
        return f"{who} that there is, or might be, a picture that nobody may copy, {_SO_IT_TAKES_NONE}"
    return next(_marked(file, file.when(ANSWER_PICTURE_AGAIN.key)), None)


def _marked(file: CaseFile, since: datetime | None) -> Iterator[str]:
    for row in file.evidence:
        at = row.frozen_at if row.image_flag == NO_PICTURE else row.added_at
        if at is not None and (since is None or at >= since):
            what = "may be illegal" if row.frozen_at else "is, or might be, a picture that nobody may copy"
            yield f"E{row.number} {what}, {_SO_IT_TAKES_NONE}"


def questions(file: CaseFile, flag: str) -> tuple[Question, ...]:
    """What is asked of an item, after the answer about a picture: of one that must not be copied, no capture either."""
    takes_file = flag == NO_PICTURE and picture_stop(file) is None
    kind, *what = asked.WHAT
    kinds = tuple(one for one in kind.options if takes_file or one.key != FILE)
    captured = asked.CAPTURED if flag == NO_PICTURE else ()
    return (replace(kind, options=kinds), *what, *asked.WHENCE, *asked.POSTED, *captured, *_links(file))


def _links(file: CaseFile) -> Iterator[Question]:
    """To which allegations and which witness an item goes, where the case has any."""
    if file.allegations:
        options = tuple(Option(one["id"], f"{one['code']}: {one['title']}") for one in file.allegations)
        yield replace(asked.ALLEGATIONS, options=options)
    if witnesses := sorted(file.held_by(roles.WITNESS)):
        yield replace(asked.WITNESS, options=tuple(Option(one, file.name_of(one)) for one in witnesses))
