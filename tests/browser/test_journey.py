"""The main job, end to end, in a real browser: a report becomes a case, a decision and letters in the post."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browser.hands import Person
from casework.town import Town
from playwright.sync_api import Browser, Page

from caseflow.casework.people import Someone
from caseflow.casework.verify import verify

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ADVICE = {
    "advice_from": "Lena Ward",
    "advice_at": ("15", "1", "2027", "5:00pm"),
    "advice": "Report to the police.",
    "lado_threshold": "yes",
    "lado_interviews": "no",
    "lado_telling": "no",
    "lado_parents": "no",
}
HARM = {"harm_harmed": "no", "harm_offence": "unsure", "harm_risk": "yes", "harm_suitability": "yes"}


def report(person: Person) -> str:
    """File a report as a member of staff does, one question a page. Returns its reference."""
    page = person.page
    page.goto("/report/")
    person.press("Start now")
    pages = {
        "picture": {"image_gate": "no"},
        "danger": {"danger": "no"},
        "about": {"about": "staff"},
        "name": {"subject": "Quentin Reed"},
        "governors": {"to_governors": "no"},
        "seen": {"categories": ["SC-1"]},
        "platform": {"platforms": ["instagram"]},
        "account": {"account": "He wrote to a pupil of year 10 after midnight, and told her not to tell anybody."},
    }
    for _ in range(25):
        key = page.url.rpartition("/")[2].partition("?")[0]
        if key == "check":
            break
        if key in pages:
            person.fill(pages[key])
        else:
            _anything(page)
        person.press("Save and continue")
    page.locator("main input[type=checkbox]").check()
    person.press("Send report")
    return page.locator(".govuk-panel__body .cf-reference").first.inner_text().strip()


def _anything(page: Page) -> None:
    """Answer a page as somebody in a hurry: the last choice of each question, a word in each box that must have one."""
    for name in {one.get_attribute("name") for one in page.locator("main input[type=radio]").all()}:
        choices = page.locator(f"main input[type=radio][name='{name}']")
        wanted = page.locator(f"main input[type=radio][name='{name}'][value='today']")
        (wanted if wanted.count() else choices.last).check()
    boxes = page.locator("main input[type=checkbox][value='none']")
    if boxes.count():
        boxes.first.check()
    for control in page.locator("main textarea:visible, main input[type=text]:visible").all():
        if not control.input_value():
            control.fill("A pupil of year 10")


@dataclass
class Journey:
    """One case on its way: whose it is, what it is called, and the letters that were posted."""

    chromium: Browser
    address: str
    school: Town
    folder: Path
    reference: str = ""
    letters: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cast, self.clock = self.school.cast, self.school.clock
        self.helen = self.person(self.cast.helen)

    def person(self, someone: Someone, **screen: int) -> Person:
        """Somebody who signs in at a screen of their own."""
        return Person(self.chromium, self.address, someone, **screen)

    def do(self, key: str, label: str, answers: dict[str, Any]) -> None:
        """Helen, whose case it is, carries out a transition."""
        self.helen.do(self.reference, key, label, answers)

    def post(self, key: str, title: str) -> None:
        """Helen posts a letter; its words are kept."""
        self.letters[key] = self.helen.post_letter(self.reference, title, self.folder)

    def states(self) -> dict[str, str]:
        """Where each track of the case stands."""
        return self.school.states(self.reference)


def taken_up(told: Journey) -> None:
    """A report is acknowledged, triaged and taken to the LADO, the governing body and the police."""
    told.post("L1", "Acknowledgement of a report")
    told.do(
        "triage",
        "Triage the report",
        {
            "no_conflict": "yes",
            "teacher": "yes",
            "power_over_reporter": "no",
            "exception_relative": "no",
            **HARM,
            "severity": "5",
            "triage_reasons": "Messages of a flirtatious kind to a child of fifteen.",
            "serious": ["crime", "gross"],
        },
    )
    told.clock.forward(hours=1)
    told.do(
        "refer-to-lado",
        "Refer to the LADO",
        {
            "lado_contact": "Lena Ward",
            "lado_at": ("15", "1", "2027", "4:30pm"),
            "lado_adult_aware": "no",
            "lado_done": "Nothing but the report was taken.",
        },
    )
    told.post("L3", "Referral to the LADO")
    told.do("log-lado-advice", "Record the LADO's advice", ADVICE)
    serious = {
        "escalate_to": told.cast.carol.name,
        "escalation_actions": "The LADO was told. The police are being told.",
    }
    told.do("escalate", "Tell the governing body of a serious breach", serious)
    told.post("L19", "Notice to the governing body of a serious breach")
    police = {
        "police_officer": "DC Amy Stone 1182, County Police",
        "police_at": ("15", "1", "2027", "5.10pm"),
        "police_facts": "What the report says.",
    }
    told.do("report-to-police", "Report to the police", police)
    told.post("L4", "Police handover record")


def noted(told: Journey) -> None:
    """The chair reads the escalation, which names nobody, and answers it."""
    carol = told.person(told.cast.carol)
    carol.page.goto("/escalations/")
    carol.follow(carol.page.get_by_role("link", name=told.reference))
    assert "Quentin" not in carol.page.content()
    carol.page.goto(f"/cases/{told.reference}/do/note-escalation")
    carol.fill({"escalation_interest": "no", "escalation_answer": "noted", "escalation_words": "Thank you."})
    carol.press("Answer the escalation")
    carol.leave()


def let_go_on(told: Journey) -> None:
    """The police and the LADO let the school go on; neither closes anything."""
    told.clock.forward(days=20)
    released = {
        "police_officer": "DC Amy Stone 1182",
        "released_at": ("4", "2", "2027", "2pm"),
        "release_terms": "The school may proceed.",
        "release_statements": "yes",
    }
    told.do("log-police-release", "Record that the police release the school", released)
    ended = {
        "police_outcome": "nfa",
        "police_ended_on": ("4", "2", "2027"),
        "police_outcome_notes": "No further action.",
    }
    told.do("record-police-outcome", "Record how the police or court matter ended", ended)
    assert told.states()["main"] == "external-hold", "what the police do closes nothing"
    now = {
        **ADVICE,
        "advice_at": ("4", "2", "2027", "3pm"),
        "advice": "The school may go on.",
        "lado_interviews": "yes",
        "lado_telling": "yes",
        "lado_parents": "yes",
    }
    told.do("log-lado-advice", "Record the LADO's advice", now)


def investigated(told: Journey) -> None:
    """An investigation is opened, told of and reported on; a hearing is arranged."""
    told.do(
        "open-investigation",
        "Open an investigation",
        {"investigator": told.cast.ian.name, "terms": "Find the facts."},
    )
    told.do(
        "tell-subject",
        "Tell the member of staff of the allegation",
        {"support_contact": "Sam Field, 01632 960011", "told_how": "In a meeting."},
    )
    told.post("L5", "Notice of an allegation")

    ian = told.person(told.cast.ian)
    ian.do(
        told.reference,
        "submit-report",
        "Submit the investigation report",
        {
            "report_facts": "The messages were sent from his account.",
            "report_evidence": "E1: the messages.",
            "report_mitigation": "He has served for twelve years.",
            "report_view": "yes",
        },
    )
    ian.leave()

    told.do(
        "set-hearing",
        "Find a case to answer and arrange the hearing",
        {
            "case_reasons": "The facts are not disputed.",
            "hearing_at": ("26", "2", "2027", "10am"),
            "hearing_place": "The board room",
            "worst_outcome": "dismissal",
            "hearers": [governor.id for governor in told.cast.governors[:3]],
            "hearing_papers": "E1: the messages",
        },
    )
    told.post("L9", "Invitation to a disciplinary hearing")


def heard(told: Journey) -> None:
    """The panel reads, hears and dismisses."""
    told.clock.forward(days=22)
    grace = told.person(told.cast.governors[0])
    grace.follow(grace.page.get_by_role("link", name=told.reference))
    grace.press("Read")
    grace.page.goto(f"/cases/{told.reference}/do/record-hearing")
    grace.fill(
        {
            "heard_at": ("26", "2", "2027", "10am"),
            "heard_present": "The panel, the member of staff, his companion.",
            "subject_attended": "yes",
            "heard_notes": "Both sides were heard.",
        }
    )
    grace.press("Record that the hearing was held")
    grace.page.goto(f"/cases/{told.reference}/do/decide")
    grace.page.locator("main input[type=radio][value=substantiated]").check()
    grace.page.locator("main input[name=no_interest]").check()
    grace.fill(
        {
            "decision_reasons": "A gross breach of trust.",
            "sanction": "dismissal",
            "dismissal_date": ("26", "2", "2027"),
            "dismissal_notice": "summary",
        }
    )
    grace.press("Decide the outcome")
    grace.leave()
    told.post("L13", "Dismissal")
    told.post("L21", "Notice to the local authority")


def referred(told: Journey) -> None:
    """The dismissal goes to the DBS and the TRA, each read by a second person."""
    dbs = {
        "dbs_regulated": "yes",
        "dbs_removed": "yes",
        "dbs_harm": ["conduct", "harm"],
        "dbs_agencies": "no",
        "dbs_adviser": "Ada Price, today",
        "dbs_decision": "refer",
        "dbs_reasons": "Both limbs of the test are met.",
        "second_reader": told.cast.ada.name,
    }
    told.do("propose-dbs-decision", "Decide on a referral to the DBS", dbs)
    ada = told.person(told.cast.ada)
    ada.do(told.reference, "agree-dbs-referral", "Agree to refer to the DBS", {"dbs_agreed": "yes"})
    told.post("L23", "Referral to the DBS")
    tra = {
        "tra_ceased": "yes",
        "tra_serious": "yes",
        "tra_dbs_told": "yes",
        "tra_adviser": "Ada Price, today",
        "tra_decision": "refer",
        "tra_reasons": "A prohibition may be right.",
        "tra_reader": told.cast.ada.name,
    }
    told.do("propose-tra-decision", "Consider a referral to the TRA", tra)
    ada.do(told.reference, "agree-tra-referral", "Agree to refer to the TRA", {"tra_agreed": "yes"})
    told.post("L24", "Referral to the TRA")
    ada.leave()


def closed(told: Journey) -> None:
    """The person who reported is looked after, the LADO ends, and two people close the case."""
    checked = {
        "reporter_check": "first",
        "reporter_check_at": ("26", "2", "2027", "3pm"),
        "reporter_treated": "no",
        "reporter_check_notes": "She is well, and wants no more of this.",
    }
    told.do("check-on-reporter", "Record a check with the person who reported", checked)
    cared = {"reporter_care_ended": "declined", "reporter_care_notes": "Rosa Lind, today."}
    told.do("end-reporter-care", "End the checks with the person who reported", cared)
    told.clock.forward(days=30)
    ended = {"lado_ended_with": "Lena Ward", "lado_ended_reasons": "Nothing is left to do."}
    told.do("end-lado", "Record that the LADO's part has ended", ended)
    closing = {
        "closing_summary": "Messages to a pupil; dismissed; referred to the DBS.",
        "lesson_kinds": ["training"],
        "sexual_abuse": "yes",
        "retention": "hold",
        "second_reader": told.cast.ada.name,
    }
    told.do("propose-closing", "Propose to close the case", closing)
    told.post("L16", "Copy of the closing record")
    told.post("L18", "Closing note to the person who reported")
    ada = told.person(told.cast.ada)
    ada.do(told.reference, "agree-closing", "Agree, and close the case", {"closing_agreed": "yes"})
    ada.leave()


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_report_becomes_a_case_a_decision_and_letters(
    chromium: Browser, address: str, school: Town, tmp_path: Path
) -> None:
    told = Journey(chromium, address, school, tmp_path)
    rosa = told.person(told.cast.rosa, width=360)
    told.reference = report(rosa)
    assert told.reference.startswith("CF-")
    rosa.leave()
    for chapter in (taken_up, noted, let_go_on, investigated, heard, referred, closed):
        chapter(told)
    told.helen.leave()

    assert told.states() == {
        "main": "closed",
        "lado": "lado-ended",
        "police": "police-ended",
        "dbs": "dbs-referred",
        "tra": "tra-referred",
        "welfare": "welfare-ended",
        "reporter-care": "reporter-care-ended",
        "escalation": "escalation-noted",
        "closing": "closing-agreed",
    }
    assert set(told.letters) == {"L1", "L3", "L4", "L5", "L9", "L13", "L16", "L18", "L19", "L21", "L23", "L24"}
    for key, words in told.letters.items():
        assert "Ashcroft High School" in words, key
        assert told.reference in words, key
    for key in ("L5", "L9", "L13", "L21"):
        assert "Quentin Reed" in told.letters[key]
        assert "Rosa" not in told.letters[key]
    assert "Quentin" not in told.letters["L19"]
    assert verify(school.office).whole
