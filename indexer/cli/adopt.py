"""`cancu adopt`: a file for a document that is known only from the texts that cite it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from indexer.cli import completing
from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.options import state_option
from indexer.cli.shapes import print_json

_WHO: Final = "Dòng lệnh"  # in the history, where the site has an editor's name


@click.command("adopt", cls=Command, help="Bổ sung hồ sơ cho một văn bản được viện dẫn mà kho chưa có hồ sơ.")
@click.argument("asked", metavar="SỐ_HOẶC_MÃ", shell_complete=completing.documents("UNDESCRIBED"))
@state_option
@library_options
@json_option
def adopt_command(asked: str, corpus: Path | None, data: Path | None, state: Path | None, as_json: bool) -> int:
    """Describe a cited document in a file of its own."""
    from indexer.build import build  # noqa: PLC0415 (help does not need it)
    from indexer.editing import Editing  # noqa: PLC0415
    from indexer.library import Library  # noqa: PLC0415

    places = Places(corpus, data, state)
    folder, index = places.corpus, places.data
    editing = Editing(folder, index, places.state, Library(index), lambda: build(folder, index))
    saved = editing.adopt(_WHO, asked)
    change = saved.change
    if change is None:
        return DONE
    if as_json:
        print_json({"document": saved.document, "path": change.path, "revision": change.revision})
    else:
        click.echo(f"Đã bổ sung hồ sơ {saved.document}: {change.path}. Hãy điền tiếp những gì còn thiếu vào tệp này.")
        if change.remark:
            click.echo(f"{change.remark[:1].upper()}{change.remark[1:]}.")
    return DONE
