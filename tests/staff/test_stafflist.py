"""Staff lists from files: every way in which a file or a row can be wrong, and good rows are taken all the same."""

from __future__ import annotations

import csv
import io

import pytest
from casework.town import Town

from caseflow.casework import given_posts, journal, people, stafflist
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.casework.stafflist import MOST_ROWS, Outcome, Unreadable, take

HEAD = "name,email,post,roles\n"


def taken_from(town: Town, text: str | bytes, by: Someone | None = None) -> Outcome:
    with town.office.at_work() as desk:
        return take(desk, by or town.cast.helen, text if isinstance(text, bytes) else text.encode())


def names(town: Town) -> set[str]:
    with town.office.at_work() as desk:
        return {one.name for one in people.everyone(desk, town.id).values()}


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"  \r\n \r\n", "empty"),
        (b",,,\n,,,\n", "first line must be the heading"),
        (HEAD.encode(), "no rows"),
        (HEAD.encode() + b"\n,,,\n", "no rows"),
        (b"name,email,post\nA,a@x.test,T\n", "first line must be the heading"),
        (b"name,email,post,roles,salary\nA,a@x.test,T,staff,1\n", "first line must be the heading"),
        (b"name,email,post,roles,name\nA,a@x.test,T,staff,B\n", "first line must be the heading"),
        (b"Ann Lee,ann@x.test,Teacher,staff\n", "first line must be the heading"),
        (b"name;email;post;roles\nA;a@x.test;T;staff\n", "first line must be the heading"),
        (HEAD.encode() + "Zoë,z@x.test,T,staff\n".encode("latin-1"), "not in UTF-8"),
        ((HEAD + "A,a@x.test,T,staff\n").encode("utf-16"), "not in UTF-8"),
        (HEAD.encode() + b"A\0B,a@x.test,T,staff\n", "bytes that no text has"),
        (b"PK\x03\x04\x14\x00\x06\x00", "bytes that no text has"),
        (b'"name,email,post,roles\n', "first line must be the heading"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(school: Town, file: bytes, why: str) -> None:
    before = school.everything()
    with pytest.raises(Unreadable, match=why):
        taken_from(school, file)
    assert school.everything() == before


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Ann Lee,ann,Teacher,staff", "e-mail address in the correct format"),
        ("Ann Lee,ann@@x.test,Teacher,staff", "e-mail address in the correct format"),
        ("Ann Lee,,Teacher,staff", "e-mail address in the correct format"),
        ("Ann Lee,a b@x.test,Teacher,staff", "e-mail address in the correct format"),
        (f"Ann Lee,{'a' * 250}@x.test,Teacher,staff", "e-mail address in the correct format"),
        (",ann@x.test,Teacher,staff", "Enter a name"),
        ("   ,ann@x.test,Teacher,staff", "Enter a name"),
        (f"{'A' * 201},ann@x.test,Teacher,staff", "Enter a name of up to 200"),
        ("Ann \u202eLee,ann@x.test,Teacher,staff", "Enter a name"),
        ("Ann\x07,ann@x.test,Teacher,staff", "Enter a name"),
        (f"Ann Lee,ann@x.test,{'T' * 201},staff", "Enter a post of up to 200"),
        ("Rosa Again,rosa.lind@x.test,Teacher,staff", "already on the staff list"),
        ("Rosa Again, ROSA.LIND@X.TEST ,Teacher,staff", "already on the staff list"),
        ("Ann Lee,ann@x.test,Teacher,wizard", "“wizard” is not a role"),
        ("Ann Lee,ann@x.test,Teacher,staff;case-manager", "“case-manager” is not a role"),
        ("Ann Lee,ann@x.test,Teacher,staff;governor", "governor is given by the chair of governors or the clerk"),
        ("Ann Lee,ann@x.test,Head,headteacher", "headteacher is given by the chair of governors or the clerk"),
        ("Ann Lee,ann@x.test,Teacher,staff,x", "There are 5 columns"),
        ("Lee, Ann,ann@x.test,Teacher,staff", "There are 5 columns"),
        ("Ann Lee", "one column only"),
        ('Ann "the" Lee"x,ann@x.test,"Tea"cher,staff', "quotation mark"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_good_ones_are_taken(school: Town, row: str, why: str) -> None:
    outcome = taken_from(school, f"{HEAD}Good One,one@x.test,Cook,staff\n{row}\nGood Two,two@x.test,Cook,staff\n")
    assert [one.name for one in outcome.taken] == ["Good One", "Good Two"]
    assert [one.line for one in outcome.refused] == [3]
    assert why in outcome.refused[0].why
    assert {"Good One", "Good Two"} <= names(school)
    assert len(names(school)) == len(school.cast.everyone()) + 2


@pytest.mark.parametrize(
    ("text", "name", "post", "roles"),
    [
        (HEAD + "Ann Lee,ann@x.test,Teacher,staff\n", "Ann Lee", "Teacher", {"staff"}),
        ("\ufeff" + HEAD + "Ann Lee,ann@x.test,Teacher,staff\n", "Ann Lee", "Teacher", {"staff"}),
        (HEAD.replace("\n", "\r\n") + "Ann Lee,ann@x.test,Teacher,staff\r\n", "Ann Lee", "Teacher", {"staff"}),
        (HEAD + "Ann Lee,ann@x.test,Teacher,staff", "Ann Lee", "Teacher", {"staff"}),
        ("NAME, Email ,Post,ROLES\nAnn Lee,ann@x.test,Teacher,staff\n", "Ann Lee", "Teacher", {"staff"}),
        ("roles,post,email,name\nstaff,Teacher,ann@x.test,Ann Lee\n", "Ann Lee", "Teacher", {"staff"}),
        ("\n\n" + HEAD + "\nAnn Lee,ann@x.test,Teacher,staff\n\n", "Ann Lee", "Teacher", {"staff"}),
        ("name\temail\tpost\troles\nAnn Lee\tann@x.test\tTeacher\tstaff\n", "Ann Lee", "Teacher", {"staff"}),
        (HEAD + "Ann Lee,ann@x.test\n", "Ann Lee", "", {"staff"}),
        (HEAD + "Ann Lee,ann@x.test,Teacher,\n", "Ann Lee", "Teacher", {"staff"}),
        (HEAD + "Ann Lee,ann@x.test,Teacher,staff,,\n", "Ann Lee", "Teacher", {"staff"}),
        (HEAD + '"Lee, Ann",ann@x.test,"Teacher of ""art""",staff\n', "Lee, Ann", 'Teacher of "art"', {"staff"}),
        (HEAD + '"Ann\nLee",ann@x.test,Teacher,staff\n', "Ann Lee", "Teacher", {"staff"}),
        (HEAD + "  Ann\u00a0 Lee ,ann@x.test,Teacher,staff\n", "Ann Lee", "Teacher", {"staff"}),
        (HEAD + "Zoe\u0308 O’Brien,ann@x.test,Teacher,staff\n", "Zoë O’Brien", "Teacher", {"staff"}),
        (HEAD + "Ann Lee,ann@x.test,Teacher,staff; DSL ;staff;\n", "Ann Lee", "Teacher", {"staff", "dsl"}),
        (HEAD + "Ann Lee,ann@x.test,T,designated safeguarding lead\n", "Ann Lee", "T", {"staff", "dsl"}),
        (HEAD + "=1+1,ann@x.test,@SUM(A1),staff\n", "=1+1", "@SUM(A1)", {"staff"}),
        (HEAD + "'=1+1,ann@x.test,'-Cook,staff\n", "=1+1", "-Cook", {"staff"}),
        (HEAD + "'t Hooft,ann@x.test,Teacher,staff\n", "'t Hooft", "Teacher", {"staff"}),
        (HEAD + "王小明,ann@x.test,Teacher,staff\n", "王小明", "Teacher", {"staff"}),
        (HEAD + "<b>Ann</b>,ann@x.test,Teacher,staff\n", "<b>Ann</b>", "Teacher", {"staff"}),
    ],
)
def test_what_spreadsheets_make_of_a_file_is_understood(
    school: Town, text: str, name: str, post: str, roles: set[str]
) -> None:
    outcome = taken_from(school, text)
    assert outcome.refused == []
    with school.office.at_work() as desk:
        found = [one for one in people.everyone(desk, school.id).values() if one.email == "ann@x.test"]
        given = {one.id: one.roles | given_posts.waits_for(desk, one) for one in found}
    assert [(one.name, one.post, given[one.id], one.active) for one in found] == [(name, post, roles, True)]


def test_a_double_within_the_file_is_refused_and_told_of_the_first(school: Town) -> None:
    outcome = taken_from(school, HEAD + "Ann Lee,ann@x.test,T,staff\nBo,b@x.test,T,\nAnn L,ANN@x.test,T,staff\n")
    assert [(one.line, one.why) for one in outcome.refused] == [(4, "The e-mail address stands on line 2 already")]


def test_a_double_of_a_refused_row_is_a_double_too(school: Town) -> None:
    outcome = taken_from(school, HEAD + "Ann Lee,ann@x.test,T,wizard\nAnn Lee,ann@x.test,T,staff\n")
    assert [one.line for one in outcome.refused] == [2, 3]


def test_a_quotation_mark_left_open_takes_only_what_it_swallows(school: Town) -> None:
    rows = 'Ann Lee,ann@x.test,T,staff\n"Bo,b@x.test,T,staff\nCy,c@x.test,T,staff\n'
    outcome = taken_from(school, HEAD + rows)
    assert [one.name for one in outcome.taken] == ["Ann Lee"]
    assert [(one.line, one.why[:16]) for one in outcome.refused] == [(3, "A quotation mark")]
    assert outcome.refused[0].cells[0] == '"Bo,b@x.test,T,staff\nCy,c@x.test,T,staff', "as it was written"


def test_a_broken_row_is_given_back_whole_in_whatever_order_the_columns_are(school: Town) -> None:
    outcome = taken_from(school, 'roles,post,email,name\nstaff,T,b@x.test,"Bo\n')
    assert [one.cells for one in outcome.refused] == [('staff,T,b@x.test,"Bo', "", "", "")]


def test_a_row_of_several_lines_does_not_shift_the_numbers(school: Town) -> None:
    outcome = taken_from(school, HEAD + '"Ann\n\nLee",ann@x.test,T,staff\nBo,bad,T,staff\n')
    assert [one.line for one in outcome.taken] == [2]
    assert [one.line for one in outcome.refused] == [5]


def test_at_most_five_thousand_rows_are_taken_at_once(school: Town) -> None:
    rows = "".join(f"P {number},bad,T,staff\n" for number in range(MOST_ROWS + 1))
    with pytest.raises(Unreadable, match="5,001 rows, and at most 5,000"):
        taken_from(school, HEAD + rows)
    assert len(taken_from(school, HEAD + rows[: rows.rindex("P 5000")]).refused) == MOST_ROWS


def test_refused_rows_come_back_as_text_and_may_be_sent_again(school: Town) -> None:
    outcome = taken_from(school, HEAD + '=HYPERLINK("x"),bad,+Cook,staff\n"Lee, ""A""",bad2,-1,\n')
    file = stafflist.written(outcome.refused)
    assert file.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(file.removeprefix("\ufeff"))))
    assert rows[0] == ["name", "email", "post", "roles", "line", "why"]
    assert rows[1][0].startswith("'=HYPERLINK")
    assert rows[1][2] == "'+Cook"
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)
    corrected = file.replace('"bad"', '"a@x.test"').replace('"bad2"', '"b@x.test"')
    again = taken_from(school, corrected)
    assert (len(again.taken), again.refused) == (2, [])
    assert {'=HYPERLINK("x")', 'Lee, "A"'} <= names(school)


def test_the_it_administrator_takes_in_staff_and_nothing_else(school: Town) -> None:
    outcome = taken_from(school, HEAD + "A,a@x.test,T,staff\nB,b@x.test,T,\nC,c@x.test,T,dsl\n", school.cast.it)
    assert [one.name for one in outcome.taken] == ["A", "B"]
    assert "given by the headteacher" in outcome.refused[0].why


def test_the_clerk_takes_in_governors_and_nothing_else(school: Town) -> None:
    outcome = taken_from(school, HEAD + "A,a@x.test,Gov,governor\nB,b@x.test,T,staff\n", school.cast.clerk)
    assert [(one.posts, one.waits) for one in outcome.taken] == [((), ("governor",))]
    assert "given by the headteacher or the IT administrator" in outcome.refused[0].why


def test_every_person_taken_is_journalled_under_whoever_took_them(school: Town) -> None:
    taken_from(school, HEAD + "A,a@x.test,T,staff\nB,bad,T,staff\n", school.cast.it)
    with school.office.at_work() as desk:
        entries = journal.read(desk, year_scope(school.id, desk.now), event="person_added")
    assert [one.said["actor"] for one in entries].count(school.cast.it.id) == 1
