"""The command `merge`: two documents that are one, or another centre's library into this one."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import click

from indexer.catalogue.codec import plain
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
from indexer.views.importing import TakenDocument
from indexer.views.importing import Taking

_OUTCOMES: Final = {
    Taking.NEW: "lấy về",
    Taking.KNOWN: "đã có",
    Taking.CLASH: "trùng mã, hồ sơ khác nhau",
    Taking.LIKE: "có lẽ là văn bản đã có dưới mã khác",
}


@click.command(
    "merge",
    cls=Command,
    help="Nhập hai văn bản làm một (MÃ_GIỮ MÃ_BỎ), hoặc lấy kho của nơi khác (--library THƯ_MỤC, hoặc TỆP.zip).",
)
@click.argument(
    "ids", metavar="[MÃ_GIỮ MÃ_BỎ]", nargs=-1, shell_complete=completing.documents("DESCRIBED", ids_only=True)
)
@click.option(
    "--text-of",
    metavar="MÃ",
    shell_complete=completing.documents("HELD", ids_only=True),
    help="Toàn văn của văn bản này được giữ, khi cả hai đều có.",
)
@click.option(
    "--library",
    metavar="KHO",
    type=click.Path(path_type=Path),
    help="Kho của nơi khác để lấy về: thư mục, hoặc tệp do “cancu export corpus” ghi.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Chỉ cho biết kho của nơi khác có gì mới, không ghi.")
@state_option
@library_options
@json_option
def merge_command(
    ids: tuple[str, ...],
    text_of: str | None,
    library: Path | None,
    dry: bool,
    corpus: Path | None,
    data: Path | None,
    state: Path | None,
    as_json: bool,
) -> int:
    """Join two documents, or take a library over."""
    from indexer.state import corpus_held  # noqa: PLC0415 (help does not need it)

    places = Places(corpus, data, state)
    folder = places.corpus
    if library is not None and not ids:
        from indexer.exchange import opened_export  # noqa: PLC0415 (as above)

        with ExitStack() as held:
            # A file is checked to its end before the library is touched.
            other = held.enter_context(opened_export(library)) if library.is_file() else library
            held.enter_context(corpus_held(places.state))
            return _take(folder, other, dry=dry, as_json=as_json)
    if len(ids) != 2 or library is not None or dry:
        raise BadValueError("Hãy chỉ ra hai mã văn bản, MÃ_GIỮ MÃ_BỎ, hoặc chỉ --library KHO.")
    from indexer.importing import merge  # noqa: PLC0415 (help does not need it)

    kept, gone = ids
    with corpus_held(places.state):
        document = merge(folder, kept, gone, text_of=text_of)
    if as_json:
        print_json({"document": document.id, "path": document.path, "former_ids": list(document.former_ids)})
    else:
        click.echo(f"Đã nhập “{gone}” vào “{kept}” ({document.path}); mã cũ vẫn tìm được văn bản này.")
    return DONE


def _take(folder: Path, library: Path, *, dry: bool, as_json: bool) -> int:
    from indexer.importing import take_library  # noqa: PLC0415 (as above)
    from indexer.importing import take_vocabulary  # noqa: PLC0415

    found: list[TakenDocument] = []
    for taken in take_library(folder, library, dry=dry):
        found.append(taken)
        if not as_json and taken.outcome in {Taking.CLASH, Taking.LIKE}:
            here = f": {taken.here}" if taken.here != taken.document else ""
            words.paragraph(f"{taken.document}: {_OUTCOMES[taken.outcome]}{here}")
    vocabulary = take_vocabulary(folder, library, dry=dry)
    clashing = [taken.file for taken in vocabulary if taken.outcome is Taking.CLASH]
    if as_json:
        print_json({"documents": plain(found), "vocabulary": plain(vocabulary), "written": not dry})
    else:
        for name in clashing:
            words.paragraph(f"vocabulary/{name}: hai kho ghi khác nhau, chưa lấy về; hãy ghép bằng tay rồi lấy lại.")
        for name in (taken.missing for taken in found if taken.missing):
            words.paragraph(f"Kho được lấy không có tệp gốc “{name}”; hồ sơ và toàn văn vẫn được lấy về.")
        counts = Counter(taken.outcome for taken in found)
        told = "; ".join(f"{_OUTCOMES[key]}: {words.counted(counts[key])}" for key in Taking if counts[key])
        click.echo(f"{told or 'Kho được lấy không có văn bản nào'}.")
        if counts[Taking.NEW] and not dry:
            click.echo("Bước tiếp theo: “cancu build” để tìm được các văn bản mới.")
    left = any(taken.outcome in {Taking.CLASH, Taking.LIKE} for taken in found)
    return NOTHING if left or clashing else DONE
