"""The register of who has read the policy, on the school's paper."""

from __future__ import annotations

from caseflow import paper
from caseflow.casework import letter_head
from caseflow.casework.desk import Desk
from caseflow.casework.letter_words import page_css, render_page
from caseflow.casework.policy_readers import Register
from caseflow.casework.refusals import Refused
from caseflow.lifecycle.days import local, say_day
from caseflow.records import School


def sheet(desk: Desk, register: Register, school_id: str) -> str:
    """The page that is pressed."""
    school = desk.session.get_one(School, school_id)
    return render_page(
        "policy_register",
        school=letter_head.of_school(school),
        version=register.text.version,
        published=register.published_at,
        today=local(desk.now).date(),
        register=register,
        day=lambda at: say_day(local(at).date()),
    )


def press(html: str) -> bytes:
    """A tagged PDF. Its title names nobody. Raises Refused in words for the reader."""
    try:
        return paper.press(html, page_css(), title="Policy register")
    except paper.PaperRefused as trouble:
        raise Refused(str(trouble)) from trouble
    except paper.PaperFailed as trouble:
        raise Refused("The register could not be printed just now. Try again in a moment.") from trouble
