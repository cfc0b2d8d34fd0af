"""Headers and signatures: Party and State layouts, wrapped, in two columns, unfinished, or not there."""

from __future__ import annotations

import pytest

from indexer.model import Header
from indexer.reading import read_outline
from indexer.vocabulary import program_vocabulary

STATE = """\
UỶ BAN NHÂN DÂN
TỈNH HẢI THƯỢNG
-------

CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 141/KH-UBND

Hải Thượng, ngày 20
tháng 11 năm 2025

KẾ HOẠCH

NÂNG CAO NĂNG LỰC CHO ĐỘI NGŨ
CÁN BỘ GIAI ĐOẠN 2026 - 2030

Thực hiện Kế hoạch số 14-KH/TU
ngày 29/7/2025, UBND tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH

1. Nâng cao nhận thức./.

Nơi nhận:
- Bộ Tư pháp (b/c);
- Các Sở, cơ quan thuộc
UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN
DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Trần Văn Bình
"""

PARTY = """\
ĐẢNG BỘ THÀNH PHỐ HÀ NỘI                ĐẢNG CỘNG SẢN VIỆT NAM
QUẬN ỦY HỒNG HÀ
*                                  Hồng Hà, ngày 05 tháng 3 năm 2021
Số 12-KH/QU

KẾ HOẠCH
thực hiện Chỉ thị số 05-CT/TW
-----

Căn cứ Điều lệ Đảng, Quận ủy xây dựng Kế hoạch như sau:

1. Mục đích

Nơi nhận:                               T/M BAN THƯỜNG VỤ
- Thành ủy (để báo cáo),                PHÓ BÍ THƯ
- Các chi bộ,
- Lưu Văn phòng.                        Lê Thị Hoa
"""

CENTRE = """\
BAN CHẤP HÀNH
TRUNG ƯƠNG
BAN TỔ CHỨC

ĐẢNG CỘNG SẢN
VIỆT NAM
---------------

Số 45-HD/BTCTW

Hà Nội, ngày 21 tháng 11 năm 2025

HƯỚNG DẪN

MỘT SỐ NỘI DUNG VỀ CÁN BỘ
-----

Thực hiện Điều lệ Đảng, Ban Tổ chức Trung ương hướng dẫn như sau:

1. Phân cấp

K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Nguyễn An
"""

