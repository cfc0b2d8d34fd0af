"""What the knowledge base answers over the checkout's own library: the real plan and the documents that it cites."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.build import build
from indexer.errors import DamagedIndexError
from indexer.errors import DocumentNotFoundError
from indexer.errors import ListingNotFoundError
from indexer.errors import NoIndexError
from indexer.errors import OriginalNotFoundError
from indexer.errors import OtherEngineError
from indexer.errors import PlanNotFoundError
from indexer.errors import TaskNotFoundError
from indexer.errors import UnknownEngineError
from indexer.kb import KnowledgeBase
from indexer.library import Library
from indexer.model import Form
from indexer.model import Standing
from indexer.views import Filters
from indexer.views import Named
from indexer.views import TaskNode
from indexer.views.accounts import Audience
from tests.small_library import HELD

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
NQ35 = "nghi-quyet-35-bo-chinh-tri-2018"
QD37 = "quy-dinh-37-ban-chap-hanh-trung-uong-2021"
QD24 = "quy-dinh-24-ban-chap-hanh-trung-uong-2021"
KL21 = "ket-luan-21-ban-chap-hanh-trung-uong-2021"

SPELLINGS = [
    ("35-NQ/TW", NQ35),
    ("nq35", NQ35),
    ("35 nq tw", NQ35),
    ("nghị quyết số 35", NQ35),
    ("nghi quyet 35 nq-tw", NQ35),
    ("35–NQ/TW", NQ35),
    ("QD 37", QD37),
]


# Numbers


@pytest.mark.parametrize(("spelling", "document"), SPELLINGS)
def test_every_spelling_finds_its_document_first(library: KnowledgeBase, spelling: str, document: str) -> None:
    assert library.number(spelling).documents[0].id == document
    first = library.search(spelling).hits[0]
    assert (first.document.id, first.why) == (document, "number")


def test_a_number_in_several_terms(library: KnowledgeBase) -> None:
    """Newest term first; the one that the plan cites is known by its citations."""
    view = library.number("208-QĐ/TW")
    assert (view.canonical, view.slug, view.strength, view.names_one) == ("208-QĐ/TW", "208-qd-tw", "full", False)
    assert [(group.term.numeral, len(group.documents)) for group in view.groups if group.term] == [
        ("XIV", 1),
        ("XII", 1),
    ]
    assert [document.citations > 0 for document in view.documents] == [False, True]


def test_one_number_two_kinds_are_two_documents(library: KnowledgeBase) -> None:
    assert {document.kind.name for document in library.number("37-NQ/TW").documents} == {"Nghị quyết"}
    assert {document.kind.name for document in library.number("37-QĐ/TW").documents} == {"Quy định"}


def test_a_slug_is_a_spelling(library: KnowledgeBase) -> None:
    assert library.number("35-nq-tw").documents == library.number("35-NQ/TW").documents


@pytest.mark.parametrize("nothing", ["", "35 năm", "xin chào", "99999-NQ/TW", "%", "-" * 5000, "\x00", "\ud800"])
def test_nothing_under_a_number(library: KnowledgeBase, nothing: str) -> None:
    assert library.number(nothing).documents == ()


def test_a_number_that_the_library_lacks_keeps_its_own_name(library: KnowledgeBase) -> None:
    """Another organ's document is shown as the weaker match that it is, never as the one asked for."""
    view = library.number("35-NQ/BTCTW")
    assert (view.canonical, view.strength) == ("35-NQ/BTCTW", "without_organ")
    assert NQ35 in {document.id for document in view.documents}


# Documents


def test_a_document_with_its_readings(library: KnowledgeBase) -> None:
    view = library.document(KL21)
    titles = next(field for field in view.fields if field.name == "title")
    assert len(titles.readings) == 2
    assert {reading.standing for reading in titles.readings} == {Standing.VERIFIED, Standing.STATED}
    assert "Kết luận Trung ương 4 khóa XIII" in view.also_known_as
    assert not view.summary.held
    assert view.summary.citations == 2


def test_where_a_document_is_cited(library: KnowledgeBase) -> None:
    places = library.document(NQ35).cited_at
    assert {place.plan.id for place in places} == {PLAN}
    assert places[0].place == "mục II.3, gạch đầu dòng thứ ba"
    for place in places:
        (mark,) = place.sentence.marks
        assert "35-NQ/TW" in place.sentence.text[mark.start : mark.end]


