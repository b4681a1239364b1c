"""The words in which a school's procedure is written: frozen, and free of any framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from caseflow.lifecycle.schooldays import SchoolCalendar

Answers = Mapping[str, Any]


class Permission(StrEnum):
    """What standing in a case allows; a transition needs one of these."""

    FIND = "find"
    READ = "read"
    READ_BUNDLE = "read-bundle"
    READ_OWN_REPORT = "read-own-report"
    READ_REPORTER = "read-reporter"
    READ_ESCALATION = "read-escalation"
    READ_SUSPENSION = "read-suspension"
    WITHDRAW = "withdraw"
    MANAGE = "manage"
    LIAISE = "liaise"
    INVESTIGATE = "investigate"
    INVITE = "invite"
    CONVENE = "convene"
    HEAR = "hear"
    HEAR_APPEAL = "hear-appeal"
    SECOND = "second"
    SECOND_TRA = "second-tra"
    SECOND_POLICE = "second-police"
    SECOND_GRADE = "second-grade"
    LIFT = "lift-suspension"
    GOVERN = "govern"
    PROTECT_DATA = "protect-data"
    CONTAIN = "contain-breach"
    NOTE = "note"
    ISSUE = "issue"
    LEARN_OF_DELAY = "learn-of-delay"
    LEARN_OF_ESCALATION = "learn-of-escalation"
    TAKE_SEAL = "take-seal"
    KEEP_SEAL = "keep-seal"


@dataclass(frozen=True)
class Role:
    """A post in the school, or a part in one case.

    A post makes a person eligible; only a part in a case, given for a reason, opens that case.
    `from_posts` are the posts from which a part may be filled; `bars` marks a part that takes everything away. Where
    people are kept apart, whoever holds a part that `counts_as` another is taken to hold the other. A part that is
    `dated` is given from a day until a day, and opens nothing before or after.
    """

    key: str
    title: str
    holds: frozenset[Permission] = frozenset()
    in_case: bool = False
    from_posts: tuple[Role, ...] = ()
    bars: bool = False
    about: str = ""
    counts_as: Role | None = None
    dated: bool = False


@dataclass(frozen=True)
class Track:
    """One line along which a case moves; a case stands at one state on every track that is open.

    `blocks` says, in words for the handbook, what an open track holds up.
    """

    key: str
    title: str
    about: str = ""
    blocks: str = ""


@dataclass(frozen=True)
class State:
    """A place on a track. `ends` marks a place at which the track asks for nothing more.

    `told` stands for the title to whoever may not read the whole case, where the title says more than is theirs.
    """

    key: str
    title: str
    track: Track
    ends: bool = False
    waits: bool = False
    about: str = ""
    told: str = ""

    def said(self, *, whole: bool) -> str:
        """What it is called to somebody who may read the whole case, or to somebody who may not."""
        return self.title if whole else self.told or self.title


class Kind(StrEnum):
    """How a question is asked."""

    LINE = "line"
    ACCOUNT = "account"
    CHOICE = "choice"
    MANY = "many"
    YES_NO = "yes-no"
    YES_NO_UNSURE = "yes-no-unsure"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    PERSON = "person"
    PEOPLE = "people"
    FINDINGS = "findings"
    CONFIRM = "confirm"
    CASE = "case"
    CLOCK = "clock"


class Turn(StrEnum):
    """What is done to the clock that is named in answer to a question."""

    PAUSE = "pause"
    RESUME = "resume"
    MOVE = "move"


@dataclass(frozen=True)
class Option:
    """One answer among several, with a hint where the words alone are not enough."""

    key: str
    title: str
    hint: str = ""


YES = Option("yes", "Yes")
NO = Option("no", "No")
UNSURE = Option("unsure", "Not sure")


@dataclass(frozen=True)
class Question:
    """Something a person must answer before a case may move.

    `becomes` gives whoever is named a part in the case. `past` and `future` bound days and moments by now.
    `only_when` asks the question only if the test over the other answers holds. `turns` says what is done to the clock
    that is named; `until` is then the key of the question beside it that says when to look at it again (for a pause),
    or when it falls due from now on (for a move). A question for a case offers cases about the same person in which
    whoever is asked holds the permission `may`. A dated part lasts over the days that two questions beside it give:
    `lasts` are their keys. What is answered `by_itself` is not asked of anybody: the program knows it.
    """

    key: str
    asks: str
    kind: Kind = Kind.ACCOUNT
    hint: str = ""
    options: tuple[Option, ...] = ()
    required: bool = True
    becomes: Role | None = None
    from_roles: tuple[Role, ...] = ()
    past: bool = False
    future: bool = False
    most: int = 10_000
    least: int = 0
    source: str = ""
    only_when: tuple[str, tuple[str, ...]] | None = None
    may: Permission = Permission.READ
    lasts: tuple[str, str] | None = None
    by_itself: bool = False
    turns: Turn | None = None
    until: str = ""

    def asked(self, answers: Answers) -> bool:
        """Whether this question is asked at all, given the other answers."""
        if self.by_itself:
            return False
        if self.only_when is None:
            return True
        other, wanted = self.only_when
        given = answers.get(other)
        return any(one in wanted for one in (given if isinstance(given, (list, tuple)) else (given,)))


class Actor(Protocol):
    """Who asks: an id for comparison, and the parts they hold in the case at hand."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Earlier:
    """An earlier case about the same person, as far as somebody may know of it: what was alleged and what came of it.

    `codes` are the breaches that were not disproved.
    """

    case: str
    reference: str
    codes: tuple[str, ...]
    on: date
    outcome: str
    formal: bool = False


