"""Questions as people type them, over the checkout's own library: operators, slips, nicknames, bare digits."""

from __future__ import annotations

import pytest

from indexer.kb import KnowledgeBase
from indexer.views import Filters
from indexer.views import SearchResult

NQ35 = "nghi-quyet-35-bo-chinh-tri-2018"
KL21 = "ket-luan-21-ban-chap-hanh-trung-uong-2021"
QD37 = "quy-dinh-37-ban-chap-hanh-trung-uong-2021"


def first(result: SearchResult) -> str:
    return result.hits[0].document.id


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("bao ve nen tang tu tuong", NQ35),
        ("nghij quyeets 35", NQ35),
        ("nghi5 quye61t 35", NQ35),
        ("kết luận trung ương 4 khóa 13", KL21),
        ("ket luan trung uong 4 khoa xiii", KL21),
        ("KLTW4 k13", KL21),
        ("35", NQ35),
        ("số 35", NQ35),
        ("loại:kết luận 2021", KL21),
        # A kind's name before a title; of two equal titles the one that the plan cites.
        ("quy dinh nhung dieu dang vien khong duoc lam", QD37),
        ("loại:NQ 35", NQ35),
    ],
)
def test_what_comes_first(library: KnowledgeBase, query: str, document: str) -> None:
    assert first(library.search(query)) == document


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("nghij quyeets 35", "nghị quyết 35"),
        ("nghi5 quye61t 35", "nghị quyết 35"),
        ("nền tản tư tưởng", "nền tảng tư tưởng"),
        ("boa ve nen tang", "bao ve nen tang"),
        ("nghiquyet tu tuong", "nghi quyet tu tuong"),
        ("nghịquyết", "nghị quyết"),
        ("học tâp", "học tập"),
        ("loại:nghị quyết nền tản tư tưởng", "loại:nghị quyết nền tảng tư tưởng"),
        ("nền tảng tư tưởng", None),
        ("nen tang", None),
        ("thuế đất", None),
        ("xyzxyz", None),
        # Words of other query languages; "or" read back as a keyboard's left-over would be "ỏ".
        ("AND OR NOT", None),
        ("nq35", None),
        ("99999-NQ/TW", None),
    ],
)
def test_suggestions(library: KnowledgeBase, query: str, suggestion: str | None) -> None:
    assert library.search(query).suggestion == suggestion


def test_a_suggestion_is_searched_where_the_words_find_nothing(library: KnowledgeBase) -> None:
    assert library.search("nghij quyeets 35").understood.corrected == "nghị quyết 35"
    assert library.search("tưởngg").understood.corrected == library.search("tưởngg").suggestion
    assert library.search("nền tản tư tưởng").understood.corrected is None


def test_the_year_beside_a_kind_comes_first(library: KnowledgeBase) -> None:
    result = library.search("loại:kết luận 2021", limit=50)
    years = [(hit.document.issued or "")[:4] for hit in result.hits]
    assert years[:2] == ["2021", "2021"]
    assert "2021" not in years[2:]
    assert len(years) > 2
    assert {hit.document.kind.id for hit in result.hits} == {"ket-luan"}
    assert result.total_is == "exact"


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("loại:nghị quyết", Filters(kind="nghi-quyet")),
        ("cơ quan:Bộ Chính trị", Filters(organ="bo-chinh-tri")),
        ("năm:2021", Filters(year="2021")),
        ("năm:2018..2021", Filters(issued_from="2018-01-01", issued_to="2021-12-31")),
        ("khóa:XIII", Filters(term="trung-uong-xiii")),
        ("co quan: bo chinh tri nam:2021", Filters(organ="bo-chinh-tri", year="2021")),
    ],
)
def test_operators_narrow_as_filters_do(library: KnowledgeBase, query: str, filters: Filters) -> None:
    for words in ("", " Đảng đảng viên chính trị"):
        typed = library.search(query + words, limit=200)
        chosen = library.search(words, filters=filters, limit=200)
        assert typed.hits == chosen.hits
        assert typed.hits
        assert typed.facets == chosen.facets


def test_alternatives(library: KnowledgeBase) -> None:
    found = library.search("loại:nghị quyết loại:kết luận học tập", limit=200).hits
    assert {hit.document.kind.id for hit in found} == {"nghi-quyet", "ket-luan"}


def test_a_task_narrows_to_what_it_cites(library: KnowledgeBase) -> None:
    whole = {hit.document.id for hit in library.search("nhiệm vụ:II.3", limit=200).hits}
    part = {hit.document.id for hit in library.search("nhiem vu:II.3-3", limit=200).hits}
    assert NQ35 in part < whole
    assert library.search("nhiệm vụ:II.3 nền tảng tư tưởng").hits[0].document.id == NQ35
    assert library.search("nhiệm vụ:XX.9").hits == ()


def test_exclusions(library: KnowledgeBase) -> None:
    every = {hit.document.id for hit in library.search("học tập", limit=200).hits}
    without = library.search("học tập -quyết", limit=200).hits
    assert {hit.document.id for hit in without} < every
    assert not any("quyết" in (hit.document.title or "").lower() for hit in without)
    listed = library.search('loại:nghị quyết -"đại hội"', limit=200)
    assert NQ35 in {hit.document.id for hit in listed.hits}
    assert not any("Đại hội" in (hit.document.title or "") for hit in listed.hits)
    assert library.search("-quyết").hits == ()


def test_the_cited_namesake_comes_first(library: KnowledgeBase) -> None:
    found = [hit.document for hit in library.search("208-QĐ/TW").hits[:2]]
    assert [(document.number, document.citations > 0) for document in found] == [
        ("208-QĐ/TW", True),
        ("208-QĐ/TW", False),
    ]


def test_a_bare_number_has_its_page(library: KnowledgeBase) -> None:
    assert [document.id for document in library.number("số 35").documents] == [NQ35]
    assert {document.number for document in library.number("37").documents} == {"37-NQ/TW", "37-QĐ/TW"}


@pytest.mark.parametrize(
    "query",
    [
        "-",
        "loại:",
        "-loại:",
        "năm:9999..0000",
        '"-"',
        "loại:loại:loại:",
        "AND OR NOT",
        "* ? [a-z]* ~2 ^3 {!x}",
        "\x00\x1b[31m\u202e\ud800",
        "-" * 5000,
        "loại:nghị quyết " * 300,
        '-"' * 800,
    ],
)
def test_operators_only(library: KnowledgeBase, query: str) -> None:
    result = library.search(query)
    assert result.total >= len(result.hits)
