"""What no text may do to the reading of citations: generated and mutated inputs, each held to what always holds.

`python -m benchmarks.fuzz [DIR] [--count N] [--seed S] --json`: the `.txt` files of DIR (left out: the library's
originals) are cut up and changed for two thirds of the inputs, the rest is put together from the words of citations.
"""

from __future__ import annotations

import json
import random
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.citations import cite
from indexer.model import Citation
from indexer.text import fold
from indexer.text import normalize
from indexer.vocabulary import Vocabulary
from indexer.vocabulary import program_vocabulary

_ORIGINALS = Path(__file__).parent.parent / "corpus" / "originals"
_LONGEST = 600  # characters of a text that are changed at a time
_SHOWN = 5  # failures that are printed

# What citations are made of, and what breaks readers of them.
_PIECES = (
    "Nghị quyết", "Kết luận ", "các ", "Luật ", "Bộ luật ", "Thông tư liên tịch ", "Quy chế ", " số ", "35",
    "188", "2020", "-NQ/TW", "/2020/NĐ-CP", "/QH14", "-KL/TW", "/CP", "TTLT-BNV-BTC", "NQTW4 ",
    " ngày 25/10/2021", "ngày 5 tháng 3 năm ", " của Bộ Chính trị", " của Ban ", " khóa XIII", " về “", "”",
    "\"", "(", ")", "[1]", "(gọi tắt là ", ", ", "; ", " và ", "Đại hội ", "Trung ương 4", "Kế hoạch này",
    "Nghị quyết nêu trên", "ban hành kèm theo ", "Căn cứ ", "Điều 5 ", "\n", "\n\n", "\r\n", "- ", "# ", "|",
    "\t", " ", "\u00a0", "\u200b", "\ufeff", "–", "⁄", "Ð", "С", "&", "o", "\u0301", "\u0323", "\x00", "\x1f",
    "\u202e", "\u2028", "İ", "ß", "ﬁ", "한", "\u1100\u1161", "\U0001f600", "\ud800",
)  # fmt: skip


class Mutator:
    """Makes inputs: pieces of given texts with something done to them, and heaps of the words of citations."""

    def __init__(self, texts: Sequence[str], seed: int) -> None:
        self._texts = [text for text in texts if text]
        self._random = random.Random(seed)
        self._changes: tuple[Callable[[str], str], ...] = (
            self._delete, self._insert, self._double, self._swap, self._join, self._decompose, self._recase,
            self._blank,
        )  # fmt: skip

    def mutation(self) -> str:
        """Return a piece of a given text, changed one to four times."""
        text = self._cut(self._random.choice(self._texts))
        for _ in range(self._random.randint(1, 4)):
            text = self._random.choice(self._changes)(text)
        return text

    def heap(self) -> str:
        """Return words of citations and hostile letters in any order."""
        return "".join(self._random.choices(_PIECES, k=self._random.randint(0, 40)))

    def _cut(self, text: str) -> str:
        start = self._random.randrange(len(text))
        return text[start : start + self._random.randint(1, _LONGEST)]

    def _span(self, text: str) -> tuple[int, int]:
        start = self._random.randrange(len(text) + 1)
        return start, min(len(text), start + self._random.randint(0, 30))

    def _delete(self, text: str) -> str:
        start, end = self._span(text)
        return text[:start] + text[end:]

    def _insert(self, text: str) -> str:
        start, _ = self._span(text)
        return text[:start] + self._random.choice(_PIECES) + text[start:]

    def _double(self, text: str) -> str:
        start, end = self._span(text)
        return text[:end] + text[start:end] * self._random.randint(1, 5) + text[end:]

    def _swap(self, text: str) -> str:
        start, end = self._span(text)
        return text[end:] + text[start:end] + text[:start]

    def _join(self, text: str) -> str:
        return text + self._cut(self._random.choice(self._texts))

    def _decompose(self, text: str) -> str:
        start, end = self._span(text)
        return text[:start] + unicodedata.normalize("NFD", text[start:end]) + text[end:]

    def _recase(self, text: str) -> str:
        return self._random.choice((str.upper, str.lower, str.title, str.swapcase))(text)

    def _blank(self, text: str) -> str:
        return text.replace(" ", self._random.choice(("", "  ", "\n", "\u00a0", "\t")))


def faults(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return what is wrong with the reading of `text`, as names; nothing for what always holds."""
    try:
        citations = cite(text, vocabulary)
    except Exception as error:  # whatever is raised is the finding
        return [f"raised {type(error).__name__}"]
    found = [fault for citation in citations for fault in _misplaced(text, citation)]
    if [citation.start for citation in citations] != sorted(citation.start for citation in citations):
        found.append("order")
    once = normalize(text).text
    if normalize(once).text != once:
        found.append("normalising")
    if len(fold(once)) != len(once):
        found.append("folding")
    return found


def _misplaced(text: str, citation: Citation) -> list[str]:
    found = []
    if not 0 <= citation.start < citation.end <= len(text) or text[citation.start : citation.end] != citation.text:
        found.append("offsets")
    start, end = citation.number_start, citation.number_end
    if (start is None) != (end is None):
        found.append("half a number")
    elif start is not None and end is not None and not citation.start <= start < end <= citation.end:
        found.append("number outside")
    return found


def run(texts: Sequence[str], count: int, seed: int) -> dict[str, object]:
    """Return the counts of a run of `count` inputs, the failures by name, and the first inputs that failed."""
    vocabulary, mutator = program_vocabulary(), Mutator(texts, seed)
    failures: Counter[str] = Counter()
    examples: list[str] = []
    mutations = characters = 0
    started = time.perf_counter()
    for index in range(count):
        mutated = index % 3 != 2
        text = mutator.mutation() if mutated else mutator.heap()
        mutations, characters = mutations + mutated, characters + len(text)
        found = faults(text, vocabulary)
        failures.update(found)
        if found and len(examples) < _SHOWN:
            examples.append(text)
    return {
        "inputs": count, "mutations": mutations, "heaps": count - mutations, "texts": len(texts), "seed": seed,
        "characters": characters, "failures": dict(failures), "examples": examples,
        "seconds": round(time.perf_counter() - started, 1),
    }  # fmt: skip


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--count", default=100_000, show_default=True, help="How many inputs.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same inputs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
@record_option
def main(folder: Path | None, count: int, seed: int, record: Path | None, *, as_json: bool) -> None:
    """Read generated and mutated texts and count what goes wrong."""
    source = folder or _ORIGINALS
    files = sorted(source.glob("*.txt"))
    texts = [file.read_bytes().decode("utf-8", "replace") for file in files]
    report = {"data": str(folder) if folder else "corpus/originals (no folder given)", **run(texts, count, seed)}
    click.echo(
        json.dumps(report, ensure_ascii=not as_json) if as_json else "\n".join(f"{k}: {v}" for k, v in report.items())
    )
    failures = sum(report["failures"].values())
    Report(record).keep(Figure("fuzz", failures, at_most=0, details={"inputs": count}))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
