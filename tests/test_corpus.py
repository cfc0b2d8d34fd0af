"""The sample library itself: the plan word for word, a file for each document it cites, edges, vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.model import Document
from indexer.model import Standing
from indexer.model import Status
from indexer.store import Corpus
from indexer.store import check_corpus
from indexer.store import load_corpus
from indexer.text import fold

FOLDER = Path(__file__).parent.parent / "corpus"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"

CITED_WITH_NUMBER = (
    "01-KL/TW",
    "02-HD/TW",
    "04-NQ/TU",
    "05-CT/TW",
    "05-HD/BTCTW",
    "102-HD/BTGTW",
    "104-KH/TU",
    "119-KH/QU",
    "185-QĐ/TW",
    "20-CT/TW",
    "208-QĐ/TW",
    "21-KL/TW",
    "23-CT/TW",
    "24-QĐ/TW",
    "285-QĐ/TW",
    "35-NQ/TW",
    "37-NQ/TW",
    "37-QĐ/TW",
    "39-KH/TU",
    "41-HD/BTGTU",
    "41-QĐ/TW",
    "61-KH/QU",
    "66-KL/TW",
    "883-QĐ/BTGTW",
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(FOLDER)


@pytest.fixture(scope="module")
def documents(corpus: Corpus) -> Mapping[str, Document]:
    return corpus.documents


def test_the_library_has_no_problems(corpus: Corpus) -> None:
    assert check_corpus(corpus) == ()


# The plan beside its original.


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs without heading marks, emphasis marks and blanks at the ends."""
    plain = re.sub(r"^#+ ", "", text, flags=re.MULTILINE).replace("*", "")
    return [part.strip() for part in re.split(r"\n\s*\n", plain) if part.strip()]


def original(plan: Document) -> str:
    assert plan.original is not None
    return (FOLDER / "originals" / plan.original).read_bytes().decode("utf-8")


def test_the_plan_is_its_original_word_for_word(documents: Mapping[str, Document]) -> None:
    plan = documents[PLAN]
    kept, came = (" ".join(paragraphs(text)).split() for text in (plan.body, original(plan)))
    assert kept == came


def test_the_plan_keeps_every_mark_of_its_original_but_the_headings(documents: Mapping[str, Document]) -> None:
    plan = documents[PLAN]
    kept = re.sub(r"^#+ ", "", plan.body, flags=re.MULTILINE)
    assert "".join(kept.split()) == "".join(original(plan).split())


def test_nine_sentences_that_a_page_break_had_split_are_joined(documents: Mapping[str, Document]) -> None:
    plan = documents[PLAN]
    parts = paragraphs(original(plan))
    kept = paragraphs(plan.body)
    joined = [(first, second) for first, second in pairwise(parts) if f"{first} {second}" in kept]
    assert len(parts) - len(kept) == len(joined) == 9
    assert sum(second[0].islower() for _, second in joined) == 5
    assert not any(re.search(r"[.;:!?/]$", first) for first, _ in joined)


def test_the_plan_s_headings_and_bullets_are_marked(documents: Mapping[str, Document]) -> None:
    lines = documents[PLAN].body.split("\n")
    starts = Counter(match.group() for line in lines if (match := re.match(r"#+ |- ", line)))
    # 26 bullets are tasks, six more name the recipients.
    assert starts == {"## ": 3, "### ": 14, "#### ": 4, "- ": 26 + 6}


# A file for each document.


def test_what_the_plan_cites_with_a_number_is_here(documents: Mapping[str, Document]) -> None:
    numbers = {document.number for document in documents.values()}
    assert len(CITED_WITH_NUMBER) == 24
    assert set(CITED_WITH_NUMBER) <= numbers


def test_what_the_plan_cites_without_number_is_here(documents: Mapping[str, Document]) -> None:
    kinds = Counter(item.kind.value for item in documents.values() if item.number is None and item.id != PLAN)
    assert kinds == {
        "nghi-quyet": 3,
        "van-kien": 3,
        "cuong-linh": 2,
        "dieu-le": 1,
        "bai-viet": 1,
        "chuyen-de": 2,
        "chuong-trinh": 2,
        "ke-hoach": 1,
        "quy-che": 1,
    }
    assert sum(kinds.values()) == 16


