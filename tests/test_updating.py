"""A build after a few files changed makes the same, row by row, as a build from nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.build import build
from indexer.building import generations
from indexer.building import pointer
from indexer.building import updating
from indexer.kb import KnowledgeBase
from indexer.search import token_writing
from indexer.search.engines import LOCAL_ENGINES
from indexer.search.engines import open_writer
from tests.small_library import HELD
from tests.small_library import NEWEST
from tests.small_library import PLAN
from tests.small_library import REPLACED
from tests.small_library import SMALL
from tests.small_library import write_corpus

UPDATED = "Cập nhật chỉ mục"  # the step that a build of everything does not have
BUILT = "Tách từ"

# Two documents in one series of numbers whose days run the right way, and one that names another by its number.
MORE = {
    "directives/bo-chinh-tri/ket-luan-12-bo-chinh-tri-2021.md": """
        ---
        id: ket-luan-12-bo-chinh-tri-2021
        kind: ket-luan
        number: 12-KL/TW
        title: Kết luận về công tác tư tưởng
        issuer: bo-chinh-tri
        issued: 2021-08-12
        ---

        Công tác tư tưởng phải đi trước một bước.
        """,
    "directives/bo-chinh-tri/ket-luan-19-bo-chinh-tri-2021.md": """
        ---
        id: ket-luan-19-bo-chinh-tri-2021
        kind: ket-luan
        number: 19-KL/TW
        title: Kết luận về định hướng chương trình xây dựng pháp luật
        issuer: bo-chinh-tri
        issued: 2021-10-14
        relations:
        - type: continues
          target:
            kind: ket-luan
            number: 12-KL/TW
            issued: 2021-08-12
        ---
        """,
}


def path_of(document: str) -> str:
    return next(path for path in SMALL | MORE if path.endswith(f"/{document}.md"))


def replaced(document: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(corpus: Path) -> None:
        path = corpus / path_of(document)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def removed(document: str) -> Callable[[Path], None]:
    return lambda corpus: (corpus / path_of(document)).unlink()


def added(name: str, text: str) -> Callable[[Path], None]:
    return lambda corpus: [write_corpus(corpus, {f"directives/bo-chinh-tri/{name}.md": text})][0] and None


DIRECTIVE_12 = """
    ---
    id: chi-thi-12-thanh-uy-ha-noi-2021
    kind: chi-thi
    number: 12-CT/TU
    title: Chỉ thị về công tác bầu cử
    issuer: thanh-uy-ha-noi
    issued: 2021-03-05
    ---

    Lãnh đạo cuộc bầu cử.
    """

CHOSEN_FOR_PARTS = """issued: 2018-10-22
topics:
- topic: cong-tac-can-bo
  at: '2'
- topic: cong-tac-can-bo
  at: '9'
"""

# What is edited, and whether it can be followed without building everything.
EDITS: dict[str, tuple[Callable[[Path], None], bool]] = {
    "text": (replaced(HELD, "sai trái", "thù địch xyzzy"), True),
    "text of a plan": (replaced(PLAN, "triển khai Chỉ thị", "phổ biến Chỉ thị"), True),
    "a plan cites less": (replaced(PLAN, "- Tuyên truyền Quy định số 37-QĐ/TW", "- Tuyên truyền Quy định"), True),
    "a plan cites another": (replaced(PLAN, "35-NQ/TW ngày 22/10/2018", "36-NQ/TW ngày 22/10/2018"), True),
    "title": (replaced(HELD, "title: Tăng cường", "title: Về tăng cường"), True),
    "number": (replaced(HELD, "number: 35-NQ/TW", "number: 36-NQ/TW"), True),
    "date": (replaced(HELD, "issued: 2018-10-22", "issued: 2011-01-19"), True),
    "date against the order of numbers": (replaced("ket-luan-12-bo-chinh-tri-2021", "2021-08-12", "2021-12-12"), True),
    "a relation": (replaced(NEWEST, "type: replaces", "type: supplements"), True),
    "a new relation": (
        replaced(
            HELD, "issued: 2018-10-22\n", f"issued: 2018-10-22\nrelations:\n- type: replaces\n  target: {REPLACED}\n"
        ),
        True,
    ),
    "an unknown field": (replaced(HELD, "issuer: bo-chinh-tri", "issuer: bo-chinh-tri\nmau: xanh"), True),
    "a topic chosen": (
        replaced(
            HELD,
            "issued: 2018-10-22\n",
            "issued: 2018-10-22\ntopics:\n- not: bao-ve-nen-tang-tu-tuong\n- lich-su-dang\n",
        ),
        True,
    ),
    "a topic chosen for a part that is there, and for one that is not": (
        replaced(HELD, "issued: 2018-10-22\n", CHOSEN_FOR_PARTS),
        True,
    ),
    "a text comes to speak of a topic": (replaced(HELD, "sai trái", "lịch sử Đảng"), True),
    "a plan comes to ask for lessons": (replaced(PLAN, "triển khai Chỉ thị", "bổ sung vào bài giảng Chỉ thị"), True),
    "a broken file": (replaced(HELD, "---\n\n1.", "[\n\n1."), True),
    "a file gone": (removed(HELD), True),
    "a cited document comes": (added("chi-thi-12-thanh-uy-ha-noi-2021", DIRECTIVE_12), True),
    "a target gone": (removed(REPLACED), False),
    "a former id": (replaced(HELD, "issued: 2018-10-22", "issued: 2018-10-22\nformer_ids:\n- cu"), False),
    "an id twice": (added("khac", DIRECTIVE_12.replace("chi-thi-12-thanh-uy-ha-noi-2021", HELD)), False),
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "corpus", SMALL | MORE)


def contents(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables of the current generation's catalogue, its name left out."""
    name = pointer.current_name(data) or ""
    database = sqlite3.connect(pointer.generation_folder(data, name) / "catalogue.sqlite")
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}
    database.close()
    found["meta"] = [row for row in found["meta"] if row[0] != "generation"]
    return found


