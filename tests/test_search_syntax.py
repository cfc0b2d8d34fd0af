"""The language of questions: what is an operator, a phrase, an exclusion, and what stays words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.syntax import Parts
from indexer.search.syntax import take_apart
from indexer.search.understand import understand
from indexer.text import nfc
from indexer.views import Understood
from indexer.vocabulary import program_vocabulary


def parts(query: str) -> Parts:
    return take_apart(query, program_vocabulary())


def asked(query: str) -> Understood:
    return understand(query, program_vocabulary()).understood()


@pytest.mark.parametrize(
    ("query", "name", "values", "words"),
    [
        ("loại:nghị quyết tư tưởng", "kind", "nghi-quyet", "tư tưởng"),
        ("tư tưởng loại: nghị quyết", "kind", "nghi-quyet", "tư tưởng"),
        ("loai:nghi quyet tu tuong", "kind", "nghi-quyet", "tu tuong"),
        ("LOẠI:NGHỊ QUYẾT", "kind", "nghi-quyet", ""),
        ("loại:nghi-quyet", "kind", "nghi-quyet", ""),
        ("loại:NQ học", "kind", "nghi-quyet", "học"),
        # The longest run of words that the vocabulary knows.
        ("loại:kế hoạch hành động năm", "kind", "ke-hoach-hanh-dong", "năm"),
        ("loại:kế hoạch công tác", "kind", "ke-hoach", "công tác"),
        ('loại:"kế hoạch" hành động', "kind", "ke-hoach", "hành động"),
        # A symbol that several kinds bear.
        ("loại:QĐ", "kind", "quyet-dinh quy-dinh", ""),
        ("cơ quan:Bộ Chính trị bảo vệ", "organ", "bo-chinh-tri", "bảo vệ"),
        ("co quan:bo chinh tri", "organ", "bo-chinh-tri", ""),
        ("cơ quan: Ban Bí thư, học tập", "organ", "ban-bi-thu", "học tập"),
        ("năm:2021 học", "year", "2021", "học"),
        ("nam:2021", "year", "2021", ""),
        ("khóa:XII học", "term", "trung-uong-xii", "học"),
        ("khoa:13", "term", "trung-uong-xiii", ""),
        ("nhiệm vụ:II.4.1-2", "task", "II.4.1-2", ""),
        ("nhiem vu:ii.4 học", "task", "II.4", "học"),
    ],
)
def test_operators(query: str, name: str, values: str, words: str) -> None:
    understood = asked(query)
    (item,) = understood.filters
    assert (item.name, " ".join(item.values), " ".join(understood.words)) == (name, values, words)
    assert item.typed in query
    assert item.shown


@pytest.mark.parametrize(
    ("query", "lowest", "highest"),
    [
        ("năm:2018..2021", "2018-01-01", "2021-12-31"),
        ("năm:2018-2021", "2018-01-01", "2021-12-31"),
        ("năm: 2018 – 2021", "2018-01-01", "2021-12-31"),
        ("năm:2021..2018", "2018-01-01", "2021-12-31"),
        ("năm:2018..", "2018-01-01", None),
        ("nam:..2021", None, "2021-12-31"),
    ],
)
def test_ranges_of_years(query: str, lowest: str | None, highest: str | None) -> None:
    (item,) = asked(query).filters
    assert (item.lowest, item.highest, item.values) == (lowest, highest, ())
    assert asked(query).words == ()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("loại:", "loại"),
        ("loại:abc", "loại abc"),
        ("loại nghị quyết", "loại nghị quyết"),
        ("cơ quan:không có", "cơ quan không có"),
        ("năm:", "năm"),
        ("năm:20215", "năm 20215"),
        ("khóa:", "khóa"),
        ("khóa:99", "khóa 99"),
        ("phân loại:nghị", "phân loại nghị"),
        ("number:35", "number 35"),
        ("-", ""),
        ("--", ""),
        ("- học", "học"),
        ("a:b:c", "a b c"),
        ('"', ""),
        ('""', ""),
        ("học - tập", "học tập"),
        ("tự phê bình-phê bình", "tự phê bình phê bình"),
    ],
)
def test_what_is_no_operator_is_words(query: str, words: str) -> None:
    understood = asked(query)
    assert (" ".join(understood.words), understood.filters, understood.excluded) == (words, (), ())


@pytest.mark.parametrize(
    ("query", "words", "excluded"),
    [
        ("học tập -nghị", "học tập", ("nghị",)),
        ('học tập -"nghị quyết"', "học tập", ("nghị quyết",)),
        ("-kế học −hoạch", "học", ("kế", "hoạch")),
        ("học -35-NQ/TW", "học", ("35 nq tw",)),
        # A dash that belongs to a number is no exclusion.
        ("132 -KL/TW", "132 kl tw", ()),
        ("49-CT /TW", "49 ct tw", ()),
    ],
)
def test_exclusions(query: str, words: str, excluded: tuple[str, ...]) -> None:
    understood = asked(query)
    assert (" ".join(understood.words), understood.excluded) == (words, excluded)


def test_quotes_hold_what_would_be_an_operator() -> None:
    understood = asked('"loại:nghị quyết -học"')
    assert understood.phrases == ("loại nghị quyết học",)
    assert (understood.filters, understood.excluded) == ((), ())


def test_several_values_of_one_operator_are_alternatives() -> None:
    question = understand("loại:nghị quyết loại:kết luận năm:2018..2019", program_vocabulary())
    first, second = question.narrowed
    assert first.values == ("nghi-quyet", "ket-luan")
    assert second.lowest == "2018-01-01"
    assert len(question.filters) == 3


@pytest.mark.parametrize(
    ("query", "years", "words"),
    [
        ("loại:kết luận 2021", ("2021",), ""),
        ("loại:kết luận năm 2021", ("2021",), ""),
        ("loại:kết luận 2021 hội nghị", ("2021",), "2021 hội nghị"),
        ("kế hoạch 2021", (), "kế hoạch 2021"),
        ('loại:kết luận "2021"', (), "2021"),
    ],
)
def test_a_year_beside_a_kind(query: str, years: tuple[str, ...], words: str) -> None:
    understood = asked(query)
    assert (understood.years, " ".join(understood.words)) == (years, words)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("35", ("35",)),
        (" 35. ", ("35",)),
        ("số 35", ("35",)),
        ("văn bản số 35", ("35",)),
        ("học tập số 35", ("số 35",)),
        ("loại:nghị quyết 35", ("35",)),
        ("35 năm đổi mới", ()),
        ("35 năm", ()),
        ("dân số 35 triệu", ()),
        ("chỉ số 35", ()),
        ("số 35 triệu", ()),
        ("học tập 35", ()),
        ("123456", ()),
    ],
)
def test_digits_alone(query: str, numbers: tuple[str, ...]) -> None:
    assert asked(query).numbers == numbers


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("NQTW4 (khóa XII)", "nghị quyết trung ương 4 khóa 12"),
        ("kl tw4 k13", "kết luận trung ương 4 khóa 13"),
        ("hntw4", "trung ương 4"),
        ("35 nq tw", "35 nq tw"),
    ],
)
def test_nicknames(query: str, words: str) -> None:
    assert " ".join(asked(query).words) == words


@given(st.text(alphabet='loạicơquanămkhó:"-. ;12II–“”', max_size=60))
def test_no_text_is_an_error(query: str) -> None:
    text = nfc(query)
    found = parts(text)
    assert len(found.plain) == len(text)
    for span in (*found.phrases, *found.excluded):
        assert 0 <= span.start < span.end <= len(text)
    for item in found.filters:
        assert item.typed in text


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("01 /2015 /tt -ca", "01/2015/TT-CA"),
        ("01 /2011 /ttlt -vpcp -bnv", "01/2011/TTLT-VPCP-BNV"),
        ("35 - nq / tw", "35-NQ/TW"),
    ],
)
def test_a_whole_question_may_be_a_number_with_blanks(query: str, canonical: str) -> None:
    understood = asked(query)
    assert (understood.numbers, understood.excluded) == ((canonical,), ())
