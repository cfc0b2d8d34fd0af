"""A few articles with questions in BEIR layout, for the tests of what measures large libraries."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

ARTICLES = [
    {
        "id": "L1/2020+3",
        "title": "Thanh niên",
        "text": "Thanh niên là công dân từ đủ 16 tuổi đến 30 tuổi.\n\nHết.",
        "number": "57/2020/QH14",
        "kind": "Luật",
    },
    {"id": "l1 2020 3", "title": "  Cư\n trú ", "text": "Công dân có quyền tự do cư trú."},
    {"id": "3", "title": "", "text": "Nền tảng tư tưởng của Đảng. " * 30},
]
QUESTIONS = [
    {"id": "1", "text": "thanh niên là công dân bao nhiêu tuổi"},
    {"id": "2", "text": "nền tảng tư tưởng"},
    {"id": "3", "text": "!"},
]
ANSWERS = "query-id\tcorpus-id\tscore\n1\tL1/2020+3\t1\n2\t3\t1\n3\t3\t1\n"


def write_articles(folder: Path) -> Path:
    """Write the articles, packed, with their questions into `folder`, and return it."""
    folder.mkdir(parents=True)
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in ARTICLES)
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    (folder / "qrels.tsv").write_text(ANSWERS, encoding="utf-8")
    return folder
