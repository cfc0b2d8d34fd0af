"""How the program does with a large library: each figure is one JSON line with its ratio and limit.

`python -m benchmarks.scale DIR [--most N] [--engine whoosh --engine tantivy] [--megabytes M]`, DIR in BEIR layout
(`benchmarks.relevance`): segmenting, full build, a rebuild after one change, and questions, all beside their peers in
the same run. pyvi's own speed is measured on M megabytes of distinct lines and counted up to the whole text.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import click

from benchmarks.corpora import make_corpus
from indexer.building import generations
from indexer.catalogue.reader import Catalogue
from indexer.kb import KnowledgeBase
from indexer.search.engines import ENGINES
from indexer.search.engines import FOLDED
from indexer.search.engines import SPELLED
from indexer.search.engines import TANTIVY
from indexer.search.engines import WHOOSH
from indexer.search.engines import Engine
from indexer.search.engines import Filter
from indexer.search.engines import WeightedTerm
from indexer.search.engines import open_engine
from indexer.search.results import search
from indexer.search.tables import SqlitePassageStore
from indexer.search.tagger import WordTagger
from indexer.search.understand import understand
from indexer.store import load_corpus
from indexer.text import fold

_CHANGE = "\n\nMột câu được thêm vào để đo.\n"


def _print(figure: str, **values: Any) -> None:
    print(json.dumps({"figure": figure, **values}, ensure_ascii=False), flush=True)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _tag(lines: Sequence[str]) -> int:
    tagger = WordTagger()
    return sum(len(tagger.joins(line)) for line in lines)


def segmentation(lines: Sequence[str], megabytes: float) -> float:
    """Print our speed beside pyvi's own; return how many letters pyvi segments in a second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyvi's source and pickle warn about newer Pythons
        from pyvi import ViTokenizer  # noqa: PLC0415 (the peer)
    sample: list[str] = []
    size = 0
    for line in dict.fromkeys(lines):
        sample.append(line)
        size += len(line.encode())
        if size >= megabytes * 1e6:
            break
    one = _timed(lambda: _tag(sample))
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as pool:
        list(pool.map(_tag, [sample[:1]] * cores))  # the processes' start is no part of segmenting
        both = _timed(lambda: list(pool.map(_tag, [sample[at::cores] for at in range(cores)])))
    theirs = _timed(lambda: [ViTokenizer.tokenize(line) for line in sample])
    _print(
        "segmentation, one core", ratio=round(theirs / one, 2), at_least=2.0, mb=round(size / 1e6, 1), s=round(one, 2)
    )
    _print("segmentation, all cores", ratio=round(theirs / both, 2), at_least=3.5, cores=cores, s=round(both, 2))
    return sum(map(len, sample)) / theirs


