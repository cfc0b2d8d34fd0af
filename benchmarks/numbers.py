"""Whether every spelling of a number puts the right document first.

`python -m benchmarks.numbers [--corpus DIR] [--articles FILE] [--json]`: all spellings (`tests/spellings.py`) of every
number in the corpus, and of 200 State numbers taken from FILE (`corpus.jsonl` or `.jsonl.gz` with `number` and `kind`).
The right document is the newest of its number, unless a held plan cites another.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.build import build
from indexer.kb import KnowledgeBase
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Reading
from indexer.numbers import number_slug
from indexer.numbers import parse_number
from indexer.store import save_document
from indexer.text import fold
from indexer.vocabulary import program_vocabulary
from tests.spellings import spellings

_NUMBERS = 200  # State numbers that are taken, spread over the file
_SHOWN = 10  # misses that are printed


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"))
@click.option("--articles", type=click.Path(path_type=Path), default=None, help="corpus.jsonl(.gz) with numbers")
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
@record_option
def main(corpus: Path, articles: Path | None, record: Path | None, *, as_json: bool) -> None:
    """Measure how often the right document stands first."""
    with tempfile.TemporaryDirectory() as place:
        figures = {"corpus": measure(corpus, Path(place) / "var")}
        if articles is not None:
            library = Path(place) / "state"
            if not _write_library(library, articles):
                print(f"Không có số và ký hiệu trong {articles.name}", file=sys.stderr)
                sys.exit(2)
            figures["state"] = measure(library, Path(place) / "state-var")
    report = Report(record)
    for name, found in figures.items():
        told = {"numbers": found["numbers"], "spellings": found["spellings"]}
        report.keep(Figure(f"spellings-{name}", found["share"], at_least=1.0, details=told))
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, found in figures.items():
        print(
            f"{name}: {found['right']} / {found['spellings']} spellings of {found['numbers']} numbers", *found["wrong"]
        )


def measure(corpus: Path, data: Path) -> dict[str, Any]:
    """Build the library in `corpus` and ask for every spelling of each of its numbers."""
    build(corpus, data)
    library = KnowledgeBase.open(data)
    numbers = sorted(set(_numbers(library)))
    asked = 0
    wrong: list[str] = []
    for number in numbers:
        right = _right(library, number)
        for spelled, done in [(number, "as it is"), *spellings(number)]:
            asked += 1
            hits = library.search(spelled, limit=1).hits
            if not hits or hits[0].document.id != right:
                wrong.append(f"{spelled!r} ({done})")
    library.close()
    return {
        "numbers": len(numbers),
        "spellings": asked,
        "right": asked - len(wrong),
        "share": round(1 - len(wrong) / max(asked, 1), 4),
        "wrong": wrong[:_SHOWN],
    }


def _numbers(library: KnowledgeBase) -> Iterator[str]:
    kinds = next(facet for facet in library.facets() if facet.name == "kind")
    for value in kinds.values:
        yield from (document.number for document in library.listing("kind", value.id).documents if document.number)


def _right(library: KnowledgeBase, number: str) -> str:
    documents = library.number(number).documents
    return max(documents, key=lambda document: (document.citations > 0, document.issued or "")).id


def _write_library(folder: Path, articles: Path) -> int:
    """Write a file for each of the numbers that are taken, and return how many there are."""
    rows = {row["number"]: row for row in _rows(articles) if row.get("number")}
    numbers = sorted(rows)
    taken = numbers[:: max(1, len(numbers) // _NUMBERS)][:_NUMBERS]
    for document in _documents(rows[number] for number in taken):
        save_document(folder, document)
    return len(taken)


def _documents(rows: Iterable[dict[str, str]]) -> Iterator[Document]:
    vocabulary = program_vocabulary()
    for row in rows:
        read = parse_number(row["number"], vocabulary)
        kind = vocabulary.kind_by_name.get(fold(row.get("kind", "")))
        if read is None or kind is None:
            print(f"left out: {row['number']} {row.get('kind', '')}", file=sys.stderr)
            continue
        yield Document(
            id=f"{kind.id}-{number_slug(row['number'])}",
            kind=Disputed((Reading(kind.id, "the open articles"),)),
            title=Disputed((Reading(row["title"].split(". ")[0], "the open articles"),)),
            number=read.canonical,
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


if __name__ == "__main__":
    main()
