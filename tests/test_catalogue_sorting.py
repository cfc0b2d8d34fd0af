"""Vietnamese order: letters, tones, syllables and numbers."""

from __future__ import annotations

import pytest

from indexer.catalogue.sorting import sort_key

ORDERS = [
    # Letters of their own follow the ones they look like.
    ["ban", "băn", "bân", "be", "da", "đa", "đi", "ô", "ơ", "p"],
    # Tones in the order of dictionaries.
    ["ma", "mà", "mả", "mã", "má", "mạ"],
    # Syllable by syllable: the tone of the first decides before the second.
    ["ba sao", "bà ba", "bà mẹ"],
    # A shorter syllable first.
    ["ban", "bang", "báo"],
    # Capitals and decomposed letters are no difference; numbers go by value.
    ["Quận 2", "quận 10", "Quy\u0323 định"],
]


@pytest.mark.parametrize("ordered", ORDERS)
def test_order(ordered: list[str]) -> None:
    keys = [sort_key(text) for text in ordered]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_marks_of_punctuation_do_not_count() -> None:
    assert sort_key("“Đẩy mạnh”, học tập!") == sort_key("đẩy mạnh học tập")
