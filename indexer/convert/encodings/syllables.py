"""Whether a word is a Vietnamese syllable: the measure by which letters of old encodings are told from Unicode."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from indexer.text import nfc

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES: Final = "\u0301\u0323"  # a syllable that ends in c, ch, p or t knows two tones

_RIMES: Final = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu y yt yêm yên yêng yêt yêu
    o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen
    oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơc ơi ơm ơn ơp ơt
    u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyn
    uynh uyt uyu uyp ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
    """.split()
)
_AFTER_QU: Final = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e en eo et ê ên ênh êt êch ec eng
    i ich it ô ôc ơ y ych yên yêt yn ynh yt yu
    """.split()
)
_FRONT: Final = "eêiy"
_ONSETS: Final = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c", "d", "đ", "g", "h", "k", "l",
    "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Tell whether `word`, in NFC and any case, is a well-formed Vietnamese syllable with at most one tone."""
    plain, tone = _parted(word.lower())
    if tone is None:
        return False
    if tone not in _STOPPED_TONES and plain.endswith(("c", "ch", "p", "t")):
        return False
    return any(_fits(onset, plain[len(onset) :]) for onset in _ONSETS if plain.startswith(onset))


def _parted(word: str) -> tuple[str, str | None]:
    """Return `word` without its tone, and the tone ("" where it has none, None where it has several)."""
    tones = ""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tones += letter
        else:
            letters.append(letter)
    return nfc("".join(letters)), tones if len(tones) < 2 else None


def _fits(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _AFTER_QU
    if rime not in _RIMES:
        return False
    if onset in {"gh", "ngh"}:
        return rime[0] in "eêi"
    if onset == "k":
        return rime[0] in _FRONT
    if onset in {"c", "ng", "g"}:
        return rime[0] not in ("eêy" if onset == "g" else _FRONT)
    return True
