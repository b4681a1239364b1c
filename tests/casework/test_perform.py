"""A case moves wholly or not at all, and what moved it is sealed and chained in the same transaction."""

from __future__ import annotations

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from casework.answers import advice, closing, dbs, decision, hearing, leaving, no_harm, tra
from sqlalchemy import event, func, select, text, update
from sqlalchemy.exc import DBAPIError

from caseflow.casework import cases, journal, notices, reporting
from caseflow.casework.perform import perform
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Stale, Tampered
from caseflow.ledger.leaf import ZERO, leaf_hash
from caseflow.lifecycle.days import local
from caseflow.procedure import PROCEDURE
from caseflow.records import AuditHead, AuditLeaf, AuditPayload, Case, Clock, LetterRecord, Notice, Part, Position


def rows(school, *tables) -> dict[str, int]:
    with school.office.store.reading() as session:
        return {table.__name__: session.scalar(select(func.count()).select_from(table)) for table in tables}


def test_a_stale_a_refused_and_a_badly_answered_move_change_nothing(school, cast):
    reference = school.at("case-to-answer")
    with school.office.at_work() as desk:
        seen = school.file(reference, desk).case.version
    good = hearing(school)
    before = school.everything()
    tries = [
        (cast.helen, "set-hearing", good, seen - 1, Stale),
        (cast.helen, "set-hearing", good, seen + 1, Stale),
        (cast.helen, "triage", no_harm(), seen, Refused),
        (cast.helen, "decide", decision(school), seen, Refused),
        (cast.ian, "set-hearing", good, seen, Refused),
        (cast.helen, "set-hearing", {}, seen, BadAnswers),
        (cast.helen, "set-hearing", {**good, "version": 1}, seen, BadAnswers),
        (cast.helen, "set-hearing", {**good, "hearers": [cast.quentin.id] * 3}, seen, BadAnswers),
        (cast.helen, "set-hearing", {**good, "hearing_at": school.clock() - timedelta(days=1)}, seen, BadAnswers),
        (cast.helen, "set-hearing", {**good, "hearing_at": school.clock() + timedelta(days=2)}, seen, BadAnswers),
        (cast.helen, "set-hearing", {**good, "hearers": good["hearers"][:2]}, seen, BadAnswers),
    ]
    for who, key, answers, version, refusal in tries:
        with pytest.raises(refusal), school.office.at_work() as desk:
            perform(cases.find(desk, who, reference), PROCEDURE.by_key[key], who, answers, seen=version)
        assert school.everything() == before
    # The twin: the same answers, asked rightly, are taken, so the tries were refused for what was wrong with them.
    school.do(cast.helen, reference, "set-hearing", **good)
    assert school.everything() != before


def test_a_case_that_is_not_there_cannot_be_moved(school, cast):
    reference = school.report()
    before = school.everything()
    for who in (cast.quentin, cast.carol, cast.it):
        with pytest.raises(NotThere):
            school.do(who, reference, "triage", **no_harm())
    assert school.everything() == before


def test_everything_that_follows_is_kept_together(school, cast):
    reference = school.report()
    counts = rows(school, Position, Clock, LetterRecord, Notice, AuditLeaf, Part)
    assert counts == {
        "Position": 1,
        "Clock": 2,
        "LetterRecord": 1,
        "Notice": 1,
        "AuditLeaf": counts["AuditLeaf"],
        "Part": 3,
    }
    school.do(cast.helen, reference, "triage", **no_harm(harm_risk="yes", serious=["crime"]))
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert {track: one.state for track, one in file.positions.items()} == {
            "main": "triage",
            "lado": "lado-due",
            "police": "police-due",
            "reporter-care": "reporter-care-open",
            "escalation": "escalation-due",
        }
        started = {"lado-contact", "police-decision", "reporter-check-1", "escalation"}
        assert set(file.open_clocks()) == {"acknowledge", *started}
        newest = journal.read(desk, file.scope)[-1]
        assert newest.said["moves"] == [
            {"track": "escalation", "state_from": None, "state_to": "escalation-due"},
            {"track": "lado", "state_from": None, "state_to": "lado-due"},
            {"track": "main", "state_from": "received", "state_to": "triage"},
            {"track": "police", "state_from": None, "state_to": "police-due"},
            {"track": "reporter-care", "state_from": None, "state_to": "reporter-care-open"},
        ]
        assert set(newest.said["clocks"]) == {"met triage", *(f"started {key}" for key in started)}
        assert newest.sentence == "Helen Marsh triaged the report"
        assert (newest.said["row_version"], newest.said["projection"]) == (file.case.version, file.projection())


