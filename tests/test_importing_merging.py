"""Two documents that are one, and another centre's library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.build import build
from indexer.cli import cli
from indexer.kb import KnowledgeBase
from indexer.store import check_corpus
from indexer.store import load_corpus
from tests.small_library import HELD
from tests.small_library import NEWEST
from tests.small_library import PLAN
from tests.small_library import REPLACED
from tests.small_library import SMALL
from tests.small_library import write_corpus

TWIN = "quy-dinh-37-cu"
TWIN_FILE = """
    ---
    id: quy-dinh-37-cu
    kind: quy-dinh
    title: Về những điều đảng viên không được làm
    issued: 2011-10-25
    original: qd37.txt
    relations:
    - type: based_on
      target: quy-dinh-37-ban-chap-hanh-trung-uong-2011
    sources:
    - address: https://example.org/37
      says: Toàn văn.
      verified: true
    former_ids:
    - qd-37
    ---

    Điều 1. Nói, viết, làm trái.
    """


def run(*arguments: str | Path, corpus: Path) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments), "--corpus", str(corpus)])


def answer(result: Result, exit_code: int = 0) -> Any:
    assert result.exit_code == exit_code, result.output
    return json.loads(result.stdout)


def errors(corpus: Path) -> list[str]:
    found = check_corpus(load_corpus(corpus))
    return [
        str(problem) for problem in found if problem.severity == "error" and not problem.code.startswith("original-")
    ]


@pytest.fixture
def with_twin(small_corpus: Path) -> Path:
    write_corpus(small_corpus, {f"directives/x/{TWIN}.md": TWIN_FILE})
    return small_corpus


def test_a_hand_made_record_and_its_later_file(with_twin: Path, tmp_path: Path) -> None:
    assert answer(run("merge", REPLACED, TWIN, "--json", corpus=with_twin))["former_ids"] == [TWIN, "qd-37"]
    documents = load_corpus(with_twin).documents
    merged = documents[REPLACED]
    assert TWIN not in documents
    assert (merged.number, merged.body, merged.original) == ("37-QĐ/TW", "Điều 1. Nói, viết, làm trái.", "qd37.txt")
    assert [reading.value for reading in merged.title.readings] == [
        "Những điều đảng viên không được làm",
        "Về những điều đảng viên không được làm",
    ]
    assert [source.address for source in merged.sources] == ["https://example.org/37"]
    assert merged.relations == ()  # a document is no basis of itself
    assert errors(with_twin) == []
    build(with_twin, tmp_path / "var")
    kb = KnowledgeBase.open(tmp_path / "var")
    assert kb.current_id(TWIN) == kb.current_id("qd-37") == REPLACED
    kb.close()


def test_who_named_the_second_names_the_first(with_twin: Path) -> None:
    assert run("merge", TWIN, REPLACED, corpus=with_twin).exit_code == 0
    documents = load_corpus(with_twin).documents
    assert [relation.target for relation in documents[NEWEST].relations if relation.type == "replaces"] == [TWIN]
    assert errors(with_twin) == []


def test_two_texts_are_left_to_a_person(with_twin: Path) -> None:
    before = load_corpus(with_twin).documents
    shown = run("merge", HELD, TWIN, corpus=with_twin)
    assert (shown.exit_code, "--text-of" in shown.stderr) == (2, True)
    assert load_corpus(with_twin).documents == before
    assert run("merge", HELD, TWIN, "--text-of", TWIN, corpus=with_twin).exit_code == 0
    assert load_corpus(with_twin).documents[HELD].body == "Điều 1. Nói, viết, làm trái."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([HELD, HELD], "là một văn bản"),
        ([HELD, "khong-co"], "Không có văn bản “khong-co”"),
        ([HELD], "hai mã văn bản"),
        ([], "hai mã văn bản"),
    ],
)
def test_what_cannot_be_merged(small_corpus: Path, arguments: list[str], said: str) -> None:
    shown = run("merge", *arguments, corpus=small_corpus)
    assert (shown.exit_code, said in shown.stderr) == (2, True)


# Another centre's library


@pytest.fixture
def other(tmp_path: Path) -> Path:
    held = SMALL[f"directives/bo-chinh-tri/{HELD}.md"]
    return write_corpus(
        tmp_path / "other",
        {
            f"plans/{PLAN}.md": SMALL[f"plans/{PLAN}.md"],
            f"directives/bo-chinh-tri/{HELD}.md": held.replace("Tăng cường bảo vệ", "Bảo vệ"),
            "directives/x/qd-37-2011.md": """
                ---
                id: qd-37-2011
                kind: quy-dinh
                number: 37-QĐ/TW
                issued: 2011-10-25
                ---
                """,
            "directives/x/quy-dinh-37-khac.md": """
                ---
                id: quy-dinh-37-khac
                kind: quy-dinh
                number: 37-QĐ/TW
                issued: 2021-10-25
                original: a.txt
                original_sha256: ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb
                ---

                Một bản khác.
                """,
        },
    )


def test_what_is_new_comes_in_and_what_clashes_is_shown(small_corpus: Path, other: Path) -> None:
    (other / "originals").mkdir(exist_ok=True)
    (other / "originals" / "a.txt").write_text("a", encoding="utf-8")
    before = load_corpus(small_corpus).documents
    found = answer(run("merge", "--library", other, "--json", corpus=small_corpus), 1)["documents"]
    assert {item["document"]: (item["outcome"], item["here"]) for item in found} == {
        PLAN: ("known", PLAN),
        HELD: ("clash", HELD),
        "qd-37-2011": ("like", REPLACED),
        "quy-dinh-37-khac": ("new", None),
    }
    after = load_corpus(small_corpus).documents
    assert {name: after[name] for name in before} == before
    assert after["quy-dinh-37-khac"].body == "Một bản khác."
    assert (small_corpus / "originals" / "a.txt").read_text(encoding="utf-8") == "a"
    assert errors(small_corpus) == []


def test_a_dry_run_takes_nothing(small_corpus: Path, other: Path) -> None:
    before = load_corpus(small_corpus).documents
    run("merge", "--library", other, "--dry-run", corpus=small_corpus)
    assert load_corpus(small_corpus).documents == before


def test_a_library_is_not_taken_into_itself(small_corpus: Path) -> None:
    assert run("merge", "--library", small_corpus, corpus=small_corpus).exit_code == 2
