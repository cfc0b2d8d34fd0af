"""Numbers in sentences, full and bare: a reading list of (comment, text, what is read)."""

from __future__ import annotations

import pytest

from indexer.citations import cite
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()
Read = list[tuple[str, str | None]]


def read(text: str) -> Read:
    """Return (words, official form) of the citations with digits, their offsets held against the text."""
    citations = [citation for citation in cite(text, VOCABULARY) if citation.number_start is not None]
    assert all(text[citation.start : citation.end] == citation.text for citation in citations)
    return [(citation.text, citation.canonical) for citation in citations]


FULL: list[tuple[str, str, Read]] = [
    ("an article's number is no count", "tại khoản 2 Điều 4 Nghị định số 12/2011/NĐ-CP",
     [("Nghị định số 12/2011/NĐ-CP", "12/2011/NĐ-CP")]),
    ("nor is a paragraph's", "\n12 Thông tư số 05/2010/TT-BNV, 06/2010/TT-BNV",
     [("Thông tư số 05/2010/TT-BNV", "05/2010/TT-BNV"), ("06/2010/TT-BNV", "06/2010/TT-BNV")]),
    ("nor the country", "Đảng Cộng sản Việt Nam Nghị quyết số 05-NQ/TW", [("Nghị quyết số 05-NQ/TW", "05-NQ/TW")]),
    ("a count of several", "gồm hai Nghị quyết số 18-NQ/TW, 19-NQ/TW",
     [("hai Nghị quyết số 18-NQ/TW", "18-NQ/TW"), ("19-NQ/TW", "19-NQ/TW")]),
    ("every member of a shared symbol", "các Nghị quyết số 57, 59, 66 và 68-NQ/TW",
     [("các Nghị quyết số 57", "57-NQ/TW"), ("59", "59-NQ/TW"), ("66", "66-NQ/TW"), ("68-NQ/TW", "68-NQ/TW")]),
    ("the sign said again", "Nghị quyết số 18-NQ/TW và số 19-NQ/TW",
     [("Nghị quyết số 18-NQ/TW", "18-NQ/TW"), ("19-NQ/TW", "19-NQ/TW")]),
    ("a colon before the first", "các Nghị định: số 51/2010/NĐ-CP", [("các Nghị định: số 51/2010/NĐ-CP", "51/2010/NĐ-CP")]),
    ("the issuer before the number", "Nghị định của Chính phủ số 29/1998/NĐ-CP",
     [("Nghị định của Chính phủ số 29/1998/NĐ-CP", "29/1998/NĐ-CP")]),
    ("ministries before the number", "Thông tư liên bộ Tài chính - Y tế số 12/TT-LB",
     [("Thông tư liên bộ Tài chính - Y tế số 12/TT-LB", "12/TT-LB")]),
    ("a notice of a conclusion", "Thông báo Kết luận số 173-TB/TW", [("Thông báo Kết luận số 173-TB/TW", "173-TB/TW")]),
    ("the kind's symbol for its word", "QĐ số 883-QĐ/BTGTW", [("QĐ số 883-QĐ/BTGTW", "883-QĐ/BTGTW")]),
    ("a word run into the symbol", "Quyết định số 219/1999/QĐ-TTgngày 11/11/1999",
     [("Quyết định số 219/1999/QĐ-TTg", "219/1999/QĐ-TTg")]),
    ("marks left out by a scanner", "Nghi quyết sổ 35-NQ/TW; Chỉ thi số 05-CT/TW",
     [("Nghi quyết sổ 35-NQ/TW", "35-NQ/TW"), ("Chỉ thi số 05-CT/TW", "05-CT/TW")]),
    ("blanks around all punctuation", "Quyết định số 118 / QĐ - TTg , ngày 20 / 1 / 2010",
     [("Quyết định số 118 / QĐ - TTg", "118/QĐ-TTg")]),
    ("emphasis around the number", "Nghị quyết số **57-NQ/TW** ngày 22/12/2024", [("Nghị quyết số **57-NQ/TW", "57-NQ/TW")]),
    ("an unknown organ behind a spaced dash", "Quyết định số 10 / 2006 / QĐ - BXYZ",
     [("Quyết định số 10 / 2006 / QĐ - BXYZ", "10/2006/QĐ-BXYZ")]),
    ("a blank number is a draft", "Thông tư số     / 2022/TT-NHNN", []),
    ("no marks at all", "Nghi quyet so 35-NQ/TW cua Bo Chinh tri", [("Nghi quyet so 35-NQ/TW", "35-NQ/TW")]),
    ("old decrees", "Nghị định 244-HĐBT và Quyết định số 770/TTg",
     [("Nghị định 244-HĐBT", "244/HĐBT"), ("Quyết định số 770/TTg", "770/TTg")]),
    ("the law that is named last", "Luật này có liên quan đến Bộ luật Dân sự số 91/2015/QH13",
     [("Bộ luật Dân sự số 91/2015/QH13", "91/2015/QH13")]),
    ("laws in a row", "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15",
     [("Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15", "31/2024/QH15"),
      ("Luật Nhà ở số 27/2023/QH15", "27/2023/QH15")]),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "text", "expected"), FULL, ids=[row[0] for row in FULL])
def test_full(comment: str, text: str, expected: Read) -> None:
    assert expected == read(text)


