"""A manual's page as Markdown (`docs/lenh.md`) and as a man page (`cancu.1`)."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from indexer.cli.manual.blocks import Block
from indexer.cli.manual.blocks import Heading
from indexer.cli.manual.blocks import Lines
from indexer.cli.manual.blocks import Page
from indexer.cli.manual.blocks import Paragraph
from indexer.cli.manual.blocks import Rows

_INTRODUCTION: Final = (
    "Trang này được tạo từ chính các lệnh (`cancu help --markdown`), một kiểm thử giữ cho nó đúng; "
    "“cancu help LỆNH” in cùng nội dung trên màn hình, `man cancu` sau khi cài."
)


def markdown(commands: Iterable[Page], topics: Iterable[Page]) -> str:
    """Return the reference of all commands and topics."""
    pieces = ["# Các lệnh của Căn Cứ", "", _INTRODUCTION]
    for page in commands:
        pieces += ["", f"## cancu {page.name}", *_markdown_blocks(page)]
    for page in topics:
        pieces += ["", f"## {page.title}", "", f"`cancu help {page.name}`", *_markdown_blocks(page)]
    return "\n".join(pieces) + "\n"


def _markdown_blocks(page: Page) -> Iterator[str]:
    for block in page.blocks:
        yield ""
        match block:
            case Paragraph():
                yield block.text
            case Heading():
                yield f"**{block.text}**"
            case Lines():
                yield from ("```sh", *block.lines, "```")
            case Rows():
                yield from ("| | |", "|---|---|")
                yield from (f"| `{_cell(term)}` | {_cell(meaning)} |" for term, meaning in block.rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def man_page(version: str, commands: Iterable[Page], topics: Iterable[Page]) -> str:
    """Return the man page, in the macros of man(7), which groff and mandoc both read."""
    pieces = [
        f'.TH CANCU 1 "" "cancu {version}" "Căn Cứ"',
        ".SH TÊN",
        r"cancu \- kho tra cứu kế hoạch và các văn bản được viện dẫn",
        ".SH CÁCH DÙNG",
        ".B cancu",
        r"[\-\-pager] LỆNH [TÙY CHỌN]...",
        ".SH LỆNH",
    ]
    for page in commands:
        pieces += [f'.SS "cancu {_escaped(page.name)}"', *_man_blocks(page.blocks)]
    for page in topics:
        pieces += [f'.SH "{_escaped(page.title.upper())}"', *_man_blocks(page.blocks)]
    return "\n".join(pieces) + "\n"


def _man_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    after_heading = True
    for block in blocks:
        match block:
            case Paragraph():
                yield from () if after_heading else (".PP",)
                yield _escaped(block.text)
            case Heading():
                yield from (".PP", f".B {_escaped(block.text)}")
            case Lines():
                yield from (".PP", ".RS 4", ".nf", *map(_escaped, block.lines), ".fi", ".RE")
            case Rows():
                for term, meaning in block.rows:
                    yield from (".TP", f'.B "{_quoted(term)}"', _escaped(meaning) or r"\&")
        after_heading = False


def _escaped(text: str) -> str:
    # A backslash, a minus (else a hyphen that cannot be typed back), and a line that begins as a request would.
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line.startswith((".", "'")) else line


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "\\(dq")
