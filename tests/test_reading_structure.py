"""The task tree of other layouts: State and Party plans, wrapped lines, articles, points, slips of numbering."""

from __future__ import annotations

import pytest

from indexer.model import Level
from indexer.reading import read_outline
from indexer.vocabulary import program_vocabulary

CASES = [
    (
        "sections, numbers, bullets",
        "I. MỤC ĐÍCH\n\n1. Yêu cầu\n\n- Một.\n\n- Hai.\n\nII. NHIỆM VỤ\n",
        "I I.1 I.1-1 I.1-2 II",
    ),
    (
        "no blank lines at all",
        "I. Mục đích\n1. Yêu cầu\n- Một.\n- Hai.\nII. Nhiệm vụ\n- Ba.\n",
        "I I.1 I.1-1 I.1-2 II II-1",
    ),
    ("a plan without sections starts at 1", "1. Một\n\n- a.\n\n2. Hai\n\n2.1. Ba\n", "1 1-1 2 2.1"),
    ("other signs behind the number", "I- Một\n\n1/ Hai\n\n2- Ba\n\nII/ Bốn\n\n1) Năm\n", "I I.1 I.2 II II.1"),
    ("no blank behind the sign", "I.MỤC ĐÍCH\n\n1.Yêu cầu\n\n-Tổ chức học tập\n", "I I.1 I.1-1"),
    ("blanks before the sign", "I . tình hình\n\n1 . Đối tượng\n\nIi. mục đích\n", "I I.1 II"),
    ("parts in words", "Phần thứ nhất\nMỤC TIÊU\n\n1. Một\n\nPhần thứ hai\nNHIỆM VỤ\n\n1. Hai\n", "I I.1 II II.1"),
    ("parts with letters", "A. MỤC ĐÍCH\n\nI. Một\n\nB. NHIỆM VỤ\n\nI. Hai\n\n1. Ba\n", "A A.I B B.I B.I.1"),
    (
        "articles and their paragraphs",
        "Điều 1. Một\n\n1. Hai\n\na) Ba\n\nđ) Bốn\n\nĐiều 2. Năm\n",
        "1 1.1 1.1.a 1.1.dd 2",
    ),
    (
        "chapters",
        "Chương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Một\n\nChương II\n\nĐiều 2. Hai\n\n1. Ba\n",
        "I I.1 II II.2 II.2.1",
    ),
    ("points, and bullets in them", "II. A\n\n4. B\n\na) C\n\n- D.\n\nb) E\n", "II II.4 II.4.a II.4.a-1 II.4.b"),
    (
        "bullets of a second level",
        "II. A\n\n4. B\n\n- C:\n\n- D:\n\n+ E.\n\n+ F.\n\n- G.\n",
        "II II.4 II.4-1 II.4-2 II.4-2-1 II.4-2-2 II.4-3",
    ),
    ("stars above dashes", "1. A\n\n* B\n\n- C.\n\n* D\n", "1 1-1 1-1-1 1-2"),
    ("three numbers deep", "I. A\n\n1. B\n\n1.1. C\n\n1.1.1. D\n\n1.2. E\n", "I I.1 I.1.1 I.1.1.1 I.1.2"),
    ("sub-numbers without a stop behind them", "4. A\n\n4.1 Bồi dưỡng\n\n4.2 Kiểm tra\n", "4 4.1 4.2"),
    ("sub-numbers whose number is missing", "II. A\n\n2.1. B\n\n2.2. C\n", "II II.2.1 II.2.2"),
    ("the section's numeral repeated", "II. A\n\nII.1. B\n\nII.2. C\n", "II II.1 II.2"),
    ("Markdown", "## II. A\n\n### 1. B\n\n#### 1.1. C\n\n- D\n\n**2. E**\n", "II II.1 II.1.1 II.1.1-1 II.2"),
    ("a number used twice", "I. A\n\n1. B\n\n1. C\n\n- D.\n", "I I.1 I.1~2 I.1~2-1"),
    ("sections out of order", "I. A\n\nIII. B\n\nII. C\n", "I III II"),
    ("a gap in the numbers", "1. A\n\n3. B\n", "1 3"),
    ("bullets before the first section", "Nội dung như sau:\n\n- Một.\n\nI. A\n", "0 0-1 I"),
    ("bases as bullets", "- Căn cứ Điều lệ Đảng;\n\n- Căn cứ Quy chế làm việc,\n\nI. A\n", "0 I"),
    ("marker and words on two lines", "I.\nMục đích\n\n1.\nYêu cầu\n", "I I.1"),
    ("an end mark in the middle", "I. A\n\n1. B./.\n\nII. C\n\n1. D\n", "I I.1 II II.1"),
]

