"""How office files are read: letters a second and memory for each format, and whether both grow with the size alone.

`python -m benchmarks.convert [FILES TRUTH] [--paragraphs N]`: for each format that can be made here, a file
of N paragraphs and one of eight times as many. With two folders it also reads real files and holds them against their
transcripts (TRUTH/NAME.txt for FILES/NAME.any): the share of words found in order, and of letters with Vietnamese marks
that are right. Those folders are no part of the project.
"""

from __future__ import annotations

import difflib
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

import click
import docx

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.convert import Converter
from indexer.errors import CancuError
from indexer.text import fold

_SENTENCE = "Ủy ban nhân dân xã chủ trì, phối hợp với các tổ chức chính trị - xã hội thực hiện Nghị quyết số 35-NQ/TW."
_TIMES = 8
# Measures one file in a process of its own, so that peak and time are that file's: prints MB, seconds of work, letters.
_MEASURE = """
import resource, sys
from pathlib import Path
from indexer.convert import Converter
with Converter() as converter:
    letters = len(converter.convert(Path(sys.argv[1])).text)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, letters)
"""


def _docx(path: Path, count: int) -> None:
    document = docx.Document()
    for at in range(count):
        document.add_paragraph(f"{at}. {_SENTENCE}", style="List Number" if at % 3 == 0 else None)
    document.save(str(path))


def _odt(path: Path, count: int) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style")
    )
    body = "".join(f"<text:p>{at}. {escape(_SENTENCE)}</text:p>" for at in range(count))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr(
            "content.xml",
            f"<office:document-content {names}><office:text>{body}</office:text></office:document-content>",
        )


def _rtf(path: Path, count: int) -> None:
    letters = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in _SENTENCE)
    body = "".join(f"{at}. {letters}\\par\n" for at in range(count))
    path.write_text(f"{{\\rtf1\\ansi {body}}}", encoding="ascii")


def _html(path: Path, count: int) -> None:
    body = "".join(f"<p>{at}. {escape(_SENTENCE)}</p>" for at in range(count))
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")


def _txt(path: Path, count: int) -> None:
    path.write_text("\n\n".join(f"{at}. {_SENTENCE}" for at in range(count)), encoding="utf-8")


def _pdf(path: Path, count: int) -> None:
    lines = [f"{at}. {fold(_SENTENCE)[:90]}." for at in range(count)]
    pages = [lines[at : at + 45] for at in range(0, count, 45)]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    fonts = "/Resources << /Font << /F 3 0 R >> >>"
    for at, page in enumerate(pages):
        drawn = "".join(f"BT /F 10 Tf 60 {780 - 16 * row} Td ({line}) Tj ET\n" for row, line in enumerate(page))
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents {5 + 2 * at} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    text = "%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF"
    path.write_text(f"{text}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}", encoding="ascii")


MAKERS: dict[str, Callable[[Path, int], None]] = {
    "txt": _txt, "html": _html, "rtf": _rtf, "odt": _odt, "docx": _docx, "pdf": _pdf,
}  # fmt: skip


def _measure(file: Path) -> tuple[float, float, int]:
    """Return the reading process's peak (MB), the seconds that it worked, its start among them, and the letters."""
    printed = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(file)], capture_output=True, text=True, check=True
    ).stdout.split()
    return float(printed[0]), float(printed[1]), int(printed[2])


def growth(report: Report, paragraphs: int) -> None:
    """Say for each format how fast it is read, and how time and memory grow when the file grows eightfold."""
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder:
        for kind, make in MAKERS.items():
            found = []
            for count in (3, paragraphs, _TIMES * paragraphs):
                file = Path(folder) / f"{count}.{kind}"
                make(file, count)
                found.append(_measure(file))
            (base, start, _few), (peak, seconds, letters), (large_peak, large_seconds, large_letters) = found
            work = large_seconds - start
            time = {"letters_a_second": round(large_letters / work), "letters": large_letters}
            longer = (work / large_letters) / ((seconds - start) / letters)
            name = f"convert .{kind}: {{}} a letter, 8 times the size"
            report.say(Figure(name.format("time"), round(longer, 2), at_most=1.5, details=time))
            more = large_peak - base
            memory = {
                "mb": round(large_peak),
                "base_mb": round(base),
                "bytes_a_letter": round(more * 1e6 / large_letters),
            }
            larger = more / max(1.0, peak - base) / _TIMES
            report.say(Figure(name.format("memory"), round(larger, 2), at_most=1.5, details=memory))


def words(text: str) -> list[str]:
    """Return the words of a text, composed."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))


def score(truth: str, found: str) -> tuple[float, float]:
    """Return the share of the transcript's words that are found in order, and of its marked letters that are right."""
    wanted, given = words(truth), words(found)
    same = difflib.SequenceMatcher(None, wanted, given, autojunk=False).get_matching_blocks()
    marked = sum(_is_marked(letter) for word in wanted for letter in word)
    right = 0
    plain = difflib.SequenceMatcher(
        None, [fold(word) for word in wanted], [fold(word) for word in given], autojunk=False
    )
    for block in plain.get_matching_blocks():
        for one, other in zip(
            wanted[block.a : block.a + block.size], given[block.b : block.b + block.size], strict=True
        ):
            right += sum(_is_marked(letter) and letter == there for letter, there in zip(one, other, strict=False))
    return sum(block.size for block in same) / max(1, len(wanted)), right / max(1, marked)


def _is_marked(letter: str) -> bool:
    return fold(letter) != letter.lower()


def truth(report: Report, files: Sequence[Path], folder: Path) -> None:
    """Say how near the files' texts come to their transcripts."""
    found: list[tuple[float, float]] = []
    seconds, letters = 0.0, 0
    with Converter() as converter:
        for file in files:
            transcript = folder / f"{file.stem}.txt"
            if not transcript.exists():
                continue
            start = perf_counter()
            try:
                text = converter.convert(file).text
            except CancuError as error:
                report.tell(file=file.name, failure=str(error))
                text = ""
            seconds, letters = seconds + perf_counter() - start, letters + len(text)
            found.append(score(transcript.read_text(encoding="utf-8", errors="replace"), text))
    count = max(1, len(found))
    details = {"files": len(found), "letters_a_second": round(letters / seconds) if seconds else 0}
    average = [round(sum(one[at] for one in found) / count, 4) for at in (0, 1)]
    report.say(Figure("convert: words as in the transcripts", average[0], at_least=0.99, details=details))
    report.say(Figure("convert: marks as in the transcripts", average[1], at_least=0.995, details=details))


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--paragraphs", default=1000, show_default=True, help="Paragraphs of the smaller file.")
@record_option
def main(folders: tuple[Path, ...], paragraphs: int, record: Path | None) -> None:
    """Measure reading office files; FOLDERS: real files, and their transcripts."""
    report = Report(record)
    growth(report, paragraphs)
    if len(folders) == 2:
        truth(report, sorted(folders[0].iterdir()), folders[1])
    else:
        report.tell(data="no folders of files and transcripts given: their score was not measured")


if __name__ == "__main__":
    main()
