"""README's table of what was measured, made of the figures that the benchmarks kept.

`python -m benchmarks.table [--record FILE] [--readme FILE]` rewrites what stands between the two marks. The figures
of the last runs lie in `benchmarks/results.jsonl` (`--record` of each benchmark puts them there). A figure that
misses its limit says so; a row without a figure says that it was not measured.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Final

import click

from benchmarks.figures import read_rows

RECORD: Final = Path(__file__).parent / "results.jsonl"
README: Final = Path(__file__).parent.parent / "README.md"
BEGIN: Final = "<!-- measured: begin (python -m benchmarks.table) -->"
END: Final = "<!-- measured: end -->"

_HEAD: Final = ("| what | measured | limit | by |", "|---|---|---|---|")
_TOLD: Final = {
    "s": "{:g} s",
    "ms": "{:g} ms",
    "requests_s": "{:,} a second",
    "bare_ms": "beside {:g} ms",
    "memory_mb": "{:,} MB",
    "mb": "{:,} MB",
    "files_a_second": "{:g} files a second",
    "worst_ms": "worst {:g} ms",
    "median_s": "median {:g} s",
    "passages": "{:,} passages",
    "files": "{:,} files",
    "cpu_s": "{:g} s of all cores together",
    "changed_s": "{:g} s",
    "small_ms": "{:g} ms among 19,600",
    "answers": "{:,} answers",
    "slowest_ms": "the slowest {:g} ms",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: the figure that it shows, what that is, by which benchmark, and details that it tells."""

    figure: str
    what: str
    by: str
    told: tuple[str, ...] = ()


ROWS: Final = (
    Row(
        "full-build-to-segmenting",
        "the sample library built, against importing pyvi and segmenting the same lines",
        "speed",
    ),
    Row(
        "reading-twice-the-text",
        "a text twice as long, made to keep a pattern busy, against the text; the worst of all patterns and readers",
        "patterns",
    ),
    Row("unchanged-build-to-full", "built with nothing changed, against a full build; nearly all is starting", "speed"),
    Row("cold-search-to-pyvi-import", "`cancu search` from a cold shell, against importing pyvi", "speed"),
    Row(
        "load: document page to bare page",
        "requests a second for a document page asked for before, against a bare Flask page",
        "load",
        ("requests_s",),
    ),
    Row("load: number page to bare page", "a number page, likewise", "load", ("requests_s",)),
    Row("load: search page, whoosh to bare page", "a search page on Whoosh, likewise", "load", ("requests_s",)),
    Row("load: search page, tantivy to bare page", "a search page on Tantivy, likewise", "load", ("requests_s",)),
    Row("load: document page, first time to bare page", "a document page that nobody asked for yet", "load"),
    Row("load: search page, first time, whoosh to bare page", "the same of a search page on Whoosh", "load"),
    Row("load: search page, first time, tantivy to bare page", "the same of a search page on Tantivy", "load"),
    Row("comparing.plans", "two plans of 500 tasks compared", "comparing"),
    Row("comparing.fourfold", "four times the tasks against once", "comparing"),
    Row("number-to-primary-key", "number look-up, against SQLite's by primary key", "speed"),
    Row(
        "search-p95-to-plain-whoosh-plus-2ms",
        "search with five words in the sample library, p95, against 1.5 plain Whoosh queries + 2 ms",
        "speed",
    ),
    Row("cite-twice-to-once", "citations, twice the text against once", "speed"),
    Row("cite-to-eyecite-speed", "citations, characters a second against eyecite's on English", "speed"),
    Row("fuzz", "100,000 generated inputs, two thirds mutations of real texts: failures", "fuzz"),
    Row("citations-precision", "citations of 20 real texts (319 numbers): precision of full numbers", "citations"),
    Row("citations-recall", "the same: recall of full numbers", "citations"),
    Row("citations-spans", "the same: spans", "citations"),
    Row("citations-bare-precision", "the same: precision of bare numbers", "citations"),
    Row("citations-bare-recall", "the same: recall of bare numbers", "citations"),
    Row("citations-date-accuracy", "the same: dates", "citations"),
    Row("citations-issuer-accuracy", "the same: issuers", "citations"),
    Row("citations-own-number", "the same: the text's own number", "citations"),
    Row(
        "zalo-to-plain",
        "MRR@10 of 508 real questions to 19,600 articles, against plain syllables on the same engine",
        "relevance",
    ),
    Row("alqac-mrr", "MRR@10 of 210 questions to 2,249 articles of law", "relevance"),
    Row("zalo-unmarked", "MRR@10 of the 508 questions without marks, against with them", "relevance"),
    Row(
        "spellings-corpus", "spellings of the sample library's numbers: share with the right document first", "numbers"
    ),
    Row("spellings-state", "the same of 200 State numbers of the 19,600 articles", "numbers"),
    Row("tantivy-engine", "Tantivy engine, 19,600 articles, p95, against raw Tantivy with the same terms", "asking"),
    Row("tantivy-search", "the whole search there, 10 hits with snippets and facets, p95", "asking"),
    Row(
        "whoosh-engine",
        "Whoosh engine, 19,600 articles, p95, against the plain OR query over the same fields",
        "asking",
        ("ms", "bare_ms"),
    ),
    Row("whoosh-pruning", "what leaving out common words there takes from the MRR@10", "asking"),
    Row("whoosh-search-five-words", "Whoosh, five words, 2,249 articles, the whole search, p95", "asking"),
    Row("whoosh-growth", "passages at which a question takes 300 ms on Whoosh, p95, by a straight line", "growth"),
    Row(
        "suggestions",
        "suggestions after each letter, p95, titles and numbers of the 19,600 articles",
        "suggesting",
        ("worst_ms",),
    ),
    Row("segmentation-all-cores", "segmenting 10 MB on both cores, against pyvi's own speed", "scale"),
    Row("segmentation-one-core", "the same on one core", "scale"),
    Row(
        "whoosh-full-build",
        "the 19,600 articles built for Whoosh, both cores, against pyvi's segmenting of their lines on one",
        "scale",
        ("s", "memory_mb"),
    ),
    Row("tantivy-full-build", "the same for Tantivy", "scale", ("s", "memory_mb")),
    Row("whoosh-rebuild", "built again after one of the 19,600 changed, against a full build: Whoosh", "scale", ("s",)),
    Row("tantivy-rebuild", "the same for Tantivy", "scale", ("s",)),
    Row(
        "larger: build, tantivy",
        "100,000 articles built (80,400 of them variations): processor time an article, against 19,600, Tantivy",
        "larger",
        ("cpu_s",),
    ),
    Row(
        "larger: memory of a build, tantivy",
        "the memory of that build for each article, likewise",
        "larger",
        ("mb",),
    ),
    Row(
        "larger: one change, tantivy",
        "built again after one of the 100,000 changed, time an article, likewise",
        "larger",
        ("changed_s",),
    ),
    Row("larger: question, tantivy", "the whole search among 100,000 articles, p95, Tantivy", "larger", ("small_ms",)),
    Row(
        "larger: build, opensearch",
        "the same for a cluster of three nodes, which runs on the same two cores",
        "larger",
        ("cpu_s",),
    ),
    Row(
        "larger: memory of a build, opensearch",
        "the memory of that build (without the nodes') for each article",
        "larger",
        ("mb",),
    ),
    Row(
        "larger: one change, opensearch",
        "built again there after one of the 100,000 changed, time an article",
        "larger",
        ("changed_s",),
    ),
    Row(
        "larger: question, opensearch",
        "the whole search among 100,000 articles, p95, a cluster of three nodes",
        "larger",
        ("small_ms",),
    ),
    Row(
        "larger: failover",
        "each of the three nodes ended (signal 9) while eight clients search: from there to the last answer not right",
        "larger",
        ("answers", "slowest_ms"),
    ),
    Row("larger: passages lost with a node", "passages missing after the nodes have come back", "larger"),
    Row("edition-size", "the offline edition of a library of real articles", "edition", ("passages", "files")),
    Row(
        "edition-first-search",
        "its first search in a new window, opened from the folder, p95",
        "edition",
        ("median_s",),
    ),
    Row(
        "import: time a file, 4 times as many",
        "1,000 files (.docx, .txt) into a new library in one go: time a file, against 250 files",
        "importing",
        ("files_a_second",),
    ),
    Row("import: memory, 4 times as many files", "the same of the memory", "importing", ("mb",)),
)


