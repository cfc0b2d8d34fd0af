"""A library into one zip file, a document at a time."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import BinaryIO
from typing import Final

import indexer
from indexer.errors import Problem
from indexer.errors import Severity
from indexer.exchange.dictionary import data_dictionary
from indexer.exchange.layout import DICTIONARY
from indexer.exchange.layout import DOCUMENTS
from indexer.exchange.layout import FORMAT
from indexer.exchange.layout import MANIFEST
from indexer.exchange.layout import NOTE
from indexer.exchange.layout import SCHEMA
from indexer.exchange.layout import SUMS
from indexer.exchange.layout import Manifest
from indexer.exchange.layout import sums_text
from indexer.exchange.notes import note_text
from indexer.exchange.records import to_record
from indexer.exchange.schema import record_schema
from indexer.fingerprint import ORIGINALS
from indexer.fingerprint import PLANS
from indexer.fingerprint import VOCABULARY
from indexer.model import Document
from indexer.portable import is_portable
from indexer.views.exchange import CorpusExport
from indexer.vocabulary import Vocabulary
from indexer.vocabulary.files import added_files

_PIECE: Final = 1 << 20
#: Pictures and office files are packed already.
_STORED: Final = frozenset(".docx .pdf .pptx .xlsx .zip .jpg .jpeg .png .odt".split())
_MODE: Final = 0o644
_OF_ORIGINALS: Final = "original-"  # problems of the file beside the record, which `missing` tells


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a library holds, as those see it for whom it is written.

    `corpus` is the folder in which originals and what the library adds to the vocabulary lie; it need not be there.
    """

    documents: Iterable[Document]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    corpus: Path
    internal: bool  # whether documents of limited circulation are among them


def write_export(target: BinaryIO, holdings: Holdings, day: str, *, originals: bool) -> CorpusExport:
    """Write a library into `target`, which can be read and sought in; `day` (ISO) is the day of writing.

    The same library gives the same bytes on the same day. With `originals`, the files as they came are written too,
    those that are there.

    Raises:
        OSError: a file cannot be read, or the target not be written.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
        file = _File(packed, date.fromisoformat(day))
        counted = _Counted()
        file.add(DOCUMENTS, _lines(holdings.documents, counted))
        vocabulary = added_files(holdings.corpus)
        for path in vocabulary:
            file.add(f"{VOCABULARY}/{path.name}", [path.read_bytes()])
        written = _add_originals(file, holdings.corpus / ORIGINALS, counted) if originals else 0
        export = CorpusExport(
            day=day,
            internal=holdings.internal,
            documents=counted.documents,
            plans=counted.plans,
            held=counted.held,
            originals=written,
            vocabulary=len(vocabulary),
            missing=tuple(counted.missing),
            broken=tuple(_broken(holdings.problems)),
        )
        manifest = Manifest(FORMAT, indexer.__version__, day, holdings.internal, originals, counted.documents)
        file.add(MANIFEST, [manifest.text().encode()])
        file.add(DICTIONARY, [data_dictionary(holdings.vocabulary).encode()])
        file.add(SCHEMA, [record_schema().encode()])
        file.add(NOTE, [note_text(export, originals=originals).encode("utf-8-sig")])
        file.add(SUMS, [sums_text(file.sums).encode()])
    return export


@dataclass(slots=True)
class _Counted:
    """What was seen of the documents while they were written."""

    documents: int = 0
    plans: int = 0
    held: int = 0
    originals: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    """The zip file at hand, with the sums of what is in it by name."""

    packed: zipfile.ZipFile
    day: date
    sums: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file of the zip."""
        entry = zipfile.ZipInfo(name, (self.day.year, self.day.month, self.day.day, 0, 0, 0))
        stored = Path(name).suffix.lower() in _STORED
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        entry.external_attr = _MODE << 16
        digest = hashlib.sha256()
        with self.packed.open(entry, "w", force_zip64=True) as written:
            for piece in pieces:
                digest.update(piece)
                written.write(piece)
        self.sums[name] = digest.hexdigest()


def _lines(documents: Iterable[Document], counted: _Counted) -> Iterator[bytes]:
    for document in documents:
        counted.documents += 1
        counted.plans += document.path.startswith(f"{PLANS}/")
        counted.held += document.held
        if document.original is not None:
            counted.originals.append(document.original)
        # What some readers take for the end of a line stands escaped: every record is one line to all of them.
        line = json.dumps(to_record(document), ensure_ascii=False, separators=(",", ":"))
        for letter in "\x85\u2028\u2029":
            line = line.replace(letter, f"\\u{ord(letter):04x}")
        yield f"{line}\n".encode()


def _add_originals(file: _File, folder: Path, counted: _Counted) -> int:
    written = 0
    for name in sorted(set(counted.originals)):
        if not is_portable(name) or not (folder / name).is_file():
            counted.missing.append(name)
            continue
        file.add(f"{ORIGINALS}/{name}", _pieces(folder / name))
        written += 1
    return written


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _broken(problems: Iterable[Problem]) -> Iterator[str]:
    found = (problem for problem in problems if problem.severity is Severity.ERROR and problem.path.endswith(".md"))
    yield from dict.fromkeys(problem.path for problem in found if not problem.code.startswith(_OF_ORIGINALS))
