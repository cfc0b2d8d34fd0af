"""An exported library out of its file: checked to the last byte, as a corpus folder beside the library.

Nothing of the file is believed: its names, sizes and records are held against what an exported library can be, and
nothing reaches a library before all of it has been read.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import IO
from typing import Any
from typing import Final

from indexer.errors import UnsavableDocumentError
from indexer.errors import system_reason
from indexer.errors.exchange import BadRecordError
from indexer.errors.exchange import DamagedExportError
from indexer.errors.exchange import ExportReadError
from indexer.errors.exchange import HostileExportError
from indexer.errors.exchange import LaterExportError
from indexer.exchange.layout import DOCUMENTS
from indexer.exchange.layout import FORMAT
from indexer.exchange.layout import MANIFEST
from indexer.exchange.layout import SUMS
from indexer.exchange.layout import Manifest
from indexer.exchange.layout import is_expected
from indexer.exchange.layout import read_manifest
from indexer.exchange.layout import read_sums
from indexer.exchange.records import RecordError
from indexer.exchange.records import of_record
from indexer.fingerprint import ORIGINALS
from indexer.fingerprint import VOCABULARY
from indexer.model import Document
from indexer.portable import is_portable
from indexer.store import format_document
from indexer.store import init_library
from indexer.store import load_corpus
from indexer.store.writing import document_path

_PIECE: Final = 1 << 20
_MOST_FILES: Final = 1_000_000
_MOST_BYTES: Final = 20_000_000_000  # of all files, taken out
_MOST_TIMES: Final = 200  # texts pack to a fifth, repeated ones to a fiftieth; a bomb to a thousandth
_ALWAYS_FINE: Final = 50_000_000  # bytes that no disk and no memory minds
_LONGEST_LINE: Final = 100_000_000  # bytes of a document's record
_LONGEST_LIST: Final = 300_000_000  # bytes of the list of sums
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


@contextmanager
def opened_export(source: Path) -> Iterator[Path]:
    """Give the corpus folder of an exported library, which goes with the block; all of it was checked.

    Raises:
        ExportReadError: the file cannot be read, or its contents not be laid aside.
        DamagedExportError: it is no exported library, or not as it was written.
        LaterExportError: a later version of the program wrote it.
        HostileExportError: it would take more room than any library needs.
        BadRecordError: a line of it is no document.
    """
    with tempfile.TemporaryDirectory(prefix="cancu-") as place:
        folder = Path(place) / "corpus"
        try:
            init_library(folder)
            with zipfile.ZipFile(source) as packed:
                _Opened(source, packed, folder).read()
        except OSError as error:
            raise ExportReadError(source, system_reason(error)) from error
        except _BROKEN as error:
            raise DamagedExportError(source) from error
        yield folder


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the documents: its number, the path of its document, and the sum of what it says."""

    number: int
    path: str
    sum: str