class _PowerCut(Exception):
    pass


def cutting(engine, at: str):
    """A power cut when a row of this table is written, or at the commit."""

    def cut(*said):
        if at == "commit" or said[2].startswith((f"INSERT INTO {at} ", f'INSERT INTO "{at}" ')):
            raise _PowerCut

    return engine, "commit" if at == "commit" else "before_cursor_execute", cut


POINTS = ("position", "clock", "part", "letter", "notice", "audit_leaf", "audit_node", "audit_payload", "commit")


def test_a_failure_anywhere_in_the_middle_leaves_nothing(school, cast):
    reference = school.at("case-to-answer")
    before = school.everything()
    for at in POINTS:
        key, answers = ("record-leaving", leaving(school)) if at == "position" else ("set-hearing", hearing(school))
        cut = cutting(school.office.store.engine, at)
        event.listen(*cut)
        with pytest.raises(_PowerCut):
            school.do(cast.helen, reference, key, **answers)
        event.remove(*cut)
        assert school.everything() == before, at
    school.do(cast.helen, reference, "set-hearing", **hearing(school))


def test_a_report_that_fails_in_the_middle_leaves_nothing(school):
    before = school.everything()
    for at in ("case", *POINTS):
        cut = cutting(school.office.store.engine, at)
        event.listen(*cut)
        with pytest.raises(_PowerCut):
            school.report()
        event.remove(*cut)
        assert school.everything() == before, at
    school.report()


def test_the_fence_of_the_log_undoes_the_move_that_ran_into_it(school, cast):
    reference = school.report()
    before = school.everything()

    def move_and_meddle() -> None:
        with school.office.at_work() as desk:
            perform(cases.find(desk, cast.helen, reference), PROCEDURE.by_key["triage"], cast.helen, no_harm())
            desk.session.execute(update(AuditLeaf).values(leaf=b"another"))

    with pytest.raises(DBAPIError):
        move_and_meddle()
    assert school.everything() == before


def test_what_the_journal_keeps_opens_and_hangs_in_one_chain(school):
    reference = school.at("appeal-decided")
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        entries = journal.read(desk, file.scope)
        assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        assert entries[0].said["action"] == "report"
        assert entries[-1].said["answers"]["appeal_outcome"] == "upheld"
        leaves = desk.session.scalars(select(AuditLeaf).order_by(AuditLeaf.seq)).all()
        assert [leaf.seq for leaf in leaves] == list(range(len(leaves)))
        previous = bytes.fromhex(ZERO)
        for leaf in leaves:
            assert leaf.prev == previous
            assert leaf.hash == leaf_hash(leaf.leaf)
            assert previous.hex().encode() in leaf.leaf
            previous = leaf.hash
        head = desk.session.get_one(AuditHead, school.id)
        assert (head.next_seq, head.last_hash) == (len(leaves), previous)
        assert all(earlier.at <= later.at for earlier, later in pairwise(entries))


def test_the_log_never_goes_back_in_time(school, cast):
    reference = school.report()
    school.clock.forward(hours=-30)
    school.do(cast.helen, reference, "triage", **no_harm())
    with school.office.at_work() as desk:
        entries = journal.read(desk, school.file(reference, desk).scope)
    assert entries[0].at <= entries[1].at


def test_a_sentence_is_kept_as_it_was_said(school, cast):
    reference = school.report()
    with school.office.at_work() as desk:
        (entry,) = journal.read(desk, school.file(reference, desk).scope)
    assert entry.sentence == "Rosa Lind reported a concern"


