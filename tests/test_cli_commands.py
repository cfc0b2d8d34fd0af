"""The commands over the checkout's library: what they print, as text and as JSON, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.cli import cli
from tests.conftest import CORPUS
from tests.small_library import HELD

NQ35 = "nghi-quyet-35-bo-chinh-tri-2018"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


def run(*arguments: str | Path, data: Path | None = None, stdin: bytes | None = None) -> Result:
    environment = {"CANCU_CORPUS": None, "CANCU_DATA": str(data) if data else None}
    return CliRunner().invoke(cli, [str(item) for item in arguments], env=environment, input=stdin)


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# Search


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("35-NQ/TW", NQ35),
        ("nq35", NQ35),
        ("35 nq tw", NQ35),
        ("nghị quyết số 35", NQ35),
        ("nghi quyet 35 nq-tw", NQ35),
        ("35–NQ/TW", NQ35),
        ("QD 37", "quy-dinh-37-ban-chap-hanh-trung-uong-2021"),
    ],
)
def test_search_by_number(library_data: Path, query: str, document: str) -> None:
    found = answer(run("search", query, "--json", data=library_data))
    assert found["hits"][0]["document"] == document


def test_search_json_has_the_keys_of_the_contract(library_data: Path) -> None:
    found = answer(run("search", "nền tảng tư tưởng", "--limit", "3", "--json", data=library_data))
    assert {"query", "understood", "total", "total_is", "hits", "facets", "suggestion"} <= found.keys()
    assert len(found["hits"]) == 3
    keys = {"document", "passage", "number", "title", "kind", "issuer", "issued", "score", "snippet", "why"}
    assert keys <= found["hits"][0].keys()


def test_search_for_people(library_data: Path) -> None:
    shown = run("search", "nq35", data=library_data)
    assert shown.exit_code == 0
    assert " 1. Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị" in shown.stdout
    assert "đúng số và ký hiệu" in shown.stdout


def test_search_finds_nothing(library_data: Path) -> None:
    shown = run("search", "qwertyuiop", data=library_data)
    assert (shown.exit_code, shown.stdout) == (0, "Không tìm thấy văn bản nào.\n")


@pytest.mark.parametrize(
    ("options", "test"),
    [
        (["--kind", "quy-dinh"], lambda hit: hit["kind"] in {"quy-dinh", "quyet-dinh"}),
        (["--kind", "Kết luận"], lambda hit: hit["kind"] == "ket-luan"),
        (["--kind", "HD"], lambda hit: hit["kind"] == "huong-dan"),
        (["--organ", "bo-chinh-tri"], lambda hit: hit["issuer"] == "bo-chinh-tri"),
        (["--organ", "Bo Chinh tri"], lambda hit: hit["issuer"] == "bo-chinh-tri"),
        (["--from", "01/01/2025"], lambda hit: hit["issued"] >= "2025"),
        (["--to", "2018"], lambda hit: hit["issued"] <= "2018-12-31"),
        (["--from", "10/2021", "--to", "10/2021"], lambda hit: hit["issued"].startswith("2021-10")),
        (["--held"], lambda hit: hit["document"] == PLAN),
    ],
)
def test_search_narrowed(library_data: Path, options: list[str], test: Any) -> None:
    found = answer(run("search", "Đảng", "--limit", "100", *options, "--json", data=library_data))
    assert found["hits"]
    assert all(test(hit) for hit in found["hits"])


# Show and tasks


def test_show_a_number(library_data: Path) -> None:
    found = answer(run("show", "nq35", "--json", data=library_data))
    (document,) = found["documents"]
    assert document["summary"]["id"] == NQ35
    assert {"fields", "status", "relations", "inverse_relations", "cited_at"} <= document.keys()


def test_show_every_document_of_a_number(library_data: Path) -> None:
    found = answer(run("show", "208-QĐ/TW", "--json", data=library_data))
    assert [document["summary"]["issued"] for document in found["documents"]] == ["2026-07-26", "2019-11-08"]
    assert run("show", "208-QĐ/TW", data=library_data).stdout.startswith("2 văn bản mang số này")


def test_show_an_id(library_data: Path) -> None:
    shown = run("show", NQ35, data=library_data).stdout
    for line in (
        "Số và ký hiệu:",
        "Ngày ban hành:",
        "25/10/2018 (còn nghi ngờ",
        "Chưa ghi nhận văn bản thay thế (tra đến 23/11/2026)",
        "Được viện dẫn tại:",
        "mục II.3, gạch đầu dòng thứ ba",
    ):
        assert line in shown


def test_show_nothing(library_data: Path) -> None:
    shown = run("show", "99999-NQ/TW", data=library_data)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr == "Không có văn bản “99999-NQ/TW” trong kho. Tìm theo từ ngữ: “cancu search 99999-NQ/TW”.\n"
    found = run("show", "99999-NQ/TW", "--json", data=library_data)
    assert found.exit_code == 1
    assert json.loads(found.stdout)["documents"] == []


def test_tasks(library_data: Path) -> None:
    found = answer(run("tasks", "--json", data=library_data))
    assert found["plan"] == PLAN
    assert [task["id"] for task in found["tasks"]] == ["0", "I", "II", "III"]
    (link,) = found["tasks"][0]["links"]
    assert link["citation"]["canonical"] == "41-HD/BTGTU"
    assert link["document"]["id"] == "huong-dan-41-ban-tuyen-giao-thanh-uy-ha-noi-2021"
    shown = run("tasks", PLAN, data=library_data).stdout
    assert "II.4.1" in shown
    assert "sau đó có Quy định số 208-QĐ/TW" in shown


def test_tasks_of_no_plan(library_data: Path) -> None:
    for plan in ("khong-co", NQ35):
        shown = run("tasks", plan, data=library_data)
        assert (shown.exit_code, shown.stdout) == (2, "")
        assert len(shown.stderr.splitlines()) == 1


def test_show_tells_topics_with_the_words_that_suggest_them(library_data: Path) -> None:
    shown = run("show", "20-CT/TW", data=library_data).stdout
    assert "Lịch sử Đảng (gợi ý theo “lịch sử Đảng”)" in shown
    found = answer(run("show", NQ35, "--json", data=library_data))["documents"][0]["topics"]
    assert [mark["topic"]["id"] for mark in found] == ["bao-ve-nen-tang-tu-tuong"]


def test_topics(library_data: Path) -> None:
    listed = answer(run("topics", "--json", data=library_data))["topics"]
    assert listed[5]["topic"] == {"id": "lich-su-dang", "sort": "theme", "name": "Lịch sử Đảng"}
    assert "Lịch sử Đảng (lich-su-dang): 4 văn bản, 6 nhiệm vụ" in run("topics", data=library_data).stdout
    one = answer(run("topics", "lich-su-dang", "--json", data=library_data))
    assert one["documents"][-1]["document"]["number"] == "20-CT/TW"
    shown = " ".join(run("topics", "bao-ve-nen-tang-tu-tuong", data=library_data).stdout.split())
    assert "mục II.4.1, gạch đầu dòng thứ hai" in shown
    assert "yêu cầu đưa vào bài giảng" in shown
    nothing = run("topics", "khong-co", data=library_data)
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert nothing.stderr.startswith("Không có chủ đề hay chương trình bồi dưỡng “khong-co”")


# Any text


TEXT = "\ufeffCăn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị.\r\n\r\nI. MỤC ĐÍCH\r\n\r\n1. Học tập Quy định 377.\r\n"


@pytest.mark.parametrize("by_stdin", [True, False])
def test_cite_any_file(tmp_path: Path, by_stdin: bool) -> None:
    """Without any library; a BOM counts and line ends stay as they are."""
    file = tmp_path / "văn bản.txt"
    file.write_bytes(TEXT.encode())
    result = run("cite", "-", "--json", stdin=TEXT.encode()) if by_stdin else run("cite", file, "--json")
    first, *_ = answer(result)["citations"]
    assert TEXT[first["start"] : first["end"]] == first["text"] == "Nghị quyết số 35-NQ/TW"
    assert TEXT[first["number_start"] : first["number_end"]] == "35-NQ/TW"
    assert list(first) == [
        "start", "end", "text", "number_start", "number_end", "canonical", "form", "kind", "issued", "issuer", "term",
        "title", "role", "self", "nested", "inferred", "document", "candidates",
    ]  # fmt: skip
    assert (first["canonical"], first["issued"], first["issuer"]) == ("35-NQ/TW", "2018-10-22", "Bộ Chính trị")


def test_cite_with_a_library_names_documents(library_data: Path) -> None:
    first, *_ = answer(run("cite", "-", "--json", data=library_data, stdin=TEXT.encode()))["citations"]
    assert first["document"] == NQ35


def test_cite_for_people() -> None:
    shown = run("cite", "-", stdin=TEXT.encode()).stdout
    assert "    1  Nghị quyết số 35-NQ/TW" in shown
    assert shown.endswith("2 viện dẫn.\n")


def test_outline_any_file() -> None:
    found = answer(run("outline", "-", "--json", stdin=TEXT.encode()))
    assert list(found) == ["header", "tasks"]
    assert list(found["header"]) == [
        "kind", "number", "issuer", "place", "issued", "title", "signer", "position", "recipients",
    ]  # fmt: skip
    for task in found["tasks"]:
        assert TEXT[task["start"] : task["end"]] == task["text"]
        assert list(task) == [
            "id", "level", "marker", "heading", "text", "start", "end", "parent", "organs", "deadlines",
        ]  # fmt: skip
    assert [task["id"] for task in found["tasks"]][-2:] == ["I", "I.1"]
    shown = run("outline", "-", stdin=TEXT.encode()).stdout
    assert "I.1" in shown
    assert shown.endswith("\n2 mục và phần căn cứ.\n")


def test_outline_writes_dates_as_people_do() -> None:
    text = "Ba Đình, ngày 20 tháng 01 năm 2022\n\nKẾ HOẠCH\nThực hiện công tác lý luận chính trị\n\nI. MỤC ĐÍCH\n"
    assert "Ngày:         20/01/2022\n" in run("outline", "-", stdin=text.encode()).stdout


@pytest.mark.parametrize("command", ["cite", "outline"])
@pytest.mark.parametrize(
    "data",
    ["Nghị quyết".encode("utf-16"), "Nghị quyết".encode("utf-16-le"), b"Ngh\xe0 quy\xd5t", b"PK\x03\x04\x00\x00"],
)
def test_a_wrong_encoding_is_one_sentence(command: str, data: bytes) -> None:
    shown = run(command, "-", stdin=data)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "UTF-8" in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


# The library


def test_a_library_from_nothing(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    assert run("init", corpus).exit_code == 0
    built = answer(run("build", "--corpus", corpus, "--json"))
    assert built["built"]
    assert built["counts"]["documents"] == 0
    assert (tmp_path / "var" / "current").exists()
    assert answer(run("search", "gì đó", "--corpus", corpus, "--json"))["hits"] == []
    assert run("init", corpus).exit_code == 2


def test_build_for_people(small_corpus: Path) -> None:
    first = run("build", "--corpus", small_corpus)
    assert first.exit_code == 0
    assert first.stdout.startswith("Đã dựng chỉ mục (")
    assert "Văn bản trong kho:     5" in first.stdout
    assert run("build", "--corpus", small_corpus).stdout.startswith("Kho không đổi")
    assert run("build", "--full", "--corpus", small_corpus).stdout.startswith("Đã dựng chỉ mục (")


def test_check_of_the_sample_library() -> None:
    """What the plan leaves open is told, and is no finding."""
    found = answer(run("check", "--corpus", CORPUS, "--json"))
    assert found["problems"] == []
    assert {remark["code"] for remark in found["remarks"]} >= {"citation-unresolved"}


def test_check_names_file_and_line(small_corpus: Path) -> None:
    path = small_corpus / "directives" / "bo-chinh-tri" / f"{HELD}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("issued: 2018", "issued: 2018\nmàu: x"), encoding="utf-8")
    shown = run("check", "--corpus", small_corpus)
    assert shown.exit_code == 1
    assert f"directives/bo-chinh-tri/{HELD}.md:" in shown.stdout
    found = json.loads(run("check", "--corpus", small_corpus, "--json").stdout)
    assert all({"severity", "code", "message", "path", "line", "document"} == set(item) for item in found["problems"])


def test_check_fix_writes_the_canonical_form(small_corpus: Path) -> None:
    run("check", "--fix", "--corpus", small_corpus)
    again = json.loads(run("check", "--fix", "--corpus", small_corpus, "--json").stdout)
    assert again["fixed"] == []
    assert "not-canonical" not in {problem["code"] for problem in again["problems"]}