def test_what_came_after(library: KnowledgeBase) -> None:
    chain = [document.number for document in library.document(QD24).newer]
    assert chain == ["232-QĐ/TW", "294-QĐ/TW", "20-QĐ/TW", "208-QĐ/TW"]
    assert [document.number for document in library.document("quy-dinh-41-bo-chinh-tri-2021").newer] == ["377-QĐ/TW"]
    assert [document.number for document in library.document(QD37).newer] == ["207-QĐ/TW"]


def test_relations_are_seen_from_both_ends(library: KnowledgeBase) -> None:
    (edge,) = [edge for edge in library.document(QD24).inverse_relations if edge.type == "replaces"]
    assert edge.label == "được thay thế bởi"
    assert edge.changes_validity
    assert edge.document is not None
    (back,) = [edge for edge in library.document(edge.document.id).relations if edge.type == "replaces"]
    assert (back.label, back.document and back.document.id) == ("thay thế", QD24)


def test_namesakes(library: KnowledgeBase) -> None:
    assert [other.issued for other in library.document("quy-dinh-208-ban-bi-thu-2019").namesakes] == ["2026-07-26"]


def test_only_seen_pages_are_sources(library: KnowledgeBase) -> None:
    assert all(source.verified for source in library.document(NQ35).sources)


def test_no_such_document(library: KnowledgeBase) -> None:
    for ask in (library.document, library.current_id):
        with pytest.raises(DocumentNotFoundError, match="khong-co"):
            ask("khong-co")


def test_the_original(library: KnowledgeBase) -> None:
    assert library.original(PLAN, "ke-hoach-2022.txt").stat().st_size > 30_000
    for document, name in ((PLAN, "khac.txt"), (PLAN, "../ke-hoach-2022.txt"), (NQ35, "ke-hoach-2022.txt")):
        with pytest.raises(OriginalNotFoundError):
            library.original(document, name)


# Plans


def nodes(tree: tuple[TaskNode, ...]) -> Iterator[TaskNode]:
    for node in tree:
        yield node
        yield from nodes(node.children)


def test_the_plan(library: KnowledgeBase) -> None:
    (summary,) = library.plans()
    assert summary.document.id == PLAN
    assert summary.documents == 40
    view = library.plan(PLAN)
    assert len(view.cited) == 40
    assert view.header.kind == "kế hoạch"
    assert len(view.header.recipients) == 6
    assert summary.tasks == 47
    assert len([*nodes(view.tasks)]) == 48  # with the paragraph of bases before the tree


def test_links_lie_in_their_tasks_own_text(library: KnowledgeBase) -> None:
    view = library.plan(PLAN)
    seen = 0
    for node in nodes(view.tasks):
        for link in node.links:
            citation = link.citation
            assert node.start <= citation.start < citation.end <= node.own_end
            assert view.body[citation.start : citation.end] == citation.text
            seen += not citation.self
    assert seen == library.counts().citations


def test_links_tell_what_is_newer_than_the_plan(library: KnowledgeBase) -> None:
    newer = {
        link.document.id: link.newer.number
        for node in nodes(library.plan(PLAN).tasks)
        for link in node.links
        if link.document and link.newer
    }
    assert newer[QD24] == "208-QĐ/TW"
    assert NQ35 not in newer


def test_what_names_no_single_document_stays_open(library: KnowledgeBase) -> None:
    links = [link for node in nodes(library.plan(PLAN).tasks) for link in node.links]
    assert len([link for link in links if link.citation.form is Form.GROUP]) == 21
    open_links = [link for link in links if link.document is None and link.citation.form is not Form.GROUP]
    assert len([link for link in open_links if not link.citation.self]) == library.counts().unresolved == 3


def test_one_task(library: KnowledgeBase) -> None:
    view = library.task(PLAN, "II.4.1-2")
    assert [node.id for node in view.ancestors] == ["II", "II.4", "II.4.1"]
    assert (view.previous, view.following) == ("II.4.1-1", "II.4.1-3")
    assert view.text == library.plan(PLAN).body[view.node.start : view.node.end]
    assert view.node.level == "bullet"


