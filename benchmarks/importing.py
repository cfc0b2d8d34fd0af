"""How many files a second come into a library, with what memory, and whether a file costs more as more come in.

`python -m benchmarks.importing [--files N]`: N files as a centre has them (plans and resolutions as .docx and .txt that
cite each other, papers without a number, copies under another name) are made here and brought into a new library in
one go, as `cancu import` does; a quarter of them before that into another one, to hold the time of a file against.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import docx

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.store import init_library

_FIRST_DAY = date(2021, 3, 1)
_PART = 4
# Imports in a process of its own, so that peak and time are those of this import. The process starts at no file.
_MEASURE = """
import json, resource, sys
from collections import Counter
from pathlib import Path
from time import perf_counter
from indexer.convert import unpack
from indexer.importing import Wishes, import_files
start = perf_counter()
with unpack([Path(sys.argv[2])]) as files:
    outcomes = Counter(file.outcome.value for file in import_files(Path(sys.argv[1]), files, Wishes()))
own, readers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({
    "seconds": perf_counter() - start,
    "mb": round(own.ru_maxrss / 1024),
    "reader_mb": round(readers.ru_maxrss / 1024),
    "outcomes": outcomes,
}))
"""


def make_files(folder: Path, count: int) -> None:
    """Write `count` files into `folder`: every tenth has no number, every twentieth is a copy of the one before it."""
    folder.mkdir(parents=True, exist_ok=True)
    before = b""
    for at in range(1, count + 1):
        lines = _lines(at)
        path = folder / f"{at:05d}.{'docx' if at % 2 else 'txt'}"
        if at % 20 == 0:
            path.write_bytes(before)
        elif path.suffix == ".docx":
            document = docx.Document()
            for line in lines:
                document.add_paragraph(line)
            document.save(str(path))
        else:
            path.write_text("\n".join(lines), encoding="utf-8")
        before = path.read_bytes()


def _lines(at: int) -> list[str]:
    day = _FIRST_DAY + timedelta(days=at)
    dated = f"Hà Nội, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    plan, numbered = at % 4 == 1, at % 10 != 0
    number = f"Số {at:02d}-{'KH/TU' if plan else 'NQ/TW'}" if numbered else ""
    issuer = ("ĐẢNG BỘ THÀNH PHỐ HÀ NỘI", "THÀNH ỦY HÀ NỘI") if plan else ("BAN CHẤP HÀNH TRUNG ƯƠNG",)
    kind = "KẾ HOẠCH" if plan else "NGHỊ QUYẾT" if numbered else "BÁO CÁO"
    lines = [*issuer, "*", number, dated, kind, f"về công tác lý luận chính trị, đợt {at}"]
    lines.append(f"Căn cứ Nghị quyết số {max(2, at - 3):02d}-NQ/TW; căn cứ Điều lệ Đảng và Nghị quyết Đại hội XIII;")
    for part, marker in enumerate(("I.", "II.", "III."), 1):
        lines.append(f"{marker} NỘI DUNG THỨ {part}")
        for point in range(1, 7):
            cited = (at * 7 + point) % max(2, at)
            lines.append(
                f"{point}. Ban Tuyên giáo chủ trì, phối hợp các cơ quan tổ chức thực hiện phần việc {at}.{point}"
            )
            lines.append(
                f"- Quán triệt Nghị quyết số {cited:02d}-NQ/TW và Quy định về những điều đảng viên không được làm."
            )
    return [*(line for line in lines if line), "T/M BAN THƯỜNG VỤ", "Nguyễn Văn A"]


def measure(files: Path, library: Path) -> dict[str, Any]:
    """Return what importing the folder `files` into a new library took: seconds, MB, and what became of the files."""
    init_library(library)
    command = [sys.executable, "-c", _MEASURE, str(library), str(files)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


@click.command()
@click.option("--files", "count", default=1000, show_default=True, help="Files that come in in one go.")
@record_option
def main(count: int, record: Path | None) -> None:
    """Measure how files come into a library."""
    report = Report(record)
    with tempfile.TemporaryDirectory(prefix="cancu-") as place:
        found: dict[int, dict[str, Any]] = {}
        for files in (count // _PART, count):
            folder = Path(place) / f"files-{files}"
            make_files(folder, files)
            found[files] = measure(folder, Path(place) / f"corpus-{files}")
    few, many = found[count // _PART], found[count]
    longer = (many["seconds"] / count) / (few["seconds"] / (count // _PART))
    time = {
        "files": count,
        "seconds": round(many["seconds"], 1),
        "files_a_second": round(count / many["seconds"], 1),
        "outcomes": many["outcomes"],
    }
    report.say(Figure("import: time a file, 4 times as many", round(longer, 2), at_most=1.3, details=time))
    larger, more = many["mb"] / few["mb"], count - count // _PART
    memory = {
        "mb": many["mb"],
        "reader_mb": many["reader_mb"],
        "kb_a_file": round(1000 * (many["mb"] - few["mb"]) / more),
    }
    report.say(Figure("import: memory, 4 times as many files", round(larger, 2), at_most=2.0, details=memory))


if __name__ == "__main__":
    main()
