"""What the documents name: their code, links and anchors, and the commands, variables and addresses that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from werkzeug.exceptions import HTTPException

from indexer.cli.configuration import FILE_VARIABLE
from indexer.cli.configuration import KEYS
from indexer.cli.configuration import variable
from webapp import commands
from webapp import metrics
from webapp.application import create_app
from webapp.settings import Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/*.md")))
}
#: What readers of the program are told, not what is told of its past.
TOLD = {name: text for name, text in DOCUMENTS.items() if name != "CHANGELOG.md"}
_ADDRESSES = create_app(Settings(ROOT)).url_map
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Use:
    """A command line of a document: what is typed, and where."""

    document: str
    line: str


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return [block for name, block in _FENCED.findall(text) if name == language]


def spans(text: str) -> list[str]:
    """Return what stands between backticks in running text."""
    return re.findall(r"`([^`\n]+)`", _FENCED.sub("", text))


def all_commands() -> dict[tuple[str, ...], click.Command]:
    """Return every command of the program by the words with which it is called: ("user", "add")."""
    found: dict[tuple[str, ...], click.Command] = {}

    def walk(group: click.Group, words: tuple[str, ...]) -> None:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            found[*words, name] = command
            if isinstance(command, click.Group):
                walk(command, (*words, name))

    walk(commands.cli, ())
    return found


def options(command: click.Command) -> set[str]:
    """Return the options of a command, `--help` among them."""
    found = [item for item in command.get_params(click.Context(command)) if isinstance(item, click.Option)]
    return {name for item in found for name in (*item.opts, *item.secondary_opts)}


def uses() -> Iterator[Use]:
    """Yield every command line that a document shows, in a block or between backticks."""
    for document, text in TOLD.items():
        lines = [line for language in ("sh", "") for block in blocks(text, language) for line in block.splitlines()]
        for line in (*lines, *spans(text)):
            if line.startswith("cancu "):
                yield Use(document, line.partition(" #")[0])


def is_address(span: str) -> bool:
    """Tell whether `span` is an address of the site, as the documents write it: "…" for what changes, or an example."""
    written = {re.sub(r"<[^>]*>", "…", rule.rule) for rule in _ADDRESSES.iter_rules()}
    if span in written | {metrics.ADDRESS}:  # which is answered before the routes are asked
        return True
    try:
        _ADDRESSES.bind("localhost").match(span)
    except HTTPException:
        return False
    return "…" not in span


def variables() -> set[str]:
    """Return the environment variables that the program reads."""
    sources = [path for room in ("indexer", "webapp") for path in (ROOT / room).rglob("*.py")]
    written = {name for path in sources for name in re.findall(r"CANCU(?:_[A-Z]+)+\b(?!_)", path.read_text("utf-8"))}
    return written | {FILE_VARIABLE} | {variable(key) for key in KEYS}


def anchors(text: str) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(text: str) -> list[str]:
    """Return where a document's links and pictures lead."""
    return re.findall(r"\]\(([^)\s]+)\)", _FENCED.sub("", text))