def test_the_ten_programmes_belong_to_their_set(documents: Mapping[str, Document]) -> None:
    whole = "chuong-trinh-cong-tac-thanh-uy-ha-noi-xvii"
    parts = [item for item in documents.values() if ("part_of", whole) in edges(item)]
    assert sorted(item.number or "" for item in parts) == [f"{number:02d}-CTr/TU" for number in range(1, 11)]


def test_only_the_plan_has_text_and_the_original_of_it(documents: Mapping[str, Document]) -> None:
    assert [item.id for item in documents.values() if item.held] == [PLAN]


def test_every_field_says_where_it_comes_from(documents: Mapping[str, Document]) -> None:
    for document in documents.values():
        for field in (document.kind, document.title, document.issuer, document.issued, document.signer):
            assert document.id == PLAN or all(reading.source for reading in field.readings), document.id


def test_every_status_says_to_which_day_it_was_checked(documents: Mapping[str, Document]) -> None:
    assert {document.checked_to for document in documents.values()} == {"2026-11-23"}


def test_only_pages_that_a_person_has_seen_are_given(documents: Mapping[str, Document]) -> None:
    assert all(source.verified and source.says for item in documents.values() for source in item.sources)


# Where sources disagree, and the document by which the field can be seen to disagree.
DISPUTED = [
    ("quyet-dinh-185-ban-bi-thu-x", "kind", {"quy-dinh", "quyet-dinh"}),
    ("ke-hoach-39-ban-thuong-vu-thanh-uy-ha-noi-2021", "issuer", {"thanh-uy-ha-noi", "ban-thuong-vu-thanh-uy-ha-noi"}),
    ("ke-hoach-104-ban-thuong-vu-thanh-uy-ha-noi-2018", "issuer", {"thanh-uy-ha-noi", "ban-thuong-vu-thanh-uy-ha-noi"}),
    ("nghi-quyet-35-bo-chinh-tri-2018", "issued", {"2018-10-22", "2018-10-25"}),
    ("quyet-dinh-185-ban-bi-thu-x", "issued", {"2008", "2008-08-03"}),
]


@pytest.mark.parametrize(("identity", "field", "values"), DISPUTED)
def test_both_readings_of_a_disputed_field_stay(
    documents: Mapping[str, Document], identity: str, field: str, values: set[str]
) -> None:
    assert {reading.value for reading in getattr(documents[identity], field).readings} == values


def test_both_titles_of_the_conclusion_of_the_fourth_plenum_stay(documents: Mapping[str, Document]) -> None:
    document = documents["ket-luan-21-ban-chap-hanh-trung-uong-2021"]
    recorded, planned = (reading.value for reading in document.title.readings)
    assert "cán bộ, đảng viên suy thoái" in recorded
    assert "những cán bộ suy thoái" in planned
    assert "Kết luận Trung ương 4 khóa XIII" in document.also_known_as


def test_what_is_in_doubt_is_not_in_an_id(documents: Mapping[str, Document]) -> None:
    for document in documents.values():
        year = re.search(r"-(\d{4})$", document.id)
        issued = document.issued.value
        if year and issued:
            assert issued.startswith(year.group(1))
            assert document.issued.standing is not Standing.DOUBTFUL


def test_a_description_is_not_taken_for_a_title(documents: Mapping[str, Document]) -> None:
    readings = [reading for item in documents.values() for reading in item.title.readings]
    described = [reading for reading in readings if "không phải trích yếu" in reading.source]
    assert described
    assert all(item.value.startswith("(Nội dung: ") and item.standing is Standing.INFERRED for item in described)


# Relations.


def edges(document: Document) -> set[tuple[str, str]]:
    return {(item.type, item.target) for item in document.relations if isinstance(item.target, str)}


