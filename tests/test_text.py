"""Text: NFC, letter-for-letter folding, offsets that survive normalising."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import is_marked
from indexer.text import nfc
from indexer.text import normalize
from indexer.text import occurrence

# Vietnamese syllables, decomposed ones, look-alikes and whatever else a file may hold.
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("aăâđêôơưỳẠ\u0301\u0323\u0302 \n-/35NQ"), st.characters()), max_size=80
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Quy định", "quy dinh"),
        ("ĐẢNG ỦY", "dang uy"),
        ("NÐ-CP", "nd-cp"),  # Icelandic Ð
        ("35-NQ/TW", "35-nq/tw"),
        ("ﬁ İ ß", "ﬁ i ß"),  # letters that fold to several stay: the length must not change
    ],
)
def test_folding_takes_marks_and_case_away(text: str, folded: str) -> None:
    assert folded == fold(text)


@given(TEXTS)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(nfc(text)) == len(fold(nfc(text)))


@pytest.mark.parametrize(
    ("word", "marked"), [("năm", True), ("nam", False), ("ĐẢNG", True), ("Nam", False), ("35", False)]
)
def test_a_mark_is_noticed(word: str, marked: bool) -> None:
    assert marked == is_marked(word)


def test_blanks_are_collapsed() -> None:
    assert collapse_blanks(" Ban\n\nChấp \u00a0hành ") == "Ban Chấp hành"


def test_a_span_of_decomposed_text_is_found_again() -> None:
    source = unicodedata.normalize("NFD", "Thực hiện Nghị quyết số 35-NQ/TW về đổi mới")
    normalized = normalize(source)
    start = normalized.text.index("Nghị quyết")
    begin, end = normalized.original(start, start + len("Nghị quyết"))
    assert unicodedata.normalize("NFD", "Nghị quyết") == source[begin:end]


@given(TEXTS)
def test_normalising_is_idempotent_and_keeps_places(text: str) -> None:
    normalized = normalize(text)
    assert normalize(normalized.text).text == normalized.text
    assert (0, len(text)) == normalized.original(0, len(normalized.text))


@pytest.mark.parametrize(("start", "at", "nth"), [(0, 0, 1), (0, 3, 2), (3, 3, 1), (0, 6, 3)])
def test_occurrence(start: int, at: int, nth: int) -> None:
    assert occurrence("ab ab ab", "ab", start, at) == nth
