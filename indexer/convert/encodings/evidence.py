"""How well letters read in each encoding: the count of marked words that are Vietnamese syllables, and that are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexer.convert.encodings.decoders import from_tcvn3
from indexer.convert.encodings.decoders import from_vni
from indexer.convert.encodings.decoders import western
from indexer.convert.encodings.syllables import is_syllable
from indexer.text import nfc
from indexer.views.conversion import Encoding

# A word of any encoding: letters, and the signs between them that are letters in the old ones. Quotation marks,
# the degree sign and the like also stand alone in Unicode texts, but not between two letters.
_WORD: Final = re.compile(
    "[^\\W\\d_]+(?:[\xa1-\xbf\xd7\xf7\u0300-\u036f]+[^\\W\\d_]*)*|[\xa1-\xbf\xd7\xf7]+(?:[^\\W\\d_]+[\xa1-\xbf\xd7\xf7]*)+"
)
_PLAIN_WORD: Final = re.compile("[^\\W\\d_]+")
_SIGNS: Final = re.compile("[\xa1-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7]")
_EDGES: Final = "\xab\xbb\xa7\xb0\xb2\xb3\xb9"  # what touches words in Unicode texts: « » § ° ² ³ ¹


def read_unicode(text: str) -> str:
    """Return `text` as it stands, composed."""
    return nfc(text)


#: How the letters of a file are read in each way that they can be stored.
READINGS: Final[Mapping[tuple[Encoding, bool], Callable[[str], str]]] = {
    (Encoding.UNICODE, False): read_unicode,
    (Encoding.TCVN3, False): lambda text: from_tcvn3(text)[0],
    (Encoding.VNI, False): lambda text: from_vni(text)[0],
    (Encoding.TCVN3, True): lambda text: from_tcvn3(text)[0],
    (Encoding.VNI, True): lambda text: from_vni(text)[0],
}


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
    found = {}
    usual, other = _marked(text), western(text)
    others = _marked(other) if other != text else None
    for way, read in READINGS.items():
        marked = others if way[1] else usual
        if not marked:
            continue
        right = wrong = 0
        for word, count in marked.items():
            good, bad = _judge(read(word), plain=way[0] is Encoding.UNICODE)
            right, wrong = right + good * count, wrong + bad * count
        found[way] = Evidence(right, wrong)
    return found


def _marked(text: str) -> Counter[str]:
    return Counter(word for word in _WORD.findall(text) if not word.isascii())


def _judge(word: str, *, plain: bool) -> tuple[int, int]:
    """Return (1, 0) for a marked syllable, (0, 1) for what is none, (0, 0) for what says nothing."""
    word = word.strip(_EDGES)
    if _SIGNS.search(word):
        return 0, 1
    right = wrong = 0
    for part in _PLAIN_WORD.findall(word):
        if part.isascii():
            # In an old encoding every word that was looked at bears a mark: none left means it was not read.
            wrong += not plain and not word.isascii() and not is_syllable(part)
        elif is_syllable(part):
            right += 1
        else:
            wrong += 1
    return (0, 1) if wrong else (min(right, 1), 0)
