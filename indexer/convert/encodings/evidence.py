"""How well letters read in each encoding: the count of marked words that are Vietnamese syllables, and that are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.convert.encodings.decoders import from_tcvn3
from indexer.convert.encodings.decoders import from_vni
from indexer.convert.encodings.decoders import western
from indexer.convert.encodings.syllables import is_syllable
from indexer.text import nfc
from indexer.views.conversion import Encoding

# A word of any encoding: letters, and the signs between them that are letters in the old ones. Quotation marks,
# the degree sign and the like also stand alone in Unicode texts, but not between two letters. A row of signs is looked
# at once, from its beginning: leaders of dots can be long.
_WORD: Final = re.compile(
    "[^\\W\\d_]+(?:[\xa1-\xbf\xd7\xf7\u0300-\u036f]+[^\\W\\d_]*)*|(?<![\xa1-\xbf\xd7\xf7])[\xa1-\xbf\xd7\xf7]++(?:[^\\W\\d_]+[\xa1-\xbf\xd7\xf7]*)+"
)
_PLAIN_WORD: Final = re.compile("[^\\W\\d_]+")
_SIGNS: Final = re.compile("[\xa1-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7]")
_EDGES: Final = "\xab\xbb\xa7\xb0\xb2\xb3\xb9"  # what touches words in Unicode texts: « » § ° ² ³ ¹


#: How the letters of a file are read in each encoding.
READINGS: Final[Mapping[Encoding, Callable[[str], str]]] = {
    Encoding.UNICODE: nfc,
    Encoding.TCVN3: lambda text: from_tcvn3(text)[0],
    Encoding.VNI: lambda text: from_vni(text)[0],
}
_OLD: Final = (Encoding.TCVN3, Encoding.VNI)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many marked words are syllables, and how many are not."""

    right: int = 0
    wrong: int = 0

    @property
    def balance(self) -> int:
        """How far the right ones lead."""
        return self.right - self.wrong


def weigh(text: str) -> dict[tuple[Encoding, bool], Evidence]:
    """Return the evidence for each way in which `text` can be stored; the second key: through the other code page."""
    usual, other = _marked(text), western(text)
    found = {(encoding, False): _weighed(usual, encoding) for encoding in READINGS} if usual else {}
    if other != text and (others := _marked(other)):
        found.update({(encoding, True): _weighed(others, encoding) for encoding in _OLD})
    return found


def _weighed(words: Counter[str], encoding: Encoding) -> Evidence:
    right = wrong = 0
    for word, count in words.items():
        good, bad = _judge(word, encoding)
        right, wrong = right + good * count, wrong + bad * count
    return Evidence(right, wrong)


def _marked(text: str) -> Counter[str]:
    return Counter(word for word in _WORD.findall(text) if not word.isascii())


@lru_cache(maxsize=65_536)
def _judge(stored: str, encoding: Encoding) -> tuple[int, int]:
    """Return (1, 0) for a marked syllable, (0, 1) for what is none, (0, 0) for what says nothing."""
    word = READINGS[encoding](stored).strip(_EDGES)
    if _SIGNS.search(word):
        return 0, 1
    right = wrong = 0
    for part in _PLAIN_WORD.findall(word):
        if part.isascii():
            # In an old encoding every word that was looked at bears a mark: none left means it was not read.
            wrong += encoding is not Encoding.UNICODE and not word.isascii() and not is_syllable(part)
        elif is_syllable(part):
            right += 1
        else:
            wrong += 1
    return (0, 1) if wrong else (min(right, 1), 0)
