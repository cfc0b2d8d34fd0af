"""The command `import`: files, folders and zip files into the library, each told with what was understood of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from indexer.catalogue.codec import plain
from indexer.catalogue.dates import vietnamese_date
from indexer.cli import completing
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import NOTHING
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.options import state_option
from indexer.cli.shapes import print_json
from indexer.cli.wrong_use import BadValueError
from indexer.errors.importing import NoFilesError
from indexer.views.importing import ImportedFile
from indexer.views.importing import Outcome
from indexer.views.importing import Recognised

_OUTCOMES: Final = {
    Outcome.NEW: "văn bản mới",
    Outcome.FILLED: "đã có hồ sơ, nay có toàn văn",
    Outcome.REPLACED: "đã thay toàn văn",
    Outcome.KNOWN: "đã nhập từ trước",
    Outcome.HELD: "đã có toàn văn khác",
    Outcome.UNDECIDED: "cần người quyết định",
    Outcome.REFUSED: "không nhận",
}
_WRITTEN: Final = frozenset({Outcome.NEW, Outcome.FILLED, Outcome.REPLACED})
_LABELS: Final = {
    "kind": "Loại",
    "number": "Số và ký hiệu",
    "title": "Trích yếu",
    "issuer": "Cơ quan",
    "issuer_text": "Cơ quan theo văn bản",
    "issued": "Ngày",
    "signer": "Người ký",
    "circulation": "Lưu hành",
}
_PLANS: Final = {"plan": True, "directive": False}


@click.command("import", cls=Command, help="Nhập tệp Word, PDF, trang web ..., cả thư mục và tệp .zip, vào kho.")
@click.argument("files", metavar="TỆP...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "role", type=click.Choice(list(_PLANS)), help="plan: kế hoạch của kho; directive: văn bản khác.")
@click.option("--number", metavar="SỐ", help="Số và ký hiệu, khi văn bản không tự ghi (một tệp).")
@click.option(
    "--kind",
    metavar="LOẠI",
    shell_complete=completing.names("kind"),
    help="Mã loại văn bản, ví dụ nghi-quyet, khi văn bản không tự ghi.",
)
@click.option(
    "--into",
    metavar="MÃ",
    shell_complete=completing.documents("DESCRIBED", ids_only=True),
    help="Mã văn bản trong kho mà tệp này là toàn văn (một tệp).",
)
@click.option("--replace", is_flag=True, help="Thay toàn văn đã có trong kho.")
@click.option("--dry-run", "dry", is_flag=True, help="Chỉ cho biết hiểu thế nào, không ghi gì vào kho.")
@state_option
@library_options
@json_option
def import_command(
    files: tuple[Path, ...],
    role: str | None,
    number: str | None,
    kind: str | None,
    into: str | None,
    replace: bool,
    dry: bool,
    corpus: Path | None,
    data: Path | None,
    state: Path | None,
    as_json: bool,
) -> int:
    """Bring files into the library."""
    from indexer.convert import count_files  # noqa: PLC0415 (help does not need it)
    from indexer.convert import unpack  # noqa: PLC0415
    from indexer.importing import Wishes  # noqa: PLC0415
    from indexer.importing import import_files  # noqa: PLC0415

    if len(files) > 1 and (number or into):
        raise BadValueError("--number và --into chỉ dùng với một tệp.")
    said = {name: value for name, value in (("kind", kind), ("number", number)) if value}
    wishes = Wishes(said, _PLANS.get(role or ""), into, replace)
    places = Places(corpus, data, state)
    found: list[ImportedFile] = []
    total = count_files(files) if sys.stderr.isatty() else 0
    with unpack(files) as listed, words.progress() as progress:
        progress(_progress(0, total), 0, total)
        for done in import_files(places.corpus, listed, wishes, state=places.state, dry=dry):
            found.append(done)
            if not as_json:
                progress("", 0, 0)
                _print_file(done)
            progress(_progress(len(found), total), len(found), total)
    if not found:
        raise NoFilesError
    if as_json:
        print_json({"files": plain(found), "written": not dry})
    else:
        _print_summary(found, dry=dry)
    return DONE if all(file.outcome in _WRITTEN or file.outcome is Outcome.KNOWN for file in found) else NOTHING


def _progress(done: int, total: int) -> str:
    return f"Đang nhập ({words.counted(done)} trong {words.counted(total)} tệp)"


def _print_file(file: ImportedFile) -> None:
    click.echo(words.bold(f"{file.name}: {_OUTCOMES[file.outcome]}"))
    if file.reason:
        words.paragraph(file.reason, "  ")
    words.table(_rows(file), "  ")
    for note in file.notes:
        words.paragraph(note.message, "  ", "! ")
    sys.stdout.flush()


def _rows(file: ImportedFile) -> Iterable[tuple[str, str]]:
    for item in file.fields:
        yield _LABELS[item.field], _value(item)
    if file.path:
        yield "Ghi vào", file.path
    if file.tasks or file.citations:
        counts = f"{words.counted(file.tasks)} mục, {words.counted(file.citations)} chỗ viện dẫn"
        missing = f" (chưa có trong kho: {words.counted(file.unresolved)})" if file.unresolved else ""
        yield "Đọc được", counts + missing


def _value(item: Recognised) -> str:
    value = vietnamese_date(item.value) if item.field == "issued" else item.value
    return value if item.certain else f"{value} (theo {item.source.lower()}, cần xem lại)"


def _print_summary(found: Iterable[ImportedFile], *, dry: bool) -> None:
    counts = Counter(file.outcome for file in found)
    listed = "; ".join(
        f"{_OUTCOMES[outcome]}: {words.counted(counts[outcome])}" for outcome in Outcome if counts[outcome]
    )
    click.echo(f"{words.counted(sum(counts.values()))} tệp. {listed}.")
    if dry:
        click.echo("Chưa ghi gì vào kho (--dry-run).")
    elif any(counts[outcome] for outcome in _WRITTEN):
        click.echo("Bước tiếp theo: “cancu build” để tìm được các văn bản mới.")