# What somebody with the database open may try, and which table the journal then no longer vouches for.
MEDDLING = {
    "case": 'UPDATE "case" SET version = version + 1',
    "position": "UPDATE position SET state = 'no-further-action' WHERE track = 'main'",
    "part": "DELETE FROM part WHERE role = 'subject'",
    "clock": "UPDATE clock SET due_at = '2028-01-01T00:00:00.000000Z'",
    "letter": "UPDATE letter SET status = 'withdrawn'",
}


def test_what_was_changed_by_hand_is_not_gone_on_from(school, cast):
    for table, meddling in MEDDLING.items():
        reference = school.at("triage")
        with school.office.store.writing() as session:
            session.execute(text(meddling))
            session.commit()
        before = school.everything()
        with pytest.raises(Tampered, match=table):
            school.do(cast.helen, reference, "hold", hold_reasons="For the LADO.")
        assert school.everything() == before


def test_of_two_who_act_at_once_one_is_told_that_the_case_moved(school, cast):
    reference = school.at("triage")
    start, told = threading.Barrier(2), []

    def act(key: str, **answers: object) -> None:
        start.wait()
        try:
            with school.office.at_work() as desk:
                file = cases.find(desk, cast.helen, reference)
                perform(file, PROCEDURE.by_key[key], cast.helen, answers, seen=version)
            told.append("done")
        except Stale:
            told.append("stale")

    with school.office.at_work() as desk:
        version = school.file(reference, desk).case.version
    ways = [("hold", {"hold_reasons": "x"}), ("redirect", {"redirected_to": "grievance", "redirect_reasons": "x"})]
    people = [threading.Thread(target=act, args=(key,), kwargs=answers) for key, answers in ways]
    for one in people:
        one.start()
    for one in people:
        one.join(30)
    assert sorted(told) == ["done", "stale"]
    # And the record is whole: the next move finds what the journal vouches for.
    school.do(cast.helen, reference, "record-leaving", **leaving(school))