class CaseFacts(Protocol):
    """What guards may know of a case. The stored case happens to fit; so does a small dataclass in a test."""

    def at(self, track: Track) -> str | None:
        """The key of the state at which the case stands on this track, or None if it is not open."""

    def answer(self, key: str) -> Any:
        """The latest answer to the question of this key, or None."""

    def given_before(self, key: str) -> tuple[Any, ...]:
        """The earlier answers to a question that is chosen from a list, the first first, and without the latest."""

    def when(self, transition: str) -> datetime | None:
        """When the transition of this key last happened, or None."""

    def held_by(self, role: Role, *, ever: bool = False) -> frozenset[str]:
        """The ids of those who hold (or ever held) this part in the case."""

    def to_hold(self, role: Role) -> frozenset[str]:
        """The ids of those whose dated part begins on a day to come."""

    def holders(self, post: Role) -> frozenset[str]:
        """The ids of those who hold a post at the school now."""

    def in_post(self, role: Role) -> frozenset[str]:
        """The ids of those who hold this part and can act by it: they work here, in a post that it is given from."""

    def setting(self, key: str) -> Any:
        """A local number or fact of this school, as it stood when the case was opened."""

    def breaches(self) -> tuple[tuple[str, str], ...]:
        """The allegations: the id of each, and the key of the breach it is of."""

    def earlier(self, actor: Actor) -> tuple[Earlier, ...]:
        """The earlier cases about the same person of which this person may know, the newest first."""

    def subject_key(self) -> str:
        """Whom the case is about: their id, or the name as the report has it where they are not on the staff list."""

    def subject_posts(self) -> frozenset[str]:
        """The keys of the posts that the person the case is about held when it was reported; empty if not known."""

    def open_clocks(self) -> tuple[str, ...]:
        """The keys of clocks that run."""

    def clocks_for(self, turn: Turn) -> tuple[str, ...]:
        """The keys of clocks to which this may be done now."""

    def school_calendar(self) -> SchoolCalendar:
        """On which days the school is open to pupils, as far as is known now."""

    def open_letters(self) -> tuple[str, ...]:
        """The keys of letters that are due or in draft."""

    def letter_issued(self, key: str) -> bool:
        """Whether a letter of this kind has been issued in this case."""

    def has_entry(self, number: int) -> bool:
        """Whether the timeline of this case has an entry of this number, a mere reading not counted."""

    def has_evidence(self, number: int) -> bool:
        """Whether this case has an item of evidence of this number."""

    @property
    def now(self) -> datetime:
        """The moment at which the question is asked, in Europe/London."""


