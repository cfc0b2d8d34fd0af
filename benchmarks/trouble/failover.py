"""A site on a cluster whose nodes are ended one after the other, each coming back before the next one goes."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from http.client import HTTPConnection
from http.client import HTTPException
from pathlib import Path
from typing import Any
from typing import Final
from urllib.parse import quote

from benchmarks.trouble.editions import CLIENTS
from benchmarks.trouble.running import at_work
from benchmarks.trouble.running import connected
from benchmarks.trouble.running import served
from indexer.building import generations
from indexer.kb import KnowledgeBase
from tests.cluster.nodes import Cluster

RIGHT: Final = "right"
RESTING: Final = "resting"  # the site says that text search rests for the moment
WRONG: Final = "wrong"
FAILED: Final = "failed"
_QUIET: Final = 5.0  # seconds of asking before a node goes, and of asking on after the cluster is whole without it


@dataclass(frozen=True, slots=True)
class Loss:
    """What clients saw of the loss of one node and of its return.

    `seconds`: from its end to the last answer that was not right; `whole`: until everything had two copies again.
    """

    seconds: float
    whole: float
    answers: Counter[str]
    after: Counter[str]  # while it came back
    slowest: float
    held: int  # passages in the index at the end


@dataclass(slots=True)
class Seen:
    """What clients saw: when each answer came, how long it took, and whether it was right."""

    answers: list[tuple[float, float, str]] = field(default_factory=list)

    def since(self, moment: float) -> list[tuple[float, float, str]]:
        """Return what came from `moment` on."""
        return [answer for answer in self.answers if answer[0] >= moment]


def lose_each(cluster: Cluster, corpus: Path, data: Path, asked: Sequence[str]) -> tuple[int, list[Loss]]:
    """End each node in turn (signal 9) while clients ask; return how many passages there are, and what came of it."""
    with closing(KnowledgeBase.open(data)) as kb:
        passages = kb.counts().passages
    index = f"cancu-{generations.current_name(data)}"
    losses = []
    with served(corpus, data, "--no-watch") as (port, _pid), asking(port, asked) as seen:
        for node in cluster.nodes:
            cluster.wait_for_health(3)
            time.sleep(_QUIET)
            ended = time.monotonic()
            cluster.kill(node)
            cluster.wait_for_health(2)
            whole = time.monotonic() - ended
            time.sleep(_QUIET)
            back = time.monotonic()
            answers = seen.since(ended)
            cluster.start(node)
            cluster.wait_for_health(3)
            time.sleep(_QUIET)
            after = Counter(outcome for _, _, outcome in seen.since(back))
            bad = [came - ended for came, _, outcome in answers if outcome != RIGHT]
            losses.append(
                Loss(
                    seconds=max(bad, default=0.0),
                    whole=whole,
                    answers=Counter(outcome for _, _, outcome in answers),
                    after=after,
                    slowest=max(took for _, took, _ in answers),
                    held=cluster.get(f"/{index}/_count")["count"],
                )
            )
    return passages, losses


@contextmanager
def asking(port: int, asked: Sequence[str]) -> Iterator[Seen]:
    """Let clients ask on until the end of the block; the right answers are those given before it."""
    with connected(port) as connection:
        right = {text: _documents(_ask(connection, text)) for text in asked}
    seen, stop = Seen(), threading.Event()

    def ask(client: int) -> None:
        connection, turn = HTTPConnection("127.0.0.1", port, timeout=30), 0
        while not stop.wait(0.02):
            text, turn = asked[(client + turn) % len(asked)], turn + 1
            begun = time.monotonic()
            try:
                answer = _ask(connection, text)
                outcome = RESTING if answer["resting"] else RIGHT if _documents(answer) == right[text] else WRONG
            except (OSError, HTTPException, ValueError, KeyError):
                connection.close()
                outcome = FAILED
            now = time.monotonic()
            seen.answers.append((now, now - begun, outcome))  # one step, whatever other threads do
        connection.close()

    with at_work(ask, CLIENTS, stop):
        yield seen


def _ask(connection: HTTPConnection, text: str) -> Any:
    connection.request("GET", f"/api/v1/search?q={quote(text)}")  # unlike pages, the API's answers are not kept
    return json.loads(connection.getresponse().read())


def _documents(answer: Any) -> list[str]:
    return [hit["document"] for hit in answer["hits"]]
