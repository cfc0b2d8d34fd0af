"""pyvi's words without pyvi's imports: the same words as `ViTokenizer.tokenize`, on real and on odd lines."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from indexer.errors import WordModelError
from indexer.search import tagger as room
from indexer.search.tagger import WordTagger

PLAN = Path(__file__).parent.parent / "corpus" / "originals" / "ke-hoach-2022.txt"
TAGGER = WordTagger()


@pytest.fixture(scope="module")
def tokenize() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyvi's source and pickle warn about newer Pythons
        from pyvi import ViTokenizer  # noqa: PLC0415
    words: Callable[[str], str] = ViTokenizer.tokenize
    return words


def ours(line: str) -> list[str]:
    """Return the words of a line: its letters, cut where no syllable continues."""
    text = unicodedata.normalize("NFC", line)
    joins = set(TAGGER.joins(text))
    words: list[str] = []
    for token in room._TOKEN_OR_ADDRESS.finditer(text):
        if token.start() in joins:
            words[-1] += f"_{token.group()}"
        else:
            words.append(token.group())
    return words


def same(line: str, tokenize: Callable[[str], str]) -> None:
    segmented = tokenize(line)
    assert ours(line) == segmented.split() or not ours(line), line


def test_every_line_of_the_plan(tokenize: Callable[[str], str]) -> None:
    for line in PLAN.read_bytes().decode().splitlines():
        same(line, tokenize)


@pytest.mark.parametrize(
    "line",
    [
        "Ban Chấp hành Trung ương",
        "VIỆT NAM",
        "35-NQ/TW ngày 22/10/2018",
        "Xem https://example.vn/a?b=c và thư a.b@example.vn",
        "TP. Hồ Chí Minh... ==> Th.S Nguyễn Văn A.",
        "1.250.000 đồng, 3,5%",
        "a_b c__d",
        "“tự diễn biến”, “tự chuyển hóa”",
    ],
)
def test_lines_of_all_sorts(line: str, tokenize: Callable[[str], str]) -> None:
    same(line, tokenize)


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("ban thường vụ Hà Nội.,-/35@:_ "), st.characters(codec="utf-8")), max_size=60
    )
)
@settings(max_examples=200, deadline=None)
def test_any_line(tokenize: Callable[[str], str], line: str) -> None:
    for part in unicodedata.normalize("NFC", line).splitlines():
        same(part, tokenize)


def test_another_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyvi3.pkl").write_bytes(b"not a pickle")
    (tmp_path / "words.txt").write_text("", encoding="utf-8")
    monkeypatch.setattr(room, "_models", lambda: tmp_path)
    with pytest.raises(WordModelError):
        WordTagger()