def test_reports_that_come_at_once_are_all_kept_in_one_chain(school, cast):
    start, taken = threading.Barrier(4), []

    def report() -> None:
        start.wait()
        taken.append(school.report())

    people = [threading.Thread(target=report) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    assert len(set(taken)) == 4
    with school.office.at_work() as desk:
        seqs = desk.session.scalars(select(AuditPayload.seq).order_by(AuditPayload.seq)).all()
        assert list(seqs) == list(range(len(seqs)))
        assert desk.session.scalar(select(func.count()).select_from(Case)) == 4


def test_a_notice_goes_to_those_who_should_know_and_not_to_whoever_did_it(school, cast):
    reference = school.at("investigation")
    with school.office.at_work() as desk:
        assert [one.words for one in notices.waiting(desk, cast.ian)] == ["open-investigation"]
        assert notices.waiting(desk, cast.helen) == [], "acting in a case answers what waited there"
        assert notices.waiting(desk, cast.quentin) == []
        notices.seen(desk, cast.ian, school.file(reference, desk))
        assert notices.waiting(desk, cast.ian) == []


def test_the_clocks_of_the_trip_photo_fall_due_as_the_domain_note_tells(school, cast):
    reference = school.report(categories=["IM-1", "CF-1"])
    with school.office.at_work() as desk:
        due = {clock.key: local(clock.due_at).isoformat() for clock in school.file(reference, desk).clocks}
    assert due == {
        "acknowledge": "2027-01-18T23:59:59+00:00",
        "triage": "2027-01-18T23:59:59+00:00",
        "ico-notify": "2027-01-18T16:20:00+00:00",
    }


def test_a_clock_that_is_moved_keeps_its_first_day(school, cast):
    reference = school.at("investigation")
    school.do(cast.helen, reference, "extend-investigation", investigation_due="2027-03-01", extension_reasons="Ill.")
    with school.office.at_work() as desk:
        (clock,) = [one for one in school.file(reference, desk).clocks if one.key == "investigation"]
        assert local(clock.first_due_at).date().isoformat() == "2027-02-05"
        assert local(clock.due_at).date().isoformat() == "2027-03-01"


def test_a_hearing_set_again_after_a_hold_runs_on_its_new_day(school, cast):
    reference = school.at("hearing-set")
    school.do(cast.helen, reference, "hold", hold_reasons="For the LADO.")
    school.clock.forward(days=40)
    school.do(cast.helen, reference, "resume-investigation", resume_reasons="They said so.")
    facts = {"report_facts": "F", "report_evidence": "E", "report_mitigation": "M", "report_view": "yes"}
    school.do(cast.ian, reference, "submit-report", **facts)
    answers = hearing(school)
    school.do(cast.helen, reference, "set-hearing", **answers)
    with school.office.at_work() as desk:
        due = [one.due_at for one in school.file(reference, desk).clocks if one.key == "hearing" and not one.met_at]
    assert due == [answers["hearing_at"]]


def test_whoever_leaves_on_a_day_corrected_later_is_decided_on_by_the_new_day(school, cast):
    reference = school.at("triage")
    for day in ("2027-02-12", "2027-03-31"):
        school.do(cast.helen, reference, "record-leaving", **{**leaving(school), "last_day": day})
    with school.office.at_work() as desk:
        (clock,) = [one for one in school.file(reference, desk).clocks if one.key == "dbs-after-leaving"]
        assert local(clock.due_at).date().isoformat() == "2027-03-31"
        assert local(clock.first_due_at).date().isoformat() == "2027-02-12"


def test_a_case_can_be_closed_after_a_referral_made_before_the_outcome(school, cast):
    """Scenario C: the person resigns, is referred to the DBS, and only then it is decided what would have been."""
    reference = school.at("heard")
    school.do(cast.helen, reference, "record-leaving", **leaving(school))
    school.do(cast.helen, reference, "propose-dbs-decision", **dbs(school))
    school.do(cast.ada, reference, "agree-dbs-referral", dbs_agreed=True)
    school.do(cast.helen, reference, "propose-tra-decision", **tra(school))
    school.do(cast.ada, reference, "agree-tra-referral", tra_agreed=True)
    gone = decision(school, sanction="would-have-been-dismissed")
    del gone["improvement"]
    school.do(cast.governors[0], reference, "decide", **gone)
    _close(school, reference)


def test_a_case_is_closed_from_every_end(school):
    for state in ("low-level", "redirected", "no-further-action", "outcome", "appeal-decided"):
        _close(school, school.at(state))


def test_a_reopened_case_can_be_triaged_and_closed_again(school, cast):
    reference = school.at("reopened")
    school.do(cast.helen, reference, "triage", **no_harm(harm_risk="yes"))
    school.do(cast.helen, reference, "log-lado-advice", **advice(school))
    school.do(cast.helen, reference, "end-lado", lado_ended_with="Lee", lado_ended_reasons="Done.")
    school.do(
        cast.helen,
        reference,
        "escalate",
        escalate_to=cast.carol.id,
        escalation_actions="All of it.",
    )
    school.do(cast.carol, reference, "note-escalation", escalation_interest="no", escalation_answer="noted")
    school.do(
        cast.helen, reference, "end-reporter-care", reporter_care_ended="declined", reporter_care_notes="She is well."
    )
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        findings = dict.fromkeys(file.allegation_ids(), "unfounded")
    school.do(
        cast.helen, reference, "take-no-further-action", findings=findings, no_action_reasons="Nothing new was found."
    )
    _close(school, reference)


def _close(school, reference: str) -> None:
    cast = school.cast
    school.clock.forward(days=21)
    school.issue(reference)
    school.do(cast.helen, reference, "propose-closing", **closing(school))
    school.issue(reference)
    school.do(cast.ada, reference, "agree-closing", closing_agreed=True)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert file.at(PROCEDURE.track["main"]) == "closed"
        assert file.open_clocks() == file.open_letters() == ()


def test_a_report_with_bad_answers_stores_nothing(school, cast):
    before = school.everything()
    for said in ({"categories": []}, {"subject": ""}, {"image_gate": "perhaps"}, {"found_out": "2027-01-16"}, {"x": 1}):
        with pytest.raises(BadAnswers):
            school.report(**said)
    assert school.everything() == before
    with school.office.at_work() as desk, pytest.raises(BadAnswers):
        reporting.accept_report(desk, {})
