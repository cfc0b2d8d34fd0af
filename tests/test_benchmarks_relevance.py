"""The contract of `python -m benchmarks.relevance`, on four articles."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.relevance import main

ARTICLES = [
    {"id": "a", "title": "Thanh niên", "text": "Thanh niên là công dân từ đủ 16 tuổi đến 30 tuổi."},
    {"id": "b", "title": "Cư trú", "text": "Công dân có quyền tự do cư trú."},
    {"id": "c", "title": "Chỉ có tiêu đề", "text": ""},
    {"id": "d", "title": "Dài", "text": "Nền tảng tư tưởng. " * 400},
]
QUESTIONS = [
    {"id": "1", "text": "bao nhiêu tuổi là thanh niên"},
    {"id": "2", "text": "nền tảng"},
    {"id": "3", "text": "!"},
]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in ARTICLES)
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n2\td\t1\n3\tc\t1\n", encoding="utf-8")
    return tmp_path


def test_one_line_with_all_figures(cases: Path) -> None:
    result = CliRunner().invoke(main, [str(cases), "--json"])
    assert result.exit_code == 0
    figures = json.loads(result.output)
    assert {key: figures[key] for key in ("data", "engine", "articles", "questions")} == {
        "data": cases.name, "engine": "whoosh", "articles": 4, "questions": 3,
    }  # fmt: skip
    assert figures["systems"].keys() == {"ours", "plain_syllables", "pyvi_words"}
    for system in figures["systems"].values():
        assert system["mrr@10"] == system["recall@20"] == pytest.approx(2 / 3, abs=1e-3)
        assert {f"success@{depth}" for depth in (1, 5, 10, 20)} | {"ndcg@10", "p50_ms", "p95_ms"} < system.keys()


def test_other_questions_and_answers(cases: Path) -> None:
    (cases / "other.jsonl").write_text(json.dumps({"id": "9", "text": "cu tru"}), encoding="utf-8")
    (cases / "other.tsv").write_text("query-id\tcorpus-id\tscore\n9\tb\t1\n", encoding="utf-8")
    options = ["--queries", str(cases / "other.jsonl"), "--qrels", str(cases / "other.tsv"), "--json"]
    figures = json.loads(CliRunner().invoke(main, [str(cases), *options]).output)["systems"]
    assert figures["ours"]["mrr@10"] == 1.0
    assert figures["plain_syllables"]["mrr@10"] == 0.0  # it knows no unmarked spelling


def test_absent_data_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path), "--json"])
    assert result.exit_code == 2
    assert "Không có dữ liệu" in result.stderr
