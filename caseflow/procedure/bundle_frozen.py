"""The warnings before a panel acts on papers that nobody froze; they refuse nothing (decision 21)."""

from __future__ import annotations

from caseflow.lifecycle.terms import Actor, CaseFacts, Guard

FOR_HEARING, FOR_APPEAL = "PK-HEA", "PK-APP"


def _frozen(letter: str, what: str) -> Guard:
    def test(case: CaseFacts, _actor: Actor) -> str | None:
        if letter in case.open_letters():
            return "The bundle, or a supplement to it, is still being prepared and is not frozen yet."
        if case.letter_issued(letter):
            return None
        return (
            "No bundle was frozen. It cannot be shown later what the panel had read, and that the member of staff had "
            "the same. The case manager can prepare one."
        )

    rule = f"What the panel reads was frozen: the bundle for the {what} has been issued."
    return Guard(f"bundle-for-{what}-frozen", rule, test, "Acas Code 9; decision 21")


HEARING_FROZEN, APPEAL_FROZEN = _frozen(FOR_HEARING, "hearing"), _frozen(FOR_APPEAL, "appeal")
