"""What follows from a document's record: its term, its facets, its relations and what came after it."""

from __future__ import annotations

import pytest

from indexer.catalogue.edges import Targets
from indexer.catalogue.edges import describe
from indexer.catalogue.edges import edges
from indexer.catalogue.edges import newer_documents
from indexer.catalogue.records import document_facets
from indexer.catalogue.records import document_term
from indexer.catalogue.records import field_views
from indexer.catalogue.records import newest_first
from indexer.catalogue.records import successors
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Reading
from indexer.model import Relation
from indexer.model import Standing
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()


def known(value: str | None, *others: tuple[str, Standing]) -> Disputed:
    first = (Reading(value),) if value else ()
    return Disputed((*first, *(Reading(other, "nguồn khác", standing) for other, standing in others)))


def document(
    name: str = "x",
    kind: str = "nghi-quyet",
    issuer: str | None = "bo-chinh-tri",
    issued: str | None = None,
    **more: object,
) -> Document:
    fields = {"title": Disputed(), **more}
    return Document(name, known(kind), issuer=known(issuer), issued=known(issued), **fields)  # type: ignore[arg-type]


# (what it is about, document, numeral, committee, inferred)
TERMS = [
    ("stated", document(term="XII"), "XII", "ban-chap-hanh-trung-uong", False),
    ("by the date", document(issued="2018-10-22"), "XII", "ban-chap-hanh-trung-uong", True),
    ("of the committee above", document(issuer="thanh-uy-ha-noi", term="XVII"), "XVII", "thanh-uy-ha-noi", False),
    ("not in the vocabulary", document(issuer="thanh-uy-ha-noi", term="V"), "V", "thanh-uy-ha-noi", False),
]


@pytest.mark.parametrize(("item", "numeral", "committee", "inferred"), [case[1:] for case in TERMS])
def test_term(item: Document, numeral: str, committee: str, inferred: bool) -> None:
    term = document_term(item, VOCABULARY)
    assert term is not None
    assert (term.numeral, term.committee, term.inferred) == (numeral, committee, inferred)


@pytest.mark.parametrize(
    "item",
    [
        document(),  # nothing known
        document(issued="2021"),  # a year can lie in two terms
        document(issuer=None, term="XII"),  # whose term?
        document(issuer="nguyen-phu-trong", term="XIII"),  # a person has none
        document(issuer="chinh-phu", issued="2020-03-05"),  # the State numbers by year
    ],
)
def test_no_term(item: Document) -> None:
    assert document_term(item, VOCABULARY) is None


def test_an_inferred_term_says_so() -> None:
    item = document(issued="2018-10-22")
    (field,) = [view for view in field_views(item, document_term(item, VOCABULARY), VOCABULARY) if view.name == "term"]
    assert field.readings == (Reading("XII", "suy từ ngày ban hành", Standing.INFERRED),)


def test_fields_show_names_and_keep_every_reading() -> None:
    item = Document(
        "x",
        known("quyet-dinh", ("quy-dinh", Standing.SECONDARY)),
        Disputed(),
        number="185-QĐ/TW",
        issuer=known("ban-bi-thu"),
        issued=known("2008"),
    )
    views = {view.name: [reading.value for reading in view.readings] for view in field_views(item, None, VOCABULARY)}
    assert views == {
        "kind": ["Quyết định", "Quy định"],
        "number": ["185-QĐ/TW"],
        "issuer": ["Ban Bí thư"],
        "issued": ["2008"],
    }


def test_facets_leave_doubtful_readings_out() -> None:
    item = Document(
        "x",
        known("quyet-dinh", ("quy-dinh", Standing.SECONDARY)),
        Disputed(),
        issued=known("2018-10-22", ("2019-10-25", Standing.DOUBTFUL)),
    )
    assert set(document_facets(item, None, VOCABULARY, cited=True)) == {
        ("kind", "quyet-dinh"),
        ("kind", "quy-dinh"),
        ("year", "2018"),
        ("held", "no"),
        ("cited", "yes"),
    }


