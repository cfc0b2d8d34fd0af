"""Where marks stand in a text that was edited: on their own words or, said so, on words like them; never elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from typing import Final

import pytest
from hypothesis import HealthCheck
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from playwright.sync_api import Page

_SCRIPT: Final = Path(__file__).parent.parent.parent / "webapp" / "static" / "note-anchor.js"
_CONTEXT: Final = 64
_SETTINGS: Final = settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)

# Few syllables, so that words are repeated among like words, as official texts repeat theirs.
_WORDS: Final = st.lists(
    st.sampled_from("đảng ủy chi bộ nghị quyết thực hiện nhiệm vụ kế hoạch năm 2022, và của; trách nhiệm.".split()),
    min_size=8,
    max_size=90,
)
#: Texts as (part of the text, its words), as a page reads them.
_TEXTS: Final = st.lists(_WORDS, min_size=1, max_size=4)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with nothing on it but the script."""
    opened = browser.new_page()
    opened.add_script_tag(path=_SCRIPT)
    yield opened
    opened.close()


def joined(parts: list[list[str]]) -> tuple[str, list[dict[str, Any]]]:
    """A text and where its parts begin."""
    places, pieces, length = [], [], 0
    for number, words in enumerate(parts, 1):
        places.append({"id": f"d{number}", "start": length})
        pieces.append(" ".join(words))
        length += len(pieces[-1]) + 1
    return " ".join(pieces), places


def again(page: Page, parts: list[list[str]], mark: tuple[int, int], edited: list[list[str]]) -> Any:
    """What the script finds in the edited text of a mark made on the words [first, last] of the first one."""
    text, places = joined(parts)
    start, end = mark
    after, places_after = joined(edited)
    return page.evaluate(
        """([text, places, start, end, after, placesAfter]) => {
          const mark = canCu.anchor.describe(text, places, start, end);
          const found = canCu.anchor.find(after, placesAfter, mark);
          return { mark, found, words: found && after.slice(found.start, found.end) };
        }""",
        [text, places, start, end, after, places_after],
    )


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[list[list[str]], tuple[int, int]]:
    """A text, and a stretch of whole words of it."""
    parts = draw(_TEXTS)
    text, _places = joined(parts)
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == " ")]
    first = draw(st.integers(0, len(starts) - 1))
    last = draw(st.integers(first, min(first + 15, len(starts) - 1)))
    end = starts[last + 1] - 1 if last + 1 < len(starts) else len(text)
    return parts, (starts[first], end)


@_SETTINGS
@given(marked_texts())
def test_in_the_same_text_a_mark_stands_where_it_was(page: Page, made: tuple[list[list[str]], tuple[int, int]]) -> None:
    parts, (start, end) = made
    found = again(page, parts, (start, end), parts)["found"]
    assert found == {"start": start, "end": end, "sure": True}


@_SETTINGS
@given(marked_texts(), st.data())
def test_on_other_words_a_mark_is_never_sure(
    page: Page, made: tuple[list[list[str]], tuple[int, int]], data: st.DataObject
) -> None:
    parts, mark = made
    edited = [
        [word for word in words for _ in range(data.draw(st.sampled_from((1, 1, 1, 1, 0, 2))))] or ["hết"]
        for words in parts
    ]
    told = again(page, parts, mark, edited)
    if told["found"] and told["found"]["sure"]:
        assert told["words"] == told["mark"]["quote"]
    if told["found"]:
        assert told["found"]["start"] < told["found"]["end"]


@_SETTINGS
@given(marked_texts(), _WORDS, _WORDS)
def test_words_keep_their_mark_when_parts_come_before_and_behind(
    page: Page, made: tuple[list[list[str]], tuple[int, int]], before: list[str], behind: list[str]
) -> None:
    parts, (start, end) = made
    text, _places = joined(parts)
    edited = [[f"x{word}" for word in before], *parts, [f"x{word}" for word in behind]]
    after, _ = joined(edited)
    moved = after.index(text)
    # Words that come once, with all that is kept from around them in the same text.
    assume(after.count(text[start:end]) == 1 and start >= _CONTEXT and end + _CONTEXT <= len(text))
    found = again(page, parts, (start, end), edited)["found"]
    assert found == {"start": start + moved, "end": end + moved, "sure": True}


_TEXT: Final = [
    "1. Đảng viên giữ gìn phẩm chất, đạo đức, lối sống trong sáng.".split(),
    "2. Chi bộ kiểm tra việc thực hiện mỗi quý một lần và báo cáo cấp trên.".split(),
    "3. Chi bộ kiểm tra việc thực hiện mỗi quý một lần và báo cáo cấp trên.".split(),
]


@pytest.mark.parametrize(
    ("comment", "quote", "part", "edited", "words", "sure"),
    [
        (
            "one word more",
            "giữ gìn phẩm chất, đạo đức, lối sống",
            0,
            {0: "1. Đảng viên giữ gìn phẩm chất, đạo đức cách mạng, lối sống trong sáng."},
            "giữ gìn phẩm chất, đạo đức cách mạng, lối sống",
            False,
        ),
        (
            "another capital",
            "Đảng viên giữ gìn phẩm chất",
            0,
            {0: "1. Mọi đảng viên giữ gìn phẩm chất, đạo đức, lối sống trong sáng."},
            "đảng viên giữ gìn phẩm chất",
            False,
        ),
        ("gone: short words that stand elsewhere too", "Chi bộ", 1, {1: "2. Việc này bỏ."}, None, None),
        ("gone: nothing like it", "lối sống trong sáng", 0, {0: "1. Bãi bỏ."}, None, None),
        ("the second of two alike", "kiểm tra việc thực hiện", 2, {}, "kiểm tra việc thực hiện", True),
        (
            "the second of two alike, after an edit of the first part",
            "kiểm tra việc thực hiện",
            2,
            {0: "1. Câu khác hẳn, dài hơn nhiều so với câu đã đứng ở đây."},
            "kiểm tra việc thực hiện",
            True,
        ),
        (
            "elsewhere stand the same words among the same words",
            "mỗi quý một lần",
            1,
            {1: "2. Đảng ủy giám sát, mỗi quý một lần và báo cáo cấp trên."},
            "mỗi quý một lần",
            True,
        ),
        (
            "all but the words was written anew",
            "báo cáo cấp trên",
            1,
            {1: "2. Bí thư theo dõi công việc, định kỳ báo cáo cấp trên"},
            "báo cáo cấp trên",
            False,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_edits(
    page: Page, comment: str, quote: str, part: int, edited: dict[int, str], words: str | None, sure: bool | None
) -> None:
    text, places = joined(_TEXT)
    start = text.index(quote, places[part]["start"])
    after = [edited[at].split() if at in edited else words_ for at, words_ in enumerate(_TEXT)]
    told = again(page, _TEXT, (start, start + len(quote)), after)
    assert (told["words"], told["found"] and told["found"]["sure"]) == (words, sure)
    if told["found"]:
        _after_text, after_places = joined(after)
        assert told["found"]["start"] >= after_places[part]["start"], "in its own part"
