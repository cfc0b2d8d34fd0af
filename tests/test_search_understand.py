"""A question as the search understands it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.understand import MOST_WORDS
from indexer.search.understand import Question
from indexer.search.understand import understand
from indexer.vocabulary import program_vocabulary


def ask(query: str) -> Question:
    return understand(query, program_vocabulary())


def words(query: str) -> str:
    return " ".join(word.spelled for word in ask(query).words)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bảo vệ nền tảng", "bảo vệ nền tảng"),
        # A number is the same words however it is spelled, and a kind's name stays words.
        ("35-NQ/TW", "35 nq tw"),
        ("35–NQ/TW", "35 nq tw"),
        ("nq35", "35 nq"),
        ("NQ 35", "35 nq"),
        ("QD 37", "37 qđ"),
        ("nghị quyết số 35", "nghị quyết số 35"),
        ("35 năm đổi mới", "35 năm đổi mới"),
        ("khóa XIII", "khóa 13"),
        ("khoa xiii", "khoa 13"),
        ("BCH TW", "ban chấp hành trung ương"),
        # Nothing is a syntax error.
        ("", ""),
        ("   ", ""),
        ("-- && || ()", ""),
        ("AND OR NOT", "and or not"),
        ('"', ""),
        ('"chưa đóng', "chưa đóng"),
        ("😀 \u200b\x00", ""),
        ("<script>alert(1)</script>", "script alert 1 script"),
        ("a:b^2~*?[c TO d]", "a b 2 c to d"),
        ("\ud800 lẻ", "lẻ"),
    ],
)
def test_words(query: str, expected: str) -> None:
    assert words(query) == expected


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("35-nq/tw về nền tảng", ("35-NQ/TW",)),
        ("so sánh nq35 và 37-QĐ/TW", ("nq35", "37-QĐ/TW")),
        ("35 năm", ()),
    ],
)
def test_numbers(query: str, numbers: tuple[str, ...]) -> None:
    assert ask(query).understood().numbers == numbers


def test_marked_and_unmarked_words() -> None:
    question = ask("bao ve nền tảng")
    assert [word.marked for word in question.words] == [False, False, True, True]
    assert not question.unmarked
    assert ask("bao ve nen tang").unmarked
    # A short form was typed without marks as well; numbers say nothing of marks.
    assert ask("bao ve TW").unmarked
    assert not ask("nq35").unmarked
    assert not ask("2022").unmarked
    assert not ask("").unmarked


def test_quoted_phrases() -> None:
    question = ask('công tác "lý luận chính trị" và “nền tảng”')
    assert question.phrases == ((2, 6), (7, 9))
    assert [word.exact for word in question.words] == [False, False, True, True, True, True, False, True, True]


def test_decomposed_letters_are_composed() -> None:
    assert ask("Nghi\u0323 quye\u0302\u0301t").words == ask("Nghị quyết").words


def test_a_long_question_is_cut_and_says_so() -> None:
    question = ask("nền tảng " * 5_000)
    assert len(question.words) == MOST_WORDS
    assert question.understood().cut
    assert ask("x" * 10_000).cut
    assert not ask("nền tảng " * 10).cut


@given(st.text(max_size=300))
def test_any_text_is_a_question(query: str) -> None:
    question = ask(query)
    assert all(0 <= first < last <= len(question.words) for first, last in question.phrases)
