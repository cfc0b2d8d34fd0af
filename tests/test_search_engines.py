"""The contract of every engine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.errors import DamagedIndexError
from indexer.errors import UnknownEngineError
from indexer.search.engines import ENGINES
from indexer.search.engines import FOLDED
from indexer.search.engines import SPELLED
from indexer.search.engines import EnginePassage
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import ValueRange
from indexer.search.engines import WeightedTerm
from indexer.search.engines import open_engine
from indexer.search.engines import open_writer


def passage(key: str, words: str, **attributes: str) -> EnginePassage:
    values = {name: value.split() for name, value in attributes.items()}
    return EnginePassage(key, {SPELLED: words.split(), FOLDED: words.split()}, values)


PASSAGES = [
    passage("a", "nền tảng tư tưởng", kind="nghi-quyet", issued="2018-10-22", organ="bct"),
    passage("b", "tảng đá tảng đá tảng đá", kind="chi-thi", issued="2021-07", organ="bct tw"),
    passage("c", "tư pháp", kind="nghi-quyet", issued="2021-10-25"),
    passage("d", "đá", kind="nghi-quyet"),
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path, engine: str) -> Path:
    writer = open_writer(engine, tmp_path / "index")
    writer.add(PASSAGES)
    writer.commit()
    return tmp_path / "index"


def found(engine: str, folder: Path, words: str, *filters: Filter, limit: int = 10) -> list[str]:
    opened = open_engine(engine, folder)
    try:
        terms = [WeightedTerm(SPELLED, word) for word in words.split()]
        return [key for key, _ in opened.search(terms, filters, limit)]
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("words", "filters", "expected"),
    [
        ("tảng", (), "a b"),
        ("tư đá", (), "a b c d"),
        ("tang", (), ""),  # matched as given: what is equal is the tokens' business
        ("", (), ""),
        ("tư tảng đá", (ExactValue("kind", "nghi-quyet"),), "a c d"),
        ("tảng", (ExactValue("organ", "tw"),), "b"),
        ("tảng", (ExactValue("organ", "t"),), ""),
        ("tảng", (ExactValue("organ", "bct"), ExactValue("kind", "chi-thi")), "b"),
        ("tư tảng đá", (ValueRange("issued", "2021-01-01", None),), "b c"),
        ("tư tảng đá", (ValueRange("issued", None, "2018-10-22"),), "a"),
        ("tư tảng đá", (ValueRange("issued", "2018-10-22", "2021-10-25"),), "a b c"),
        ("tư tảng đá", (ValueRange("issued", "2022-01-01", "2021-01-01"),), ""),
        ("tư", (ExactValue("no-such", "value"),), ""),
    ],
)
def test_terms_and_filters(engine: str, folder: Path, words: str, filters: tuple[Filter, ...], expected: str) -> None:
    assert sorted(found(engine, folder, words, *filters)) == expected.split()
    # With a limit below the library's size, every match is scored: the same are found.
    assert set(found(engine, folder, words, *filters, limit=3)) <= set(expected.split())


def test_the_limit_keeps_the_best(engine: str, folder: Path) -> None:
    assert found(engine, folder, "tảng", limit=1) == ["b"]


def test_weights_count(engine: str, folder: Path) -> None:
    opened = open_engine(engine, folder)
    for light, heavy, best in (("tảng", "pháp", "c"), ("pháp", "tảng", "b")):
        terms = [WeightedTerm(SPELLED, light, 0.01), WeightedTerm(FOLDED, heavy, 10.0)]
        assert opened.search(terms, (), 1)[0][0] == best
    opened.close()


def test_adding_again_replaces(engine: str, folder: Path) -> None:
    writer = open_writer(engine, folder)
    writer.add([passage("a", "cũ"), passage("a", "mới"), passage("e", "mới")])
    writer.delete({"b", "no-such"})
    writer.commit()
    assert sorted(found(engine, folder, "mới")) == ["a", "e"]
    assert found(engine, folder, "cũ tưởng") == []
    assert found(engine, folder, "tảng") == []


def test_cancelled_writing_leaves_no_trace(engine: str, folder: Path) -> None:
    writer = open_writer(engine, folder)
    writer.add([passage("e", "mới")])
    writer.cancel()
    assert found(engine, folder, "mới") == []
    assert found(engine, folder, "tưởng") == ["a"]


def test_an_empty_index_finds_nothing(engine: str, tmp_path: Path) -> None:
    open_writer(engine, tmp_path / "empty").commit()
    assert found(engine, tmp_path / "empty", "tư") == []


def test_several_threads_search_one_index(engine: str, folder: Path) -> None:
    opened = open_engine(engine, folder)

    def ask(word: str) -> list[str]:
        return [key for key, _ in opened.search([WeightedTerm(SPELLED, word)], (), 10)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, ["tư", "đá"] * 20))
    assert [sorted(answer) for answer in answers] == [["a", "c"], ["b", "d"]] * 20
    opened.close()


def test_a_missing_index_is_named(engine: str, tmp_path: Path) -> None:
    for place in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(DamagedIndexError):
            open_engine(engine, place)


def test_a_damaged_index_is_named(engine: str, folder: Path) -> None:
    files = [path for path in folder.iterdir() if path.stat().st_size]
    for damaged in files:
        content = damaged.read_bytes()
        for broken in (b"", content[: len(content) // 2], b"\xff" * len(content)):
            damaged.write_bytes(broken)
            # Either the damage is noticed, or it hit what is not read (a lock file).
            try:
                answer = found(engine, folder, "tư đá", limit=3)
            except DamagedIndexError:
                continue
            assert set(answer) <= {"a", "b", "c", "d"}
        damaged.write_bytes(content)
    assert sorted(found(engine, folder, "tư đá")) == ["a", "b", "c", "d"]


def test_an_unknown_engine(tmp_path: Path) -> None:
    for opening in (open_engine, open_writer):
        with pytest.raises(UnknownEngineError, match="whoosh"):
            opening("nosuch", tmp_path)
