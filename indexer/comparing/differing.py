"""Two texts word by word: which words both have, which one of them has only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import groupby
from typing import Final

from rapidfuzz.distance import Indel

from indexer.comparing.organs import OrganKin
from indexer.comparing.words import Written
from indexer.model import Span
from indexer.views.comparing import Reason
from indexer.views.comparing import Run
from indexer.views.comparing import RunKind

#: Pairs of words that one pair of texts may have to be compared word by word: 10,000 by 10,000 take 12 MB and 0.1 s.
MOST_PAIRS: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts as runs. `equal`: no word differs; `formal`: none but times and names of organs."""

    old: tuple[Run, ...]
    new: tuple[Run, ...]

    @property
    def equal(self) -> bool:
        """Whether no word differs."""
        return all(run.kind is RunKind.KEPT for run in (*self.old, *self.new))

    @property
    def formal(self) -> bool:
        """Whether only times and names of organs differ."""
        return all(run.kind is RunKind.KEPT or run.reason for run in (*self.old, *self.new))


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring words of both texts: kept ones, or those that took each other's place."""

    old: tuple[int, int]
    new: tuple[int, int]
    kept: bool
    reason: Reason | None = None


def too_long(old: Written, new: Written) -> bool:
    """Tell whether two texts are too long to be compared word by word."""
    return len(old.code) * len(new.code) > MOST_PAIRS


def difference(old: Written, new: Written, kin: OrganKin) -> Difference:
    """Return two texts as runs of words."""
    blocks = [_reasoned(block, old, new, kin) for block in _joined(list(_blocks(old, new)))]
    return Difference(
        tuple(_runs(old, [(block.old, block) for block in blocks], RunKind.GONE)),
        tuple(_runs(new, [(block.new, block) for block in blocks], RunKind.NEW)),
    )


def whole(text: str, kind: RunKind) -> tuple[Run, ...]:
    """Return a text as one run."""
    return (Run(kind, text),) if text else ()


def _blocks(old: Written, new: Written) -> Iterator[_Block]:
    at, other_at = 0, 0
    kept = [(op.src_start, op.src_end, op.dest_start) for op in Indel.opcodes(old.code, new.code) if op.tag == "equal"]
    for start, end, other in [*kept, (len(old.code), len(old.code), len(new.code))]:
        if at < start or other_at < other:
            yield _Block((at, start), (other_at, other), kept=False)
        yield from _alike(old, new, start, other, end - start)
        at, other_at = end, other + end - start


def _alike(old: Written, new: Written, start: int, other: int, length: int) -> Iterator[_Block]:
    """Yield the blocks of words of the same families: those that are one word, and times that moved on."""
    same = [old.words[start + at].key == new.words[other + at].key for at in range(length)]
    for kept, members in groupby(range(length), same.__getitem__):
        listed = list(members)
        first, last = listed[0], listed[-1] + 1
        reason = None if kept else Reason.TIME
        yield _Block((start + first, start + last), (other + first, other + last), kept, reason)


def _joined(blocks: Sequence[_Block]) -> list[_Block]:
    """Return the blocks with a few words that happen to stand between two longer changes taken into one change.

    Two sentences about different things share an "và" here and a "của" there: to mark them as kept helps nobody.
    """
    joined: list[_Block] = []
    for block in blocks:
        joined.append(block)
        while len(joined) > 2 and _by_chance(*joined[-3:]):
            first, last = joined[-3], joined[-1]
            joined[-3:] = [_Block((first.old[0], last.old[1]), (first.new[0], last.new[1]), kept=False)]
    return joined


def _by_chance(before: _Block, between: _Block, after: _Block) -> bool:
    if not between.kept or before.kept or after.kept or before.reason or after.reason:
        return False
    return between.old[1] - between.old[0] < min(_size(before), _size(after))


def _size(block: _Block) -> int:
    return max(block.old[1] - block.old[0], block.new[1] - block.new[0])


def _reasoned(block: _Block, old: Written, new: Written, kin: OrganKin) -> _Block:
    """Return a block with its reason where it changes nothing but how an organ is called."""
    if block.kept or block.reason:
        return block
    first, second = _name(old, *block.old), _name(new, *block.new)
    if first is None or second is None or not kin.same(first, old.issuer, second, new.issuer):
        return block
    return replace(block, reason=Reason.ORGAN)


def _name(side: Written, start: int, end: int) -> str | None:
    """Return the organ's name within which a block's words stand, or between whose words it lies."""
    first, last = (start, end - 1) if start < end else (start - 1, start)
    if first < 0 or last >= len(side.words):
        return None
    inside = Span(side.words[first].start, side.words[last].end)
    at = bisect_right(side.names, inside.start, key=lambda name: name.start) - 1
    if at < 0 or not side.names[at].covers(inside):
        return None
    return side.text[side.names[at].start : side.names[at].end]


def _runs(side: Written, spans: Sequence[tuple[tuple[int, int], _Block]], changed: RunKind) -> Iterator[Run]:
    """Yield the runs of one side; what stands between words goes with kept words, else with those before."""
    kept = RunKind.KEPT
    listed = [(span, kept if block.kept else changed, block.reason) for span, block in spans if span[0] < span[1]]
    if not listed:
        yield from whole(side.text, kept)
        return
    start = 0
    if listed[0][1] is not kept:
        start = side.words[0].start
        yield from whole(side.text[:start], kept)
    for at, ((_first, last), kind, reason) in enumerate(listed):
        following = listed[at + 1][1] if at + 1 < len(listed) else kept
        if kind is not kept and following is kept:
            end = side.words[last - 1].end
        else:
            end = side.words[last].start if at + 1 < len(listed) else len(side.text)
        yield Run(kind, side.text[start:end], reason)
        start = end
    yield from whole(side.text[start:], kept)
