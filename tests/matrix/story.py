"""A whole story, told through the pages: every personal field holds a word of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casework.answers import no_harm
from casework.town import Town
from evidence.test_evidence_pages import upload
from report.walks import Walk
from web.pages import Visitor
from werkzeug.test import TestResponse

from caseflow.casework.people import Someone, everyone
from matrix.seeing import Seen

Browse = Callable[[Someone | None], Visitor]

WORDS = {
    "name of staff": "Mumblethorpe",
    "e-mail": "wobbegong",
    "post": "Ferretkeeper",
    "whom it is about": "Quillfeather",
    "account": "Zanzibar",
    "hearsay": "Kakapo",
    "where it is": "Yggdrasil",
    "child": "Thistlewood",
    "who was told": "Brobdingnag",
    "draft": "Jabberwock",
    "reasons": "Xylophonist",
    "note": "Bandersnatch",
    "name of a file": "Gormenghast",
    "evidence": "Snickersnee",
    "who brought it": "Ozymandias",
    "handle": "Mxyzptlk",
    "letter": "Rumpelstiltskin",
    "minute": "Lilliputian",
    "failed sign-in": "Struldbrug",
}


class Told:
    """The story, told through pages, with all that browsers were given on the way."""

    def __init__(self, browse: Browse, school: Town) -> None:
        self.browse, self.school, self.seen, self.reference = browse, school, Seen(), ""

    def visitor(self, someone: Someone | None) -> Visitor:
        """A browser whose every answer is looked at."""
        found = self.browse(someone)
        whole = found.client.open

        def watched(*args: Any, **more: Any) -> TestResponse:
            answer = whole(*args, **more)
            self.seen.look(found.app, str(args[0]), answer)
            return answer

        found.client.open = watched  # type: ignore[method-assign]
        return found

    def hire(self) -> tuple[Someone, Someone]:
        """Two people are put on the staff list."""
        helen = self.visitor(self.school.cast.helen)
        for name, email, post in (
            (f"Rita {WORDS['name of staff']}", f"{WORDS['e-mail']}@x.test", WORDS["post"]),
            (f"Sam {WORDS['whom it is about']}", "sam@x.test", "Teacher"),
        ):
            assert helen.send("/staff/add", name=name, email=email, post=post, roles=["staff"]).status == 303
            helen.get("/staff/")
        with self.school.office.at_work() as desk:
            staff = everyone(desk, self.school.id).values()
        rita, sam = (
            next(one for one in staff if WORDS[word] in one.name) for word in ("name of staff", "whom it is about")
        )
        assert helen.send(f"/staff/{rita.id}", roles=["staff"]).status == 303
        helen.look_for("x", "/staff/")
        return rita, sam

    def report(self, reporter: Someone) -> None:
        """One report is sent, another is begun."""
        walk = Walk(self.visitor(reporter))
        receipt = walk.whole(
            name={"subject": f"Sam {WORDS['whom it is about']}"},
            account={"account": f"It was {WORDS['account']}.", "hearsay": f"They say {WORDS['hearsay']}."},
            where={"evidence_where": f"With {WORDS['where it is']}"},
            pupil={"pupil": "yes"},
            pupil_name={"pupil_who": f"Kezia {WORDS['child']}"},
            told_what={"told": f"I told {WORDS['who was told']}."},
        )
        self.reference = receipt.rpartition("/")[2]
        for address in (receipt, f"{receipt}/answers", "/report/mine", "/"):
            walk.visitor.get(address)
        begun = Walk(self.visitor(self.school.cast.rosa))
        begun.to("evidence", account={"account": f"A draft of {WORDS['draft']}."})
        begun.visitor.get(begun.at("account"))

    def manage(self) -> None:
        """The report is triaged, noted upon, and answered by a letter; evidence comes in."""
        helen, case = self.visitor(self.school.cast.helen), f"/cases/{self.reference}"
        triaged = no_harm(triage_reasons=f"Because of {WORDS['reasons']}.", breaches=["IM-1", "CF-1"], serious=["data"])
        triaged = {**triaged, "no_conflict": "yes"}
        sent = helen.send(f"{case}/do/triage", **triaged)
        assert sent.status == 303, sent.errors
        said = {"note_kind": "note", "note_basis": "fact", "note": f"She spoke of {WORDS['note']}."}
        when = {"note_at-day": "15", "note_at-month": "1", "note_at-year": "2027", "note_at-time": "16:00"}
        sent = helen.send(f"{case}/do/add-note", **said, **when)
        assert sent.status == 303, sent.errors
        given = {"item_what": f"A post of {WORDS['evidence']}", "item_supplied_by": WORDS["who brought it"]}
        sent = upload(
            helen, self.reference, name=f"{WORDS['name of a file']}.png", **given, item_account=WORDS["handle"]
        )
        assert sent.status == 303, sent.errors
        self._letter(helen, case)
        tails = ("", "/readers", "/letters/", "/letters/1", "/letters/1/fill", "/letters/1/draft", "/letters/1/approve")
        for tail in (*tails, "/evidence/", "/evidence/1", "/evidence/1/file", "/do/triage", "/do/add-note"):
            helen.client.get(f"{case}{tail}")
        for address in (f"/journal/{self.reference}", "/journal/", "/", "/calendar/", "/cases/", "/warnings/"):
            helen.get(address)
        helen.look_for(WORDS["whom it is about"], view="all")

    def _letter(self, helen: Visitor, case: str) -> None:
        page = helen.get(f"{case}/letters/1/fill")
        text = page.soup.select_one("main form textarea")
        assert text is not None, "the first letter has a paragraph of its own"
        words = f"{text.get_text()} We thank {WORDS['letter']}."
        sent = helen.send(f"{case}/letters/1/fill", **{str(text["name"]): words})
        assert sent.status == 303, sent.errors

    def keep_school(self) -> None:
        """The policy is reviewed; somebody looks for a name, and somebody’s password is wrong."""
        helen = self.visitor(self.school.cast.helen)
        review = {"minute": f"Minute 4, with {WORDS['minute']}"}
        helen.send("/policy/review", **review, **_day("reviewed_on", 2027, 1, 14), **_day("next_due", 2028, 1, 14))
        helen.get("/policy/keep")
        stranger = self.visitor(None)
        stranger.app.config["DEMO"] = False  # the form with a password, as in earnest
        fields = {**stranger.get("/sign-in").form(), "email": f"{WORDS['failed sign-in']}@x.test", "password": "wrong"}
        assert stranger.post("/sign-in", fields).status == 401
        stranger.app.config["DEMO"] = True
        for someone in (self.school.cast.quentin, self.school.cast.dpo, self.school.cast.clerk, self.school.cast.carol):
            visitor = self.visitor(someone)
            for address in ("/", f"/cases/{self.reference}", "/escalations/", "/data-breaches/", "/nothing"):
                visitor.client.get(address)


def _day(name: str, year: int, month: int, day: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def tell(browse: Browse, school: Town) -> Told:
    """The whole story."""
    told = Told(browse, school)
    reporter, _subject = told.hire()
    told.report(reporter)
    told.manage()
    told.keep_school()
    return told
