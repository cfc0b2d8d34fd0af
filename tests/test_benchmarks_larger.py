"""What measures a library five times as large: articles vary as they should, and the costs of both sizes are said."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import corpora
from benchmarks import larger
from benchmarks.size.variety import expected
from benchmarks.size.variety import variety
from benchmarks.size.varying import Article
from benchmarks.size.varying import vary
from benchmarks.size.watching import watch
from benchmarks.trouble.failover import FAILED
from benchmarks.trouble.failover import RIGHT
from benchmarks.trouble.failover import WRONG
from benchmarks.trouble.failover import Seen
from benchmarks.trouble.failover import asking
from benchmarks.trouble.running import served
from indexer.build import build
from indexer.store import load_corpus
from tests.benchmark_articles import write_articles

FARMS = Article(
    "1",
    "Trồng trọt. Giống cây",
    "1. Bộ Y tế cấp phép trong 15 ngày, theo Nghị định số 12/2011/NĐ-CP.\na) Ngày 20/11/2012, nơi nhận;\n2. Lưu.",
    "1/2020/QH14",
    "Luật",
)
FIELDS = Article("2", "Trồng trọt. Đất", "Người trồng giữ đất, nước và rừng.", "2/2020/QH14", "Luật")
SEA = Article("3", "Thủy sản. Tàu cá", "Tàu đánh bắt xa bờ, chủ tàu báo cáo.", "3/2020/QH14", "Luật")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles")


# --- variation ---


def test_the_same_seed_gives_the_same_articles() -> None:
    first, again, other = (list(islice(vary([FARMS, FIELDS], seed), 20)) for seed in (1, 1, 2))
    assert first == again != other
    assert len({article.name for article in first}) == 20
    assert {article.title for article in first} == {FARMS.title, FIELDS.title}


def test_what_varies_is_of_the_same_subject_and_keeps_its_shape() -> None:
    words = {word.strip(",;.") for article in (FARMS, FIELDS) for word in article.text.split() if word[0].isalpha()}
    for article in islice(vary([FARMS, FIELDS, SEA]), 60):
        lines = article.text.split("\n")
        if article.title == FARMS.title:
            # As many clauses, numbered from 1, each with the lines that belong to it.
            numbered = [line for line in lines if line[0].isdigit()]
            assert [line[0] for line in numbered] in ([], ["1"], ["2"], ["1", "2"])
        assert "Tàu" not in article.text or article.title == SEA.title
        used = {word.strip(",;.") for line in lines for word in line.split() if word[0].isalpha()}
        ministries = {"Bộ", "Ngân", "hàng"}
        if article.title != SEA.title and not ministries & used:
            assert used <= words  # no word is invented


def test_numbers_years_and_organs_change() -> None:
    texts = "\n".join(article.text for article in islice(vary([FARMS]), 40))
    assert "Bộ Y tế" not in texts or "Bộ Công an" in texts or "Bộ Tài chính" in texts
    years = {found for found in map(str, range(1990, 2027)) if found in texts}
    assert len(years) > 10
    # A month stays a month, a day a day, and a document keeps its symbol.
    assert "/11/" in texts
    assert "/NĐ-CP" in texts


def test_a_corpus_of_exactly_so_many(articles: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(corpora.main, [str(articles), str(tmp_path / "corpus"), "--exactly", "10"])
    assert result.output == "10 documents\n"
    corpus = load_corpus(tmp_path / "corpus")
    assert not corpus.problems
    assert len(corpus.documents) == 10
    assert "bai-l1-2020-3" in corpus.documents  # the real ones come first, as they are


def test_ids_stay_short_enough_where_names_are_long(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    rows = ({"id": f"{100 * 'a'} {number}", "title": "", "text": "Một câu."} for number in range(3))
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert corpora.make_corpus(folder, tmp_path / "corpus") == 3
    documents = load_corpus(tmp_path / "corpus").documents
    assert sorted(map(len, documents)) == [80, 80, 80]


def test_variety_grows_by_heaps_law() -> None:
    assert variety(["a b a\nA b", "c"]) == {"lines": 3, "different_lines": 3, "words": 3, "pairs": 2}
    # Each text brings words of its own: twice the texts, twice the words.
    texts = [f"{number} {number}" for number in range(8)]
    assert expected(texts, 4) == {"lines": 32, "different_lines": 32, "words": 32, "pairs": 32}
    # All say the same: no more words, however many.
    assert expected(["a b"] * 8, 4) == {"lines": 32, "different_lines": 1, "words": 2, "pairs": 1}


# --- readers ---


def test_clients_tell_right_answers_from_wrong_and_missing_ones(articles: Path, tmp_path: Path) -> None:
    corpora.make_corpus(articles, tmp_path / "corpus")
    build(tmp_path / "corpus", tmp_path / "var")
    asked = ["thanh niên là công dân", "nền tảng tư tưởng"]
    with ExitStack() as site:
        port, _pid = site.enter_context(served(tmp_path / "corpus", tmp_path / "var", "--no-watch"))
        with asking(port, asked) as seen:
            _wait(seen, RIGHT, 20)
            assert {outcome for _, _, outcome in seen.answers} == {RIGHT}
            # Another text comes into the library: what was right before it is no longer the answer.
            place = tmp_path / "corpus" / "directives" / "bai-viet" / "000"
            for number in range(3):
                front = f"---\nid: them-{number}\nkind: bai-viet\ntitle: Thanh niên là công dân\n---\n"
                (place / f"them-{number}.md").write_text(f"{front}\nThanh niên.\n", encoding="utf-8")
            build(tmp_path / "corpus", tmp_path / "var")
            _wait(seen, WRONG, 1)
            site.close()
            _wait(seen, FAILED, 5)


def _wait(seen: Seen, outcome: str, times: int) -> None:
    until = time.monotonic() + 60
    while sum(found == outcome for _, _, found in list(seen.answers)) < times:
        assert time.monotonic() < until, f"never came: {outcome}"
        time.sleep(0.05)


# --- costs ---


def test_a_command_is_watched_with_its_children() -> None:
    child = "import time; held = b'x' * 60_000_000; time.sleep(1.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    watched = watch((sys.executable, "-c", parent))
    assert watched.memory > 60_000_000
    assert watched.seconds > 1.5
    assert watched.cpu > 0


def test_costs_of_both_sizes_are_said(articles: Path, tmp_path: Path) -> None:
    options = ("--small", "3", "--large", "9", "--engine", "tantivy")
    result = CliRunner().invoke(larger.main, [str(articles), str(tmp_path / "place"), *options])
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.output.splitlines()]
    said = {row["figure"]: row for row in rows if "figure" in row}
    assert list(said) == [
        "larger: build, tantivy",
        "larger: memory of a build, tantivy",
        "larger: disk, tantivy",
        "larger: one change, tantivy",
        "larger: question, tantivy",
    ]
    built = said["larger: build, tantivy"]
    assert built["passages"] > built["small_passages"] > 0
    # A change that was made to measure is taken back.
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "place" / "corpus-9").rglob("*.md")]
    assert len(texts) == 9
    assert not any("để đo" in text for text in texts)
