"""What a shell is offered at Tab in the place of an argument: names out of the catalogue, in silence where it cannot.

Loading the knowledge base would take longer than a person waits for Tab; `indexer/catalogue/glance.py` asks the
catalogue's file alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Final

import click

from indexer.cli.options import Places
from indexer.errors import CancuError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Offers = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]
_Found = Iterable[tuple[str, str]]

#: What stands in a shell's line as it is; a number with a blank in it would have to be quoted by each shell's rules.
_PLAIN: Final = re.compile(r"[\w./:@%+,–-]+")


def _offers(find: Callable[[Path, str], _Found]) -> Offers:
    """Return what click asks for the values of a parameter; `find` gets the generation's folder and what was typed."""

    def offer(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem[str]]:  # noqa: ARG001 (click's own signature)
        from click.shell_completion import CompletionItem  # noqa: PLC0415 (only at Tab)

        folder = generation(ctx)
        try:
            found = find(folder, typed) if folder is not None else ()
        except CancuError:
            return []
        return [CompletionItem(value, help=_one_line(about)) for value, about in found if _PLAIN.fullmatch(value)]

    return offer


def documents(wanted: str = "ANY", *, ids_only: bool = False) -> Offers:
    """Offer documents by number and id; `wanted` is the name of a member of `glance.Wanted`."""

    def find(folder: Path, typed: str) -> _Found:
        from indexer.catalogue import glance  # noqa: PLC0415 (only at Tab)

        which = glance.Wanted[wanted]
        numbered = [] if ids_only else glance.numbers(folder, typed, which)
        return [*numbered, *glance.ids(folder, typed, which)]

    return _offers(find)


def names(facet: str) -> Offers:
    """Offer the ids of kinds, organs or topics ("kind", "organ", "topic")."""

    def find(folder: Path, typed: str) -> _Found:
        from indexer.catalogue import glance  # noqa: PLC0415 (only at Tab)

        return glance.names(folder, typed, facet)

    return _offers(find)


def engines(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem[str]]:  # noqa: ARG001 (click's own signature)
    """Offer the names of the text engines."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 (only at Tab)

    from indexer.search.engines import ENGINES  # noqa: PLC0415

    return [CompletionItem(engine) for engine in ENGINES if engine.startswith(typed)]


def generation(ctx: click.Context) -> Path | None:
    """Return the folder of the generation that the options on a command's line lead to, None where there is none."""
    from indexer.building.pointer import current_name  # noqa: PLC0415 (only at Tab or after a failure)
    from indexer.building.pointer import generation_folder  # noqa: PLC0415

    try:
        data = Places(ctx.params.get("corpus"), ctx.params.get("data")).data
    except CancuError:
        return None
    name = current_name(data)
    return generation_folder(data, name) if name else None


def _one_line(about: str) -> str | None:
    return " ".join(about.split()) or None
