"""How long questions to a library take and what leaving out common words costs, beside the bare engine.

`python -m benchmarks.asking DIR DATA [--questions N] [--few]`: DIR in BEIR layout (`benchmarks.relevance`), DATA
the index that `cancu build` made of its corpus (`benchmarks.corpora`). Raw Tantivy is asked for the very terms that
our engine is asked for; plain Whoosh for the question's words over the same fields, any of them, as `OrGroup` does.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path

import click

from benchmarks.corpora import article_id
from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import record_option
from benchmarks.figures import seconds
from indexer.building import generations
from indexer.catalogue.reader import Catalogue
from indexer.kb import KnowledgeBase
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
from indexer.search.terms import WEIGHTS
from indexer.search.understand import understand
from indexer.text import fold

Bare = Callable[[Sequence[WeightedTerm], int], object]
"""An engine without us: the terms and how many passages are wanted."""

_JUDGED = 10  # answers of a question
_PLAIN_LIMIT = 20  # passages that the plain query is asked for
_WARMING = 3  # questions that warm the bare engine, which can take seconds for each
_UNPRUNED = replace(WEIGHTS, common=1.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the ids of the documents that answer it."""

    text: str
    answers: frozenset[str]


@dataclass(slots=True)
class _Recording:
    """An engine that remembers what it was asked and how long it took."""

    engine: Engine
    asked: list[tuple[Sequence[WeightedTerm], int]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def search(self, terms: Sequence[WeightedTerm], filters: Sequence[Filter], limit: int) -> list[tuple[str, float]]:
        """Search and remember."""
        found: list[tuple[str, float]] = []
        self.times.append(seconds(lambda: found.extend(self.engine.search(terms, filters, limit))))
        self.asked.append((terms, limit))
        return found

    def close(self) -> None:
        """Close the engine."""
        self.engine.close()


@dataclass(slots=True)
class Times:
    """The seconds of each question: of our engine alone, of the whole `kb.search`, of the bare engine."""

    engine: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


def questions(data: Path, engine: str, asked: Sequence[str]) -> Times:
    """Return how long each question takes to the library whose index lies in `data`, all being warm."""
    folder, _ = generations.open_current(data)
    catalogue, kb = Catalogue(folder), KnowledgeBase.open(data)
    recording = _Recording(open_engine(engine, folder / generations.INDEX_FOLDER))
    bare = _raw_tantivy(folder) if engine == TANTIVY else _plain_whoosh(folder)
    times = Times()
    # A turn that is not counted warms everything: what a question reads of the disk is read by all who come after.
    for turn in range(2):
        times = Times()
        for at, text in enumerate(asked):
            times.whole.append(seconds(lambda: kb.search(text)))  # noqa: B023 (called before `text` changes)
            recording.times, recording.asked = [], []
            with catalogue.connection() as connection:
                search(understand(text, catalogue.vocabulary), SqlitePassageStore(connection), recording)
            times.engine.append(sum(recording.times))
            wanted = recording.asked if engine == TANTIVY else [(_plain_terms(text), _PLAIN_LIMIT)]
            if turn or at < _WARMING:
                times.bare.append(seconds(lambda: [bare(*terms) for terms in wanted]))  # noqa: B023 (as above)
    recording.close()
    kb.close()
    catalogue.close()
    return times


def say_times(times: Times, engine: str, report: Report) -> None:
    """Say how long the engine and the whole search took beside the bare engine, for questions to a large library."""
    alone, whole, bare = (p95(each) * 1000 for each in (times.engine, times.whole, times.bare))
    told = {"bare_ms": round(bare, 2), "ms": round(alone, 2), "questions": len(times.bare)}
    if engine == WHOOSH:
        report.say(Figure("whoosh-engine", round(alone / bare, 3), at_most=0.35, details=told))
        report.tell(told="whoosh kb.search", p95_ms=round(whole, 2), bare_p95_ms=round(bare, 2))
        return
    report.say(_in_ms("tantivy-engine", alone, 1.2, bare, 0.5, len(times.bare)))
    report.say(_in_ms("tantivy-search", whole, 1.0, bare, 12.0, len(times.bare)))


def say_few_words(times: Times, report: Report) -> None:
    """Say how long the whole search took beside the plain query, for short questions to a library of a few thousand."""
    whole, bare = (p95(each) * 1000 for each in (times.whole, times.bare))
    report.say(_in_ms("whoosh-search-five-words", whole, 1.5, bare, 2.0, len(times.bare)))


def _in_ms(name: str, value: float, factor: float, bare: float, more: float, count: int) -> Figure:
    limit = round(factor * bare + more, 2)
    said = f"{factor:g} x {bare:.2f} ms + {more:g} ms"
    return Figure(name, round(value, 2), at_most=limit, unit="ms", limit_is=said, details={"questions": count})


def pruning(data: Path, engine: str, asked: Sequence[Asked], report: Report) -> None:
    """Say what MRR@10 loses where candidates are looked for by a question's rarer words only."""
    folder, _ = generations.open_current(data)
    catalogue = Catalogue(folder)
    opened = open_engine(engine, folder / generations.INDEX_FOLDER)
    sums = [0.0, 0.0]
    for question in asked:
        for at, weights in enumerate((WEIGHTS, _UNPRUNED)):
            with catalogue.connection() as connection:
                store = SqlitePassageStore(connection)
                found = search(understand(question.text, catalogue.vocabulary), store, opened, weights=weights)
            sums[at] += _reciprocal((item.document for item in found.documents), question.answers)
    opened.close()
    catalogue.close()
    pruned, whole = (total / max(len(asked), 1) for total in sums)
    told = {"mrr@10": round(pruned, 4), "unpruned": round(whole, 4), "questions": len(asked)}
    report.say(Figure(f"{engine}-pruning", round(whole - pruned, 4), at_most=0.005, details=told))


def read_questions(articles: Path) -> list[Asked]:
    """Return the questions of a folder in BEIR layout."""
    answers: dict[str, set[str]] = {}
    for line in (articles / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, article, _grade = line.split("\t")
        answers.setdefault(question, set()).add(article_id(article))
    rows = map(json.loads, (articles / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    return [Asked(row["text"], frozenset(answers.get(row["id"], ()))) for row in rows]


def spread(asked: Sequence[Asked], count: int) -> Sequence[Asked]:
    """Return about `count` of the questions, from all over them."""
    return asked[:: max(1, len(asked) // count)][:count]


def first_words(asked: Iterable[Asked], count: int) -> list[str]:
    """Return the first `count` words of those questions that have so many."""
    split = (question.text.split() for question in asked)
    return [" ".join(words[:count]) for words in split if len(words) >= count]


def _reciprocal(found: Iterable[str], answers: frozenset[str]) -> float:
    ranks = (1 / rank for rank, document in zip(range(1, _JUDGED + 1), found, strict=False) if document in answers)
    return next(ranks, 0.0)


def _plain_terms(text: str) -> list[WeightedTerm]:
    words = dict.fromkeys(text.lower().split())
    return [term for word in words for term in (WeightedTerm(SPELLED, word), WeightedTerm(FOLDED, fold(word)))]


def _plain_whoosh(folder: Path) -> Bare:
    from whoosh import index  # noqa: PLC0415 (the peer)
    from whoosh import query  # noqa: PLC0415

    searcher = index.open_dir(str(folder / generations.INDEX_FOLDER), readonly=True).searcher()

    def ask(terms: Sequence[WeightedTerm], limit: int) -> object:
        return searcher.search(query.Or([query.Term(term.field, term.token) for term in terms]), limit=limit).top_n

    return ask


def _raw_tantivy(folder: Path) -> Bare:
    import tantivy  # noqa: PLC0415 (the peer)

    index = tantivy.Index.open(str(folder / generations.INDEX_FOLDER))
    searcher, schema = index.searcher(), index.schema

    def ask(terms: Sequence[WeightedTerm], limit: int) -> object:
        should = tantivy.Occur.Should
        wanted = [
            (should, tantivy.Query.term_query(schema, term.field, term.token.replace(" ", "\u00a0"), "freq"))
            for term in terms
        ]
        return searcher.search(tantivy.Query.boolean_query(wanted), limit, count=False).hits

    return ask


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option("--questions", "most", default=100, show_default=True, help="that are timed, from all over them")
@click.option("--few", is_flag=True, help="five words of each, as to a library of a few thousand passages")
@record_option
def main(articles: Path, data: Path, most: int, record: Path | None, *, few: bool) -> None:
    """Ask the questions of ARTICLES of the library whose index lies in DATA."""
    report, asked = Report(record), read_questions(articles)
    engine = generations.open_current(data)[1].engine
    if few:
        say_few_words(questions(data, engine, first_words(asked, 5)), report)
        return
    say_times(questions(data, engine, [question.text for question in spread(asked, most)]), engine, report)
    pruning(data, engine, asked, report)


if __name__ == "__main__":
    main()
