"""What to do next after a failure: the nearest names that there are, and the command that looks further."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from indexer.cli.completing import generation
from indexer.cli.nearest import LONGEST
from indexer.cli.nearest import MOST
from indexer.cli.nearest import one_of
from indexer.errors import CancuError
from indexer.errors import DocumentNotFoundError
from indexer.errors import PlanNotFoundError
from indexer.errors import TopicNotFoundError
from indexer.errors import UnreadableTextError

# How much of their letters two names share, of 100: a digit of a short number may differ, a word of a long id not.
_NUMBER_LIKE: Final = 80
_ID_LIKE: Final = 85
_PLAIN: Final = re.compile(r"[\w./–-]+")
_QUOTED: Final = re.compile(r"[\w./ ,–-]+")


def next_step(ctx: click.Context, error: CancuError) -> str:
    """Return what to do after `error`, as whole sentences; "" where its own sentence has said it."""
    folder = generation(ctx)
    try:
        match error:
            case DocumentNotFoundError():
                return _sentences(_documents(folder, error.document, "ANY"), _search(error.document))
            case PlanNotFoundError():
                near = _documents(folder, error.plan, "PLAN") or _plans(folder)
                return _sentences(near, _search(error.plan))
            case UnreadableTextError() if ctx.params.get("file") != "-":
                return f"Với tệp Word, PDF: “cancu convert TỆP | {ctx.command_path} -”."
            case TopicNotFoundError():
                return _sentences(_topics(folder, error.topic), "Danh sách: “cancu topics”.")
    except CancuError:  # an index that cannot be read has been told of, or will be
        return ""
    return ""


def _sentences(near: Iterable[str], further: str) -> str:
    return " ".join(filter(None, (one_of(near), further)))


def _search(asked: str) -> str:
    words = " ".join(asked.split())
    if len(words) > LONGEST or not _QUOTED.fullmatch(words) or words.startswith("-"):
        return "Tìm theo từ ngữ: “cancu search”."
    typed = words if _PLAIN.fullmatch(words) else f'"{words}"'
    return f"Tìm theo từ ngữ: “cancu search {typed}”."


def _documents(folder: Path | None, asked: str, wanted: str) -> list[str]:
    from indexer.catalogue import glance  # noqa: PLC0415 (only after a failure)

    if folder is None:
        return []
    known = [pair for pair in glance.every_document(folder, glance.Wanted[wanted]) if asked not in pair]
    by_number = {number: number for _document, number in known if number}
    by_id = {document: document for document, _number in known}
    return [*_alike(asked, by_number, _NUMBER_LIKE), *_alike(asked, by_id, _ID_LIKE)][:MOST]


def _plans(folder: Path | None) -> list[str]:
    from indexer.catalogue import glance  # noqa: PLC0415 (as above)

    return [document for document, _title in glance.ids(folder, "", glance.Wanted.PLAN)][:MOST] if folder else []


def _topics(folder: Path | None, asked: str) -> list[str]:
    from indexer.catalogue import glance  # noqa: PLC0415 (as above)

    known = glance.names(folder, "", "topic") if folder else []
    named = {name: topic for topic, name in known} | {topic: topic for topic, _name in known}
    return list(dict.fromkeys(_alike(asked, named, 60)))[:MOST]


def _alike(asked: str, known: Mapping[str, str], least: int) -> list[str]:
    """Return the values of those keys that share most letters with `asked`, case, marks and separators aside."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (only after a failure)
    from rapidfuzz import process  # noqa: PLC0415

    if len(asked) > 2 * LONGEST:
        return []
    found = process.extract(asked, list(known), scorer=fuzz.ratio, processor=_letters, score_cutoff=least, limit=MOST)
    return [known[name] for name, _score, _at in found]


def _letters(name: str) -> str:
    from indexer.text import fold  # noqa: PLC0415 (as above)
    from indexer.text import nfc  # noqa: PLC0415

    return "".join(letter for letter in fold(nfc(name)) if letter.isalnum())