NO_NODES = [
    ("a span of years", "1. Giai đoạn 2026\n- 2030 phấn đấu đạt 10%\n", "1"),
    ("a span of years over a page break", "1. Giai đoạn 2026\n\n- 2030 phấn đấu đạt 10%\n", "1"),
    ("a word pair", "1. Phát triển kinh tế\n- xã hội và an ninh\n", "1"),
    ("numbers in brackets", "- Báo cáo:\n\n(1) Một; (2) Hai\n\n(3) Ba.\n", "0-1"),
    ("a page's number", "1. A.\n\n- 12 -\n\n13\n\n2. B\n", "1 2"),
    ("a drawn line", "1. A.\n\n-----\n\n- - -\n\n2. B\n", "1 2"),
    ("a document's number", "1. Theo Quyết định số\n06-QĐ/TW của Bộ Chính trị\n", "1"),
    ("a symbol cut from its number", "1. Nghị quyết số 35\n-NQ/TW của Bộ Chính trị\n", "1"),
    (
        "a cited paragraph",
        "1. Thực hiện theo điểm b khoản\n2. Điều 5 của Quy định này và các văn bản khác có liên quan\n",
        "1",
    ),
    ("a name's initials", "1. Học tập.\n\nV. I. Lênin nói.\n\nC. Mác viết.\n", "1"),
    ("a measure", "1. Diện tích\n\n2.305 nhà và 1.5 Tỷ đồng\n", "1"),
    ("a range", "1. Số lượng:\n\n10 - 15 người\n", "1"),
    ("recipients and signature", "1. A./.\n\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n\nTM. ỦY BAN\n\n1. B\n", "1"),
]


def ids(text: str) -> list[str]:
    outline = read_outline(text, program_vocabulary())
    for task in outline.tasks:
        assert text[task.start : task.end] == task.text
    return [task.id for task in outline.tasks]


@pytest.mark.parametrize(("comment", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_tree(comment: str, text: str, expected: str) -> None:
    assert ids(text) == expected.split()


@pytest.mark.parametrize(("comment", "text", "expected"), NO_NODES, ids=[case[0] for case in NO_NODES])
def test_what_is_no_node(comment: str, text: str, expected: str) -> None:
    assert ids(text) == expected.split()


@pytest.mark.parametrize("text", [case[1] for case in CASES])
def test_line_ends_and_byte_order_mark_change_nothing(text: str) -> None:
    assert ids("\ufeff" + text.replace("\n", "\r\n")) == ids(text)


def test_levels() -> None:
    text = "Căn cứ Điều lệ.\n\nI. A\n\n1. B\n\n1.1. C\n\na) D\n\n- E\n\n+ F\n"
    levels = [task.level for task in read_outline(text, program_vocabulary()).tasks]
    assert levels == [
        Level.PREAMBLE,
        Level.SECTION,
        Level.NUMBERED,
        Level.SUBNUMBERED,
        Level.SUBNUMBERED,
        Level.BULLET,
        Level.BULLET,
    ]


HEADINGS = [
    ("wrapped in capitals", "I. MỤC ĐÍCH,\nYÊU CẦU\n\n1. A\n", "MỤC ĐÍCH, YÊU CẦU"),
    (
        "wrapped before a capital",
        "1. Sở\nKhoa học và Công nghệ\n\nChủ trì.\n\n2. A\n\n3. B\n",
        "Sở Khoa học và Công nghệ",
    ),
    ("text on the next line", "1. Mục đích\nNâng cao nhận thức.\n2. Yêu cầu\n", "Mục đích"),
    ("on the line below its marker", "Chương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. A\n", "QUY ĐỊNH CHUNG"),
    ("emphasis", "**1. Mục *đích***\n\n2. A\n", "Mục đích"),
    ("blanks", "1.   Mục \t đích\n\n2. A\n", "Mục đích"),
]


@pytest.mark.parametrize(("comment", "text", "expected"), HEADINGS, ids=[case[0] for case in HEADINGS])
def test_heading(comment: str, text: str, expected: str) -> None:
    assert read_outline(text, program_vocabulary()).tasks[0].heading == expected


def test_an_annex_is_read_on_below_the_signature() -> None:
    text = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch\n\nĐiều 1. Ban hành.\n\nNơi nhận:\n- Như Điều 1;\n\nTM. ỦY BAN NHÂN DÂN\n"
        "CHỦ TỊCH\n\nTrần Văn Bình\n\nKẾ HOẠCH\n\nBồi dưỡng\n\n1. Mục đích\n\n- Nâng cao.\n"
    )
    outline = read_outline(text, program_vocabulary())
    assert [task.id for task in outline.tasks] == ["1", "1~2", "1~2-1"]
    assert outline.tasks[0].text == "Điều 1. Ban hành."
    assert outline.header.signer == "Trần Văn Bình"


def test_front_matter_is_no_text() -> None:
    text = "---\nid: thu\ntopics:\n- mot\n---\n\n## I. MỤC ĐÍCH\n"
    assert ids(text) == ["I"]
