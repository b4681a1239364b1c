"""A decision that one person proposes and a second agrees with, or sends back: the shape of every such track."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Check,
    Guard,
    Kind,
    Objection,
    Permission,
    Question,
    Role,
    State,
    Track,
    Transition,
)
from caseflow.procedure import checks, guards, roles

APART = (
    roles.CASE_MANAGER,
    roles.REPORTER,
    roles.SUBJECT,
    roles.WITNESS,
    roles.CONFLICTED,
    roles.INVESTIGATOR,
    roles.HEARER,
    roles.APPEAL_HEARER,
)


def reader(key: str, part: Role) -> Question:
    """The question that names the second reader."""
    return Question(
        key,
        "Who is asked to agree?",
        Kind.PERSON,
        becomes=part,
        from_roles=roles.SECOND_READERS,
        hint="A second person reads the case and agrees, or sends it back.",
    )


def reader_stands_apart(key: str) -> Check:
    """Whoever reads a decision a second time has had no hand in it."""
    return checks.keeps_apart(key, APART, "The second reader does not manage, investigate or hear the case.")


def reasons_not_to(question: str, reasons: str, setting: str, decision: str = "not-refer") -> Check:
    """A decision not to act is reasoned as fully as one to act. No `question`: every decision here is one not to."""

    def test(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
        least = int(case.setting(setting))
        not_to = not question or answers[question] == decision
        if not_to and len(str(answers[reasons]).split()) < least:
            return Objection(reasons, f"Give your reasons in at least {least} words: others will read them.")
        return None

    rule = "A decision not to refer or report is reasoned as fully as one to do so."
    return Check(f"{reasons.replace('_', '-')}-suffice", rule, test, "screens, decision forms")


@dataclass(frozen=True)
class SecondReading:
    """The end of a decision: what the second reader may do. `proposed` is where it waits, `due` where it came from."""

    track: Track
    due: State
    proposed: State
    needs: Permission
    part: Role
    prefix: str

    def agree(
        self, key: str, label: str, said: str, enters: State, guards_too: tuple[Guard, ...], weighty: str
    ) -> Transition:
        """Agree with one of the two decisions."""
        return Transition(
            key=key,
            label=label,
            said=said,
            track=self.track,
            needs=self.needs,
            leaves=(self.proposed,),
            enters=enters,
            guards=(guards.not_the_manager, *guards_too),
            asks=(
                Question(f"{self.prefix}_agreed", "I have read the case and the reasons, and I agree", Kind.CONFIRM),
            ),
            ends_parts=(self.part,),
            tells=(roles.CASE_MANAGER,),
            weighty=weighty,
        )

    def send_back(self, key: str, label: str, said: str) -> Transition:
        """Ask for it to be thought of again."""
        return Transition(
            key=key,
            label=label,
            said=said,
            track=self.track,
            needs=self.needs,
            leaves=(self.proposed,),
            enters=self.due,
            guards=(guards.not_the_manager,),
            asks=(Question(f"{self.prefix}_objection", "What is to be thought of again?", Kind.ACCOUNT),),
            ends_parts=(self.part,),
            tells=(roles.CASE_MANAGER,),
        )

    def take_back(self, key: str, label: str, said: str) -> Transition:
        """Take one's own proposal back: whoever was to read it left, or came to manage the case; or it is to be changed."""
        return Transition(
            key=key,
            label=label,
            said=said,
            track=self.track,
            needs=Permission.MANAGE,
            leaves=(self.proposed,),
            enters=self.due,
            asks=(taken_back(f"{self.prefix}_taken_back"),),
            clears=(self.part,),
            hint="To ask somebody else to read it, or to propose something else.",
        )


def taken_back(key: str) -> Question:
    """Why a proposal is taken back before anybody answered it."""
    return Question(key, "Why is it taken back?", Kind.ACCOUNT, most=2_000)


def answered(question: str, *wanted: str) -> Callable[[CaseFacts, Answers], bool]:
    """Whether the answers now given to a question are among these."""
    return lambda _case, answers: answers.get(question) in wanted
