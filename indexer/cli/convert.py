"""The command `convert`: an office file's text as corpus Markdown, nothing stored."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.options import json_option
from indexer.cli.shapes import conversion_json
from indexer.cli.shapes import print_json


@click.command("convert", cls=Command, help="In chữ của một tệp Word, PDF, trang web ... dạng Markdown; không lưu gì.")
@click.argument("file", metavar="TỆP", type=click.Path(allow_dash=True))
@click.option("--printed", is_flag=True, help="Chữ do phông in hoa (.VnTimeH ...) thể hiện thì viết hoa như trên giấy.")
@json_option
def convert_command(file: str, *, printed: bool, as_json: bool) -> int:
    """Print a file's text; what was uncertain or left out goes to standard error."""
    from indexer.convert import convert  # noqa: PLC0415 (help does not need it)

    converted = convert(Path(file))
    if as_json:
        print_json(conversion_json(converted))
        return DONE
    sys.stdout.write(converted.printed if printed else converted.text)
    for note in converted.notes:
        click.echo(note.message, err=True)
    return DONE
