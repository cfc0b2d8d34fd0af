"""`cancu help`: a page of the manual on the terminal, and the whole manual as Markdown and as a man page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import Final

import click

from indexer import __version__
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.nearest import nearest
from indexer.cli.nearest import one_of
from indexer.cli.options import json_option
from indexer.cli.shapes import print_json
from indexer.cli.wrong_use import BadValueError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from indexer.cli.manual.blocks import Block
    from indexer.cli.manual.blocks import Page

_INDENT: Final = "  "


def _offers(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem[str]]:  # noqa: ARG001 (click's own signature)
    from click.shell_completion import CompletionItem  # noqa: PLC0415 (only at Tab)

    from indexer.cli.grammar import Program  # noqa: PLC0415
    from indexer.cli.manual.topics import TITLES  # noqa: PLC0415

    root = ctx.find_root()
    lines = root.command.lines(root) if isinstance(root.command, Program) else []
    return [CompletionItem(name, help=line) for name, line in (*lines, *TITLES.items()) if name.startswith(typed)]


@click.command("help", cls=Command, help="Xem một lệnh hoặc một đề mục của hướng dẫn; không nêu gì: danh sách.")
@click.argument("asked", metavar="[LỆNH|ĐỀ_MỤC]", nargs=-1, shell_complete=_offers)
@click.option("--man", is_flag=True, help="In cả hướng dẫn dạng trang man (cancu.1).")
@click.option("--markdown", is_flag=True, help="In cả hướng dẫn dạng Markdown (docs/lenh.md).")
@json_option
@click.pass_context
def help_command(ctx: click.Context, asked: tuple[str, ...], *, man: bool, markdown: bool, as_json: bool) -> int:
    """Print a page of the manual, or the list of pages."""
    from indexer.cli.manual import drawing  # noqa: PLC0415 (no other command needs it)
    from indexer.cli.manual import pages  # noqa: PLC0415

    root = ctx.find_root()
    commands = list(pages.command_pages(root, common=not (man or markdown)))
    topics = list(pages.topic_pages(root))
    if man or markdown:
        whole = drawing.man_page(__version__, commands, topics) if man else drawing.markdown(commands, topics)
        print_json({"text": whole}) if as_json else click.echo(whole, nl=False)
        return DONE
    if asked:
        _show(_found(" ".join(asked), [*commands, *topics]), as_json=as_json)
        return DONE
    if as_json:
        print_json({"commands": [_named(page) for page in commands], "topics": [_named(page) for page in topics]})
        return DONE
    click.echo(root.get_help())
    click.echo("\nĐề mục (cancu help ĐỀ_MỤC):")
    words.table([(page.name, page.title) for page in topics], _INDENT)
    return DONE


def _found(asked: str, known: list[Page]) -> Page:
    page = next((page for page in known if page.name == asked), None)
    if page is None:
        near = one_of(f"cancu help {name}" for name in nearest(asked, [page.name for page in known]))
        raise BadValueError(" ".join([f"Không có lệnh hay đề mục “{asked}”: xem “cancu help”.", near]).strip())
    return page


def _named(page: Page) -> dict[str, str]:
    return {"name": page.name, "title": page.title}


def _show(page: Page, *, as_json: bool) -> None:
    if as_json:
        print_json({**_named(page), "blocks": [_block_json(block) for block in page.blocks]})
        return
    click.echo(words.bold(page.title))
    for block in page.blocks:
        click.echo()
        _show_block(block)


def _show_block(block: Block) -> None:
    from indexer.cli.manual import blocks as kinds  # noqa: PLC0415 (as above)

    match block:
        case kinds.Paragraph():
            words.paragraph(block.text)
        case kinds.Heading():
            click.echo(words.bold(block.text))
        case kinds.Lines():
            for line in block.lines:
                click.echo(f"{_INDENT}{line}")
        case kinds.Rows():
            for term, meaning in block.rows:
                words.paragraph(words.name_colour(term), _INDENT)
                words.paragraph(meaning, _INDENT * 3)


def _block_json(block: Block) -> dict[str, Any]:
    from dataclasses import asdict  # noqa: PLC0415 (as above)

    return {"is": type(block).__name__.lower(), **asdict(block)}
