"""Commands that read one text, in a library or not: `cite` and `outline`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Final

import click

from indexer.catalogue.dates import vietnamese_date
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.shapes import citation_json
from indexer.cli.shapes import outline_json
from indexer.cli.shapes import print_json
from indexer.errors import DamagedIndexError
from indexer.errors import NoIndexError
from indexer.errors import NoLibraryError
from indexer.errors import TextFileError
from indexer.errors import TextTooLongError
from indexer.errors import UnreadableTextError
from indexer.errors import system_reason
from indexer.model import Level

if TYPE_CHECKING:
    from indexer.model import Citation
    from indexer.model import Outline

_STANDARD_INPUT: Final = "-"
_LONGEST: Final = 20  # megabytes: far beyond any plan, and still read within the memory of a small machine
_MEGABYTE: Final = 1_000_000
_PLAIN: Final = frozenset({"", ".txt", ".md"})


def read_text(file: str) -> str:
    """Return the text of `file` ("-": standard input) as it stands: a BOM is a letter, line ends are untouched.

    Raises:
        TextFileError: the file cannot be read.
        TextTooLongError: it is longer than is read at once.
        UnreadableTextError: it is not UTF-8, or no text at all.
    """
    shown = "trên đầu vào chuẩn" if file == _STANDARD_INPUT else f"“{file}”"
    try:
        data = _start_of(file)
    except OSError as error:
        raise TextFileError(file, system_reason(error)) from error
    if len(data) > _LONGEST * _MEGABYTE:
        raise TextTooLongError(_LONGEST)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(shown) from error
    if "\0" in text:
        raise UnreadableTextError(shown)
    return text


def read_draft(file: str) -> str:
    """Return the text of `file` as `read_text` does, or, where it is no plain UTF-8 text, as it is converted.

    Raises:
        TextFileError, TextTooLongError, UnreadableFileError, SecretTextError: it cannot be read, or may not.
        UnreadableTextError: standard input is no UTF-8.
    """
    if file == _STANDARD_INPUT or Path(file).suffix.lower() in _PLAIN:
        try:
            return read_text(file)
        except UnreadableTextError:
            if file == _STANDARD_INPUT:
                raise
    from indexer.convert import convert  # noqa: PLC0415 (plain text does not need it)

    return convert(Path(file)).printed


def _start_of(file: str) -> bytes:
    # One byte more than is allowed tells that there is more; a device without end is not read to its end.
    most = _LONGEST * _MEGABYTE + 1
    if file == _STANDARD_INPUT:
        return sys.stdin.buffer.read(most)
    with Path(file).open("rb") as opened:
        return opened.read(most)


@click.command(
    "cite", cls=Command, help="Tìm mọi viện dẫn trong một văn bản bất kỳ.\n\nTỆP là - : đọc từ đầu vào chuẩn."
)
@click.argument("file", metavar="TỆP", type=click.Path(allow_dash=True))
@library_options
@json_option
def cite_command(file: str, corpus: Path | None, data: Path | None, as_json: bool) -> int:
    """Print every citation of a text, resolved where there is a library."""
    text = read_text(file)
    citations = _citations(text, Places(corpus, data))
    if as_json:
        print_json({"citations": [citation_json(citation) for citation in citations]})
        return DONE
    line, counted = 1, 0
    for citation in sorted(citations, key=lambda citation: citation.start):
        line, counted = line + text.count("\n", counted, citation.start), citation.start
        day = words.day(citation.issued) if citation.issued else None
        details = [citation.canonical, day, citation.issuer, citation.title, citation.document]
        click.echo(f"{line:>5}  {' '.join(citation.text.split())}")
        if any(details):
            words.paragraph(" · ".join(detail for detail in details if detail), " " * 7)
    click.echo(f"{words.counted(len(citations))} viện dẫn.")
    return DONE


def _citations(text: str, places: Places) -> tuple[Citation, ...]:
    from indexer.kb import KnowledgeBase  # noqa: PLC0415 (help does not need it)

    try:
        kb = KnowledgeBase.open(places.data)
    except (NoLibraryError, NoIndexError, DamagedIndexError):
        if places.named:
            raise
        # No library was asked for: the text alone says what it cites.
        from indexer.citations import cite  # noqa: PLC0415
        from indexer.vocabulary import program_vocabulary  # noqa: PLC0415

        return cite(text, program_vocabulary())
    return kb.cite(text)


@click.command(
    "outline", cls=Command, help="Đọc phần đầu và cây nhiệm vụ của một văn bản.\n\nTỆP là - : đọc từ đầu vào chuẩn."
)
@click.argument("file", metavar="TỆP", type=click.Path(allow_dash=True))
@library_options
@json_option
def outline_command(file: str, corpus: Path | None, data: Path | None, as_json: bool) -> int:  # noqa: ARG001 (every command takes them)
    """Print the header and the task tree of a text."""
    from indexer.reading import read_outline  # noqa: PLC0415 (only this command needs it)
    from indexer.vocabulary import program_vocabulary  # noqa: PLC0415

    outline = read_outline(read_text(file), program_vocabulary())
    if as_json:
        print_json(outline_json(outline))
    else:
        _print_outline(outline)
    return DONE


def _print_outline(outline: Outline) -> None:
    header = outline.header
    rows = (
        ("Loại", header.kind),
        ("Số", header.number),
        ("Trích yếu", header.title),
        ("Cơ quan ban hành", header.issuer),
        ("Nơi ban hành", header.place),
        ("Ngày", vietnamese_date(header.issued) if header.issued else None),
        ("Người ký", header.signer),
        ("Chức vụ", header.position),
        ("Nơi nhận", "; ".join(header.recipients)),
    )
    words.table((label, value) for label, value in rows if value)
    depths: dict[str | None, int] = {None: -1}
    for task in outline.tasks:
        depths[task.id] = depths.get(task.parent, -1) + 1
        words.paragraph(f"{task.id}  {task.heading}"[: words.width() * 2], "  " * depths[task.id])
    bases = any(task.level is Level.PREAMBLE for task in outline.tasks)
    count = words.counted(len(outline.tasks) - bases)
    click.echo(f"{count} mục và phần căn cứ." if bases else f"{count} mục.")
