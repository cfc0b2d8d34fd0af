"""The order of what is found, through all parts of the room."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.model import Passage
from indexer.search import ranking
from indexer.search import terms
from indexer.search.analysis import Analyzer
from indexer.search.engines import Engine
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import engine_passage
from indexer.search.engines import open_engine
from indexer.search.engines import open_writer
from indexer.search.results import Found
from indexer.search.results import search
from indexer.search.segment import Segmenter
from indexer.search.tables import TABLES
from indexer.search.tables import SqlitePassageStore
from indexer.search.token_writing import TokenWriter
from indexer.search.understand import understand
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()


class Library:
    """Documents as (id, titles, text, citing sentences, citations, issued), indexed for real."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._analyzer = Analyzer(VOCABULARY, Segmenter(folder / "cache"))
        self._database = sqlite3.connect(":memory:")
        self._database.executescript(TABLES)
        self._tokens = TokenWriter(self._database)
        self._index = open_writer("whoosh", folder / "index")
        self._engine: Engine | None = None

    def card(
        self,
        key: str,
        *titles: str,
        text: str = "",
        anchor: Sequence[str] = (),
        citations: int = 0,
        issued: str | None = None,
        kind: str = "nghi-quyet",
    ) -> None:
        passage = Passage(key, key, None, titles, text, is_card=True)
        tokens = self._analyzer.passage(passage, anchor)
        packed = self._tokens.add(key, key, tokens, is_card=True, citations=citations, issued=issued)
        self._index.add([engine_passage(key, packed, {"kind": [kind]})])

    def text(self, key: str, text: str, *headings: str) -> None:
        document, _, place = key.partition("#")
        passage = Passage(key, document, place, headings, text, 0)
        tokens = self._analyzer.passage(passage)
        packed = self._tokens.add(key, document, tokens, is_card=False, citations=0, issued=None)
        self._index.add([engine_passage(key, packed, {"kind": ["ke-hoach"]})])

    def found(self, query: str, *filters: Filter, candidates: int = 200) -> Found:
        if self._engine is None:
            self._tokens.finish()
            self._index.commit()
            self._engine = open_engine("whoosh", self._folder / "index")
        store = SqlitePassageStore(self._database)
        return search(understand(query, VOCABULARY), store, self._engine, filters=filters, candidates=candidates)

    def ask(self, query: str, *filters: Filter, candidates: int = 200) -> list[tuple[str, str]]:
        found = self.found(query, *filters, candidates=candidates)
        scores = [item.score for item in found.documents]
        assert scores == sorted(scores, reverse=True)
        assert all(score > 0 for score in scores)
        return [(item.passage, item.why) for item in found.documents]

    def ids(self, query: str, *filters: Filter, candidates: int = 200) -> str:
        return " ".join(passage for passage, _ in self.ask(query, *filters, candidates=candidates))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def test_a_full_title_stands_above_text(library: Library) -> None:
    library.card("nq", "Về công tác lý luận")
    library.text("kh#1", "công tác lý luận, công tác lý luận, công tác lý luận")
    library.card("ct", "Tổng kết công tác lý luận và thực tiễn")
    assert library.ask("công tác lý luận") == [("nq", "title"), ("ct", "title"), ("kh#1", "text")]


def test_of_equal_titles_the_cited_then_the_newest(library: Library) -> None:
    library.card("old", "Thi hành Điều lệ Đảng", issued="2011-01-01")
    library.card("new", "Về thi hành Điều lệ Đảng", issued="2026-07-26")
    library.card("cited", "Thi hành Điều lệ Đảng", citations=2, issued="2021-07-30")
    library.card("undated", "Về việc thi hành Điều lệ Đảng")
    assert library.ids("về thi hành điều lệ đảng") == "cited new old undated"
    # The same where the question is a part of the titles.
    assert library.ids("dieu le dang") == "cited new old undated"


def test_a_document_without_text_is_found_by_what_cites_it(library: Library) -> None:
    library.card("nq", "Nghị quyết số 4", anchor=["Đẩy mạnh tuyên truyền miệng theo Nghị quyết số 4"])
    library.card("ct", "Chỉ thị số 5")
    assert library.ask("tuyên truyền miệng") == [("nq", "cited")]


def test_a_hit_is_a_document_with_its_best_passage(library: Library) -> None:
    library.text("kh#1", "cáo trạng")
    library.text("kh#2", "hội thi báo cáo viên giỏi, báo cáo viên cấp ủy")
    library.text("kh#3", "viên chức báo cáo")
    assert library.ids("báo cáo viên") == "kh#2"


def test_a_mark_is_a_preference(library: Library) -> None:
    # However often and however prominently the letters stand, the word as typed comes first.
    library.text("a#1", "Nam " * 30, "Nam Nam Nam")
    library.text("b#1", "một năm " + "và nhiều chữ khác nữa " * 100)
    library.card("c", "Hà Nam")
    assert library.ids("năm").startswith("b#1 ")
    assert sorted(library.ids("năm").split()) == ["a#1", "b#1", "c"]
    # In quotes it is exact; without a mark all marks match.
    assert library.ids('"năm"') == "b#1"
    assert sorted(library.ids("nam").split()) == ["a#1", "b#1", "c"]
    assert library.ids('"nam"').startswith("a#1 ")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("hòa bình", "hoà bình"),
        ("lý luận", "lí luận"),
        ("uỷ ban", "ủy ban"),
        ("khoá XIII", "khóa 13"),
        ("khóa 13", "khóa XIII"),
        ("TW", "Trung ương"),
        ("trung ương", "BCH TW"),
        ("35-NQ/TW", "Nghị quyết số 35 - NQ / TW"),
        ("nq35", "Nghị quyết số 35-NQ/TW"),
        ("bao ve nen tang", "bảo vệ nền tảng"),
        ("BẢO VỆ", "bảo vệ"),
    ],
)
def test_other_spellings_are_found_as_typed(library: Library, query: str, text: str) -> None:
    library.text("a#1", text)
    library.text("b#1", "chữ khác")
    assert library.ids(query) == "a#1"