# Each replaces the one before it.
CHAINS = [
    (
        "quy-dinh-24-ban-chap-hanh-trung-uong-2021",
        "quy-dinh-232-ban-chap-hanh-trung-uong-2025",
        "quy-dinh-294-ban-chap-hanh-trung-uong-2025",
        "quy-dinh-20-ban-chap-hanh-trung-uong-2026",
        "quy-dinh-208-ban-chap-hanh-trung-uong-2026",
    ),
    ("quy-dinh-41-bo-chinh-tri-2021", "quy-dinh-377-bo-chinh-tri-2025"),
    ("quy-dinh-37-ban-chap-hanh-trung-uong-2021", "quy-dinh-207-ban-chap-hanh-trung-uong-2026"),
]


@pytest.mark.parametrize("chain", CHAINS)
def test_the_chain_of_replacements_is_there(documents: Mapping[str, Document], chain: tuple[str, ...]) -> None:
    for older, newer in pairwise(chain):
        assert ("replaces", older) in edges(documents[newer])
        assert documents[older].status is Status.REPLACED
    assert documents[chain[-1]].status is not Status.REPLACED


@pytest.mark.parametrize("number", ["208-QĐ/TW", "37-NQ/TW", "20-CT/TW", "185-QĐ/TW", "03-CTr/TU"])
def test_namesakes_are_there(documents: Mapping[str, Document], number: str) -> None:
    terms = [document.term for document in documents.values() if document.number == number]
    assert len(terms) == len(set(terms)) == 2


def test_a_relation_is_stated_once(documents: Mapping[str, Document]) -> None:
    pairs = Counter(
        frozenset((document.id, target)) for document in documents.values() for _, target in edges(document)
    )
    assert max(pairs.values()) == 1


# The vocabulary.


def test_every_organ_is_named_in_its_examples(corpus: Corpus) -> None:
    for organ in corpus.vocabulary.organs.values():
        names = {organ.name, *organ.relative_names, *(dated.name for dated in organ.names)}
        assert organ.examples, organ.id
        for example in organ.examples:
            found = any(fold(name) in fold(example) for name in names)
            # A congress is named with its ordinal inside: "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng".
            assert found or organ.level == "congress", (organ.id, example)


def test_organs_refer_to_organs(corpus: Corpus) -> None:
    organs = corpus.vocabulary.organs
    for organ in organs.values():
        assert {*filter(None, (organ.parent,)), *organ.predecessors, *organ.successors} <= organs.keys(), organ.id
        assert all(organ.id in organs[older].successors for older in organ.predecessors), organ.id


def test_terms_of_a_committee_follow_each_other(corpus: Corpus) -> None:
    vocabulary = corpus.vocabulary
    for committee in {term.committee for term in vocabulary.terms.values()}:
        terms = vocabulary.terms_of(committee)
        assert committee in vocabulary.organs
        for older, newer in pairwise(terms):
            assert older.last_day is not None
            assert older.last_day < newer.first_day
            assert older.ordinal + 1 == newer.ordinal


# A day, the committee's organ and the term in which its documents were numbered.
TERM_AT = [
    ("bo-chinh-tri", "2026-01-22", "XIII"),
    ("bo-chinh-tri", "2026-01-23", "XIV"),
    ("dai-hoi-dang-toan-quoc", "2021-02-01", "XIII"),
    ("ban-thuong-vu-thanh-uy-ha-noi", "2018-10-03", "XVI"),
    ("dai-hoi-dang-bo-ha-noi", "2020-10-13", "XVII"),
    ("ban-thuong-vu-quan-uy-ba-dinh", "2018-11-20", "XXV"),
    ("quan-uy-ba-dinh", "2025-07-01", None),
    ("chinh-phu", "2020-03-05", None),
]


@pytest.mark.parametrize(("organ", "day", "numeral"), TERM_AT)
def test_a_day_has_its_term(corpus: Corpus, organ: str, day: str, numeral: str | None) -> None:
    term = corpus.vocabulary.term_at(organ, day)
    assert (term.numeral if term else None) == numeral


def test_a_symbol_that_came_back_has_two_spans(corpus: Corpus) -> None:
    spans = corpus.vocabulary.organs["ban-tuyen-giao-trung-uong"].symbols
    assert [(span.name, span.first_day, span.last_day) for span in spans] == [
        ("BTGTW", None, "2025-02-02"),
        ("BTGTW", "2026-08-27", None),
    ]
