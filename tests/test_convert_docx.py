"""What a .docx file prints is what its text says: numbers, revisions, tables, notes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from indexer.convert import Converter
from indexer.views.conversion import Encoding
from indexer.views.conversion import Format
from indexer.views.conversion import TableCell
from tests.office_files import docx
from tests.office_files import lists
from tests.office_files import p
from tests.office_files import r
from tests.office_files import table
from tests.office_files import tc
from tests.office_files import tr

DECIMAL = ("decimal", "%1.")
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
DELETED = '<w:del w:id="1" w:author="x"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2" w:author="x"><w:r><w:t>thêm</w:t></w:r></w:ins>'


def a(text: str) -> str:
    return p(text, num=(1, 0))


def b(text: str) -> str:
    return p(text, num=(1, 1))


@pytest.mark.parametrize(
    ("comment", "numbering", "body", "expected"),
    [
        ("decimal", lists(DECIMAL), a("A") + a("B"), ["1. A", "2. B"]),
        ("an article", lists(("decimal", "Điều %1.")), a("A") + p("x") + a("B"), ["Điều 1. A", "x", "Điều 2. B"]),
        ("Roman, then letters", lists(("upperRoman", "%1."), ("lowerLetter", "%2)")),
         a("A") + b("x") + b("y") + a("B") + b("z"), ["I. A", "a) x", "b) y", "II. B", "a) z"]),
        ("both levels in one number", lists(DECIMAL, ("decimal", "%1.%2.")),
         a("A") + b("x") + a("B") + b("y") + b("z"), ["1. A", "1.1. x", "2. B", "2.1. y", "2.2. z"]),
        ("a level below one that has none yet", lists(DECIMAL, ("decimal", "%1.%2")), b("x") + a("A"), ["1.1 x", "1. A"]),
        ("Roman printed in decimal below", lists(("upperRoman", "%1."), ("decimal", "%1.%2")).replace(
            '%1.%2"/>', '%1.%2"/><w:isLgl/>'), a("A") + a("B") + b("x"), ["I. A", "II. B", "2.1 x"]),
        ("leading zeros", lists(("decimalZero", "%1.")), a("A"), ["01. A"]),
        ("a bullet", lists(("bullet", "-")), a("A"), ["- A"]),
        ("a symbol font's bullet", lists(("bullet", "\uf0b7")), a("A"), ["• A"]),
        ("no number at all", lists(("none", "")), a("A"), ["A"]),
        ("numbering switched off", lists(DECIMAL), p("A", num=(0, 0)), ["A"]),
        ("begins at five", lists(DECIMAL, first=5), a("A") + a("B"), ["5. A", "6. B"]),
        ("a second list goes on with the first", lists(DECIMAL), a("A") + p("B", num=(2, 0)), ["1. A", "2. B"]),
        ("a second list begins anew", lists(DECIMAL, overrides=RESTART), a("A") + p("B", num=(2, 0)) + p("C", num=(2, 0)),
         ["1. A", "1. B", "2. C"]),
        ("a level that nothing restarts", lists(DECIMAL, ("decimal", "%2)"), extra='<w:lvlRestart w:val="0"/>'),
         a("A") + b("x") + a("B") + b("y"), ["1. A", "1) x", "2. B", "2) y"]),
        ("a list that is missing", lists(DECIMAL), p("A", num=(9, 0)), ["A"]),
        ("an empty member counts, and is not printed", lists(DECIMAL), a("A") + p("", num=(1, 0)) + a("B"), ["1. A", "3. B"]),
    ],
)  # fmt: skip
def test_automatic_numbers(
    converter: Converter, tmp_path: Path, comment: str, numbering: str, body: str, expected: list[str]
) -> None:
    converted = converter.convert(docx(tmp_path / "a.docx", body, numbering=numbering))
    assert converted.text.split("\n\n") == [*expected[:-1], expected[-1] + "\n"], comment


STYLES = """
<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Khoan"><w:basedOn w:val="Dieu"/></w:style>
<w:style w:type="paragraph" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="numbering" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


def test_a_style_brings_its_number(converter: Converter, tmp_path: Path) -> None:
    numbering = lists(("decimal", "Điều %1."), ("decimal", "%2.")).replace(
        '<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="Khoan"/>'
    )
    body = p("A", style="Dieu") + p("x", style="Khoan") + p("y", style="Khoan") + p("z", style="An")
    converted = converter.convert(docx(tmp_path / "a.docx", body, numbering=numbering, styles=STYLES))
    assert converted.text == "Điều 1. A\n\n1. x\n\n2. y\n"


