"""`cancu show`: everything known of a document, or of all documents of a number."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

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
from indexer.cli.shapes import print_json
from indexer.cli.wrong_use import one_line

if TYPE_CHECKING:
    from indexer.model import Reading
    from indexer.views import DocumentView
    from indexer.views import NumberView
    from indexer.views import RelationView
    from indexer.views.topics import TopicMark
    from indexer.vocabulary import Vocabulary


@click.command("show", cls=Command, help="Xem một văn bản theo số và ký hiệu hoặc theo mã.")
@click.argument("asked", metavar="SỐ_HOẶC_MÃ", shell_complete=completing.documents())
@library_options
@json_option
def show_command(asked: str, corpus: Path | None, data: Path | None, as_json: bool) -> int:
    """Print what is known of a document, or of each document that bears a number."""
    from indexer.cli.hints import next_step  # noqa: PLC0415 (help does not need it)
    from indexer.errors import DocumentNotFoundError  # noqa: PLC0415
    from indexer.kb import KnowledgeBase  # noqa: PLC0415

    kb = KnowledgeBase.open(Places(corpus, data).data)
    number: NumberView | None = None
    try:
        ids = [kb.current_id(asked)]
    except DocumentNotFoundError:
        number = kb.number(asked)
        ids = [document.id for document in number.documents]
    views = [kb.document(document) for document in ids]
    if as_json:
        print_json({"asked": asked, "number": _number_json(number), "documents": [plain(view) for view in views]})
    elif views:
        _print_all(views, number, kb.vocabulary)
    if not views:
        missing = DocumentNotFoundError(asked)
        click.echo(one_line(f"{missing} {next_step(click.get_current_context(), missing)}".rstrip()), err=True)
        return NOTHING
    return DONE


def _number_json(number: NumberView | None) -> object:
    return None if number is None else {"canonical": number.canonical, "strength": number.strength}


def _print_all(views: Iterable[DocumentView], number: NumberView | None, vocabulary: Vocabulary) -> None:
    listed = list(views)
    if len(listed) > 1:
        click.echo(f"{len(listed)} văn bản mang số này, mới nhất trước:")
        for view in listed:
            words.paragraph(words.line(view.summary), "  ", "- ")
        click.echo()
    for place, view in enumerate(listed):
        if place:
            click.echo()
        _print_view(view, vocabulary)
    if number is not None and not number.names_one and len(listed) == 1:
        click.echo()
        words.paragraph("Mỗi khóa đánh số lại từ đầu: có thể còn văn bản khác cùng số chưa có trong kho.")


def _print_view(view: DocumentView, vocabulary: Vocabulary) -> None:
    words.paragraph(words.bold(words.name(view.summary)))
    rows: list[tuple[str, str]] = []
    for field in view.fields:
        for nth, reading in enumerate(field.readings):
            value = vietnamese_date(reading.value) if field.name in {"issued", "effective_from", "effective_to"} else ""
            rows.append((field.label if nth == 0 else "", _reading(reading, value or reading.value)))
    checked = f" (tra đến {vietnamese_date(view.checked_to)})" if view.checked_to else ""
    rows.append(("Hiệu lực", words.STATUSES[view.status] + checked))
    rows.append(("Toàn văn", "có trong kho" if view.summary.held else "chưa có trong kho"))
    if view.also_known_as:
        rows.append(("Còn gọi là", "; ".join(view.also_known_as)))
    for nth, mark in enumerate(view.topics):
        rows.append(("Chủ đề" if nth == 0 else "", f"{mark.topic.name} ({_ground(mark)})"))
    rows.append(("Mã", view.summary.id))
    words.table(rows)
    _print_relations(view)
    _print_places(view, vocabulary)
    for source in view.sources:
        words.paragraph(f"Xem tại: {source.address}", "  ")


def _ground(mark: TopicMark) -> str:
    from indexer.views.topics import Ground  # noqa: PLC0415 (as above)

    if mark.reasons[0].ground is Ground.CHOSEN:
        return "người biên tập chọn"
    return "gợi ý theo " + ", ".join(f"“{reason.words}”" for reason in mark.reasons)


def _reading(reading: Reading, value: str) -> str:
    source = urlsplit(reading.source).hostname or reading.source
    notes = [note for note in (words.STANDINGS[reading.standing], source) if note]
    return f"{value} ({'; '.join(notes)})" if notes else value


def _print_relations(view: DocumentView) -> None:
    edges = [*view.relations, *view.inverse_relations]
    if edges:
        click.echo("Liên quan:")
    for edge in edges:
        words.paragraph(_edge(edge), "  ", "- ")
    if view.newer:
        words.paragraph(f"văn bản mới nhất sau đó: {words.line(view.newer[-1])}", "  ", "- ")


def _edge(edge: RelationView) -> str:
    other = words.line(edge.document) if edge.document else edge.description or ""
    certainty = words.STANDINGS[edge.standing]
    return f"{edge.label} {other}" + (f" ({certainty})" if certainty else "")


def _print_places(view: DocumentView, vocabulary: Vocabulary) -> None:
    if view.cited_at:
        click.echo("Được viện dẫn tại:")
    for place in view.cited_at:
        words.paragraph(f"{place.place} ({vocabulary.roles[place.role].name}), {words.line(place.plan)}", "  ", "- ")
        words.paragraph(f"“{words.excerpt(place.sentence)}”", "    ")
