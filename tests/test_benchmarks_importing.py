"""The benchmark of bringing many files in: it runs on a few, of which each comes in once."""

from __future__ import annotations

import json

from click.testing import CliRunner

from benchmarks.importing import main


def test_a_few_files() -> None:
    printed = CliRunner().invoke(main, ["--files", "20"])
    rows = [json.loads(line) for line in printed.output.splitlines()]
    assert [row["figure"].split(":")[0] for row in rows] == ["import", "import"]
    assert rows[0]["outcomes"] == {"new": 19, "known": 1}
