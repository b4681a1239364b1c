"""Nothing of a case is shown before it is written down who is about to see it: every page there is, by its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casework.answers import advice, no_harm, suspension
from casework.town import Town
from evidence.exhibits import add
from web.pages import Visitor, counted

from caseflow.casework import journal
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.procedure import roles
from caseflow.procedure.evidence import PICTURE

Browse = Callable[[Someone | None], Visitor]
NAMES_NOBODY = {"governors.before_reading"}
"""Pages with the number of a case in their address that show nothing of it but that number."""
READERS: Mapping[str, str] = {
    "breaches.show": "dpo",
    "governors.show": "carol",
    "governors.convene": "clerk",
    "governors.suspension": "lifter",
    "report.receipt": "rosa",
    "report.show": "rosa",
}
"""Who opens a page; where nobody is named, whoever manages the case."""
FILLED: Mapping[str, object] = {"key": "add-note", "step": "withdraw", "number": 1}
"""What else stands in addresses."""
ELSEWHERE = {"letters.draft", "letters.document", "evidence.item", "evidence.stop", "evidence.where", "bundle.document"}
"""Pages that want more before they open: a letter filled in or pressed, an answer about pictures. Each is tested apart,
the letters among those of their desk, the papers of a panel by the matrix."""


def furnished(town: Town) -> str:
    """A case in which everybody has something to look at."""
    cast = town.cast
    reference = town.report(categories=["AB-1", "IM-1"])
    triaged = no_harm(harm_risk="unsure", breaches=["AB-1", "IM-1"], serious=["data"])
    town.do(cast.helen, reference, "triage", **triaged)
    town.do(cast.helen, reference, "log-lado-advice", **advice(town))
    town.do(cast.helen, reference, "escalate", escalate_to=cast.carol.id, escalation_actions="Nothing yet.")
    town.do(cast.helen, reference, "bring-in-dpo", data_officer=cast.dpo.id, data_officer_why="A breach.")
    town.do(cast.helen, reference, "bring-in-clerk", panel_clerk=cast.clerk.id, panel_clerk_why="A panel.")
    town.do(cast.helen, reference, "suspend", **suspension(town))
    asked = {"governor_acting": town.who("lifter").id, "governor_acting_why": "To end it."}
    town.do(cast.helen, reference, "ask-governing-body", **asked)
    add(town, reference)
    return reference


def readings(town: Town, reference: str) -> list[tuple[str, str]]:
    """Who read what of a case, oldest first."""
    with town.office.at_work() as desk:
        found = journal.read(desk, town.file(reference, desk).scope, event="read")
        return [(str(one.said["actor"]), str(one.said["what"])) for one in found]


def listings(town: Town, event: str = "cases_listed") -> list[tuple[str, list[str]]]:
    """Who was shown which cases in a list, oldest first."""
    with town.office.at_work() as desk:
        found = journal.read(desk, year_scope(town.id, desk.now), event=event)
        return [(str(one.said["actor"]), list(one.said["cases"])) for one in found]


def test_every_page_of_a_case_is_one_entry_before_it_is_shown(browse: Browse, school: Town) -> None:
    """A page that somebody adds is found here by its address, and has to write its reading too."""
    reference = furnished(school)
    with school.office.at_work() as desk:
        assert school.who("lifter").id in school.file(reference, desk).held_by(roles.FOR_THE_GOVERNORS)
    browse(school.who("lifter")).send(f"/escalations/{reference}/read")
    app = browse(None).app
    rules = [rule for rule in app.url_map.iter_rules() if "reference" in rule.arguments and "GET" in rule.methods]
    assert len(rules) > 20
    for rule in rules:
        if rule.endpoint in NAMES_NOBODY | ELSEWHERE:
            continue
        reader = school.who(READERS.get(rule.endpoint, "helen"))
        values = {key: FILLED.get(key) for key in rule.arguments} | {"reference": reference}
        with app.test_request_context():
            address = app.url_map.bind("").build(rule.endpoint, values)
        before = readings(school, reference)
        answer = browse(reader).client.get(address)
        answer.close()
        assert answer.status_code == 200, (rule.endpoint, address, answer.status_code)
        after = readings(school, reference)
        assert len(after) == len(before) + 1, (rule.endpoint, address)
        assert after[-1][0] == reader.id, rule.endpoint


def test_the_pages_that_follow_on_the_question_about_pictures_are_read_too(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    for answer, page in (("no", "item"), ("yes", "stop"), ("yes", "where")):
        assert helen.send(f"/cases/{reference}/evidence/add", **{PICTURE.key: answer}).status == 303
        before = len(readings(school, reference))
        assert helen.get(f"/cases/{reference}/evidence/add/{page}").status == 200, page
        assert len(readings(school, reference)) == before + 1, page


def test_a_form_that_comes_back_with_its_faults_was_read_again(browse: Browse, school: Town) -> None:
    """Or whoever sent an empty form would be shown the name and leave no trace."""
    reference = school.report()
    helen = browse(school.cast.helen)
    token = helen.get("/report/").form()["csrf_token"]
    page = helen.post(f"/cases/{reference}/do/triage", {"csrf_token": token, "seen": "1"})
    assert page.status == 422
    assert "Quentin Reed" in page.text
    assert readings(school, reference) == [(school.cast.helen.id, "form “Triage the report”")]


def test_what_is_not_there_leaves_no_reading(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    before = school.moved()
    for tail in ("/do/nonsense", "/letters/99", "/evidence/99", "/evidence/1/file"):
        assert helen.get(f"/cases/{reference}{tail}").status == 404, tail
    assert browse(school.cast.rosa).get(f"/cases/{reference}/readers").status == 404
    assert readings(school, reference) == []
    assert school.moved() == before


def test_lists_that_name_people_are_one_entry_each_with_all_the_cases_they_name(browse: Browse, school: Town) -> None:
    ids = {school.id_of(school.report()) for _ in range(3)}
    helen = browse(school.cast.helen)
    for address in ("/", "/cases/", helen.address_of("Reed")):
        before = len(listings(school))
        assert helen.get(address).text.count("Quentin Reed") >= 3, address
        found = listings(school)
        assert len(found) == before + 1, address
        assert found[-1][0] == school.cast.helen.id
        assert set(found[-1][1]) == ids, address
    helen.get("/calendar/")
    assert set(listings(school, "calendar_read")[-1][1]) == ids


def test_a_first_page_that_names_nobody_is_no_reading(browse: Browse, school: Town) -> None:
    school.report()
    for someone in (school.cast.carol, school.cast.dsl, school.cast.it):
        browse(someone).get("/")
    assert listings(school) == []


def test_a_reading_costs_the_same_however_many_cases_are_named(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    school.report()
    costs = []
    for more in (0, 6):
        for _ in range(more):
            school.report()
        helen.get("/")
        with counted(school) as sent:
            helen.get("/")
        costs.append(sum(one.lstrip().startswith("INSERT INTO audit_leaf") for one in sent))
    assert costs == [1, 1]
