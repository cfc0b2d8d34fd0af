"""Pictures of pages: what to install where nothing reads them, and what is read, with its confidence, where it can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from indexer.convert import Converter
from indexer.convert.ocr import can_recognise
from indexer.convert.ocr import read_table
from indexer.errors.convert import ScanWithoutOcrError
from tests.pdf_files import pdf
from tests.pdf_files import scan

needs_tesseract = pytest.mark.skipif(
    not can_recognise(), reason="máy này không có Tesseract kèm tiếng Việt (tesseract-ocr, tesseract-ocr-vie)"
)
LINES = ["Quy trinh tiep dan cua xa", "Can bo xa tiep nhan don va ghi vao so", "Can bo xa tra loi trong ba ngay"]


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which no program is installed."""
    monkeypatch.setenv("PATH", "")
    can_recognise.cache_clear()
    yield
    can_recognise.cache_clear()


def picture(path: Path) -> Path:
    """Write a scanned .pdf of LINES: a page with letters, drawn, and the drawing put into a file of its own."""
    letters = pdf(
        path.with_name("chu.pdf"), [[(60, 700 - 40 * at, text) for at, text in enumerate(LINES)]], font="Arial", size=16
    )
    document = pdfium.PdfDocument(letters)
    bitmap = document[0].render(scale=3, grayscale=True)
    data, stride = bytes(bitmap.buffer), bitmap.stride
    pixels = b"".join(data[stride * row : stride * row + bitmap.width] for row in range(bitmap.height))
    document.close()
    return scan(path, bitmap.width, bitmap.height, pixels)


@pytest.mark.usefixtures("no_programs")
def test_a_scan_says_what_to_install(tmp_path: Path) -> None:
    with Converter() as converter, pytest.raises(ScanWithoutOcrError, match="tesseract-ocr-vie"):
        converter.convert(scan(tmp_path / "a.pdf"))


@pytest.mark.usefixtures("no_programs")
def test_a_photograph_says_so_too(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    with Converter() as converter, pytest.raises(ScanWithoutOcrError):
        converter.convert(tmp_path / "a.jpg")


@needs_tesseract
def test_a_scan_is_read_and_marked(converter: Converter, tmp_path: Path) -> None:
    converted = converter.convert(picture(tmp_path / "a.pdf"))
    assert converted.ocr_confidence is not None
    assert 0 < converted.ocr_confidence <= 1
    assert [note.code for note in converted.notes] == ["ocr"]
    assert "Can bo xa" in converted.text


TABLE = "\n".join(
    "\t".join(map(str, row))
    for row in [
        ("level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height", "conf", "text"),
        (4, 1, 1, 1, 1, 0, 100, 100, 800, 40, -1, ""),
        (5, 1, 1, 1, 1, 1, 100, 100, 300, 40, 90.0, "Nghị"),
        (5, 1, 1, 1, 1, 2, 420, 100, 300, 40, 96.0, "định"),
        (5, 1, 1, 1, 1, 3, 900, 100, 300, 40, 30.0, "số"),
        (5, 1, 1, 1, 1, 4, 900, 100, 300, 40, "x", " "),
        ("hỏng",),
    ]
)  # fmt: skip


def test_the_table_of_words() -> None:
    found = read_table(TABLE, points=0.5, height=1000)
    assert [segment.text for segment in found.segments] == ["Nghị định", "số"]  # a gap as between columns
    assert found.letters == 10
    assert found.confidence == pytest.approx((4 * 0.9 + 4 * 0.96 + 2 * 0.3) / 10)


def test_no_table_is_no_letters() -> None:
    assert read_table("").segments == []