def test_a_numbering_style_stands_for_its_list(converter: Converter, tmp_path: Path) -> None:
    numbering = lists(DECIMAL) + (
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Muc"/></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    )
    converted = converter.convert(docx(tmp_path / "a.docx", p("A", num=(3, 0)), numbering=numbering, styles=STYLES))
    assert converted.text == "1. A\n"


@pytest.mark.parametrize(
    ("comment", "body", "expected"),
    [
        ("revisions are accepted", p("a ", xml=DELETED + INSERTED), "a thêm\n"),
        ("a deleted paragraph mark", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("một ") + "</w:p>" + p("hai"),
         "một hai\n"),
        ("a line break stays a line", p(xml="<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"), "a\nb\n"),
        ("a field's result, not its instruction",
         p(xml='<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "http://x"</w:instrText>'
               '<w:fldChar w:fldCharType="separate"/><w:t>chữ</w:t><w:fldChar w:fldCharType="end"/></w:r>'), "chữ\n"),
        ("a link's words", p(xml="<w:hyperlink>" + r("nghị quyết") + "</w:hyperlink>"), "nghị quyết\n"),
        ("hidden letters", p("a", xml=r("b", properties="<w:vanish/>")), "a\n"),
        ("hyphens", p(xml="<w:r><w:t>NQ</w:t><w:noBreakHyphen/><w:t>TW</w:t><w:softHyphen/></w:r>"), "NQ-TW\n"),
        ("a content control", "<w:sdt><w:sdtContent>" + p("a") + "</w:sdtContent></w:sdt>", "a\n"),
        ("centred lines are one title", p("KẾ HOẠCH", centred=True) + p("Về việc", centred=True) + p("Căn cứ"),
         "KẾ HOẠCH\nVề việc\n\nCăn cứ\n"),
        ("an empty line parts them", p("A", centred=True) + p() + p("B", centred=True), "A\n\nB\n"),
        ("a text box once, of two choices",
         p("a", xml="<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>" + p("khung")
           + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
           + p("khung") + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"),
         "a\n\nkhung\n"),
        ("a tab behind a typed number", p(xml="<w:r><w:t>1.</w:t><w:tab/><w:t>Một</w:t></w:r>"), "1. Một\n"),
        ("a tab between columns", p(xml="<w:r><w:t>UBND XÃ</w:t><w:tab/><w:t>CỘNG HÒA</w:t></w:r>"), "UBND XÃ\tCỘNG HÒA\n"),
        ("an inner table", table(tr(tc("a"), tc(table(tr(tc("b"), tc("c"))) + p("")))), "| a | b \\| c |\n| --- | --- |\n"),
        ("no lines, no table", table(tr(tc("a"), tc(p("b") + p("c"))), ruled=False), "a\n\nb\nc\n"),
        ("one column is a frame", table(tr(tc("a")), tr(tc("b"))), "a\n\nb\n"),
        ("a first page with lines", table(tr(tc("UBND XÃ"), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))),
         "UBND XÃ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"),
    ],
)  # fmt: skip
def test_what_is_printed(converter: Converter, tmp_path: Path, comment: str, body: str, expected: str) -> None:
    assert converter.convert(docx(tmp_path / "a.docx", body)).text == expected, comment


def test_footnotes_follow_their_paragraph(converter: Converter, tmp_path: Path) -> None:
    body = p("Theo Nghị quyết", xml='<w:r><w:footnoteReference w:id="5"/></w:r>') + p("Điều kiện.")
    notes = f'<w:footnote w:id="5">{p(xml="<w:r><w:footnoteRef/></w:r>" + r("Số 35-NQ/TW."))}</w:footnote>'
    converted = converter.convert(docx(tmp_path / "a.docx", body, footnotes=notes))
    assert converted.text == "Theo Nghị quyết[^1]\n\n[^1]: Số 35-NQ/TW.\n\nĐiều kiện.\n"


def test_a_table_is_text_and_cells(converter: Converter, tmp_path: Path) -> None:
    body = p("Phụ lục") + table(
        tr(tc("TT"), tc("Nội dung", '<w:gridSpan w:val="2"/>')),
        tr(tc("1", '<w:vMerge w:val="restart"/>'), tc("a|b"), tc(p("c") + p("d"))),
        tr(tc("", "<w:vMerge/>"), tc("e"), tc("f")),
    )
    converted = converter.convert(docx(tmp_path / "a.docx", body))
    assert converted.text == (
        "Phụ lục\n\n| TT | Nội dung |  |\n| --- | --- | --- |\n| 1 | a\\|b | c d |\n|  | e | f |\n"
    )
    (found,) = converted.tables
    assert converted.text[found.start : found.end].startswith("| TT |")
    assert converted.text[found.start : found.end].endswith("| e | f |")
    assert found.rows[0] == (TableCell("TT", 0), TableCell("Nội dung", 1, columns=2))
    assert found.rows[1] == (TableCell("1", 0, rows=2), TableCell("a|b", 1), TableCell("c\nd", 2))


def test_a_font_name_alone_changes_nothing(converter: Converter, tmp_path: Path) -> None:
    text = "Tòa án nhân dân; café; Điều 5"
    converted = converter.convert(docx(tmp_path / "a.docx", p(xml=r(text, ".VnTime")) + p(xml=r("Luat", ".VnTimeH"))))
    assert (converted.text, converted.encoding) == (f"{text}\n\nLuat\n", Encoding.UNICODE)
    assert converted.printed == converted.text


def test_decomposed_letters_are_composed(converter: Converter, tmp_path: Path) -> None:
    text = "Nghị quyết của Bộ Chính trị"
    converted = converter.convert(docx(tmp_path / "a.docx", p(unicodedata.normalize("NFD", text))))
    assert (converted.text, converted.format) == (f"{text}\n", Format.DOCX)
