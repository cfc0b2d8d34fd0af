"""pyvi's word model, read without what pyvi imports.

pyvi tags syllables with a CRF; importing it imports scikit-learn, which takes longer than tagging a small library,
and building its features as dictionaries takes most of the rest. The model itself is plain CRFsuite data inside a
pickle: here it is taken out by an unpickler that creates nothing but empty stand-ins, and features are made as the
strings that CRFsuite stores. Tests hold the result against `ViTokenizer.tokenize`, word by word.
"""

from __future__ import annotations

import io
import pickle
import re
import string
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any
from typing import Final

from pycrfsuite import ItemSequence
from pycrfsuite import Tagger

from indexer.errors import WordModelError

_MODEL: Final = "pyvi3.pkl"
_WORDS: Final = "words.txt"  # the dictionary of words of two and three syllables
_MAGIC: Final = b"lCRF"

# What pyvi takes for one token, in the order in which it tries: abbreviations, arrows and dots, numbers, signs, words.
_ABBREVIATIONS: Final = r"[A-ZĐ]+\.|(?:Tp|Mr|Mrs|Ms|Dr|ThS)\.|==>|->|\.\.\.|>>|\n"
_ADDRESSES: Final = r"\w+://\S+|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_REST: Final = r"\d+(?:[.,_]\d+)+|[^\w\s]|\w+"
_TOKEN: Final = re.compile(f"{_ABBREVIATIONS}|{_REST}")
# Addresses are looked for only where their signs stand: their patterns look far ahead from every letter.
_TOKEN_OR_ADDRESS: Final = re.compile(f"{_ABBREVIATIONS}|{_ADDRESSES}|{_REST}")

_CONTINUES: Final = "I_W"


class WordTagger:
    """Says which syllables of a line continue the word before them, exactly as pyvi does."""

    def __init__(self) -> None:
        """Read the model of the installed pyvi.

        Raises:
            WordModelError: pyvi is not there, or its model is not what this program knows.
        """
        folder = _models()
        try:
            self._model = _crf_bytes((folder / _MODEL).read_bytes())  # kept: the tagger reads from these bytes
            words = (folder / _WORDS).read_text(encoding="utf-8").split("\n")
        except (OSError, pickle.UnpicklingError, ValueError, EOFError) as error:
            raise WordModelError(folder) from error
        self._tagger = Tagger()
        self._tagger.open_inmemory(self._model)
        self._pairs = frozenset(word for word in words if word.count(" ") == 1)
        self._triples = frozenset(word for word in words if word.count(" ") == 2)

    def joins(self, line: str) -> tuple[int, ...]:
        """Return the offsets in NFC `line` at which a syllable begins that continues the word before it."""
        pattern = _TOKEN_OR_ADDRESS if "@" in line or "://" in line else _TOKEN
        tokens = list(pattern.finditer(line))
        words = [token.group() for token in tokens]
        if not words:
            return ()
        labels = self._tagger.tag(ItemSequence(list(self._features(words))))
        return tuple(
            tokens[at].start()
            for at in range(1, len(words))
            if labels[at] == _CONTINUES and _joinable(words[at - 1], words[at])
        )

    def _features(self, words: list[str]) -> Iterator[list[str]]:
        lower = [word.lower() for word in words]
        before = [False, *(f"{first} {second}" in self._pairs for first, second in pairwise(lower))]
        triples = [
            f"{first} {second} {third}" in self._triples
            for first, second, third in zip(lower, lower[1:], lower[2:], strict=False)
        ]
        last = len(words) - 1
        for at, word in enumerate(words):
            features = [*_own(word)]
            if at > 0:
                features += _neighbour("-1", words[at - 1])
                if before[at]:
                    features.append("-1:word.bi_gram()")
                if at > 1 and triples[at - 2]:
                    features.append("-2:word.tri_gram()")
            if at < last:
                features += _neighbour("+1", words[at + 1])
                if before[at + 1]:
                    features.append("+1:word.bi_gram()")
                if at < last - 1 and triples[at]:
                    features.append("+2:word.tri_gram()")
            yield features


@lru_cache(maxsize=50_000)
def _own(word: str) -> tuple[str, ...]:
    features = ["bias", f"word.lower():{word.lower()}"]
    if word.isupper():
        features.append("word.isupper()")
    if word.istitle():
        features.append("word.istitle()")
    if word.isdigit():
        features.append("word.isdigit()")
    return tuple(features)


@lru_cache(maxsize=100_000)
def _neighbour(side: str, word: str) -> tuple[str, ...]:
    features = [f"{side}:word.lower():{word.lower()}"]
    if word.istitle():
        features.append(f"{side}:word.istitle()")
    if word.isupper():
        features.append(f"{side}:word.isupper()")
    return tuple(features)


def _joinable(first: str, second: str) -> bool:
    # pyvi's own last word over the model: no word runs over a sign, into a number, or up into a capital.
    if first in string.punctuation or second in string.punctuation:
        return False
    if first[0].isdigit() or second[0].isdigit():
        return False
    return first[0].istitle() or not second[0].istitle()


def _models() -> Path:
    spec = find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise WordModelError(Path("pyvi"))
    return Path(spec.submodule_search_locations[0]) / "models"


class _StandIn:
    """Takes the place of every class in the pickle and keeps only the state that it is given."""

    def __init__(self, *_arguments: object) -> None:
        self.state: object = None

    def __setstate__(self, state: object) -> None:
        self.state = state


class _DataOnly(pickle.Unpickler):
    """An unpickler that runs nothing: classes become stand-ins, the one function is that of bytes."""

    def find_class(self, module: str, name: str) -> Any:
        return _latin_bytes if (module, name) == ("_codecs", "encode") else _StandIn


def _latin_bytes(text: str, _encoding: str) -> bytes:
    return text.encode("latin-1")


def _crf_bytes(pickled: bytes) -> bytes:
    waiting = [_DataOnly(io.BytesIO(pickled)).load()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, bytes) and value.startswith(_MAGIC):
            return value
        if isinstance(value, _StandIn):
            waiting.append(value.state)
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, tuple | list):
            waiting += value
    raise ValueError
