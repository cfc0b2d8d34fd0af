"""The commands `backup` and `restore`: a library as one file, and back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.catalogue.codec import plain
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.options import state_option
from indexer.cli.shapes import print_json

if TYPE_CHECKING:
    from indexer.views.operations import BackupReport


@click.command("backup", cls=Command, help="Sao lưu kho, tài khoản và lịch sử vào một tệp .zip, cả khi đang dùng.")
@click.argument("file", metavar="TỆP", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Thay tệp đã có, sau khi tệp mới đã ghi xong và kiểm tra xong.")
@state_option
@library_options
@json_option
def backup_command(
    file: Path, replace: bool, corpus: Path | None, data: Path | None, state: Path | None, as_json: bool
) -> int:
    """Write a library into a file."""
    from indexer.backup import make_backup  # noqa: PLC0415 (help does not need it)

    places = Places(corpus, data, state)
    report = make_backup(file, places.corpus, places.state, replace=replace)
    if as_json:
        print_json(plain(report))
    else:
        click.echo(f"Đã sao lưu vào {file}: {_told(report)}. Đã đọc lại và đối chiếu từng tệp.")
        click.echo("Tệp này có tài khoản và khóa của kho: hãy giữ ở nơi chỉ người quản trị mở được, trên ổ đĩa khác.")
    return DONE


@click.command("restore", cls=Command, help="Khôi phục kho từ tệp sao lưu: trọn vẹn, hoặc không ghi gì.")
@click.argument("file", metavar="TỆP", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Thay kho đang có; kho cũ được giữ lại dưới tên khác.")
@click.option("--check", is_flag=True, help="Chỉ đọc và đối chiếu bản sao lưu, không ghi gì.")
@state_option
@library_options
@json_option
def restore_command(
    file: Path, replace: bool, check: bool, corpus: Path | None, data: Path | None, state: Path | None, as_json: bool
) -> int:
    """Bring a library back from a file, and build its index."""
    from indexer.backup import check_backup  # noqa: PLC0415 (help does not need it)
    from indexer.backup import restore_backup  # noqa: PLC0415
    from indexer.build import build  # noqa: PLC0415

    if check:
        found = check_backup(file)
        _say(plain(found), f"Bản sao lưu {file} nguyên vẹn: {_told(found)}.", as_json=as_json)
        return DONE
    # Where nothing is named, the library comes into the working folder.
    places = Places(corpus or Path("corpus"), data, state)
    report = restore_backup(file, places.corpus, places.state, replace=replace)
    for folder in report.aside:
        click.echo(f"Những gì có trước được giữ ở {folder}.", err=True)
    build(places.corpus, places.data)
    told = f"Đã khôi phục {places.corpus}: {_told(report.backup)}. Đã dựng chỉ mục."
    _say(plain(report.backup) | {"aside": [str(folder) for folder in report.aside]}, told, as_json=as_json)
    return DONE


def _say(told: object, sentence: str, *, as_json: bool) -> None:
    if as_json:
        print_json(told)
    else:
        click.echo(sentence)


def _told(report: BackupReport) -> str:
    day = datetime.fromisoformat(report.made).astimezone()
    size = f"{report.size / 1_000_000:.1f}".replace(".", ",")
    documents, files = words.counted(report.documents), words.counted(report.files)
    return f"{documents} văn bản, {files} tệp, {size} MB, lúc {day:%H:%M ngày %d/%m/%Y}"
