"""`cancu search`: documents by number or words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Final

import click

from indexer.cli import completing
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import day
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.shapes import print_json
from indexer.cli.shapes import search_json
from indexer.cli.wrong_use import BadValueError
from indexer.text import fold
from indexer.text import nfc

if TYPE_CHECKING:
    from indexer.views import Hit
    from indexer.views import SearchResult
    from indexer.vocabulary import Vocabulary

_MOST: Final = 200


def _limit(ctx: click.Context, param: click.Parameter, value: int) -> int:
    if not 1 <= value <= _MOST:
        raise BadValueError(f"Số kết quả phải từ 1 đến {_MOST}.", ctx, param)
    return value


@click.command("search", cls=Command, help="Tìm văn bản theo số và ký hiệu hoặc theo từ ngữ.")
@click.argument("query", metavar="CÂU_HỎI")
@click.option("--limit", type=int, default=10, callback=_limit, metavar="N", help="Số kết quả (mặc định: 10).")
@click.option(
    "--kind",
    metavar="LOẠI",
    shell_complete=completing.names("kind"),
    help="Chỉ loại văn bản này: mã, tên hoặc ký hiệu (nghi-quyet, Nghị quyết, NQ).",
)
@click.option(
    "--organ",
    metavar="CƠ_QUAN",
    shell_complete=completing.names("organ"),
    help="Chỉ văn bản của cơ quan này: mã hoặc tên.",
)
@click.option("--from", "issued_from", callback=day(last=False), metavar="NGÀY", help="Ban hành từ ngày này.")
@click.option("--to", "issued_to", callback=day(last=True), metavar="NGÀY", help="Ban hành đến hết ngày này.")
@click.option("--held", is_flag=True, help="Chỉ văn bản có toàn văn.")
@click.option(
    "--engine",
    metavar="TÊN",
    shell_complete=completing.engines,
    help="Bộ máy tìm kiếm (mặc định: bộ máy đã dựng chỉ mục).",
)
@library_options
@json_option
def search_command(
    query: str,
    limit: int,
    kind: str | None,
    organ: str | None,
    issued_from: str | None,
    issued_to: str | None,
    held: bool,
    engine: str | None,
    corpus: Path | None,
    data: Path | None,
    as_json: bool,
) -> int:
    """Print what is found for a question."""
    from indexer.kb import KnowledgeBase  # noqa: PLC0415 (help does not need it)
    from indexer.views import Filters  # noqa: PLC0415

    kb = KnowledgeBase.open(Places(corpus, data).data, engine=engine)
    filters = Filters(
        kind=_kind(kind, kb.vocabulary) if kind else None,
        organ=_organ(organ, kb.vocabulary) if organ else None,
        issued_from=issued_from,
        issued_to=issued_to,
        held=True if held else None,
    )
    result = kb.search(query, filters=filters, limit=limit)
    if as_json:
        print_json(search_json(result))
    else:
        _print(result)
    return DONE


def _kind(typed: str, vocabulary: Vocabulary) -> str:
    wanted = fold(nfc(typed)).strip()
    if typed in vocabulary.kinds:
        return typed
    if wanted in vocabulary.kind_by_name:
        return vocabulary.kind_by_name[wanted].id
    by_symbol = vocabulary.kinds_by_symbol.get(wanted, ())
    if len(by_symbol) == 1:
        return by_symbol[0].id
    if by_symbol:
        several = " hoặc ".join(kind.id for kind in by_symbol)
        raise BadValueError(f"Ký hiệu “{typed}” là của nhiều loại văn bản: hãy dùng --kind {several}.")
    raise BadValueError(f"Không có loại văn bản “{typed}”: hãy dùng một trong các mã {', '.join(vocabulary.kinds)}.")


def _organ(typed: str, vocabulary: Vocabulary) -> str:
    if typed in vocabulary.organs:
        return typed
    wanted = fold(nfc(typed)).strip()
    names: Mapping[str, str] = {
        fold(name): organ.id
        for organ in reversed([*vocabulary.organs.values()])
        for name in (*(dated.name for dated in organ.names), organ.name)
    }
    if wanted in names:
        return names[wanted]
    near = [organ.id for organ in vocabulary.organs.values() if wanted in fold(organ.name)][:5]
    hint = f"có phải là {', '.join(near)}?" if near else "hãy dùng mã hoặc tên đầy đủ của cơ quan."
    raise BadValueError(f"Không có cơ quan “{typed}”: {hint}")


def _print(result: SearchResult) -> None:
    if result.resting:
        click.echo(words.RESTING, err=True)
    elif not result.hits:
        click.echo("Không tìm thấy văn bản nào.")
    for place, hit in enumerate(result.hits, 1):
        _print_hit(place, hit)
    about = "" if result.total_is == "exact" else " trong số kết quả phù hợp nhất"
    if result.hits:
        click.echo(f"{len(result.hits)} trên {words.counted(result.total)} văn bản{about}.")
    if result.outgrown:
        click.echo(words.OUTGROWN)
    if result.understood.cut:
        click.echo("Câu hỏi quá dài: chỉ phần đầu được tìm.")
    if result.understood.in_part:
        click.echo("Để trả lời kịp, chỉ những từ ít gặp nhất của câu hỏi được dùng để tìm.")
    if result.suggestion:
        click.echo(f"Có phải cần tìm: {result.suggestion}?")


def _print_hit(place: int, hit: Hit) -> None:
    indent = "    "
    words.paragraph(words.bold(words.name(hit.document)), "", f"{place:>2}. ")
    if hit.document.title:
        words.paragraph(hit.document.title, indent)
    if hit.snippet.text and hit.snippet.text != hit.document.title and hit.why in {"text", "cited"}:
        words.paragraph(f"“{words.excerpt(hit.snippet)}”", indent)
    notes = [words.WHY[hit.why] + (f" ở {hit.place}" if hit.place and words.WHY[hit.why] else "")]
    notes.append("có toàn văn" if hit.document.held else "chưa có toàn văn")
    if hit.document.citations:
        notes.append(f"được viện dẫn {hit.document.citations} lần")
    words.paragraph(
        f"{words.faint(' · '.join(note for note in notes if note))} · {words.name_colour(hit.document.id)}", indent
    )
    click.echo()
