"""The benchmark of reading office files: it runs on small files, and its score tells right from wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.convert import MAKERS
from benchmarks.convert import main
from benchmarks.convert import score
from indexer.convert import Converter


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_what_it_makes_can_be_read(converter: Converter, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"a.{kind}"
    MAKERS[kind](file, 3)
    assert len(converter.convert(file).text.split("\n\n")) == 3


@pytest.mark.parametrize(
    ("comment", "truth", "found", "expected"),
    [
        ("the same", "Nghị quyết số 5", "Nghị quyết số 5", (1, 1)),
        ("a wrong mark", "Nghị quyết", "Nghỉ quyết", (1 / 2, 1 / 2)),
        ("a word missing", "Nghị quyết số 5", "Nghị quyết 5", (3 / 4, 2 / 3)),
        ("nothing", "Nghị", "", (0, 0)),
    ],
)
def test_the_score(comment: str, truth: str, found: str, expected: tuple[float, float]) -> None:
    assert score(truth, found) == expected, comment


def test_real_files_beside_their_transcripts(tmp_path: Path) -> None:
    files, truth = tmp_path / "files", tmp_path / "truth"
    for folder in (files, truth):
        folder.mkdir()
    (files / "a.txt").write_bytes("NghÞ quyÕt".encode("cp1252"))
    (truth / "a.txt").write_text("Nghị quyết", encoding="utf-8")
    printed = CliRunner().invoke(main, [str(files), str(truth), "--paragraphs", "20"])
    rows = [json.loads(line) for line in printed.output.splitlines()]
    assert [row["value"] for row in rows if "transcripts" in row["figure"]] == [1, 1]
    assert {row["figure"].split(":")[0] for row in rows} >= {f"convert .{kind}" for kind in MAKERS}
