"""Sends 5,000 messages to a mail server that fails, by a worker that is killed, and writes what became of them.

The answer is 0 only if no notice was lost, no letter left twice, every letter in doubt waits for a person, every fault
and every kill really happened, and the same count finds letters that left twice where the care is taken away.
"""

from __future__ import annotations

import platform
import random
import shutil
import smtplib
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]  # not this folder: this file is not the room of that name

from casework.town import Template, Town, open_town  # noqa: E402 -- after its folder is named
from post.peer import FAULTS, KILLS  # noqa: E402
from post.posting import PeerProcess, Post, issue_by_email  # noqa: E402
from sqlalchemy import select  # noqa: E402

from caseflow.casework import letters, notices, post_sent, schools  # noqa: E402
from caseflow.casework.outbox import LETTER, NOTICE, State  # noqa: E402
from caseflow.casework.verify import verify  # noqa: E402
from caseflow.post import message  # noqa: E402
from caseflow.records import Outgoing  # noqa: E402

WHERE = ROOT / "docs" / "evidence" / "post.md"
SEED = 20_270_115
NOTICES, LETTERS, CARELESS, MEASURED = 4_700, 300, 12, 1_000
KILLED_EACH = {LETTER: 8, NOTICE: 8}
SHARE = {LETTER: 0.45, NOTICE: 0.18}
"""How many of the messages of a kind meet a fault. Letters are fewer, and meet more."""


@dataclass
class Run:
    """All that came out."""

    met: Counter[str] = field(default_factory=Counter)
    states: dict[str, Counter[str]] = field(default_factory=dict)
    lost: int = 0
    repeated: int = 0
    twice: int = 0
    in_doubt: int = 0
    waiting: int = 0
    careless_twice: int = 0
    kills: int = 0
    problems: list[str] = field(default_factory=list)
    ratio: float = 0.0
    rates: tuple[float, float] = (0.0, 0.0)


def opened(folder: Path, peer: str) -> tuple[Town, Post]:
    """A school of its own, with a mail server beside it."""
    home = folder / peer
    home.mkdir()
    template = Template.make("sqlite", home)
    for name in ("keys", "keyring.db"):
        (shutil.copytree if name == "keys" else shutil.copy)(home / "sqlite" / name, home / name)
    town = open_town(template, template.url, home)
    made = PeerProcess.start(home / "peer")
    (made.folder / "only-count").touch()
    with town.office.at_work() as desk:
        schools.set_setting(desk, town.id, "post.hours", "always", date(2027, 1, 1), town.cast.helen.id)
    return town, Post(town.office, made, town.url, f"sqlite:///{home}/keyring.db", home / "keys")


def queue_letters(town: Town, count: int) -> None:
    """So many cases, with an acknowledgement each that goes by e-mail."""
    for number in range(count):
        reference = town.report()
        with town.office.at_work() as desk:
            file = town.file(reference, desk)
            issue_by_email(file, letters.numbered(file, 1), town.cast.helen)
        if number % 100 == 0:
            print(f"  {number} letters", flush=True)


def queue_notices(town: Town, reference: str, count: int) -> None:
    """So many people, with something to read for each."""
    for start in range(0, count, 100):
        with town.office.at_work() as desk:
            for number in range(start, min(start + 100, count)):
                somebody = schools.add_person(desk, town.id, f"Person {number}", f"p{number}@x.test", "", ["staff"])
                notices.queue(town.file(reference, desk), somebody.id, "triage")


def settled_before(town: Town) -> None:
    """What the reports themselves cause leaves without a fault, so that only what is counted is left."""
    town.clock.forward(minutes=10)
    with town.office.store.writing() as session:
        for row in session.scalars(select(Outgoing).where(Outgoing.kind == NOTICE)):
            row.state = State.NEEDLESS.value
        session.commit()


def plan(kind: str, count: int, chance: random.Random) -> list[str]:
    """What each message meets: some a fault, and each kill so many times, in an order of chance."""
    met = [chance.choice(FAULTS) if chance.random() < SHARE[kind] else "well" for _ in range(count)]
    kills = [kill for kill in KILLS for _ in range(KILLED_EACH[kind])]
    for place, kill in zip(
        sorted(chance.sample(range(count), len(kills))), chance.sample(kills, len(kills)), strict=True
    ):
        met[place] = kill
    return met


def carried(town: Town, post: Post, kind: str, *, careless: bool = False) -> int:
    """Carry until nothing of a kind waits; the worker is started anew whenever it was killed. How often it was."""
    killed = 0
    while any(row.state == State.WAITING for row in rows(town, kind)):
        code = post.carry_to_the_death(careless=careless)
        if code not in (0, -9):
            raise RuntimeError(f"whoever carries the post ended with {code}")
        killed += code == -9
        town.clock.forward(minutes=16)
    return killed


def rows(town: Town, kind: str) -> list[Outgoing]:
    with town.office.store.reading() as session:
        return list(session.scalars(select(Outgoing).where(Outgoing.kind == kind)))


def count(run: Run, town: Town, post: Post) -> None:
    """What became of every row, and how often the server kept each message."""
    kept = Counter(line["kept"] for line in post.peer.kept())
    told = [row for row in rows(town, NOTICE) if row.state != State.NEEDLESS]
    sent = rows(town, LETTER)
    for name, some in (("notices", told), ("letters", sent)):
        run.states[name] = Counter(row.state for row in some)
    arrived = {row.id for row in told if kept[row.message_id]}
    run.lost = sum(row.state != State.BOUNCED and row.id not in arrived for row in told)
    run.repeated = sum(kept[row.message_id] > 1 for row in told)
    run.twice = sum(kept[row.message_id] > 1 for row in sent)
    run.in_doubt = run.states["letters"][State.UNKNOWN] + run.states["letters"][State.BOUNCED]
    with town.office.at_work() as desk:
        run.waiting = len(post_sent.undecided(desk, town.cast.helen))
    run.met = post.peer.met()
    run.problems = verify(town.office).all_problems()


