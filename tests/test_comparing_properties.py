"""What holds of any two texts that are compared, however long, alike or odd."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from indexer.comparing import MOST_LETTERS
from indexer.comparing import compare_texts
from indexer.comparing.assignment import assign
from indexer.errors.comparing import TextsTooLongError
from indexer.kb import KnowledgeBase
from indexer.views import DocumentView
from indexer.views.comparing import Comparison
from indexer.views.comparing import PartState
from indexer.views.comparing import RunKind
from indexer.views.comparing import Side

DOCUMENT = "nghi-quyet-35-bo-chinh-tri-2018"
WORDS = (
    "và của các Đảng tổ chức hội nghị năm 2022 2023 25/12/2022 lớp 12 15 Ban Tuyên giáo Quận ủy 35-NQ/TW hoá hóa *đậm* "
    "<b>x</b> & “trích” (*) Điều dân vận"
).split()
MARKERS = (
    "## I. ",
    "## II. ",
    "### 1. ",
    "### 2. ",
    "- ",
    "- ",
    "a) ",
    "### Điều 1. ",
    "### Điều 2. ",
    "",
    "Nơi nhận: ",
)
PARAGRAPHS = st.builds(
    lambda marker, words: marker + " ".join(words),
    st.sampled_from(MARKERS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
)
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=10).map("\n\n".join)


def bullets(text: str, number: int) -> str:
    """A section of many bullets; `{}` is the bullet's number."""
    return "## I. NHIỆM VỤ\n\n" + "\n\n".join("- " + text.replace("{}", str(at)) for at in range(number))


@pytest.fixture(scope="module")
def view(library: KnowledgeBase) -> DocumentView:
    return library.document(DOCUMENT)


def compared(library: KnowledgeBase, view: DocumentView, old: str, new: str) -> Comparison:
    return compare_texts(replace(view, body=old), replace(view, body=new), library.vocabulary, None)


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def words_shown(sides: list[Side | None]) -> Counter[str]:
    shown = [f"{side.marker} {side.text}" for side in sides if side is not None]
    return words_of(" ".join(shown))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_text_against_itself_says_nothing(library: KnowledgeBase, view: DocumentView, text: str) -> None:
    found = compared(library, view, text, text)
    assert found.identical
    assert found.coarse == 0


@given(TEXTS, TEXTS)
@settings(max_examples=120, deadline=None)
def test_every_word_of_both_texts_is_shown_once(library: KnowledgeBase, view: DocumentView, old: str, new: str) -> None:
    found = compared(library, view, old, new)
    pairs = (*found.parts, *found.frame)
    assert words_shown([pair.old for pair in pairs]) == words_of(old)
    assert words_shown([pair.new for pair in pairs]) == words_of(new)
    for pair in pairs:
        assert {run.kind for run in (pair.old.runs if pair.old else ())} <= {RunKind.KEPT, RunKind.GONE}
        assert {run.kind for run in (pair.new.runs if pair.new else ())} <= {RunKind.KEPT, RunKind.NEW}


@given(TEXTS, TEXTS)
@settings(max_examples=120, deadline=None)
def test_turned_around_what_was_new_is_gone(library: KnowledgeBase, view: DocumentView, old: str, new: str) -> None:
    there, back = compared(library, view, old, new), compared(library, view, new, old)
    assert {(p.old and p.old.id, p.new and p.new.id) for p in there.parts} == {
        (p.new and p.new.id, p.old and p.old.id) for p in back.parts
    }
    assert there.count(PartState.NEW) == back.count(PartState.GONE)
    assert there.count(PartState.GONE) == back.count(PartState.NEW)


@given(TEXTS, st.lists(PARAGRAPHS, min_size=1, max_size=3).map("\n\n".join))
@settings(max_examples=60, deadline=None)
def test_kept_words_are_the_same_on_both_sides(
    library: KnowledgeBase, view: DocumentView, text: str, more: str
) -> None:
    for pair in compared(library, view, text, f"{text}\n\n{more}").parts:
        if pair.old is not None and pair.new is not None:
            kept = [
                "".join(run.text for run in side.runs if run.kind is RunKind.KEPT).lower().replace("oá", "óa")
                for side in (pair.old, pair.new)
            ]
            assert re.findall(r"\w+", kept[0]) == re.findall(r"\w+", kept[1])


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 30), max_size=14))
@settings(max_examples=200, deadline=None)
def test_no_other_assignment_weighs_more(weights: dict[tuple[int, int], int]) -> None:
    def best(row: int, free: frozenset[int]) -> int:
        if row > 4:
            return 0
        ways = [weights[row, column] + best(row + 1, free - {column}) for column in free if (row, column) in weights]
        return max([best(row + 1, free), *ways])

    found = assign(weights)
    assert len(set(found.values())) == len(found)
    assert sum(weights[pair] for pair in found.items()) == best(0, frozenset(range(5)))


@pytest.mark.parametrize(
    ("comment", "old", "new", "coarse"),
    [
        ("one word over and over", "và " * 9_000, "và " * 8_999 + "của", 0),
        ("one paragraph too long to be compared word by word", "a b " * 9_000, "b c " * 9_000, 1),
        ("thousands of bullets that are nearly alike", bullets("mở lớp {} cho {}", 3_000), bullets("mở {} lớp cho {}", 3_000), 0),
        ("thousands of bullets that are all the same", bullets("báo cáo", 3_000), bullets("báo cáo", 2_999), 0),
        ("no word at all", "***\n\n---\n\n“”", "…", 0),
    ],
)  # fmt: skip
def test_odd_texts(library: KnowledgeBase, view: DocumentView, comment: str, old: str, new: str, coarse: int) -> None:
    found = compared(library, view, old, new)
    assert found.coarse == coarse
    assert words_shown([pair.old for pair in (*found.parts, *found.frame)]) == words_of(old)


def test_texts_beyond_all_measure_are_refused(library: KnowledgeBase, view: DocumentView) -> None:
    with pytest.raises(TextsTooLongError, match=r"3\.000\.000 chữ cái"):
        compared(library, view, "a" * MOST_LETTERS, "b")
