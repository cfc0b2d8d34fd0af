"""How fast the program is, as ratios within one run: machines are shared and noisy, absolute times stand beside.

`python -m benchmarks.speed [--corpus DIR] [--texts DIR] [--rounds N]` prints one JSON line. `--texts` is a folder of
.txt files to read citations from; without it the plan's original is read. Each ratio names its limit.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from benchmarks.figures import run_installed
from benchmarks.figures import seconds
from indexer.citations import cite
from indexer.kb import KnowledgeBase
from indexer.search.engines import FOLDED
from indexer.search.engines import SPELLED
from indexer.text import fold
from indexer.vocabulary import program_vocabulary

_IMPORT = "from pyvi import ViTokenizer"
_SEGMENT = f"""
{_IMPORT}
import pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.md")):
    for line in path.read_text(encoding="utf-8").split("---\\n", 2)[-1].splitlines():
        ViTokenizer.tokenize(line)
"""
_CANCU = (sys.executable, "-c", "from webapp.commands import main; main()")
# As opinions cite: a proposition, then the authorities for it. eyecite's own speed is printed beside the ratio,
# since it depends on how many citations there are.
_OPINION = (
    "The statute does not define the term, and neither its history nor its purpose settles the matter; we therefore "
    "give the words the meaning that they ordinarily bear. In Brown v. Board of Education, 347 U.S. 483 (1954), the "
    "Court held that segregation violates the Equal Protection Clause. See also Bush v. Gore, 531 U.S. 98, 99-100 "
    "(2000); 42 U.S.C. § 1983. Id. at 104. A rule that rests on such reasons cannot stand, however well it might have "
    "been defended. Marbury v. Madison, 1 Cranch 137, 177 (1803); Bush, 531 U.S. at 99.\n\n"
)


def _seconds(command: tuple[str, ...]) -> float:
    return seconds(lambda: run_installed(command))


def _alternating(rounds: int, *runs: Callable[[], float]) -> list[list[float]]:
    """Return the times of each of `runs`, taken in turns so that the machine's moods fall on all alike."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for index, run in enumerate(runs):
            times[index].append(run())
    return times


def _ratio(first: list[float], second: list[float]) -> float:
    return round(statistics.median(first) / statistics.median(second), 3)


def processes(corpus: Path, data: Path, rounds: int) -> dict[str, Any]:
    """Measure whole processes: full build, build with nothing changed, search from a cold shell."""
    options = ("--corpus", str(corpus), "--data", str(data))

    def full() -> float:
        shutil.rmtree(data, ignore_errors=True)
        return _seconds((*_CANCU, "build", *options))

    built, segmenting, unchanged, searching, importing = _alternating(
        rounds,
        full,
        lambda: _seconds((sys.executable, "-c", _SEGMENT, str(corpus))),
        lambda: _seconds((*_CANCU, "build", *options)),
        lambda: _seconds((*_CANCU, "search", "bảo vệ nền tảng tư tưởng", *options)),
        lambda: _seconds((sys.executable, "-c", _IMPORT)),
    )
    return {
        "full_build_to_segmenting": {"ratio": _ratio(built, segmenting), "at_most": 1.5},
        "unchanged_build_to_full": {"ratio": _ratio(unchanged, built), "at_most": 0.2},
        "cold_search_to_pyvi_import": {"ratio": _ratio(searching, importing), "at_most": 0.333},
        "full_build_s": round(statistics.median(built), 2),
        "cold_search_s": round(statistics.median(searching), 3),
    }


def numbers(kb: KnowledgeBase, data: Path, rounds: int) -> dict[str, Any]:
    """Measure a number look-up beside SQLite's own by primary key, on the same file."""
    catalogue = sqlite3.connect(f"file:{_catalogue(data, kb)}?mode=ro&immutable=1", uri=True)
    ids = [row[0] for row in catalogue.execute("SELECT id FROM documents WHERE number IS NOT NULL")]
    spelled = ["35-NQ/TW", "nq35", "35 nq tw", "nghị quyết số 35", "nghi quyet 35 nq-tw", "QD 37", "208-QĐ/TW"]

    def look_up() -> float:
        start = time.perf_counter()
        for number in spelled * 20:
            kb.number(number)
        return (time.perf_counter() - start) / (20 * len(spelled))

    def plain() -> float:
        start = time.perf_counter()
        for id_ in ids * 20:
            catalogue.execute("SELECT * FROM documents WHERE id = ?", (id_,)).fetchone()
        return (time.perf_counter() - start) / (20 * len(ids))

    look_up()
    ours, theirs = _alternating(rounds * 2, look_up, plain)
    catalogue.close()
    ratio = _ratio(ours, theirs)
    return {
        "number_to_primary_key": {"ratio": ratio, "at_most": 20},
        "number_us": round(statistics.median(ours) * 1e6, 1),
    }


