"""Titles compared word by word, secrecy stamps, and the vocabulary that reviews read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import SecretTextError
from indexer.numbers import parse_number
from indexer.review.endings import _pattern
from indexer.review.titles import title_difference
from indexer.secrecy import refuse_secret
from indexer.text import nfc
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()


@pytest.mark.parametrize(
    ("stated", "known"),
    [
        ("Thi hành Điều lệ Đảng", "Về thi hành Điều lệ Đảng"),
        ("Miễn nhiệm, từ chức", "Về việc miễn nhiệm; từ chức"),
        ("tự diễn biến, tự chuyển hóa", "“tự diễn biến”, “tự chuyển hoá”"),
        ("LÍ LUẬN chính trị của quận uỷ", "lý luận chính trị của Quận ủy"),
        ("nghị quyết của TW", "nghị quyết của Trung ương"),
    ],
)
def test_titles_that_are_one(stated: str, known: str) -> None:
    assert title_difference(stated, known, VOCABULARY) is None


@pytest.mark.parametrize(
    ("stated", "known", "shown"),
    [
        ("ngăn chặn và xử lý", "ngăn chặn, xử lý", "thừa “và”"),
        ("xử lý cán bộ", "xử lý cán bộ, đảng viên", "thiếu “đảng viên”"),
        ("phóng trào thi đua", "phong trào thi đua", "thừa “phóng”; thiếu “phong”"),
        ("", "thi đua", "thiếu “thi đua”"),
    ],
)
def test_the_words_in_which_titles_differ(stated: str, known: str, shown: str) -> None:
    assert str(title_difference(stated, known, VOCABULARY)) == shown


@given(st.text(max_size=80))
def test_a_title_does_not_differ_from_itself(title: str) -> None:
    assert title_difference(title, title, VOCABULARY) is None


@pytest.mark.parametrize(
    "text",
    [
        "MẬT",
        "TỈNH ỦY\nTỐI MẬT\nKẾ HOẠCH",
        "**TUYỆT MẬT**\n",
        "THÀNH ỦY HÀ NỘI          MẬT\n",
        "| TỈNH ỦY | TỐI MẬT |",
        "Độ mật: MẬT\r\nKẾ HOẠCH",
        f"x\n{' ' * 200}TỐI MẬT\n",
        "TỐI MẬT".replace("Ậ", "A\u0323\u0302"),
    ],
)
def test_a_stamp_is_refused(text: str) -> None:
    with pytest.raises(SecretTextError):
        refuse_secret(text)


@pytest.mark.parametrize(
    "text", ["bảo vệ bí mật nhà nước: TUYỆT MẬT, TỐI MẬT, MẬT.", "MẬT ONG", "văn bản đóng dấu MẬT thì", "BẢO MẬT\n"]
)
def test_the_words_in_a_sentence_are_no_stamp(text: str) -> None:
    refuse_secret(text)


def test_entries_have_examples_in_one_form() -> None:
    for section in (VOCABULARY.drafting, VOCABULARY.endings, VOCABULARY.dated_numbers):
        for entry in section.values():
            assert entry.examples, entry.id
            assert all(nfc(" ".join(example.split())) == example for example in entry.examples)


def test_each_example_of_an_ending_holds_one_of_its_names() -> None:
    for entry in VOCABULARY.endings.values():
        names = {" ".join(name.lower().split()) for name in entry.names}
        for example in entry.examples:
            match = _pattern(VOCABULARY).search(example.replace("uỷ", "ủy"))
            assert match is not None, example
            assert match.group().lower() in names


def test_numbers_are_written_as_their_rules_ask() -> None:
    for rules in VOCABULARY.drafting.values():
        for example in (rules.number_form, *rules.examples):
            number = parse_number(example, VOCABULARY)
            assert number is not None
            assert number.canonical == example
            assert number.party == (rules.family == "party")


def test_dated_numbers_name_known_kinds_and_organs() -> None:
    for entry in VOCABULARY.dated_numbers.values():
        assert entry.kind in VOCABULARY.kinds
        assert entry.issuer in VOCABULARY.organs
        assert VOCABULARY.term_at(entry.issuer, entry.issued) is not None
        assert all(entry.number in example for example in entry.examples)
