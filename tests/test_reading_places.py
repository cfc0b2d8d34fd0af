"""Places as people say them."""

from __future__ import annotations

import pytest

from indexer.reading import place_name
from indexer.reading import read_outline
from indexer.vocabulary import program_vocabulary

TEXT = """\
Căn cứ Điều lệ Đảng.

II. NHIỆM VỤ

4. Giáo dục

4.1. Đào tạo

- Một:

+ Hai.

- Ba.

5. Tuyên truyền

a) Bốn

đ) Năm

- Sáu.

5. Lại năm
"""

ARTICLES = "Chương II\n\nQUY ĐỊNH\n\nĐiều 5. Một\n\n1. Hai\n\na) Ba\n"


@pytest.mark.parametrize(
    ("text", "task", "expected"),
    [
        (TEXT, "0", "phần căn cứ"),
        (TEXT, "II", "mục II"),
        (TEXT, "II.4", "mục II.4"),
        (TEXT, "II.4.1", "mục II.4.1"),
        (TEXT, "II.4.1-1", "mục II.4.1, gạch đầu dòng thứ nhất"),
        (TEXT, "II.4.1-1-1", "mục II.4.1, gạch đầu dòng thứ nhất, ý thứ nhất"),
        (TEXT, "II.4.1-2", "mục II.4.1, gạch đầu dòng thứ hai"),
        (TEXT, "II.5.a", "mục II.5, điểm a"),
        (TEXT, "II.5.dd-1", "mục II.5, điểm đ, gạch đầu dòng thứ nhất"),
        (TEXT, "II.5~2", "mục II.5 (lần thứ hai)"),
        (TEXT, "IX.9", "mục IX.9"),
        (ARTICLES, "II", "Chương II"),
        (ARTICLES, "II.5", "Điều 5"),
        (ARTICLES, "II.5.1", "khoản 1 Điều 5"),
        (ARTICLES, "II.5.1.a", "điểm a khoản 1 Điều 5"),
    ],
)
def test_place_name(text: str, task: str, expected: str) -> None:
    assert place_name(task, read_outline(text, program_vocabulary()).tasks) == expected


def test_ordinals() -> None:
    text = "1. A\n\n" + "- B.\n\n" * 25
    tasks = read_outline(text, program_vocabulary()).tasks
    said = [place_name(task.id, tasks).rpartition("thứ ")[2] for task in tasks if task.parent]
    assert said[:6] == ["nhất", "hai", "ba", "tư", "năm", "sáu"]
    assert said[9:15] == ["mười", "mười một", "mười hai", "mười ba", "mười bốn", "mười lăm"]
    assert said[19:25] == ["hai mươi", "hai mươi mốt", "hai mươi hai", "hai mươi ba", "hai mươi tư", "hai mươi lăm"]
