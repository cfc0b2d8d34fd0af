"""What measures large libraries does so on three articles: the corpus is right, every figure is said and kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import asking
from benchmarks import corpora
from benchmarks import scale
from benchmarks.figures import read_rows
from indexer.build import build
from indexer.store import load_corpus
from tests.benchmark_articles import write_articles


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles")


def test_articles_become_a_corpus_without_problems(articles: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(corpora.main, [str(articles), str(tmp_path / "corpus")])
    assert result.output == "3 documents\n"
    corpus = load_corpus(tmp_path / "corpus")
    assert not corpus.problems
    titles = {document.id: document.title.value for document in corpus.documents.values() if document.title}
    # Equal slugs are told apart, blanks of a title are collapsed, and without a title there is the id.
    assert titles == {"bai-l1-2020-3": "Thanh niên", "bai-l1-2020-3x": "Cư trú", "bai-3": "bai-3"}
    assert corpus.documents["bai-l1-2020-3"].body.strip().endswith("30 tuổi.\n\nHết.")


def test_only_so_many_articles(articles: Path, tmp_path: Path) -> None:
    assert corpora.make_corpus(articles, tmp_path / "corpus", most=2) == 2
    assert len(load_corpus(tmp_path / "corpus").documents) == 2


def test_scale_says_and_keeps_every_figure(articles: Path, tmp_path: Path) -> None:
    record = tmp_path / "results.jsonl"
    result = CliRunner().invoke(scale.main, [str(articles), "--engine", "whoosh", "--record", str(record)])
    assert result.exit_code == 0, result.output
    said = {row["figure"]: row for row in map(json.loads, result.output.splitlines()) if "figure" in row}
    assert list(said) == [
        "segmentation-one-core", "segmentation-all-cores", "whoosh-full-build", "whoosh-rebuild", "whoosh-engine",
        "whoosh-pruning",
    ]  # fmt: skip
    assert {row["figure"]: row for row in read_rows(record)} == said
    assert all(row["value"] >= 0 and isinstance(row["met"], bool) for row in said.values())
    # Both answers stand first, the question without words finds nothing.
    assert said["whoosh-pruning"]["mrr@10"] == said["whoosh-pruning"]["unpruned"] == pytest.approx(2 / 3, abs=1e-3)


def test_questions_to_a_built_library(articles: Path, tmp_path: Path) -> None:
    corpora.make_corpus(articles, tmp_path / "corpus")
    for engine, options, figures in (
        ("tantivy", (), ["tantivy-engine", "tantivy-search", "tantivy-pruning"]),
        ("whoosh", ("--few",), ["whoosh-search-five-words"]),
    ):
        build(tmp_path / "corpus", tmp_path / engine, engine=engine)
        result = CliRunner().invoke(asking.main, [str(articles), str(tmp_path / engine), *options])
        assert result.exit_code == 0, result.output
        assert [json.loads(line)["figure"] for line in result.output.splitlines()] == figures