def table(kept: Iterable[Mapping[str, Any]]) -> str:
    """Return the table of the figures that were `kept`, in the order of `ROWS`."""
    figures = {figure["figure"]: figure for figure in kept}
    lines = (
        f"| {row.what} | {_measured(row, figures.get(row.figure))} | {_limit(figures.get(row.figure))} "
        f"| `benchmarks.{row.by}` |"
        for row in ROWS
    )
    return "\n".join((*_HEAD, *lines))


def put_in(text: str, made: str) -> str:
    """Return `text` with `made` between the two marks."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"


def _measured(row: Row, figure: Mapping[str, Any] | None) -> str:
    if figure is None:
        return "not measured"
    value = _with_unit(figure["value"], figure)
    told = [_TOLD[name].format(figure[name]) for name in row.told if name in figure]
    shown = f"{value} ({', '.join(told)})" if told else value
    return shown if figure.get("met", True) else f"**{shown}: missed**"


def _limit(figure: Mapping[str, Any] | None) -> str:
    if figure is None:
        return ""
    limits = [
        f"at {sense} {_with_unit(figure[key], figure)}"
        for sense, key in (("most", "at_most"), ("least", "at_least"))
        if key in figure
    ]
    if not limits:
        return "none"
    return f"{limits[0]} = {figure['limit_is']}" if "limit_is" in figure else limits[0]


def _with_unit(value: float, figure: Mapping[str, Any]) -> str:
    number = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return f"{number} {figure['unit']}" if "unit" in figure else number


@click.command()
@click.option("--record", type=click.Path(path_type=Path, exists=True), default=RECORD)
@click.option("--readme", type=click.Path(path_type=Path, exists=True), default=README)
def main(record: Path, readme: Path) -> None:
    """Rewrite the table of README from the figures that were kept."""
    text = put_in(readme.read_text(encoding="utf-8"), table(read_rows(record)))
    readme.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
