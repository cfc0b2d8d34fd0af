"""Lines of a page become paragraphs again; what belongs to the page and not to the text is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.convert import Converter
from indexer.errors.convert import EncryptedFileError
from indexer.views.conversion import Encoding
from indexer.views.conversion import Format
from tests.pdf_files import Placed
from tests.pdf_files import pdf
from tests.pdf_files import write

FULL = "Uỷ ban nhân dân xã chịu trách nhiệm trước Đảng uỷ về việc đó và báo cáo theo quy định của cấp trên"  # 98 letters: 490 points


def lines(*texts: str, left: float = 50, top: float = 700, step: float = 14) -> list[Placed]:
    """Place texts below each other; leading blanks move a line to the right."""
    return [
        (left + 5 * (len(text) - len(text.lstrip())), top - step * at, text.strip()) for at, text in enumerate(texts)
    ]


PARAGRAPHS = [
    ("a full line goes on", lines(FULL, "hết đoạn."), [f"{FULL} hết đoạn."]),
    ("a short line ends a paragraph", lines("Một đoạn ngắn.", FULL, "hết."), ["Một đoạn ngắn.", f"{FULL} hết."]),
    ("a line that begins further in opens one", lines(FULL, f"     {FULL[:89]}", "hết."), [FULL, f"{FULL[:89]} hết."]),
    ("a marker after a complete line", lines(f"{FULL[:97]}.", f"1. {FULL[:89]}", "hết."), [f"{FULL[:97]}.", f"1. {FULL[:89]} hết."]),
    ("a number that a sentence goes on with", lines(FULL, "1. của Điều này."), [f"{FULL} 1. của Điều này."]),
    ("a symbol broken at its hyphen", lines(f"{FULL[:92]} 35-", "NQ/TW."), [f"{FULL[:92]} 35-NQ/TW."]),
    ("centred lines are one title", lines(" " * 45 + "KẾ HOẠCH", " " * 41 + "Về việc học tập", FULL), ["KẾ HOẠCH\nVề việc học tập", FULL]),
    ("two columns of a first page", [(50, 700, "UBND XÃ"), (300, 700, "CỘNG HÒA"), *lines(FULL, top=650)], ["UBND XÃ\tCỘNG HÒA", FULL]),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "placed", "expected"), PARAGRAPHS)
def test_paragraphs(
    converter: Converter, tmp_path: Path, comment: str, placed: list[Placed], expected: list[str]
) -> None:
    converted = converter.convert(pdf(tmp_path / "a.pdf", [placed]))
    assert converted.text.rstrip("\n").split("\n\n") == expected, comment
    assert (converted.format, converted.pages) == (Format.PDF, 1)


def test_heads_feet_and_page_numbers_are_left_out(converter: Converter, tmp_path: Path) -> None:
    pages = [
        [
            (50, 780, f"CÔNG BÁO/Số 5 {at}"),
            *lines(f"Điều {at}", FULL, "hết.", top=760 - 20 * at),
            (300, 20, f"- {at} -"),
        ]
        for at in range(1, 5)
    ]
    converted = converter.convert(pdf(tmp_path / "a.pdf", pages))
    assert "CÔNG BÁO" not in converted.text
    assert "- 3 -" not in converted.text
    assert [line for line in converted.text.splitlines() if line.startswith("Điều")] == [
        f"Điều {at}" for at in range(1, 5)
    ]


def test_a_paragraph_goes_over_to_the_next_page(converter: Converter, tmp_path: Path) -> None:
    pages = [[*lines(FULL, top=60), (300, 20, "1")], [*lines("hết đoạn.", top=740), (300, 20, "2")]]
    assert converter.convert(pdf(tmp_path / "a.pdf", pages)).text == f"{FULL} hết đoạn.\n"


def test_two_columns_of_text(converter: Converter, tmp_path: Path) -> None:
    half = FULL[:46]
    left = lines(*[f"{half} t{at}" for at in range(10)], left=40)
    right = lines(*[f"{half} p{at}" for at in range(10)], left=320)
    mixed = [one for pair in zip(left, right, strict=True) for one in pair]
    text = converter.convert(pdf(tmp_path / "a.pdf", [mixed])).text
    assert text.index("t9") < text.index("p0")


@pytest.mark.parametrize(
    ("font", "stored", "expected", "encoding"),
    [
        (".VnTime", "NghÞ ®Þnh cña ChÝnh phñ, nh÷ng ng­êi d©n", "Nghị định của Chính phủ, những người dân", Encoding.TCVN3),
        ("VnTimeH", "ChÝnh phñ ViÖt Nam", "Chính phủ Việt Nam", Encoding.TCVN3),
        ("VNI-Times", "Nghò ñònh cuûa Chính phuû, nhöõng ngöôøi daân", "Nghị định của Chính phủ, những người dân", Encoding.VNI),
    ],
)  # fmt: skip
def test_old_fonts(
    converter: Converter, tmp_path: Path, font: str, stored: str, expected: str, encoding: Encoding
) -> None:
    converted = converter.convert(pdf(tmp_path / "a.pdf", [lines(stored)], font=font))
    assert (converted.text, converted.encoding) == (f"{expected}\n", encoding)
    assert converted.printed == (f"{expected.upper()}\n" if font.endswith("H") else f"{expected}\n")


def test_a_password(converter: Converter, tmp_path: Path) -> None:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 0 /Kids [] >>",
        f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>",
    ]
    file = write(tmp_path / "a.pdf", objects)
    file.write_bytes(file.read_bytes().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]"))
    with pytest.raises(EncryptedFileError):
        converter.convert(file)


# Two rows by three columns, from (50, 600) to (500, 700); between the first and second column of row two no line is drawn.
RULES = [
    (50, 700, 500, 700), (50, 650, 500, 650), (50, 600, 500, 600),
    (50, 600, 50, 700), (100, 650, 100, 700), (300, 600, 300, 700), (500, 600, 500, 700),
]  # fmt: skip
CELLS = [
    (55, 685, "TT"), (105, 685, "Nội dung công việc"), (105, 670, "cần làm"), (305, 685, "Chủ trì"),
    (55, 635, "Cộng cả hai"), (305, 635, "Văn phòng"),
]  # fmt: skip


def test_a_table_with_lines(converter: Converter, tmp_path: Path) -> None:
    page = [(50, 750, "Phụ lục"), *CELLS, (50, 550, "Ghi chú.")]
    converted = converter.convert(pdf(tmp_path / "a.pdf", [page], rules=RULES))
    assert converted.text == (
        "Phụ lục\n\n| TT | Nội dung công việc cần làm | Chủ trì |\n| --- | --- | --- |\n"
        "| Cộng cả hai |  | Văn phòng |\n\nGhi chú.\n"
    )
    (table,) = converted.tables
    assert [[(cell.column, cell.columns) for cell in row] for row in table.rows] == [
        [(0, 1), (1, 1), (2, 1)],
        [(0, 2), (2, 1)],
    ]


def test_a_table_goes_over_to_the_next_page(converter: Converter, tmp_path: Path) -> None:
    second = [*CELLS[:4], (55, 635, "Tiếp"), (305, 635, "Công an")]
    converted = converter.convert(pdf(tmp_path / "a.pdf", [CELLS, second], rules=RULES))
    (table,) = converted.tables
    assert [row[-1].text for row in table.rows] == ["Chủ trì", "Văn phòng", "Công an"]


def test_a_line_under_words_is_no_table(converter: Converter, tmp_path: Path) -> None:
    page = lines("ĐẢNG CỘNG SẢN VIỆT NAM", "Một dòng.")
    assert converter.convert(pdf(tmp_path / "a.pdf", [page], rules=[(50, 695, 200, 695)])).tables == ()


def test_a_row_goes_over_to_the_next_page(converter: Converter, tmp_path: Path) -> None:
    rules = [*RULES, (100, 600, 100, 650)]
    head = [(55, 685, "TT"), (105, 685, "Nội dung"), (305, 685, "Chủ trì")]
    first = [*head, (55, 635, "1"), (105, 635, "Tổ chức học tập Nghị quyết của"), (305, 635, "Văn phòng")]
    second = [(105, 685, "Bộ Chính trị"), (55, 635, "2"), (105, 635, "Sơ kết"), (305, 635, "Công an")]
    (table,) = converter.convert(pdf(tmp_path / "a.pdf", [first, second], rules=rules)).tables
    assert [row[1].text for row in table.rows] == ["Nội dung", "Tổ chức học tập Nghị quyết của Bộ Chính trị", "Sơ kết"]
