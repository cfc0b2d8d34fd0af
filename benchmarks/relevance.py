"""How well search ranks: questions with known answers, beside plain BM25 on the same engine.

`python -m benchmarks.relevance DIR --json`, DIR in BEIR layout: `corpus.jsonl` or `.jsonl.gz` (id, title, text),
`queries.jsonl` (id, text), `qrels.tsv` (query, document, grade). The data is no part of the product. `--unmarked` asks
the questions without their marks, too.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.model import Passage
from indexer.search.analysis import Analyzer
from indexer.search.engines import FOLDED
from indexer.search.engines import SPELLED
from indexer.search.engines import EnginePassage
from indexer.search.engines import WeightedTerm
from indexer.search.engines import engine_passage
from indexer.search.engines import open_engine
from indexer.search.engines import open_writer
from indexer.search.packing import SEPARATOR
from indexer.search.passages import pieces
from indexer.search.results import search
from indexer.search.segment import Segmenter
from indexer.search.tables import TABLES
from indexer.search.tables import SqlitePassageStore
from indexer.search.token_writing import TokenWriter
from indexer.search.understand import understand
from indexer.text import fold
from indexer.text import nfc
from indexer.vocabulary import program_vocabulary

System = Callable[[str], Sequence[str]]
"""Answers a question with document ids, best first."""

_WORD = re.compile(r"\w+")
_DEPTH = 20  # answers that are judged
_UNMARKED = "ours_unmarked"
# What is wanted of two sets of articles: the MRR@10, and its ratio to plain syllables.
_LEAST_MRR = {"alqac": 0.85}
_LEAST_TO_PLAIN = {"zalo": 1.13}


@dataclass(frozen=True, slots=True)
class Cases:
    """A set of articles with questions and their answers: (id, text) and {id: {document: grade}}."""

    name: str
    articles: tuple[tuple[str, str, str], ...]  # id, title, text
    questions: tuple[tuple[str, str], ...]
    answers: dict[str, dict[str, int]]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--queries", type=click.Path(path_type=Path), help="Questions instead of DIR/queries.jsonl.")
@click.option("--qrels", type=click.Path(path_type=Path), help="Answers instead of DIR/qrels.tsv.")
@click.option("--engine", default="whoosh", show_default=True)
@click.option("--segments", type=click.Path(path_type=Path), help="A file that keeps segmented lines between runs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
@click.option("--unmarked", is_flag=True, help="Ours is asked without marks as well.")
@record_option
def main(
    folder: Path,
    queries: Path | None,
    qrels: Path | None,
    engine: str,
    segments: Path | None,
    record: Path | None,
    *,
    as_json: bool,
    unmarked: bool,
) -> None:
    """Measure the ranking on the cases in FOLDER."""
    try:
        cases = _read(folder, queries or folder / "queries.jsonl", qrels or folder / "qrels.tsv")
    except OSError as error:
        print(f"Không có dữ liệu để đo: {error.filename}", file=sys.stderr)
        sys.exit(2)
    result = measure(cases, engine, Segmenter(segments), unmarked=unmarked)
    for figure in _kept(result):
        Report(record).keep(figure)
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, figures in result["systems"].items():
        print(f"{name:16}", "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))


def _kept(result: dict[str, Any]) -> Iterator[Figure]:
    systems, data = result["systems"], result["data"]
    told = {"engine": result["engine"], "questions": result["questions"]}
    mrr = {name: figures["mrr@10"] for name, figures in systems.items()}
    yield Figure(f"{data}-mrr", mrr["ours"], at_least=_LEAST_MRR.get(data), details=told)
    if mrr["plain_syllables"]:
        ratio = round(mrr["ours"] / mrr["plain_syllables"], 3)
        yield Figure(f"{data}-to-plain", ratio, at_least=_LEAST_TO_PLAIN.get(data), details=told)
    if _UNMARKED in mrr and mrr["ours"]:
        yield Figure(f"{data}-unmarked", round(mrr[_UNMARKED] / mrr["ours"], 3), at_least=0.97, details=told)


def measure(cases: Cases, engine: str, segmenter: Segmenter, *, unmarked: bool = False) -> dict[str, Any]:
    """Index the articles three ways, ask all questions of each, and return the figures."""
    with tempfile.TemporaryDirectory() as place:
        started = time.perf_counter()
        ours = _ours(cases, engine, segmenter, Path(place) / "ours")
        index_s = time.perf_counter() - started
        segmenter.save()
        systems = {
            "ours": ours,
            "plain_syllables": _plain(cases, engine, Path(place) / "plain", lambda text: text),
            "pyvi_words": _plain(cases, engine, Path(place) / "words", lambda text: _segmented(segmenter, text)),
        }
        if unmarked:
            systems[_UNMARKED] = lambda text: ours(fold(nfc(text)))
        figures = {name: _judge(cases, system) for name, system in systems.items()}
    return {
        "data": cases.name,
        "engine": engine,
        "articles": len(cases.articles),
        "questions": len(cases.questions),
        "systems": figures,
        "index_s": round(index_s, 2),
    }


def _ours(cases: Cases, engine: str, segmenter: Segmenter, folder: Path) -> System:
    folder.mkdir()
    vocabulary = program_vocabulary()
    analyzer = Analyzer(vocabulary, segmenter)
    database = sqlite3.connect(folder / "tokens.sqlite")
    database.executescript(TABLES)
    writer, index = TokenWriter(database), open_writer(engine, folder / "index")
    for passage in _passages(cases):
        tokens = analyzer.passage(passage)
        packed = writer.add(passage.id, passage.document, tokens, is_card=False, citations=0, issued=None)
        index.add([engine_passage(passage.id, packed, {})])
    writer.finish()
    database.commit()
    index.commit()
    store, opened = SqlitePassageStore(database), open_engine(engine, folder / "index")

    def ask(question: str) -> Sequence[str]:
        return [found.document for found in search(understand(question, vocabulary), store, opened).documents]

    return ask


def _passages(cases: Cases) -> Iterator[Passage]:
    for article, title, text in cases.articles:
        for part, (start, end) in enumerate([*pieces(text, 0, len(text))] or [(0, 0)], 1):
            yield Passage(f"{article}#{part}", article, None, (title,), text[start:end], start)


def _plain(cases: Cases, engine: str, folder: Path, words: Callable[[str], str]) -> System:
    """BM25 over the distinct words of title and text, one field, a document a passage."""
    index = open_writer(engine, folder)
    for article, title, text in cases.articles:
        tokens = _WORD.findall(words(f"{title}\n{text}").lower())
        index.add([EnginePassage(article, {FOLDED: SEPARATOR.join(tokens), SPELLED: ""}, {})])
    index.commit()
    opened = open_engine(engine, folder)

    def ask(question: str) -> Sequence[str]:
        terms = [WeightedTerm(FOLDED, word) for word in dict.fromkeys(_WORD.findall(words(nfc(question)).lower()))]
        return [document for document, _ in opened.search(terms, (), _DEPTH)]

    return ask


def _segmented(segmenter: Segmenter, text: str) -> str:
    """Return NFC `text` with the blanks inside words of several syllables as underscores, as pyvi writes them."""
    parts: list[str] = []
    done = 0
    for at in sorted(segmenter.joins(text)):
        before = len(text[:at].rstrip())
        parts += (text[done:before], "_")
        done = at
    return "".join((*parts, text[done:]))


def _judge(cases: Cases, system: System) -> dict[str, float]:
    sums: dict[str, float] = {}
    times = []
    for question, text in cases.questions:
        started = time.perf_counter()
        found = system(text)[:_DEPTH]
        times.append((time.perf_counter() - started) * 1000)
        for name, value in _figures(found, cases.answers.get(question, {})).items():
            sums[name] = sums.get(name, 0.0) + value
    times.sort()
    means = {name: round(value / len(cases.questions), 4) for name, value in sums.items()}
    return {**means, "p50_ms": round(_percentile(times, 0.5), 2), "p95_ms": round(_percentile(times, 0.95), 2)}


def _figures(found: Sequence[str], answers: dict[str, int]) -> dict[str, float]:
    ranks = [rank for rank, document in enumerate(found, 1) if answers.get(document, 0) > 0]
    first = ranks[0] if ranks else math.inf
    gains = sum(answers[found[rank - 1]] / math.log2(rank + 1) for rank in ranks if rank <= 10)
    ideal = sum(
        grade / math.log2(rank + 1) for rank, grade in enumerate(sorted(answers.values(), reverse=True)[:10], 1)
    )
    return {
        "mrr@10": 1 / first if first <= 10 else 0.0,
        "ndcg@10": gains / ideal if ideal else 0.0,
        **{f"success@{depth}": float(first <= depth) for depth in (1, 5, 10, 20)},
        "recall@20": len(ranks) / len(answers) if answers else 0.0,
    }


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def _read(folder: Path, queries: Path, qrels: Path) -> Cases:
    corpus = folder / "corpus.jsonl"
    articles = tuple(
        (row["id"], nfc(row.get("title") or ""), nfc(row["text"]))
        for row in _rows(corpus if corpus.exists() else folder / "corpus.jsonl.gz")
    )
    answers: dict[str, dict[str, int]] = {}
    for line in qrels.read_text(encoding="utf-8").splitlines()[1:]:
        question, document, grade = line.split("\t")
        answers.setdefault(question, {})[document] = int(grade)
    return Cases(folder.name, articles, tuple((row["id"], row["text"]) for row in _rows(queries)), answers)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


if __name__ == "__main__":
    main()