def test_the_first_and_the_last_task(library: KnowledgeBase) -> None:
    order = [node.id for node in nodes(library.plan(PLAN).tasks)]
    assert library.task(PLAN, order[0]).previous is None
    assert library.task(PLAN, order[-1]).following is None


def test_no_such_plan_or_task(library: KnowledgeBase) -> None:
    for plan in (NQ35, "khong-co"):
        with pytest.raises(PlanNotFoundError):
            library.plan(plan)
        with pytest.raises(PlanNotFoundError):
            library.task(plan, "I")
    with pytest.raises(TaskNotFoundError):
        library.task(PLAN, "IX")


# Lists


def test_counts(library: KnowledgeBase) -> None:
    counts = library.counts()
    assert (counts.plans, counts.cited, counts.held, counts.citations) == (
        1,
        40,
        0,
        97,
    )  # 35 numbered, 41 unnumbered, 21 groups


def test_wanted_documents(library: KnowledgeBase) -> None:
    wanted = library.wanted()
    assert len(wanted) == 40
    assert all(item.needed_by and not item.document.held for item in wanted)


@pytest.mark.parametrize(
    ("facet", "value", "document"),
    [
        ("kind", "nghi-quyet", NQ35),
        ("organ", "bo-chinh-tri", NQ35),
        ("year", "2018", NQ35),
        ("term", "trung-uong-xii", NQ35),
        # A disputed kind stands in the lists of both readings.
        ("kind", "quyet-dinh", "quyet-dinh-185-ban-bi-thu-x"),
        ("kind", "quy-dinh", "quyet-dinh-185-ban-bi-thu-x"),
        # An old document is found under the successor's name.
        ("organ", "ban-tuyen-giao-va-dan-van-trung-uong", "quyet-dinh-883-ban-tuyen-giao-trung-uong-2021"),
    ],
)
def test_a_document_in_a_list(library: KnowledgeBase, facet: str, value: str, document: str) -> None:
    assert document in {listed.id for listed in library.listing(facet, value).documents}


def test_a_list_is_newest_first(library: KnowledgeBase) -> None:
    days = [document.issued for document in library.listing("organ", "bo-chinh-tri").documents]
    assert days == sorted(days, key=lambda day: day or "", reverse=True)


def test_an_organs_list_names_its_kin(library: KnowledgeBase) -> None:
    listing = library.listing("organ", "ban-tuyen-giao-va-dan-van-trung-uong")
    assert Named("ban-tuyen-giao-trung-uong", "Ban Tuyên giáo Trung ương") in listing.related
    assert listing.note


def test_every_facet_value_has_its_list(library: KnowledgeBase) -> None:
    for facet in library.facets():
        if facet.name != "held":
            for value in facet.values:
                assert len(library.listing(facet.name, value.id).documents) == value.count


@pytest.mark.parametrize(("facet", "value"), [("kind", "x"), ("held", "yes"), ("mau", "xanh"), ("year", "1900")])
def test_no_such_list(library: KnowledgeBase, facet: str, value: str) -> None:
    with pytest.raises(ListingNotFoundError):
        library.listing(facet, value)


# Search


def test_words_find_a_document_without_text(library: KnowledgeBase) -> None:
    found = [hit.document.id for hit in library.search("bảo vệ nền tảng tư tưởng của Đảng").hits]
    assert NQ35 in found[:3]


def test_a_citing_sentence_finds_its_document_and_says_where(library: KnowledgeBase) -> None:
    result = library.search("dự kiến vào đầu năm 2023", limit=50)
    (hit,) = [hit for hit in result.hits if hit.document.id == "chi-thi-20-ban-bi-thu-2018"]
    assert (hit.why, hit.plan, hit.task) == ("cited", PLAN, "II.5-4")
    assert "đầu năm 2023" in hit.snippet.text


def test_a_number_anywhere_comes_first(library: KnowledgeBase) -> None:
    result = library.search("sơ kết 5 năm thực hiện Chỉ thị 20-CT/TW về lịch sử Đảng")
    assert [hit.document.id for hit in result.hits[:2]] == ["chi-thi-20-ban-bi-thu-2018", "chi-thi-20-ban-bi-thu-2003"]
    assert [hit.why for hit in result.hits[:2]] == ["number", "number"]
    assert len({hit.document.id for hit in result.hits}) == len(result.hits)
    assert result.total_is == "best"


