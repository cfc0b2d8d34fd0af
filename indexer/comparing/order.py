"""In what order matched parts are shown, and which of them stand elsewhere than before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from indexer.comparing.parts import Part


def moved(old: Sequence[Part], new: Sequence[Part], matched: Mapping[int, int]) -> set[int]:
    """Return which old parts stand elsewhere: under another heading, or in another order among their neighbours.

    What moves along with its heading has not moved. Of parts that changed their order, the fewest are said to have.
    """
    found: set[int] = set()
    families: dict[int | None, list[int]] = defaultdict(list)
    for first in sorted(matched):
        above_old, above_new = old[first].parent, new[matched[first]].parent
        above_matched = matched.get(above_old) if above_old is not None else None
        if above_matched == above_new:
            families[above_old].append(first)
        else:
            found.add(first)
    for members in families.values():
        kept = _longest_rising([matched[first] for first in members])
        found.update(first for first in members if matched[first] not in kept)
    return found


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the members of a longest rising row within `numbers`, which are all different."""
    tails: list[int] = []  # the smallest last member of a rising row of each length
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def shown(olds: int, news: int, matched: Mapping[int, int], away: set[int]) -> Iterator[tuple[int | None, int | None]]:
    """Yield (old, new) places of all parts: in the new order, what is gone after what stood before it.

    `away` are the old parts that have moved: what is gone keeps to those that stayed.
    """
    of_new = {second: first for first, second in matched.items()}
    after: dict[int | None, list[int]] = defaultdict(list)
    stayed: int | None = None
    for first in range(olds):
        if first not in matched:
            after[stayed].append(first)
        elif first not in away:
            stayed = first
    yield from ((first, None) for first in after[None])
    for second in range(news):
        known = of_new.get(second)
        yield known, second
        if known is not None and known not in away:
            yield from ((first, None) for first in after[known])