def test_successors_go_on_step_by_step_and_round() -> None:
    """The name Ban Tuyên giáo Trung ương came back: the way never ends in itself."""
    after = successors("ban-tuyen-giao-trung-uong", VOCABULARY)
    assert "ban-tuyen-giao-va-dan-van-trung-uong" in after
    assert "ban-tuyen-giao-trung-uong" not in after


def test_newest_first_puts_the_undated_at_the_beginning_of_their_term() -> None:
    listed = [
        document("a", issued="2018-10-22"),
        document("b", term="XII"),
        document("c", issued="2021-10-25"),
        document("d", issuer=None),
        document("e", issued="2015-04-25"),
    ]
    terms = {item.id: document_term(item, VOCABULARY) for item in listed}
    assert [item.id for item in newest_first(listed, terms)] == ["c", "a", "b", "e", "d"]


# Relations


def related(name: str, *relations: Relation, **more: object) -> Document:
    return document(name, relations=relations, **more)  # type: ignore[arg-type]


def test_succession_is_followed_to_the_newest() -> None:
    chain = [
        document("a", issued="2016-07-25"),
        related("b", Relation("replaces", "a"), issued="2021-07-30"),
        related("c", Relation("continues", "b"), Relation("guides", "a"), issued="2025-01-20"),
        related("d", Relation("follows", "a"), issued="2023-01-01"),
        related("e", Relation("cites", "a"), issued="2026-01-01"),
    ]
    issued = {item.id: item.issued.value or "" for item in chain}
    assert dict(newer_documents(edges(chain, Targets(chain, VOCABULARY)), issued)) == {"a": ["b", "d", "c"], "b": ["c"]}


def test_a_circle_of_succession_ends() -> None:
    chain = [related("a", Relation("replaces", "b")), related("b", Relation("replaces", "a"))]
    assert dict(newer_documents(edges(chain, Targets(chain, VOCABULARY)), {})) == {"a": ["b"], "b": ["a"]}


# (what it is about, the target, the id found)
TARGETS: list[tuple[str, str | DocumentDescription, str | None]] = [
    ("an id", "nq37-2014", "nq37-2014"),
    ("a former id", "nq37-cu", "nq37-2014"),
    ("nothing", "khong-co", None),
    ("number and date", DocumentDescription("nghi-quyet", "37-NQ/TW", issued="2018-12-24"), "nq37-2018"),
    ("another spelling", DocumentDescription(None, "37 - NQ / TW", issued="2018-12-24"), "nq37-2018"),
    ("a number alone names no document of the Party", DocumentDescription("nghi-quyet", "37-NQ/TW"), None),
    ("another date", DocumentDescription("nghi-quyet", "37-NQ/TW", issued="2020-01-01"), None),
    ("another kind", DocumentDescription("ket-luan", "37-NQ/TW", issued="2018-12-24"), None),
    ("no number", DocumentDescription("nghi-quyet", title="Về công tác lý luận"), None),
]


@pytest.mark.parametrize(("target", "found"), [case[1:] for case in TARGETS], ids=[case[0] for case in TARGETS])
def test_target(target: str | DocumentDescription, found: str | None) -> None:
    listed = [
        document("nq37-2014", number="37-NQ/TW", issued="2014-10-09", former_ids=("nq37-cu",)),
        document("nq37-2018", number="37-NQ/TW", issued="2018-12-24"),
        related("x", Relation("cites", target)),
    ]
    (edge,) = edges(listed, Targets(listed, VOCABULARY))
    assert edge.target == found


def test_a_target_in_words() -> None:
    described = DocumentDescription(
        "quy-dinh", "29-QĐ/TW", "ban-chap-hanh-trung-uong", "2016-07-25", "Thi hành Điều lệ"
    )
    shown = "Quy định 29-QĐ/TW ngày 25/07/2016 của Ban Chấp hành Trung ương “Thi hành Điều lệ”"
    assert describe(described, VOCABULARY) == shown