def test_a_number_alone_is_exact_and_shows_who_mentions_it(library: KnowledgeBase) -> None:
    result = library.search("nghi quyet 35 nq-tw")
    assert (result.total, result.total_is) == (2, "exact")
    assert [hit.document.id for hit in result.hits] == [NQ35, PLAN]
    assert result.hits[1].task == "II.3-3"


def test_marks_lie_on_the_words(library: KnowledgeBase) -> None:
    for hit in library.search("nen tang tu tuong").hits[:3]:
        for mark in hit.snippet.marks:
            assert hit.snippet.text[mark.start : mark.end].strip()


@pytest.mark.parametrize(
    ("filters", "test"),
    [
        (Filters(kind="quy-dinh"), lambda document: document.kind.id in {"quy-dinh", "quyet-dinh"}),
        (Filters(organ="bo-chinh-tri"), lambda document: document.issuer.id == "bo-chinh-tri"),
        (Filters(year="2021"), lambda document: document.issued.startswith("2021")),
        (Filters(term="trung-uong-xiii"), lambda document: document.term.numeral == "XIII"),
        (Filters(issued_from="2025-01-01"), lambda document: document.issued >= "2025"),
        (Filters(issued_to="2018-12-31"), lambda document: document.issued <= "2018-12-31"),
        (Filters(held=True), lambda document: document.held),
        (Filters(cited=True), lambda document: document.citations > 0),
        (Filters(cited=False, kind="chi-thi"), lambda document: document.citations == 0),
    ],
)
def test_filters(library: KnowledgeBase, filters: Filters, test: Callable[..., bool]) -> None:
    """The same narrowing for words and for the bare list, on the engine's side and the catalogue's."""
    listed = library.search("", filters=filters, limit=200)
    assert listed.total_is == "exact"
    assert listed.hits
    assert all(test(hit.document) for hit in listed.hits)
    by_words = library.search("Đảng đảng viên chính trị", filters=filters, limit=200)
    assert {hit.document.id for hit in by_words.hits} <= {hit.document.id for hit in listed.hits}
    assert by_words.hits


def test_a_year_alone_is_in_every_range_that_touches_it(library: KnowledgeBase) -> None:
    wanted = Filters(kind="quyet-dinh", issued_from="2008-03-01", issued_to="2008-04-01")
    for query in ("", "trung tâm bồi dưỡng chính trị"):
        found = {hit.document.id for hit in library.search(query, filters=wanted).hits}
        assert found == {"quyet-dinh-185-ban-bi-thu-x"}


def test_pages_of_results_do_not_overlap(library: KnowledgeBase) -> None:
    whole = library.search("học tập nghị quyết", limit=30)
    pages = [library.search("học tập nghị quyết", limit=10, offset=offset) for offset in (0, 10, 20)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert library.search("học tập nghị quyết", offset=10_000).hits == ()


def test_newest_first(library: KnowledgeBase) -> None:
    days = [hit.document.issued for hit in library.search("lý luận chính trị", limit=50, order="date").hits]
    dated = [day for day in days if day]
    assert dated[0] == max(dated)


def test_facets_count_what_was_found(library: KnowledgeBase) -> None:
    result = library.search("thi hành Điều lệ Đảng", limit=200)
    held = next(facet for facet in result.facets if facet.name == "held")
    assert sum(value.count for value in held.values) == result.total


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "((()))",
        '"',
        '""""',
        "AND OR NOT",
        "* ? ~ ^",
        "\x00\x01",
        "😀",
        "<script>alert(1)</script>",
        "a" * 10000,
        "học tập " * 2000,
        "35-NQ/TW " * 1200,
        "�",
        "'; DROP TABLE documents; --",
        "[1 TO 2]",
        "number:35",
    ],
)
def test_no_question_is_an_error(library: KnowledgeBase, query: str) -> None:
    result = library.search(query, filters=Filters(kind="nghi-quyet"))
    assert result.total >= len(result.hits)


