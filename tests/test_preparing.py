"""What follows from each document alone: the same from several processes as from this one."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from indexer.building import preparing
from indexer.building.preparing import Preparation
from indexer.search.analysis import Analyzer
from indexer.search.segment import Segmenter
from indexer.store import Corpus
from indexer.store import load_corpus

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(CORPUS)


def prepared(corpus: Corpus, cache: Path | None = None) -> dict[str, preparing.Prepared]:
    preparation = Preparation(corpus.documents.values(), corpus.vocabulary, cache)
    try:
        found = preparation.collect()
        preparation.save()
        return found
    finally:
        preparation.close()


@pytest.mark.parametrize(
    "method", [found for found in ("fork", "spawn") if found in multiprocessing.get_all_start_methods()]
)
def test_several_processes(corpus: Corpus, tmp_path: Path, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = prepared(corpus, tmp_path / "here")
    monkeypatch.setattr(preparing, "_MUCH", 0)
    monkeypatch.setattr(preparing, "_PORTION", 20_000)
    monkeypatch.setattr(preparing.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(preparing, "_context", lambda: multiprocessing.get_context(method))
    for _ in ("without the cache", "with it"):
        assert prepared(corpus, tmp_path / "there") == here
        assert (tmp_path / "there").read_bytes() == (tmp_path / "here").read_bytes()


def _breaks(*_arguments: object) -> None:
    raise RuntimeError  # as a process that cannot even begin


def test_processes_that_die_are_done_without(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    here = prepared(corpus)
    monkeypatch.setattr(preparing, "_MUCH", 0)
    monkeypatch.setattr(preparing.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(preparing, "_begin", _breaks)
    monkeypatch.setattr(preparing, "_context", lambda: multiprocessing.get_context("spawn"))
    assert prepared(corpus) == here


def test_tokens_come_back_as_they_were(corpus: Corpus) -> None:
    analyzer = Analyzer(corpus.vocabulary, Segmenter())
    for found in prepared(corpus).values():
        assert list(found.tokens()) == [analyzer.passage(passage) for passage in found.passages]
