"""Telling a child's parents: only what the agencies agree to, in confidence, and never what a hearing weighed."""

from caseflow.lifecycle.terms import Actor, CaseFacts, Kind, Option, Permission, Question, Transition
from caseflow.procedure import guards
from caseflow.procedure.places import MAIN


@guards.guard("lado-allows-parents", "Parents are not told where the LADO asked the school to wait.", "KCSIE Part four")
def lado_allows_parents(case: CaseFacts, _actor: Actor) -> str | None:
    if case.answer("lado_parents") == "no":
        return "The LADO asked the school not to tell parents yet. Record new advice when that changes."
    return None


TELL_PARENTS = Transition(
    key="tell-parents",
    label="Tell a child's parents",
    said="{actor} decided to write to a child's parents",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(guards.triage_done, guards.lado_has_advised, lado_allows_parents),
    asks=(
        Question(
            "parents_told",
            "What is this about?",
            Kind.CHOICE,
            options=(
                Option("first", "That there is an allegation"),
                Option("progress", "How it goes on"),
                Option("outcome", "How it ended", "The outcome, in confidence; not what the hearing weighed"),
            ),
        ),
        Question("parents_who", "To whom?", Kind.LINE, hint="As on an envelope: Mr and Mrs Example", most=200),
        Question(
            "parents_agreed",
            "Who agreed to what they are told, and when?",
            Kind.LINE,
            hint="LADO, police or social care; or “no agency is involved”",
            most=300,
        ),
        Question(
            "parents_words",
            "What are they told?",
            Kind.ACCOUNT,
            hint="This stands in the letter, so write it to the parents. Name neither the member of staff, nor another "
            "child, nor anybody who reported.",
        ),
    ),
    source="KCSIE Part four: parents are told in confidence, once the agencies agree",
)
TRANSITIONS = (TELL_PARENTS,)
