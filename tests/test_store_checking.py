"""Checking a corpus as a whole: edges to nothing, numbers against days, originals, canonical form."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.errors import Problem
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Relation
from indexer.store import check_corpus
from indexer.store import load_corpus
from indexer.store import save_document


def said(value: str) -> Disputed:
    return Disputed((Reading(value),))


def document(identity: str, number: str | None = None, issued: str | None = None, **others: object) -> Document:
    """A resolution of the Politburo, unless `others` say otherwise."""
    made = Document(
        id=identity,
        kind=said("nghi-quyet"),
        title=said("Thử"),
        number=number,
        issuer=said("bo-chinh-tri"),
        issued=said(issued) if issued else Disputed(),
    )
    return replace(made, **others)


def problems_of(folder: Path, *documents: Document) -> list[Problem]:
    for item in documents:
        save_document(folder, item)
    return list(check_corpus(load_corpus(folder)))


def test_a_sound_corpus_has_no_problems(tmp_path: Path) -> None:
    first = document("mot", "35-NQ/TW", "2018-10-22", term="XII")
    second = document(
        "hai", relations=(Relation("follows", "mot"), Relation("follows", DocumentDescription(number="1-NQ/TW")))
    )
    assert problems_of(tmp_path, first, second) == []


# What is wrong, the document beside a sound one called "khac", the problem's code and line.
FLAWS = [
    ("an edge to nothing", document("mot", relations=(Relation("replaces", "khong-co"),)), "relation-to-nothing", 8),
    ("an edge to itself", document("mot", relations=(Relation("replaces", "mot"),)), "relation-to-itself", 8),
    ("an edge twice", document("mot", relations=(Relation("replaces", "khac"),) * 2), "duplicate-relation", 10),
    (
        "a correction to nothing",
        document("mot", overrides=(Override("1", "x", document="y"),)),
        "override-to-nothing",
        8,
    ),
    ("a former id in use", document("mot", former_ids=("khac",)), "former-id-taken", 7),
    ("a number that is none", document("mot", "ba mươi lăm"), "bad-number", 4),
    ("a number in another spelling", document("mot", "35/NQ-TW"), "number-not-canonical", 4),
    ("a term nobody knows", document("mot", term="XXXIX"), "unknown-term", 6),
    ("a term that the day contradicts", document("mot", issued="2018-10-22", term="XIII"), "term-against-date", 7),
    ("a stamp that nobody noted", document("mot", body="* LƯU HÀNH NỘI BỘ\n\nĐiều 1."), "limit-not-recorded", 2),
    ("an original that is gone", document("mot", original="mot.txt"), "original-missing", 7),
    (
        "an original outside its folder",
        document("mot", original="../directives/bo-chinh-tri/mot.md"),
        "original-missing",
        7,
    ),
]


@pytest.mark.parametrize(("flawed", "code", "line"), [case[1:] for case in FLAWS], ids=[case[0] for case in FLAWS])
def test_a_flaw_is_told_with_file_and_line(tmp_path: Path, flawed: Document, code: str, line: int) -> None:
    (problem,) = problems_of(tmp_path, flawed, document("khac"))
    assert (problem.code, problem.line) == (code, line)
    assert (problem.path, problem.document) == ("directives/bo-chinh-tri/mot.md", "mot")


def test_an_original_that_was_changed_is_told(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "mot.txt").write_bytes(b"mot")
    sound = document("mot", original="mot.txt", original_sha256=hashlib.sha256(b"mot").hexdigest())
    assert problems_of(tmp_path, sound) == []
    (tmp_path / "originals" / "mot.txt").write_bytes(b"hai")
    assert [problem.code for problem in problems_of(tmp_path, sound)] == ["original-changed"]


def test_two_documents_cannot_have_had_one_id(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, document("mot", former_ids=("cu",)), document("hai", former_ids=("cu",)))
    assert (problem.code, problem.document) == ("former-id-taken", "mot")
    assert "“hai”" in problem.message


# What stands beside a sound 36-NQ/TW of 2018-11-01, and whether its day runs against its number.
ORDER = [
    ("a lower number of an earlier day", document("mot", "35-NQ/TW", "2018-10-22"), False),
    ("a lower number of the same day", document("mot", "35-NQ/TW", "2018-11-01"), False),
    ("a lower number of a later day", document("mot", "35-NQ/TW", "2018-11-02"), True),
    ("a higher number of an earlier day", document("mot", "37-NQ/TW", "2018-10-31"), True),
    ("digits compare as numbers", document("mot", "109-NQ/TW", "2018-12-31"), False),
    ("a month compares as far as it goes", document("mot", "35-NQ/TW", "2018-11"), False),
    ("another organ of the same committee", document("mot", "35-NQ/TW", "2018-12-01", issuer=said("ban-bi-thu")), True),
    ("the same number twice", document("mot", "36-NQ/TW", "2018-12-01"), False),
    ("another symbol", document("mot", "35-CT/TW", "2018-12-01", kind=said("chi-thi")), False),
    ("another term", document("mot", "35-NQ/TW", "2021-03-01"), False),
    ("the term as stated, where the day is in doubt", document("mot", "35-NQ/TW", "2021-03", term="XII"), True),
    ("another city", document("mot", "35-NQ/TU", "2018-12-01", issuer=said("thanh-uy-ha-noi")), False),
    ("no day", document("mot", "35-NQ/TW"), False),
    ("no known committee", document("mot", "35-NQ/TW", "2018-12-01", issuer=Disputed()), False),
]


@pytest.mark.parametrize(("beside", "told"), [case[1:] for case in ORDER], ids=[case[0] for case in ORDER])
def test_days_against_the_order_of_numbers_are_told(tmp_path: Path, beside: Document, told: bool) -> None:
    found = problems_of(tmp_path, beside, document("hai", "36-NQ/TW", "2018-11-01"))
    assert ("number-order" in {problem.code for problem in found}) is told


def test_the_remark_on_order_names_both_neighbours(tmp_path: Path) -> None:
    first, second = document("mot", "262-QĐ/TW", "2014-10-08"), document("hai", "285-QĐ/TW", "2014-04-25")
    (problem,) = problems_of(tmp_path, first, second)
    assert problem.severity == "warning"
    assert "262-QĐ/TW ngày 2014-10-08, 285-QĐ/TW ngày 2014-04-25" in problem.message


def test_a_file_that_is_sound_but_not_canonical_is_told(tmp_path: Path) -> None:
    path = save_document(tmp_path, document("mot"))
    path.write_text(path.read_text(encoding="utf-8").replace("title: Thử", "title:   'Thử'"), encoding="utf-8")
    (problem,) = check_corpus(load_corpus(tmp_path))
    assert (problem.code, problem.severity) == ("not-canonical", "warning")


def test_problems_of_loading_come_along(tmp_path: Path) -> None:
    path = save_document(tmp_path, document("mot"))
    path.write_bytes(b"")
    assert [problem.code for problem in check_corpus(load_corpus(tmp_path))] == ["empty-file"]


def test_a_vocabulary_that_refers_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    organ = "- {id: thanh-uy-hue, name: Thành ủy Huế, level: province, parent: khong-co}\n"
    term = "- {id: hue-xvi, committee: khong-co, numeral: XVI, ordinal: 16, first_day: 2020-10-22}\n"
    (tmp_path / "vocabulary" / "organs.yaml").write_text(organ, encoding="utf-8")
    (tmp_path / "vocabulary" / "terms.yaml").write_text(term, encoding="utf-8")
    found = check_corpus(load_corpus(tmp_path))
    assert [(problem.code, problem.path) for problem in found] == [
        ("unknown-organ", "vocabulary/organs.yaml"),
        ("unknown-organ", "vocabulary/terms.yaml"),
    ]
