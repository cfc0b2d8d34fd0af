"""Which document a citation means: the order of HOUSE section 5, on small libraries and on the real plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.citations import CitingContext
from indexer.citations import CorpusLookup
from indexer.citations import PlanLinks
from indexer.citations import cite
from indexer.citations import link_plan
from indexer.citations import resolve
from indexer.model import Citation
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Form
from indexer.model import Override
from indexer.model import Reading
from indexer.reading import read_outline
from indexer.store import Corpus
from indexer.store import load_corpus
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()
CORPUS = Path(__file__).parent.parent / "corpus"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


def document(
    id_: str, number: str | None, kind: str, issuer: str, issued: str, title: str = "Công tác", **more: object
) -> Document:
    def one(value: str) -> Disputed:
        return Disputed((Reading(value),))

    return Document(id_, one(kind), one(title), number, one(issuer), issued=one(issued), **more)  # type: ignore[arg-type]


def meant(text: str, *documents: Document, context: CitingContext | None = None) -> Citation:
    """Return the last citation of `text`, resolved against `documents`."""
    lookup = CorpusLookup(documents, VOCABULARY)
    return resolve(cite(text, VOCABULARY), VOCABULARY, lookup, context or CitingContext())[-1]


NQ_2014 = document("nq-2014", "37-NQ/TW", "nghi-quyet", "bo-chinh-tri", "2014-10-09", "Công tác lý luận", term="XI")
NQ_2018 = document("nq-2018", "37-NQ/TW", "nghi-quyet", "bo-chinh-tri", "2018-12-24", "Sắp xếp đơn vị", term="XII")
QD_2021 = document("qd-2021", "37-QĐ/TW", "quy-dinh", "ban-chap-hanh-trung-uong", "2021-10-25", term="XIII")

CASES = [
    ("the date tells namesakes apart", "Nghị quyết 37-NQ/TW ngày 09/10/2014", "nq-2014"),
    ("so does the title", "Nghị quyết 37-NQ/TW về “Sắp xếp đơn vị”", "nq-2018"),
    ("and the term", "Nghị quyết 37-NQ/TW của Bộ Chính trị khóa XI", "nq-2014"),
    ("kind letters make two numbers", "Quy định số 37-QĐ/TW", "qd-2021"),
    ("nothing stated: both are kept", "Nghị quyết 37-NQ/TW", None),
    ("another term's number is another document", "Nghị quyết 37-NQ/TW ngày 05/3/2003", None),
    ("an unknown number", "Nghị quyết 38-NQ/TW", None),
]


@pytest.mark.parametrize(("comment", "text", "expected"), CASES, ids=[row[0] for row in CASES])
def test_namesakes(comment: str, text: str, expected: str | None) -> None:
    assert expected == meant(text, NQ_2014, NQ_2018, QD_2021).document


def test_several_candidates_are_all_kept_with_reasons() -> None:
    citation = meant("Nghị quyết 37-NQ/TW", NQ_2014, NQ_2018)
    assert {candidate.document for candidate in citation.candidates} == {"nq-2014", "nq-2018"}
    assert all(candidate.reasons for candidate in citation.candidates)


def test_a_later_document_cannot_be_meant() -> None:
    context = CitingContext(issued="2016-01-01")
    assert meant("Nghị quyết 37-NQ/TW", NQ_2014, NQ_2018, context=context).document == "nq-2014"


def test_the_term_in_office_is_preferred() -> None:
    context = CitingContext(issued="2019-06-01")
    assert meant("Nghị quyết 37-NQ/TW", NQ_2014, NQ_2018, context=context).document == "nq-2018"


def test_a_contradicted_date_of_the_same_term_is_reported_not_swallowed() -> None:
    citation = meant("Nghị quyết 37-NQ/TW ngày 10/10/2014", NQ_2014)
    assert (citation.document, citation.problems) == ("nq-2014", ("issued",))


# Two provinces number their resolutions under one symbol; whose 04-NQ/TU it is follows from who cites it.
ORGANS = {
    "tinh-uy-a": ("Tỉnh ủy A", "province", "ban-chap-hanh-trung-uong", "Tỉnh ủy"),
    "huyen-uy-a": ("Huyện ủy A1", "district", "tinh-uy-a", "Huyện ủy"),
    "tinh-uy-b": ("Tỉnh ủy B", "province", "ban-chap-hanh-trung-uong", "Tỉnh ủy"),
    "huyen-uy-b": ("Huyện ủy B1", "district", "tinh-uy-b", "Huyện ủy"),
}


@pytest.mark.parametrize(("citing", "expected"), [("huyen-uy-a", "a"), ("huyen-uy-b", "b"), (None, None)])
def test_relative_symbols_follow_the_citing_issuers_parents(citing: str | None, expected: str | None) -> None:
    pattern = VOCABULARY.organs["thanh-uy-ha-noi"]
    organs = dict(VOCABULARY.organs)
    for id_, (name, level, parent, relative) in ORGANS.items():
        organs[id_] = replace(
            pattern, id=id_, name=name, level=level, parent=parent, names=(), relative_names=(relative,), place=name
        )
    vocabulary = replace(VOCABULARY, organs=organs)
    library = [
        document("a", "04-NQ/TU", "nghi-quyet", "tinh-uy-a", "2021-05-31"),
        document("b", "04-NQ/TU", "nghi-quyet", "tinh-uy-b", "2021-06-30"),
    ]
    lookup = CorpusLookup(library, vocabulary)
    (citation,) = resolve(cite("Nghị quyết 04-NQ/TU", vocabulary), vocabulary, lookup, CitingContext(citing))
    assert expected == citation.document


# --- the real plan ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(CORPUS)


def link(corpus: Corpus, plan: Document) -> PlanLinks:
    issuer = plan.issuer.value
    lookup = CorpusLookup(corpus.documents.values(), corpus.vocabulary)
    return link_plan(plan, read_outline(plan.body, corpus.vocabulary, issuer), corpus.vocabulary, lookup)


@pytest.fixture(scope="module")
def links(corpus: Corpus) -> PlanLinks:
    return link(corpus, corpus.documents[PLAN])


def test_the_plan_cites_forty_documents(links: PlanLinks) -> None:
    cited = {link.document for link in links.links if link.document and not link.citation.self}
    assert len(cited) == 40


def test_what_names_one_document_that_nobody_can_tell_stays_open(links: PlanLinks) -> None:
    unresolved = [
        " ".join(link.citation.text.split())
        for link in links.links
        if link.citation.document is None and link.citation.form is not Form.GROUP
    ]
    assert unresolved == [
        "Hướng dẫn của Ban Tuyên giáo Thành ủy",
        "hướng dẫn của Ban Tuyên giáo Trung ương",
        "hướng dẫn của Trung ương, Thành phố",
    ]


def test_no_group_is_brought_to_a_document(links: PlanLinks) -> None:
    groups = [link.citation for link in links.links if link.citation.form is Form.GROUP]
    assert len(groups) == 21
    assert all(citation.document is None for citation in groups)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Nghị quyết 37-NQ/TW", "nghi-quyet-37-bo-chinh-tri-2014"),
        ("Quy định số 37-QĐ/TW", "quy-dinh-37-ban-chap-hanh-trung-uong-2021"),
        ("Kết luận 01-KL/TW", "ket-luan-01-bo-chinh-tri-2021"),
        ("Quy định số 208-QĐ/TW", "quy-dinh-208-ban-bi-thu-2019"),
        ("Nghị quyết Đại hội XVII Đảng bộ Thành phố", "nghi-quyet-dai-hoi-dang-bo-ha-noi-xvii"),
        ("Nghị quyết Đại hội Đảng bộ Thành phố lần thứ XVII", "nghi-quyet-dai-hoi-dang-bo-ha-noi-xvii"),
        ("Văn kiện Đại hội Đảng bộ quận nhiệm kỳ 2020 - 2025", "van-kien-dai-hoi-dang-bo-quan-ba-dinh-xxvi"),
        ("Cương lĩnh năm 1991", "cuong-linh-1991"),
        ("07 Chương trình công tác toàn khóa quận ủy", "chuong-trinh-cong-tac-quan-uy-ba-dinh-xxvi"),
    ],
)
def test_the_plans_citations_mean(words: str, expected: str, links: PlanLinks) -> None:
    assert {expected} == {link.document for link in links.links if link.citation.text == words}


def test_every_citation_has_a_role(links: PlanLinks) -> None:
    roles = Counter(link.citation.role.value for link in links.links)
    assert set(roles) <= {"basis", "study", "propagate", "implement", "review", "report", "other"}
    by_text = {(link.task, link.citation.text): link.citation.role.value for link in links.links}
    assert by_text["0", "Hướng dẫn số 41-HD/BTGTU"] == "basis"
    assert by_text["II.1-2", "Kết luận số 21-KL/TW"] == "implement"
    assert by_text["II.5-4", "Chỉ thị số 20-CT/TW"] == "review"


def test_the_kind_that_plan_and_source_dispute_is_a_problem(links: PlanLinks) -> None:
    (problem,) = [problem for problem in links.problems if "185-QĐ/TW" in problem.message]
    assert problem.code == "citation-differs"
    assert problem.line is not None


def test_a_persons_correction_outranks_the_reading(corpus: Corpus) -> None:
    plan = corpus.documents[PLAN]
    corrected = replace(
        plan,
        overrides=(
            Override(
                "I.2",
                "Hướng dẫn của Ban Tuyên giáo Thành ủy",
                document="huong-dan-41-ban-tuyen-giao-thanh-uy-ha-noi-2021",
            ),
            Override("I.1", "Nghị quyết, chủ trương của Đảng", form="none"),
            Override("II.6-1", "hội nghị tập huấn", document=PLAN, role="study", add=True),
            Override("II.6-1", "câu không còn trong văn bản", form="none"),
        ),
    )
    before, after = link(corpus, plan), link(corpus, corrected)
    by_task = {link.task: link for link in after.links if link.task in {"I.1", "I.2", "II.6-1"}}
    assert by_task["I.2"].document == "huong-dan-41-ban-tuyen-giao-thanh-uy-ha-noi-2021"
    assert by_task["II.6-1"].citation.role.value == "study"
    assert "I.1" not in by_task
    assert len(before.links) == len(after.links)
    assert [problem.code for problem in after.problems].count("override-lost") == 1
