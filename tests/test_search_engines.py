"""The contract of every engine."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build import build
from indexer.build import is_current
from indexer.building.generations import INDEX_FOLDER
from indexer.building.generations import new_generation
from indexer.cli import cli
from indexer.errors import DamagedIndexError
from indexer.errors import MissingEngineError
from indexer.errors import UnknownEngineError
from indexer.kb import KnowledgeBase
from indexer.search import engines
from indexer.search.engines import FOLDED
from indexer.search.engines import LOCAL_ENGINES
from indexer.search.engines import SPELLED
from indexer.search.engines import AnyValue
from indexer.search.engines import EnginePassage
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import ValueRange
from indexer.search.engines import WeightedTerm
from indexer.search.engines import open_engine
from indexer.search.engines import open_writer
from indexer.search.engines import remove_index
from indexer.search.results import CANDIDATES
from indexer.views import Filters
from indexer.views import SearchResult
from tests.small_library import HELD
from tests.small_library import write_corpus


def passage(key: str, words: str, **attributes: str) -> EnginePassage:
    values = {name: value.split() for name, value in attributes.items()}
    return EnginePassage(key, {SPELLED: "\n".join(words.split()), FOLDED: "\n".join(words.split())}, values)


PASSAGES = [
    passage("a", "nền tảng tư tưởng", kind="nghi-quyet", issued="2018-10-22", organ="bct"),
    passage("b", "tảng đá tảng đá tảng đá", kind="chi-thi", issued="2021-07", organ="bct tw"),
    passage("c", "tư pháp", kind="nghi-quyet", issued="2021-10-25"),
    passage("d", "đá", kind="nghi-quyet"),
]


@pytest.fixture(params=LOCAL_ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def compared() -> Sequence[str]:
    return LOCAL_ENGINES


@pytest.fixture
def new_folder(tmp_path: Path) -> Iterator[Path]:
    folder = new_generation(tmp_path) / INDEX_FOLDER
    yield folder
    assert remove_index(folder)


@pytest.fixture
def folder(new_folder: Path, engine: str) -> Path:
    writer = open_writer(engine, new_folder)
    writer.add(PASSAGES)
    writer.commit()
    return new_folder


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
        ("tư tảng đá", (AnyValue("kind", ("chi-thi", "nghi-quyet", "no-such")),), "a b c d"),
        ("tư tảng đá", (AnyValue("organ", ("tw", "bct")), ExactValue("kind", "nghi-quyet")), "a"),
        ("tư tảng đá", (AnyValue("kind", ("no-such",)),), ""),
        ("tư tảng đá", (AnyValue("kind", ()),), ""),
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


def test_an_empty_index_finds_nothing(engine: str, new_folder: Path) -> None:
    open_writer(engine, new_folder).commit()
    assert found(engine, new_folder, "tư") == []


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


def test_an_engine_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _name: None)
    for opening in (open_engine, open_writer):
        with pytest.raises(MissingEngineError, match="pip install '\\.\\[tantivy\\]'"):
            opening("tantivy", tmp_path)


# --- through the knowledge base: a library with more passages than are ranked, so that the engines have to choose ---

PLAN_TEXT = Path(__file__).parent.parent / "corpus" / "originals" / "ke-hoach-2022.txt"
ARTICLE = """---
id: {id}
kind: {kind}
number: {number}
title: {title}
issuer: bo-chinh-tri
issued: {issued}
---

{body}
"""


def articles(how_many: int) -> dict[str, str]:
    """Return corpus files whose words are drawn from the plan's sentences, always the same."""
    draw = random.Random(35)
    sentences = [" ".join(part.split()) for part in re.split(r"[.;\n]", PLAN_TEXT.read_bytes().decode())]
    sentences = [re.sub(r"[^\w ]", "", part).strip() for part in sentences if 30 < len(part) < 300]
    files = {}
    for at in range(how_many):
        body = ". ".join(draw.sample(sentences, 6))
        kind, symbol = draw.choice([("nghi-quyet", "NQ"), ("chi-thi", "CT"), ("ket-luan", "KL")])
        issued = f"{2001 + at // 20}-03-{1 + at % 20:02}"
        name = f"van-ban-{at:04}"
        number = f"{100 + at}-{symbol}/TW"
        title = draw.choice(sentences)
        files[f"directives/bo-chinh-tri/{name}.md"] = ARTICLE.format(
            id=name, kind=kind, number=number, title=title, issued=issued, body=body
        )
    return files