def steps_of(corpus: Path, data: Path, engine: str) -> set[str]:
    steps: set[str] = set()
    assert build(corpus, data, engine=engine, progress=lambda step, _done, _total: steps.add(step)).built
    return steps


def same_as_from_nothing(corpus: Path, data: Path, engine: str) -> None:
    fresh = data.parent / "fresh"
    report = build(corpus, fresh, engine=engine, full=True)
    made, expected = contents(data), contents(fresh)
    for table in expected:
        assert made[table] == expected[table], table
    updated, new = KnowledgeBase.open(data), KnowledgeBase.open(fresh)
    assert updated.counts() == report.counts
    for query in ("nền tảng tư tưởng", "thù địch", "35-NQ/TW", "công tác bầu cử", "quan diem sai trai", "xyzzy"):
        assert updated.search(query) == new.search(query)
    updated.close()
    new.close()


@pytest.mark.parametrize("name", EDITS)
def test_the_same_rows_as_from_nothing(corpus: Path, tmp_path: Path, name: str) -> None:
    edit, followed = EDITS[name]
    data = tmp_path / "var"
    build(corpus, data)
    edit(corpus)
    steps = steps_of(corpus, data, LOCAL_ENGINES[0])
    assert UPDATED in steps
    assert (BUILT not in steps) == followed
    same_as_from_nothing(corpus, data, LOCAL_ENGINES[0])


@pytest.mark.parametrize("engine", LOCAL_ENGINES)
def test_edit_after_edit(corpus: Path, tmp_path: Path, engine: str) -> None:
    data = tmp_path / "var"
    build(corpus, data, engine=engine)
    for name in ("text", "a cited document comes", "a plan cites another", "date", "a file gone"):
        EDITS[name][0](corpus)
        assert BUILT not in steps_of(corpus, data, engine)
    same_as_from_nothing(corpus, data, engine)


@pytest.mark.parametrize("places", [(1, 4000), (7, 4000), (900, 350)])
def test_syllables_that_change_their_characters(
    corpus: Path, tmp_path: Path, places: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # So few places that most syllables share their hash, and so low a bound that their number passes it.
    monkeypatch.setattr(token_writing, "_FEW_PLACES", places[0])
    monkeypatch.setattr(token_writing, "_FEW", places[1])
    data = tmp_path / "var"
    build(corpus, data)
    replaced(HELD, "sai trái", " ".join(f"x{number}" for number in range(60)))(corpus)
    assert BUILT not in steps_of(corpus, data, LOCAL_ENGINES[0])
    same_as_from_nothing(corpus, data, LOCAL_ENGINES[0])


@pytest.mark.parametrize("engine", LOCAL_ENGINES)
def test_the_generation_before_is_not_touched(corpus: Path, tmp_path: Path, engine: str) -> None:
    data = tmp_path / "var"
    first = build(corpus, data, engine=engine)
    before, manifest = generations.open_current(data)
    EDITS["text"][0](corpus)
    second = build(corpus, data, engine=engine)
    assert second.generation != first.generation
    assert generations.is_intact(before, manifest)
    old = KnowledgeBase(before, engine, data)
    assert not old.search("“xyzzy”").hits
    old.close()
    after = pointer.generation_folder(data, second.generation)
    shared = [path for path in (before / "index").iterdir() if (after / "index" / path.name).exists()]
    assert any(path.samefile(after / "index" / path.name) for path in shared)
    assert not any(path.samefile(after / "index" / path.name) for path in shared if generations.is_lock(path))


@pytest.mark.parametrize("engine", LOCAL_ENGINES)
def test_an_index_has_few_segments(corpus: Path, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "MOST_SEGMENTS", 3)
    data = tmp_path / "var"
    build(corpus, data, engine=engine)
    for turn in range(6):
        replaced(HELD, "Giữ vững", f"Giữ vững {turn}")(corpus)
        build(corpus, data, engine=engine)
        folder = pointer.generation_folder(data, pointer.current_name(data) or "") / "index"
        writer = open_writer(engine, folder)
        assert writer.segments() <= 3
        writer.cancel()
    same_as_from_nothing(corpus, data, engine)


def test_a_changed_original_or_vocabulary_is_built_from_nothing(corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "var"
    build(corpus, data)
    (corpus / "originals" / "ke-hoach-5.txt").write_text("khác", encoding="utf-8")
    assert UPDATED not in steps_of(corpus, data, LOCAL_ENGINES[0])
    (corpus / "vocabulary").mkdir(exist_ok=True)
    (corpus / "vocabulary" / "abbreviations.yaml").write_text("[]\n", encoding="utf-8")
    assert UPDATED not in steps_of(corpus, data, LOCAL_ENGINES[0])
