"""A comparison made ready to print: rows of two sides with the words that differ marked, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from markupsafe import escape

from indexer.export import comparison_table
from indexer.views.comparing import Comparison
from indexer.views.comparing import PartPair
from indexer.views.comparing import Run
from indexer.views.comparing import RunKind
from indexer.views.comparing import Side

_PAGE: Final = 60_000  # letters of both texts on one page

# Struck through and underlined, so that colour is not all that tells them; a reason is said in words.
_GONE: Final = Markup('<del class="word-gone">{}</del>')
_NEW: Final = Markup('<ins class="word-new">{}</ins>')
_GONE_FOR: Final = Markup('<del class="word-gone word-formal" title="{}">{}</del>')
_NEW_FOR: Final = Markup('<ins class="word-new word-formal" title="{}">{}</ins>')
_BREAK: Final = Markup("<br>")


@dataclass(frozen=True, slots=True)
class PrintedSide:
    """A part as one text has it, ready to print."""

    marker: str
    text: Markup


@dataclass(frozen=True, slots=True)
class PrintedPair:
    """A row: a part in both texts. Where `old` or `new` is None, that text has no such part."""

    state: str  # the name by which the style sheet knows it
    told: str  # the state in words
    place: str
    remarks: str
    old: PrintedSide | None
    new: PrintedSide | None


@dataclass(frozen=True, slots=True)
class PrintedKept:
    """A row that stands for parts of which nothing differs, by their places."""

    places: tuple[str, ...]


Row = PrintedPair | PrintedKept


def rows(pairs: Iterable[PartPair], *, whole: bool) -> Iterator[Row]:
    """Yield the rows of `pairs`; without `whole`, neighbours of which nothing differs are one row of their places."""
    same: list[str] = []
    for pair in pairs:
        if not whole and comparison_table.untouched(pair):
            same.append(comparison_table.place(pair))
            continue
        if same:
            yield PrintedKept(tuple(same))
            same.clear()
        yield _printed(pair)
    if same:
        yield PrintedKept(tuple(same))


def pages(comparison: Comparison, *, whole: bool) -> list[Sequence[PartPair]]:
    """Return the parts in pages of at most some sixty thousand letters, one page at least."""
    found: list[list[PartPair]] = [[]]
    letters = 0
    for pair in comparison.parts:
        length = 0 if not whole and comparison_table.untouched(pair) else _length(pair)
        if letters and letters + length > _PAGE:
            found.append([])
            letters = 0
        found[-1].append(pair)
        letters += length
    return [*found]


def _length(pair: PartPair) -> int:
    return sum(len(side.text) for side in (pair.old, pair.new) if side)


def _printed(pair: PartPair) -> PrintedPair:
    marked = pair.old is not None and pair.new is not None and not pair.coarse
    return PrintedPair(
        state=pair.state.value,
        told=comparison_table.STATES[pair.state],
        place=comparison_table.place(pair),
        remarks="; ".join(comparison_table.remarks(pair)),
        old=_side(pair.old, marked=marked),
        new=_side(pair.new, marked=marked),
    )


def _side(side: Side | None, *, marked: bool) -> PrintedSide | None:
    if side is None:
        return None
    # What is new or gone as a whole is said to be so: to mark each of its words would only make it hard to read.
    return PrintedSide(side.marker, Markup("").join(map(_run, side.runs)) if marked else _lines(side.text))


def _run(run: Run) -> Markup:
    text = _lines(run.text)
    if run.kind is RunKind.KEPT:
        return text
    if run.reason is not None:
        return (_GONE_FOR if run.kind is RunKind.GONE else _NEW_FOR).format(comparison_table.REASONS[run.reason], text)
    return (_GONE if run.kind is RunKind.GONE else _NEW).format(text)


def _lines(text: str) -> Markup:
    return _BREAK.join(escape(line) for line in text.split("\n"))
