"""The console script: every command of the library, and `serve`, the only one that needs a web server."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.cli import cli
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import library_options
from indexer.cli.options import state_option


@cli.command("serve", cls=Command, help="Mở trang tra cứu: dựng chỉ mục nếu cần, rồi trả lời đến khi bấm Ctrl-C.")
@state_option
@library_options
@click.option("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="Địa chỉ để mở trang (127.0.0.1: chỉ máy này).")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), metavar="CỔNG", help="Cổng (8000); bận: cổng sau.")
def serve_command(corpus: Path | None, data: Path | None, state: Path | None, host: str, port: int) -> None:
    """Serve the site until interrupted."""
    # Flask and the server are imported here: no other command pays for them.
    from webapp.serving import serve_library  # noqa: PLC0415

    places = Places(corpus, data, state)
    serve_library(places.corpus, places.data, places.state, host, port, say=_say)


def _say(line: str) -> None:
    click.echo(line, err=True)


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
