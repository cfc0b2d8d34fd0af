"""Document numbers: read in any spelling, written in the official form, found in questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.numbers import find_numbers
from indexer.numbers import number_slug
from indexer.numbers import parse_number
from indexer.vocabulary import program_vocabulary
from tests.spellings import spellings

VOCABULARY = program_vocabulary()
NUMBERS = [
    "35-NQ/TW",
    "01-KL/TW",
    "883-QĐ/BTGTW",
    "30/2020/NĐ-CP",
    "45/2019/QH14",
    "156/QĐ-UBND",
    "1252/QĐ-TTg",
    "61-KH/QU",
]


@pytest.mark.parametrize("number", [*NUMBERS, "04-NQ/TU", "102-HD/BTGTW", "12/2023/TT-BTC", "05-HD/BTCTW"])
def test_every_spelling_is_read_back_to_the_official_form(number: str) -> None:
    for spelled, done in spellings(number):
        read = parse_number(spelled, VOCABULARY)
        assert read is not None, (spelled, done)
        assert number == read.canonical, (spelled, done)


@pytest.mark.parametrize("symbol", VOCABULARY.symbols.values(), ids=lambda symbol: symbol.id)
def test_examples_of_symbols_are_read_to_themselves(symbol: object) -> None:
    for example in symbol.examples:  # type: ignore[attr-defined]
        read = parse_number(example, VOCABULARY)
        assert read is not None
        assert example == read.canonical


@pytest.mark.parametrize(
    ("comment", "text", "canonical"),
    [
        ("a fused symbol", "27/CTTg", "27/CT-TTg"),
        ("a slash for the hyphen", "70/2025/NĐ/CP", "70/2025/NĐ-CP"),
        ("a full stop for the hyphen, small letters", "77/2006/qđ.ubnd", "77/2006/QĐ-UBND"),
        ("hyphens all through", "366-QĐ-TW", "366-QĐ/TW"),
        ("turned symbol", "05-TW/CT", "05-CT/TW"),
        ("an old form without kind", "95/CP", "95/CP"),
        ("two ministries", "01/2015/TTLT-BNV-BTC", "01/2015/TTLT-BNV-BTC"),
        ("an unregistered organ", "419-QĐ/BCSCLTW", "419-QĐ/BCSCLTW"),
        ("a sub-number", "66.2/2025/NQ-CP", "66.2/2025/NQ-CP"),
        ("one digit", "4-NQ/TU", "04-NQ/TU"),
        ("kind and sign", "Nghị quyết số: 35-NQ/TW.", "35-NQ/TW"),
        (
            "more ministries than two",
            "01/2018/TTLT-VKSNDTC-TANDTC-BCA-BQP-BTC",
            "01/2018/TTLT-VKSNDTC-TANDTC-BCA-BQP-BTC",
        ),
        ("a doubled hyphen", "02/2018/TTLT--BNV-BTC", "02/2018/TTLT-BNV-BTC"),
        ("an ampersand", "33/2005/TT-BGD& ĐT", "33/2005/TT-BGD&ĐT"),
        ("the assembly's term apart", "03/1998/QH 10", "03/1998/QH10"),
        ("the State Bank's department", "15/2000/QĐ-NHNN4", "15/2000/QĐ-NHNN4"),
        ("a ministry's department", "30/2008/TT-BCA-X11", "30/2008/TT-BCA-X11"),
        ("the sign run into the digits", "số28/2010/TT-BTTTT", "28/2010/TT-BTTTT"),
        ("a scanned zero", "3O/2O20/NĐ-CP", "30/2020/NĐ-CP"),
        ("a steering committee, as the State writes", "126/KH-BCĐ", "126/KH-BCĐ"),
        ("a steering committee, as the Party writes", "47-KH/BCĐ", "47-KH/BCĐ"),
        ("Party symbol written as the State's", "35/NQ-TW", "35-NQ/TW"),
        ("an old symbol that begins with its organ", "12/LB/TT", "12/LB/TT"),
    ],
)
def test_slips_and_old_forms(comment: str, text: str, canonical: str) -> None:
    read = parse_number(text, VOCABULARY)
    assert read is not None
    assert canonical == read.canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "35",
        "35 năm đổi mới",
        "20/11/2018",
        "2020 - 2025",
        "giai đoạn 2021-2025",
        "024-3943 5678",
        "Điều 5",
        "1/2",
        "-/",
        "số",
        "3 - dự tính",
        "47 2011 BCT",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text, VOCABULARY) is None


@pytest.mark.parametrize(
    ("query", "text", "strength", "key"),
    [
        ("35-NQ/TW", "35-NQ/TW", "full", "35.nq.tw"),
        ("nq35", "nq35", "without_organ", "35.nq"),
        ("35 nq tw", "35 nq tw", "full", "35.nq.tw"),
        ("nghị quyết số 35", "nghị quyết số 35", "without_organ", "35.nq"),
        ("nghi quyet 35 nq-tw", "nghi quyet 35 nq-tw", "full", "35.nq.tw"),
        ("35–NQ/TW", "35–NQ/TW", "full", "35.nq.tw"),
        ("QD 37", "QD 37", "without_organ", "37.qd"),
        ("thi hành quy định 24-QĐ/TW ở cơ sở", "quy định 24-QĐ/TW", "full", "24.qd.tw"),
        ("NQ 35/TW", "NQ 35/TW", "full", "35.nq.tw"),
        ("nghị định 30/2020", "nghị định 30/2020", "without_organ", "30.2020.nd"),
    ],
)
def test_a_number_is_found_anywhere_in_a_question(query: str, text: str, strength: str, key: str) -> None:
    (number,) = find_numbers(query, VOCABULARY)
    assert text == number.text
    assert (strength, key) == number.keys[0]


@pytest.mark.parametrize(
    "query", ["35 năm đổi mới", "năm 2022", "bảo vệ nền tảng tư tưởng", "14 phường", "", "đại hội 14"]
)
def test_questions_without_numbers(query: str) -> None:
    assert find_numbers(query, VOCABULARY) == ()


def test_the_words_say_which_kind_is_meant() -> None:
    (named,) = find_numbers("quy định 37", VOCABULARY)
    (symbol,) = find_numbers("QĐ 37", VOCABULARY)
    assert named.kinds == ("quy-dinh",)
    assert symbol.kinds == ("quyet-dinh", "quy-dinh")


def test_addresses_are_ascii() -> None:
    assert number_slug("208-QĐ/TW") == "208-qd-tw"


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    parse_number(text, VOCABULARY)
    for number in find_numbers(text, VOCABULARY):
        assert 0 <= number.start < number.end
