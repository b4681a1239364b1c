"""Sends requests as everybody, and writes down wherever the answer is not what the oracle says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from web.pages import Visitor
from werkzeug.test import TestResponse

from caseflow.casework import schools
from caseflow.procedure.bundles import BUNDLES
from matrix.oracle import SIGN_IN, WARNED, YES, Oracle, Thing
from matrix.people import ALL, DEACTIVATED, SIGNED_OUT
from matrix.place import NOWHERE, Place
from matrix.telling import bare, told_too_much
from matrix.watching import DENIED, MORE, NOTHING, Watch

NAMES = {"reference": "reference", "draft_id": "draft", "file_id": "file", "entry_id": "entry", "secret": "secret"}
"""Which id of a place stands in an address, where the table does not say so."""
READ = ("case", "escalation")
"""Kinds whose every page holds content of a case: each is one entry in its journal before it is shown."""
UNREAD = {"governors.before_reading", "letters.draft"}
"""Pages of these kinds that name nothing but a number, or that may say what is lacking instead."""


@dataclass
class Count:
    """What was asked and how it was answered."""

    sent: int = 0
    allowed: int = 0
    denied: int = 0
    other: int = 0
    wrong: list[str] = field(default_factory=list)


class Enough(Exception):
    """One disagreement is all that was asked for."""


class Asker:
    """Asks the application for things, as anybody, and compares."""

    def __init__(self, place: Place, *, stop_at_first: bool = False) -> None:
        self.place, self.oracle, self.count = place, Oracle(), Count()
        self.stop_at_first = stop_at_first
        self.only: tuple[str, ...] = ("",)
        """How the names of the pages begin that are asked for."""
        self._first: dict[Thing, str] = {}
        self._tokens: dict[str, str] = {}
        self._cookies: dict[str, str] = {}
        self._nowhere: dict[tuple[str, Thing], tuple[int, bytes, Any]] = {}
        self.visitors = {relation: self._signed_in(relation) for relation in ALL}
        self._deactivate()
        data, keyring = place.databases
        self.watch = Watch(data, keyring, place.folder / "evidence")
        self._foreign = self.watch.version_of(place.foreign["id"])

    def _signed_in(self, relation: str) -> Visitor:
        visitor = Visitor(self.place.app, self.place.people.get(relation))
        page = visitor.get("/sign-in" if relation == SIGNED_OUT else "/report/")
        self._tokens[relation] = str(page.soup.select("input[name=csrf_token]")[0]["value"])
        cookie = visitor.client.get_cookie(self._cookie)
        self._cookies[relation] = cookie.value if cookie else ""
        return visitor

    @property
    def _cookie(self) -> str:
        return str(self.place.app.config["SESSION_COOKIE_NAME"])

    def _deactivate(self) -> None:
        """Somebody is deactivated while they are signed in."""
        gone = self.place.people[DEACTIVATED]
        with self.place.town.office.at_work() as desk:
            schools.change_posts(
                desk, gone.id, gone.school_id, gone.roles, active=False, by=self.place.town.cast.helen.id
            )

    # -- one request --------------------------------------------------------------------------------------------------

    def send(self, relation: str, method: str, address: str, /, *, token: bool = True, **more: Any) -> TestResponse:
        """One request of somebody's."""
        fields = {**more.pop("data", {})}
        if token and method not in ("GET", "HEAD", "OPTIONS") and "json" not in more:
            fields["csrf_token"] = self._tokens[relation]
        headers = {"X-CSRFToken": self._tokens[relation]} if "json" in more and token else {}
        headers |= more.pop("headers", {})
        if fields:
            more["data"] = fields
        self.count.sent += 1
        answer = self.visitors[relation].client.open(address, method=method, headers=headers, **more)
        answer.get_data()
        answer.close()
        return answer

    def address(self, thing: Thing, ids: Mapping[str, Any]) -> str | None:
        """Where a thing is, with these ids; None if one of them is lacking."""
        given = dict(thing.given)
        rules = self.place.app.url_map.iter_rules(thing.page)
        wanted = next(rule for rule in rules if thing.method in (rule.methods or ())).arguments
        values = {}
        for name in wanted:
            said = given.get(name, NAMES.get(name, name))
            values[name] = said[1:] if said.startswith("=") else ids.get(said)
        if thing.page == "assets":
            values["name"] = "caseflow.css"
        if None in values.values():
            return None
        return self.place.app.url_map.bind("").build(thing.page, values, method=thing.method)

    # -- comparing ----------------------------------------------------------------------------------------------------

    def wrong(self, words: str) -> None:
        """Write a disagreement down."""
        self.count.wrong.append(words)
        if self.stop_at_first:
            raise Enough(words)

    def ask(self, relation: str, thing: Thing) -> None:
        """Ask for the own thing, and judge the answer by the oracle."""
        address, said = self.address(thing, self.place.own), self.oracle.says(thing, relation)
        if address and not (said == YES and self.place.state and self.oracle.while_due(thing.kind, thing.column)):
            self.judge(relation, thing, said, address)

    def judge(self, relation: str, thing: Thing, said: str, address: str, **more: Any) -> None:
        """Send one request and compare its answer, and what it left behind, with what was said."""
        method = more.pop("method", thing.method)
        answer = self.send(relation, method, address, **more)
        left, entries = self.watch.left()
        who = f"{relation}: {method} {address}"
        if said == YES:
            self.count.allowed += 1
            self._allowed(who, thing, answer, left, entries)
        else:
            self.count.denied += 1
            self._denied(who, relation, thing, said, answer, left)
        self.tells_no_more(who, relation, address, answer)
        if left == MORE and self.watch.version_of(self.place.foreign["id"]) != self._foreign:
            self.wrong(f"{who}: changed a foreign case")
        if left == MORE or (method not in ("GET", "HEAD") and left != DENIED):
            self.as_it_was(relation, left)

    def as_it_was(self, relation: str, left: str) -> None:
        """Put back what a form that was sent has moved, in the databases and in the browser."""
        if self._cookies[relation]:
            self.visitors[relation].client.set_cookie(self._cookie, self._cookies[relation])
        if left != NOTHING:
            self.watch.put_back()

    def _allowed(self, who: str, thing: Thing, answer: TestResponse, left: str, entries: int) -> None:
        led_away = answer.location == "/sign-in" and thing.page != "signin.sign_out"
        if answer.status_code not in thing.answers or led_away:
            return self.wrong(f"{who}: may, and was answered {answer.status_code} {answer.location or ''}")
        if thing.method == "GET" and left == MORE:
            return self.wrong(f"{who}: something moved on a page that is merely opened")
        if answer.status_code in (409, 422) and left == MORE:
            return self.wrong(f"{who}: was refused, and something moved")
        reads = thing.kind in READ or thing.page == "cases.do"
        if thing.method == "GET" and answer.status_code == 200 and reads and thing.page not in UNREAD and entries != 1:
            return self.wrong(f"{who}: was shown, and {entries} readings are in the journal")
        return None

    def _denied(self, who: str, relation: str, thing: Thing, said: str, answer: TestResponse, left: str) -> None:
        if left != self.leaves(relation, answer, thing):
            self.wrong(f"{who}: may not, and left {left}")
        if said == SIGN_IN:
            if answer.status_code != 302 or answer.location != "/sign-in":
                self.wrong(f"{who}: is signed out, and was answered {answer.status_code} {answer.location or ''}")
        elif said == WARNED:
            if answer.status_code not in (302, 303) or not (answer.location or "").endswith("/read"):
                self.wrong(f"{who}: must be warned first, and was answered {answer.status_code}")
        elif answer.status_code != 404:
            self.wrong(f"{who}: may not, and was answered {answer.status_code} {answer.location or ''}")
        elif thing.given or self._has_ids(thing):
            self._same_as_nothing(who, relation, thing, answer)

    def leaves(self, relation: str, answer: TestResponse, thing: Thing) -> str:
        """What an answer must leave that gave nothing: its event, if somebody is signed in; nothing on an open page."""
        signed_in = relation not in (SIGNED_OUT, DEACTIVATED)
        is_open = any(one.endswith(f" {thing.page}") for one in self.oracle.open)
        return DENIED if answer.status_code == 404 and signed_in and not is_open else NOTHING

    def _has_ids(self, thing: Thing) -> bool:
        return not self.oracle.tables[thing.kind].get("pages")

    def _same_as_nothing(self, who: str, relation: str, thing: Thing, answer: TestResponse) -> None:
        """What is not permitted is answered, byte for byte, as what does not exist."""
        if (relation, thing) not in self._nowhere:
            self._nowhere[relation, thing] = bare(self.send(relation, thing.method, self.nowhere(thing)))
            self.watch.left()
        if bare(answer) != self._nowhere[relation, thing]:
            self.wrong(f"{who}: is answered otherwise than what does not exist")

    def nowhere(self, thing: Thing) -> str:
        """The address of a thing of this kind that does not exist."""
        ids = {one: NOWHERE["id"] for one in (*self.place.own, *self.place.foreign)} | {"reference": "ZZZZ-ZZZZ"}
        ids |= {"secret": NOWHERE["secret"], "letter": 99, "issued": 99, "item": 99}
        ids |= {bundle.letter: 99 for bundle in BUNDLES}
        return str(self.address(thing, ids))

    def tells_no_more(self, who: str, relation: str, address: str, answer: TestResponse) -> None:
        """See that an answer holds no word that this person may not be told."""
        for words in told_too_much(self.place, self.oracle, relation, address, answer):
            self.wrong(f"{who}: tells {words}")

    def start_again(self) -> None:
        """Everything as it was when the asking began; what was noticed is forgotten."""
        self.watch.put_back()
        self.count.wrong.clear()
        self._nowhere.clear()
        for relation, cookie in self._cookies.items():
            if cookie:
                self.visitors[relation].client.set_cookie(self._cookie, cookie)

    def first(self, relation: str, thing: Thing) -> bool:
        """Whether this is the first of those who may do a thing: whatever is left out, they are asked."""
        if thing not in self._first:
            self._first[thing] = next((one for one in ALL if self.oracle.says(thing, one) == YES), "")
        return self._first[thing] == relation

    def close(self) -> None:
        """Let go of everything."""
        self.watch.close()