@dataclass(frozen=True)
class Guard:
    """A rule that may object. `rule` is the sentence for the handbook; `test` returns words for the reader or None.

    `beside` marks a rule whose words tell of what stands beside the main line: they are for those who read the case.
    """

    key: str
    rule: str
    test: Callable[[CaseFacts, Actor], str | None]
    source: str = ""
    beside: bool = False


@dataclass(frozen=True)
class Objection:
    """Why an answer will not do, tied to the question it was given to."""

    question: str
    words: str


@dataclass(frozen=True)
class Check:
    """A rule over the answers themselves."""

    key: str
    rule: str
    test: Callable[[CaseFacts, Actor, Answers], Objection | None]
    source: str = ""


When = Callable[[CaseFacts, Answers], bool]


def always(_case: CaseFacts, _answers: Answers) -> bool:
    """Holds of every case."""
    return True


@dataclass(frozen=True)
class Transition:
    """A thing people do to a case, and all that follows from it.

    `leaves` are places of `track`; empty means: wherever the case stands while it is open. `begins` allows the move
    while the track is not open yet. `enters` None means: the case stays where it is. `said` is the sentence of the
    record, with `{actor}` in braces. `takes` is the part in which the actor is left, `ends_parts` what the actor loses,
    `clears` the parts that end for everybody who holds them, `gives` the parts that go, by virtue of their post, to all
    who may fill them and have no other part by which they are kept apart. `ends_later` pairs a part with the setting
    that says how many days later it ends for everybody who holds it. `cautions` are rules that warn whoever is about to
    do it, and refuse nothing.
    `weighty` is the sentence of the page that interrupts before an act that cannot be undone. What happens `by_itself`
    is not offered to anybody: it is the other side of something done to another case.
    """

    key: str
    label: str
    said: str
    track: Track
    needs: Permission
    leaves: tuple[State, ...] = ()
    enters: State | None = None
    begins: bool = False
    asks: tuple[Question, ...] = ()
    guards: tuple[Guard, ...] = ()
    checks: tuple[Check, ...] = ()
    tells: tuple[Role, ...] = ()
    hint: str = ""
    weighty: str = ""
    takes: Role | None = None
    ends_parts: tuple[Role, ...] = ()
    clears: tuple[Role, ...] = ()
    gives: tuple[Role, ...] = ()
    ends_later: tuple[tuple[Role, str], ...] = ()
    cautions: tuple[Guard, ...] = ()
    by_itself: bool = False
    source: str = ""


@dataclass(frozen=True)
class Follow:
    """A move that follows by itself from a transition on another track (or the same).

    `leaves` None stands for a track that is not open yet.
    """

    after: tuple[Transition, ...]
    enters: State
    leaves: tuple[State, ...] | None = None
    when: When = always
    why: str = ""


class Unit(StrEnum):
    """How a clock counts."""

    HOURS = "hours"
    WORKING_DAYS = "working days"
    SCHOOL_DAYS = "school days"
    CALENDAR_DAYS = "calendar days"
    MONTHS = "months"
    AT = "at an answered time"


