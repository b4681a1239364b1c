"""When e-mail leaves: quiet hours, a digest, what is urgent, who covers, and the school's checkpoints."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from casework.town import Town
from post.posting import Post, addressees

from caseflow.casework import checkpoint_post, checkpoints, journal, notices, outbox, post_choices, schools
from caseflow.casework.desk import Desk, year_scope
from caseflow.casework.outbox import State
from caseflow.lifecycle.days import LONDON
from caseflow.procedure.post import is_urgent, leaves_at, on_the_mark
from caseflow.procedure.settings import ALWAYS, DAILY, DAYTIME, EACH, WORKING


def at(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


FRIDAY_NIGHT, SATURDAY_NOON, MONDAY_SEVEN = at(15, 22), at(16, 12), at(18, 7)


@pytest.mark.parametrize(
    ("moment", "hours", "often", "leaves"),
    [
        (FRIDAY_NIGHT, ALWAYS, EACH, FRIDAY_NIGHT),
        (FRIDAY_NIGHT, DAYTIME, EACH, at(16, 7)),
        (FRIDAY_NIGHT, WORKING, EACH, MONDAY_SEVEN),
        (SATURDAY_NOON, DAYTIME, EACH, SATURDAY_NOON),
        (SATURDAY_NOON, WORKING, EACH, MONDAY_SEVEN),
        (at(18, 6, 59), DAYTIME, EACH, MONDAY_SEVEN),
        (at(18, 19), DAYTIME, EACH, at(19, 7)),
        (at(18, 18, 59), DAYTIME, EACH, at(18, 18, 59)),
        (at(18, 12), ALWAYS, DAILY, at(19, 7)),
        (MONDAY_SEVEN, ALWAYS, DAILY, MONDAY_SEVEN),
        (at(18, 7, 59), WORKING, DAILY, at(18, 7, 59)),
        (at(16, 7), WORKING, DAILY, MONDAY_SEVEN),
        (at(25, 12, month=3), WORKING, EACH, at(25, 12, month=3)),
        (at(25, 20, month=3), WORKING, EACH, at(30, 7, month=3)),  # Good Friday, Easter, and the clocks go forward
    ],
)
def test_it_leaves_when_the_school_and_the_person_want_it(
    moment: datetime, hours: str, often: str, leaves: datetime
) -> None:
    assert leaves_at(moment, hours, often, urgent=False) == leaves
    assert leaves_at(moment, hours, often, urgent=True) == moment


@pytest.mark.parametrize(
    ("moment", "hours", "since", "leaves"),
    [
        (at(18, 9), DAYTIME, at(17, 16), at(18, 9)),  # nothing could leave at seven
        (at(18, 9), DAYTIME, at(18, 7), at(18, 9)),
        (at(18, 9), DAYTIME, at(18, 8, 30), at(19, 7)),  # of today, so it waits for tomorrow
        (at(18, 20), DAYTIME, at(18, 7), at(19, 7)),
        (at(18, 20), ALWAYS, at(18, 7), at(18, 20)),
        (at(17, 12), WORKING, at(15, 16), MONDAY_SEVEN),
        (at(18, 12), WORKING, at(15, 16), at(18, 12)),
    ],
)
def test_a_digest_that_missed_its_morning_leaves_at_any_open_hour(
    moment: datetime, hours: str, since: datetime, leaves: datetime
) -> None:
    assert leaves_at(moment, hours, DAILY, urgent=False, since=since) == leaves


def test_what_is_urgent_is_a_report_a_serious_breach_and_what_runs_by_the_hour() -> None:
    urgent = ("report", "escalate", "missed ico-notify", "reminded ico-notify")
    assert [is_urgent(one) for one in urgent] == [True] * 4
    assert [is_urgent(one) for one in ("acknowledged", "triage", "missed triage", "delay-asked")] == [False] * 4


def test_the_marks_are_five_minutes_apart() -> None:
    assert on_the_mark(at(15, 16, 20)) == at(15, 16, 20)
    assert on_the_mark(at(15, 16, 20) + timedelta(seconds=1)) == at(15, 16, 25)


def asked(school: Town, reference: str) -> None:
    """Something that can wait for the morning."""
    with school.office.at_work() as desk:
        notices.queue(school.file(reference, desk), school.cast.helen.id, "close")


def emptied(school: Town, post: Post) -> str:
    """A case of which all that was new has been carried."""
    reference = school.report()
    school.clock.forward(minutes=5)
    post.carry()
    return reference


def test_a_digest_is_one_e_mail_in_the_morning(school: Town, post: Post) -> None:
    reference = emptied(school, post)
    with school.office.at_work() as desk:
        post_choices.choose(desk, school.cast.helen, DAILY)
    before = len(post.peer.kept())
    for _ in range(3):
        asked(school, reference)
        school.clock.forward(hours=1)
        post.carry()
    assert len(post.peer.kept()) == before
    school.clock.now = at(16, 7, 10)
    post.carry()
    assert addressees(post.peer.kept()[before:]) == [school.cast.helen.email]


def test_a_digest_that_nobody_carried_at_seven_leaves_the_same_day_and_once(school: Town, post: Post) -> None:
    reference = emptied(school, post)
    with school.office.at_work() as desk:
        post_choices.choose(desk, school.cast.helen, DAILY)
    before = len(post.peer.kept())
    asked(school, reference)
    school.clock.forward(minutes=5)
    post.carry()
    school.clock.now = at(16, 10, 30)
    post.carry()
    assert addressees(post.peer.kept()[before:]) == [school.cast.helen.email]
    asked(school, reference)
    school.clock.now = at(16, 10, 35)
    post.carry()
    assert len(post.peer.kept()) == before + 1
    school.clock.now = at(17, 7)
    post.carry()
    assert len(post.peer.kept()) == before + 2


def test_in_quiet_hours_only_what_is_urgent_leaves(school: Town, post: Post) -> None:
    reference = emptied(school, post)
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "post.hours", WORKING, date(2027, 1, 15), school.cast.helen.id)
    before = len(post.peer.kept())
    school.clock.now = SATURDAY_NOON
    asked(school, reference)
    post.carry()
    assert len(post.peer.kept()) == before
    school.report(by=school.cast.ian)
    post.carry()
    assert addressees(post.peer.kept()[before:]) == [school.cast.helen.email]
    school.clock.now = MONDAY_SEVEN
    post.carry()
    assert addressees(post.peer.kept()[before + 1 :]) == [school.cast.helen.email, school.cast.ian.email]


def test_whoever_covers_is_written_to_once_the_cover_begins(school: Town, post: Post) -> None:
    reference = emptied(school, post)
    cover = {"covering_manager": school.cast.carol.id, "cover_from": "2027-01-20", "cover_until": "2027-01-29"}
    school.do(school.cast.helen, reference, "arrange-cover", **cover, cover_reasons="Away.")
    before = len(post.peer.kept())
    for moment in (at(18, 12), at(19, 18)):
        school.clock.now = moment
        post.carry()
    assert len(post.peer.kept()) == before
    school.clock.now = at(20, 9)
    post.carry()
    assert addressees(post.peer.kept()[before:]) == [school.cast.carol.email]


def test_somebody_who_left_is_not_written_to(school: Town, post: Post) -> None:
    reference = emptied(school, post)
    asked(school, reference)
    with school.office.at_work() as desk:
        schools.change_posts(desk, school.cast.helen.id, school.id, ["staff"], active=False, by="set-up")
    school.clock.forward(minutes=5)
    before = len(post.peer.kept())
    post.carry()
    assert len(post.peer.kept()) == before


def test_a_checkpoint_leaves_every_night_whatever_happened(school: Town, post: Post) -> None:
    to = ("chair@home.test", "auditor@trust.test")
    school.clock.now = at(16, 1, 59)
    assert checkpoint_post.send(school.office, to) == 0
    school.clock.now = at(16, 2)
    assert checkpoint_post.send(school.office, ()) == 0
    assert [checkpoint_post.send(school.office, to) for _ in range(2)] == [1, 0]
    post.carry()
    assert addressees(post.peer.kept()) == sorted(to)
    [mail, other] = post.peer.mails()
    assert mail.get_payload() == other.get_payload()
    words = mail.get_payload(decode=True).decode().replace("\r\n", "\n")
    note = words.partition("whoever holds the school's server.\n\n")[2]
    assert checkpoints.trusted(school.office.safe, school.id, note)
    school.clock.now = at(17, 3)
    with school.office.at_work() as desk:  # as a letter does, or whoever types caseflow ledger checkpoint
        checkpoints.make(desk, school.id)
    assert [checkpoint_post.send(school.office, to) for _ in range(2)] == [1, 0]
    school.clock.now = at(18, 2)
    assert checkpoint_post.send(school.office, to) == 1, "silence must be noticeable"


def checkpoints_to(post: Post, since: int) -> dict[str, str]:
    """What was sent of checkpoints, by whom it went to."""
    mails = post.peer.mails()[since:]
    return {one["To"].strip("<>"): one.get_payload(decode=True).decode().replace("\r\n", "\n") for one in mails}


def test_who_got_checkpoints_until_now_learns_that_others_get_them(school: Town, post: Post) -> None:
    chair, clerk, new = "chair@home.test", "clerk@home.test", "it@school.test"
    school.clock.now = at(16, 2)
    assert checkpoint_post.send(school.office, (chair, clerk)) == 1
    post.carry()
    before = len(post.peer.kept())
    school.clock.now = at(16, 14)
    assert checkpoint_post.send(school.office, (clerk, chair)) == 0, "in another order they are the same"
    assert [checkpoint_post.send(school.office, (clerk, new)) for _ in range(2)] == [1, 0]
    post.carry()
    said = checkpoints_to(post, before)
    assert sorted(said) == sorted((chair, clerk, new))
    assert all("were changed on the machine" in words for words in said.values())
    assert [to for to, words in said.items() if "gets no more" in words] == [chair]
    [note] = {words.partition("server.\n\n")[2].partition("\nThe add")[0] for words in said.values()}
    assert checkpoints.trusted(school.office.safe, school.id, note)
    with school.office.at_work() as desk:
        scope = year_scope(school.id, desk.now)
        [entry] = [one for one in journal.read(desk, scope) if one.event == checkpoint_post.CHANGED]
    assert (entry.said["before"], entry.said["to"]) == ([chair, clerk], [clerk, new])
    assert "@" not in entry.sentence
    before = len(post.peer.kept())
    school.clock.now = at(17, 2)
    assert checkpoint_post.send(school.office, (clerk, new)) == 1
    post.carry()
    said = checkpoints_to(post, before)
    assert sorted(said) == sorted((clerk, new))
    assert not any("were changed" in words for words in said.values())


def test_who_got_checkpoints_learns_that_nobody_gets_them_any_more(school: Town, post: Post) -> None:
    school.clock.now = at(16, 2)
    checkpoint_post.send(school.office, ("chair@home.test",))
    post.carry()
    for queued in (1, 0):
        school.clock.forward(minutes=5)
        assert checkpoint_post.send(school.office, ()) == queued
    post.carry()
    assert "gets no more" in checkpoints_to(post, 1)["chair@home.test"]
    school.clock.now = at(18, 2)
    assert checkpoint_post.send(school.office, ()) == 0


def test_of_checkpoints_that_an_earlier_release_queued_it_is_known_to_whom_they_went(school: Town, post: Post) -> None:
    school.clock.now = at(16, 2)
    with school.office.at_work() as desk:
        made = checkpoints.make(desk, school.id)
        outbox.of_checkpoint(desk, school.id, "chair@home.test", made.note)
    assert checkpoint_post.send(school.office, ("chair@home.test",)) == 0
    assert checkpoint_post.send(school.office, ("it@school.test",)) == 1
    post.carry()
    assert sorted(addressees(post.peer.kept())) == ["chair@home.test", "chair@home.test", "it@school.test"]


def test_the_check_up_says_to_which_address_none_left(school: Town, post: Post) -> None:
    to = ("chair@home.test", "clerk@home.test")

    def not_left() -> dict[int, State | None]:
        with school.office.store.reading() as session:
            desk = Desk(session, school.office.keyring, school.office.safe, school.office.clock)
            return checkpoint_post.not_left(desk, school.id, to)

    assert not_left() == {1: None, 2: None}
    school.clock.now = at(16, 2)
    checkpoint_post.send(school.office, to)
    assert not_left() == {}, "it has time to leave"
    post.peer.plan("refuse-recipient")
    post.carry()
    [took] = addressees(post.peer.kept())
    sent = to.index(took) + 1
    refused = 3 - sent
    assert not_left() == {refused: State.BOUNCED}
    school.clock.now = at(18, 3)
    assert not_left() == {sent: State.SENT, refused: State.BOUNCED}
    checkpoint_post.send(school.office, to)
    assert not_left() == {sent: State.WAITING, refused: State.WAITING}
    post.carry()
    assert not_left() == {}
