"""Whether a reader's time grows with a text's length or faster, on texts made to keep the program's patterns busy.

`python -m benchmarks.patterns`: every pattern of the program (`benchmarks.patterns_seen`) is taken apart; of its
repetitions without end come a beginning and a piece, which is repeated. Where a reader needs more than three times as
long for twice the letters, it is asked again with longer texts: time in proportion stays near 2, squared it would be 4.
Only the processor's time of this process is counted, the least of several tries.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import closing
from contextlib import suppress
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]  # how a pattern is taken apart; in no stub
from re import _parser as parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.comparing.parts import plain
from indexer.errors import CancuError
from indexer.export.emphasis import stretches
from indexer.kb import KnowledgeBase
from webapp.rendering import inline

_ROOT = Path(__file__).parent.parent
_LETTERS = 4000  # of the shortest text
_LONGER = (20_000, 40_000)  # of those that are asked again
_LEAST = 0.004  # seconds of the second text: what takes less is not looked at again
_MANY = 200  # a repetition that may go on so often counts as one without end
_CHOICES = 3  # different pieces of one repetition
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_CATEGORIES = {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_NOT_WORD: " "}

Reader = Callable[[str], object]
Pump = tuple[str, str]  # what stands once, and what is repeated behind it


def patterns(data: Path) -> list[tuple[str, int]]:
    """Return all patterns with their flags, and build the sample library into `data`."""
    command = (sys.executable, "-m", "benchmarks.patterns_seen", str(data))
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=True)
    return [(pattern, flags) for pattern, flags in json.loads(done.stdout)]


def pumps(pattern: str, flags: int) -> set[Pump]:
    """Return the texts that keep `pattern` busy, as a beginning and a piece each."""
    tree = parser.parse(pattern, flags)
    whole = "".join(_example(node, 0) for node in tree)
    found = {*_of_repetitions(tree, ""), ("", whole), ("", whole[:-1]), ("", f"{whole} ")}
    return {(start, piece) for start, piece in found | {("", piece) for _, piece in found} if piece}


def _of_repetitions(tree: Iterable[Any], before: str) -> Iterator[Pump]:
    for node in tree:
        code, value = node
        if code in _REPEATS:
            if value[1] is codes.MAXREPEAT or value[1] >= _MANY:
                for choice in range(_CHOICES):
                    yield before, "".join(_example(inner, choice) for inner in value[2])
            yield from _of_repetitions(value[2], before)
        else:
            for inner in _inside(code, value):
                yield from _of_repetitions(inner, before)
        before += _example(node, 0)


def _inside(code: Any, value: Any) -> list[Any]:
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.ATOMIC_GROUP:
        return [value]
    return [value[1]] if code in (codes.ASSERT, codes.ASSERT_NOT) else []


def _example(node: Any, choice: int) -> str:
    """Return letters that a part of a pattern takes, as few as it may."""
    code, value = node
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if code is codes.ANY:
        return "a"
    if code is codes.IN:
        return _member(value, choice)
    if code in _REPEATS:
        return "".join(_example(inner, choice) for inner in value[2]) * min(value[0], 3)
    if code is codes.BRANCH:
        return "".join(_example(inner, choice) for inner in value[1][choice % len(value[1])])
    if code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
        return "".join(_example(inner, choice) for inner in (value[3] if code is codes.SUBPATTERN else value))
    return ""  # a place, not a letter


def _member(items: list[Any], choice: int) -> str:
    letters = []
    for code, value in items:
        if code is codes.LITERAL:
            letters.append(chr(value))
        elif code is codes.RANGE:
            letters.append(chr(value[0]))
        elif code is codes.CATEGORY:
            letters.append(_CATEGORIES.get(value, "a"))
    if items[0][0] is codes.NEGATE:
        return next(letter for letter in "a 1-,\n(." if letter not in letters)
    return letters[choice % len(letters)]


def readers(kb: KnowledgeBase) -> Mapping[str, Reader]:
    """Return what reads texts of any length, by name."""
    return {
        "cite": kb.cite,
        "outline": kb.outline,
        "number": kb.number,
        "search": kb.search,
        "inline": inline,
        "plain": plain,
        "emphasis": lambda text: list(stretches(text)),
    }


def taken(read: Reader, pump: Pump, letters: int, tries: int) -> float:
    """Return the seconds of the processor that a reader needs for a text of so many letters."""
    start, piece = pump
    times = []
    for at in range(tries):
        text = f"{start}{piece * (letters // len(piece) + 1)}!{at}"  # another one each time: some answers are kept
        begun = process_time()
        with suppress(CancuError):
            read(text)
        times.append(process_time() - begun)
    return min(times)


def growth(read: Reader, pump: Pump) -> float:
    """Return how many times as long a reader needs for twice the letters; 0 where it needs next to nothing."""
    longer = taken(read, pump, 2 * _LETTERS, 1)
    if longer < _LEAST or longer < 3 * taken(read, pump, _LETTERS, 1):
        return 0.0
    once, twice = (taken(read, pump, letters, 3) for letters in _LONGER)
    return twice / once if twice > _LEAST else 0.0


@click.command()
@click.option("--most", default=None, type=int, help="texts that are tried, from all over them (all)")
@record_option
def main(most: int | None, record: Path | None) -> None:
    """Measure every reader on every text."""
    report = Report(record)
    with tempfile.TemporaryDirectory() as folder:
        found = patterns(Path(folder))
        made = sorted({pump for pattern, flags in found for pump in pumps(pattern, flags)})
        step = max(1, len(made) // most) if most else 1
        tried = made[::step]
        with closing(KnowledgeBase.open(Path(folder))) as kb:
            worst: tuple[float, str, Pump] = (0.0, "", ("", ""))
            for name, read in readers(kb).items():
                read("35-NQ/TW")  # what is made ready once
                for pump in tried:
                    worst = max(worst, (growth(read, pump), name, pump))
    ratio, name, (start, piece) = worst
    details = {"patterns": len(found), "texts": len(tried), "reader": name, "start": start[:40], "piece": piece[:40]}
    report.say(Figure("reading-twice-the-text", round(ratio, 2), at_most=3.0, details=details))


if __name__ == "__main__":
    main()