def builds(corpus: Path, data: Path, engine: str, stock_s: float) -> None:
    """Print a full build beside pyvi's segmenting, and a build after one change beside the full one."""
    shutil.rmtree(data, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    command = (sys.executable, "-c", "from webapp.commands import main; main()", "build", "--engine", engine)
    options = ("--corpus", str(corpus), "--data", str(data))

    def run() -> None:
        subprocess.run((*command, *options), check=True, capture_output=True)

    full = _timed(run)
    peak = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
    limit = {WHOOSH: 3.0, TANTIVY: 1.2}[engine]
    _print("full build", engine=engine, ratio=round(full / stock_s, 2), at_most=limit, s=round(full, 1), mb=peak)
    paths = sorted(corpus.rglob("*.md"))
    times = []
    for path in (paths[len(paths) // 3], paths[len(paths) // 2], paths[-1]):
        path.write_text(path.read_text(encoding="utf-8") + _CHANGE, encoding="utf-8")
        times.append(_timed(run))
    again = statistics.median(times)
    _print("rebuild after one change", engine=engine, ratio=round(again / full, 4), at_most=0.03, s=round(again, 2))


class _Recording:
    """An engine that remembers what it was asked and how long it took."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.asked: list[tuple[Sequence[WeightedTerm], int]] = []
        self.times: list[float] = []

    def search(self, terms: Sequence[WeightedTerm], filters: Sequence[Filter], limit: int) -> list[tuple[str, float]]:
        """Search and remember."""
        start = time.perf_counter()
        found = self.engine.search(terms, filters, limit)
        self.times.append(time.perf_counter() - start)
        self.asked.append((terms, limit))
        return found

    def close(self) -> None:
        """Close the engine."""
        self.engine.close()


def questions(data: Path, engine: str, asked: Sequence[str]) -> None:
    """Print the times of questions beside those of the bare engine."""
    folder, _ = generations.open_current(data)
    catalogue, kb = Catalogue(folder), KnowledgeBase.open(data)
    recording = _Recording(open_engine(engine, folder / generations.INDEX_FOLDER))
    raw = _raw_tantivy(folder) if engine == TANTIVY else _plain_whoosh(folder)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(2):  # the first turn warms all
        ours, theirs = [], []
        recording.times, recording.asked = [], []
        for text in asked:
            ours.append(_timed(lambda text=text: kb.search(text)))  # type: ignore[misc]
            with catalogue.connection() as connection:
                search(understand(text, catalogue.vocabulary), SqlitePassageStore(connection), recording)
            if engine == TANTIVY:
                theirs += [_timed(lambda last=last: raw(*last)) for last in recording.asked]  # type: ignore[misc]
                recording.asked = []
            else:
                theirs.append(_timed(lambda text=text: raw(_plain_terms(text), 20)))  # type: ignore[misc]
    alone, whole, bare = (_p95(times) for times in (recording.times, ours, theirs))
    _print(
        "engine's p95",
        engine=engine,
        ratio=round(alone / bare, 3),
        at_most=0.35 if engine == WHOOSH else "1.2 + 0.5 ms",
        ms=round(alone, 2),
        bare_ms=round(bare, 2),
    )
    _print(
        "kb.search's p95",
        engine=engine,
        ratio=round(whole / bare, 2),
        more_ms=round(whole - bare, 2),
        at_most="bare + 12 ms" if engine == TANTIVY else "1.5 + 2 ms (five words, 2,249 articles)",
        ms=round(whole, 2),
        bare_ms=round(bare, 2),
    )
    recording.close()
    kb.close()
    catalogue.close()


def _plain_terms(text: str) -> list[WeightedTerm]:
    words = dict.fromkeys(text.lower().split())
    return [term for word in words for term in (WeightedTerm(SPELLED, word), WeightedTerm(FOLDED, fold(word)))]


def _plain_whoosh(folder: Path) -> Callable[[Sequence[WeightedTerm], int], object]:
    from whoosh import index  # noqa: PLC0415 (the peer)
    from whoosh import query  # noqa: PLC0415

    searcher = index.open_dir(str(folder / generations.INDEX_FOLDER), readonly=True).searcher()

    def ask(terms: Sequence[WeightedTerm], limit: int) -> object:
        return searcher.search(query.Or([query.Term(term.field, term.token) for term in terms]), limit=limit).top_n

    return ask


def _raw_tantivy(folder: Path) -> Callable[[Sequence[WeightedTerm], int], object]:
    import tantivy  # noqa: PLC0415 (the peer)

    index = tantivy.Index.open(str(folder / generations.INDEX_FOLDER))
    searcher, schema = index.searcher(), index.schema

    def ask(terms: Sequence[WeightedTerm], limit: int) -> object:
        wanted = [
            (
                tantivy.Occur.Should,
                tantivy.Query.term_query(schema, term.field, term.token.replace(" ", "\u00a0"), "freq"),
            )
            for term in terms
        ]
        return searcher.search(tantivy.Query.boolean_query(wanted), limit, count=False).hits

    return ask


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)] * 1000


def _lines(corpus: Path) -> Iterator[str]:
    for document in load_corpus(corpus).documents.values():
        yield from (line for line in document.body.split("\n") if line.strip())


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.option("--most", type=int, default=None, help="only so many articles")
@click.option("--engine", "engines", multiple=True, default=ENGINES, show_default=True)
@click.option("--megabytes", default=10.0, show_default=True, help="of text for pyvi's own speed")
@click.option("--questions", "most_asked", default=500, show_default=True)
def main(articles: Path, most: int | None, engines: Sequence[str], megabytes: float, most_asked: int) -> None:
    """Measure with the ARTICLES as a library."""
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(place) / "corpus"
        _print("library", articles=make_corpus(articles, corpus, most), cores=os.cpu_count())
        lines = list(_lines(corpus))
        stock_s = sum(map(len, lines)) / segmentation(lines, megabytes)
        _print("pyvi's own segmenting of all", s=round(stock_s, 1))
        texts = (json.loads(line)["text"] for line in (articles / "queries.jsonl").read_text("utf-8").splitlines())
        asked = list(texts)[:most_asked]
        for engine in engines:
            data = Path(place) / engine
            builds(corpus, data, engine, stock_s)
            questions(data, engine, asked)
            five = [" ".join(text.split()[:5]) for text in asked if len(text.split()) >= 5]
            if engine == WHOOSH:
                questions(data, engine, five)
            shutil.rmtree(data)


if __name__ == "__main__":
    main()
