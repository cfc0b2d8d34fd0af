"""The command `review`: what it prints and writes, how it ends, and what it says of input that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.cli import cli
from indexer.errors import EmptyTextError
from indexer.errors import SecretTextError
from indexer.errors import TextTooLongError
from indexer.errors import UnreadableTextError
from tests.conftest import CORPUS

PLAN = CORPUS / "originals" / "ke-hoach-2022.txt"
RIGHT = "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị."


def run(data: Path, *arguments: str | Path, stdin: bytes | None = None) -> Result:
    environment = {"CANCU_CORPUS": None, "CANCU_DATA": str(data)}
    return CliRunner().invoke(
        cli, ["review", *map(str, arguments)], env=environment, input=stdin, standalone_mode=False
    )


def test_the_plan_for_people(library_data: Path) -> None:
    result = run(library_data, PLAN)
    assert result.return_value == 1
    assert "Xét tại ngày 20/01/2022 (ngày của dự thảo)" in result.stdout
    assert "NÊN SỬA" in result.stdout
    assert "Sửa thành:    04-NQ/TU" in result.stdout
    assert "CĂN CỨ (43)" in result.stdout


def test_the_plan_as_json(library_data: Path) -> None:
    answer = json.loads(run(library_data, PLAN, "--json", "--as-of", "01/12/2026").stdout)
    assert answer.keys() == {"counts", "header", "day", "day_from", "today", "bases", "findings", "groups"}
    assert (answer["day"], answer["day_from"], answer["counts"]["sai"]) == ("2026-12-01", "as_of", 0)
    assert {"code", "severity", "certainty", "subject", "written", "message", "action", "places", "source", "correction",
            "document", "others"} == answer["findings"][0].keys()  # fmt: skip
    assert "organ-ended" in {finding["code"] for finding in answer["findings"]}


def test_nothing_to_say_ends_well(library_data: Path) -> None:
    result = run(library_data, "-", "--as-of", "2020-01-01", stdin=RIGHT.encode())
    assert (result.return_value, result.exception) == (0, None)
    assert "0 nhận xét" in result.stdout


@pytest.mark.parametrize(("form", "start"), [("markdown", b"# R"), ("csv", b"\xef\xbb\xbfR"), ("xlsx", b"PK")])
def test_files(library_data: Path, tmp_path: Path, form: str, start: bytes) -> None:
    target = tmp_path / "ket-qua"
    assert run(library_data, PLAN, "--format", form, "--output", target).return_value == 1
    assert target.read_bytes().startswith(start)


def test_a_file_on_standard_output(library_data: Path) -> None:
    assert run(library_data, PLAN, "--format", "xlsx").stdout_bytes.startswith(b"PK")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyTextError),
        (b" \n\n ", EmptyTextError),
        ("TỐI MẬT\n\nKẾ HOẠCH".encode(), SecretTextError),
        (b"\xff\xfeK\x00", UnreadableTextError),
        (b"PK\x03\x04\x00\x00", UnreadableTextError),
    ],
)
def test_input_that_is_no_draft_gets_one_sentence(library_data: Path, content: bytes, error: type[Exception]) -> None:
    result = run(library_data, "-", stdin=content)
    assert isinstance(result.exception, error)
    assert "\n" not in str(result.exception)


def test_a_huge_file_is_refused(library_data: Path, tmp_path: Path) -> None:
    huge = tmp_path / "lon.txt"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    assert isinstance(run(library_data, huge).exception, TextTooLongError)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("mixed line ends", lambda text: text.replace("\n", "\r\n", 30).replace("\n", "\r", 5)),
        ("right to left marks", lambda text: text.replace("Quy định", "\u200fQuy định\u202c")),
        ("one line", lambda text: " ".join(text.split())),
        ("a byte order mark", lambda text: "\ufeff" + text),
    ],
)
def test_odd_text_gets_a_result(library_data: Path, tmp_path: Path, name: str, change) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "du-thao.txt"
    file.write_bytes(change(PLAN.read_text(encoding="utf-8")).encode())
    answer = json.loads(run(library_data, file, "--json").stdout)
    assert "number-spelling" in {finding["code"] for finding in answer["findings"]}, name
