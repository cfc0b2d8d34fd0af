"""Building: what makes a new generation and what does not, and what a build that fails leaves behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.build import IndexCheck
from indexer.build import build
from indexer.build import is_current
from indexer.building import generations
from indexer.building import pointer
from indexer.errors import BuildRunningError
from indexer.errors import CorpusNotFoundError
from indexer.kb import KnowledgeBase
from indexer.views import Counts
from tests.small_library import HELD
from tests.small_library import NEWEST
from tests.small_library import PLAN
from tests.small_library import REPLACED


def test_counts(small_corpus: Path, tmp_path: Path) -> None:
    report = build(small_corpus, tmp_path / "var")
    assert report.built
    # The directive without a file is a document as well: it is cited, and nothing else is known of it.
    assert report.counts == Counts(
        plans=1, cited=3, held=1, documents=5, passages=report.counts.passages, tasks=5, citations=4, unresolved=0
    )
    assert report.counts.passages >= 5 + 5


def test_nothing_changed(small_corpus: Path, tmp_path: Path) -> None:
    first = build(small_corpus, tmp_path / "var")
    second = build(small_corpus, tmp_path / "var")
    assert not second.built
    assert (second.generation, second.counts, second.problems) == (first.generation, first.counts, first.problems)
    assert is_current(small_corpus, tmp_path / "var")


def test_nothing_changed_needs_no_room_but_the_one_that_builds(small_corpus: Path, tmp_path: Path) -> None:
    build(small_corpus, tmp_path / "var")
    code = (
        "import sys; from pathlib import Path; from indexer.build import build\n"
        f"assert not build(Path({str(small_corpus)!r}), Path({str(tmp_path / 'var')!r})).built\n"
        "absent = {'pyvi', 'whoosh', 'sklearn', 'flask', 'yaml', 'sqlite3', 'multiprocessing', 'indexer.vocabulary'}\n"
        "assert not absent & set(sys.modules), absent & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_changed_file_makes_a_new_generation(small_corpus: Path, tmp_path: Path) -> None:
    first = build(small_corpus, tmp_path / "var")
    path = small_corpus / "directives" / "bo-chinh-tri" / f"{HELD}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("sai trái", "thù địch"), encoding="utf-8")
    assert not is_current(small_corpus, tmp_path / "var")
    second = build(small_corpus, tmp_path / "var")
    assert second.built
    assert second.generation != first.generation
    opened = KnowledgeBase.open(tmp_path / "var")
    assert "thù địch" in opened.document(HELD).body
    opened.close()


def test_a_broken_file_is_a_problem_and_the_rest_is_built(small_corpus: Path, tmp_path: Path) -> None:
    (small_corpus / "directives" / "bo-chinh-tri" / "hong.md").write_text("---\nid: [\n---\n", encoding="utf-8")
    report = build(small_corpus, tmp_path / "var")
    assert report.counts.documents == 5
    opened = KnowledgeBase.open(tmp_path / "var")
    assert "directives/bo-chinh-tri/hong.md" in {problem.path for problem in opened.problems()}
    opened.close()


def test_full_builds_again(small_corpus: Path, tmp_path: Path) -> None:
    first = build(small_corpus, tmp_path / "var")
    second = build(small_corpus, tmp_path / "var", full=True)
    assert second.built
    assert second.generation != first.generation
    assert second.counts == first.counts


def flip_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


DAMAGE = {
    "catalogue flipped": lambda folder: flip_a_byte(folder / "catalogue.sqlite"),
    "catalogue of nonsense": lambda folder: (folder / "catalogue.sqlite").write_bytes(b"nonsense"),
    "index emptied": lambda folder: [path.unlink() for path in (folder / "index").iterdir()],
    "manifest gone": lambda folder: (folder / "manifest.json").unlink(),
}


def test_damage_of_equal_size_is_noticed_while_the_index_is_read(small_corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "var"
    check = IndexCheck(data)
    assert not check.is_whole()  # nothing was built yet
    build(small_corpus, data)
    assert check.is_whole()
    for path in sorted((data / "generations").glob("*/index/*.seg")):
        path.write_bytes(bytes(path.stat().st_size))
    assert not check.is_whole()
    assert build(small_corpus, data).built
    assert check.is_whole()


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_generation_is_built_again(small_corpus: Path, tmp_path: Path, name: str) -> None:
    data = tmp_path / "var"
    first = build(small_corpus, data)
    DAMAGE[name](pointer.generation_folder(data, first.generation))
    second = build(small_corpus, data)
    assert second.built
    opened = KnowledgeBase.open(data)
    assert opened.generation == second.generation
    assert opened.search("35-NQ/TW").hits[0].document.id == HELD
    opened.close()


def test_an_index_of_another_corpus_is_built_again(small_corpus: Path, tmp_path: Path) -> None:
    data = tmp_path / "var"
    build(small_corpus, data)
    other = tmp_path / "other"
    (other / "plans").mkdir(parents=True)
    assert build(other, data).built
    assert build(other, data).counts == Counts(0, 0, 0, 0, 0, 0, 0, 0)


def test_a_build_that_fails_leaves_the_old_one(
    small_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "var"
    first = build(small_corpus, data)

    def interrupted(step: str, _done: int, _total: int) -> None:
        if step == "Tách từ":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(small_corpus, data, full=True, progress=interrupted)
    assert pointer.current_name(data) == first.generation
    assert [path.name for path in (data / "generations").iterdir()] == [first.generation]


def test_at_most_three_generations(small_corpus: Path, tmp_path: Path) -> None:
    for _ in range(5):
        build(small_corpus, tmp_path / "var", full=True)
    assert len([*(tmp_path / "var" / "generations").iterdir()]) == generations.KEPT


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusNotFoundError):
        build(tmp_path / "nowhere", tmp_path / "var")


def test_a_second_builder_is_told(small_corpus: Path, tmp_path: Path) -> None:
    with generations.build_lock(tmp_path / "var"), pytest.raises(BuildRunningError):
        build(small_corpus, tmp_path / "var")


def test_the_corpus_is_never_written(small_corpus: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in small_corpus.rglob("*") if path.is_file()}
    build(small_corpus, tmp_path / "var")
    assert {path: path.read_bytes() for path in small_corpus.rglob("*") if path.is_file()} == before


def test_progress_tells_every_step_to_its_end(small_corpus: Path, tmp_path: Path) -> None:
    told: dict[str, tuple[int, int]] = {}
    build(small_corpus, tmp_path / "var", progress=lambda step, done, total: told.update({step: (done, total)}))
    assert {"Đọc kho văn bản", "Tìm viện dẫn trong kế hoạch", "Tách từ", "Ghi chỉ mục"} <= told.keys()
    assert all(done == total for done, total in told.values())


def test_what_the_small_library_says(small_corpus: Path, tmp_path: Path) -> None:
    """Links, records without file, succession and originals, from files to answers."""
    build(small_corpus, tmp_path / "var")
    opened = KnowledgeBase.open(tmp_path / "var")
    plan = opened.plan(PLAN)
    assert [document.id for document in plan.cited] == [HELD, REPLACED, "vien-dan-12-ct-tu-2021"]
    wanted = opened.document("vien-dan-12-ct-tu-2021")
    assert not wanted.summary.described
    assert (wanted.summary.number, wanted.summary.issued) == ("12-CT/TU", "2021-03-05")
    assert [place.task for place in wanted.cited_at] == ["II.1-2", "II.1-2"]
    assert [document.id for document in opened.document(REPLACED).newer] == [NEWEST]
    outgoing = opened.document(NEWEST).relations
    assert [edge.document.id if edge.document else edge.description for edge in outgoing] == [
        REPLACED,
        "Quy định 29-QĐ/TW ngày 25/07/2016",
    ]
    assert opened.current_id("ke-hoach-cu") == PLAN
    assert opened.original(PLAN, "ke-hoach-5.txt").read_text(encoding="utf-8") == "Kế hoạch như khi nhận được."
    opened.close()
