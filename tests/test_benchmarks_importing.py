"""The benchmarks of bringing files in: they run on a few, of which each comes in once."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks.importing import main
from benchmarks.importing import make_files
from benchmarks.intake import through_the_pages


def test_a_few_files() -> None:
    printed = CliRunner().invoke(main, ["--files", "20"])
    rows = [json.loads(line) for line in printed.output.splitlines()]
    assert [row["figure"].split(":")[0] for row in rows] == ["import", "import"]
    assert rows[0]["outcomes"] == {"new": 19, "known": 1}


def test_files_through_the_pages(tmp_path: Path) -> None:
    make_files(tmp_path / "tep", 1)
    (tmp_path / "tep" / "hong.docx").write_bytes(b"PK\x03\x04")
    files = sorted((tmp_path / "tep").iterdir())
    outcomes = [row["outcome"] for row in through_the_pages(files, tmp_path)]
    assert outcomes == ["kept", "refused"]
