"""pyvi's word model, read without what pyvi imports.

pyvi tags syllables with a CRF; importing it imports scikit-learn, which takes longer than tagging a small library,
and building and encoding its features takes most of the rest. The model itself is plain CRFsuite data inside a
pickle: here it is taken out by an unpickler that creates nothing but empty stand-ins, and its weights are added up
(`crf`) without asking CRFsuite. Tests hold the result against `ViTokenizer.tokenize`, word by word.
"""

from __future__ import annotations

import io
import pickle
import re
import string
import struct
from collections.abc import Container
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from typing import Final
from typing import NamedTuple

from indexer.errors import WordModelError
from indexer.search.crf import read_model

_MODEL: Final = "pyvi3.pkl"
_WORDS: Final = "words.txt"  # the dictionary of words of two and three syllables
_MAGIC: Final = b"lCRF"

# What pyvi takes for one token, in the order in which it tries: abbreviations, arrows and dots, numbers, signs, words.
_ABBREVIATIONS: Final = r"[A-ZĐ]+\.|(?:Tp|Mr|Mrs|Ms|Dr|ThS)\.|==>|->|\.\.\.|>>|\n"
_ADDRESSES: Final = r"\w+://\S+|[a-zA-Z0-9_.+-]{1,256}@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_REST: Final = r"\d+(?:[.,_]\d+)+|[^\w\s]|\w+"
_TOKEN: Final = re.compile(f"{_ABBREVIATIONS}|{_REST}")
# Addresses are looked for only where their signs stand: their patterns look far ahead from every letter. No name before
# the @ has more than 64 letters; pyvi knows no bound there, and needs hours for a long line of dots.
_TOKEN_OR_ADDRESS: Final = re.compile(f"{_ABBREVIATIONS}|{_ADDRESSES}|{_REST}")

_CONTINUES: Final = "I_W"
_MOST_KNOWN: Final = 200_000  # different tokens that are remembered


class _Word(NamedTuple):
    """What is known of a token wherever it stands; scores are how much more it speaks for joining than against."""

    lower: str
    own: float
    before: float  # its score for the token after it
    after: float  # and for the token before it
    seconds: Container[str]  # words that follow it in the dictionary's words of two syllables
    thirds: Mapping[str, Container[str]]  # and, by second word, in those of three
    joinable: bool
    capital: bool


class WordTagger:
    """Says which syllables of a line continue the word before them, exactly as pyvi does.

    With two labels a CRF needs one number a token: by how much "continues" leads. Most of it depends on the token
    and its neighbours one by one, and is added up once for each word.
    """

    def __init__(self) -> None:
        """Read the model of the installed pyvi.

        Raises:
            WordModelError: pyvi is not there, or its model is not what this program knows.
        """
        folder = _models()
        try:
            self._model = read_model(_crf_bytes((folder / _MODEL).read_bytes()), _CONTINUES)
            words = (folder / _WORDS).read_text(encoding="utf-8").split("\n")
        except (OSError, pickle.UnpicklingError, ValueError, EOFError, struct.error) as error:
            raise WordModelError(folder) from error
        self._known: dict[str, _Word] = {}
        self._seconds: dict[str, set[str]] = {}
        self._thirds: dict[str, dict[str, set[str]]] = {}
        for word in words:
            parts = word.split(" ")
            if len(parts) == 2:
                self._seconds.setdefault(parts[0], set()).add(parts[1])
            elif len(parts) == 3:
                self._thirds.setdefault(parts[0], {}).setdefault(parts[1], set()).add(parts[2])
        score = self._model.score
        self._pair = score("-1:word.bi_gram()"), score("+1:word.bi_gram()")
        self._triple = score("-2:word.tri_gram()"), score("+2:word.tri_gram()")

    def joins(self, line: str) -> tuple[int, ...]:
        """Return the offsets in NFC `line` at which a syllable begins that continues the word before it."""
        pattern = _TOKEN_OR_ADDRESS if "@" in line or "://" in line else _TOKEN
        tokens = pattern.findall(line)
        if len(tokens) < 2:
            return ()
        known = self._known
        words = [known.get(token) or self._read(token) for token in tokens]
        joined = self._joined(words, self._leads(words))
        if not joined:
            return ()
        offsets: list[int] = []
        at = 0
        # Nothing but blanks stands between two tokens: each is the next place where its letters stand.
        for token, joins in zip(tokens, joined, strict=True):
            at = line.index(token, at)
            if joins:
                offsets.append(at)
            at += len(token)
        return tuple(offsets)

    def _leads(self, words: list[_Word]) -> list[float]:
        """Return for each word by how much "continues" leads, by what stands there and around."""
        (pair_left, pair_right), (triple_left, triple_right) = self._pair, self._triple
        leads = [word.own for word in words]
        before = words[0]
        thirds: Container[str] = ()
        for at in range(1, len(words)):
            word = words[at]
            lower = word.lower
            leads[at] += before.before
            leads[at - 1] += word.after
            if lower in before.seconds:
                leads[at] += pair_left
                leads[at - 1] += pair_right
            if thirds and lower in thirds:
                leads[at] += triple_left
                leads[at - 2] += triple_right
            thirds = before.thirds.get(lower, ())
            before = word
        return leads

    def _joined(self, words: list[_Word], leads: list[float]) -> list[bool]:
        """Return for each word whether it continues the one before it, in the best sequence of labels."""
        model = self._model
        apart_from_joined, joined_from_joined = model.apart_from_joined, model.joined_from_joined
        lead = leads[0]
        from_joined: list[tuple[bool, bool]] = []  # for each label, whether the best label before it is "continues"
        for own in leads[1:]:
            apart, joined = lead - apart_from_joined, lead - joined_from_joined
            from_joined.append((apart > 0, joined > 0))
            lead = own + model.difference + (joined if joined > 0 else 0.0) - (apart if apart > 0 else 0.0)
        labels = [lead > 0]
        for choice in reversed(from_joined):
            labels.append(choice[labels[-1]])
        labels.reverse()
        labels[0] = False
        for at in range(1, len(words)):
            if labels[at]:
                first, second = words[at - 1], words[at]
                # pyvi's own last word over the model: no word runs over a sign, into a number, or up into a capital.
                labels[at] = first.joinable and second.joinable and (first.capital or not second.capital)
        return labels

    def _read(self, token: str) -> _Word:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        lower = token.lower()
        title, upper = token.istitle(), token.isupper()
        score = self._model.score
        sides = [
            score(f"{side}:word.lower():{lower}")
            + (score(f"{side}:word.istitle()") if title else 0.0)
            + (score(f"{side}:word.isupper()") if upper else 0.0)
            for side in ("-1", "+1")
        ]
        own = score("bias") + score(f"word.lower():{lower}")
        own += (score("word.isupper()") if upper else 0.0) + (score("word.istitle()") if title else 0.0)
        own += score("word.isdigit()") if token.isdigit() else 0.0
        word = _Word(
            lower=lower,
            own=own,
            before=sides[0],
            after=sides[1],
            seconds=self._seconds.get(lower, ()),
            thirds=self._thirds.get(lower, {}),
            joinable=token not in string.punctuation and not token[0].isdigit(),
            capital=token[0].istitle(),
        )
        self._known[token] = word
        return word


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
