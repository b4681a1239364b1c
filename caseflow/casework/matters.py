"""Earlier matters about the same person: what a case manager may be told of them, and what is told no more."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.casework import cases, people, related
from caseflow.casework.casefile import CaseFile, load_all
from caseflow.casework.people import Someone
from caseflow.lifecycle.days import local, months_after
from caseflow.lifecycle.terms import Actor, Earlier, Permission
from caseflow.procedure import outcomes
from caseflow.procedure.choices import OVERTURNED
from caseflow.procedure.places import MAIN, MERGED
from caseflow.procedure.reporting import REPORT
from caseflow.procedure.warned import CITE

MONTHS = "pattern.months"


@dataclass(frozen=True)
class Matters:
    """What may be told, the newest first; and how many formal sanctions are spent, of which no more is told."""

    told: tuple[Earlier, ...]
    spent: int

    @property
    def formal(self) -> tuple[Earlier, ...]:
        """Those that came to a formal sanction."""
        return tuple(one for one in self.told if one.formal)


def matters(file: CaseFile, actor: Actor) -> Matters:
    """The earlier cases about the same person that somebody may read, within the months the school looks back.

    Left out are those in which all was disproved or unfounded, or overturned on appeal, and reports that were merged.
    A spent warning is told no more, unless it is for safeguarding or somebody recorded in this case why it is relevant.
    """
    person = people.everyone(file.desk, file.case.school_id)[actor.id]
    cited = {case_id for key, case_id in file.links if key == CITE.asks[0].key}
    told, spent = [], 0
    for other in load_all(file.desk, related.about_the_same(file, person, Permission.READ)):
        if not _counts(file, other) or not (codes := _codes(other)):
            continue
        if is_spent(other, file) and other.case.id not in cited:
            spent += 1
        else:
            told.append(_matter(other, codes, file))
    return Matters(tuple(sorted(told, key=lambda one: one.on, reverse=True)), spent)


def _counts(file: CaseFile, other: CaseFile) -> bool:
    """Whether another case is earlier than this one, not too old, and told by its own number."""
    mine, theirs = file.when(REPORT.key), other.when(REPORT.key)
    if mine is None or theirs is None or theirs >= mine or other.at(MAIN) == MERGED.key:
        return False
    day = local(mine).date()
    return local(theirs).date() >= months_after(day, -int(file.setting(MONTHS)))


def _codes(other: CaseFile) -> tuple[str, ...]:
    """The breaches that were alleged and not disproved; none where an appeal overturned the decision."""
    if outcomes.came_to(other) is None:
        return tuple(code for _, code in other.breaches())
    if outcomes.appealed(other) == OVERTURNED:
        return ()
    found = outcomes.findings_now(other)
    return tuple(code for key, code in other.breaches() if found.get(key) not in outcomes.DISPROVED)


def is_spent(other: CaseFile, file: CaseFile) -> bool:
    """Whether it came to a warning that is live no more and may not be cited: one for safeguarding always may."""
    given = outcomes.warning(other)
    return given is not None and given.spent(file.now.date()) and not given.safeguarding


def _matter(other: CaseFile, codes: tuple[str, ...], file: CaseFile) -> Earlier:
    reported = other.when(REPORT.key) or other.case.opened_at
    return Earlier(
        case=other.case.id,
        reference=other.reference,
        codes=codes,
        on=local(reported).date(),
        outcome=outcomes.outcome(other, file.now.date()),
        formal=outcomes.is_formal(other),
    )


def looked_at(file: CaseFile, actor: Someone, found: Matters) -> None:
    """Write down that somebody is about to be shown earlier matters; nothing if there are none."""
    told = [one.case for one in found.told]
    cases.about_to_list(file.desk, actor, told, "Earlier matters about the same person were read")
