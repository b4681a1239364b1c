"""Evidence of a case: items E1, E2 and so on, added, never edited, and frozen if they may be illegal.

An item is corrected by a note that names the entry which added it. A file is taken only after the answer that it shows
nobody under 18 undressed or in a sexual way, and never in a case that has, or might have, such a picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from caseflow.casework import evidence_rules as rules
from caseflow.casework import journal, notices, vouched
from caseflow.casework.casefile import CaseFile
from caseflow.casework.evidence_files import CONTROL, Arrived, limits, remove_afterwards
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.lifecycle.answers import accept_questions, plain
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import roles
from caseflow.procedure.evidence import FILE, NO_PICTURE, PICTURE
from caseflow.records import EvidenceRecord, new_id

FROZEN_NOTICE = "evidence-frozen"
_KIND = "item_kind"


@dataclass(frozen=True)
class Blobs:
    """The file of an item, as its row keeps it: names in the store, keys wrapped under the case's, and what it is."""

    described: dict[str, Any]
    blob: str
    blob_key: bytes
    size: int
    copy: str | None = None
    copy_key: bytes | None = field(default=None, repr=False)

    def columns(self, *, frozen: bool) -> dict[str, Any]:
        """What stands in the row; what is frozen has no copy."""
        copied = {} if frozen else {"copy": self.copy, "copy_key": self.copy_key}
        return {"blob": self.blob, "blob_key": self.blob_key, "size": self.size, **copied}


def wrapped(file: CaseFile, arrived: Arrived) -> Blobs:
    """A file that arrived, with its keys wrapped under the case's."""
    kept, copied = arrived.original, arrived.copy
    return Blobs(
        described=arrived.described(),
        blob=kept.name,
        blob_key=file.desk.wrap(file.scope, kept.key, kept.name),
        size=kept.size,
        copy=copied.name if copied else None,
        copy_key=file.desk.wrap(file.scope, copied.key, copied.name) if copied else None,
    )


def flag(file: CaseFile, picture: object) -> str:
    """The answer to whether it might show somebody under 18 undressed. Raises BadAnswers if there is none."""
    return str(accept_questions((PICTURE,), {PICTURE.key: picture}, file)[PICTURE.key])


def stopped(file: CaseFile, actor: Someone, answer: str) -> None:
    """Write down that somebody was about to add something and said that it is, or might be, such a picture.

    It may be that nothing is added then; that it was said is on the record all the same.
    """
    said = "yes" if answer == "yes" else "not sure"
    journal.write(
        file.desk,
        file.case.school_id,
        file.scope,
        "case",
        "picture_answered",
        actor.id,
        answer=answer,
        sentence=f"{actor.name} was about to add evidence, and answered “{said}” to the question about pictures",
    )


def accepted(file: CaseFile, given: Mapping[str, Any], *, picture: str, has_file: bool) -> dict[str, Any]:
    """The answers about an item, cleaned. Raises BadAnswers, also where a file and what is said of it do not agree."""
    asked = rules.questions(file, picture)
    try:
        answers, errors = accept_questions(asked, given, file), {}
    except BadAnswers as bad:
        answers, errors = {}, bad.errors
    said = given.get(_KIND)
    if said == FILE and not has_file and _KIND not in errors:
        errors[CONTROL] = "Select a file"
    if has_file and said != FILE:
        errors[_KIND] = "You added a file: select “A file”, or take the file away"
    if errors:
        raise BadAnswers(errors)
    return answers


def hindrance(file: CaseFile, picture: str, more: int = 0) -> str | None:
    """Why no file (of this size) is taken here, or None."""
    if picture != NO_PICTURE:
        return "Nothing is copied that shows, or might show, anybody under 18 undressed or in a sexual way."
    if words := rules.picture_stop(file):
        return words
    sizes = [row.size for row in file.evidence if row.size is not None]
    return limits(file.desk, file.case.school_id).no_room(sizes, more)


def add(
    file: CaseFile, given: Mapping[str, Any], actor: Someone, *, picture: str, arrived: Arrived | None = None
) -> EvidenceRecord:
    """Add an item. `picture` is the answer to the question that comes before everything else.

    Raises BadAnswers, and Refused if this person may not, or if a file came that may not be taken.
    """
    rules.begin(file, actor, Permission.NOTE)
    answered = flag(file, picture)
    if arrived and (words := hindrance(file, answered, arrived.original.size)):
        raise Refused(words)
    answers = accepted(file, given, picture=answered, has_file=arrived is not None)
    blobs = wrapped(file, arrived) if arrived else None
    return keep(file, {key: plain(value) for key, value in answers.items()}, actor, answered, blobs)


def keep(
    file: CaseFile,
    card: dict[str, Any],
    actor: Someone,
    image_flag: str,
    blobs: Blobs | None,
    *,
    frozen: bool = False,
    with_report: bool = False,
) -> EvidenceRecord:
    """Write an item down: its row, and the entry that vouches for it."""
    row = EvidenceRecord(
        id=new_id(),
        case_id=file.case.id,
        number=len(file.evidence) + 1,
        image_flag=image_flag,
        added_at=file.desk.now,
        frozen_at=file.desk.now if frozen else None,
        **(blobs.columns(frozen=frozen) if blobs else {}),
    )
    described = blobs.described if blobs else None
    sealed = {"card": card, "file": described, "by": actor.id, "with_report": with_report}
    row.sealed = file.desk.seal(file.scope, sealed, f"evidence/{row.id}")
    file.desk.session.add(row)
    file.evidence.append(row)
    vouched.record(
        file,
        "evidence_added",
        actor,
        sentence=f"{actor.name} added E{row.number} to the evidence" + (", and it was frozen" if frozen else ""),
        evidence=row.number,
        item=row.id,
        image_flag=image_flag,
        card=card,
        given_file=described,
        frozen=frozen,
        with_report=with_report,
    )
    return row


def freeze(file: CaseFile, row: EvidenceRecord, actor: Someone) -> int:
    """It may be illegal: nobody opens it any more, its copy goes, and it is kept until the police advise.

    Whoever may read the case may do this. Raises Refused if it is frozen already.
    """
    rules.begin(file, actor, Permission.READ)
    if row.frozen_at is not None:
        raise Refused(f"E{row.number} is frozen already.")
    if row.copy:
        remove_afterwards(file.desk, [row.copy])
    row.frozen_at, row.copy, row.copy_key = file.desk.now, None, None
    handling = {one for role in (roles.CASE_MANAGER, roles.SAFEGUARDING_LEAD) for one in file.held_by(role)}
    for one in sorted(handling - {actor.id}):
        notices.queue(file, one, FROZEN_NOTICE)
    return vouched.record(
        file,
        "evidence_frozen",
        actor,
        sentence=f"{actor.name} froze E{row.number}: it may be illegal",
        evidence=row.number,
        item=row.id,
    )