@dataclass(frozen=True)
class Deadline:
    """A clock: what starts it, how long it runs, what meets it, where the rule comes from.

    `amount` is a number, or the key of a setting that holds one. With Unit.AT it is the key of the answered question.
    `since` names the transition from whose time it counts, where that is not the one that starts it. `moved_by` pairs
    a transition with the question that gives the new time; the first due time is kept. A clock that `lapses` asks
    nothing of the school: it only says until when somebody else may act.

    `counted_in` is the key of a setting by which a school may count in other days. Only a clock of the school's own
    making is `pausable`: it may be paused, or moved by agreement. `remind` is how long before its time (in its own
    unit; an answered time in working days) those in `reminds` are told that it comes, None not at all. When it is
    missed they are told again, and so is the first of `escalates` who should not have acted themselves; `besides` are
    told too, because they see to it that it is done. `in_force` is the day from which the source has held.
    """

    key: str
    title: str
    unit: Unit
    amount: int | str
    starts: tuple[Transition, ...]
    met_by: tuple[Transition, ...] = ()
    met_by_letters: tuple[str, ...] = ()
    since: str = ""
    moved_by: tuple[tuple[Transition, str], ...] = ()
    lapses: bool = False
    when: When = always
    source: str = ""
    counted_in: str = ""
    pausable: bool = False
    remind: int | None = None
    reminds: tuple[Role, ...] = ()
    escalates: tuple[Role, ...] = ()
    besides: tuple[Role, ...] = ()
    in_force: date | None = None


@dataclass(frozen=True)
class Telling:
    """A rule by which something is brought to somebody else: when, to whom, what they learn, and where it is seen.

    Of `first` the first learns who can; `besides` learn too. `sent_on` is the page that shows what was sent to whom,
    when, and whether it was read.
    """

    key: str
    title: str
    when: str
    first: tuple[Role, ...]
    learns: str
    sent_on: str
    besides: tuple[Role, ...] = ()
    clock: str = ""
    source: str = ""


@dataclass(frozen=True)
class Setting:
    """A local number or fact of the school, which may change from a date on; one of `options`, if there are any."""

    key: str
    title: str
    default: int | str
    unit: str = ""
    source: str = ""
    options: tuple[Option, ...] = ()


Wanted = Callable[[Answers], bool]


def wanted(_answers: Answers) -> bool:
    """Holds whatever a case has answered."""
    return True


@dataclass(frozen=True)
class Fact:
    """Something a letter cannot be without: an answer by its key, with the words to ask for it.

    `when` says of which letters of the kind this is so: it looks at the answers of the case and, under `after`, at the
    key of the transition that made the letter due.
    """

    key: str
    title: str
    asked_at_letter: bool = False
    kind: Kind = Kind.LINE
    hint: str = ""
    when: Wanted = wanted


@dataclass(frozen=True)
class Free:
    """A paragraph of a letter that the school may word itself, with the words offered. `when` is that of a fact."""

    key: str
    title: str
    words: str = ""
    required: bool = True
    when: Wanted = wanted


@dataclass(frozen=True)
class Letter:
    """A document that becomes due after a transition; its words stand in a template named after its key, or `words`.

    `encloses` is the key of the fact that lists what goes with it, one a line. `at_any_time` marks a document that may
    be written for a case that is closed.
    """

    key: str
    title: str
    heading: str
    to: str
    after: tuple[Transition, ...]
    when: When = always
    needs: tuple[Fact, ...] = ()
    free: tuple[Free, ...] = ()
    form: bool = False
    words: str = ""
    checks: tuple[Callable[[CaseFacts], str | None], ...] = ()
    encloses: str = ""
    at_any_time: bool = False
    source: str = ""
    about: str = ""

    def facts(self, answers: Answers) -> tuple[Fact, ...]:
        """What one letter of this kind cannot be without."""
        return tuple(fact for fact in self.needs if fact.when(answers))

    def paragraphs(self, answers: Answers) -> tuple[Free, ...]:
        """The paragraphs that the school may word itself in one letter of this kind."""
        return tuple(free for free in self.free if free.when(answers))


@dataclass(frozen=True)
class Category:
    """A breach of the policy: its clause, how serious it usually is, where it leads and what excuses it.

    `severity` runs from 1 (advice) to 5 (crime against a child). `routes` are words of the domain: LLC, LADO, POL,
    ICO, WB, HR. `clause` is the key of the policy's clause, `plain` what the report form says.
    """

    key: str
    title: str
    plain: str
    clause: str
    severity: int
    routes: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    note: str = ""
    section: str = ""
    asks: tuple[Question, ...] = field(default=())