HEADERS = [
    (
        "State, wrapped",
        STATE,
        Header(
            "kế hoạch",
            "141/KH-UBND",
            "UỶ BAN NHÂN DÂN TỈNH HẢI THƯỢNG",
            "Hải Thượng",
            "2025-11-20",
            "NÂNG CAO NĂNG LỰC CHO ĐỘI NGŨ CÁN BỘ GIAI ĐOẠN 2026 - 2030",
            "Trần Văn Bình",
            "PHÓ CHỦ TỊCH",
            ("Bộ Tư pháp (b/c)", "Các Sở, cơ quan thuộc UBND tỉnh", "Lưu: VT"),
        ),
    ),
    (
        "Party, two columns",
        PARTY,
        Header(
            "kế hoạch",
            "12-KH/QU",
            "QUẬN ỦY HỒNG HÀ",
            "Hồng Hà",
            "2021-03-05",
            "thực hiện Chỉ thị số 05-CT/TW",
            "Lê Thị Hoa",
            "PHÓ BÍ THƯ",
            ("Thành ủy (để báo cáo)", "Các chi bộ", "Lưu Văn phòng"),
        ),
    ),
    (
        "a department below its committee, named in full by the text",
        CENTRE,
        Header(
            "hướng dẫn",
            "45-HD/BTCTW",
            "Ban Tổ chức Trung ương",
            "Hà Nội",
            "2025-11-21",
            "MỘT SỐ NỘI DUNG VỀ CÁN BỘ",
            "Nguyễn An",
            "PHÓ TRƯỞNG BAN",
        ),
    ),
    (
        "the issuer below the kind",
        "KẾT LUẬN\nCỦA BỘ CHÍNH TRỊ\nVỀ PHÂN LOẠI ĐÔ THỊ\n\n1. Rà soát.\n",
        Header(kind="kết luận", issuer="BỘ CHÍNH TRỊ", title="VỀ PHÂN LOẠI ĐÔ THỊ"),
    ),
    (
        "day and number left open for the pen",
        "Số:      -KH/QU\n\nBa Đình, ngày     tháng 01 năm 2022\n\nKẾ HOẠCH\n\nHọc tập\n",
        Header(kind="kế hoạch", place="Ba Đình", issued="2022-01", title="Học tập"),
    ),
    (
        "kind and title in the first line",
        "Kế hoạch hỗ trợ hộ nghèo\nI . tình hình\n",
        Header(kind="kế hoạch", title="hỗ trợ hộ nghèo"),
    ),
    (
        "a kind of two lines",
        "CHƯƠNG TRÌNH\nHÀNH ĐỘNG\n\nhọc tập\n",
        Header(kind="chương trình hành động", title="học tập"),
    ),
    ("a title that is not there", "QUYẾT ĐỊNH\n\nCăn cứ Luật Giá;\n\nĐiều 1. A\n", Header(kind="quyết định")),
    (
        "a day that does not exist",
        "Hà Nội, ngày 31 tháng 02 năm 2022\n\nKẾ HOẠCH\n\nA\n",
        Header(kind="kế hoạch", title="A"),
    ),
    (
        "everything in the first line, as on a web page",
        "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về tăng cường bảo vệ\n\n1. Mục đích\n",
        Header("nghị quyết", "35-NQ/TW", "Bộ Chính trị", None, "2018-10-22", "về tăng cường bảo vệ"),
    ),
    (
        "number and day below the kind, as in the old gazette",
        "NGHỊ ĐỊNH\n\ncủa Chính phủ số 29/1998/NĐ-CP ngày 11 tháng 5 năm 1998\n\nvề việc ban hành Quy chế\n\nCHÍNH PHỦ\n",
        Header("nghị định", "29/1998/NĐ-CP", "Chính phủ", None, "1998-05-11", "về việc ban hành Quy chế"),
    ),
    (
        "kind and issuer on one line, the two columns run together above",
        "NGÂN HÀNG NHÀ NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố :  01 /2006/TT-NHNN A, ngày 20 tháng2 năm 2006\n\nTHÔNG TƯ CỦA NGÂN HÀNG NHÀ NƯỚC\n\nhướng dẫn góp vốn\n",
        Header("thông tư", "01/2006/TT-NHNN", "NGÂN HÀNG NHÀ NƯỚC", "A", "2006-02-20", "hướng dẫn góp vốn"),
    ),
    (
        "a paragraph for each line of the title, and who speaks below it",
        "UBND\n\nQUYẾT ĐỊNH\n\nBAN HÀNH QUY CHẾ\n\nLÀM VIỆC\n\nCHỦ TỊCH UBND\n\nCăn cứ Luật;\n",
        Header(kind="quyết định", title="BAN HÀNH QUY CHẾ LÀM VIỆC"),
    ),
    (
        "the text's first heading, in capitals as the title is",
        "QUỐC HỘI\n\nHIẾN PHÁP\n\nNƯỚC CỘNG HÒA\n\nLỜI NÓI ĐẦU\n\nTrải qua mấy nghìn năm\n",
        Header(kind="hiến pháp", issuer="QUỐC HỘI", title="NƯỚC CỘNG HÒA"),
    ),
    (
        "a law's number bears its kind",
        "QUỐC HỘI\n\nLuật số: 45/2019/QH14\n\nBỘ LUẬT\n\nLAO ĐỘNG\n",
        Header("bộ luật", "45/2019/QH14", "QUỐC HỘI", title="LAO ĐỘNG"),
    ),
    ("a sentence about a plan", "Kế hoạch số 47 nêu rõ nội dung.\n\nNgày 14/4/2025, A.\n", Header()),
    ("nothing", "", Header()),
]


@pytest.mark.parametrize(("comment", "text", "expected"), HEADERS, ids=[case[0] for case in HEADERS])
def test_header(comment: str, text: str, expected: Header) -> None:
    assert read_outline(text, program_vocabulary()).header == expected


@pytest.mark.parametrize("text", [STATE, PARTY, CENTRE])
def test_header_from_markdown(text: str) -> None:
    plain = read_outline(text, program_vocabulary()).header
    marked = text.replace("KẾ HOẠCH\n", "# KẾ HOẠCH\n").replace("HƯỚNG DẪN\n", "# **HƯỚNG DẪN**\n")
    assert read_outline(marked, program_vocabulary()).header == plain


def test_the_title_is_no_part_of_the_bases() -> None:
    first = read_outline(STATE, program_vocabulary()).tasks[0]
    assert first.id == "0"
    assert first.text.startswith("Thực hiện Kế hoạch số 14-KH/TU")
    assert first.text.endswith("như sau:")
