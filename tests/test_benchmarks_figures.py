"""A figure says whether it keeps within its limit, and a file keeps the last one of each name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import read_rows


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("a ratio at its limit", 1.5, at_most=1.5), True),
        (Figure("above it", 1.51, at_most=1.5), False),
        (Figure("as much as is wanted", 2.0, at_least=2.0), True),
        (Figure("too little", 1.99, at_least=2.0), False),
    ],
)
def test_a_figure_knows_whether_it_is_within_its_limit(figure: Figure, met: bool) -> None:
    assert figure.row()["met"] is met


def test_a_figure_without_limit_is_only_told() -> None:
    assert Figure("speed", 3.0, unit="s").row() == {"figure": "speed", "value": 3.0, "unit": "s"}


def test_the_last_figure_of_each_name_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "results.jsonl"
    report = Report(record)
    for value in (3, 2):
        report.say(Figure("b", value, at_most=2, details={"questions": 9}))
    Report(record).say(Figure("a", 1))
    report.tell(told="no figure")
    kept = [{"figure": "a", "value": 1}, {"figure": "b", "value": 2, "at_most": 2, "met": True, "questions": 9}]
    assert read_rows(record) == kept
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row.get("value") for row in printed] == [3, 2, 1, None]


@pytest.mark.parametrize(("times", "expected"), [([1.0], 1.0), ([float(at) for at in range(100)], 95.0)])
def test_nineteen_of_twenty(times: list[float], expected: float) -> None:
    assert p95(times) == expected
