"""How the command line words what it prints for people: dates, names, wrapped text in aligned columns."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from typing import Any
from typing import Final

import click

from indexer.catalogue.dates import vietnamese_date
from indexer.cli import terminal
from indexer.model import Standing
from indexer.model import Status

if TYPE_CHECKING:
    from indexer.views import DocumentSummary
    from indexer.views import Excerpt

STANDINGS: Final = {
    Standing.STATED: "",
    Standing.VERIFIED: "đã đối chiếu",
    Standing.SECONDARY: "cần kiểm tra",
    Standing.INFERRED: "suy ra",
    Standing.DOUBTFUL: "còn nghi ngờ",
}
STATUSES: Final = {
    Status.REPLACED: "Đã có văn bản thay thế",
    Status.IN_FORCE: "Còn hiệu lực",
    Status.NONE_FOUND: "Chưa ghi nhận văn bản thay thế",
    Status.UNKNOWN: "Chưa rõ hiệu lực",
}
# Said where a library has become too large for the engine that every installation has.
OUTGROWN: Final = (
    "Kho đã lớn hơn mức bộ máy whoosh tìm nhanh được: hãy cài bộ máy tantivy "
    "(pip install '.[tantivy]' trong thư mục chương trình) rồi chạy “cancu build --engine tantivy”."
)
# Said where the server of text search does not answer.
RESTING: Final = (
    "Tìm theo lời văn đang tạm nghỉ vì máy chủ tìm kiếm không trả lời: chỉ có kết quả theo số hiệu. Hãy kiểm tra máy "
    "chủ OpenSearch và biến môi trường CANCU_OPENSEARCH_URL."
)

_CLEAR_LINE: Final = "\r\x1b[K"

WHY: Final = {
    "number": "đúng số và ký hiệu",
    "title": "khớp trích yếu hoặc tên",
    "text": "khớp nội dung",
    "cited": "khớp câu viện dẫn",
    "filter": "",
}


def width() -> int:
    """Return how many letters a printed line may have."""
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))


def name(document: DocumentSummary) -> str:
    """Return a document's name: "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị"."""
    parts = [document.kind.name]
    if document.number:
        parts.append(f"số {document.number}")
    if document.issued:
        parts.append(day(document.issued))
    if document.issuer:
        parts.append(f"của {document.issuer.name}")
    return " ".join(parts)


def day(issued: str) -> str:
    """Return an ISO date in words: "ngày 22/10/2018", "tháng 10/2018", "năm 2018"."""
    return f"{('năm', 'tháng', 'ngày')[issued.count('-')]} {vietnamese_date(issued)}"


def line(document: DocumentSummary) -> str:
    """Return a document in one line, with its title and id."""
    title = f": {document.title}" if document.title else ""
    return f"{name(document)}{title} [{document.id}]"


def bold(text: str) -> str:
    """Return `text` in bold where colours are wanted."""
    return _styled(text, bold=True)


def name_colour(text: str) -> str:
    """Return an id, a term or a command in the colour of what can be typed again."""
    return _styled(text, fg="cyan")


def faint(text: str) -> str:
    """Return what stands beside the matter in less light."""
    return _styled(text, dim=True)


def warning(text: str, *, grave: bool) -> str:
    """Return the word of a flaw: red where it is grave, else yellow."""
    return _styled(text, fg="red" if grave else "yellow", bold=grave)


def _styled(text: str, **style: Any) -> str:
    ctx = click.get_current_context(silent=True)
    return click.style(text, **style) if ctx is not None and ctx.color else text


def excerpt(shown: Excerpt) -> str:
    """Return an excerpt with its marks in bold where the output is a terminal."""
    pieces: list[str] = []
    at = 0
    for mark in shown.marks:
        pieces += [shown.text[at : mark.start], bold(shown.text[mark.start : mark.end])]
        at = mark.end
    return "".join([*pieces, shown.text[at:]])


def paragraph(text: str, indent: str = "", mark: str = "") -> None:
    """Print `text` wrapped, every line after `indent`, the first one behind `mark`."""
    click.echo(_wrapped(text, indent + mark, indent + " " * terminal.width(mark)))


def table(rows: Iterable[tuple[str, str]], indent: str = "") -> None:
    """Print (label, value) rows with the values wrapped in a column of their own."""
    listed = list(rows)
    room = max((terminal.width(label) for label, _value in listed), default=0) + 2
    for label, value in listed:
        first = indent + terminal.padded(f"{label}:" if label else "", room)
        click.echo(_wrapped(value, first, " " * terminal.width(first)))


def _wrapped(text: str, first: str, later: str) -> str:
    return terminal.wrapped(text, width(), first, later)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give what shows the steps of long work in one line of a terminal, and nothing where there is none."""
    shown = ""

    def show(step: str, done: int, total: int) -> None:
        nonlocal shown
        line = f"{step} {100 * done // total} %" if total > 1 else step
        if line != shown:
            click.echo(f"{_CLEAR_LINE}{line}", nl=False, err=True)
            shown = line

    on_terminal = sys.stderr.isatty()
    try:
        yield show if on_terminal else lambda _step, _done, _total: None
    finally:
        if on_terminal:
            click.echo(_CLEAR_LINE, nl=False, err=True)


def counted(number: int) -> str:
    """Return a number with the separator of Vietnamese writing: 12.345."""
    return f"{number:,}".replace(",", ".")