BARE: list[tuple[str, str, Read]] = [
    ("a short form declared, by another word", "Thông tư liên tịch số 144/2007/TTLT-BTC-BNG (gọi tắt là Thông tư số 144)",
     [("Thông tư liên tịch số 144/2007/TTLT-BTC-BNG", "144/2007/TTLT-BTC-BNG"), ("Thông tư số 144", "144/2007/TTLT-BTC-BNG")]),
    ("a short form in brackets", "Kế hoạch số 47-KH/BCĐ (Kế hoạch số 47)",
     [("Kế hoạch số 47-KH/BCĐ", "47-KH/BCĐ"), ("Kế hoạch số 47", "47-KH/BCĐ")]),
    ("the issuer decides among namesakes", "18-NQ/TW và 18/NQ-HĐND; Nghị quyết 18 của Trung ương; Nghị quyết 18.",
     [("18-NQ/TW", "18-NQ/TW"), ("18/NQ-HĐND", "18/NQ-HĐND"), ("Nghị quyết 18", "18-NQ/TW"), ("Nghị quyết 18", "18-NQ/TW")]),
    ("another issuer's is another document", "Nghị quyết số 35-NQ/TW; Nghị quyết số 35 của Quốc hội",
     [("Nghị quyết số 35-NQ/TW", "35-NQ/TW"), ("Nghị quyết số 35", None)]),
    ("a committee of whatever place", "Kế hoạch số 47 của Ban Thường vụ Tỉnh ủy Bắc Ninh", [("Kế hoạch số 47", "47-KH/TU")]),
    ("a programme of the Party", "Chương trình số 05 của Thành ủy", [("Chương trình số 05", "05-CTr/TU")]),
    ("a decision that may bear its year", "Quyết định số 12 của Thủ tướng Chính phủ", [("Quyết định số 12", None)]),
    ("the kind's symbol", "Nghị quyết 57-NQ/TW; theo NQ57 và NQ 57 (xem nq57.vn)",
     [("Nghị quyết 57-NQ/TW", "57-NQ/TW"), ("NQ57", "57-NQ/TW"), ("NQ 57", "57-NQ/TW")]),
    ("an article's number before it", "theo Điều 6 Quyết định số 53.", [("Quyết định số 53", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "text", "expected"), BARE, ids=[row[0] for row in BARE])
def test_bare(comment: str, text: str, expected: Read) -> None:
    assert expected == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "trách nhiệm thi hành Nghị định\n1. Bộ trưởng Bộ Tài chính hướng dẫn",
        "xây dựng luật, pháp lệnh\n2. Cơ quan trình dự án",
        "theo mẫu số 01/TB-HT, 02/QĐ-HT hoặc 03/KH-TNCN",
        "văn bản theomẫu số 01/KH-HTQT kèm theo",
        "Biểu mẫu số 05/BC-HC; QCVN 09/2008/BTNMT",
        "Bảng chuyển đổi số 01/BCĐ; số 3 – dự tính; 5 - BC",
        "Hợp đồng số 12/HĐ-XD; (số 12/2020/HĐKT); Giấy phép số 15/GP-UBND; Bản án số 12/2019/HS-ST",
        "triển khai Đề án 06/CP của Chính phủ; Chương trình 135 của Chính phủ",
        "biển số 29A-123.45, xe 30E-245.67, điện thoại 024.3825/678",
        "ISO 9001-2015, TCVN 7447-5:2010, mã số thuế 0100109106-001",
        "tăng trưởng 45/36 tỷ đồng, tỷ lệ 1/500, diện tích 120m2/người",
        "Kế hoạch 5 năm 2021 - 2025, Nghị quyết năm 2022",
        "thong-tu-48-2023-tt-btc.doc",
        "tại địa chỉ http://vanban.vn/35-nq-tw.html",
    ],
)
def test_what_is_not_a_number(text: str) -> None:
    assert read(text) == []


OWN = [
    ("a title of the nineties", "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY 11 THÁNG 5 NĂM 1998\n", True),
    ("the same in small letters", "Nghị định\ncủa Chính phủ số 29/1998/NĐ-CP ngày 11/5/1998\n", True),
    ("a page about it", "Số hiệu: 12/2021/TT-BYT\nNgày ban hành: 01/02/2021", True),
    ("a heading of a news page", "# Toàn văn Nghị quyết 57-NQ/TW năm 2024", False),
    ("a basis", "KẾ HOẠCH\n\nCăn cứ\nNGHỊ QUYẾT SỐ 57-NQ/TW", False),
]


@pytest.mark.parametrize(("comment", "text", "expected"), OWN, ids=[row[0] for row in OWN])
def test_the_texts_own_number(comment: str, text: str, expected: bool) -> None:
    assert expected is cite(text, VOCABULARY)[0].self


THIS = [
    ("of the text's own kind", "Số 12-KH/TU\n\nKẾ HOẠCH\n\nTheo Kế hoạch số 03-KH/TU. Kế hoạch này", True),
    ("of a kind it cites", "Số 12-KH/TU\n\nKẾ HOẠCH\n\nTheo Nghị quyết số 57-NQ/TW. Nghị quyết này", False),
    ("of a kind nobody has cited", "Căn cứ Luật số 45/2019/QH14. Nghị định này", True),
]


@pytest.mark.parametrize(("comment", "text", "expected"), THIS, ids=[row[0] for row in THIS])
def test_this_document(comment: str, text: str, expected: bool) -> None:
    assert expected is cite(text, VOCABULARY)[-1].self
