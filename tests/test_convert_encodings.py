"""TCVN3 and VNI: every Vietnamese text comes back from them; nothing else is taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Run
from indexer.convert.encodings import decode
from indexer.convert.encodings.decoders import from_tcvn3
from indexer.convert.encodings.decoders import from_vni
from indexer.convert.encodings.syllables import is_syllable
from indexer.views.conversion import Encoding

TEXT = (
    "Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992; xét đề nghị của Bộ trưởng Bộ Tài chính, uỷ ban nhân dân các "
    "tỉnh, thành phố trực thuộc Trung ương hướng dẫn việc thực hiện quy chế dân chủ ở xã, phường, thị trấn. Những điều khoản "
    "trước đây trái với quy định này đều bãi bỏ; kỷ luật nghiêm khắc, tuyệt đối giữ gìn đoàn kết, quyết tâm vượt khó."
)
LETTERS = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâđêôơư"


def table(read: type | object, alphabet: str) -> dict[str, str]:
    """Return how each letter is stored, by trying what the reader makes of every one and two Western letters."""
    western = [chr(code) for code in range(0xA1, 0x100)]
    stored: dict[str, str] = {}
    for candidate in [*western, *(base + mark for base in "aeouyAEOUYôöÔÖ" for mark in western)]:
        found = read(candidate)[0]  # type: ignore[operator]
        itself = candidate == found and found not in "ìíÌÍýÝ"  # a Western letter that the encoding does not use
        if len(found) == 1 and found in alphabet and not found.isascii() and not itself:
            same_case = all(letter.isupper() == found.isupper() for letter in candidate if letter.isalpha())
            if found not in stored or (same_case and len(candidate) <= len(stored[found])):
                stored[found] = candidate
    return stored


TCVN3 = table(from_tcvn3, LETTERS + "ĂÂĐÊÔƠƯ")
VNI = table(from_vni, LETTERS + LETTERS.upper())
TABLES = {Encoding.TCVN3: TCVN3, Encoding.VNI: VNI}


def stored(text: str, encoding: Encoding) -> str:
    return "".join(TABLES[encoding].get(letter, letter) for letter in text)


def test_every_letter_has_a_place() -> None:
    assert set(LETTERS) <= TCVN3.keys()
    assert set(LETTERS + LETTERS.upper()) <= VNI.keys()


WORDS = st.sampled_from(TEXT.split())
# A few words can be read in two ways ("phủ" in VNI is "phuỷ" in TCVN3); a text cannot.
TEXTS = st.lists(WORDS, min_size=16, max_size=40, unique=True).map(" ".join)


@given(TEXTS, st.sampled_from([Encoding.TCVN3, Encoding.VNI]))
def test_a_text_comes_back(text: str, encoding: Encoding) -> None:
    paragraph = Paragraph([Run(stored(text, encoding))])
    assert decode([paragraph]) in {encoding, Encoding.UNICODE}  # UNICODE: no word of it bears a mark
    assert paragraph.text == text


@given(TEXTS, TEXTS, TEXTS)
def test_a_mixed_file_run_by_run(first: str, second: str, third: str) -> None:
    paragraph = Paragraph(
        [
            Run(first, "Times New Roman"),
            Run(stored(second, Encoding.TCVN3), ".VnTime"),
            Run(stored(third, Encoding.VNI), "VNI-Times"),
        ]
    )
    decode([paragraph])
    assert paragraph.text == first + second + third


@given(TEXTS, st.integers(1, 30))
def test_a_letter_and_its_mark_in_two_runs(text: str, at: int) -> None:
    old = stored(text, Encoding.VNI)
    paragraph = Paragraph([Run(old[:at], "VNI-Times"), Run(old[at:], "VNI-Times")])
    decode([paragraph])
    assert paragraph.text == text


@given(TEXTS, st.sampled_from([".VnTime", ".VnTimeH", "VNI-Times", ""]))
def test_unicode_stays_whatever_the_font_is_called(text: str, font: str) -> None:
    paragraph = Paragraph([Run(text, font)])
    assert decode([paragraph]) is Encoding.UNICODE
    assert paragraph.text == text
    assert not any(run.capitals for run in paragraph.runs)


@given(st.text(max_size=60), st.sampled_from([".VnTime", ""]))
def test_any_text_is_read_without_fault(text: str, font: str) -> None:
    decode([Paragraph([Run(text, font)]), Paragraph([Run(TEXT, font)])])


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        ("French", "Le café de la Révolution française, à côté du théâtre"),
        ("German", "Über die Straße führt ein schöner Weg"),
        ("signs", "§ 5 «điều» 30°C ± 2 m² ×3"),
        ("no marks", "Quyet dinh so 35"),
        ("foreign names in a Vietnamese text", f"{TEXT} (ông José Müller, Citroën)"),
    ],
)
def test_what_is_no_old_encoding_stays(comment: str, text: str) -> None:
    paragraph = Paragraph([Run(text)])
    decode([paragraph])
    assert paragraph.text == text, comment


@pytest.mark.parametrize(
    ("comment", "old", "expected"),
    [
        ("a word of capitals", "QUYÕT §ÞNH cña UBND", "QUYẾT ĐỊNH của UBND"),
        ("between capitals", "VÒ VIÖC BAN HµNH quy chÕ", "VỀ VIỆC BAN HÀNH quy chế"),
        ("one capital is a name's", "Uû ban, Sè 5, ñy ban", "Uỷ ban, Số 5, ủy ban"),
        ("tones of their own", "HA\xb3 h\xf7u ngh\xde", "HÁ hữu nghị"),
        ("a degree is no tone", "30\xb0C, nhiÖt ®é", "30°C, nhiệt độ"),
        ("PDF's names for two signs", "h\u2212íng d\u2219ng; x\u2219 héi ph\u2212êng", "hướng dãng; xã hội phường"),
    ],
)
def test_tcvn3(comment: str, old: str, expected: str) -> None:
    paragraph = Paragraph([Run(old)])
    assert decode([paragraph]) is Encoding.TCVN3
    assert paragraph.text == expected, comment


def test_a_font_of_capitals_tells_the_case_only() -> None:
    paragraph = Paragraph([Run("NghÞ ®Þnh ", ".VnTimeH"), Run("cña ChÝnh phñ", ".VnTime")])
    decode([paragraph])
    assert [(run.text, run.capitals) for run in paragraph.runs] == [("Nghị định ", True), ("của Chính phủ", False)]


@pytest.mark.parametrize("word", TEXT.replace(",", " ").replace(";", " ").replace(".", " ").split())
def test_syllables(word: str) -> None:
    assert is_syllable(word) or word.isdecimal()


@pytest.mark.parametrize("word", ["strong", "cafe", "nghà", "cê", "ktê", "hôtp", "áà", "đng", "qà", "gêh"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
