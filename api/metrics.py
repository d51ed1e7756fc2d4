"""What there is to count, for Prometheus. No label has a value that callers choose.

Briefs are counted from the answers that come back from a desk, so it does not matter in which
process the models are.
"""

from __future__ import annotations

from dataclasses import dataclass

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from api.desks import Desk, Order
from api.schemas import BriefAnswer
from models.pipeline import STAGES
from models.ports import Progress

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_S = (0.005, 0.025, 0.1, 0.25, 1, 2.5, 5, 10, 30, 60, 120)
_STAGE_S = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
NO_ROUTE = "none"
"""The route of requests to addresses that there are not."""


class Metrics:
    """The counters of one process; each app has its own."""

    def __init__(self) -> None:
        self.registry = known = CollectorRegistry()
        ProcessCollector(registry=known)
        route = ["method", "route", "status"]
        self.requests = Counter("crosswire_requests", "Requests answered.", route, registry=known)
        self.request_seconds = Histogram(
            "crosswire_request_seconds",
            "Until the end of an answer; an event stream counts until it is closed.",
            ["method", "route"],
            buckets=_REQUEST_S,
            registry=known,
        )
        self.briefs = Counter("crosswire_briefs", "Briefs made.", registry=known)
        self.stage_seconds = Histogram(
            "crosswire_stage_seconds",
            "How long a stage of a brief took.",
            ["stage"],
            buckets=_STAGE_S,
            registry=known,
        )
        self.words = Counter("crosswire_words_written", "Words of briefs.", registry=known)
        self.sentences = Counter(
            "crosswire_sentences", "Sentences of briefs.", ["method"], registry=known
        )
        self.fallbacks = Counter(
            "crosswire_fallbacks",
            "Sentences of briefs that no wording of the writer was good enough for.",
            registry=known,
        )
        self.dropped = Counter(
            "crosswire_dropped_sentences", "Sentences left out after checks.", registry=known
        )
        self.disagreements = Counter(
            "crosswire_disagreements",
            "Disagreements reported.",
            ["kind", "status"],
            registry=known,
        )
        self.queued = Gauge("crosswire_jobs_queued", "Jobs that wait.", registry=known)
        self.workers = Gauge(
            "crosswire_workers",
            "Workers elsewhere, some seconds ago; NaN where there is no broker or it is away.",
            registry=known,
        )
        self.waiting = Gauge(
            "crosswire_bench_outstanding",
            "Briefs that this process makes or that wait for a seat in it.",
            registry=known,
        )
        self.loaded = Gauge(
            "crosswire_models_loaded", "Whether briefs can be made: 1 or 0.", registry=known
        )
        self.lost = Gauge(
            "crosswire_models_losses", "Times that the models' process was lost.", registry=known
        )

    def answered(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count one request."""
        method, route = method if method in _METHODS else "other", route or NO_ROUTE
        self.requests.labels(method, route, str(status)).inc()
        self.request_seconds.labels(method, route).observe(seconds)

    def made(self, answer: BriefAnswer) -> None:
        """Count one brief."""
        self.briefs.inc()
        for stage in STAGES:
            if stage in answer.timings_ms:
                self.stage_seconds.labels(stage).observe(answer.timings_ms[stage] / 1000)
        self.words.inc(len(answer.text.split()))
        for sentence in answer.sentences:
            self.sentences.labels(sentence.method).inc()
        self.fallbacks.inc(sum(s.method != "abstractive" for s in answer.sentences))
        self.dropped.inc(len(answer.dropped))
        for disagreement in answer.disagreements:
            self.disagreements.labels(disagreement.kind, disagreement.status).inc()

    def shown(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self.registry)


@dataclass(frozen=True, slots=True)
class MeasuredDesk:
    """A desk whose briefs are counted."""

    behind: Desk
    metrics: Metrics

    @property
    def models(self) -> dict[str, str]:
        """What briefs are made with."""
        return self.behind.models

    def brief(self, order: Order, progress: Progress) -> BriefAnswer:
        """Make a brief, and count it."""
        answer = self.behind.brief(order, progress)
        self.metrics.made(answer)
        return answer
