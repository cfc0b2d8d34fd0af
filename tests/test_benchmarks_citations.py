"""The benchmark of citations: right, wrong, missed and ignored readings are counted as its contract says."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.citations import score

TEXT = "Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị và Kết luận 21-KL/TW; Đề án 06."


def test_marks_are_served_once_and_what_is_left_over_is_false(tmp_path: Path) -> None:
    start, end = TEXT.index("35-NQ/TW"), TEXT.index(" ngày")
    marks = [
        {"start": start, "end": end, "canonical": "35-NQ/TW", "date_iso": "2018-10-22", "issuer": "Bộ Chính trị",
         "form": "full", "role": "citation"},
        {"start": 0, "end": 4, "canonical": "99-NQ/TW", "date_iso": None, "issuer": None, "form": "full", "role": "citation"},
    ]  # fmt: skip
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(
        json.dumps({"file": "a.txt", "citations": marks, "ignore": []}), encoding="utf-8"
    )
    figures = score(tmp_path)
    assert (figures["precision"], figures["recall"]) == (0.5, 0.5)  # 21-KL/TW is read but not marked
    assert (figures["spans"], figures["date_accuracy"], figures["issuer_accuracy"]) == (1.0, 1.0, 1.0)
    assert (figures["bare_recall"], figures["bad_offsets"]) == (None, 0)
