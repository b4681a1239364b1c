"""A careful person who brings a case to its end, wherever chance has left it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

from casework import posting
from casework.answering import SAY, by_name, words
from casework.walking import Walk

from caseflow.casework import letter_afterwards, people, schools
from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.terms import Kind, Permission, Question
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.places import ENDED, MAIN

# What a careful person does next, wherever a track stands.
NEXT = {
    "lado": {
        "lado-not-due": "propose-no-lado-referral",
        "lado-not-proposed": "agree-no-lado-referral",
        "lado-due": "log-lado-advice",
        "lado-referred": "log-lado-advice",
        "lado-advised": "end-lado",
    },
    "police": {
        **dict.fromkeys(("police-active", "police-released", "police-charged"), "record-police-outcome"),
        "police-due": "propose-no-police-report",
        "police-not-proposed": "agree-no-police-report",
    },
    "ico": {
        "ico-assessing": "find-breach-not-reportable",
        "ico-reportable": "record-ico-report",
        "ico-notified": "record-ico-reply",
    },
    "suspension": {"suspended": "lift-suspension", "alternative-duties": "end-alternative"},
    "tra": {"tra-due": "propose-tra-decision", "tra-proposed": "agree-tra-referral"},
    "disclosure": {"disclosure-due": "find-disclosure-not-protected"},
    "reporter-care": {"reporter-care-open": "end-reporter-care"},
    "seal": {
        "seal-proposed": "take-back-sealing",
        "sealed": "propose-unsealing",
        "whom-to-let-in": "take-back-letting-in",
        "unsealing-proposed": "agree-unsealing",
        "seal-handed": "take-the-seal",
    },
    "grade": {"grade-due": "propose-lower-severity", "grade-proposed": "agree-lower-severity"},
    "grievance": dict.fromkeys(("grievance-pauses", "grievance-beside"), "end-grievance"),
    "escalation": {"escalation-due": "escalate", "escalated": "note-escalation"},
    "main": {
        "received": "triage",
        "reopened": "triage",
        "triage": "take-no-further-action",
        "investigation": "submit-report",
        "case-to-answer": "find-no-case-to-answer",
        "hearing-set": "record-hearing",
        "heard": "decide",
        "appeal": "set-appeal-hearing",
        "appeal-set": "decide-appeal",
    },
    "dbs": {"dbs-due": "propose-dbs-decision", "dbs-proposed": "agree-dbs-referral"},
    "closing": {"closing-proposed": "agree-closing"},
}
TAKEN_BACK = {
    "dbs": ("dbs-proposed", "take-back-dbs-decision"),
    "tra": ("tra-proposed", "take-back-tra-decision"),
    "police": ("police-not-proposed", "take-back-no-police-report"),
    "lado": ("lado-not-proposed", "take-back-no-lado-referral"),
    "grade": ("grade-proposed", "take-back-lower-severity"),
    "closing": ("closing-proposed", "take-back-closing"),
    "seal": ("seal-handed", "take-back-new-keeper"),
}
"""What a manager does where whoever was to read a proposal can no longer."""
OWED = {"judge-again": "judge-again", "emergency-review": "review-emergency", "ico-affected": "tell-affected"}
"""What ends a clock that runs beside the tracks."""
AWAITED = {"L9": ("hearing-set",), "L14": ("appeal", "appeal-set")}
"""Where an invitation is waited for; there it is written anew rather than put away."""
_UNTOLD = {"police": "report-to-police", "lado": "refer-to-lado"}
CAREFUL = {
    "severity": "5",
    "sanction": "none",
    "malice": None,
    "lado_threshold": "no",
    "lado_interviews": "yes",
    "lado_telling": "yes",
    "appeal_outcome": "upheld",
    "dbs_regulated": "yes",
    "dbs_removed": "yes",
    "dbs_harm": ["harm"],
    "dbs_decision": "refer",
    "police_outcome": "nfa",
    "tra_ceased": "yes",
    "tra_serious": "yes",
    "tra_decision": "refer",
    "retention": "hold",
}


@dataclass
class Careful(Walk):
    """Somebody who brings a case to its end, wherever chance has left it."""

    def finish(self) -> None:
        """Do what is next on every track until the case is closed. Fails if nothing can be done any more."""
        stuck: list[str] = []
        while len(stuck) < 3:
            if stuck:
                self._put_away()
            self.issue(heeding=False)
            self.town.clock.forward(days=45)
            states = self.town.states(self.reference)
            if states["main"] in ENDED:
                return
            refused = [words for key in self._next(states) if (words := self._try(key))]
            stuck = [*stuck, " ".join(refused)] if states == self.town.states(self.reference) else []
        self.complain(["The case cannot be brought to its end:", *stuck])

    def _put_away(self) -> None:
        """Withdraw what waits and cannot go out any more; not an invitation to a hearing that is still to be held."""
        self.look()
        with self.work() as desk:
            file = self.town.file(self.reference, desk)
            manager = people.everyone(desk, self.town.id)[min(file.held_by(roles.CASE_MANAGER))]
            for row in [one for one in file.letters if one.status == "due" and one.key in posting.NEVER_FORCED]:
                if posting.hindered(file, row) and file.at(MAIN) not in AWAITED.get(row.key, ()):
                    letter_afterwards.withdraw(file, row, "It cannot go out any more.", manager)
                    self.trail.append(f"withdrawn: {row.key}")
        self.refused = False

    def _to_be_held(self, states: dict[str, str]) -> list[str]:
        """What a hearing asks for to which nobody was invited in time, or which nobody can hold any more."""
        with self.work() as desk:
            file = self.town.file(self.reference, desk)
            invited = {key: file.letter_issued(key) for key in AWAITED}
            silent = file.answer("lado_telling") == "no"
        found = []
        if states["main"] == "hearing-set" and not invited["L9"]:
            if silent:
                found.append({"lado-ended": "refer-to-lado"}.get(states.get("lado", ""), "log-lado-advice"))
            found.append("postpone-hearing")
        if states["main"] == "appeal-set" and not invited["L14"]:
            found.append("postpone-appeal-hearing")
        if states["main"] in ("hearing-set", "heard") and not self._anybody(Permission.HEAR):
            found.append("replace-hearer")
        if states["main"] == "appeal-set" and not self._anybody(Permission.HEAR_APPEAL):
            found.append("replace-appeal-hearer")
        return found

    def _next(self, states: dict[str, str]) -> list[str]:
        found = [NEXT[track][state] for track, state in states.items() if state in NEXT.get(track, {})]
        if states["main"] == "external-hold":
            found += [told for track, told in _UNTOLD.items() if track not in states]
            found += ["triage", "resume-investigation", "open-investigation"]
        found = [*self._before_anything(states), *self._in_doubt(states), *found]
        for track in ("dbs", "tra"):
            if states.get(track) == f"{track}-proposed":
                found.append(f"agree-no-{track}-referral")
        found += [back for track, (at, back) in TAKEN_BACK.items() if states.get(track) == at]
        found = [*self._new_keeper(states), *found]
        if states.get("escalation") == "escalated" and not self._anybody(Permission.GOVERN):
            found.append("escalate")
        for track, at, brings in (
            ("ico", "ico-assessing", "bring-in-dpo"),
            ("suspension", "suspended", "ask-governing-body"),
        ):
            if states.get(track) == at:
                found = [brings, *found]
        return [*found, *self._to_be_held(states), *self._owed(), "conclude-record", "propose-closing"]

    def _new_keeper(self, states: dict[str, str]) -> list[str]:
        """Somebody else keeps the seal where nobody is there any more who does."""
        waits = states.get("seal") in ("sealed", "unsealing-proposed")
        return ["name-new-keeper"] if waits and not self._anybody(Permission.KEEP_SEAL) else []

    def _anybody(self, permission: Permission) -> bool:
        """Whether anybody may do what needs this."""
        with self.work() as desk:
            file = self.town.file(self.reference, desk)
            staff = people.everyone(desk, self.town.id).values()
            return any(self.procedure.permits(file, one, permission) for one in staff)

    def _owed(self) -> list[str]:
        """What is owed wherever the case stands: new facts were heard after triage, or it was read in an emergency."""
        with self.work() as desk:
            running = self.town.file(self.reference, desk).open_clocks()
        return [step for clock, step in OWED.items() if clock in running]

    def _in_doubt(self, states: dict[str, str]) -> list[str]:
        """The LADO is asked again where what was said last leaves it open whether the case may end at triage."""
        with self.work() as desk:
            said = self.town.file(self.reference, desk).answer("lado_threshold")
        if states["main"] != "triage" or said in ("no", None):
            return []
        return [
            step
            for step, at in (("refer-to-lado", "lado-ended"), ("log-lado-advice", "lado-advised"))
            if states.get("lado") == at
        ]

    def _before_anything(self, states: dict[str, str]) -> list[str]:
        """Whom to tell first where a picture might show a child: the police and the LADO come before anything else."""
        with self.work() as desk:
            gate = self.town.file(self.reference, desk).answer("image_gate")
        return [told for track, told in _UNTOLD.items() if track not in states] if gate in ("yes", "unsure") else []

    def _try(self, key: str) -> str:
        transition = self.procedure.by_key[key]
        with self.work() as desk:
            file = self.town.file(self.reference, desk)
            staff = sorted(people.everyone(desk, self.town.id).values(), key=lambda one: one.name)
            ables = [one for one in staff if self.procedure.permits(file, one, transition.needs)]
            given = {question.key: self._say(question, file) for question in transition.asks}
            named = next((question for question in transition.asks if question.kind is Kind.PERSON), None)
            choices = [{named.key: one} for one in by_name(file.eligible(named))] if named else [{}]
        if named and ables and not choices:
            choices = [{named.key: one} for one in self._brought_in(named)]
        for one, choice in product(ables, choices):
            said = {key: value for key, value in (given | choice).items() if value is not None}
            if self.attempt(one, transition, said):
                self.look()
                return ""
        return f"{key}: {self.trail[-1] if ables and choices else 'nobody may'}"

    def _brought_in(self, question: Question) -> list[str]:
        """Somebody from outside who takes the part, where nobody at the school may: as a school borrows one."""
        posts = [role.key for role in question.from_roles if not role.in_case]
        if not posts:
            return []
        with self.town.office.at_work() as desk:
            number = len(people.everyone(desk, self.town.id))
            new = schools.add_person(
                desk, self.town.id, f"Nadia New {number}", f"new{number}@example.sch.uk", "From outside", posts[:1]
            )
        self.known.clear()
        self.met["brought in"] += 1
        self.trail.append(f"{new.name} is brought in as {posts[0]}")
        return [new.id]

    def _say(self, question: Question, file: CaseFile) -> Any:
        if question.key in CAREFUL:
            return CAREFUL[question.key]
        if question.kind is Kind.FINDINGS:
            return "unfounded"
        if question.kind is Kind.PEOPLE:
            return self._untouched(question, file)
        if question.kind is Kind.YES_NO_UNSURE:
            return "no"
        return SAY.get(question.kind, words)(question, file, self.dice)

    def _untouched(self, question: Question, file: CaseFile) -> list[str]:
        touched = set().union(*(file.held_by(role, ever=True) for role in PROCEDURE.roles if role.in_case))
        return sorted(set(file.eligible(question)) - touched)