def test_phrases_must_stand(library: Library) -> None:
    library.text("a#1", "nền tảng của tư tưởng")
    library.text("b#1", "nền tảng tư tưởng")
    library.text("c#1", "nền. Tảng tư tưởng")
    assert library.ids('"nền tảng tư tưởng"') == "b#1"
    assert library.ids('"nen tang tư tưởng"') == "b#1"
    assert library.ids('"nền tảng" "tư tưởng"').split()[0] == "b#1"
    assert sorted(library.ids('"nền tảng" "tư tưởng"').split()) == ["a#1", "b#1"]
    assert library.ids('"nền tảng xyz"') == ""


def test_a_common_word_alone_is_no_answer_to_several(library: Library) -> None:
    library.text("a#1", "bảo vệ nền tảng tư tưởng")
    for number in range(30):
        library.text(f"b{number:02}#1", "tư cách")
    assert library.ids("bảo vệ nền tảng tư tưởng") == "a#1"
    # A question of one or two words has no word that could be left out.
    assert len(library.ids("bảo tư").split()) == 31


def test_exclusions(library: Library) -> None:
    library.text("a#1", "nền tảng tư tưởng")
    library.text("b#1", "nền tảng năm tư tưởng")
    assert library.ids("nền tảng -năm") == "a#1"
    assert library.ids("nền tảng -nam") == "a#1"
    assert library.ids("nền tảng -nắm") in {"a#1 b#1", "b#1 a#1"}
    assert library.ids('nền tảng -"tảng tư"') == "b#1"


def test_a_phrase_is_found_beyond_the_best_candidates(library: Library) -> None:
    for number in range(60):
        library.text(f"a{number:02}#1", "nền tảng tư tưởng của Đảng, tảng đá và nền nhà")
    library.text("z#1", "một đoạn dài " * 60 + "nền nhà")
    library.text("y#1", "đá tảng")
    assert "y#1" in library.ids('nền tảng tư tưởng của Đảng "đá tảng"', candidates=10).split()


def test_filters(library: Library) -> None:
    library.card("a", "Công tác lý luận", kind="nghi-quyet")
    library.card("b", "Công tác lý luận", kind="ket-luan")
    assert library.ids("lý luận", ExactValue("kind", "ket-luan")) == "b"
    assert library.ids("lý luận", ExactValue("kind", "quy-che")) == ""


def test_common_words_find_what_the_filters_leave(library: Library) -> None:
    for number in range(40):
        library.card(f"nq-{number:02}", f"Công tác lý luận và thực tiễn số hiếm {number}")
    library.card("kl", "Công tác chung", kind="ket-luan")
    # The rarer words stand in no conclusion; the commonest word does.
    query = "lý luận và thực tiễn số hiếm công tác"
    assert library.ids(query, ExactValue("kind", "ket-luan"), candidates=10) == "kl"


@pytest.mark.parametrize("query", ["", "-- && ||", "xyzxyz", "😀", '""', "?" * 100])
def test_questions_that_find_nothing(library: Library, query: str) -> None:
    library.card("a", "Công tác lý luận")
    assert library.ids(query) == ""


def test_an_empty_library(library: Library) -> None:
    assert library.ids("lý luận") == ""


def test_what_a_document_is_called_counts_in_its_text(library: Library) -> None:
    library.card("a", "Luật Cư trú")
    library.card("z", "Luật Thanh niên")
    for document in ("a", "z"):
        library.text(f"{document}#1", "Độ tuổi là từ đủ mười sáu đến ba mươi")
    assert library.ids("độ tuổi của thanh niên").split()[0] == "z#1"
    assert library.ids("độ tuổi cư trú").split()[0] == "a#1"


def test_equals_are_ordered_by_id(library: Library) -> None:
    for key in ("c", "a", "b"):
        library.text(f"{key}#1", "lý luận chính trị")
    assert library.ids("lý luận") == "a#1 b#1 c#1"


def test_the_limit_of_length_keeps_the_promise_of_marks() -> None:
    """In the longest passage that counts, a word as typed earns more than its letters can anywhere."""
    weights = ranking.Weights()
    room = weights.saturation * (1 - weights.length + weights.length * ranking.LONGEST)
    assert 1 / (1 + room) > weights.folded


def test_what_a_question_may_read_is_bounded_and_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        library.text(f"kh-{number}#1", "công tác lý luận chính trị" + " hiếm" * (number == 4))
    assert library.ids("hiếm công tác lý luận chính trị").startswith("kh-4#1 ")
    monkeypatch.setattr(terms, "MOST_READ", 3)
    # The rarest words are read first; one is read however common it is.
    assert library.ids("hiếm công tác lý luận chính trị") == "kh-4#1"
    assert library.found("hiếm công tác lý luận chính trị").in_part
    assert not library.found("hiếm").in_part
    assert library.found("công tác lý luận").documents