def without_care(folder: Path) -> int:
    """How many letters leave twice if nothing is written down before they leave: the count must find them."""
    town, post = opened(folder, "careless")
    queue_letters(town, CARELESS)
    settled_before(town)
    post.peer.plan(*["kill-after-data-kept"] * CARELESS)
    carried(town, post, LETTER, careless=True)
    kept = Counter(line["kept"] for line in post.peer.kept())
    post.peer.stop()
    town.office.close()
    return sum(times > 1 for times in kept.values())


def measured(run: Run, folder: Path) -> None:
    """How fast notices leave, as a share of how fast the same server takes the same messages from a bare loop."""
    town, post = opened(folder, "measured")
    reference = town.report()
    settled_before(town)
    queue_notices(town, reference, MEASURED)
    town.clock.forward(minutes=5)
    began = time.perf_counter()
    if sum(post.carry().values()) != MEASURED:
        raise RuntimeError("not all that was measured was carried")
    ours = MEASURED / (time.perf_counter() - began)
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", post.peer.port) as bare:
        for number in range(MEASURED):
            mail = message.notice("caseflow@ashcroft.test", f"p{number}@x.test", message.new_message_id(), town.clock())
            bare.send_message(mail)
    theirs = MEASURED / (time.perf_counter() - began)
    run.rates, run.ratio = (ours, theirs), ours / theirs
    post.peer.stop()
    town.office.close()


def described(run: Run, seconds: float) -> str:
    """The page."""
    faults = "\n".join(f"| {name} | {run.met[name]} |" for name in FAULTS)
    kills = "\n".join(f"| {name} | {run.met[name]} |" for name in KILLS)
    states = "\n".join(
        f"| {name} | {some[State.SENT]} | {some[State.BOUNCED]} | {some[State.UNKNOWN]} | {some[State.WAITING]} |"
        for name, some in run.states.items()
    )
    return f"""# Post that leaves, through everything that fails

Written by `make evidence-post` in {seconds / 60:.0f} minutes, with the seed {SEED}. {NOTICES:,} notices and
{LETTERS} letters were handed to a mail server in a process of its own, which failed as it was told to. The worker
was a process that was killed with SIGKILL at every point of a conversation, and started anew after its lease had
ended. SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}.

| | |
|---|---|
| notices that neither arrived nor were refused by the server | **{run.lost}** |
| notices that arrived more than once, under the same Message-ID | {run.repeated} |
| letters that arrived more than once | **{run.twice}** |
| letters in doubt, because the line broke or the address was refused | {run.in_doubt} |
| of these, waiting for a person on the page of what was sent | {run.waiting} |
| times the worker was killed | {run.kills} |
| faults found by the check of the whole record afterwards | {len(run.problems)} |
| letters that arrived twice, of {CARELESS}, where nothing is written down before they leave | {run.careless_twice} |
| notices a second, and the same messages from a bare loop in the same run | {_rates(run)} |

The last but one is the test of the count itself: with the care taken away it finds what it is there to find.

| | sent | refused | not known | waiting |
|---|---|---|---|---|
{states}

## Faults that happened

| Fault | Times |
|---|---|
{faults}

| The worker was killed | Times |
|---|---|
{kills}

“lost” and “kept” say whether the server kept a message that it did not answer. At “kill-after-answer” the server had
answered, and the worker could not write that down.
"""


def _rates(run: Run) -> str:
    ours, theirs = run.rates
    return f"{ours:.0f} and {theirs:.0f}: {run.ratio:.2f}"


def main() -> int:
    """Do it all, write the page, and say whether all held."""
    began, chance, run = time.monotonic(), random.Random(SEED), Run()  # noqa: S311 -- chance, and no secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run.careless_twice = without_care(folder)
        print(f"without care, {run.careless_twice} of {CARELESS} letters left twice", flush=True)
        measured(run, folder)
        print(f"{run.rates[0]:.0f} notices a second, {run.ratio:.2f} of a bare loop", flush=True)
        town, post = opened(folder, "failing")
        queue_letters(town, LETTERS)
        settled_before(town)
        post.peer.plan(*plan(LETTER, LETTERS, chance))
        run.kills += carried(town, post, LETTER)
        print(f"letters are carried; killed {run.kills} times", flush=True)
        reference = town.report()
        settled_before(town)
        queue_notices(town, reference, NOTICES)
        town.clock.forward(minutes=5)
        post.peer = afresh(post.peer)
        post.peer.plan(*plan(NOTICE, NOTICES, chance))
        run.kills += carried(town, post, NOTICE)
        count(run, town, post)
        post.peer.stop()
        town.office.close()
    WHERE.write_text(described(run, time.monotonic() - began), "utf-8")
    print(WHERE.read_text("utf-8"))
    wanted = sum(KILLED_EACH.values()) * len(KILLS)
    held = (run.lost, run.twice, len(run.problems)) == (0, 0, 0) and run.waiting == run.in_doubt > 0
    happened = run.kills == wanted and all(run.met[one] for one in (*FAULTS, *KILLS)) and run.careless_twice > 0
    return 0 if held and happened else 1


def afresh(peer: PeerProcess) -> PeerProcess:
    """The same mail server with a new plan; what it saw is kept."""
    peer.stop()
    for name in ("plan", "port"):
        (peer.folder / name).unlink()
    return PeerProcess.start(peer.folder)


if __name__ == "__main__":
    sys.exit(main())