def words(kb: KnowledgeBase, data: Path) -> dict[str, Any]:
    """Measure a search with five words beside the plain Whoosh query for them over the same fields."""
    from whoosh import index  # noqa: PLC0415 (the peer of this figure alone)
    from whoosh import query  # noqa: PLC0415

    questions = list(dict.fromkeys(_five_words(kb)))[:100]
    opened = index.open_dir(str(_catalogue(data, kb).parent / "index"), readonly=True)
    ours: list[float] = []
    theirs: list[float] = []
    with opened.searcher() as searcher:
        for _ in range(2):  # the first turn warms both
            ours, theirs = [], []
            for question in questions:
                start = time.perf_counter()
                kb.search(question)
                ours.append(time.perf_counter() - start)
                terms = [
                    term
                    for word in question.lower().split()
                    for term in (query.Term(SPELLED, word), query.Term(FOLDED, fold(word)))
                ]
                start = time.perf_counter()
                [hit["id"] for hit in searcher.search(query.Or(terms), limit=10)]
                theirs.append(time.perf_counter() - start)
    mine, plain = (statistics.quantiles(times, n=20)[-1] * 1000 for times in (ours, theirs))
    return {
        "search_p95_to_plain_whoosh_plus_2ms": {"ratio": round(mine / (1.5 * plain + 2), 3), "at_most": 1},
        "search_p95_ms": round(mine, 2),
        "plain_whoosh_p95_ms": round(plain, 2),
        "questions": len(questions),
    }


def _five_words(kb: KnowledgeBase) -> Iterator[str]:
    for facet in kb.facets():
        if facet.name != "kind":
            continue
        for value in facet.values:
            for document in kb.listing("kind", value.id).documents:
                title = (document.title or "").replace(",", " ").split()
                for start in range(0, len(title) - 4, 3):
                    yield " ".join(title[start : start + 5])


def _catalogue(data: Path, kb: KnowledgeBase) -> Path:
    return data / "generations" / kb.generation / "catalogue.sqlite"


def citations(texts: str, rounds: int) -> dict[str, Any]:
    """Measure reading citations, once and twice the text, beside eyecite on an English opinion of the same length."""
    vocabulary = program_vocabulary()

    def ours(text: str) -> Callable[[], float]:
        def run() -> float:
            start = time.perf_counter()
            cite(text, vocabulary)
            return time.perf_counter() - start

        return run

    ours(texts)()
    once, twice = _alternating(rounds, ours(texts), ours(texts * 2))
    speed = len(texts) / statistics.median(once)
    figures: dict[str, Any] = {
        "cite_twice_to_once": {"ratio": _ratio(twice, once), "at_most": 2.2},
        "cite_chars_per_s": round(speed),
        "cite_chars": len(texts),
    }
    if importlib.util.find_spec("eyecite") is None:
        return figures | {"eyecite": "not installed: pip install eyecite"}
    from eyecite import get_citations  # noqa: PLC0415 (an optional peer)

    opinion = (_OPINION * (len(texts) // len(_OPINION) + 1))[: len(texts)]

    def peer() -> float:
        start = time.perf_counter()
        get_citations(opinion)
        return time.perf_counter() - start

    (theirs,) = _alternating(2, peer)
    eyecite = len(opinion) / statistics.median(theirs)
    ratio = round(speed / eyecite, 1)
    return figures | {"cite_to_eyecite_speed": {"ratio": ratio, "at_least": 15}, "eyecite_chars_per_s": round(eyecite)}


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"))
@click.option("--texts", type=click.Path(path_type=Path), default=None, help="a folder of .txt files")
@click.option("--rounds", default=5, show_default=True)
@click.option("--json", "_json", is_flag=True, help="always on: one JSON line")
@record_option
def main(corpus: Path, texts: Path | None, rounds: int, record: Path | None, *, _json: bool) -> None:
    """Print every figure of speed as one JSON line."""
    originals = corpus / "originals"
    source = texts if texts is not None and texts.is_dir() else originals
    joined = "\n\n".join(path.read_bytes().decode("utf-8") for path in sorted(source.glob("*.txt")))
    figures: dict[str, Any] = {"texts": source.name if source is texts else "absent: corpus originals read instead"}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "var"
        figures |= processes(corpus, data, rounds)
        kb = KnowledgeBase.open(data)
        figures |= numbers(kb, data, rounds)
        figures |= words(kb, data)
        kb.close()
    figures |= citations(joined, rounds)
    click.echo(json.dumps(figures, ensure_ascii=False))
    report = Report(record)
    for name, figure in figures.items():
        if isinstance(figure, dict):
            limits = {key: figure[key] for key in ("at_most", "at_least") if key in figure}
            report.keep(Figure(name.replace("_", "-"), figure["ratio"], **limits))


if __name__ == "__main__":
    main()
