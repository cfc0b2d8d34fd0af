"""A question with its slips put right by the words of the library: "Có phải cần tìm: ...?".

Only a word that stands nowhere in the library is put right, and only by one that does: what a keyboard left behind
(`keyboards`), two words typed as one, a letter too many, too few, wrong or out of place. Neighbouring words decide
between several.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_lowercase
from typing import Final

from indexer.search.keyboards import decoded
from indexer.search.keyboards import is_syllable
from indexer.search.spelling import spell
from indexer.search.tables import SPELLED_MARK
from indexer.search.tables import LexiconEntry
from indexer.search.tables import PassageStore
from indexer.search.understand import QueryWord
from indexer.search.understand import Question
from indexer.text import fold
from indexer.text import nfc

_MOST_WORDS: Final = 8  # that are put right in one question
_LONGEST: Final = 16  # letters of a word that is put right
_SHORTEST: Final = 3  # letters of a word in which a wrong letter is looked for
_NEAREST: Final = 60  # words that are weighed against each other
_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SHAPES: Final[Mapping[str, str]] = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
_VOWELS: Final = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Correction:
    """A question put right. `certain`: a keyboard's left-overs alone were read back."""

    text: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Change:
    word: QueryWord
    replacement: str
    certain: bool


def correct(question: Question, store: PassageStore) -> Correction | None:
    """Return `question` with the words put right that the library does not know, None where nothing is to be said."""
    own = [word for word in question.words if _is_correctable(word, question)]
    if not own:
        return None
    tokens = {word.folded for word in own} | {SPELLED_MARK + word.spelled for word in own if word.marked}
    known = store.lexicon(sorted(tokens))
    changes = list(_changes(question, own, known, store))
    if not changes:
        return None
    text = question.text
    for change in reversed(changes):
        text = text[: change.word.start] + change.replacement + text[change.word.end :]
    return Correction(" ".join(text.split()), all(change.certain for change in changes))


def _is_correctable(word: QueryWord, question: Question) -> bool:
    typed = question.text[word.start : word.end]
    # What a short form, a numeral or a number stands for was not typed.
    return len(typed) > 1 and not typed.isdecimal() and spell(nfc(typed))[1] == word.folded and len(typed) <= _LONGEST


def _changes(
    question: Question, own: Sequence[QueryWord], known: Mapping[str, LexiconEntry], store: PassageStore
) -> Iterator[_Change]:
    words = question.words
    put_right = 0
    before: str | None = None  # what the word before now is, folded
    for at, word in enumerate(words):
        neighbours = (before if word.follows else None, _next(words, at))
        before = word.folded
        if word not in own or put_right == _MOST_WORDS:
            continue
        if word.folded not in known:
            replacement, certain = _unknown(word, neighbours, store)
            if replacement is not None and not certain and not question.unmarked:
                replacement = _marked(replacement, words, at, store)
        elif word.marked and SPELLED_MARK + word.spelled not in known:
            replacement, certain = _misspelled(word, words, at, store), False
        else:
            continue
        if replacement is not None:
            put_right += 1
            before = spell(replacement.split()[-1])[1]
            yield _Change(word, replacement, certain)


def _next(words: Sequence[QueryWord], at: int) -> str | None:
    following = words[at + 1] if at + 1 < len(words) else None
    return following.folded if following and following.follows else None


def _unknown(
    word: QueryWord, neighbours: tuple[str | None, str | None], store: PassageStore
) -> tuple[str | None, bool]:
    """Return what stands for a word whose very letters the library lacks, and whether that is certain."""
    keyed = decoded(word.spelled)
    if keyed is not None:
        spelled, folded = spell(keyed)
        found = store.lexicon([SPELLED_MARK + spelled, folded])
        # A single letter may be read back as anything ("or" as "ỏ"): only a word that stands there so is meant.
        if SPELLED_MARK + spelled in found or (found and len(folded) > 1):
            return keyed, True
    return _parted(word.folded, store) or _near(word.folded, neighbours, store), False


