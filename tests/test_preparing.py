"""What follows from each document alone: the same from several processes as from this one."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.building import preparing
from indexer.building.preparing import PortionTokens
from indexer.building.preparing import Preparation
from indexer.building.preparing import Prepared
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


class Made(NamedTuple):
    found: dict[str, Prepared]
    portions: list[PortionTokens]


def comparable(made: Made) -> object:
    """What was prepared, whatever portions it was prepared in."""
    tokens = [
        (
            key,
            own.card,
            [
                (
                    *(read(part, lexicon, mark) for part, mark in zip(packed.strings, ["=", ""] * 3, strict=True)),
                    *packed[1:],
                )
                for packed in own.packed
            ],
        )
        for lexicon, documents in made.portions
        for key, own in documents.items()
    ]
    return list(made.found.items()), tokens


def counted(made: Made) -> tuple[Counter[str], Counter[str]]:
    """In how many passages each token stands, and the sums, over all portions."""
    passages: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for lexicon, _ in made.portions:
        passages.update(lexicon.passages)
        sums.update(lexicon.sums)
    return passages, sums


def prepared(corpus: Corpus, cache: Path | None = None, aside: Path | None = None) -> Made:
    preparation = Preparation(corpus.documents.values(), corpus.vocabulary, cache, aside=aside)
    try:
        found = preparation.collect()
        preparation.save()
        return Made(found, list(preparation.tokens()))
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


def test_tokens_of_a_large_library_wait_in_files(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = prepared(corpus)
    monkeypatch.setattr(preparing, "_MUCH", 0)
    monkeypatch.setattr(preparing, "_PORTION", 20)
    monkeypatch.setattr(preparing.os, "cpu_count", lambda: 2)
    preparation = Preparation(corpus.documents.values(), corpus.vocabulary, aside=tmp_path)
    found = preparation.collect()
    # One file a portion, and each goes as it is read.
    files = len(list(tmp_path.iterdir()))
    assert files > 2
    portions = []
    for at, portion in enumerate(preparation.tokens()):
        assert len(list(tmp_path.iterdir())) == files - at - 1
        portions.append(portion)
    assert not list(tmp_path.iterdir())
    assert len(portions) == files
    assert comparable(Made(found, portions)) == comparable(here)


def test_what_cannot_be_put_aside_is_made_here(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = prepared(corpus)
    monkeypatch.setattr(preparing, "_MUCH", 0)
    monkeypatch.setattr(preparing.os, "cpu_count", lambda: 2)
    assert comparable(prepared(corpus, aside=tmp_path / "none")) == comparable(here)


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
    made = prepared(corpus)
    for lexicon, documents in made.portions:
        for key, own in documents.items():
            card, *texts = made.found[key].passages
            assert own.card == analyzer.passage(card)
            for passage, packed in zip(texts, own.packed, strict=True):
                body = analyzer.passage(passage).body
                assert read(packed.strings[2], lexicon, "=") == body.spelled
                assert read(packed.strings[3], lexicon, "") == body.folded
