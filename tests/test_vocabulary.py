"""The vocabulary as data: every entry has examples, every example leads back to its entry, lists are in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.citations import cite
from indexer.citations.source import read_source
from indexer.reading.organ_names import OrganNames
from indexer.text import fold
from indexer.text import nfc
from indexer.vocabulary import Kind
from indexer.vocabulary import Organ
from indexer.vocabulary import Term
from indexer.vocabulary import library_vocabulary
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()
FOLDER = Path(__file__).parent.parent / "corpus" / "vocabulary"
SECTIONS = ["kinds", "organs", "terms", "symbols", "abbreviations", "roles", "relations", "topics", "teaching"]


def test_the_programs_vocabulary_has_no_flaw() -> None:
    assert VOCABULARY.problems == ()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_entry_has_examples_without_stray_blanks(section: str) -> None:
    for entry in getattr(VOCABULARY, section).values():
        assert entry.examples, entry.id
        for example in entry.examples:
            assert nfc(" ".join(example.split())) == example


@pytest.mark.parametrize("kind", VOCABULARY.kinds.values(), ids=lambda kind: kind.id)
def test_examples_of_a_kind_are_read_as_that_kind(kind: Kind) -> None:
    for example in kind.examples:
        assert read_source(example, VOCABULARY).kinds[0].kind == kind.id
        if kind.symbols:
            assert cite(example, VOCABULARY)[0].kind == kind.name


def test_no_two_kinds_share_a_name() -> None:
    assert len(VOCABULARY.kinds) == len(VOCABULARY.kind_by_name)


@pytest.mark.parametrize("abbreviation", VOCABULARY.abbreviations.values(), ids=lambda entry: entry.id)
def test_examples_of_an_abbreviation_hold_it(abbreviation: object) -> None:
    assert all(abbreviation.short in example for example in abbreviation.examples)  # type: ignore[attr-defined]


@pytest.mark.parametrize("organ", VOCABULARY.organs.values(), ids=lambda organ: organ.id)
def test_examples_of_an_organ_name_it_and_its_own_name_leads_to_it(organ: Organ) -> None:
    names = [organ.name, *(name.name for name in organ.names), *organ.relative_names, *(s.name for s in organ.symbols)]
    words = [set(fold(name).split()) for name in names]
    for example in organ.examples:
        said = set(fold(example).replace(",", " ").replace("/", " ").replace("-", " ").split())
        # The example may leave out the place, as texts do: "Nghị quyết Đại hội Đảng bộ Thành phố lần thứ XVII".
        assert any(name <= said for name in words), example
    found = OrganNames(VOCABULARY).organ(organ.name, None)
    assert found is None or VOCABULARY.organs[found].name == organ.name
    for other in (organ.parent, *organ.predecessors, *organ.successors):
        assert other is None or other in VOCABULARY.organs


@pytest.mark.parametrize("term", VOCABULARY.terms.values(), ids=lambda term: term.id)
def test_terms_follow_one_another(term: Term) -> None:
    assert term.committee in VOCABULARY.organs
    terms = VOCABULARY.terms_of(term.committee)
    following = [other for other in terms if other.ordinal == term.ordinal + 1]
    for other in following:
        assert term.last_day is not None
        assert term.last_day < other.first_day


@pytest.mark.parametrize(
    ("organ", "day", "numeral"),
    [
        ("bo-chinh-tri", "2018-10-22", "XII"),
        ("bo-chinh-tri", "2026-01-08", "XIII"),  # before the XIV congress closed
        ("ban-bi-thu", "2026-07-26", "XIV"),
        ("ban-thuong-vu-thanh-uy-ha-noi", "2018-10-03", "XVI"),
        ("ban-thuong-vu-quan-uy-ba-dinh", "2022-01-20", "XXVI"),
    ],
)
def test_a_document_belongs_to_the_term_of_its_committee(organ: str, day: str, numeral: str) -> None:
    term = VOCABULARY.term_at(organ, day)
    assert term is not None
    assert term.numeral == numeral


def test_a_library_adds_entries_and_the_program_keeps_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    (folder / "kinds.yaml").write_text(
        "- id: giay-moi\n  name: giấy mời\n  symbols: [GM]\n- id: nghi-quyet\n  name: nghị quyết khác\n",
        encoding="utf-8",
    )
    vocabulary = library_vocabulary(tmp_path)
    assert vocabulary.kinds["giay-moi"].name == "giấy mời"
    assert vocabulary.kinds["nghi-quyet"] == VOCABULARY.kinds["nghi-quyet"]
    assert [problem.code for problem in vocabulary.problems] == ["vocabulary-shadowed"]
