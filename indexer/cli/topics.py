"""`cancu topics`: the themes and training programmes of a library, or everything that belongs to one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

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
from indexer.cli.shapes import print_json
from indexer.cli.wrong_use import one_line
from indexer.views.topics import TopicSort

if TYPE_CHECKING:
    from indexer.views.gathered import TopicPlace
    from indexer.views.gathered import TopicView
    from indexer.views.topics import TopicCount

_SORTS = {TopicSort.THEME: "Chủ đề", TopicSort.PROGRAMME: "Chương trình bồi dưỡng"}


@click.command("topics", cls=Command, help="Xem các chủ đề, chương trình bồi dưỡng, hoặc những gì thuộc một chủ đề.")
@click.argument("topic", metavar="[MÃ]", required=False, shell_complete=completing.names("topic"))
@library_options
@json_option
def topics_command(topic: str | None, corpus: Path | None, data: Path | None, as_json: bool) -> int:
    """Print all topics with what the library holds of them, or one topic with what belongs to it."""
    from indexer.cli.hints import next_step  # noqa: PLC0415 (help does not need it)
    from indexer.errors import TopicNotFoundError  # noqa: PLC0415
    from indexer.kb import KnowledgeBase  # noqa: PLC0415

    kb = KnowledgeBase.open(Places(corpus, data).data)
    if topic is None:
        counts = kb.topics()
        print_json({"topics": plain(counts)}) if as_json else _print_all(counts)
        return DONE
    try:
        view = kb.topic(topic)
    except TopicNotFoundError as error:
        click.echo(one_line(f"{error} {next_step(click.get_current_context(), error)}".rstrip()), err=True)
        return NOTHING
    print_json(plain(view)) if as_json else _print_one(view)
    return DONE


def _print_all(counts: Iterable[TopicCount]) -> None:
    listed = list(counts)
    for sort, name in _SORTS.items():
        click.echo(words.bold(name))
        for count in listed:
            if count.topic.sort is sort:
                held = f"{count.documents} văn bản, {count.tasks} nhiệm vụ, {count.passages} trích đoạn"
                words.paragraph(f"{count.topic.name} ({count.topic.id}): {held}", "  ", "- ")


def _print_one(view: TopicView) -> None:
    click.echo(words.bold(view.topic.name))
    if view.documents:
        click.echo("Văn bản, mới nhất trước:")
    for item in view.documents:
        newest = item.validity.newest
        after = f"; sau đó có {words.name(newest)}" if newest else ""
        words.paragraph(f"{words.line(item.document)}{after}", "  ", "- ")
    _print_places("Nhiệm vụ", view.tasks)
    _print_places("Trích đoạn", view.passages)


def _print_places(name: str, places: Iterable[TopicPlace]) -> None:
    for nth, place in enumerate(places):
        if nth == 0:
            click.echo(f"{name}:")
        asked = "; yêu cầu đưa vào bài giảng" if place.teaching else ""
        words.paragraph(f"{place.place}, {words.line(place.document)}{asked}", "  ", "- ")
        words.paragraph(f"“{words.excerpt(place.excerpt)}”", "    ")
