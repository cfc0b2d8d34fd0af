"""One spelling for each syllable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.spelling import numerals
from indexer.search.spelling import ordinal
from indexer.search.spelling import spell
from indexer.text import fold
from indexer.text import nfc


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("khoá", "Khóa"),
        ("uỷ", "ủy"),
        ("UỶ", "ủy"),
        ("Thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("lí", "lý"),
        ("kĩ", "kỹ"),
        ("Mĩ", "mỹ"),
        ("quí", "quý"),
        ("qúy", "quý"),
        ("04", "4"),
    ],
)
def test_two_ways_to_write_one_syllable(one: str, other: str) -> None:
    assert spell(one) == spell(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("năm", "nam"),  # a mark is a difference
        ("hoàn", "hòan"),  # inside a closed syllable there is one placement
        ("quả", "qủa"),  # "u" belongs to the consonant
        ("ban", "bàn"),
        ("trí", "trý"),  # only after a single h, k, l, m, s, t do both letters stand
    ],
)
def test_two_syllables_stay_two(one: str, other: str) -> None:
    assert spell(one)[0] != spell(other)[0]


@pytest.mark.parametrize(
    ("word", "before", "value"),
    [
        ("XIII", None, "13"),
        ("XIII", "khoa", "13"),
        ("xiii", "khoa", "13"),
        ("xi", "khoa", "11"),
        ("V", "thu", "5"),
        ("XI", "hoi", "11"),
        ("xiv", "hoi", "14"),
        ("XI", None, None),  # "XI MĂNG"
        ("VI", "xu", None),  # "XỬ LÝ VI PHẠM"
        ("vi", "hoi", None),  # "hội vi ..."
        ("I", None, None),  # a section's marker
        ("Xi", "khoa", None),
        ("IIII", None, None),
        ("đảng", "khoa", None),
    ],
)
def test_roman_ordinals(word: str, before: str | None, value: str | None) -> None:
    assert ordinal(word, before) == value


def test_numerals_of_a_number() -> None:
    assert numerals("14") == ("xiv",)
    assert numerals("2022") == ()


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8))
def test_a_spelling_is_its_own_spelling(word: str) -> None:
    spelled, folded = spell(nfc(word))
    assert folded == fold(spelled)
    assert spell(spelled)[0] == spelled
