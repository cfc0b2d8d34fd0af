"""`cancu compare`: two documents as people, programs and offices want them."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.build import build
from indexer.cli import cli
from tests.compare_library import EMPTY
from tests.compare_library import NEW_PLAN
from tests.compare_library import OLD_PLAN
from tests.compare_library import write_compared


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    build(write_compared(folder / "corpus"), folder / "var")
    return folder / "var"


def compare(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["compare", "--data", str(data), *arguments])


def test_for_people_words_are_marked_in_brackets(data: Path) -> None:
    result = compare(data, "5-QĐ/TW", "6-QĐ/TW")
    assert result.exit_code == 0
    assert "1 mới, 3 sửa đổi, 4 giữ nguyên; trong đó 1 chuyển chỗ, 3 đổi số thứ tự" in result.output
    assert "không quá [-02-] phó giám đốc" in result.output
    assert "không quá {+03+} phó giám đốc" in result.output
    assert "Điều 3: giữ nguyên; trước là Điều 2" in result.output


def test_bases_of_plans(data: Path) -> None:
    output = " ".join(compare(data, OLD_PLAN, NEW_PLAN).output.split())
    assert (
        "đã thay: Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương → Quy định số 100-QĐ/TW" in output
    )
    assert "cả hai: Chỉ thị số 20-CT/TW ngày 18/01/2018 của Ban Bí thư NỘI DUNG" in output


def test_for_programs(data: Path) -> None:
    answer = json.loads(compare(data, "ke-hoach-cu", NEW_PLAN, "--json").output)
    assert set(answer) == {"identical", "counts", "old", "new", "division", "parts", "frame", "bases"}
    assert answer["counts"] == {
        "same": 5, "updated": 1, "changed": 3, "new": 1, "gone": 2, "moved": 2, "renumbered": 2, "coarse": 0,
    }  # fmt: skip
    assert answer["parts"][0]["old"]["runs"][1] == {"kind": "gone", "text": "37-QĐ/TW", "reason": None}
    assert answer["bases"]["documents"][0]["state"] == "replaced"


def test_a_file_for_the_office(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "so-sanh.docx"
    result = compare(data, "5-QĐ/TW", "6-QĐ/TW", "--output", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(docx.Document(str(target)).tables) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((OLD_PLAN, "ke-hoach-cu"), "hãy chọn hai văn bản khác nhau"),
        ((OLD_PLAN, EMPTY), "chỉ so sánh được hai văn bản có toàn văn"),
        (("khong-co", NEW_PLAN), "Không có văn bản “khong-co” trong kho"),
        ((OLD_PLAN,), "VĂN_BẢN_SAU"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(data: Path, arguments: tuple[str, ...], message: str) -> None:
    result = compare(data, *arguments)
    assert result.exit_code == 2
    assert message in result.output
