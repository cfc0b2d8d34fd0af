"""Small office files, made here letter by letter so that each shows one trait."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:v" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx(path: Path, body: str, **parts: str) -> Path:
    """Write a .docx whose body is `body` (WordprocessingML); `parts`: numbering, styles, footnotes, endnotes."""
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELATIONS)
        packed.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            packed.writestr(f"word/{name}.xml", f"<w:{roots[name]} {_NAMES}>{content}</w:{roots[name]}>")
    return path


def p(
    text: str = "", *, num: tuple[int, int] | None = None, style: str = "", centred: bool = False, xml: str = ""
) -> str:
    """Return a paragraph: `num` is (list, level), `xml` further runs."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    properties += '<w:jc w:val="center"/>' if centred else ""
    run = r(text) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{xml}</w:p>"


def r(text: str, font: str = "", properties: str = "") -> str:
    """Return a run."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def lists(*levels: tuple[str, str], first: int = 1, extra: str = "", overrides: str = "") -> str:
    """Return numbering.xml with one list (numId 1) and a second that shares its counting (numId 2)."""
    shown = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{first}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{shown}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def table(*rows: str, ruled: bool = True) -> str:
    """Return a table of rows made by `tr`."""
    line = "single" if ruled else "nil"
    borders = "".join(
        f'<w:{edge} w:val="{line}"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{''.join(rows)}</w:tbl>"


def tr(*cells: str) -> str:
    """Return a row."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    """Return a cell; `content` is text, or paragraphs."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODT_NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0" '
    f'xmlns:style="{_ODF}:style:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:draw="{_ODF}:drawing:1.0"'
)


def odt(path: Path, body: str, *, styles: str = "", outline: str = "", manifest: str = "") -> Path:
    """Write an .odt file; `styles` are automatic styles, `outline` stands in styles.xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr(
            "content.xml",
            f"<office:document-content {_ODT_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        packed.writestr("styles.xml", f"<office:document-styles {_ODT_NAMES}>{outline}</office:document-styles>")
        packed.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return path
