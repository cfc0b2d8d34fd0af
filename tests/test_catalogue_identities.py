"""Documents that plans cite and that have no file: which citations make one record, and what it says."""

from __future__ import annotations

from indexer.catalogue.contents import PlanContents
from indexer.catalogue.identities import add_undescribed
from indexer.model import Candidate
from indexer.model import Citation
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Form
from indexer.model import Header
from indexer.model import Link
from indexer.model import Outline
from indexer.model import Reading
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()


def cited(canonical: str | None = "12-CT/TU", **more: object) -> Citation:
    return Citation(0, 5, "Chỉ thị", Form.FULL, canonical=canonical, **{"kind": "chỉ thị", **more})  # type: ignore[arg-type]


def plan(*citations: Citation, name: str = "ke-hoach") -> PlanContents:
    document = Document(name, Disputed((Reading("ke-hoach"),)), Disputed((Reading("Học tập"),)))
    links = tuple(Link(name, "I", citation, nth) for nth, citation in enumerate(citations))
    return PlanContents(document, Outline(Header(), ()), links)


def identities(*plans: PlanContents, taken: tuple[str, ...] = ()) -> tuple[list[list[str | None]], list[Document]]:
    linked, records = add_undescribed(plans, taken, VOCABULARY)
    return [[link.document for link in item.links] for item in linked], list(records)


def test_one_number_is_one_document() -> None:
    """Also across plans and spellings; a citation without date joins the only dated one."""
    links, (record,) = identities(plan(cited(issued="2021-03-05"), cited()), plan(cited("012-CT/TU"), name="khac"))
    assert links == [["vien-dan-12-ct-tu-2021"] * 2, ["vien-dan-12-ct-tu-2021"]]
    assert (record.number, record.issued.value, record.kind.value) == ("12-CT/TU", "2021-03-05", "chi-thi")
    assert record.kind.readings[0].source == "Học tập"
    assert not record.held


def test_two_dates_are_two_documents_and_what_has_none_stays_open() -> None:
    links, records = identities(plan(cited(issued="2021-03-05"), cited(issued="2016-04-01"), cited()))
    assert links == [["vien-dan-12-ct-tu-2021", "vien-dan-12-ct-tu-2016", None]]
    assert len(records) == 2


def test_two_kinds_of_one_symbol_are_two_documents() -> None:
    links, _ = identities(plan(cited("37-QĐ/TW", kind="quy định"), cited("37-QĐ/TW", kind="quyết định")))
    assert links == [["vien-dan-37-qd-tw", "vien-dan-37-qd-tw-2"]]


def test_an_id_in_use_is_never_taken() -> None:
    links, _ = identities(plan(cited()), taken=("vien-dan-12-ct-tu", "vien-dan-12-ct-tu-2"))
    assert links == [["vien-dan-12-ct-tu-3"]]


def test_issuer_and_title_as_stated() -> None:
    _, (record,) = identities(plan(cited(issuer="Bộ Chính trị", title="Về A"), cited(title="Về B")))
    assert record.issuer.value == "bo-chinh-tri"
    assert [reading.value for reading in record.title.readings] == ["Về A", "Về B"]
    _, (other,) = identities(plan(cited(issuer="Ban Nội dung")))
    assert (other.issuer.value, other.issuer_text) == (None, "Ban Nội dung")


def test_what_is_settled_or_open_for_other_reasons_is_left_alone() -> None:
    links, records = identities(
        plan(
            cited(document="co-san"),
            cited(candidates=(Candidate("a", 0.5), Candidate("b", 0.5))),
            cited(self=True),
            cited(None),
        )
    )
    assert links == [["co-san", None, None, None]]
    assert records == []
