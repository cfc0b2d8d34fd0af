"""Counting the members of lists, for every format whose numbers are not stored as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace

from indexer.convert.numerals import bullet
from indexer.convert.numerals import printed


@dataclass(frozen=True, slots=True)
class Level:
    r"""One level of a list. In `text` the letters \x01 to \x09 stand for the numbers of levels 1 to 9.

    `override`: where a list that shares its counting begins anew at its first member. `decimal`: numbers of
    outer levels are printed in decimal here. `restart`: None: each outer level restarts it; 0: nothing does;
    n: level n or further out does. `padding`: numbers are filled up with zeros to so many digits.
    """

    form: str
    text: str
    start: int = 1
    override: int | None = None
    decimal: bool = False
    restart: int | None = None
    font: str = ""
    padding: int = 0

    @property
    def first(self) -> int:
        """The number of its first member."""
        return self.start if self.override is None else self.override

    def restarted(self, start: int) -> Level:
        """Return this level, beginning at `start` where its list is first used."""
        return replace(self, override=start)


class Counters:
    """How far each list has been counted; lists of one series share their counting."""

    def __init__(self) -> None:
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def set(self, series: int, at: int, number: int) -> None:
        """Let the next member at level `at` of `series` be `number`."""
        self._counts.setdefault(series, {})[at] = number - 1

    def next(self, series: int, listed: int, levels: Mapping[int, Level], at: int) -> str:
        """Count one member of the list `listed` of `series` at level `at` and return its printed number."""
        counts = self._counts.setdefault(series, {})
        level = levels[at]
        if (listed, at) not in self._begun:
            self._begun.add((listed, at))
            if level.override is not None:
                counts[at] = level.override - 1
        counts[at] = counts[at] + 1 if at in counts else level.first
        for inner in [found for found in counts if found > at]:
            restart = levels[inner].restart if inner in levels else None
            if restart is None or at < restart:
                del counts[inner]
        return _written(level, levels, counts)


def _written(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    if level.form == "bullet":
        return bullet(level.text)
    pieces: list[str] = []
    for letter in level.text:
        place = ord(letter) - 1
        if not 0 <= place < 9:
            pieces.append(letter)
        elif place in levels and levels[place].form != "bullet":
            other = levels[place]
            form = "decimal" if level.decimal and other.form != "none" else other.form
            pieces.append(printed(counts.get(place, other.first), form).rjust(other.padding, "0"))
    return bullet("".join(pieces))