class _Opened:
    """An exported library that is being read into a folder."""

    def __init__(self, source: Path, packed: zipfile.ZipFile, folder: Path) -> None:
        self._source = source
        self._packed = packed
        self._folder = folder

    def read(self) -> None:
        """Write everything into the folder, in the order in which it can be held against what came before."""
        self._bound()
        manifest = self._manifest()
        sums = read_sums(self._short(SUMS, _LONGEST_LIST))
        names = [entry.filename for entry in self._packed.infolist()]
        if sums is None or sorted(names) != sorted([SUMS, *sums]) or not all(map(is_expected, sums)):
            raise DamagedExportError(self._source)
        if len({name.casefold() for name in names}) != len(names):  # two files that are one on some systems
            raise DamagedExportError(self._source)
        for name, expected in sums.items():
            kept = name.startswith((f"{ORIGINALS}/", f"{VOCABULARY}/"))
            if name != DOCUMENTS and self._copied(name, self._folder / name if kept else None) != expected:
                raise DamagedExportError(self._source, name)
        lines = self._documents(sums[DOCUMENTS])
        if len(lines) != manifest.documents:
            raise DamagedExportError(self._source, DOCUMENTS)
        self._compare(lines)

    def _bound(self) -> None:
        entries = self._packed.infolist()
        size = sum(entry.file_size for entry in entries)
        room = max(_ALWAYS_FINE, _MOST_TIMES * self._source.stat().st_size)
        if len(entries) > _MOST_FILES or size > min(_MOST_BYTES, room):
            raise HostileExportError(self._source)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise DamagedExportError(self._source)

    def _manifest(self) -> Manifest:
        manifest = read_manifest(self._short(MANIFEST, _PIECE))
        if manifest is None:
            raise DamagedExportError(self._source, MANIFEST)
        if manifest.format > FORMAT:
            raise LaterExportError(self._source, manifest.program)
        return manifest

    def _short(self, name: str, most: int) -> bytes:
        with self._packed.open(name) as entry:
            data = entry.read(most + 1)
        if len(data) > most:
            raise DamagedExportError(self._source, name)
        return data

    def _copied(self, name: str, target: Path | None) -> str:
        """Read a file to its end, into `target` if given; return its sum."""
        digest = hashlib.sha256()
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
        with self._packed.open(name) as entry:
            file: IO[bytes] | None = target.open("xb") if target is not None else None
            try:
                while piece := entry.read(_PIECE):
                    digest.update(piece)
                    if file is not None:
                        file.write(piece)
            finally:
                if file is not None:
                    file.close()
        return digest.hexdigest()

    def _documents(self, expected: str) -> dict[str, _Line]:
        """Write the documents; return what is to be remembered of each by its id."""
        digest, found, paths = hashlib.sha256(), dict[str, _Line](), set[str]()
        with self._packed.open(DOCUMENTS) as entry:
            number = 0
            while line := entry.readline(_LONGEST_LINE):
                number += 1
                digest.update(line)
                document = self._placed(self._document(line, number), number)
                if document.id in found or document.path.casefold() in paths:
                    raise BadRecordError(self._source, number, f"mã hoặc tệp của “{document.id}” đã có ở dòng trước")
                found[document.id] = _Line(number, document.path, _record_sum(document))
                paths.add(document.path.casefold())
                target = self._folder / document.path
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    file.write(format_document(document).encode("utf-8"))
        if digest.hexdigest() != expected:
            raise DamagedExportError(self._source, DOCUMENTS)
        return found

    def _document(self, line: bytes, number: int) -> Document:
        try:
            return of_record(json.loads(line.decode("utf-8"), object_pairs_hook=_object))
        except RecordError as error:
            raise BadRecordError(self._source, number, error.reason) from error
        except (ValueError, RecursionError) as error:
            raise BadRecordError(self._source, number, "không phải một đối tượng JSON") from error

    def _placed(self, document: Document, number: int) -> Document:
        """Return a document with its path below the corpus, which every system can write."""
        try:
            placed = replace(document, path=document_path(document))
        except UnsavableDocumentError:
            placed = replace(document, path="")
        if not is_portable(placed.path) or not is_portable(document.original or ORIGINALS):
            reason = f"mã, tệp hoặc tệp gốc của “{document.id[:80]}” không hợp lệ"
            raise BadRecordError(self._source, number, reason)
        return placed

    def _compare(self, lines: Mapping[str, _Line]) -> None:
        """See that what the store reads is what was written: that every value is one that a corpus can hold."""
        corpus = load_corpus(self._folder)
        flaws = {problem.path: problem.message for problem in reversed(corpus.problems)}
        known = {key: _record_sum(document) for key, document in corpus.documents.items()}
        for key, line in lines.items():
            if known.get(key) != line.sum:
                reason = flaws.get(line.path) or "có giá trị mà kho không giữ được nguyên như vậy"
                raise BadRecordError(self._source, line.number, reason.rstrip("."))


def _record_sum(document: Document) -> str:
    # Two libraries of texts would not fit into memory: what is compared is sums.
    return hashlib.sha256(repr(replace(document, body_line=1)).encode("utf-8", "replace")).hexdigest()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RecordError("một trường được ghi hai lần")
    return found
