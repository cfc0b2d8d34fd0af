"""What follows from each document alone: the same from several processes as from this one."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from pathlib import Path

import pytest

from indexer.building import preparing
from indexer.building.preparing import Preparation
from indexer.search.analysis import BREAK
from indexer.search.analysis import LINE_BREAK
from indexer.search.analysis import Analyzer
from indexer.search.packing import PortionLexicon
from indexer.search.segment import Segmenter
from indexer.search.tables import LINE_END
from indexer.search.tables import SENTENCE_END
from indexer.store import Corpus
from indexer.store import load_corpus

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(CORPUS)


def read(string: str, lexicon: PortionLexicon, mark: str) -> tuple[str, ...]:
    """The tokens that a packed string stands for."""
    tokens = {found: token for token, found in lexicon.characters.items() if token.startswith("=") == bool(mark)}
    tokens |= {SENTENCE_END: mark + BREAK, LINE_END: mark + LINE_BREAK}
    return tuple(tokens[letter].removeprefix("=") for letter in string)


def comparable(found: dict[str, preparing.Prepared]) -> object:
    """What was prepared, whatever portions it was prepared in."""
    return [
        (
            key,
            made.outline,
            made.passages,
            made.place_names,
            made.card,
            [
                (
                    *(read(part, made.lexicon, mark) for part, mark in zip(packed.strings, ["=", ""] * 3, strict=True)),
                    *packed[1:],
                )
                for packed in made.packed
            ],
        )
        for key, made in found.items()
    ]


def counted(found: dict[str, preparing.Prepared]) -> tuple[Counter[str], Counter[str]]:
    """In how many passages each token stands, and the sums, over all portions."""
    passages: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for lexicon in {id(made.lexicon): made.lexicon for made in found.values()}.values():
        passages.update(lexicon.passages)
        sums.update(lexicon.sums)
    return passages, sums


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
        there = prepared(corpus, tmp_path / "there")
        assert comparable(there) == comparable(here)
        assert counted(there) == counted(here)
        assert (tmp_path / "there").read_bytes() == (tmp_path / "here").read_bytes()


def _breaks(*_arguments: object) -> None:
    raise RuntimeError  # as a process that cannot even begin


def test_processes_that_die_are_done_without(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    here = prepared(corpus)
    monkeypatch.setattr(preparing, "_MUCH", 0)
    monkeypatch.setattr(preparing.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(preparing, "_begin", _breaks)
    monkeypatch.setattr(preparing, "_context", lambda: multiprocessing.get_context("spawn"))
    assert comparable(prepared(corpus)) == comparable(here)


def test_tokens_come_back_as_they_were(corpus: Corpus) -> None:
    analyzer = Analyzer(corpus.vocabulary, Segmenter())
    for found in prepared(corpus).values():
        card, *texts = found.passages
        assert found.card == analyzer.passage(card)
        for passage, packed in zip(texts, found.packed, strict=True):
            body = analyzer.passage(passage).body
            assert read(packed.strings[2], found.lexicon, "=") == body.spelled
            assert read(packed.strings[3], found.lexicon, "") == body.folded
