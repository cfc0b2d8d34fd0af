"""The piece of a text that shows why it was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.snippets import LENGTH
from indexer.search.snippets import snippet
from indexer.search.understand import understand
from indexer.text import nfc
from indexer.views import Excerpt
from indexer.vocabulary import program_vocabulary


def marks(excerpt: Excerpt) -> list[str]:
    return [excerpt.text[mark.start : mark.end] for mark in excerpt.marks]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        # Neighbouring words are one mark.
        ("nền tảng tư tưởng", "Bảo vệ nền tảng tư tưởng của Đảng", ["nền tảng tư tưởng"]),
        # Unmarked words match all marks.
        ("nen tang", "Bảo vệ nền tảng, nén tăng", ["nền tảng", "nén tăng"]),
        # Both placements of a tone, both letters of a final sound.
        ("hoà bình", "vì hòa bình", ["hòa bình"]),
        ("lý luận", "công tác lí luận", ["lí luận"]),
        # A marked word's other spellings only where the word itself does not stand.
        ("năm", "Việt Nam năm 2022", ["năm"]),
        ("năm", "Việt Nam", ["Nam"]),
        ('"năm"', "Việt Nam", []),
        # Short forms and numerals, both ways.
        ("trung ương", "Nghị quyết TW 4", ["TW"]),
        ("TW", "Ban Chấp hành Trung ương", ["Trung ương"]),
        ("trung ương", "tư tưởng", []),
        ("khóa 13", "Đại hội khóa XIII", ["khóa XIII"]),
        ("khóa XIII", "Đại hội khóa 13", ["khóa 13"]),
        ("35-NQ/TW", "số 35-NQ/TW ngày", ["35", "NQ", "TW"]),
        ("số 4", "Nghị quyết số 04", ["số 04"]),
        # A word that stands alone is no match where it stands with its neighbours.
        ("lý luận", "Kết luận về lý luận", ["lý luận"]),
        ("lý luận", "Kết luận", ["luận"]),
        # Nor is another spelling of one word among several, unless it stands with its neighbour.
        ("bảo vệ nền tảng", "Kết luận về các nền tảng", ["nền tảng"]),
        ("bảo vệ", "Kết luận về", []),
        ("bảo vệ", "bao vê", ["bao vê"]),
        # Whole words only.
        ("an", "ban an ninh", ["an"]),
        ("", "Bảo vệ", []),
        ("!!", "Bảo vệ", []),
    ],
)
def test_marks(query: str, text: str, expected: list[str]) -> None:
    question = understand(query, program_vocabulary())
    assert marks(snippet(text, question)) == expected


LONG = "Mở đầu không liên quan. " * 40 + "Đẩy mạnh bảo vệ nền tảng tư tưởng của Đảng. " + "Kết thúc ở đây. " * 40


def test_the_window_holds_most_of_the_words() -> None:
    excerpt = snippet("nền nếp. " + LONG, understand("nền tảng tư tưởng", program_vocabulary()))
    assert marks(excerpt) == ["nền tảng tư tưởng"]
    assert excerpt.text.startswith("…Đẩy mạnh bảo vệ")
    assert excerpt.text.endswith("…")
    assert len(excerpt.text) <= LENGTH + 2


def test_without_a_match_the_beginning() -> None:
    excerpt = snippet(LONG, understand("xyz", program_vocabulary()))
    assert excerpt.text.startswith("Mở đầu")
    assert excerpt.marks == ()


def test_line_breaks_and_emphasis_are_left_out() -> None:
    excerpt = snippet("## II. Nhiệm vụ\n\n- *Bảo vệ*\n  **nền** tảng", understand("nền", program_vocabulary()))
    assert excerpt.text == "II. Nhiệm vụ - Bảo vệ nền tảng"
    assert marks(excerpt) == ["nền"]


@given(st.text(max_size=800), st.text(st.sampled_from('nềntảgtưởbao đ13"X.'), max_size=40))
def test_any_snippet_is_a_piece_of_its_text(text: str, query: str) -> None:
    text = nfc(text)
    question = understand(query, program_vocabulary())
    excerpt = snippet(text + query, question)
    assert all(0 <= mark.start < mark.end <= len(excerpt.text) for mark in excerpt.marks)
    assert all(left.end < right.start for left, right in zip(excerpt.marks, excerpt.marks[1:], strict=False))
    core = excerpt.text.removeprefix("…").removesuffix("…")
    assert "".join(core.split()) in "".join((text + query).replace("*", "").split()).replace("#", "") or "#" in text
