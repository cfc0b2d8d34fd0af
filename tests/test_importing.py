"""Files into a library: what is understood, where it goes, what is refused; nothing twice, nothing half."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from indexer.cli import cli
from indexer.errors.importing import ChangedMeanwhileError
from indexer.importing import Drafter
from indexer.importing import Wishes
from indexer.importing import keep
from indexer.importing.body import corpus_body
from indexer.model import Document
from indexer.model import Standing
from indexer.reading import read_outline
from indexer.state import corpus_held
from indexer.store import check_corpus
from indexer.store import content_hash
from indexer.store import load_corpus
from indexer.vocabulary import program_vocabulary
from tests.small_library import HELD
from tests.small_library import NEWEST
from tests.small_library import REPLACED

VOCABULARY = program_vocabulary()

RULE = """\
BAN CHẤP HÀNH TRUNG ƯƠNG          ĐẢNG CỘNG SẢN VIỆT NAM
*
Số 37-QĐ/TW          Hà Nội, ngày 25 tháng 10 năm 2011

QUY ĐỊNH
về những điều đảng viên không được làm

Căn cứ Điều lệ Đảng;

Điều 1. Nói, viết, làm trái Cương lĩnh chính trị.

Điều 2. Vi phạm nguyên tắc tổ chức của Đảng.
"""


def imported(corpus: Path, *arguments: str | Path, exit_code: int = 0) -> list[dict[str, Any]]:
    shown = CliRunner().invoke(cli, ["import", *map(str, arguments), "--corpus", str(corpus), "--json"])
    assert shown.exit_code == exit_code, shown.output
    files: list[dict[str, Any]] = json.loads(shown.stdout)["files"]
    return files


def document(corpus: Path, name: str) -> Document:
    loaded = load_corpus(corpus)
    assert [str(problem) for problem in check_corpus(loaded) if problem.document == name] == []
    return loaded.documents[name]


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def plan_file(folder: Path) -> Path:
    """A plan as Word makes it, its numbers typed."""
    made = docx.Document()
    for line in (
        "ĐẢNG BỘ THÀNH PHỐ HÀ NỘI",
        "THÀNH ỦY HÀ NỘI",
        "*",
        "Số 77-KH/TU",
        "Hà Nội, ngày 05 tháng 3 năm 2022",
        "KẾ HOẠCH",
        "học tập nghị quyết năm 2022",
        "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị, Thành ủy xây dựng kế hoạch như sau:",
        "I. MỤC ĐÍCH",
        "1. Nâng cao nhận thức",
        "- Tuyên truyền Quy định số 37-QĐ/TW ngày 25/10/2011 của Ban Chấp hành Trung ương.",
        "- Quán triệt Chỉ thị số 99-CT/TW ngày 01/02/2020 của Ban Bí thư.",
        "II. TỔ CHỨC THỰC HIỆN",
        "Các cấp ủy triển khai./.",
        "Nơi nhận:",
        "- Lưu VPTU.",
        "T/M BAN THƯỜNG VỤ",
        "Nguyễn Văn A",
    ):
        made.add_paragraph(line)
    path = folder / "ke hoach.docx"
    made.save(str(path))
    return path


def test_a_plan(small_corpus: Path, tmp_path: Path) -> None:
    (done,) = imported(small_corpus, plan_file(tmp_path))
    assert (done["outcome"], done["document"]) == ("new", "ke-hoach-77-thanh-uy-ha-noi-2022")
    assert done["path"] == "plans/ke-hoach-77-thanh-uy-ha-noi-2022.md"
    assert (done["tasks"], done["citations"], done["unresolved"]) == (5, 3, 1)
    plan = document(small_corpus, done["document"])
    assert (plan.kind.value, plan.number, plan.issued.value) == ("ke-hoach", "77-KH/TU", "2022-03-05")
    assert (plan.issuer.value, plan.title.value) == ("thanh-uy-ha-noi", "học tập nghị quyết năm 2022")
    assert plan.signer.value == "Nguyễn Văn A"
    assert "\n\n## I. MỤC ĐÍCH\n\n### 1. Nâng cao nhận thức\n\n- Tuyên truyền" in plan.body
    assert plan.original == "ke-hoach-77-thanh-uy-ha-noi-2022.docx"
    assert plan.original_sha256 == content_hash((tmp_path / "ke hoach.docx").read_bytes())


def test_the_text_of_a_document_that_was_cited_but_not_held(small_corpus: Path, tmp_path: Path) -> None:
    (done,) = imported(small_corpus, file(tmp_path, "x.txt", RULE))
    assert (done["outcome"], done["document"]) == ("filled", REPLACED)
    filled = document(small_corpus, REPLACED)
    assert filled.held
    assert filled.title.readings[0].value == "Những điều đảng viên không được làm"  # what was known stays first
    assert "Điều 1. Nói, viết" in filled.body


def test_relations_of_a_filled_document_stay(small_corpus: Path, tmp_path: Path) -> None:
    text = RULE.replace("37-QĐ/TW", "207-QĐ/TW").replace("25 tháng 10 năm 2011", "26 tháng 7 năm 2026")
    before = load_corpus(small_corpus).documents[NEWEST]
    (done,) = imported(small_corpus, file(tmp_path, "x.txt", text))
    after = load_corpus(small_corpus).documents[NEWEST]
    assert (done["document"], after.relations, after.held) == (NEWEST, before.relations, True)


def test_a_namesake_of_another_day_is_a_document_of_its_own(small_corpus: Path, tmp_path: Path) -> None:
    text = RULE.replace("25 tháng 10 năm 2011", "25 tháng 10 năm 2021")
    (done,) = imported(small_corpus, file(tmp_path, "x.txt", text))
    assert (done["outcome"], done["document"]) == ("new", "quy-dinh-37-ban-chap-hanh-trung-uong-2021")
    assert "namesake" in [note["code"] for note in done["notes"]]
    assert not load_corpus(small_corpus).documents[REPLACED].held


def test_the_same_file_twice_under_another_name(small_corpus: Path, tmp_path: Path) -> None:
    first, second = file(tmp_path, "a.txt", RULE), file(tmp_path, "b.txt", RULE)
    assert [done["outcome"] for done in imported(small_corpus, first, second)] == ["filled", "known"]
    assert [done["outcome"] for done in imported(small_corpus, second)] == ["known"]
    assert (small_corpus / "originals" / f"{REPLACED}.txt").exists()
    assert not (small_corpus / "originals" / f"{REPLACED}-2.txt").exists()


def test_a_text_that_is_held_gives_way_only_where_asked(small_corpus: Path, tmp_path: Path) -> None:
    text = file(tmp_path, "x.txt", RULE.replace("37-QĐ/TW", "35-NQ/TW").replace("QUY ĐỊNH", "NGHỊ QUYẾT"))
    before = load_corpus(small_corpus).documents[HELD]
    (done,) = imported(small_corpus, text, "--into", HELD, exit_code=1)
    assert (done["outcome"], load_corpus(small_corpus).documents[HELD]) == ("held", before)
    (done,) = imported(small_corpus, text, "--into", HELD, "--replace")
    assert done["outcome"] == "replaced"
    assert "Điều 2." in load_corpus(small_corpus).documents[HELD].body


def test_a_number_in_the_files_name_is_a_suggestion(small_corpus: Path, tmp_path: Path) -> None:
    text = "QUY ĐỊNH\nvề thi hành Điều lệ Đảng\n\nĐiều 1. Phạm vi.\n"
    (done,) = imported(small_corpus, file(tmp_path, "24-QĐ-TW.txt", text))
    (number,) = [field for field in done["fields"] if field["field"] == "number"]
    assert (number["value"], number["certain"]) == ("24-QĐ/TW", False)
    assert "suggested-field" in [note["code"] for note in done["notes"]]


def test_what_a_person_says_outranks_the_text(small_corpus: Path, tmp_path: Path) -> None:
    text = file(tmp_path, "x.txt", "Một bài không tự ghi loại văn bản.\n")
    (done,) = imported(small_corpus, text, exit_code=1)
    assert (done["outcome"], "--kind" in done["reason"]) == ("undecided", True)
    (done,) = imported(small_corpus, text, "--kind", "huong-dan", "--number", "7 hd/btgtw", "--as", "directive")
    found = document(small_corpus, done["document"])
    assert (found.number, found.kind.readings[0].standing) == ("07-HD/BTGTW", Standing.STATED)


@pytest.mark.parametrize("option", [["--kind", "khong-co"], ["--number", "không phải số"], ["--into", "khong-co"]])
def test_wishes_that_cannot_be_followed(small_corpus: Path, tmp_path: Path, option: list[str]) -> None:
    text = file(tmp_path, "x.txt", RULE)
    shown = CliRunner().invoke(cli, ["import", str(text), *option, "--corpus", str(small_corpus)])
    assert shown.exit_code == 2
    assert shown.stderr.count("\n") == 1


@pytest.mark.parametrize("stamp", ["LƯU HÀNH NỘI BỘ", "(Lưu hành nội bộ)", "TÀI LIỆU HỘI NGHỊ", "* KHÔNG PHỔ BIẾN *"])
def test_a_stamp_that_limits_circulation(small_corpus: Path, tmp_path: Path, stamp: str) -> None:
    (done,) = imported(small_corpus, file(tmp_path, "x.txt", f"{stamp}\n{RULE}"))
    assert load_corpus(small_corpus).documents[done["document"]].circulation == "internal"


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secret_is_not_kept(small_corpus: Path, tmp_path: Path, stamp: str) -> None:
    before = everything(small_corpus)
    (done,) = imported(small_corpus, file(tmp_path, "x.txt", f"{stamp}\n{RULE}"), exit_code=1)
    assert (done["outcome"], everything(small_corpus)) == ("refused", before)


def test_a_text_about_secrets_is_kept(small_corpus: Path, tmp_path: Path) -> None:
    text = f"{RULE}\nĐiều 3. Tài liệu độ Mật, Tối mật, Tuyệt mật được bảo vệ theo Luật.\n"
    assert imported(small_corpus, file(tmp_path, "x.txt", text))[0]["outcome"] == "filled"


def test_a_dry_run_writes_nothing(small_corpus: Path, tmp_path: Path) -> None:
    before = everything(small_corpus)
    (done,) = imported(small_corpus, plan_file(tmp_path), "--dry-run")
    assert (done["outcome"], everything(small_corpus)) == ("new", before)


def test_folders_and_zip_files(small_corpus: Path, tmp_path: Path) -> None:
    file(tmp_path, "kho/a/1.txt", RULE)
    file(tmp_path, "kho/~$1.docx", "của Word")
    file(tmp_path, "kho/.an", "ẩn")
    with zipfile.ZipFile(tmp_path / "kho" / "b.zip", "w") as packed:
        packed.writestr("../../ngoai.txt", RULE.replace("37-QĐ/TW", "38-QĐ/TW"))
        packed.writestr("trong/hong.docx", b"PK\x03\x04")
        packed.writestr("trong/lai.zip", b"PK")
    done = {item["name"]: item["outcome"] for item in imported(small_corpus, tmp_path / "kho", exit_code=1)}
    assert done == {
        "b.zip/../../ngoai.txt": "new",
        "b.zip/trong/hong.docx": "refused",
        "b.zip/trong/lai.zip": "refused",
        "a/1.txt": "filled",
    }
    assert not (tmp_path.parent / "ngoai.txt").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hong.zip", b"khong phai zip"),
        ("rong.docx", b""),
        ("hinh.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("a" * 240 + ".txt", b"MZ\x00\x00"),
        ("<b>.txt", bytes(range(256))),
    ],
)
def test_what_cannot_be_read_is_told_and_leaves_nothing(
    small_corpus: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    before = everything(small_corpus)
    (tmp_path / name).write_bytes(content)
    (done,) = imported(small_corpus, tmp_path / name, exit_code=1)
    assert done["outcome"] == "refused"
    assert done["reason"]
    assert everything(small_corpus) == before


def test_no_file_at_all(small_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    shown = CliRunner().invoke(cli, ["import", str(tmp_path / "trong"), "--corpus", str(small_corpus)])
    assert (shown.exit_code, "Không thấy tệp nào" in shown.stderr) == (2, True)


def test_an_original_that_an_ended_import_left_is_taken_over(small_corpus: Path, tmp_path: Path) -> None:
    text = file(tmp_path, "x.txt", RULE)
    (small_corpus / "originals").mkdir(exist_ok=True)
    (small_corpus / "originals" / f"{REPLACED}.txt").write_bytes(text.read_bytes())
    imported(small_corpus, text)
    assert document(small_corpus, REPLACED).original == f"{REPLACED}.txt"
    assert not (small_corpus / "originals" / f"{REPLACED}-2.txt").exists()


def test_another_original_of_the_same_name_is_not_overwritten(small_corpus: Path, tmp_path: Path) -> None:
    (small_corpus / "originals").mkdir(exist_ok=True)
    (small_corpus / "originals" / f"{REPLACED}.txt").write_bytes("tệp khác".encode())
    imported(small_corpus, file(tmp_path, "x.txt", RULE))
    assert document(small_corpus, REPLACED).original == f"{REPLACED}-2.txt"


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        ("an editor has changed the record", RULE),
        ("another document has taken the place", RULE.replace("37-QĐ/TW", "77-QĐ/TW")),
    ],
)
def test_what_others_write_during_an_import_stays(small_corpus: Path, comment: str, text: str) -> None:
    drafter = Drafter(load_corpus(small_corpus))
    draft = drafter.draft(text, "x.txt", content_hash(text.encode()), Wishes())
    path = small_corpus / draft.document.path
    written = path.read_text(encoding="utf-8").replace("title: Những", "title: Mười") if path.exists() else "khác"
    path.write_text(written, encoding="utf-8")
    before = everything(small_corpus)
    with pytest.raises(ChangedMeanwhileError):
        keep(small_corpus, draft, text.encode(), drafter.vocabulary)
    assert everything(small_corpus) == before, comment


def test_what_a_killed_writer_left_goes_after_an_hour(small_corpus: Path, tmp_path: Path) -> None:
    old, fresh = (small_corpus / "plans" / name for name in (".a.new", ".b.new"))
    for path in (old, fresh):
        path.write_bytes(b"mot nua")
    os.utime(old, (0, 0))
    imported(small_corpus, file(tmp_path, "x.txt", RULE))
    assert (old.exists(), fresh.exists()) == (False, True)


def test_what_people_see(small_corpus: Path, tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["import", str(plan_file(tmp_path)), "--corpus", str(small_corpus)])
    assert "ke hoach.docx: văn bản mới" in shown.stdout
    assert "Ngày:" in shown.stdout
    assert "05/03/2022" in shown.stdout
    assert "5 mục, 3 chỗ viện dẫn (chưa có trong kho: 1)" in shown.stdout
    assert "cancu build" in shown.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_progress_on_a_terminal(small_corpus: Path, tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 (Windows has none)

    file(tmp_path, "kho/1.txt", RULE)
    with zipfile.ZipFile(tmp_path / "kho" / "2.zip", "w") as packed:
        packed.writestr("a.txt", RULE)
        packed.writestr("b.txt", RULE.replace("37-QĐ/TW", "38-QĐ/TW"))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from indexer.cli import cli; cli()", "import", str(tmp_path / "kho"), "--json"]
    started = subprocess.Popen([*command, "--corpus", str(small_corpus)], stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    printed, _ = started.communicate()
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "Đang nhập (2 trong 3 tệp) 66 %" in shown
    assert [done["outcome"] for done in json.loads(printed)["files"]] == ["filled", "known", "new"]


def test_an_import_waits_for_who_writes_already(
    small_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.state.locking._PATIENCE", 0.0)
    (tmp_path / "state").mkdir()
    before = everything(small_corpus)
    for command in (["import", str(file(tmp_path, "x.txt", RULE))], ["merge", HELD, NEWEST], ["check", "--fix"]):
        options = ["--corpus", str(small_corpus), "--state", str(tmp_path / "state")]
        with corpus_held(tmp_path / "state"):
            shown = CliRunner().invoke(cli, [*command, *options])
        assert (shown.exit_code, "Kho đang được ghi từ nơi khác" in shown.stderr) == (2, True)
    assert everything(small_corpus) == before


def test_rows_of_a_table_are_no_headings() -> None:
    rows = "| STT | Nội dung | Chủ trì |\n| --- | --- | --- |\n| 1 | Mở lớp | Trung tâm chính trị |"
    body = corpus_body(f"I. MỤC ĐÍCH\nA./.\nPHỤ LỤC 1\nPhân công\n{rows}", VOCABULARY)
    assert body == f"## I. MỤC ĐÍCH\n\nA./.\n\n## PHỤ LỤC 1\n\nPhân công\n\n{rows}"


lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@given(st.lists(lines | st.sampled_from(["I. MỤC ĐÍCH", "1. Nâng cao", "a) Một", "- Hai", "| a | b |", "Điều 5. Ba"])))
def test_a_body_holds_every_letter_of_the_text(paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    body = corpus_body(text, VOCABULARY)
    assert letters(body) == letters(text)


@given(st.lists(st.sampled_from(["I. MỤC ĐÍCH", "1. Nâng cao", "1.1. Một", "a) Hai", "- Ba", "Nội dung của mục này."])))
def test_a_body_reads_as_it_did_without_heading_marks(paragraphs: list[str]) -> None:
    body = corpus_body("\n".join(paragraphs), VOCABULARY)
    plain = "\n".join(line.lstrip("# ") for line in body.split("\n"))
    ids = [[task.id for task in read_outline(text, VOCABULARY).tasks] for text in (body, plain)]
    assert ids[0] == ids[1]


def letters(text: str) -> str:
    return "".join(text.replace("#", "").split())


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
