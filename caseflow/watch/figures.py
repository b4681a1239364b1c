"""Figures for Prometheus: how often, how fast, how many. Labels come from closed lists, and none of them is anybody's.

What this process counts lies in memory, or in files that several processes share where PROMETHEUS_MULTIPROC_DIR names a
folder; then whichever process is asked adds them up. What the database knows is asked of it at the moment.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

SHARED = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
STANDING: Mapping[str, str] = {
    "caseflow_ready": "1 if the database answers and has the schema of this release.",
    "caseflow_outbox_waiting": "Messages that wait to leave.",
    "caseflow_outbox_late_seconds": "For how long the oldest of them might have left, however often it was tried.",
    "caseflow_letters_in_doubt": "Letters by e-mail that were refused, or of which nobody knows whether they left.",
    "caseflow_mail_failing_seconds": "For how long the mail server has taken nothing.",
    "caseflow_worker_seen_seconds": "How long ago somebody last carried post.",
    "caseflow_time_passed_seconds": "How long ago all was done that time asks for, and nothing was left undone.",
    "caseflow_deadlines_untold": "Deadlines missed more than an hour ago of which nobody was told.",
    "caseflow_ledger_entries": "Entries of the sealed record.",
    "caseflow_checkpoint_age_seconds": "How long ago the record was last signed.",
}
"""What is asked of the database, and what it means."""

disable_created_metrics()  # type: ignore[no-untyped-call]
_OURS = CollectorRegistry()
_REQUESTS = Counter("caseflow_requests", "Requests that were answered.", ("method", "route", "status"), registry=_OURS)
_TOOK = Histogram("caseflow_request_seconds", "How long they took.", ("route",), registry=_OURS, buckets=SECONDS)
_FAILED = Counter("caseflow_sign_ins_failed", "Passwords, passkeys and codes that were wrong.", registry=_OURS)
_ROUNDS = Counter("caseflow_worker_rounds", "Rounds of whoever carries post.", ("result",), registry=_OURS)

_TROUBLES = Counter("caseflow_worker_troubles", "What could not be done in a round.", ("job",), registry=_OURS)


def answered(method: str, route: str, status: int, seconds: float) -> None:
    """A request was answered. `route` is the pattern of an address; of the status its class is kept: 2xx."""
    _REQUESTS.labels(method, route, f"{status // 100}xx").inc()
    _TOOK.labels(route).observe(seconds)


def sign_in_failed() -> None:
    """Somebody was not let in."""
    _FAILED.inc()


def round_ended(*, well: bool) -> None:
    """Whoever carries post went round once."""
    _ROUNDS.labels("done" if well else "failed").inc()


def trouble_met(job: str) -> None:
    """A case, or something of a school, could not be looked at. `job` is one of a closed list."""
    _TROUBLES.labels(job).inc()


def page(standing: Mapping[str, float]) -> bytes:
    """All figures, as Prometheus reads them. Of `standing`, only what is in STANDING is told."""
    registry = CollectorRegistry()
    registry.register(_Now(standing))
    shared = os.environ.get(SHARED)
    if not shared:
        return generate_latest(_OURS) + generate_latest(registry)
    multiprocess.MultiProcessCollector(registry, path=shared)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


class _Now(Collector):
    """What was asked of the database."""

    def __init__(self, standing: Mapping[str, float]) -> None:
        self._standing = standing

    def collect(self) -> Iterator[Metric]:
        """Each figure that is known."""
        for name, meaning in STANDING.items():
            if name in self._standing:
                yield GaugeMetricFamily(name, meaning, value=self._standing[name])
