"""What a library costs that is five times as large: built, changed and asked, on Tantivy and on a real cluster.

`python -m benchmarks.larger DIR PLACE [--small N] [--large N] [--engine E] [--only PART]`, DIR in BEIR layout
(`benchmarks.relevance`); beyond the articles that there are, variations follow (`benchmarks.size.varying`). PLACE keeps
corpora, indexes and the cluster's data, so that parts can be run one after the other:

corpora     makes both libraries and says how varied they are beside what the smaller one leads to expect
builds      a full build: seconds, memory, disk
changes     a build with nothing changed, one after one change, and one of everything whose words are known already, as
            after a new version of the program
questions   real questions: `kb.search`, all being warm; the memory of a site that answered them
failover    on the cluster: seconds from the end of one of three nodes (signal 9) to the last failed answer

The cluster is that of `tests/cluster`, with a gigabyte of heap a node; it shares this machine's cores with the program.
Costs are said of both sizes; what is judged is how they grow. Linux only.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any
from typing import Final
from urllib.parse import quote

import click

from benchmarks.asking import read_questions
from benchmarks.asking import spread
from benchmarks.corpora import make_corpus
from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import record_option
from benchmarks.figures import seconds
from benchmarks.size.variety import expected
from benchmarks.size.variety import variety
from benchmarks.size.watching import Watched
from benchmarks.size.watching import watch
from benchmarks.trouble.failover import RIGHT
from benchmarks.trouble.failover import lose_each
from benchmarks.trouble.running import connected
from benchmarks.trouble.running import memory
from benchmarks.trouble.running import served
from indexer.building import generations
from indexer.kb import KnowledgeBase
from indexer.search.engines import OPENSEARCH
from indexer.search.engines import TANTIVY
from indexer.store import load_corpus
from tests.cluster.nodes import Cluster

PARTS: Final = ("corpora", "builds", "changes", "questions", "failover")
_JAVA: Final = ("-Xms1g", "-Xmx1g")  # of a node
_CHANGE: Final = "\n\nMột câu được thêm vào để đo.\n"


@dataclass(frozen=True, slots=True)
class Library:
    """A library of so many articles in the folder of all of them, built for an engine."""

    place: Path
    articles: int
    engine: str = ""

    @property
    def corpus(self) -> Path:
        """Its documents."""
        return self.place / f"corpus-{self.articles}"

    @property
    def data(self) -> Path:
        """Its index."""
        return self.place / f"{self.engine}-{self.articles}"

    def build(self, data: Path | None = None) -> Watched:
        """Bring the index in `data` (None: its own) up to the corpus."""
        options = ("build", "--engine", self.engine, "--corpus", str(self.corpus), "--data", str(data or self.data))
        return watch((sys.executable, "-m", "webapp.commands", *options))


@dataclass(frozen=True, slots=True)
class Sizes:
    """Two libraries of one sort."""

    small: Library
    large: Library

    def of(self, engine: str) -> Sizes:
        """Return them built for an engine."""
        return Sizes(replace(self.small, engine=engine), replace(self.large, engine=engine))

    @property
    def times(self) -> float:
        """How many times as many articles the larger one has."""
        return self.large.articles / self.small.articles

    def growth(self, small: float, large: float) -> float:
        """Return how many times as much the larger one costs for each article."""
        return round(large / small / self.times, 2)


@contextmanager
def cluster(place: Path, *, needed: bool) -> Iterator[Cluster | None]:
    """Run the cluster whose data lie in `place`, where it is `needed`, and let the program find it."""
    if not needed:
        yield None
        return
    running = Cluster(place / "cluster", java=_JAVA)
    try:
        running.start()
        running.wait_for_health(3)
        os.environ["CANCU_OPENSEARCH_URL"] = running.urls
        yield running
    finally:
        running.kill()


def corpora(articles: Path, sizes: Sizes, report: Report) -> None:
    """Make both libraries, and say how varied they are."""
    for library in (sizes.small, sizes.large):
        if not library.corpus.exists():
            make_corpus(articles, library.corpus, exactly=library.articles)
        texts = [document.body for document in load_corpus(library.corpus).documents.values()]
        said = {"articles": len(texts), "letters": sum(map(len, texts)), **variety(texts)}
        report.tell(told="a library", **said)
        if library == sizes.small:
            report.tell(told="expected of the larger one", **expected(texts, sizes.times))
        else:
            report.keep(Figure("larger: corpus", len(texts), details=said))


def builds(sizes: Sizes, report: Report, running: Cluster | None) -> None:
    """Say what building each library takes."""
    costs = [_costs(library, running) for library in (sizes.small, sizes.large)]
    small, large = costs
    engine = sizes.large.engine
    for name, cost, limit in (("build", "cpu_s", 1.3), ("memory of a build", "mb", 1.1), ("disk", "disk_mb", 1.2)):
        told = {"articles": sizes.large.articles, **{f"small_{key}": value for key, value in small.items()}, **large}
        growth = sizes.growth(small[cost], large[cost])
        report.say(Figure(f"larger: {name}, {engine}", growth, at_most=limit, details=told))


def _costs(library: Library, running: Cluster | None) -> dict[str, float]:
    shutil.rmtree(library.data, ignore_errors=True)
    full = library.build()
    folder, manifest = generations.open_current(library.data)
    costs = {
        "s": round(full.seconds, 1),
        "cpu_s": round(full.cpu, 1),
        "mb": _mb(full.memory),
        "passages": manifest.counts.passages,
        "disk_mb": _mb(_size(folder)),
        "index_mb": _mb(_size(folder / generations.INDEX_FOLDER)),
        "words_mb": _mb((library.data / "segments.cache").stat().st_size),
    }
    if running is not None:
        rows = running.get(f"/_cat/indices/cancu-{manifest.name}?format=json&bytes=b")
        costs |= {"index_mb": _mb(int(rows[0]["pri.store.size"])), "nodes_mb": running.memory_mb()}
        costs["disk_mb"] += costs["index_mb"]
    return costs


def changes(sizes: Sizes, report: Report) -> None:
    """Say what building each library again takes, with nothing changed and after one change."""
    small, large = (_again(library) for library in (sizes.small, sizes.large))
    told = {"articles": sizes.large.articles, **{f"small_{key}": value for key, value in small.items()}, **large}
    growth = sizes.growth(small["changed_s"], large["changed_s"])
    report.say(Figure(f"larger: one change, {sizes.large.engine}", growth, at_most=1.3, details=told))


def _again(library: Library) -> dict[str, float]:
    library.build()  # what others have left changed
    unchanged = library.build()
    paths = sorted(library.corpus.rglob("*.md"))
    changed = []
    for path in (paths[len(paths) // 3], paths[len(paths) // 2], paths[-1]):
        text = path.read_text(encoding="utf-8")
        path.write_text(text + _CHANGE, encoding="utf-8")
        changed.append(library.build())
        path.write_text(text, encoding="utf-8")  # the next build takes it back
    anew = _anew(library)
    return {
        "anew_s": round(anew.seconds, 1),
        "anew_cpu_s": round(anew.cpu, 1),
        "unchanged_s": round(unchanged.seconds, 2),
        "changed_s": round(median(each.seconds for each in changed), 2),
        "changed_cpu_s": round(median(each.cpu for each in changed), 2),
        "changed_mb": _mb(max(each.memory for each in changed)),
    }


def _anew(library: Library) -> Watched:
    data = library.place / "anew"
    shutil.rmtree(data, ignore_errors=True)  # of a run that was ended
    data.mkdir()
    shutil.copy(library.data / "segments.cache", data)
    took = library.build(data)
    generations.discard(generations.open_current(data)[0])  # what it has on a cluster goes with it
    shutil.rmtree(data)
    return took


def questions(sizes: Sizes, asked: Sequence[str], report: Report, running: Cluster | None) -> None:
    """Say how long questions to both libraries take, and the memory of a site that answers them."""
    (small, small_median), (large, large_median) = (_times(lib, asked) for lib in (sizes.small, sizes.large))
    told: dict[str, Any] = {
        "articles": sizes.large.articles,
        "small_ms": small,
        "p50_ms": large_median,
        "small_p50_ms": small_median,
        "site_mb": _site_mb(sizes.large, asked),
        "small_site_mb": _site_mb(sizes.small, asked),
        "questions": len(asked),
    }
    if running is not None:
        told["nodes_mb"] = running.memory_mb()
    limit = f"{sizes.times:.1f} x {small:g} ms, as many times as there are articles"
    name = f"larger: question, {sizes.large.engine}"
    most = round(sizes.times * small, 1)
    report.say(Figure(name, large, at_most=most, unit="ms", limit_is=limit, details=told))


def _times(library: Library, asked: Sequence[str]) -> tuple[float, float]:
    """Return the p95 and the median of the questions in ms, all being warm."""
    with closing(KnowledgeBase.open(library.data)) as kb:
        for text in asked:
            kb.search(text)
        times = [seconds(lambda: kb.search(text)) for text in asked]  # noqa: B023 (called before `text` changes)
    return round(1000 * p95(times), 1), round(1000 * median(times), 1)


def _site_mb(library: Library, asked: Sequence[str]) -> float:
    with served(library.corpus, library.data, "--no-watch") as (port, pid), connected(port) as connection:
        for text in asked:
            connection.request("GET", f"/tim?q={quote(text)}")
            connection.getresponse().read()
        return _mb(memory(pid))


def failover(library: Library, asked: Sequence[str], report: Report, running: Cluster) -> None:
    """Say what clients saw of the loss of each node."""
    library.build()  # where that was not done yet
    passages, losses = lose_each(running, library.corpus, library.data, asked)
    for loss in losses:
        report.tell(
            told="a node lost",
            seconds=round(loss.seconds, 2),
            whole_s=round(loss.whole, 1),
            answers=loss.answers,
            while_it_came_back=loss.after,
            slowest_ms=round(1000 * loss.slowest),
            held=loss.held,
        )
    answers = sum((loss.answers + loss.after for loss in losses), Counter[str]())
    told = {
        "losses": len(losses),
        "answers": answers.total(),
        "not_right": {name: number for name, number in answers.items() if name != RIGHT},
        "slowest_ms": round(1000 * max(loss.slowest for loss in losses)),
        "whole_s": round(max(loss.whole for loss in losses), 1),
    }
    worst = round(max(loss.seconds for loss in losses), 2)
    report.say(Figure("larger: failover", worst, at_most=10.0, unit="s", details=told))
    lost = sum(abs(passages - loss.held) for loss in losses)
    report.say(Figure("larger: passages lost with a node", lost, at_most=0, details={"passages": passages}))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _mb(size: int) -> float:
    return round(size / 1_000_000, 1)


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.argument("place", type=click.Path(path_type=Path))
@click.option("--small", default=19_600, show_default=True, help="articles of the smaller library")
@click.option("--large", default=100_000, show_default=True, help="articles of the larger one")
@click.option("--engine", "engines", multiple=True, default=(TANTIVY, OPENSEARCH), show_default=True)
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, default=PARTS)
@click.option("--questions", "most", default=250, show_default=True, help="that are timed, from all over them")
@record_option
def main(
    articles: Path,
    place: Path,
    small: int,
    large: int,
    engines: Sequence[str],
    parts: Sequence[str],
    most: int,
    record: Path | None,
) -> None:
    """Measure with the ARTICLES as two libraries, which PLACE keeps."""
    report, sizes = Report(record), Sizes(Library(place, small), Library(place, large))
    asked = [question.text for question in spread(read_questions(articles), most)]
    report.tell(told="machine", cores=os.cpu_count())
    if "corpora" in parts:
        corpora(articles, sizes, report)
    for engine in engines:
        built = sizes.of(engine)
        with cluster(place, needed=engine == OPENSEARCH and parts != ("corpora",)) as running:
            if "builds" in parts:
                builds(built, report, running)
            if "changes" in parts:
                changes(built, report)
            if "questions" in parts:
                questions(built, asked, report, running)
            if "failover" in parts and running is not None:
                failover(built.small, asked[:50], report, running)


if __name__ == "__main__":
    main()
