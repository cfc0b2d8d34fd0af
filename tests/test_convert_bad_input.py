"""Files that are broken, hostile or secret: each gets one sentence, and the next file is read as if nothing was."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from indexer.convert import Converter
from indexer.convert import Limits
from indexer.convert import convert
from indexer.errors import SecretTextError
from indexer.errors import TextFileError
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EmptyFileError
from indexer.errors.convert import EncryptedFileError
from indexer.errors.convert import GreedyFileError
from indexer.errors.convert import HostileFileError
from indexer.errors.convert import OldWordError
from indexer.errors.convert import SlowFileError
from indexer.errors.convert import TooLargeFileError
from indexer.errors.convert import UnknownFormatError
from indexer.errors.convert import UnreadableFileError
from indexer.views.conversion import Format
from tests.doc_files import Par
from tests.doc_files import compound
from tests.doc_files import doc
from tests.office_files import W
from tests.office_files import docx
from tests.office_files import p
from tests.office_files import r
from tests.office_files import table
from tests.office_files import tc
from tests.office_files import tr
from tests.pdf_files import pdf

ENTITIES = (
    "<!DOCTYPE d [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)
OUTSIDE = "<!DOCTYPE d [<!ENTITY h SYSTEM 'file:///etc/hostname'>]>"


def raw_docx(path: Path, document: str | bytes, **more: str) -> Path:
    whole = docx(path, p("x"))
    with zipfile.ZipFile(whole) as packed:
        kept = {name: packed.read(name) for name in packed.namelist() if name != "word/document.xml"}
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**kept, "word/document.xml": document, **more}.items():
            packed.writestr(name, content)
    return whole


def document(body: str, doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def bomb(path: Path) -> Path:
    start, end = document("\0").split("\0")
    return raw_docx(path, start.encode() + b"<w:p/>" * 20_000_000 + end.encode())


def locked_zip(path: Path) -> Path:
    file = docx(path, p("a"))
    data = bytearray(file.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:  # the flag of each entry in the zip file's list
        data[at + 8] |= 1
        at += 4
    file.write_bytes(bytes(data))
    return file


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


BAD = [
    ("a zip bomb", "a.docx", bomb, HostileFileError),
    ("an entity bomb", "a.docx", lambda f: raw_docx(f, document("<w:p><w:r><w:t>&h;</w:t></w:r></w:p>", ENTITIES)), HostileFileError),
    ("an entity from outside", "a.docx", lambda f: raw_docx(f, document("<w:p><w:r><w:t>&h;</w:t></w:r></w:p>", OUTSIDE)), HostileFileError),
    ("endless nesting", "a.docx", lambda f: raw_docx(f, document("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), HostileFileError),
    ("no XML", "a.docx", lambda f: raw_docx(f, "<w:document"), DamagedFileError),
    ("a locked .docx of Word", "a.docx", lambda f: compound(f, {"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), EncryptedFileError),
    ("a locked zip", "a.docx", locked_zip, EncryptedFileError),
    ("a workbook of old Excel", "a.doc", lambda f: compound(f, {"Workbook": b"x"}), UnknownFormatError),
    ("Word for DOS", "a.doc", lambda f: written(f, b"\x31\xbe\0\0" + bytes(200) + b"chu"), OldWordError),
    ("a .doc without its letters", "a.doc", lambda f: compound(f, {"WordDocument": b"\xec\xa5" + bytes(600), "0Table": b""}), DamagedFileError),
    ("half a .pdf", "a.pdf", lambda f: written(f, b"%PDF-1.7\n1 0 obj\n<< /Type /Cata"), DamagedFileError),
    ("half a .docx", "a.docx", lambda f: written(f, docx(f, p("a")).read_bytes()[:300]), DamagedFileError),
    ("an empty file", "a.txt", lambda f: written(f, b""), EmptyFileError),
    ("blanks", "a.txt", lambda f: written(f, b" \n\n\t"), EmptyFileError),
    ("a document without a letter", "a.docx", lambda f: docx(f, p("...")), EmptyFileError),
    ("a program", "a.docx", lambda f: written(f, b"MZ" + bytes(range(256)) * 20), UnknownFormatError),
    ("a zip of something else", "a.docx", lambda f: _zip(f, "a.txt", "x"), UnknownFormatError),
]  # fmt: skip


def _zip(path: Path, name: str, content: str) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(name, content)
    return path


@pytest.mark.parametrize(("comment", "name", "make", "failure"), BAD)
def test_one_sentence(
    converter: Converter, tmp_path: Path, comment: str, name: str, make, failure: type[Exception]
) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(failure) as caught:
        converter.convert(make(tmp_path / name))
    assert "\n" not in str(caught.value), comment
    assert converter.convert(written(tmp_path / "sau.txt", b"Sau")).text == "Sau\n"


def test_a_wrong_extension_does_not_matter(converter: Converter, tmp_path: Path) -> None:
    for name, file, found in (
        ("a.pdf", docx(tmp_path / "1", p("a")), Format.DOCX),
        ("a.docx", pdf(tmp_path / "2", [[(50, 700, "abc")]]), Format.PDF),
        ("a.txt", doc(tmp_path / "3", [Par([("a", 0)])]), Format.DOC),
        ("a.doc", written(tmp_path / "4", b"{\\rtf1 a\\par}"), Format.RTF),
        ("a.doc", written(tmp_path / "5", b"<html><body><p>a</p></body></html>"), Format.HTML),
    ):
        assert converter.convert(file, name=name).format is found


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\thu muc\\ke hoach.docx", "ke hoach.docx"),
        ("a\0b\n\u202ec.docx", "abc.docx"),
        ("<script>alert(1)</script>.docx", "script>.docx"),
        ("x" * 300 + ".docx", "x" * 60 + "…" + "xxxxxxx.docx"),
    ],
)
def test_a_name_is_shown_harmless(converter: Converter, tmp_path: Path, name: str, shown: str) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        converter.convert(written(tmp_path / "a", b"MZ" + bytes(range(256)) * 20), name=name)
    assert f"“{shown}”" in str(caught.value)


@pytest.mark.parametrize("name", ["khong-co.docx", "a\0b.docx", "x" * 300])
def test_what_is_not_there(converter: Converter, tmp_path: Path, name: str) -> None:
    with pytest.raises((TextFileError, UnknownFormatError)):
        converter.convert(tmp_path / name)


def test_a_folder_is_no_file(converter: Converter, tmp_path: Path) -> None:
    with pytest.raises(TextFileError, match="thư mục"):
        converter.convert(tmp_path)


def test_a_huge_file_is_not_opened(converter: Converter, tmp_path: Path) -> None:
    with (tmp_path / "a.docx").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(TooLargeFileError):
        converter.convert(tmp_path / "a.docx")


def test_a_text_beyond_the_bound(tmp_path: Path) -> None:
    with pytest.raises(TooLargeFileError):
        convert(written(tmp_path / "a.txt", b"a " * 600), limits=Limits(text=1000))


def test_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    # No process of Python starts in a thousandth of a second.
    with pytest.raises(SlowFileError):
        convert(written(tmp_path / "a.txt", b"a"), limits=Limits(seconds=0.001))


def test_reading_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    body = "".join(p("a") for _ in range(200_000))
    with Converter(Limits(memory=150_000_000)) as small:
        with pytest.raises((GreedyFileError, DamagedFileError)):
            small.convert(docx(tmp_path / "a.docx", body))
        assert small.convert(written(tmp_path / "a.txt", b"Sau")).text == "Sau\n"


STAMPED = [
    ("a line of a .docx", lambda f: docx(f, p("TUYỆT MẬT", centred=True) + p("KẾ HOẠCH"))),
    ("a cell", lambda f: docx(f, table(tr(tc("TỐI MẬT"), tc("CỘNG HÒA"))) + p("a"))),
    ("a text box", lambda f: docx(f, p("a", xml="<w:r><w:pict><v:textbox><w:txbxContent>" + p("MẬT") + "</w:txbxContent></v:textbox></w:pict></w:r>"))),
    ("an old font of capitals", lambda f: docx(f, p(xml=r("tuyÖt mËt", ".VnTimeH")) + p(xml=r("kÕ ho¹ch", ".VnTimeH")))),
    ("a .pdf", lambda f: pdf(f, [[(50, 700, "TỐI MẬT"), (50, 600, "KẾ HOẠCH")]])),
    ("a text", lambda f: written(f, "MẬT\n\nKẾ HOẠCH".encode())),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "make"), STAMPED)
def test_a_secret_is_not_read(converter: Converter, tmp_path: Path, comment: str, make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SecretTextError):
        converter.convert(make(tmp_path / "a"))


def test_a_text_about_secrets_is_read(converter: Converter, tmp_path: Path) -> None:
    text = "Luật này quy định độ Tuyệt mật, Tối mật, Mật; tài liệu MẬT được đóng dấu."
    assert converter.convert(docx(tmp_path / "a.docx", p(text))).text == f"{text}\n"


def test_macros_and_links_are_passed_over(converter: Converter, tmp_path: Path) -> None:
    link = (
        '<w:hyperlink r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        + r("chữ")
        + "</w:hyperlink>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        'Type="x/attachedTemplate" TargetMode="External" Target="http://127.0.0.1:9/mau.dotm"/></Relationships>'
    )
    more = {"word/_rels/document.xml.rels": relations, "word/vbaProject.bin": "Sub AutoOpen()"}
    assert converter.convert(raw_docx(tmp_path / "a.docx", document(f"<w:p>{link}</w:p>"), **more)).text == "chữ\n"


def test_every_failure_is_one_kind() -> None:
    assert issubclass(HostileFileError, UnreadableFileError)
