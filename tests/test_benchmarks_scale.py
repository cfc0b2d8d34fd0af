"""What measures large libraries does so on three articles: the corpus is right, every figure is said and kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import asking
from benchmarks import corpora
from benchmarks import growth
from benchmarks import scale
from benchmarks import suggesting
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


def test_suggestions_are_timed_on_titles_and_numbers(articles: Path) -> None:
    result = CliRunner().invoke(suggesting.main, [str(articles)])
    assert result.exit_code == 0, result.output
    said = json.loads(result.output)
    assert (said["figure"], said["documents"], said["unit"]) == ("suggestions", 3, "ms")
    assert list(suggesting.keystrokes(["Nền"])) == ["N", "Nề", "Nền", "n", "ne", "nen"]


def test_growth_is_a_line_through_what_was_measured(articles: Path, tmp_path: Path) -> None:
    folders = []
    for most in (1, 3):
        corpora.make_corpus(articles, tmp_path / f"corpus-{most}", most)
        build(tmp_path / f"corpus-{most}", tmp_path / f"var-{most}")
        folders.append(str(tmp_path / f"var-{most}"))
    result = CliRunner().invoke(growth.main, [str(articles), *folders])
    assert result.exit_code == 0, result.output
    told = [json.loads(line) for line in result.output.splitlines()]
    assert [row.get("passages") for row in told[:2]] == sorted(row["passages"] for row in told[:2])
    # Three articles need not be slower than one.
    assert [row["figure"] for row in told[2:]] in ([], ["whoosh-growth"])
    assert growth.reaches([(100, 5.0), (1_000, 5.0)], 300.0) is None
    # 10 ms more for each 1,000 passages from 10 ms at none: 300 ms at 29,000.
    assert growth.reaches([(100, 5.0), (1_000, 20.0), (3_000, 40.0)], 300.0) == 29_000


def test_a_named_corpus_has_kinds_and_numbers_and_no_text(articles: Path, tmp_path: Path) -> None:
    corpora.make_corpus(articles, tmp_path / "corpus", named=True)
    documents = load_corpus(tmp_path / "corpus").documents
    named = documents["bai-l1-2020-3"]
    assert (named.number, named.kind.value, named.body.strip()) == ("57/2020/QH14", "luat", "")
    assert (documents["bai-3"].number, documents["bai-3"].kind.value) == (None, "bai-viet")
