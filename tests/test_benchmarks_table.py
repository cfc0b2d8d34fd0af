"""README's table is what the kept figures make of it, and says honestly what was missed or not measured."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from benchmarks import table
from benchmarks.figures import Figure
from benchmarks.figures import read_rows


def test_readmes_table_is_made_of_the_kept_figures() -> None:
    readme = table.README.read_text(encoding="utf-8")
    assert table.put_in(readme, table.table(read_rows(table.RECORD))) == readme


def test_every_row_has_its_own_figure_and_its_benchmark() -> None:
    names = [row.figure for row in table.ROWS]
    assert len(names) == len(set(names))
    for row in table.ROWS:
        assert (table.RECORD.parent / f"{row.by}.py").is_file()


def test_the_kept_figures_name_no_place_of_a_machine() -> None:
    assert not re.search(r"[\"=](?:/|[A-Z]:\\)", table.RECORD.read_text(encoding="utf-8"))


def test_missed_unlimited_and_unmeasured_figures() -> None:
    kept = [
        Figure("tantivy-search", 13.5, at_most=12.52, unit="ms", limit_is="1 x 0.52 ms + 12 ms").row(),
        Figure("fuzz", 0, at_most=0).row(),
        Figure("whoosh-growth", 750_000, at_least=300_000, unit="passages").row(),
        Figure("suggestions", 0.5, unit="ms", details={"worst_ms": 2.25}).row(),
    ]
    lines = {line.split(" | ")[0]: line.split(" | ")[1:3] for line in table.table(kept).splitlines()}
    shown = {row.figure: lines[f"| {row.what}"] for row in table.ROWS}
    assert shown["tantivy-search"] == ["**13.5 ms: missed**", "at most 12.52 ms = 1 x 0.52 ms + 12 ms"]
    assert shown["fuzz"] == ["0", "at most 0"]
    assert shown["whoosh-growth"] == ["750,000 passages", "at least 300,000 passages"]
    assert shown["suggestions"] == ["0.5 ms (worst 2.25 ms)", "none"]
    assert shown["zalo-to-plain"][0] == "not measured"


def test_the_command_rewrites_only_what_stands_between_the_marks(tmp_path: Path) -> None:
    readme, record = tmp_path / "README.md", tmp_path / "results.jsonl"
    readme.write_text(f"Trước\n{table.BEGIN}\ncũ\n{table.END}\nSau\n", encoding="utf-8")
    record.write_text('{"figure": "fuzz", "value": 0, "at_most": 0, "met": true}\n', encoding="utf-8")
    result = CliRunner().invoke(table.main, ["--record", str(record), "--readme", str(readme)])
    assert result.exit_code == 0, result.output
    made = table.table(read_rows(record))
    assert readme.read_text(encoding="utf-8") == f"Trước\n{table.BEGIN}\n{made}\n{table.END}\nSau\n"
