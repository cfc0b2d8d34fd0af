"""The fuzz run: nothing fails on a small one, and what would fail is seen."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks.fuzz import main
from benchmarks.fuzz import run

TEXT = "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về “Tăng cường bảo vệ”; Kết luận 01."


def test_nothing_fails_on_a_small_run() -> None:
    report = run([TEXT], 600, seed=7)
    assert report["failures"] == {}
    assert report["mutations"] == 400  # two thirds of 600


def test_the_same_seed_makes_the_same_inputs() -> None:
    first, second = run([TEXT], 60, seed=3), run([TEXT], 60, seed=3)
    assert first["characters"] == second["characters"]


def test_one_json_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    printed = CliRunner().invoke(main, [str(tmp_path), "--count", "30", "--json"])
    assert printed.exit_code == 0
    assert json.loads(printed.output)["texts"] == 1


def test_without_a_folder_the_originals_are_read_and_named() -> None:
    printed = CliRunner().invoke(main, ["--count", "3", "--json"])
    assert json.loads(printed.output)["data"].startswith("corpus/originals")
