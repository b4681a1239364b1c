"""To whom a report goes, decided before anything is stored: never to the person it is about, nor to who made it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from caseflow.lifecycle.terms import Actor, Answers, CaseFacts, Check, Objection
from caseflow.procedure import roles

ORDER = (roles.HEADTEACHER.key, roles.CHAIR.key, roles.VICE_CHAIR.key)
TO_GOVERNORS = (roles.CHAIR.key, roles.VICE_CHAIR.key)


@dataclass(frozen=True)
class Route:
    """Who manages the case, by which post, and why."""

    manager: str | None
    post: str
    why: str
    past_the_head: bool = False


def route(
    holders: Mapping[str, Collection[str]], kept_out: Collection[str], *, about_the_head: bool, past_the_head: bool
) -> Route:
    """The headteacher manages a case, unless it is about them, they made the report, or telling them would conflict.

    `holders` gives the ids of those who hold each post, `kept_out` the ids of the subject, of whoever might be meant,
    and of the reporter. Source: policy, responsibilities; KCSIE Part four; domain note 1, who manages.
    """
    order = TO_GOVERNORS if about_the_head or past_the_head else ORDER
    for post in order:
        for one in holders.get(post, ()):
            if one not in kept_out:
                why = _why(post, about_the_head=about_the_head, past_the_head=past_the_head)
                return Route(one, post, why, about_the_head or past_the_head)
    return Route(None, "", "Nobody at the school may manage this case: speak to the LADO.")


def _why(post: str, *, about_the_head: bool, past_the_head: bool) -> str:
    if post == roles.HEADTEACHER.key:
        return "The headteacher manages cases about staff."
    if about_the_head:
        return "It is, or may be, about the headteacher, so it goes to the governors."
    if past_the_head:
        return "Telling the headteacher would be a conflict of interest, so it goes to the governors."
    return "The headteacher has a part in this, so it goes to the governors."


def went_past_the_head(case: CaseFacts) -> bool:
    """Whether the report is, or may be, about the headteacher, or was sent past them; or one that was merged into it."""
    about = case.answer("about") == roles.HEADTEACHER.key or roles.HEADTEACHER.key in case.subject_posts()
    return about or case.answer("to_governors") == "yes" or case.past_the_head()


def stays_with_the_governors(question: str) -> Check:
    """Whoever is named to manage a case, for good or for a time, is one to whom the report could have gone."""

    def test(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
        if went_past_the_head(case) and answers[question] in case.holders(roles.HEADTEACHER):
            return Objection(question, "Choose the chair or the vice-chair: this report went past the headteacher.")
        return None

    rule = "A case whose report went past the headteacher is not handed to a headteacher, nor covered by one."
    return Check(f"{question.replace('_', '-')}-within-routing", rule, test, "domain note 1; security note, never 27")
