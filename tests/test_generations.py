"""Generations in a data folder: published whole, noticed when broken, one writer at a time, old ones removed."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from indexer.building import generations
from indexer.building import pointer
from indexer.errors import BuildRunningError
from indexer.errors import DamagedIndexError
from indexer.errors import DataFolderError
from indexer.errors import NoIndexError
from indexer.views import Counts

COUNTS = Counts(1, 2, 3, 4, 5, 6, 7, 8)


def published(data: Path, text: str = "nội dung") -> Path:
    folder = generations.new_generation(data)
    (folder / "index").mkdir()
    (folder / "catalogue.sqlite").write_text(text, encoding="utf-8")
    (folder / "index" / "part").write_text(text, encoding="utf-8")
    generations.publish(data, generations.Manifest("1", folder.name, "p", "c", "whoosh", COUNTS, 7))
    return folder


def test_the_published_generation_is_current(tmp_path: Path) -> None:
    folder = published(tmp_path)
    found, manifest = generations.open_current(tmp_path)
    assert found == folder
    assert (manifest.program, manifest.corpus, manifest.engine) == ("p", "c", "whoosh")
    assert (manifest.counts, manifest.problems) == (COUNTS, 7)
    assert set(manifest.files) == {"catalogue.sqlite", "index/part"}
    assert generations.is_intact(found, manifest)


def test_nothing_built_yet(tmp_path: Path) -> None:
    assert pointer.pointer_state(tmp_path) is None
    with pytest.raises(NoIndexError):
        generations.open_current(tmp_path)


def test_an_unpublished_generation_is_not_seen(tmp_path: Path) -> None:
    folder = published(tmp_path)
    generations.new_generation(tmp_path)
    assert generations.open_current(tmp_path)[0] == folder


def test_the_pointer_tells_of_a_switch(tmp_path: Path) -> None:
    published(tmp_path)
    before = pointer.pointer_state(tmp_path)
    published(tmp_path)
    assert pointer.pointer_state(tmp_path) != before


BREAKS = {
    "a file is gone": lambda folder: (folder / "index" / "part").unlink(),
    "a file is cut short": lambda folder: (folder / "catalogue.sqlite").write_text("n", encoding="utf-8"),
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "manifest of nonsense": lambda folder: (folder / "manifest.json").write_text("{", encoding="utf-8"),
    "manifest nested without end": lambda folder: (folder / "manifest.json").write_text(
        "[" * 100_000, encoding="utf-8"
    ),
    "manifest of another kind": lambda folder: (folder / "manifest.json").write_text("[]", encoding="utf-8"),
    "another format": lambda folder: changed_manifest(folder, format="0"),
    "another generation's": lambda folder: changed_manifest(folder, name="x"),
    "an engine from elsewhere": lambda folder: changed_manifest(folder, engine="elastic"),
    "unknown fields": lambda folder: changed_manifest(folder, more="x"),
}


def changed_manifest(folder: Path, **changes: str) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_generation_is_named(tmp_path: Path, name: str) -> None:
    BREAKS[name](published(tmp_path))
    with pytest.raises(DamagedIndexError):
        generations.open_current(tmp_path)


def test_changed_content_of_equal_size_is_not_intact(tmp_path: Path) -> None:
    folder = published(tmp_path)
    (folder / "catalogue.sqlite").write_text("nội dunG", encoding="utf-8")
    assert not generations.is_intact(*generations.open_current(tmp_path))


@pytest.mark.parametrize("pointer", ["", "../elsewhere", "a/b", "gone", "\n", "ă"])
def test_a_pointer_to_nothing(tmp_path: Path, pointer: str) -> None:
    """The pointer never leads out of the folder of generations."""
    published(tmp_path)
    (tmp_path / "current").write_text(pointer, encoding="utf-8")
    with pytest.raises((NoIndexError, DamagedIndexError)):
        generations.open_current(tmp_path)


def test_three_are_kept_and_the_current_one_always(tmp_path: Path) -> None:
    first = published(tmp_path)
    for _ in range(4):
        published(tmp_path)
    (tmp_path / "current").write_text(first.name, encoding="utf-8")
    unfinished = generations.new_generation(tmp_path)
    generations.remove_old(tmp_path)
    kept = {path.name for path in (tmp_path / "generations").iterdir()}
    assert len(kept) == generations.KEPT
    assert first.name in kept
    assert unfinished.name not in kept


def test_removing_never_fails(tmp_path: Path) -> None:
    generations.remove_old(tmp_path / "nowhere")


def test_one_builds_at_a_time(tmp_path: Path) -> None:
    with generations.build_lock(tmp_path), pytest.raises(BuildRunningError), generations.build_lock(tmp_path):
        pass
    with generations.build_lock(tmp_path):
        pass


def hold(data: Path, held: Event) -> None:
    with generations.build_lock(data):
        held.set()
        signal.pause()


@pytest.mark.skipif(os.name == "nt", reason="kills a process as Unix does")
def test_a_killed_builder_frees_the_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    builder = context.Process(target=hold, args=(tmp_path, held))
    builder.start()
    assert held.wait(30)
    with pytest.raises(BuildRunningError), generations.build_lock(tmp_path):
        pass
    builder.kill()
    builder.join()
    with generations.build_lock(tmp_path):
        pass


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("", encoding="utf-8")
    with pytest.raises(DataFolderError), generations.build_lock(tmp_path / "var"):
        pass
    with pytest.raises(DataFolderError):
        generations.new_generation(tmp_path / "var")


def test_what_is_not_ours_in_the_data_folder_stays(tmp_path: Path) -> None:
    kept = [tmp_path / "current.xlsx", tmp_path / "generations" / "của tôi" / "a.txt", tmp_path / "generations" / "b"]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "current.4711").write_text("x", encoding="utf-8")  # what a build that died left
    for _ in range(generations.KEPT + 2):
        published(tmp_path)
    generations.remove_old(tmp_path)
    assert all(path.is_file() for path in kept)
    assert not (tmp_path / "current.4711").exists()


def test_a_pointer_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with pytest.raises(DataFolderError, match="đây là thư mục, không phải tệp"):
        published(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("current.")] == []
