"""The main job, end to end, in a real browser: a report becomes a case, a decision and letters in the post."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.hands import Person
from casework.town import Town
from playwright.sync_api import Browser, Page

from caseflow.casework.verify import verify

pytestmark = [pytest.mark.browser, pytest.mark.slow]
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


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_report_becomes_a_case_a_decision_and_letters(
    chromium: Browser, address: str, school: Town, tmp_path: Path
) -> None:
    cast, clock = school.cast, school.clock
    letters: dict[str, str] = {}

    rosa = Person(chromium, address, cast.rosa, width=360)
    reference = report(rosa)
    assert reference.startswith("CF-")
    rosa.leave()

    helen = Person(chromium, address, cast.helen)
    letters["L1"] = helen.post_letter(reference, "Acknowledgement of a report", tmp_path)
    helen.do(
        reference,
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
    clock.forward(hours=1)
    helen.do(
        reference,
        "refer-to-lado",
        "Refer to the LADO",
        {
            "lado_contact": "Lena Ward",
            "lado_at": ("15", "1", "2027", "4:30pm"),
            "lado_adult_aware": "no",
            "lado_done": "Nothing but the report was taken.",
        },
    )
    letters["L3"] = helen.post_letter(reference, "Referral to the LADO", tmp_path)
    advice = {
        "advice_from": "Lena Ward",
        "advice_at": ("15", "1", "2027", "5:00pm"),
        "advice": "Report to the police.",
        "lado_threshold": "yes",
        "lado_interviews": "no",
        "lado_telling": "no",
        "lado_parents": "no",
    }
    helen.do(reference, "log-lado-advice", "Record the LADO's advice", advice)
    told = {"escalate_to": cast.carol.name, "escalation_actions": "The LADO was told. The police are being told."}
    helen.do(reference, "escalate", "Tell the governing body of a serious breach", told)
    letters["L19"] = helen.post_letter(reference, "Notice to the governing body of a serious breach", tmp_path)
    police = {
        "police_officer": "DC Amy Stone 1182, County Police",
        "police_at": ("15", "1", "2027", "5.10pm"),
        "police_facts": "What the report says.",
    }
    helen.do(reference, "report-to-police", "Report to the police", police)
    letters["L4"] = helen.post_letter(reference, "Police handover record", tmp_path)

    carol = Person(chromium, address, cast.carol)
    carol.page.goto("/escalations/")
    carol.follow(carol.page.get_by_role("link", name=reference))
    assert "Quentin" not in carol.page.content()
    carol.page.goto(f"/cases/{reference}/do/note-escalation")
    carol.fill({"escalation_interest": "no", "escalation_answer": "noted", "escalation_words": "Thank you."})
    carol.press("Answer the escalation")
    carol.leave()

    clock.forward(days=20)
    released = {
        "police_officer": "DC Amy Stone 1182",
        "released_at": ("4", "2", "2027", "2pm"),
        "release_terms": "The school may proceed.",
        "release_statements": "yes",
    }
    helen.do(reference, "log-police-release", "Record that the police release the school", released)
    ended = {
        "police_outcome": "nfa",
        "police_ended_on": ("4", "2", "2027"),
        "police_outcome_notes": "No further action.",
    }
    helen.do(reference, "record-police-outcome", "Record how the police or court matter ended", ended)
    assert school.states(reference)["main"] == "external-hold", "what the police do closes nothing"
    now = {
        **advice,
        "advice_at": ("4", "2", "2027", "3pm"),
        "advice": "The school may go on.",
        "lado_interviews": "yes",
        "lado_telling": "yes",
        "lado_parents": "yes",
    }
    helen.do(reference, "log-lado-advice", "Record the LADO's advice", now)
    helen.do(
        reference,
        "open-investigation",
        "Open an investigation",
        {"investigator": cast.ian.name, "terms": "Find the facts."},
    )
    helen.do(
        reference,
        "tell-subject",
        "Tell the member of staff of the allegation",
        {"support_contact": "Sam Field, 01632 960011", "told_how": "In a meeting."},
    )
    letters["L5"] = helen.post_letter(reference, "Notice of an allegation", tmp_path)

    ian = Person(chromium, address, cast.ian)
    ian.do(
        reference,
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

    panel = cast.governors[:3]
    helen.do(
        reference,
        "set-hearing",
        "Find a case to answer and arrange the hearing",
        {
            "case_reasons": "The facts are not disputed.",
            "hearing_at": ("26", "2", "2027", "10am"),
            "hearing_place": "The board room",
            "worst_outcome": "dismissal",
            "hearers": [governor.id for governor in panel],
            "hearing_papers": "E1: the messages",
        },
    )
    letters["L9"] = helen.post_letter(reference, "Invitation to a disciplinary hearing", tmp_path)

    clock.forward(days=22)
    grace = Person(chromium, address, panel[0])
    grace.follow(grace.page.get_by_role("link", name=reference))
    grace.press("Read")
    grace.page.goto(f"/cases/{reference}/do/record-hearing")
    grace.fill(
        {
            "heard_at": ("26", "2", "2027", "10am"),
            "heard_present": "The panel, the member of staff, his companion.",
            "subject_attended": "yes",
            "heard_notes": "Both sides were heard.",
        }
    )
    grace.press("Record that the hearing was held")
    grace.page.goto(f"/cases/{reference}/do/decide")
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
    letters["L13"] = helen.post_letter(reference, "Dismissal", tmp_path)
    letters["L21"] = helen.post_letter(reference, "Notice to the local authority", tmp_path)

    dbs = {
        "dbs_regulated": "yes",
        "dbs_removed": "yes",
        "dbs_harm": ["conduct", "harm"],
        "dbs_agencies": "no",
        "dbs_adviser": "Ada Price, today",
        "dbs_decision": "refer",
        "dbs_reasons": "Both limbs of the test are met.",
        "second_reader": cast.ada.name,
    }
    helen.do(reference, "propose-dbs-decision", "Decide on a referral to the DBS", dbs)
    ada = Person(chromium, address, cast.ada)
    ada.do(reference, "agree-dbs-referral", "Agree to refer to the DBS", {"dbs_agreed": "yes"})
    letters["L23"] = helen.post_letter(reference, "Referral to the DBS", tmp_path)
    tra = {
        "tra_ceased": "yes",
        "tra_serious": "yes",
        "tra_dbs_told": "yes",
        "tra_adviser": "Ada Price, today",
        "tra_decision": "refer",
        "tra_reasons": "A prohibition may be right.",
        "tra_reader": cast.ada.name,
    }
    helen.do(reference, "propose-tra-decision", "Consider a referral to the TRA", tra)
    ada.do(reference, "agree-tra-referral", "Agree to refer to the TRA", {"tra_agreed": "yes"})
    letters["L24"] = helen.post_letter(reference, "Referral to the TRA", tmp_path)
    checked = {
        "reporter_check": "first",
        "reporter_check_at": ("26", "2", "2027", "3pm"),
        "reporter_treated": "no",
        "reporter_check_notes": "She is well, and wants no more of this.",
    }
    helen.do(reference, "check-on-reporter", "Record a check with the person who reported", checked)
    cared = {"reporter_care_ended": "declined", "reporter_care_notes": "Rosa Lind, today."}
    helen.do(reference, "end-reporter-care", "End the checks with the person who reported", cared)
    clock.forward(days=30)
    ended = {"lado_ended_with": "Lena Ward", "lado_ended_reasons": "Nothing is left to do."}
    helen.do(reference, "end-lado", "Record that the LADO's part has ended", ended)
    closing = {
        "closing_summary": "Messages to a pupil; dismissed; referred to the DBS.",
        "lesson_kinds": ["training"],
        "sexual_abuse": "yes",
        "retention": "hold",
        "second_reader": cast.ada.name,
    }
    helen.do(reference, "propose-closing", "Propose to close the case", closing)
    letters["L16"] = helen.post_letter(reference, "Copy of the closing record", tmp_path)
    letters["L18"] = helen.post_letter(reference, "Closing note to the person who reported", tmp_path)
    ada.do(reference, "agree-closing", "Agree, and close the case", {"closing_agreed": "yes"})
    ada.leave()
    helen.leave()

    assert school.states(reference) == {
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
    assert set(letters) == {"L1", "L3", "L4", "L5", "L9", "L13", "L16", "L18", "L19", "L21", "L23", "L24"}
    for key, words in letters.items():
        assert "Ashcroft High School" in words, key
        assert reference in words, key
    for key in ("L5", "L9", "L13", "L21"):
        assert "Quentin Reed" in letters[key]
        assert "Rosa" not in letters[key]
    assert "Quentin" not in letters["L19"]
    assert verify(school.office).whole
