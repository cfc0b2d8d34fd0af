"""Keys of Telex and VNI that were left as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.keyboards import decoded
from indexer.search.keyboards import is_syllable


@pytest.mark.parametrize(
    ("keys", "syllable"),
    [
        ("nghij", "nghị"), ("quyeets", "quyết"), ("hocj", "học"), ("taapj", "tập"), ("ddaij", "đại"), ("hooij", "hội"),
        ("dduwowngf", "đường"), ("tuwowngr", "tưởng"), ("nguwowif", "người"), ("vieete", None), ("vieejt", "việt"),
        ("ddangr", "đảng"), ("dangrd", "đảng"), ("hoaf", "hòa"), ("quys", "quý"), ("muwa", "mưa"), ("thuw", "thư"),
        ("NGHIJ", "nghị"),
        ("nghi5", "nghị"), ("quye61t", "quyết"), ("d9a5i", "đại"), ("ho6i5", "hội"), ("d9u7o7ng2", "đường"),
        ("tu7o7ng3", "tưởng"), ("thu7", "thư"), ("na8m", "năm"), ("uy3", "ủy"), ("gia1o", "giáo"),
        # No left-overs.
        ("bao", None), ("nq35", None), ("xyz", None), ("35", None), ("", None), ("nghị", None), ("s", None), ("a" * 40, None),
    ],
)  # fmt: skip
def test_keys(keys: str, syllable: str | None) -> None:
    assert decoded(keys) == syllable


@pytest.mark.parametrize(
    ("word", "is_one"), [("nghi", True), ("quyêt", True), ("gia", True), ("xyz", False), ("", False)]
)
def test_syllables(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one


@given(st.text(max_size=20))
def test_any_text(text: str) -> None:
    found = decoded(text)
    assert found is None or found != text.lower()
