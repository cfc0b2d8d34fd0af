"""The manual's pages out of the parser: every command with usage, arguments, options, JSON, examples; every setting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from indexer.cli.manual.answers import ANSWERS
from indexer.cli.manual.answers import WITHOUT
from indexer.cli.manual.blocks import Block
from indexer.cli.manual.blocks import Heading
from indexer.cli.manual.blocks import Lines
from indexer.cli.manual.blocks import Page
from indexer.cli.manual.blocks import Paragraph
from indexer.cli.manual.blocks import Rows
from indexer.cli.manual.examples import EXAMPLES
from indexer.cli.manual.topics import SHARED
from indexer.cli.manual.topics import TITLES
from indexer.cli.manual.topics import TOPICS
from indexer.cli.manual.topics import settings

#: Options that many commands take.
COMMON: Final = ("--corpus", "--data", "--state", "--json", "--help")
_HELP: Final = "-h, --help"
_JSON: Final = "Kết quả với --json"


def command_pages(context: click.Context, *, common: bool = True) -> Iterator[Page]:
    """Return a page for every command of the group of `context`, those of groups within it after their group.

    `common`: with the options that many commands take, which a whole manual tells of in one place.
    """
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        inside = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield _group_page(inside, command)
            yield from command_pages(inside, common=common)
        else:
            yield command_page(inside, common=common)


def command_page(context: click.Context, *, common: bool = True) -> Page:
    """Return the page of the command of `context`, with the options that many commands take or without."""
    command = context.command
    path = context.command_path
    name = path.partition(" ")[2]
    blocks: list[Block] = [Paragraph(text) for text in (command.help or "").split("\n\n") if text]
    blocks.append(Lines((" ".join([path, *command.collect_usage_pieces(context)]),)))
    options = (option for option in command.get_params(context) if isinstance(option, click.Option))
    records = (_record(option, context) for option in options if common or option.opts[0] not in COMMON)
    if rows := tuple(record for record in records if record):
        blocks += [Heading("Tùy chọn"), Rows(rows)]
    if name in EXAMPLES:
        blocks += [Heading("Ví dụ"), Lines(EXAMPLES[name])]
    if name in ANSWERS:
        blocks += [Heading(_JSON), Rows(tuple(ANSWERS[name].items()))]
    elif name in WITHOUT:
        blocks += [Heading(_JSON), Paragraph(f"Không có: {WITHOUT[name]}.")]
    return Page(name, command.get_short_help_str(200), tuple(blocks))


def _record(option: click.Option, context: click.Context) -> tuple[str, str] | None:
    record = option.get_help_record(context)
    # click keeps a command's help option by the names of whoever asked for it first.
    return (_HELP, record[1]) if record is not None and "--help" in option.opts else record


def _group_page(context: click.Context, group: click.Group) -> Page:
    rows = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            rows.append((f"{context.command_path} {name}", command.get_short_help_str(200)))
    name = context.command_path.partition(" ")[2]
    return Page(name, group.get_short_help_str(200), (Paragraph(group.help or ""), Rows(tuple(rows))))


def topic_pages(context: click.Context) -> tuple[Page, ...]:
    """Return the pages that belong to no single command."""
    return (_common(context), *TOPICS.values(), settings(tuple(_settings(context))))


def _common(context: click.Context) -> Page:
    records: dict[str, tuple[str, str]] = {}
    for command in _commands(context):
        inside = click.Context(command, parent=context)
        for option in command.get_params(inside):
            record = _record(option, inside) if isinstance(option, click.Option) else None
            if record is not None and option.opts[0] in COMMON:
                records.setdefault(option.opts[0], record)
    rows = Rows(tuple(records[name] for name in COMMON if name in records))
    said = "Lệnh nào làm việc với kho đều nhận --corpus và --data khi cần đến, lệnh ghi lịch sử nhận thêm --state."
    return Page(SHARED, TITLES[SHARED], (Paragraph(said), rows))


def _settings(context: click.Context) -> Iterator[tuple[str, str]]:
    known: set[str] = set()
    for command in _commands(context):
        for option in command.params:
            if isinstance(option, click.Option) and isinstance(option.envvar, str) and option.envvar not in known:
                known.add(option.envvar)
                names = ", ".join([*option.opts, *option.secondary_opts])
                yield f"{option.envvar}, {names}, {option.name}", option.help or ""


def _commands(context: click.Context) -> Iterator[click.Command]:
    group = context.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(click.Context(command, info_name=name, parent=context))
        elif command is not None:
            yield command
