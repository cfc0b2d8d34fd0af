"""How well citations are read: texts with their numbers marked by hand, each answer serving one mark.

`python -m benchmarks.citations DIR`, DIR holding .txt files and `gold.jsonl`: a line a file, `{"file", "citations":
[{"start", "end", "canonical", "date_iso", "issuer", "form", "role"}], "ignore": [{"start", "end"}]}`. One JSON line:
full numbers' precision and recall, bare ones' apart, spans, dates, issuers and the text's own number. The data is no
part of the product; without it the line says so.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.citations import cite
from indexer.citations.names import title_key
from indexer.model import Citation
from indexer.model import Form
from indexer.text import nfc
from indexer.vocabulary import program_vocabulary

# The least of each figure that is kept.
_LEAST = {
    "precision": 0.99, "recall": 0.99, "spans": 0.99, "bare_precision": 0.9, "bare_recall": 0.9, "date_accuracy": 0.97,
    "date_precision": 0.95, "issuer_accuracy": 0.95, "own_number": 0.9,
}  # fmt: skip
_FORMS = {"full": Form.FULL, "bare": Form.BARE}


def _key(number: str | None) -> str:
    return nfc(number or "").upper().replace(" ", "").lstrip("0")


def _same_issuer(found: str | None, wanted: str) -> bool:
    """Tell whether two issuers are one: the shorter may leave out an end, such as the term or the place."""
    first, second = sorted((title_key(found or ""), title_key(wanted).split(" khoa ")[0]), key=len)
    return bool(first) and first in second and len(first) >= 0.6 * len(second)


def _nearest(mark: dict[str, Any], found: list[Citation]) -> Citation | None:
    """Return the reading that overlaps a mark and lies closest to it."""
    over = [item for item in found if (item.number_start or 0) < mark["end"] and mark["start"] < (item.number_end or 0)]

    def distance(item: Citation) -> int:
        return abs((item.number_start or 0) - mark["start"]) + abs((item.number_end or 0) - mark["end"])

    return min(over, key=distance, default=None)


def _score_mark(mark: dict[str, Any], item: Citation | None, count: Counter[str]) -> None:
    if mark["role"] == "self":
        count["self"] += 1
        count["self_ok"] += item is not None and item.self and _key(item.canonical) == _key(mark["canonical"])
        return
    form = mark["form"]
    count[f"{form}_marked"] += 1
    if item is None:
        return
    if item.form is not _FORMS[form] or _key(item.canonical) != _key(mark["canonical"]):
        count[f"{item.form.value}_false"] += 1
        return
    count[f"{form}_right"] += 1
    count["spans_ok"] += (item.number_start, item.number_end) == (mark["start"], mark["end"])
    if form == "bare":
        return
    if mark.get("date_iso"):
        count["dates"] += 1
        count["dates_ok"] += item.issued == mark["date_iso"]
    else:
        count["dates_false"] += item.issued is not None
    if mark.get("issuer"):
        count["issuers"] += 1
        count["issuers_ok"] += _same_issuer(item.issuer, mark["issuer"])


def score(folder: Path) -> dict[str, Any]:
    """Return every figure for the texts of `folder`."""
    vocabulary, count = program_vocabulary(), Counter[str]()
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = (folder / gold["file"]).read_bytes().decode("utf-8")
        readings = cite(text, vocabulary)
        count["bad_offsets"] += sum(text[item.start : item.end] != item.text for item in readings)
        left = [item for item in readings if item.form in _FORMS.values()]
        for mark in gold["citations"]:
            item = _nearest(mark, left)
            if item is not None:
                left.remove(item)
            _score_mark(mark, item, count)
        ignored = [(mark["start"], mark["end"]) for mark in gold.get("ignore", [])]
        for item in left:
            if not any((item.number_start or 0) < end and start < (item.number_end or 0) for start, end in ignored):
                count[f"{item.form.value}_false"] += 1
    right = count["full_right"] + count["bare_right"]
    return {
        "data": folder.name,
        "precision": _share(count["full_right"], count["full_right"] + count["full_false"]),
        "recall": _share(count["full_right"], count["full_marked"]),
        "bare_precision": _share(count["bare_right"], count["bare_right"] + count["bare_false"]),
        "bare_recall": _share(count["bare_right"], count["bare_marked"]),
        "spans": _share(count["spans_ok"], right),
        "date_accuracy": _share(count["dates_ok"], count["dates"]),
        "date_precision": _share(count["dates_ok"], count["dates"] + count["dates_false"]),
        "issuer_accuracy": _share(count["issuers_ok"], count["issuers"]),
        "own_number": _share(count["self_ok"], count["self"]),
        "bad_offsets": count["bad_offsets"],
        "numbers": count["full_marked"] + count["bare_marked"],
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "_json", is_flag=True, help="always on: one JSON line")
@record_option
def main(folder: Path, record: Path | None, *, _json: bool) -> None:
    """Print how well the citations of the texts in FOLDER are read, as one JSON line."""
    if not (folder / "gold.jsonl").is_file():
        click.echo(json.dumps({"data": None, "absent": f"no gold.jsonl in {folder.name}"}))
        return
    figures = score(folder)
    click.echo(json.dumps(figures, ensure_ascii=False))
    report = Report(record)
    for name, least in _LEAST.items():
        if figures[name] is not None:
            report.keep(Figure(f"citations-{name.replace('_', '-')}", figures[name], at_least=least))


if __name__ == "__main__":
    main()
