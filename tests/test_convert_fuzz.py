"""Cut and flipped files of every kind: a text or one sentence, never anything else, and never for long."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from indexer.convert import Converter
from indexer.errors.convert import UnreadableFileError
from tests.doc_files import Par
from tests.doc_files import doc
from tests.doc_files import listed
from tests.doc_files import row_end
from tests.office_files import docx
from tests.office_files import lists
from tests.office_files import odt
from tests.office_files import p
from tests.office_files import table
from tests.office_files import tc
from tests.office_files import tr
from tests.pdf_files import pdf

ROW = [Par([("a", 0)], b"\x16\x24\x01", "\x07"), Par([], row_end(0, 1000), "\x07")]
MAKERS = {
    "docx": lambda f: docx(f, p("Một", num=(1, 0)) + table(tr(tc("a"), tc("b"))), numbering=lists(("decimal", "%1."))),
    "doc": lambda f: doc(f, [Par([("ChÝnh phñ", 1)], listed(1)), *ROW], fonts=["A", ".VnTime"], levels=[(0, "\x00.")]),
    "odt": lambda f: odt(f, "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>"),
    "pdf": lambda f: pdf(f, [[(50, 700, "Nghị quyết"), (50, 680, "của Bộ Chính trị")]]),
    "rtf": lambda f: _written(
        f, rb"{\rtf1{\fonttbl{\f0 .VnTime;}}\trowd\cellx100\intbl Ngh\'de\cell\row\pard\u7883?\par}"
    ),
    "html": lambda f: _written(f, b"<html><table border=1><tr><td rowspan=2>a<td>b</table><ol><li>c</ol></html>"),
    "txt": lambda f: _written(f, "Nghị quyết\n\ncủa Bộ Chính trị".encode("utf-16")),
}


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("nguyen")
    return {kind: make(folder / f"a.{kind}").read_bytes() for kind, make in MAKERS.items()}


FLIPS = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(1, 255)), max_size=12)
CUT = st.one_of(st.none(), st.integers(1, 1 << 20))


def broken(data: bytes, cut: int | None, flips: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data if cut is None else data[: cut % len(data)])
    for at, value in flips if changed else ():
        changed[at % len(changed)] ^= value
    return bytes(changed)


def convert_broken(converter: Converter, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    try:
        text = converter.convert(file).text
    except UnreadableFileError:
        return
    assert text.strip()


@given(st.sampled_from(sorted(MAKERS)), CUT, FLIPS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_broken_files(
    converter: Converter,
    whole: dict[str, bytes],
    tmp_path: Path,
    kind: str,
    cut: int | None,
    flips: list[tuple[int, int]],
) -> None:
    convert_broken(converter, tmp_path / f"a.{kind}", broken(whole[kind], cut, flips))


@pytest.mark.long
@given(st.sampled_from(sorted(MAKERS)), CUT, FLIPS)
@settings(max_examples=6000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_broken_files(
    converter: Converter,
    whole: dict[str, bytes],
    tmp_path: Path,
    kind: str,
    cut: int | None,
    flips: list[tuple[int, int]],
) -> None:
    convert_broken(converter, tmp_path / f"a.{kind}", broken(whole[kind], cut, flips))
