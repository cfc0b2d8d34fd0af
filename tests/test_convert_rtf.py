r"""What an .rtf file prints: bytes by font, \u letters, tables, notes, numbers that Word left as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.convert import Converter
from indexer.views.conversion import Encoding
from indexer.views.conversion import Format
from indexer.views.conversion import TableCell

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime;}{\f2\fcharset0 VNI-Times;}"
    r"{\f3\fcharset163 Arial;}{\f4\fcharset2 Symbol;}{\f5\fcharset0 .VnTimeH;}}"
)


def rtf(path: Path, body: str, *, head: str = r"\rtf1\ansi\ansicpg1252\deff0") -> Path:
    path.write_bytes(("{" + head + FONTS + r"{\info{\title x}}{\header y\par}" + body + "}").encode("latin-1"))
    return path


BODIES = [
    ("paragraphs", r"\pard Mot\par Hai\line ba\par", "Mot\n\nHai\nba\n"),
    ("letters by number", r"\uc1 Ngh\u7883? quy\u7871?t\par", "Nghị quyết\n"),
    ("a letter in two halves", r"a\u-10179?\u-8704?b\par", "a😀b\n"),
    ("several letters stand for one", r"\uc2 \u272??ảng".replace("ả", r"\u7843??") + r"\par", "Đảng\n"),
    ("Vietnamese Windows", r"\f3 V\'ea\'f2n \'f0\par", "Vện đ\n"),
    ("a symbol font", r"\f4 \'b7\f0  a\par", "• a\n"),
    ("hidden and deleted", r"a{\v b}{\deleted c}d\par", "ad\n"),
    ("a field's result", r"{\field{\*\fldinst HYPERLINK x}{\fldrslt ngh}}i\par", "nghi\n"),
    ("a number that Word left as text", r"{\listtext\pard\plain 1.\tab}{\*\pn\pnlvlbody{\pntxta .}}Mot\par", "1. Mot\n"),
    ("pictures and objects", r"a{\pict\wmetafile8 0123}{\object{\*\objdata 01}{\result b}}c\par", "abc\n"),
    ("unknown groups", r"a{\*\khong biet}b\par", "ab\n"),
    ("bytes that are not letters", r"a{\*\x\bin5 }}}}}}b\par", "ab\n"),
    ("a footnote", r"Theo{\footnote\pard {\super\chftn} So 35.\par} do.\par Het\par", "Theo[^1] do.\n\n[^1]: So 35.\n\nHet\n"),
    ("a text box", r"a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt khung\par}}{\shprslt khung\par}}\par", "a\n\nkhung\n"),
    ("centred lines", r"\qc A\par B\par\pard c\par", "A\nB\n\nc\n"),
    ("signs", r"35\_NQ\~a \{\}\ldblquote b\rdblquote\endash\par", "35-NQ a {}“b”–\n"),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "body", "expected"), BODIES)
def test_bodies(converter: Converter, tmp_path: Path, comment: str, body: str, expected: str) -> None:
    converted = converter.convert(rtf(tmp_path / "a.rtf", body))
    assert (converted.text, converted.format) == (expected, Format.RTF), comment


ROW = r"\trowd\trleft0{}\cellx{}\cellx{}\pard\intbl "


def test_a_table(converter: Converter, tmp_path: Path) -> None:
    lines = r"\clbrdrt\brdrs"
    body = (
        rf"\trowd\trleft0\clvmgf{lines}\cellx1000{lines}\cellx3000\pard\intbl 1\cell a|b\cell\row"
        rf"\trowd\trleft0\clvmrg{lines}\cellx1000{lines}\cellx2000{lines}\cellx3000\pard\intbl\cell c\par d\cell e\cell\row\pard x\par"
    )
    converted = converter.convert(rtf(tmp_path / "a.rtf", body))
    assert converted.text == "| 1 | a\\|b |  |\n| --- | --- | --- |\n|  | c d | e |\n\nx\n"
    assert converted.tables[0].rows[0] == (TableCell("1", 0, rows=2), TableCell("a|b", 1, columns=2))


def test_a_table_without_lines_is_layout(converter: Converter, tmp_path: Path) -> None:
    body = r"\trowd\trleft0\cellx1000\cellx3000\pard\intbl UBND\par XA\cell CONG HOA\cell\row\pard x\par"
    assert converter.convert(rtf(tmp_path / "a.rtf", body)).text == "UBND\nXA\n\nCONG HOA\n\nx\n"


def test_old_encodings_run_by_run(converter: Converter, tmp_path: Path) -> None:
    body = (
        r"\f5 ChÝnh phñ\par\f1 NghÞ ®Þnh; nh÷ng ng­êi; QUYÕT §ÞNH, kÌm theo\par\f2 Nghò ñònh cuûa Chính phuû\par"
        r"\f0 Tr\u7847?n\par\f1 Vi{\b Ö}t Nam\par"
    )
    converted = converter.convert(rtf(tmp_path / "a.rtf", body))
    assert converted.text.split("\n\n") == [
        "Chính phủ", "Nghị định; những người; QUYẾT ĐỊNH, kèm theo", "Nghị định của Chính phủ", "Trần", "Việt Nam\n",
    ]  # fmt: skip
    assert converted.encoding is Encoding.MIXED
    assert converted.printed.startswith("CHÍNH PHỦ\n")


def test_a_file_that_was_cut_off_says_so(converter: Converter, tmp_path: Path) -> None:
    file = rtf(tmp_path / "a.rtf", r"Mot\par Hai ba bon\par")
    file.write_bytes(file.read_bytes()[:-10])
    converted = converter.convert(file)
    assert converted.text.startswith("Mot\n\nHai")
    assert [note.code for note in converted.notes] == ["cut-off"]
