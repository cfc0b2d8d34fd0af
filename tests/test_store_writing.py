"""Writing: whole files or none, canonical, never outside the corpus; and the signs by which a change is seen."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.errors import CorpusFolderError
from indexer.errors import CorpusNotFoundError
from indexer.errors import LibraryExistsError
from indexer.errors import UnsavableDocumentError
from indexer.fingerprint import corpus_fingerprint
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Reading
from indexer.store import check_corpus
from indexer.store import fix_corpus
from indexer.store import format_document
from indexer.store import init_library
from indexer.store import load_corpus
from indexer.store import save_document

SOUND = Document(
    id="thu",
    kind=Disputed((Reading("nghi-quyet"),)),
    title=Disputed((Reading("Thử"),)),
    issuer=Disputed((Reading("bo-chinh-tri"),)),
)


def test_a_document_is_saved_under_its_issuer_and_replaces_its_file(tmp_path: Path) -> None:
    path = save_document(tmp_path, SOUND)
    assert path == tmp_path / "directives" / "bo-chinh-tri" / "thu.md"
    save_document(tmp_path, replace(SOUND, body="Một đoạn."))
    assert path.read_text(encoding="utf-8").endswith("---\n\nMột đoạn.\n")
    assert [item.name for item in path.parent.iterdir()] == ["thu.md"]


def test_a_document_without_issuer_has_a_place_too(tmp_path: Path) -> None:
    save_document(tmp_path, replace(SOUND, issuer=Disputed()))
    assert load_corpus(tmp_path).documents["thu"].path == "directives/chua-ro-co-quan/thu.md"


@pytest.mark.parametrize(
    "document",
    [
        replace(SOUND, id="../thu"),
        replace(SOUND, id="Thử"),
        replace(SOUND, id="a" * 81),
        replace(SOUND, path="../thu.md"),
        replace(SOUND, path="directives/../../thu.md"),
        replace(SOUND, path="/tmp/thu.md"),
        replace(SOUND, path="originals/thu.md"),
        replace(SOUND, path="directives/thu.txt"),
        replace(SOUND, path="directives\\..\\..\\thu.md"),
    ],
)
def test_nothing_is_written_outside_the_corpus(tmp_path: Path, document: Document) -> None:
    with pytest.raises(UnsavableDocumentError):
        save_document(tmp_path / "kho", document)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "directives").write_text("một tệp ở chỗ của thư mục", encoding="utf-8")
    with pytest.raises(CorpusFolderError, match="Không ghi được vào kho"):
        save_document(tmp_path, SOUND)


def test_fixing_writes_sound_files_canonically_and_leaves_broken_ones(tmp_path: Path) -> None:
    sound = save_document(tmp_path, SOUND)
    sound.write_bytes(sound.read_bytes().replace(b"\n", b"\r\n"))
    broken = save_document(tmp_path, replace(SOUND, id="hong"))
    broken.write_text(broken.read_text(encoding="utf-8").replace("kind:", "loai:"), encoding="utf-8")
    before = broken.read_bytes()
    assert fix_corpus(tmp_path) == ("directives/bo-chinh-tri/thu.md",)
    assert sound.read_bytes() == format_document(SOUND).encode("utf-8")
    assert broken.read_bytes() == before
    assert fix_corpus(tmp_path) == ()


def test_a_new_library_is_empty_and_sound(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    init_library(folder)
    assert check_corpus(load_corpus(folder)) == ()
    assert "originals/** -text" in (folder / ".gitattributes").read_text(encoding="utf-8")
    with pytest.raises(LibraryExistsError):
        init_library(folder)


def test_a_library_is_not_made_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "kho").write_text("", encoding="utf-8")
    with pytest.raises(LibraryExistsError):
        init_library(tmp_path / "kho")


def test_the_fingerprint_follows_every_change(tmp_path: Path) -> None:
    init_library(tmp_path / "kho")
    folder = tmp_path / "kho"
    seen = [corpus_fingerprint(folder)]
    path = save_document(folder, SOUND)
    seen.append(corpus_fingerprint(folder))
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000_000))
    seen.append(corpus_fingerprint(folder))
    (folder / "vocabulary" / "organs.yaml").write_text("[]\n", encoding="utf-8")
    seen.append(corpus_fingerprint(folder))
    path.rename(path.with_name("thu-2.md"))
    seen.append(corpus_fingerprint(folder))
    assert len(set(seen)) == len(seen)
    assert corpus_fingerprint(folder) == seen[-1]


def test_the_fingerprint_of_nothing_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(CorpusNotFoundError):
        corpus_fingerprint(tmp_path / "khong-co")
