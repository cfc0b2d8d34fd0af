"""Two held documents compared: which part became which, which words differ, which bases took which one's place.

`parts` cuts a text, `words` and `organs` say what is compared in it, `matching` finds what belongs together (the best
for all together, by `assignment`), `order` what has moved, `differing` marks the words, `bases` holds plans' bases
against each other. The cost grows with the length of the texts; what would cost too much is not compared word by word,
and is marked as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from typing import Final

from indexer.comparing.differing import difference
from indexer.comparing.differing import too_long
from indexer.comparing.differing import whole
from indexer.comparing.matching import Member
from indexer.comparing.matching import match
from indexer.comparing.order import moved
from indexer.comparing.order import shown
from indexer.comparing.organs import organ_kin
from indexer.comparing.parts import Part
from indexer.comparing.parts import Text
from indexer.comparing.words import Writer
from indexer.comparing.words import Written
from indexer.errors.comparing import TextsTooLongError
from indexer.views import DocumentView
from indexer.views.comparing import Bases
from indexer.views.comparing import Comparison
from indexer.views.comparing import Division
from indexer.views.comparing import PartPair
from indexer.views.comparing import PartState
from indexer.views.comparing import Run
from indexer.views.comparing import RunKind
from indexer.views.comparing import Side
from indexer.vocabulary import Vocabulary

__all__ = ["MOST_LETTERS", "compare_texts"]

#: Letters of both texts together: some thousand pages. Beyond, reading them alone takes many seconds.
MOST_LETTERS: Final = 3_000_000
#: Pairs of words that all pairs of parts together may have: a second or two.
_MOST_PAIRS: Final = 3_000_000_000
_SIGNS: Final = " .)/-–:"  # around a marker's number


def compare_texts(old: DocumentView, new: DocumentView, vocabulary: Vocabulary, bases: Bases | None) -> Comparison:
    """Return two held documents compared; `bases` are their bases where both are plans.

    Raises:
        TextsTooLongError: they are together longer than `MOST_LETTERS`.
    """
    if len(old.body) + len(new.body) > MOST_LETTERS:
        raise TextsTooLongError(MOST_LETTERS)
    return _Comparer(old, new, vocabulary).compared(bases)


class _Comparer:
    def __init__(self, old: DocumentView, new: DocumentView, vocabulary: Vocabulary) -> None:
        self._old, self._new = old, new
        self._kin = organ_kin(vocabulary)
        self._vocabulary = vocabulary
        self._writer = Writer(self._kin)
        self._work = 0

    def compared(self, bases: Bases | None) -> Comparison:
        texts = Text(self._old, self._vocabulary), Text(self._new, self._vocabulary)
        plans = self._old.summary.is_plan and self._new.summary.is_plan
        by_article = all(text.has_articles for text in texts)
        old, new = (text.cut(by_article=by_article) for text in texts)
        frame = ((old.head, new.head, "phần đầu"), (old.foot, new.foot, "phần cuối"))
        return Comparison(
            old=self._old.summary,
            new=self._new.summary,
            division=_division(plans=plans, by_article=by_article, parted=any(text.has_parts for text in texts)),
            parts=tuple(self._parts(old.parts, new.parts, titled=by_article)),
            frame=tuple(self._framed(first, second, place) for first, second, place in frame if first or second),
            bases=bases,
        )

    def _written(self, text: str, view: DocumentView) -> Written:
        return self._writer.written(text, view.summary.issuer.id if view.summary.issuer else None)

    def _members(self, parts: Sequence[Part], view: DocumentView, *, titled: bool) -> list[Member]:
        return [Member(part, self._written(part.text, view), self._title(part) if titled else "") for part in parts]

    def _title(self, part: Part) -> str:
        return self._writer.written(part.heading).gist if len(part.heading) < len(part.text) else ""

    def _parts(self, old: Sequence[Part], new: Sequence[Part], *, titled: bool) -> Iterator[PartPair]:
        olds = self._members(old, self._old, titled=titled)
        news = self._members(new, self._new, titled=titled)
        matches = {found.old: found for found in match(olds, news)}
        matched = {found.old: found.new for found in matches.values()}
        away = moved(old, new, matched)
        for first, second in shown(len(old), len(new), matched, away):
            if first is None and second is not None:
                yield _single(new[second], PartState.NEW)
            elif first is not None and second is None:
                yield _single(old[first], PartState.GONE)
            elif first is not None and second is not None:
                yield self._pair(olds[first], news[second], matches[first].likeness, moved=first in away)

    def _pair(self, old: Member, new: Member, likeness: float, *, moved: bool) -> PartPair:
        sides, state, coarse = self._sides(old.part, old.written, new.part, new.written)
        return PartPair(
            state=state,
            old=sides[0],
            new=sides[1],
            depth=new.part.depth,
            moved=moved,
            renumbered=_renumbered(old.part, new.part),
            likeness=round(likeness, 4),
            coarse=coarse,
        )

    def _framed(self, old: str, new: str, place: str) -> PartPair:
        parts = [Part("", place, "", "", text, 0, None, counted=False) for text in (old, new)]
        if not old:
            return _single(parts[1], PartState.NEW)
        if not new:
            return _single(parts[0], PartState.GONE)
        written = self._written(old, self._old), self._written(new, self._new)
        sides, state, coarse = self._sides(parts[0], written[0], parts[1], written[1])
        return PartPair(state, *sides, coarse=coarse)

    def _sides(
        self, old: Part, first: Written, new: Part, second: Written
    ) -> tuple[tuple[Side, Side], PartState, bool]:
        """Return two parts with their words marked, what became of the older one, and whether that is told coarsely."""
        if old.text == new.text:
            kept = _side(old, whole(old.text, RunKind.KEPT)), _side(new, whole(new.text, RunKind.KEPT))
            return kept, PartState.SAME, False
        self._work += len(first.code) * len(second.code)
        if too_long(first, second) or self._work > _MOST_PAIRS:
            apart = _side(old, whole(old.text, RunKind.GONE)), _side(new, whole(new.text, RunKind.NEW))
            return apart, PartState.CHANGED, True
        found = difference(first, second, self._kin)
        state = PartState.SAME if found.equal else PartState.UPDATED if found.formal else PartState.CHANGED
        return (_side(old, found.old), _side(new, found.new)), state, False


def _division(*, plans: bool, by_article: bool, parted: bool) -> Division:
    if not parted:
        return Division.PARAGRAPHS
    if by_article:
        return Division.ARTICLES
    return Division.TASKS if plans else Division.PARTS


def _single(part: Part, state: PartState) -> PartPair:
    if state is PartState.NEW:
        return PartPair(state, None, _side(part, whole(part.text, RunKind.NEW)), part.depth)
    return PartPair(state, _side(part, whole(part.text, RunKind.GONE)), None, part.depth)


def _side(part: Part, runs: tuple[Run, ...]) -> Side:
    return Side(part.id, part.place, part.marker, part.heading, runs)


def _renumbered(old: Part, new: Part) -> bool:
    return old.counted and new.counted and _number(old.marker) != _number(new.marker)


def _number(marker: str) -> str:
    # "Điều 5." and "Điều 5:" are one number.
    return marker.strip(_SIGNS).lower()
