"""What an .odt file prints: numbers of lists and headings, tables, notes; no other program is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.convert import Converter
from indexer.errors.convert import EncryptedFileError
from indexer.views.conversion import Format
from indexer.views.conversion import TableCell
from tests.office_files import odt

LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3" style:num-suffix="."/>'
    "</text:list-style>"
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>'
)
STYLES = LIST + (
    '<style:style style:name="C"><style:paragraph-properties fo:text-align="center"/></style:style>'
    '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="R"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>'
)
OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="Điều " '
    'style:num-suffix="."/></text:outline-style>'
)


def item(*content: str) -> str:
    return f"<text:list-item>{''.join(content)}</text:list-item>"


def listed(*items: str, style: str = "L", more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{"".join(items)}</text:list>'


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


NOTE = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Số 35.</text:p></text:note-body></text:note>'

BODIES = [
    ("blanks and tabs", p("a<text:s text:c='3'/>b\n c<text:tab/>d<text:line-break/>e"), "a   b c\td\ne\n"),
    ("spans", p("35-<text:span>NQ</text:span>/<text:a>TW</text:a>"), "35-NQ/TW\n"),
    ("hidden letters", p("a<text:span text:style-name='H'>b</text:span>c"), "ac\n"),
    ("a list in a list", listed(item(p("A"), f"<text:list>{item(p('x'))}{item(p('y'))}</text:list>"), item(p("B"))), "I. A\n\na) x\n\nb) y\n\nII. B\n"),
    ("a second paragraph of a member", listed(item(p("A"), p("thêm")), item(p("B"))), "I. A\n\nthêm\n\nII. B\n"),
    ("a new list begins anew", listed(item(p("A"))) + listed(item(p("B"))), "I. A\n\nI. B\n"),
    ("a list that goes on", listed(item(p("A"))) + p("x") + listed(item(p("B")), more='text:continue-numbering="true"'), "I. A\n\nx\n\nII. B\n"),
    ("a member with a number of its own", listed('<text:list-item text:start-value="5"><text:p>A</text:p></text:list-item>', item(p("B"))), "V. A\n\nVI. B\n"),
    ("bullets", listed(item(p("A")), style="B"), "- A\n"),
    ("headings' numbers", '<text:h text:outline-level="1">A</text:h>' + p("x") + '<text:h text:outline-level="1">B</text:h>', "Điều 1. A\n\nx\n\nĐiều 2. B\n"),
    ("deleted text", '<text:tracked-changes><text:changed-region><text:p>bỏ</text:p></text:changed-region></text:tracked-changes>' + p("a"), "a\n"),
    ("centred lines", p("A", "C") + p("B", "C") + p("c"), "A\nB\n\nc\n"),
    ("a footnote", p(f"Theo{NOTE} đó"), "Theo[^1] đó\n\n[^1]: Số 35.\n"),
    ("a text box", p("a<draw:frame><draw:text-box><text:p>khung</text:p></draw:text-box></draw:frame>"), "a\n\nkhung\n"),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "body", "expected"), BODIES)
def test_bodies(converter: Converter, tmp_path: Path, comment: str, body: str, expected: str) -> None:
    converted = converter.convert(odt(tmp_path / "a.odt", body, styles=STYLES, outline=OUTLINE))
    assert (converted.text, converted.format) == (expected, Format.ODT), comment


def test_a_table(converter: Converter, tmp_path: Path) -> None:
    cell = '<table:table-cell table:style-name="R" {}><text:p>{}</text:p></table:table-cell>'
    covered = "<table:covered-table-cell/>"
    first = (
        cell.format('table:number-rows-spanned="2"', "1")
        + cell.format('table:number-columns-spanned="2"', "a")
        + covered
    )
    second = covered + cell.format("", "b") + cell.format("", "c")
    body = f"<table:table><table:table-row>{first}</table:table-row><table:table-row>{second}</table:table-row></table:table>"
    converted = converter.convert(odt(tmp_path / "a.odt", body, styles=STYLES))
    assert converted.text == "| 1 | a |  |\n| --- | --- | --- |\n|  | b | c |\n"
    assert converted.tables[0].rows[0] == (TableCell("1", 0, rows=2), TableCell("a", 1, columns=2))


def test_a_password(converter: Converter, tmp_path: Path) -> None:
    with pytest.raises(EncryptedFileError):
        converter.convert(odt(tmp_path / "a.odt", p("a"), manifest="<file-entry><encryption-data/></file-entry>"))
