"""Every office file that the site hands over, opened by another program: LibreOffice prints it with every word in it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path

import docx
import pptx
import pypdfium2
import pytest
from flask.testing import FlaskClient

from tests import site_walk
from tests.conftest import CORPUS
from webapp.application import create_app
from webapp.settings import Settings

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 240  # for all files together, on a busy machine

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(PROGRAM is None, reason="không có LibreOffice trên máy này: bỏ qua việc mở lại tệp đã xuất"),
]

DRAFT = (CORPUS / "originals" / "ke-hoach-2022.txt").read_text(encoding="utf-8")
OFFICE = re.compile(r"[?&]dang=(docx|pptx)")


def exports(client: FlaskClient) -> Iterator[tuple[str, bytes]]:
    """The files by name: those of the walk that office programs open, and a draft's review."""
    addresses = [address for group in site_walk.FILES.values() for address in group]
    for number, address in enumerate(address for address in addresses if OFFICE.search(address)):
        kind = OFFICE.search(address)
        assert kind is not None
        yield f"{number}.{kind[1]}", client.get(address).get_data()
    review = client.post("/ra-soat", data={"van-ban": DRAFT, "dang": "docx"})
    assert review.status_code == 200
    yield "ra-soat.docx", review.get_data()


@pytest.fixture(scope="module")
def printed(library_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Path]]:
    """Each export with what LibreOffice made of it."""
    folder = tmp_path_factory.mktemp("exports")
    client = create_app(Settings(library_data, local=True)).test_client()
    files = dict(exports(client))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # beside whoever else uses the program
    command = (str(PROGRAM), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf"))
    subprocess.run(
        (*command, *(str(folder / name) for name in files)), check=True, capture_output=True, timeout=SECONDS
    )
    return {name: (content, folder / "pdf" / f"{Path(name).stem}.pdf") for name, content in files.items()}


def letters(text: str) -> str:
    """A text by its letters and digits alone: lines, hyphens and bullets are the layout's."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text).casefold() if letter.isalnum())


def words_of_docx(content: bytes) -> Iterator[str]:
    document = docx.Document(io.BytesIO(content))
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        # A merged cell stands in each of its columns; on paper it stands once.
        yield from {cell._tc: cell.text for row in table.rows for cell in row.cells}.values()


def words_of_pptx(content: bytes) -> Iterator[str]:
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


WORDS: dict[str, Callable[[bytes], Iterator[str]]] = {".docx": words_of_docx, ".pptx": words_of_pptx}


def test_there_are_files_of_every_kind(printed: dict[str, tuple[bytes, Path]]) -> None:
    assert len(printed) >= 4
    assert {Path(name).suffix for name in printed} == set(WORDS)


def test_every_letter_is_on_paper(printed: dict[str, tuple[bytes, Path]]) -> None:
    for name, (content, path) in printed.items():
        with pypdfium2.PdfDocument(path) as pdf:
            paper = Counter("".join(letters(page.get_textpage().get_text_range()) for page in pdf))
        # Counted, not in a row: a machine without Times New Roman prints marked letters out of another font, and a
        # PDF gives those apart from their words.
        wanted = Counter("".join(letters(words) for words in WORDS[Path(name).suffix](content)))
        assert wanted.total() > 300, name
        assert wanted - paper == Counter(), name


def test_a_lesson_pack_has_its_headings_passages_and_sources(printed: dict[str, tuple[bytes, Path]]) -> None:
    packs = [content for name, (content, _path) in printed.items() if name.endswith(".docx")]
    found = [
        [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in made.paragraphs]
        for made in (docx.Document(io.BytesIO(content)) for content in packs)
    ]
    (pack,) = [rows for rows in found if any("DANH MỤC NGUỒN" in text.upper() for _style, text in rows)]
    headings = [text for style, text in pack if style.startswith("Heading")]
    assert any("Trung ương" in text for text in headings)
    text = "\n".join(text for _style, text in pack)
    assert "Tiếp tục đẩy mạnh thực hiện có hiệu quả Nghị quyết số 35-NQ/TW" in text  # a passage
    assert "Ghi chú: Nhớ so" in text
    sources = text[text.upper().index("DANH MỤC NGUỒN") :]
    assert "Quy định số 24-QĐ/TW" in sources


def test_papers_are_a4(printed: dict[str, tuple[bytes, Path]]) -> None:
    for name, (_content, path) in printed.items():
        if name.endswith(".docx"):
            with pypdfium2.PdfDocument(path) as pdf:
                sides = {round(side * 25.4 / 72) for side in pdf[0].get_size()}
            assert sides == {210, 297}, name