@pytest.fixture(scope="module")
def both(compared: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, KnowledgeBase]]:
    folder = tmp_path_factory.mktemp("both")
    write_corpus(folder / "corpus", articles(150))
    for name in compared:
        (folder / name).mkdir()
        # What was segmented for one engine need not be segmented for the next.
        cache = folder / compared[0] / "segments.cache"
        if cache.exists() and name != compared[0]:
            (folder / name / cache.name).write_bytes(cache.read_bytes())
        build(folder / "corpus", folder / name, engine=name)
    opened = {name: KnowledgeBase.open(folder / name) for name in compared}
    yield opened
    for kb in opened.values():
        kb.close()


def questions(kb: KnowledgeBase) -> list[str]:
    """Return stretches of the library's own texts of three to nine words."""
    draw = random.Random(7)
    bodies = [
        kb.document(hit.document.id).body.split() for hit in kb.search("", filters=Filters(held=True), limit=60).hits
    ]
    asked = []
    for words in bodies:
        length = draw.randint(3, 9)
        start = draw.randrange(max(1, len(words) - length))
        asked.append(" ".join(words[start : start + length]))
    return asked


def answer(result: SearchResult) -> tuple[object, ...]:
    return tuple((hit.document.id, hit.passage, hit.snippet, hit.why) for hit in result.hits)


def test_engines_agree(both: dict[str, KnowledgeBase], compared: Sequence[str]) -> None:
    reference = both[compared[0]]
    assert reference.counts().passages > CANDIDATES
    for name in compared[1:]:
        asked = questions(reference)
        same = sum(answer(reference.search(text)) == answer(both[name].search(text)) for text in asked)
        assert same >= 0.99 * len(asked)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(kind="chi-thi"),
        Filters(year="2004"),
        Filters(issued_from="2003-03-05", issued_to="2005-03-10"),
        Filters(kind="ket-luan", issued_from="2006-01-01", held=True),
        Filters(cited=True),
        Filters(term="dang-khoa-ix"),
    ],
)
def test_engines_agree_on_filters_and_facets(
    both: dict[str, KnowledgeBase], compared: Sequence[str], filters: Filters
) -> None:
    for text in ("bảo vệ nền tảng tư tưởng của Đảng", "tuyen truyen", "“công tác” cán bộ", "105-NQ/TW"):
        first, *others = (both[name].search(text, filters=filters, limit=10) for name in compared)
        for other in others:
            assert (answer(other), other.total, other.facets) == (answer(first), first.total, first.facets)


def test_a_change_and_a_removal_reach_the_index(engine: str, small_corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "var"
    build(small_corpus, data, engine=engine)
    path = small_corpus / "directives" / "bo-chinh-tri" / f"{HELD}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("sai trái", "thù địch"), encoding="utf-8")
    assert build(small_corpus, data).built  # with the engine of the generation that is there
    opened = KnowledgeBase.open(data, engine=engine)
    assert [hit.document.id for hit in opened.search("quan điểm thù địch").hits][:1] == [HELD]
    assert not opened.search("“sai trái”").hits
    opened.close()
    path.unlink()
    build(small_corpus, data)
    opened = KnowledgeBase.open(data, engine=engine)
    assert not opened.search("“thù địch”").hits
    opened.close()


def test_the_engine_can_be_changed(small_corpus: Path, tmp_path: Path, compared: Sequence[str]) -> None:
    for name in (*compared, compared[0]):
        assert build(small_corpus, tmp_path / "var", engine=name).built
        assert is_current(small_corpus, tmp_path / "var")
        opened = KnowledgeBase.open(tmp_path / "var", engine=name)
        assert opened.search("nền tảng tư tưởng").hits
        opened.close()


def test_a_damaged_generation_is_built_again(engine: str, small_corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "var"
    first = build(small_corpus, data, engine=engine)
    for path in (data / "generations" / first.generation / "index").iterdir():
        path.unlink()
    second = build(small_corpus, data, engine=engine)
    assert second.built
    opened = KnowledgeBase.open(data)
    assert opened.search("nền tảng tư tưởng").hits
    opened.close()


def test_a_library_that_has_outgrown_whoosh_is_told(
    small_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "MOST_FOR_WHOOSH", 3)
    for name, told in (("whoosh", True), ("tantivy", False)):
        assert build(small_corpus, tmp_path / "var", engine=name).outgrown == told
        assert build(small_corpus, tmp_path / "var", engine=name).outgrown == told
        opened = KnowledgeBase.open(tmp_path / "var")
        assert opened.search("nền tảng").outgrown == told
        opened.close()
    said = CliRunner().invoke(
        cli, ["build", "--corpus", str(small_corpus), "--data", str(tmp_path / "var"), "--engine", "whoosh"]
    )
    assert "cancu build --engine tantivy" in said.output
