"""Who goes with whom: the pairs of greatest total likeness, each member in one pair at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

#: Members of one side that hang together by possible pairs up to which the best total is sought; beyond, the likest
#: pairs are taken first. Texts made of parts that are nearly alike would cost the cube of their number.
_MOST_TOGETHER: Final = 150

Pair = tuple[int, int]


def assign(weights: Mapping[Pair, int]) -> dict[int, int]:
    """Return the pairs of greatest total weight, by their first members; all weights are positive.

    The answer depends on the weights alone, not on their order.
    """
    found: dict[int, int] = {}
    for group in _groups(weights):
        rows = {first for first, _ in group}
        found |= _best(group) if len(rows) <= _MOST_TOGETHER else _likest_first(group)
    return found


def _groups(weights: Mapping[Pair, int]) -> Iterator[dict[Pair, int]]:
    """Yield the pairs that hang together by common members."""
    neighbours: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for first, second in sorted(weights):
        neighbours[0, first].append((1, second))
        neighbours[1, second].append((0, first))
    seen: set[tuple[int, int]] = set()
    for member in sorted(neighbours):
        if member in seen:
            continue
        seen.add(member)
        together = [member]
        for known in together:  # grows while it is gone through
            fresh = [other for other in neighbours[known] if other not in seen]
            seen.update(fresh)
            together += fresh
        firsts = sorted(number for side, number in together if side == 0)
        yield {(first, other): weights[first, other] for first in firsts for _, other in neighbours[0, first]}


def _likest_first(weights: Mapping[Pair, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for first, second in sorted(weights, key=lambda pair: (-weights[pair], abs(pair[0] - pair[1]), pair)):
        if first not in found and second not in taken:
            found[first] = second
            taken.add(second)
    return found


def _best(weights: Mapping[Pair, int]) -> dict[int, int]:
    """Return the best pairs by the Hungarian method, over the pairs that are there."""
    search = _Search(weights)
    for row in sorted(search.costs):
        search.add(row)
    return {row: column for column, row in search.row_of.items() if column >= 0}


class _Search:
    """Rows that have their columns, one more at a time, along the cheapest way of giving columns on.

    Each row has a column of its own, -1 - row, that costs nothing: to stay alone. A pair costs less than nothing.
    """

    def __init__(self, weights: Mapping[Pair, int]) -> None:
        self.costs: dict[int, dict[int, int]] = defaultdict(dict)
        for (first, second), weight in weights.items():
            self.costs[first][second] = -weight
            self.costs[first][-1 - first] = 0
        self.row_of: dict[int, int] = {}  # by column
        self._of_row: dict[int, int] = dict.fromkeys(self.costs, 0)
        self._of_column: dict[int, int] = defaultdict(int)

    def add(self, root: int) -> None:
        """Give `root` a column, others another one where that is better for all."""
        slack: dict[int, int] = {}  # by how much each column is reached
        before: dict[int, int | None] = {}  # from which column, None from the root
        done: dict[int, None] = {}
        row: int | None = root
        column: int | None = None
        while row is not None:
            self._reach(row, column, slack, before, done)
            column = min((other for other in slack if other not in done), key=lambda other: (slack[other], other))
            self._lower(root, slack[column], slack, done)
            done[column] = None
            row = self.row_of.get(column)
        while column is not None:
            previous = before[column]
            self.row_of[column] = root if previous is None else self.row_of[previous]
            column = previous

    def _reach(
        self, row: int, column: int | None, slack: dict[int, int], before: dict[int, int | None], done: dict[int, None]
    ) -> None:
        for other, cost in self.costs[row].items():
            reduced = cost - self._of_row[row] - self._of_column[other]
            if other not in done and (other not in slack or reduced < slack[other]):
                slack[other], before[other] = reduced, column

    def _lower(self, root: int, step: int, slack: dict[int, int], done: dict[int, None]) -> None:
        self._of_row[root] += step
        for known in done:
            self._of_row[self.row_of[known]] += step
            self._of_column[known] -= step
        for other in slack:
            if other not in done:
                slack[other] -= step