@pytest.mark.parametrize("value", ["khong-co", "", "\x00", "\ud800", "' OR 1=1", "x" * 10_000])
def test_no_filter_is_an_error(library: KnowledgeBase, value: str) -> None:
    filters = Filters(kind=value, organ=value, year=value, term=value, issued_from=value)
    assert library.search("nền tảng", filters=filters).hits == ()
    assert library.search("", filters=filters).hits == ()


def test_an_empty_question_finds_nothing_by_itself(library: KnowledgeBase) -> None:
    assert library.search("...").total == 0


# Any text


def test_citations_of_any_text_are_resolved(library: KnowledgeBase) -> None:
    text = "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị và Quy định số 208-QĐ/TW."
    first, second = library.cite(text)
    assert first.document == NQ35
    assert text[second.start : second.end] == "Quy định số 208-QĐ/TW"
    assert {candidate.document for candidate in second.candidates} | {second.document} >= {
        "quy-dinh-208-ban-bi-thu-2019"
    }


def test_the_catalogue_resolves_as_the_build_did(library: KnowledgeBase) -> None:
    """One resolving, two lookups: the build's in memory and the catalogue's."""
    view = library.plan(PLAN)
    built = {
        (link.citation.start, link.citation.end): link.document.id
        for node in nodes(view.tasks)
        for link in node.links
        if link.document and not link.citation.self and link.citation.canonical
    }
    asked = {(citation.start, citation.end): citation.document for citation in library.cite(view.body)}
    same = [span for span, document in built.items() if asked.get(span) == document]
    assert len(same) == len(built)


# Generations and threads


def test_many_threads_ask_at_once(library: KnowledgeBase) -> None:
    expected = [library.number("208-QĐ/TW"), library.search("nền tảng tư tưởng").hits, library.plan(PLAN)]

    def ask(_: int) -> list[object]:
        return [library.number("208-QĐ/TW"), library.search("nền tảng tư tưởng").hits, library.plan(PLAN)]

    with ThreadPoolExecutor(8) as pool:
        assert all(answer == expected for answer in pool.map(ask, range(24)))


def test_a_new_generation_is_seen_by_the_next_request(small_corpus: Path, tmp_path: Path) -> None:
    holder = Library(tmp_path / "var")
    with pytest.raises(NoIndexError):
        holder.seen_by(Audience.EDITORS)
    build(small_corpus, tmp_path / "var")
    before = holder.seen_by(Audience.EDITORS)
    assert holder.seen_by(Audience.EDITORS) is before
    build(small_corpus, tmp_path / "var", full=True)
    after = holder.seen_by(Audience.EDITORS)
    assert after.generation != before.generation
    # A request that still holds the one before goes on reading it.
    assert before.document(HELD).summary.id == HELD
    del before, after, holder
    gc.collect()


def test_a_damaged_catalogue_is_named(small_corpus: Path, tmp_path: Path) -> None:
    report = build(small_corpus, tmp_path / "var")
    path = tmp_path / "var" / "generations" / report.generation / "catalogue.sqlite"
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(DamagedIndexError):
        KnowledgeBase.open(tmp_path / "var")


def test_an_engine_that_did_not_build_the_index(library_data: Path) -> None:
    with pytest.raises(UnknownEngineError):
        KnowledgeBase.open(library_data, engine="không-có")
    with pytest.raises(OtherEngineError, match="cancu build --engine tantivy"):
        KnowledgeBase.open(library_data, engine="tantivy")
    KnowledgeBase.open(library_data, engine="whoosh").close()


def test_asking_for_a_number_loads_no_engine(library_data: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from indexer.kb import KnowledgeBase\n"
        f"kb = KnowledgeBase.open(Path({str(library_data)!r}))\n"
        "assert kb.number('nq35').documents and kb.document('nghi-quyet-35-bo-chinh-tri-2018')\n"
        "loaded = {'whoosh', 'pyvi', 'sklearn', 'flask', 'numpy'} & set(sys.modules)\n"
        "kb.search('nền tảng')\n"
        "assert not loaded and not {'pyvi', 'sklearn', 'flask'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_search_waits_for_no_room_that_it_does_not_enter() -> None:
    code = (
        "import sys, indexer.kb; print({'indexer.reading', 'indexer.citations', 'indexer.review'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "set()\n"
