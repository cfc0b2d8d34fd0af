"""Which part of the newer text is which part of the older one: by likeness and place, the best for all together."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from indexer.comparing.assignment import Pair
from indexer.comparing.assignment import assign
from indexer.comparing.parts import Part
from indexer.comparing.words import Written

#: From which likeness on two parts are one. Likeness is the share of words that two texts have in common in one order
#: (0 to 1; all times count as one word, organs of one kin as well), to which up to `_PLACE` is added where they stand
#: at the same place. Of the sample plan's 48 parts, each held against each other one, no two of 20 words or more come
#: above 0.52; headings of fewer words share what the plan is about ("công tác lý luận chính trị": 0.67), so that
#: the fewer words there are, the more alike they must be.
THRESHOLD: Final = 0.6
_PLACE: Final = 0.1
_SHORT: Final = 20  # words, below which up to `_MORE` is asked for
_MORE: Final = 0.3
_SCALE: Final = 10_000  # scores are whole numbers, so that sums do not depend on their order

_RARE: Final = 24  # parts in which a pair of words may stand to show who may go with whom
_LOOKED_AT: Final = 12  # partners of a part that are looked at closely
_MOST_WORK: Final = 4_000_000_000  # pairs of words that all likenesses together may cost: about a second


@dataclass(frozen=True, slots=True)
class Member:
    """A part with its words; `title` is the heading's gist where the part has more text than its heading."""

    part: Part
    written: Written
    title: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Two parts that are one, by their places in the lists."""

    old: int
    new: int
    likeness: float


def match(old: Sequence[Member], new: Sequence[Member]) -> tuple[Match, ...]:
    """Return the parts that are one, in the older text's order.

    The answer is the same whichever of the two is called the older.
    """
    if _order(old) > _order(new):
        turned = match(new, old)
        return tuple(sorted((Match(m.new, m.old, m.likeness) for m in turned), key=lambda m: m.old))
    matcher = _Matcher(old, new)
    return tuple(Match(first, second, likeness) for (first, second), likeness in sorted(matcher.found().items()))


def _order(members: Sequence[Member]) -> list[tuple[str, str, str]]:
    return [(member.part.id, member.part.marker, member.written.text) for member in members]


class _Matcher:
    def __init__(self, old: Sequence[Member], new: Sequence[Member]) -> None:
        self._old, self._new = old, new
        self._pairs: dict[Pair, float] = {}
        self._likenesses: dict[Pair, float] = {}
        self._work = 0

    def found(self) -> dict[Pair, float]:
        self._take_equal()
        self._take_titles()
        firsts, seconds = self._taken()
        free_old = [number for number in range(len(self._old)) if number not in firsts]
        free_new = [number for number in range(len(self._new)) if number not in seconds]
        weights = {
            pair: score
            for pair in self._candidates(free_old, free_new)
            if (score := self._score(*pair)) >= self._threshold(*pair)
        }
        for pair in assign(weights).items():
            self._pairs[pair] = self._likeness(*pair)
        self._take_headings()
        return self._pairs

    def _taken(self) -> tuple[set[int], set[int]]:
        return {first for first, _ in self._pairs}, {second for _, second in self._pairs}

    def _take_equal(self) -> None:
        """Pair parts of the same words: one with one, several with several where they stand alike."""
        groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, members in enumerate((self._old, self._new)):
            for number, member in enumerate(members):
                groups[member.written.gist][side].append(number)
        for code, (firsts, seconds) in groups.items():
            if not firsts or not seconds:
                continue
            if len(firsts) > 1 or len(seconds) > 1:
                weights = {pair: self._score(*pair) for pair in _near(firsts, seconds)}
                self._pairs |= dict.fromkeys(assign(weights).items(), 1.0)
            elif code:
                self._pairs[firsts[0], seconds[0]] = 1.0

    def _take_titles(self) -> None:
        """Pair articles of one title, where no others bear it: a rewritten article that kept its title."""
        firsts, seconds = self._taken()
        groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, (members, taken) in enumerate(((self._old, firsts), (self._new, seconds))):
            for number, member in enumerate(members):
                if number not in taken:
                    groups[member.title][side].append(number)
        for title, (olds, news) in groups.items():
            if title and len(olds) == len(news) == 1:
                self._pairs[olds[0], news[0]] = self._likeness(olds[0], news[0])

    def _candidates(self, firsts: Sequence[int], seconds: Sequence[int]) -> list[Pair]:
        """Return the pairs worth a close look: those that share rare pairs of words, and those at one place."""
        signs_old = {number: _signs(self._old[number]) for number in firsts}
        signs_new = {number: _signs(self._new[number]) for number in seconds}
        found = set(_sharing(signs_old, signs_new))
        found |= {(first, second) for second, first in _sharing(signs_new, signs_old)}
        by_id = {self._new[number].part.id: number for number in seconds}
        found |= {(number, by_id[self._old[number].part.id]) for number in firsts if self._old[number].part.id in by_id}
        return sorted(found)

    def _score(self, first: int, second: int) -> int:
        likeness = self._likeness(first, second)
        place = self._place(first, second)
        return round((likeness + _PLACE * place) * _SCALE)

    def _threshold(self, first: int, second: int) -> int:
        fewest = min(len(self._old[first].written.gist), len(self._new[second].written.gist))
        return round((THRESHOLD + _MORE * max(0.0, 1 - fewest / _SHORT)) * _SCALE)

    def _likeness(self, first: int, second: int) -> float:
        pair = first, second
        if pair not in self._likenesses:
            old, new = self._old[first], self._new[second]
            likeness = self._alike(old.written.gist, new.written.gist)
            if old.title and new.title:
                # A rewritten article whose title is nearly the same may well be the article.
                likeness = max(likeness, (likeness + self._alike(old.title, new.title)) / 2)
            self._likenesses[pair] = likeness
        return self._likenesses[pair]

    def _alike(self, old: str, new: str) -> float:
        self._work += len(old) * len(new)
        if self._work > _MOST_WORK and old != new:
            return 0.0
        return Indel.normalized_similarity(old, new)

    def _place(self, first: int, second: int) -> float:
        """Return how much two parts stand at one place (0 to 1): under like headings, as far down in the text."""
        above = self._old[first].part.parent, self._new[second].part.parent
        if above[0] is None or above[1] is None:
            heading = float(above[0] is None and above[1] is None)
        else:
            heading = self._likeness(above[0], above[1])
        apart = abs((first + 0.5) / len(self._old) - (second + 0.5) / len(self._new))
        return 0.5 * heading + 0.5 * (1 - apart)

    def _take_headings(self) -> None:
        """Pair headings in other words whose parts are mostly the same: a heading that was written anew."""
        below: Counter[Pair] = Counter()
        parts_old = Counter(member.part.parent for member in self._old)
        parts_new = Counter(member.part.parent for member in self._new)
        for first, second in self._pairs:
            above = self._old[first].part.parent, self._new[second].part.parent
            if above[0] is not None and above[1] is not None:
                below[above[0], above[1]] += 1
        olds, news = self._taken()
        for (first, second), count in below.items():
            most = max(parts_old[first], parts_new[second])
            if first not in olds and second not in news and 2 * count > most:
                self._pairs[first, second] = self._likeness(first, second)


def _near(firsts: Sequence[int], seconds: Sequence[int]) -> Iterator[Pair]:
    """Yield the pairs of equal parts that may go together: each with those that come as far down in the row."""
    for at, first in enumerate(firsts):
        middle = at * len(seconds) // len(firsts)
        for second in seconds[max(0, middle - _LOOKED_AT // 2) : middle + _LOOKED_AT // 2 + 1]:
            yield first, second


def _signs(member: Member) -> set[str]:
    """Return what a part may be known by: its words, and its pairs of neighbouring words."""
    code = member.written.gist
    return {*code, *(code[at : at + 2] for at in range(len(code) - 1))}


def _sharing(signs: Mapping[int, set[str]], others: Mapping[int, set[str]]) -> Iterator[Pair]:
    """Yield for each part those of the others that share most rare signs with it."""
    where: dict[str, list[int]] = defaultdict(list)
    for other, listed in others.items():
        for sign in listed:
            where[sign].append(other)
    for number, listed in signs.items():
        shared: Counter[int] = Counter()
        for sign in listed:
            holders = where.get(sign, ())
            if len(holders) <= _RARE:
                shared.update(holders)
        ranked = sorted(shared, key=lambda other: (-shared[other] / (len(others[other]) + len(listed)), other))
        yield from ((number, other) for other in ranked[:_LOOKED_AT])
