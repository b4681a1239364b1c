"""The pages of the staff list."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from casework.town import Town
from web.pages import Visitor

from caseflow.casework import people, schools
from caseflow.casework.people import Someone
from caseflow.records import new_id

Browse = Callable[[Someone | None], Visitor]
PAGES = ("/staff/", "/staff/add", "/staff/import")


def test_who_sees_the_staff_list(browse: Browse, school: Town) -> None:
    keepers = {school.cast.helen, school.cast.carol, school.cast.clerk, school.cast.it}
    for someone in school.cast.everyone():
        for address in PAGES:
            answer = browse(someone).get(address)
            assert answer.status == (200 if someone in keepers else 404), (someone.name, address)


def test_the_list_has_everybody_of_this_school_and_nobody_elses(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Other School")
        stranger = schools.add_person(desk, other.id, "Stella Stranger", "s@x.test", "Teacher", ["staff"])
    helen = browse(school.cast.helen)
    page = helen.get("/staff/")
    for someone in school.cast.everyone():
        assert someone.name in page.text
    assert "Stranger" not in page.text
    assert helen.get(f"/staff/{stranger.id}").status == 404


def test_people_are_found_by_name_without_accents_and_by_post(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        schools.add_person(desk, school.id, "Zoë Ångström", "z@x.test", "Cook", ["staff"])
    helen = browse(school.cast.helen)
    assert "Showing 1 to 1 of 1 person" in helen.look_for("zoe ang", "/staff/").text
    assert "Ada Price" in helen.get("/staff/?post=hr-adviser").text
    assert "Rosa Lind" not in helen.get("/staff/?post=hr-adviser").text
    assert "Nobody to show" in helen.look_for("nobody", "/staff/").text


def test_a_long_list_comes_in_pages(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        for number in range(60):
            schools.add_person(desk, school.id, f"Person {number:02d}", f"p{number}@x.test", "Cook", ["staff"])
    helen = browse(school.cast.helen)
    first = helen.get("/staff/")
    assert len(first.soup.select("tbody tr")) == 50
    link = next(one["href"] for one in first.soup.select("main a") if one.get_text() == "Next 50 people")
    second = helen.get(link)
    assert len(second.soup.select("tbody tr")) == 28
    rows = [row.th.get_text() for page in (first, second) for row in page.soup.select("tbody tr")]
    assert len(set(rows)) == 78


def test_one_person_is_added_and_signs_in(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    sent = helen.send(
        "/staff/add",
        name="Ann Lee",
        email="ann@x.test",
        post="Cook",
        roles=["staff", "dsl"],
        password="four words long",
    )
    assert sent.answer.location == "/staff/"
    page = helen.get("/staff/")
    assert "They are on the staff list. What goes beyond member of staff counts when a second person" in page.text
    assert "A post waits" in helen.look_for("ann lee", "/staff/").text
    with school.office.at_work() as desk:
        found = next(one for one in people.everyone(desk, school.id).values() if one.name == "Ann Lee")
    assert found.roles == {"staff"}


def test_a_person_without_a_post_ticked_is_staff(browse: Browse, school: Town) -> None:
    browse(school.cast.it).send("/staff/add", name="Ann Lee", email="ann@x.test", post="", roles=[])
    with school.office.at_work() as desk:
        found = next(one for one in people.everyone(desk, school.id).values() if one.name == "Ann Lee")
    assert found.roles == {"staff"}


def test_what_is_wrong_is_said_and_what_was_typed_is_kept_but_the_password(browse: Browse, school: Town) -> None:
    page = browse(school.cast.helen).send(
        "/staff/add", name="", email="rosa.lind@x.test", post="Cook", roles=["dsl"], password="short"
    )
    assert page.status == 422
    assert page.errors == [
        "Enter a name of up to 200 characters",
        "Somebody with this e-mail address is already on the staff list",
        "Enter a password of 12 to 128 characters",
    ]
    fields = page.form()
    assert (fields["email"], fields["post"], fields["roles"]) == ("rosa.lind@x.test", "Cook", ["dsl"])
    assert "short" not in page.answer.get_data(as_text=True)


def test_a_post_one_does_not_keep_is_refused_though_the_form_is_forged(browse: Browse, school: Town) -> None:
    page = browse(school.cast.it).send("/staff/add", name="Ann", email="a@x.test", post="", roles=["dsl"])
    assert page.status == 422
    assert page.errors == ["The post of designated safeguarding lead is given by the headteacher, not by you"]
    page = browse(school.cast.helen).send(f"/staff/{school.cast.rosa.id}", roles=["staff", "chair"])
    assert page.status == 422
    assert "not by you" in page.errors[0]


def test_only_posts_one_keeps_are_offered_and_the_others_are_told(browse: Browse, school: Town) -> None:
    page = browse(school.cast.helen).get(f"/staff/{school.cast.carol.id}")
    offered = {one["value"] for one in page.soup.select("input[name=roles]")}
    assert not offered & {"chair", "governor", "clerk", "headteacher", "vice-chair"}
    assert "Chair of governors: changed by the chair of governors or the clerk to the governors" in page.text


def test_somebody_is_changed_and_their_session_ends(browse: Browse, school: Town) -> None:
    ian = browse(school.cast.ian)
    helen = browse(school.cast.helen)
    assert helen.send(f"/staff/{school.cast.ian.id}", roles=["staff"], active="no").status == 303
    assert ian.client.get("/").location == "/sign-in"
    assert "Deactivated" in helen.look_for("ian", "/staff/").text


def test_oneself_and_nobody_are_the_same_not_found(browse: Browse, school: Town) -> None:
    for someone in (school.cast.helen, school.cast.carol, school.cast.clerk, school.cast.it):
        visitor = browse(someone)
        assert visitor.get(f"/staff/{someone.id}").status == 404
        assert visitor.get(f"/staff/{new_id()}").status == 404
    assert browse(school.cast.it).get(f"/staff/{school.cast.helen.id}").status == 404


def test_a_file_is_taken_and_told_row_by_row(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    fields = helen.get("/staff/import").form()
    rows = "name,email,post,roles\nAnn,a@x.test,Cook,staff\n<i>Bo</i>,bad,Cook,staff\n"
    fields["file"] = (io.BytesIO(b"\xef\xbb\xbf" + rows.encode()), "staff.csv")
    page = helen.post("/staff/import", fields)
    assert page.status == 200
    assert page.soup.h1.get_text() == "1 added, 1 refused"
    assert "Line 3" in page.text
    assert "<i>Bo</i>, bad, Cook, staff" in page.text
    answer = helen.client.post("/staff/import/refused", data=page.form())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rows-not-taken.csv"'
    assert answer.mimetype == "text/csv"
    assert '"<i>Bo</i>","bad","Cook","staff","3"' in answer.get_data(as_text=True)


def test_a_row_that_could_not_be_taken_apart_is_shown_and_given_back_as_it_was_written(
    browse: Browse, school: Town
) -> None:
    helen = browse(school.cast.helen)
    rows = 'name,email,post,roles\nAnn,a@x.test,Cook,staff\n"Bo,b@x.test,Cook,staff\nCy,c@x.test,Cook,staff'
    page = helen.send("/staff/import", rows=rows)
    assert page.soup.h1.get_text() == "1 added, 1 refused"
    told = page.soup.select_one("td[data-label='As it was written']")
    assert told.get_text() == '"Bo,b@x.test,Cook,staff\nCy,c@x.test,Cook,staff', "line by line"
    assert "cf-timeline__words" in told["class"], "which keeps the lines apart"
    answer = helen.client.post("/staff/import/refused", data=page.form()).get_data(as_text=True)
    back = list(csv.reader(io.StringIO(answer.removeprefix("\ufeff"), newline="")))
    assert back[1][:5] == ['"Bo,b@x.test,Cook,staff\nCy,c@x.test,Cook,staff', "", "", "", "3"]


def test_the_same_form_sent_twice_is_taken_once(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    fields = {**helen.get("/staff/import").form(), "rows": "name,email,post,roles\nAnn,a@x.test,Cook,staff\n"}
    assert helen.post("/staff/import", fields).soup.h1.get_text() == "1 added, 0 refused"
    assert helen.client.post("/staff/import", data=fields).location == "/staff/"


def test_rows_that_are_no_table_are_given_back(browse: Browse, school: Town) -> None:
    page = browse(school.cast.helen).send("/staff/import", rows="  nonsense\n<b>")
    assert page.status == 422
    assert page.form()["rows"].strip("\n") == "  nonsense\n<b>"
    assert page.soup.title.get_text().startswith("Error: ")
    assert browse(school.cast.helen).send("/staff/import").errors == ["Choose a CSV file, or paste the rows"]


def test_a_file_beyond_bounds_is_told_so(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    fields = {**helen.get("/staff/import").form(), "rows": "x" * 1_100_000}
    assert helen.post("/staff/import", fields).status == 413


def test_refused_rows_that_are_none_are_not_found(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    token = helen.get("/staff/import").form()["csrf_token"]
    for nonsense in ("", "{", "3", "[1]", '[["x",1,2]]', '[[1,"=a",3,4]]', "null", '[[1, null, "x"]]'):
        answer = helen.client.post("/staff/import/refused", data={"csrf_token": token, "refused": nonsense})
        assert answer.status_code == 404, nonsense