def _parted(folded: str, store: PassageStore) -> str | None:
    """Return two words that were typed as one, where the library has them side by side."""
    pairs = [f"{folded[:at]} {folded[at:]}" for at in range(1, len(folded))]
    found = store.lexicon(pairs)
    return max(found, key=lambda pair: found[pair].passages, default=None)


def _near(folded: str, neighbours: tuple[str | None, str | None], store: PassageStore) -> str | None:
    """Return the library's word that is one slip away, None where there is none or too little speaks for it."""
    if len(folded) < _SHORTEST:
        return None
    found = store.lexicon(sorted(_one_slip(folded)))
    if not found:
        return None
    near = sorted(found, key=lambda token: -found[token].passages)[:_NEAREST]
    before, after = neighbours
    pairs = store.lexicon(
        [*(f"{before} {token}" for token in near if before), *(f"{token} {after}" for token in near if after)]
    )

    def together(token: str) -> int:
        sides = (pairs.get(f"{before} {token}"), pairs.get(f"{token} {after}"))
        return sum(side.passages for side in sides if side is not None)

    best = max(near, key=lambda token: (together(token), found[token].passages))
    # A word that could well be one is taken for a slip only where another fits its neighbours.
    return best if together(best) or (not is_syllable(folded) and not (before or after)) else None


def _one_slip(folded: str) -> set[str]:
    parts = [(folded[:at], folded[at:]) for at in range(len(folded) + 1)]
    slips = {left + right[1:] for left, right in parts if right}
    slips |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    for letter in ascii_lowercase:
        slips |= {left + letter + right[1:] for left, right in parts if right}
        slips |= {left + letter + right for left, right in parts}
    return {slip for slip in slips if len(slip) > 1} - {folded}


def _misspelled(word: QueryWord, words: Sequence[QueryWord], at: int, store: PassageStore) -> str | None:
    """Return the marks that make a word of `word` and a neighbour, where the library has its letters only."""
    before = words[at - 1].spelled if at and word.follows and words[at - 1].marked else None
    after = words[at + 1].spelled if _next(words, at) and words[at + 1].marked else None
    return _joined(_variants(word.folded), before, after, store)


def _marked(replacement: str, words: Sequence[QueryWord], at: int, store: PassageStore) -> str:
    """Return folded words with marks: those that make a word with a neighbour, else those that the library has most."""
    before = words[at - 1].spelled if at and words[at].follows else None
    marked: list[str] = []
    for folded in replacement.split():
        variants = _variants(folded)
        after = words[at + 1].spelled if folded == replacement and _next(words, at) else None
        found = _joined(variants, before, after, store) or _most_frequent(variants, store) or folded
        marked.append(found)
        before = found
    return " ".join(marked)


def _joined(variants: Sequence[str], before: str | None, after: str | None, store: PassageStore) -> str | None:
    """Return the variant that makes a word of the library with what stands before or after it."""
    joined = {f"{SPELLED_MARK}{before}_{form}": form for form in variants if before}
    joined |= {f"{SPELLED_MARK}{form}_{after}": form for form in variants if after}
    found = store.lexicon(list(joined))
    best = max(found, key=lambda token: found[token].passages, default=None)
    return None if best is None else joined[best]


def _most_frequent(variants: Sequence[str], store: PassageStore) -> str | None:
    found = store.lexicon([SPELLED_MARK + form for form in variants])
    best = max(found, key=lambda token: found[token].passages, default=None)
    return None if best is None else best.removeprefix(SPELLED_MARK)


def _variants(folded: str) -> Sequence[str]:
    """Return every way of marking a folded syllable, in its one spelling."""
    if not is_syllable(folded):
        return ()
    vowels = [at for at, letter in enumerate(folded) if letter in _VOWELS]
    found: dict[str, None] = {}
    for shaped in product(*(_SHAPES.get(letter, letter) for letter in folded)):
        for at in vowels:
            for tone in _TONES:
                form = nfc("".join((*shaped[: at + 1], tone, *shaped[at + 1 :])))
                if fold(form) == folded:
                    found[spell(form)[0]] = None
    return tuple(found)
