"""Which documents are new or changed: by the signs of their files that the generation was made from."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import UTC
from datetime import datetime

from indexer.views.changes import DocumentChange


def document_changes(
    listed: Iterable[tuple[str, bool, str]], signs: Mapping[str, str], built: str
) -> tuple[DocumentChange, ...]:
    """Return when each document's file was last written, newest first, those without a file last.

    `listed` holds documents as (id, whether it is a plan, path of its file), `signs` what the build noted of files
    (`fingerprint.corpus_signs`). No file was written after it was read: a clock that was wrong is put right by
    `built`, the time of the build (ISO, UTC).
    """
    found = [DocumentChange(document, plan, _written(signs.get(path), built)) for document, plan, path in listed]
    found.sort(key=lambda change: change.document)
    return tuple(sorted(found, key=lambda change: change.changed or "", reverse=True))


def _written(sign: str | None, built: str) -> str | None:
    if sign is None:
        return None
    try:
        written = datetime.fromtimestamp(int(sign.partition(" ")[2]) // 10**9, UTC)
    except (ValueError, OverflowError, OSError):  # a file system's nonsense
        return None
    return min(f"{written:%Y-%m-%dT%H:%M:%SZ}", built)
