"""The quick way into a Whoosh index: it writes what whoosh's own way writes, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh import fields
from whoosh import index

from indexer.search.engines.whoosh_batch import BatchWriter

SCHEMA = fields.Schema(
    id=fields.ID(unique=True, stored=True),
    attributes=fields.KEYWORD(commas=True),
    spelled=fields.KEYWORD(scorable=True),
)
WORDS = [f"chữ {number}" for number in range(400)]

Passages = dict[str, tuple[list[str], list[str]]]


def passages(first: int, count: int) -> Passages:
    """Passages of all lengths, with words that stand in one of them or in many, once or often; some have none."""
    chance = random.Random(first)
    return {
        f"đoạn-{number}": (
            ["kind:nghi-quyet"] * chance.randint(0, 2) + ["block:full"] * (number < 128),  # whoosh's blocks hold 128
            [WORDS[int(400 * chance.random() ** 4)] for _ in range(chance.choice([0, 1, 7, 300]))],
        )
        for number in range(first, first + count)
    }


def by_whoosh(opened: Any, added: Passages, deleted: list[str]) -> None:
    writer = opened.writer()
    for key in deleted:
        writer.delete_by_term("id", key)
    for key, (attributes, words) in added.items():
        writer.add_document(id=key, attributes=attributes, spelled=words)
    writer.commit()


def in_batches(opened: Any, added: Passages, deleted: list[str]) -> None:
    writer = BatchWriter(opened)
    for key in deleted:
        writer.delete_by_term("id", key)
    for key, (attributes, words) in added.items():
        tokens = {"attributes": attributes, "id": [key], "spelled": words}
        writer.add_passage({"id": key}, {name: [token.encode() for token in found] for name, found in tokens.items()})
    writer.commit()


def files(folder: Path, write: Callable[[Any, Passages, list[str]], None]) -> Iterator[list[tuple[str, bytes]]]:
    """The files of every segment after each of three commits; the later ones merge what is small."""
    folder.mkdir()
    opened = index.create_in(folder, SCHEMA)
    for added, deleted in (
        (passages(0, 500), []),
        (passages(600, 3), ["đoạn-1", "đoạn-499"]),
        (passages(700, 40), ["đoạn-601", "đoạn-3"]),
    ):
        write(opened, added, deleted)
        for segment in index.FileIndex(opened.storage)._segments():  # whoosh shows its files in no other way
            parts = segment.open_compound_file(opened.storage)
            names = sorted(parts.list())
            yield [(name.partition(".")[2], bytes(parts.open_file(name).read())) for name in names]
            parts.close()


def test_the_files_are_those_that_whoosh_writes(tmp_path: Path) -> None:
    theirs = list(files(tmp_path / "theirs", by_whoosh))
    assert len(theirs) > 3  # several segments at a time
    assert theirs == list(files(tmp_path / "ours", in_batches))


def test_an_index_written_in_batches_needs_only_whoosh_to_be_read(tmp_path: Path) -> None:
    opened = index.create_in(tmp_path, SCHEMA)
    in_batches(opened, passages(0, 10), [])
    pickled = b"".join(path.read_bytes() for path in tmp_path.glob("*.toc"))
    assert b"whoosh" in pickled
    assert b"indexer" not in pickled
