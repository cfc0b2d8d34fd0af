"""What the server tells whoever watches it: counts, times and states in Prometheus' text format.

Nothing that a visitor typed becomes part of a name: requests are counted by the route's template, never by the path,
so that there are as many series as there are routes. Addresses that are not allowed to ask find no such page.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC
from datetime import datetime
from importlib.metadata import version
from ipaddress import ip_address
from typing import Final

from flask import Flask
from flask import Response
from flask import abort
from flask import g
from flask import request
from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client import CollectorRegistry
from prometheus_client import Counter
from prometheus_client import Gauge
from prometheus_client import Histogram
from prometheus_client import ProcessCollector
from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.core import InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from indexer.errors import CancuError
from indexer.kb import KnowledgeBase
from indexer.views.accounts import Audience
from webapp import editing
from webapp import kept_pages
from webapp import knowledge
from webapp import turns
from webapp import visitors
from webapp.settings import Network
from webapp.settings import Settings
from webapp.settings import networks
from webapp.watching import BUILDS

ADDRESS: Final = "/metrics"

_EVERY_METHOD: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_NO_ROUTE: Final = "none"  # of a request for an address that there is not
_OTHER: Final = "other"  # of a method that no route has
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
_GENERATION_TIME: Final = "%Y%m%d-%H%M%S"  # how a generation's name begins


def register(app: Flask, settings: Settings) -> None:
    """Count what `app` does and tell it at `ADDRESS`, where `settings` allow anybody to ask.

    To be registered first, so that each answer is seen as it is sent.
    """
    allowed = networks(settings.metrics)
    if not allowed:
        return
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_State(app, settings))
    _count_requests(app, registry)

    def metrics() -> Response:
        # A stranger learns nothing from any method: there is no such page for him.
        if request.method != "GET" or not any(_is_asked_from(network) for network in allowed):
            abort(404)
        answer = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    app.add_url_rule(ADDRESS, "metrics", metrics, methods=_EVERY_METHOD, provide_automatic_options=False)


def _is_asked_from(network: Network) -> bool:
    address = ip_address(request.remote_addr or "::")
    if address.is_loopback:  # a page that has its name lead here, or a proxy on this machine, is not this machine
        return visitors.at_this_machine() and address in network
    return not visitors.passed_on() and address in network


def _count_requests(app: Flask, registry: CollectorRegistry) -> None:
    done = Counter(
        "cancu_requests", "Requests answered, by route, method and status.", ("route", "method", "status"),
        registry=registry,
    )  # fmt: skip
    took = Histogram(
        "cancu_request_seconds", "Seconds from taking a request up to its answer.", ("route",),
        buckets=_BUCKETS, registry=registry,
    )  # fmt: skip
    working = Gauge("cancu_requests_in_flight", "Requests being worked on.", registry=registry)

    def begin() -> None:
        g.counted = time.perf_counter()
        working.inc()

    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule is not None else _NO_ROUTE
        method = request.method if request.method in _EVERY_METHOD else _OTHER
        done.labels(route, method, str(response.status_code)).inc()
        took.labels(route).observe(time.perf_counter() - g.counted)
        return response

    def let_go(_error: BaseException | None) -> None:
        if g.pop("counted", None) is not None:
            working.dec()

    app.before_request(begin)
    app.after_request(end)
    app.teardown_request(let_go)


class _State(Collector):
    """What is known without having been counted: looked up at the moment of asking."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._threads = settings.threads

    def collect(self) -> Iterator[Metric]:
        """Give the figures of index, searches, kept pages, long work, drafts and builds."""
        yield InfoMetricFamily("cancu", "The program.", {"version": version("cancu")})
        yield GaugeMetricFamily("cancu_threads", "Requests that are worked on at once at most.", self._threads)
        yield from self._of_library()
        shelf, turns_taken = kept_pages.shelf_of(self._app), turns.turns_of(self._app)
        yield _counter("cancu_kept_pages", "Pages asked for that may be kept.", "found", shelf.asked.items())
        yield _counter("cancu_files", "Files sent to be read.", "result", turns_taken.files.items())
        yield CounterMetricFamily("cancu_long_work_refused", "Long work that found no turn.", turns_taken.refused)
        working = GaugeMetricFamily("cancu_long_work", "Files and long texts being read or waiting.", labels=("state",))
        working.add_metric(("working",), turns_taken.working)
        working.add_metric(("waiting",), turns_taken.waiting)
        yield working
        with suppress(CancuError):  # a state that cannot be read is said in the log
            drafts = editing.drafts_waiting(self._app)
            if drafts is not None:
                yield GaugeMetricFamily("cancu_drafts_waiting", "Drafts that no editor has decided on.", drafts)
        yield _counter("cancu_builds", "Builds that this process had run.", "result", BUILDS.done.items())
        if BUILDS.seconds is not None:
            yield GaugeMetricFamily("cancu_last_build_seconds", "How long the last build took.", BUILDS.seconds)
            yield GaugeMetricFamily("cancu_last_build_success", "Whether the last build went well.", BUILDS.well)

    def _of_library(self) -> Iterator[Metric]:
        opened: list[KnowledgeBase] = []
        with suppress(CancuError):
            opened = [knowledge.library_of(self._app).seen_by(audience) for audience in Audience]
        yield GaugeMetricFamily("cancu_index_ready", "Whether there is an index that can be read.", bool(opened))
        if not opened:
            return
        built = max(_built(base.generation) for base in opened)
        yield GaugeMetricFamily("cancu_index_built_timestamp_seconds", "When the index was built.", built)
        resting = sum({id(base): base.unanswered for base in opened}.values())
        yield CounterMetricFamily("cancu_searches_resting", "Searches by words that found no search server.", resting)


def _counter(name: str, says: str, label: str, values: Iterable[tuple[str, int]]) -> CounterMetricFamily:
    found = CounterMetricFamily(name, says, labels=(label,))
    for value, number in sorted(values):
        found.add_metric((value,), number)
    return found


def _built(generation: str) -> float:
    began = "-".join(generation.split("-")[:2])
    return datetime.strptime(began, _GENERATION_TIME).replace(tzinfo=UTC).timestamp()
