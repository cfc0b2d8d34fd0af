"""Organs by kin: whether two names in texts mean one organ, or one and the other that took its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from functools import lru_cache

from indexer.reading.organ_names import Name
from indexer.reading.organ_names import organ_names
from indexer.vocabulary import Vocabulary


@lru_cache(maxsize=8)
def organ_kin(vocabulary: Vocabulary) -> OrganKin:
    """Return the kin of a vocabulary's organs, made once."""
    return OrganKin(vocabulary)


class OrganKin:
    """The organs of a vocabulary by predecessors and successors.

    What became of an organ of the Centre is taken to hold for its like below: as "Ban Tuyên giáo Trung ương" became
    "Ban Tuyên giáo và Dân vận Trung ương", so "Ban Tuyên giáo Quận ủy" and "Ban Tuyên giáo và Dân vận Quận ủy" are
    kin, whether the vocabulary has them or not.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = organ_names(vocabulary)

    def find(self, text: str) -> Iterator[Name]:
        """Yield the names of organs in `text`, in order."""
        return self._names.find(text)

    def family(self, name: str) -> str:
        """Return what a name shares with those of its kin."""
        return self._line(self._names.key(name))[-1]

    def same(self, old: str, old_issuer: str | None, new: str, new_issuer: str | None) -> bool:
        """Tell whether two names mean one organ, or an organ and the one that took its place, in either order.

        The issuers are organ ids: from them names such as "Quận ủy" are understood.
        """
        keys = self._names.key(old), self._names.key(new)
        if keys[0] in self._line(keys[1]) or keys[1] in self._line(keys[0]):
            return True
        organs = self._names.organ(old, old_issuer), self._names.organ(new, new_issuer)
        return organs[0] is not None and organs[1] is not None and self.kin(organs[0], organs[1])

    def kin(self, first: str, second: str) -> bool:
        """Tell whether two ids are one organ's, or an organ's and that of one that took its place."""
        return first == second or second in self._after(first) or first in self._after(second)

    def _line(self, key: str) -> list[str]:
        """Return a name as names are compared, and what it became, step by step."""
        line = [key]
        while (newer := self._renamed(line[-1])) is not None and newer not in line:
            line.append(newer)
        return line

    def _renamed(self, key: str) -> str | None:
        for head, newer in self._heads:
            if f"{key} ".startswith(f"{head} ") and not f"{key} ".startswith(f"{newer} "):
                return newer + key.removeprefix(head)
        return None

    def _after(self, organ: str) -> set[str]:
        found: set[str] = set()
        ahead = [organ]
        while ahead:
            later = self._successors.get(ahead.pop(), set()) - found - {organ}
            found |= later
            ahead += later
        return found

    @cached_property
    def _successors(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for organ in self._vocabulary.organs.values():
            for successor in organ.successors:
                found.setdefault(organ.id, set()).add(successor)
            for predecessor in organ.predecessors:
                found.setdefault(predecessor, set()).add(organ.id)
        return found

    @cached_property
    def _heads(self) -> list[tuple[str, str]]:
        """The beginnings of names that succession changed, each with what took its place; the longest first."""
        organs = self._vocabulary.organs
        pairs = [(older, newer) for older, successors in self._successors.items() for newer in successors]
        found = {
            _heads(self._names.key(organs[older].name), self._names.key(organs[newer].name))
            for older, newer in pairs
            if older in organs and newer in organs
        }
        return sorted((pair for pair in found if all(pair)), key=lambda pair: (-len(pair[0]), pair))


def _heads(older: str, newer: str) -> tuple[str, str]:
    """Return two names without the words with which both end."""
    first, second = older.split(), newer.split()
    while first and second and first[-1] == second[-1]:
        del first[-1], second[-1]
    return " ".join(first), " ".join(second)
