"""What a .doc file of Word 97 prints: pieces, fonts, automatic numbers, tables, notes; no other program is needed."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from indexer.convert import Converter
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EncryptedFileError
from indexer.views.conversion import Encoding
from indexer.views.conversion import Format
from indexer.views.conversion import TableCell
from tests.doc_files import CENTRED
from tests.doc_files import IN_TABLE
from tests.doc_files import Par
from tests.doc_files import compound
from tests.doc_files import doc
from tests.doc_files import listed
from tests.doc_files import row_end
from tests.doc_files import sprm

HIDDEN, DELETED, SPECIAL = sprm(0x083C, 1), sprm(0x0800, 1), sprm(0x0855, 1)
SYMBOL = sprm(0x6A09, 0xF0B7 << 16) + SPECIAL


def cell(text: str) -> Par:
    return Par([(text, 0)], IN_TABLE, "\x07")


def member(text: str, level: int = 0) -> Par:
    return Par([(text, 0)], listed(1, level))


BODIES = [
    ("paragraphs and lines", [Par([("Mot", 0)]), Par([("Hai\x0bba", 0)])], "Mot\n\nHai\nba\n"),
    ("hidden and deleted letters", [Par([("a", 0), ("b", 0, HIDDEN), ("c", 0, DELETED), ("d", 0)])], "ad\n"),
    ("a field's result", [Par([("\x13 HYPERLINK x \x14nghi\x15 quyet", 0)])], "nghi quyet\n"),
    ("hyphens", [Par([("35\x1eNQ\x1f/TW", 0)])], "35-NQ/TW\n"),
    ("a symbol", [Par([("(", 0, SYMBOL), (" a", 0)])], "• a\n"),
    ("centred lines", [Par([("A", 0)], CENTRED), Par([("B", 0)], CENTRED), Par([("c", 0)])], "A\nB\n\nc\n"),
    ("a page's end", [Par([("a", 0)], mark="\x0c"), Par([("b", 0)])], "a\n\nb\n"),
    ("a footnote", [Par([("Theo", 0), ("\x02", 0, SPECIAL), (" do", 0)], note=[Par([("\x02 So 35.", 0)])]), Par([("Het", 0)])],
     "Theo[^1] do\n\n[^1]: So 35.\n\nHet\n"),
    ("a table without lines", [cell("a"), cell("b"), Par([], row_end(0, 1000, 3000, lines=False), "\x07"), Par([("c", 0)])],
     "a\n\nb\n\nc\n"),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "paragraphs", "expected"), BODIES)
@pytest.mark.parametrize("wide", [False, True])
def test_bodies(
    converter: Converter, tmp_path: Path, comment: str, paragraphs: list[Par], expected: str, *, wide: bool
) -> None:
    converted = converter.convert(doc(tmp_path / "a.doc", paragraphs, wide=wide))
    assert (converted.text, converted.format) == (expected, Format.DOC), comment


def test_automatic_numbers(converter: Converter, tmp_path: Path) -> None:
    body = [member("A"), member("x", 1), member("y", 1), Par([("giua", 0)]), member("B"), member("z", 1)]
    levels = [(1, "\x00."), (0, "\x00.\x01)")]
    converted = converter.convert(doc(tmp_path / "a.doc", body, levels=levels))
    assert converted.text.split() == ["I.", "A", "I.1)", "x", "I.2)", "y", "giua", "II.", "B", "II.1)", "z"]


def test_a_number_in_an_old_font(converter: Converter, tmp_path: Path) -> None:
    body = [Par([("Ph¹m vi ®iÒu chØnh", 1)], listed(1))]
    fonts = ["Times New Roman", ".VnTime"]
    converted = converter.convert(doc(tmp_path / "a.doc", body, levels=[(0, "§iÒu \x00.")], fonts=fonts, wide=True))
    assert converted.text == "Điều 1. Phạm vi điều chỉnh\n"


def test_a_table(converter: Converter, tmp_path: Path) -> None:
    body = [
        cell("1"), cell("a"), Par([], row_end(0, 1000, 3000), "\x07"),
        cell(""), Par([("b", 0)], IN_TABLE), cell("c"), Par([], row_end(0, 1000, 3000, continues=[0]), "\x07"),
        Par([("x", 0)]),
    ]  # fmt: skip
    converted = converter.convert(doc(tmp_path / "a.doc", body))
    assert converted.text == "| 1 | a |\n| --- | --- |\n|  | b c |\n\nx\n"
    assert converted.tables[0].rows[0] == (TableCell("1", 0, rows=2), TableCell("a", 1))
    assert converted.tables[0].rows[1] == (TableCell("b\nc", 1),)


def test_old_encodings_run_by_run(converter: Converter, tmp_path: Path) -> None:
    fonts = ["Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times"]
    body = [
        Par([("ChÝnh phñ", 2)]),
        Par([("NghÞ ®Þnh cña Vi", 1), ("Ö", 1, sprm(0x0835, 1)), ("t Nam", 1)]),
        Par([("Nghò ñònh cuûa Chính phuû", 3)]),
    ]
    converted = converter.convert(doc(tmp_path / "a.doc", body, fonts=fonts))
    assert converted.text == "Chính phủ\n\nNghị định của Việt Nam\n\nNghị định của Chính phủ\n"
    assert converted.encoding is Encoding.MIXED
    assert converted.printed.startswith("CHÍNH PHỦ\n")


def test_a_password(converter: Converter, tmp_path: Path) -> None:
    with pytest.raises(EncryptedFileError, match="mật khẩu"):
        converter.convert(doc(tmp_path / "a.doc", [Par([("a", 0)])], flags=0x0100))


def test_a_file_that_was_cut_off(converter: Converter, tmp_path: Path) -> None:
    file = doc(tmp_path / "a.doc", [Par([("a", 0)])])
    file.write_bytes(file.read_bytes()[:1500])
    with pytest.raises(DamagedFileError):
        converter.convert(file)


def test_word_95_gives_its_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # a machine without LibreOffice
    letters = "ChÝnh phñ\rNghÞ ®Þnh cña Bé Tµi chÝnh\r".encode("cp1252")
    stream = bytearray(0x300) + letters
    struct.pack_into("<HH", stream, 0, 0xA5DC, 104)
    struct.pack_into("<II", stream, 0x18, 0x300, 0x300 + len(letters))
    struct.pack_into("<I", stream, 0x34, len(letters))
    with Converter() as converter:
        converted = converter.convert(compound(tmp_path / "a.doc", {"WordDocument": bytes(stream)}))
    assert converted.text == "Chính phủ\n\nNghị định của Bộ Tài chính\n"
    assert [note.code for note in converted.notes] == ["old-word"]
