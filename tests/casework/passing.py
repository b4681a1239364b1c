"""The rest of what happens in a school while a case goes on: readings, evidence, people who go and come back."""

from __future__ import annotations

from casework import choosing
from casework.careful import Careful

from caseflow.casework import cases, emergency, evidence, people, schools
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.verify import verify

ITEM = {
    "item_kind": "link",
    "item_what": "The post",
    "item_supplied_by": "Somebody",
    "item_received": "2027-01-15",
    "item_came_by": "reporter",
    "item_where": "On a public page.",
}

CANNOT_WAIT = {"emergency_reason": "child", "emergency_words": "He is in school now."}


class Life(Careful):
    """A walk with all of it."""

    def read(self) -> None:
        """Somebody opens the case, or finds that it does not exist."""
        who = self._reader()
        try:
            with self.work() as desk:
                cases.read(desk, people.everyone(desk, self.town.id)[who.id], self.reference)
        except NotThere as refusal:
            self.turned_away(refusal, f"{who.name} reads")
            return
        self.refused = False
        self.memories[self.reference].read_by.append(who.id)
        self.trail.append(f"{who.name} reads the case")

    def _reader(self) -> Someone:
        """Anybody; more often somebody who has a part in the case."""
        with self.work() as desk:
            file = self.town.file(self.reference, desk)
            self.examine(desk, file)
            staff = people.everyone(desk, self.town.id)
            named = sorted((staff[one] for one in choosing.parts(file)), key=lambda one: one.name)
        return self.dice.choice([*named * 2, *self.town.cast.everyone()])

    def add_evidence(self) -> None:
        """Somebody adds an item, with any answer to the question about pictures."""
        who, picture = self._reader(), self.dice.choice(["no", "no", "yes", "unsure"])
        try:
            with self.work() as desk:
                actor = people.everyone(desk, self.town.id)[who.id]
                file = cases.find(desk, actor, self.reference)
                evidence.add(file, ITEM, actor, picture=picture)
        except (Refused, NotThere, BadAnswers) as refusal:
            self.turned_away(refusal, f"{who.name} adds evidence")
            return
        self.refused = False
        self.trail.append(f"{who.name} adds evidence: {picture}")

    def read_in_an_emergency(self, two: tuple[Someone, Someone] | None = None) -> None:
        """Somebody cannot wait for a part in the case: they ask, and another who may agrees, if they are asked."""
        self.look()
        cast = self.town.cast
        asks, agrees = two or self.dice.sample([cast.dsl, cast.dpo, cast.carol, cast.victor], 2)
        try:
            with self.work() as desk:
                given = {**CANNOT_WAIT, "emergency_reference": self.reference}
                emergency.ask(desk, people.everyone(desk, self.town.id)[asks.id], given)
            with self.work() as desk:
                second = people.everyone(desk, self.town.id)[agrees.id]
                for one in emergency.waiting(desk, second):
                    emergency.answer(desk, second, one.id, agree=True)
        except (Refused, NotThere, BadAnswers) as refusal:
            self.turned_away(refusal, f"{asks.name} asks in an emergency")
            return
        self.refused = False
        self.trail.append(f"{asks.name} asks in an emergency, and {agrees.name} agrees if asked")

    def go_or_come(self, who: Someone | None = None) -> None:
        """Somebody leaves the school, or comes back."""
        self.look()
        who = who or self.dice.choice(self.town.cast.everyone())
        with self.town.office.at_work() as desk:
            now = people.everyone(desk, self.town.id)[who.id]
            schools.change_posts(
                desk, who.id, self.town.id, now.roles, active=not now.active, by=self.town.cast.clerk.id
            )
        self.known.clear()
        self.refused = False
        self.met["came or went"] += 1
        self.trail.append(f"{who.name} {'leaves' if now.active else 'comes back'}")

    def end(self, finish: bool) -> None:
        """Look at every case a last time, at what costs more too, and check the whole installation.

        Before that, a careful person brings the case to its end, where nobody who is needed has left the school.
        """
        if finish and not self.met["came or went"]:
            self.finish()
            self.met["brought to its end"] += 1
        for reference in self.references:
            with self.work() as desk:
                self.refused = False
                self.examine(desk, self.town.file(reference, desk), at_end=True)
        self.complain([problem.sentence for problem in verify(self.town.office).all_problems()])
