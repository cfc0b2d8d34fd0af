"""A real cluster loses nodes, one or all, hangs and comes back, while a library on it is read and built."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.build import build
from indexer.building import generations
from indexer.building import pointer
from indexer.errors.searching import SearchServerAwayError
from indexer.kb import KnowledgeBase
from indexer.search.engines import OPENSEARCH
from indexer.search.engines import WHOOSH
from indexer.search.engines import remove_index
from indexer.views import SearchResult
from tests.cluster.nodes import Cluster
from tests.cluster.nodes import wait_until
from tests.small_library import HELD
from tests.small_library import SMALL
from tests.small_library import write_corpus
from tests.test_search_engines import articles
from tests.test_search_engines import questions
from webapp.application import create_app
from webapp.settings import Settings

pytestmark = [pytest.mark.cluster, pytest.mark.long]

READERS = 4
RESTING, RIGHT, WRONG = "resting", "right", "wrong"


def answer(result: SearchResult) -> tuple[object, ...]:
    return tuple((hit.document.id, hit.passage, hit.snippet) for hit in result.hits)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", {**SMALL, **articles(120)})


@pytest.fixture
def data(corpus: Path, tmp_path: Path, running: Cluster) -> Iterator[Path]:
    folder = tmp_path / "var"
    build(corpus, folder, engine=OPENSEARCH)
    yield folder
    for path in (folder / "generations").iterdir():
        assert remove_index(path / generations.INDEX_FOLDER)


def index_of(data: Path) -> str:
    return f"cancu-{pointer.current_name(data)}"


class Readers:
    """Threads that go on asking the same questions and know the right answers."""

    def __init__(self, data: Path) -> None:
        self.kb = KnowledgeBase.open(data)
        asked = questions(self.kb)[:20]
        self.right = {text: answer(self.kb.search(text)) for text in asked}
        self.found: Counter[str] = Counter()
        self._lock, self._stop = threading.Lock(), threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(READERS)]
        for thread in self._threads:
            thread.start()

    def _read(self) -> None:
        while not self._stop.is_set():
            for text, right in self.right.items():
                result = self.kb.search(text)
                outcome = RESTING if result.resting else RIGHT if answer(result) == right else WRONG
                with self._lock:
                    self.found[outcome] += 1
                if outcome is RESTING:
                    self._stop.wait(0.05)  # or it would count nothing else

    def count(self) -> Counter[str]:
        """Return what was counted since the last time."""
        with self._lock:
            found, self.found = self.found, Counter()
        return found

    def wait_for(self, outcome: str, times: int = 1) -> None:
        """Wait until there was such an outcome so many times."""
        wait_until(lambda: self.found[outcome] >= times, outcome)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self.kb.close()


@pytest.fixture
def readers(data: Path) -> Iterator[Readers]:
    reading = Readers(data)
    yield reading
    reading.stop()


def test_one_of_three_nodes_is_lost_and_comes_back(
    running: Cluster, corpus: Path, data: Path, readers: Readers
) -> None:
    passages = KnowledgeBase.open(data).counts().passages
    running.wait_for_health(3)
    readers.wait_for(RIGHT, 100)
    assert not readers.count()[WRONG]

    lost = running.primary_of(index_of(data))  # the one that hurts the most
    running.kill(lost)
    running.wait_for_health(2)  # the copies that were lost are made again
    readers.wait_for(RIGHT, 50)
    assert not readers.count()[WRONG]  # at most nothing at all, for as long as it took

    readers.wait_for(RIGHT, 200)
    assert set(readers.count()) == {RIGHT}
    # Two nodes are enough to build on.
    path = corpus / "directives" / "bo-chinh-tri" / f"{HELD}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("sai trái", "thù địch"), encoding="utf-8")
    assert build(corpus, data).built

    running.start(lost)
    running.wait_for_health(3)
    readers.wait_for(RIGHT, 200)
    assert set(readers.count()) == {RIGHT}
    for generation in (readers.kb.generation, pointer.current_name(data)):
        assert running.get(f"/cancu-{generation}/_count")["count"] == passages


def test_a_node_is_lost_while_a_library_is_built(running: Cluster, corpus: Path, data: Path, tmp_path: Path) -> None:
    running.wait_for_health(3)
    killed = []

    def kill(step: str, done: int, _total: int) -> None:
        if step == "Ghi chỉ mục" and done == 60:  # some are sent, some are not
            index = next(name for name in running.indexes() if name != index_of(data))
            killed.append(running.primary_of(index))
            running.kill(killed[0])

    made = build(corpus, tmp_path / "other", engine=OPENSEARCH, progress=kill)
    assert running.get(f"/cancu-{made.generation}/_count")["count"] == made.counts.passages
    first, second = KnowledgeBase.open(data), KnowledgeBase.open(tmp_path / "other")
    for text in questions(first)[:20]:
        assert answer(second.search(text)) == answer(first.search(text))
    first.close()
    second.close()
    running.start(killed[0])
    running.wait_for_health(3)
    assert remove_index(tmp_path / "other" / "generations" / made.generation / generations.INDEX_FOLDER)


@pytest.fixture
def site(data: Path) -> FlaskClient:
    return create_app(Settings(data)).test_client()


PAGES = (
    f"/van-ban/{HELD}",
    "/so/35-NQ-TW",
    "/ke-hoach/ke-hoach-5-thanh-uy-ha-noi-2021",
    "/ke-hoach/ke-hoach-5-thanh-uy-ha-noi-2021/bang-doi-chieu",
    "/tim?q=35-NQ/TW",
    "/con-thieu",
)
BY_WORDS = "/tim?q=quan+điểm+sai+trái"


@pytest.mark.parametrize("how", ["killed", "frozen"])
def test_all_nodes_are_away_and_come_back(how: str, running: Cluster, site: FlaskClient, data: Path) -> None:
    running.wait_for_health(3)
    assert HELD in site.get(BY_WORDS).text
    running.kill() if how == "killed" else running.freeze()
    try:
        started = time.monotonic()
        said = site.get(f"{BY_WORDS}+khác")
        assert time.monotonic() - started < 2  # the sockets' time-outs see to it, however slow the machine is
        assert (said.status_code, "đang tạm nghỉ" in said.text) == (200, True)
        assert site.get("/api/v1/search?q=quan+điểm").json["resting"]
        # What the catalogue knows is all there, and none of it waits for the cluster.
        started = time.monotonic()
        for address in PAGES:
            assert site.get(address, follow_redirects=True).status_code == 200, address
        assert HELD in site.get("/tim?q=35-NQ/TW").text
        assert time.monotonic() - started < 2
    finally:
        running.start() if how == "killed" else running.thaw()
    # The very same process answers again, and nothing of the rest was kept for later readers.
    wait_until(lambda: "đang tạm nghỉ" not in site.get(BY_WORDS).text, "text search answers again")
    assert HELD in site.get(BY_WORDS).text
    running.wait_for_health(3)


def test_a_build_goes_on_where_the_whole_cluster_is_away_for_a_moment(
    running: Cluster, corpus: Path, tmp_path: Path
) -> None:
    running.wait_for_health(3)
    done = threading.Event()

    def freeze(step: str, at: int, _total: int) -> None:
        if step == "Ghi chỉ mục" and at == 60 and not done.is_set():
            running.freeze()
            threading.Timer(3.0, running.thaw).start()
            done.set()

    made = build(corpus, tmp_path / "var", engine=OPENSEARCH, progress=freeze)
    assert done.is_set()
    assert running.get(f"/cancu-{made.generation}/_count")["count"] == made.counts.passages
    assert remove_index(tmp_path / "var" / "generations" / made.generation / generations.INDEX_FOLDER)


# --- the life of indexes ---


def test_indexes_go_with_their_generations(running: Cluster, corpus: Path, data: Path) -> None:
    running.wait_for_health(3)
    before = set(running.indexes()) - {index_of(data)}
    path = corpus / "directives" / "bo-chinh-tri" / f"{HELD}.md"
    for at in range(4):
        path.write_text(path.read_text(encoding="utf-8") + f"\n\nThêm câu số {at}.\n", encoding="utf-8")
        assert build(corpus, data).built
        folders = {f"cancu-{folder.name}" for folder in (data / "generations").iterdir()}
        assert set(running.indexes()) - before == folders
        assert len(folders) <= generations.KEPT


def test_a_reader_of_the_old_generation_sees_the_old(running: Cluster, corpus: Path, data: Path) -> None:
    old = KnowledgeBase.open(data)
    path = corpus / "directives" / "bo-chinh-tri" / f"{HELD}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("sai trái", "lệch lạc"), encoding="utf-8")
    build(corpus, data)
    new = KnowledgeBase.open(data)
    for kb, found, lost in (
        (old, "“quan điểm sai trái”", "“quan điểm lệch lạc”"),
        (new, "“quan điểm lệch lạc”", "“quan điểm sai trái”"),
    ):
        assert HELD in {hit.document.id for hit in kb.search(found, limit=200).hits}
        assert HELD not in {hit.document.id for hit in kb.search(lost, limit=200).hits}
    old.close()
    new.close()


def test_an_index_that_somebody_removed_is_built_again(running: Cluster, corpus: Path, data: Path) -> None:
    first = pointer.current_name(data)
    assert not build(corpus, data).built
    assert remove_index(data / "generations" / str(first) / generations.INDEX_FOLDER)
    made = build(corpus, data)
    assert made.built
    assert running.get(f"/cancu-{made.generation}/_count")["count"] == made.counts.passages


def test_a_build_that_fails_leaves_no_index(running: Cluster, corpus: Path, data: Path) -> None:
    before = running.indexes()

    class StoppedError(Exception):
        pass

    def stop(step: str, done: int, _total: int) -> None:
        if step == "Ghi chỉ mục" and done == 60:
            assert len(running.indexes()) == len(before) + 1
            raise StoppedError

    with pytest.raises(StoppedError):
        build(corpus, data, full=True, progress=stop)
    assert running.indexes() == before


def test_an_unchanged_library_is_said_to_be_away_with_its_cluster(running: Cluster, corpus: Path, data: Path) -> None:
    running.freeze()
    try:
        with pytest.raises(SearchServerAwayError):
            build(corpus, data)
    finally:
        running.thaw()
    assert not build(corpus, data).built


def test_nothing_on_disk_or_on_the_cluster_holds_the_password(
    running: Cluster, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANCU_OPENSEARCH_USER", "người-dựng")
    monkeypatch.setenv("CANCU_OPENSEARCH_PASSWORD", "mật-khẩu-rất-kín")
    made = build(corpus, tmp_path / "var", engine=OPENSEARCH)
    build(corpus, tmp_path / "var", engine=WHOOSH)
    for path in (path for path in (tmp_path / "var").rglob("*") if path.is_file()):
        assert "mật-khẩu".encode() not in path.read_bytes()
    assert "mật-khẩu" not in str(running.get(f"/cancu-{made.generation}"))
    assert remove_index(tmp_path / "var" / "generations" / made.generation / generations.INDEX_FOLDER)
