"""Letters out of pictures of pages, by Tesseract with its Vietnamese model, where the machine has both."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from indexer.convert.pdf.glyphs import Glyph
from indexer.convert.pdf.lines import Segment
from indexer.convert.pdf.lines import segments

_LANGUAGE: Final = "vie"
_PAGE_SECONDS: Final = 180
_LINE, _WORD = "4", "5"  # the levels of rows that hold a line and a word
_LETTER: Final = 0.8  # of a line's height: the size of its letters
_COLUMNS: Final = 12


@dataclass(frozen=True, slots=True)
class Recognised:
    """A picture's words as segments, and how sure the program is of their letters (0 to 1)."""

    segments: list[Segment]
    confidence: float
    letters: int


@cache
def can_recognise() -> bool:
    """Tell whether this machine reads pictures of Vietnamese pages."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run(  # noqa: S603 (a fixed question to a program of the system)
            [program, "--list-langs"], capture_output=True, text=True, errors="replace", timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _LANGUAGE in listed.stdout.split()


def recognise(picture: Path, points: float = 1.0, height: float = 0.0) -> Recognised:
    """Return the letters of a picture file (PNG, JPEG, TIFF, PGM ...); none where it cannot be read.

    `points` are those of one of its pixels, `height` those of the page.
    """
    try:
        answer = subprocess.run(  # noqa: S603 (the file is ours, or was looked at before)
            [shutil.which("tesseract") or "tesseract", str(picture), "stdout", "-l", _LANGUAGE, "tsv"],
            capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_PAGE_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return Recognised([], 0.0, 0)
    return read_table(answer.stdout, points, height)


def recognise_grey(width: int, height: int, pixels: bytes, points: float) -> Recognised:
    """Return the letters of a picture of one byte a pixel, row by row."""
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder:
        picture = Path(folder) / "page.pgm"
        picture.write_bytes(f"P5 {width} {height} 255\n".encode("ascii") + pixels)
        return recognise(picture, points, height * points)


def read_table(table: str, points: float = 1.0, height: float = 0.0) -> Recognised:
    """Return what Tesseract's table says: words at their places, and the mean confidence, weighed by letters."""
    heights: dict[tuple[str, ...], tuple[float, float]] = {}  # bottom and height of each line
    words: dict[tuple[str, ...], list[tuple[str, float, float]]] = {}
    letters = weight = 0.0
    for row in table.splitlines()[1:]:
        columns = row.split("\t")
        if len(columns) < _COLUMNS:
            continue
        left, top, width, tall = (points * _number(column) for column in columns[6:10])
        word = columns[11].strip()
        if columns[0] == _LINE:
            heights[tuple(columns[1:5])] = (height - top - tall, tall)
        elif columns[0] == _WORD and word:
            words.setdefault(tuple(columns[1:5]), []).append((word, left, left + width))
            letters += len(word)
            weight += len(word) * max(0.0, _number(columns[10]))
    usual = sorted(heights[key][1] for key in words if key in heights)
    size = _LETTER * usual[len(usual) // 2] if usual else 10.0
    shown = [found for key in words for found in segments(_glyphs(words[key], heights.get(key), size))]
    return Recognised(shown, weight / letters / 100 if letters else 0.0, int(letters))


def _glyphs(words: list[tuple[str, float, float]], line: tuple[float, float] | None, usual: float) -> list[Glyph]:
    """Return a line's words as glyphs. Lines of small letters are less tall than others of the same size."""
    base, tall = line if line is not None else (0.0, usual / _LETTER)
    own = _LETTER * tall
    size = usual if 0.6 * usual < own < 1.6 * usual else own
    glyphs: list[Glyph] = []
    for word, left, right in words:
        if glyphs:
            glyphs.append(Glyph(" ", glyphs[-1].right, glyphs[-1].right, base, size, ""))
        glyphs.append(Glyph(word, left, right, base, size, ""))
    return glyphs


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
