"""The command `export corpus`: the whole library as one file that other programs read."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Final

import click

from indexer.catalogue.codec import plain
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.shapes import print_json
from indexer.errors import system_reason
from indexer.errors.exchange import ExportExistsError
from indexer.errors.exchange import ExportWriteError
from indexer.views.accounts import Audience
from indexer.views.exchange import CorpusExport

if TYPE_CHECKING:
    from indexer.kb import KnowledgeBase

_PUBLIC_MODE: Final = 0o644
_PRIVATE_MODE: Final = 0o600


@click.command(
    "corpus", cls=Command, help="Ghi cả kho vào một tệp .zip (JSON Lines, từ điển dữ liệu, tệp gốc) để nơi khác đọc."
)
@click.argument("file", metavar="TỆP", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--internal", is_flag=True, help="Cả văn bản lưu hành nội bộ.")
@click.option("--without-originals", is_flag=True, help="Không ghi tệp gốc.")
@click.option("--replace", is_flag=True, help="Thay tệp đã có.")
@library_options
@json_option
def corpus_command(
    file: Path,
    internal: bool,
    without_originals: bool,
    replace: bool,
    corpus: Path | None,
    data: Path | None,
    as_json: bool,
) -> int:
    """Write the library into a file."""
    from indexer.build import build  # noqa: PLC0415 (help does not need it)
    from indexer.kb import KnowledgeBase  # noqa: PLC0415

    places = Places(corpus, data)
    if file.exists() and not replace:
        raise ExportExistsError(file)
    with words.progress() as progress:
        build(places.corpus, places.data, progress=progress)
    base = KnowledgeBase.open(places.data, audience=Audience.EDITORS if internal else Audience.EVERYONE)
    try:
        done = _written(file, base, originals=not without_originals, mode=_PRIVATE_MODE if internal else _PUBLIC_MODE)
    finally:
        base.close()
    if as_json:
        print_json(plain(done) | {"file": str(file)})
    else:
        _print(file, done)
    return DONE


def _written(file: Path, base: KnowledgeBase, *, originals: bool, mode: int) -> CorpusExport:
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(4)}.new")
    try:
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), mode)
        day = date.today().isoformat()  # noqa: DTZ011 (the office's own day)
        with os.fdopen(handle, "w+b") as target:
            done = base.export(target, day, originals=originals)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(file)
    except OSError as error:
        raise ExportWriteError(file, system_reason(error), error.filename) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return done


def _print(file: Path, done: CorpusExport) -> None:
    counts = (
        f"{words.counted(done.documents)} văn bản có hồ sơ ({words.counted(done.plans)} kế hoạch), "
        f"{words.counted(done.held)} có toàn văn, {words.counted(done.originals)} tệp gốc"
    )
    click.echo(f"Đã ghi vào {file}: {counts}.")
    if done.internal:
        click.echo("Có cả văn bản lưu hành nội bộ: không phổ biến tệp này ra ngoài.")
    for name in done.missing:
        click.echo(f"Kho không giữ tệp gốc “{name}”.")
    if done.broken:
        click.echo(
            f"{words.counted(len(done.broken))} tệp của kho có lỗi, điều không đọc được không có trong tệp này: "
            "chạy “cancu check”."
        )
