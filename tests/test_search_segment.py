"""Words by pyvi, with their places and a cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from indexer.search.segment import Segmenter

TEXT = "Tiếp tục tuyên truyền 35-NQ/TW\nbảo vệ nền_tảng  tư tưởng; http://a.vn/b_c"


def _glued(text: str, joins: frozenset[int]) -> list[str]:
    """Return what stands before and behind each join: the letters on both sides show where it is."""
    return [text[max(0, at - 2) : at + 2] for at in sorted(joins)]


def test_joins_are_offsets_into_the_text(tmp_path: Path) -> None:
    joins = Segmenter(tmp_path / "cache").joins(TEXT)
    assert _glued(TEXT, joins) == ["p tụ", "n tr", "o vệ", "ư tư"]


def test_the_cache_survives_and_forgets(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = Segmenter(cache)
    joins = first.joins(TEXT)
    first.joins("Ban Thường vụ Quận ủy")
    first.save()
    assert len(cache.read_text().splitlines()) == 4  # the version and three lines
    second = Segmenter(cache)
    assert second.joins(TEXT) == joins
    second.save(prune=True)
    assert len(cache.read_text().splitlines()) == 3


def test_a_damaged_or_foreign_cache_is_dropped(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for content in (b"", b"\xff\xfe", b"other-version\nzz 1", b"pyvi-0.1.1\nnot hex"):
        cache.write_bytes(content)
        assert Segmenter(cache).joins("tuyên truyền") == {6}


def test_what_is_cached_needs_no_pyvi(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    segmenter = Segmenter(cache)
    segmenter.joins(TEXT)
    segmenter.save()
    program = (
        "import sys; from pathlib import Path; from indexer.search.segment import Segmenter; "
        f"Segmenter(Path({str(cache)!r})).joins({TEXT!r}); sys.exit('pyvi' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_room_imports_neither_pyvi_nor_whoosh() -> None:
    program = (
        "import sys; import indexer.search.results, indexer.search.snippets, indexer.search.engines; "
        "sys.exit(any(name.partition('.')[0] in ('pyvi', 'whoosh', 'numpy') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
