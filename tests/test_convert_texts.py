"""Texts and web pages: their letters in whatever encoding, their document without the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.convert import Converter
from indexer.views.conversion import Encoding
from indexer.views.conversion import Format

TEXT = "CỘNG HÒA\nĐộc lập\n\nĐiều 1. Nghị định này\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_texts(converter: Converter, tmp_path: Path, codec: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode(codec))
    converted = converter.convert(file)
    assert (converted.text, converted.format, converted.encoding) == (TEXT, Format.TEXT, Encoding.UNICODE)


@pytest.mark.parametrize(
    ("comment", "data", "expected", "encoding"),
    [
        ("TCVN3", "Céng hßa x· héi chñ nghÜa ViÖt Nam, nh÷ng NghÞ ®Þnh".encode("cp1252"),
         "Cộng hòa xã hội chủ nghĩa Việt Nam, những Nghị định", Encoding.TCVN3),
        ("VNI", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, QUYEÁT ÑÒNH".encode("cp1252"),
         "Cộng hòa xã hội chủ nghĩa Việt Nam, QUYẾT ĐỊNH", Encoding.VNI),
        ("Vietnamese Windows", "Vi\u00ea\u0323t Nam đô\u0323c lâ\u0323p".encode("cp1258"), "Việt Nam độc lập", Encoding.UNICODE),
        ("Western", "Le café de la révolution".encode("cp1252"), "Le café de la révolution", Encoding.UNICODE),
    ],
)  # fmt: skip
def test_texts_of_one_byte(
    converter: Converter, tmp_path: Path, comment: str, data: bytes, expected: str, encoding: Encoding
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    converted = converter.convert(file)
    assert (converted.text, converted.encoding) == (f"{expected}\n", encoding), comment


def test_markdown_keeps_its_lines(converter: Converter, tmp_path: Path) -> None:
    text = "---\nid: a\n---\n\n# A\n\n- b\n- c\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    converted = converter.convert(tmp_path / "a.md")
    assert (converted.text, converted.format) == (text, Format.MARKDOWN)


PAGES = [
    ("paragraphs and breaks", "<p>Một\n hai<br>ba<p>bốn", "Một hai\nba\n\nbốn\n"),
    ("inline elements join", "<p>35-<b>NQ</b>/<i>TW</i></p>", "35-NQ/TW\n"),
    ("no scripts, no hidden words", "<p>a<script>x()</script><style>p{}</style><span style='display:none'>b</span></p>", "a\n"),
    ("numbers of lists", "<ol type=a start=3><li>x<li><p>y</p></ol><ul><li>z</ul>", "c. x\n\nd. y\n\n- z\n"),
    ("a table with lines", "<table border=1><tr><td rowspan=2>a<td>b<tr><td>c</table>", "| a | b |\n| --- | --- |\n|  | c |\n"),
    ("a table without", "<table><tr><td>a<br>b<td>c</table>", "a\nb\n\nc\n"),
    ("centred lines", "<p align=center>A</p><p style='text-align:center'>B</p><p>c</p>", "A\nB\n\nc\n"),
    ("the site's frame", "<nav>x</nav><div class='breadcrumb'>y</div><p>Điều 1</p><div id=footer>z</div>", "Điều 1\n"),
    ("a menu without a name", "<div><a>Mục a</a><a>Mục b</a><a>Mục c</a><a>Mục d</a></div><p>Điều 1. Phạm vi</p>", "Điều 1. Phạm vi\n"),
    ("the page's main part", f"<div>Tin khác</div><main><p>{'Điều 1. ' * 10}</p></main>", f"{'Điều 1. ' * 10}".strip() + "\n"),
    ("links stay words", "<p>Theo <a href='http://x.invalid/'>Nghị định 1</a></p><img src='http://x.invalid/a.png'>", "Theo Nghị định 1\n"),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "body", "expected"), PAGES)
def test_web_pages(converter: Converter, tmp_path: Path, comment: str, body: str, expected: str) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    assert converter.convert(tmp_path / "a.html").text == expected, comment


@pytest.mark.parametrize("charset", ["windows-1258", "utf-8", "utf-16", "x-unknown"])
def test_a_page_says_its_character_set(converter: Converter, tmp_path: Path, charset: str) -> None:
    page = f"<html><head><meta charset='{charset}'></head><body><p>Đảng ủy xã</p></body></html>"
    codec = "utf-8" if charset == "x-unknown" else charset
    text = (
        page
        if codec != "windows-1258"
        else page.replace("ả", "a\u0309").replace("ủ", "u\u0309").replace("ã", "a\u0303")
    )
    (tmp_path / "a.html").write_bytes(text.encode(codec))
    assert converter.convert(tmp_path / "a.html").text == "Đảng ủy xã\n"


def test_an_old_font_in_a_new_page(converter: Converter, tmp_path: Path) -> None:
    page = "<html><body><p><font face='.VnTime'>NghÞ quyÕt cña §¶ng</font> và Nghị quyết của Đảng</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    converted = converter.convert(tmp_path / "a.html")
    assert (converted.text, converted.encoding) == (
        "Nghị quyết của Đảng và Nghị quyết của Đảng\n",
        Encoding.MIXED,
    )


def test_a_page_saved_in_one_file(converter: Converter, tmp_path: Path) -> None:
    saved = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>=C4=90i=E1=BB=81u 1</p></body></html>\n--b--\n"
    )
    (tmp_path / "a.mht").write_text(saved, encoding="ascii")
    converted = converter.convert(tmp_path / "a.mht")
    assert (converted.text, converted.format) == ("Điều 1\n", Format.HTML)
