"""Two people act on one case at the same moment: one of them acts, the other is told."""

from __future__ import annotations

from threading import Barrier, Thread

from casework.town import Town

from caseflow.casework import cases
from caseflow.casework.perform import perform
from caseflow.casework.refusals import Refused, Stale
from caseflow.procedure import PROCEDURE

THREADS, ROUNDS = 4, 5


def test_of_many_who_act_at_once_exactly_one_does(school: Town) -> None:
    """Each has opened the same version; whoever comes second finds that the case moved."""
    done, told = 0, 0
    for _ in range(ROUNDS):
        reference = school.report()
        outcomes: list[str] = []
        start = Barrier(THREADS)

        def act(reference: str = reference, outcomes: list[str] = outcomes, start: Barrier = start) -> None:
            start.wait()
            try:
                with school.office.at_work() as desk:
                    file = cases.find(desk, school.cast.helen, reference)
                    answers = {"hold_reasons": "The police asked."}
                    perform(file, PROCEDURE.by_key["hold"], school.cast.helen, answers, seen=1)
                outcomes.append("done")
            except (Stale, Refused):
                outcomes.append("told")

        threads = [Thread(target=act) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["done"] + ["told"] * (THREADS - 1)
        done, told = done + outcomes.count("done"), told + outcomes.count("told")
        with school.office.at_work() as desk:
            assert school.file(reference, desk).case.version == 2
    assert (done, told) == (ROUNDS, ROUNDS * (THREADS - 1))
