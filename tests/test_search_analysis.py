"""Text to tokens."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Passage
from indexer.search.analysis import BREAK
from indexer.search.analysis import LINE_BREAK
from indexer.search.analysis import Analyzer
from indexer.search.segment import Segmenter
from indexer.text import nfc
from indexer.vocabulary import program_vocabulary

ANALYZER = Analyzer(program_vocabulary())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        # Words in their one spelling.
        ("Hoà bình, Uỷ ban", "hòa bình ủy ban"),
        # Short forms in their long form, in any case where they are no syllable.
        ("BCH TW", "ban chấp hành trung ương"),
        ("công tác llct", "công tác lý luận chính trị"),
        # A short form that is also a syllable counts in capitals only.
        ("TƯ khóa XIII", "trung ương khóa 13"),
        ("tư tưởng", "tư tưởng"),
        # Ordinals.
        ("khóa XIII", "khóa 13"),
        ("đại hội lần thứ XIV", "đại hội lần thứ 14"),
        # Numbers: nothing of them is a short form, and every spelling is one.
        ("số 35-NQ/TW ngày", "số 35 nq tw ngày"),
        ("số 35 - NQ/TW ngày", "số 35 nq tw ngày"),
        ("số 04 NQ/TU", "số 4 nq tu"),
        ("30/2020/NĐ-CP", "30 2020 nđ cp"),
        # A year span is no number.
        ("giai đoạn 2021 - 2025", "giai đoạn 2021 2025"),
        ("", ""),
        ("... --- !!!", ""),
        ("snake_case", "snake case"),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    assert " ".join(token.spelled for token in ANALYZER.tokens(text)) == tokens


def test_offsets_point_into_the_text() -> None:
    text = "Căn cứ Kết luận số 35-NQ/TW của BCH TW"
    places = [(token.folded, text[token.start : token.end]) for token in ANALYZER.tokens(text)]
    assert places[:2] == [("can", "Căn"), ("cu", "cứ")]
    # The parts of a number share its place, the words of a short form the short form's.
    assert places[5:] == [
        *((part, "35-NQ/TW") for part in ("35", "nq", "tw")),
        ("cua", "của"),
        *((part, "BCH") for part in ("ban", "chap", "hanh")),
        *((part, "TW") for part in ("trung", "uong")),
    ]


@given(st.text(max_size=200))
def test_any_text_has_tokens_in_order(text: str) -> None:
    text = nfc(text)
    tokens = ANALYZER.tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    assert all(token.spelled and token.folded for token in tokens)


def test_breaks_part_sentences_and_lines() -> None:
    passage = Passage("p", "d", None, ("Một", "Hai"), "Ba bốn. Năm, sáu\nbảy")
    tokens = ANALYZER.passage(passage)
    assert tokens.title.spelled == ("một", LINE_BREAK, "hai")
    assert tokens.body.folded == ("ba", "bon", BREAK, "nam", "sau", LINE_BREAK, "bay")
    assert list(tokens.body.bigrams) == ["ba bon", "nam sau"]


def test_words_of_several_syllables(tmp_path: Path) -> None:
    segmenter = Segmenter(tmp_path / "cache")
    analyzer = Analyzer(program_vocabulary(), segmenter)
    text = "Nghị quyết số 35-NQ/TW về bảo vệ nền tảng tư tưởng, công tác LLCT"
    words = analyzer.passage(Passage("p", "d", None, (), text)).body.words
    # The number is one word; a short form has the words of its long form.
    assert words == (
        "nghị_quyết", "35_nq_tw", "bảo_vệ", "nền_tảng", "tư_tưởng", "công_tác", "lý_luận", "chính_trị",
    )  # fmt: skip
