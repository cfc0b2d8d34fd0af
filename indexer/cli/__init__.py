"""The command line: thin commands over the library, in Vietnamese for people and as JSON for programs."""

from __future__ import annotations

from typing import Final

import click

from indexer import __version__
from indexer.cli.grammar import Program

# A command's module is imported when the command runs: "cancu cite" never waits for what only a search needs.
_COMMANDS: Final = {
    "init": "indexer.cli.library",
    "build": "indexer.cli.library",
    "search": "indexer.cli.search",
    "show": "indexer.cli.show",
    "tasks": "indexer.cli.tasks",
    "compare": "indexer.cli.compare",
    "topics": "indexer.cli.topics",
    "cite": "indexer.cli.texts",
    "outline": "indexer.cli.texts",
    "review": "indexer.cli.review",
    "convert": "indexer.cli.convert",
    "import": "indexer.cli.importing",
    "merge": "indexer.cli.merging",
    "check": "indexer.cli.library",
    "adopt": "indexer.cli.adopt",
    "user": "indexer.cli.users",
    "backup": "indexer.cli.backup",
    "restore": "indexer.cli.backup",
}


@click.group(
    cls=Program,
    modules=_COMMANDS,
    invoke_without_command=True,
    help="Căn Cứ: kho tra cứu kế hoạch và các văn bản được viện dẫn.",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(version)s", help="In số phiên bản rồi thoát.")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Show the help where no command is named; everything else is in the commands."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
