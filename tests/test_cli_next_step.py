"""A failure says what to do next: what was typed, what is said of it, and how the program ends."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result

from webapp import commands

PROGRAM = [sys.executable, "-c", "from webapp.commands import main; main()"]
NQ35 = "nghi-quyet-35-bo-chinh-tri-2018"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and devices of Unix")


def run(*arguments: str, data: Path | None = None) -> Result:
    environment = {"CANCU_CORPUS": None, "CANCU_DATA": str(data) if data else None}
    return CliRunner().invoke(commands.cli, list(arguments), env=environment)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# The command line itself


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serch", "x"], "Không có lệnh “serch” (có phải là “cancu search”?): xem “cancu --help”."),
        (["Show", "x"], "Không có lệnh “Show” (có phải là “cancu show”?): xem “cancu --help”."),
        # no command at all: most likely what is looked for
        (["nq35"], "Không có lệnh “nq35”: muốn tìm trong kho thì gõ “cancu search”, các lệnh ở “cancu --help”."),
        (["user", "ad"], "Không có lệnh “ad” (có phải là “cancu user add”?): xem “cancu user --help”."),
        (["user"], "Thiếu lệnh, một trong: add, disable, list, password; xem “cancu user --help”."),
        (
            ["search", "x", "--limt", "3"],
            "Không có tùy chọn “--limt” (có phải là “--limit”?): xem “cancu search --help”.",
        ),
        (["search", "x", "--qwerty"], "Không có tùy chọn “--qwerty”: xem “cancu search --help”."),
        # a question without quotes; what was typed is not shown again, since it may be a password
        (
            ["search", "nghị", "quyết", "35"],
            (
                "Dùng chưa đúng, thừa 2 tham số (tên hay câu hỏi có dấu cách thì đặt trong dấu ngoặc kép): "
                "xem “cancu search --help”."
            ),
        ),
        (["review"], "Thiếu TỆP: xem “cancu review --help”."),
        (
            ["completion", "tcsh"],
            "Giá trị của tham số không hợp lệ (cần một trong: bash, zsh, fish, powershell): xem “cancu completion --help”.",
        ),
        (["search", "x\0y"], "Tham số có ký tự không dùng được (NUL, nửa ký tự): hãy gõ lại."),
    ],
)
def test_wrong_use(arguments: list[str], said: str, nowhere: Path) -> None:
    shown = run(*arguments)
    assert (shown.exit_code, shown.stdout, shown.stderr) == (2, "", f"{said}\n")


def test_no_library_says_where_it_was_looked_for(nowhere: Path) -> None:
    shown = run("build")
    assert shown.exit_code == 2
    assert shown.stderr == (
        f"Không thấy kho văn bản (đã tìm ở {nowhere / 'corpus'}): hãy chỉ đúng kho bằng --corpus, "
        "hoặc tạo kho bằng “cancu init”.\n"
    )


def test_no_index_yet(nowhere: Path) -> None:
    (nowhere / "corpus").mkdir()
    shown = run("search", "x")
    assert (shown.exit_code, shown.stderr) == (2, f"Chưa có chỉ mục ở {nowhere / 'var'}: hãy chạy “cancu build”.\n")


# Names that there are not


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["show", "36-NQ/TW"],
            1,
            ("Không có văn bản “36-NQ/TW” trong kho. Có phải cần tìm: 37-NQ/TW, 35-NQ/TW? "
            "Tìm theo từ ngữ: “cancu search 36-NQ/TW”."),
        ),
        # nothing is near
        (["show", "8888/2020/QH99"], 1, "Không có văn bản “8888/2020/QH99” trong kho. Tìm theo từ ngữ: “cancu search 8888/2020/QH99”."),
        (["show", "học tập"], 1, "Không có văn bản “học tập” trong kho. Tìm theo từ ngữ: “cancu search \"học tập\"”."),
        # what a shell would read as more than words is not put into a command to copy
        (["show", "$(rm x)"], 1, "Không có văn bản “$(rm x)” trong kho. Tìm theo từ ngữ: “cancu search”."),
        (["tasks", "khong-co"], 2, f"Không có kế hoạch “khong-co” trong kho. Có phải cần tìm: {PLAN}? Tìm theo từ ngữ: “cancu search khong-co”."),
        # a document, but no plan
        (["tasks", NQ35], 2, f"Không có kế hoạch “{NQ35}” trong kho. Có phải cần tìm: {PLAN}? Tìm theo từ ngữ: “cancu search {NQ35}”."),
        (["topics", "lịch sử"], 1, "Không có chủ đề hay chương trình bồi dưỡng “lịch sử”: xem danh sách ở trang chủ đề. Có phải cần tìm: lich-su-dang? Danh sách: “cancu topics”."),
    ],
)  # fmt: skip
def test_a_name_that_there_is_not(arguments: list[str], code: int, said: str, library_data: Path) -> None:
    shown = run(*arguments, data=library_data)
    assert (shown.exit_code, shown.stdout, shown.stderr) == (code, "", f"{said}\n")


def test_the_nearest_id(library_data: Path) -> None:
    shown = run("compare", NQ35.replace("2018", "2017"), PLAN, data=library_data)
    assert shown.exit_code == 2
    assert f"Có phải cần tìm: {NQ35}" in shown.stderr


def test_an_office_file_where_text_is_read(nowhere: Path) -> None:
    (nowhere / "a.docx").write_bytes(b"PK\x03\x04\xff\xfe")
    shown = run("cite", "a.docx")
    assert shown.exit_code == 2
    assert shown.stderr.endswith("rồi chạy lại. Với tệp Word, PDF: “cancu convert TỆP | cancu cite -”.\n")


def test_an_engine_that_is_not_installed(small_corpus: Path, tmp_path: Path) -> None:
    code = "import sys; sys.modules['tantivy'] = None; from webapp.commands import main; main()"
    options = ["build", "--engine", "tantivy", "--corpus", str(small_corpus), "--data", str(tmp_path / "var")]
    done = subprocess.run([sys.executable, "-c", code, *options], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install '.[tantivy]'" in done.stderr


# The machine


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_for_reading_only(small_corpus: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    shown = run("build", "--corpus", str(small_corpus), "--data", str(closed / "var"))
    assert shown.exit_code == 2
    assert shown.stderr.endswith("(không có quyền truy cập): hãy chỉ một thư mục ghi được bằng --data.\n")


def test_a_folder_under_a_file(small_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    shown = run("build", "--corpus", str(small_corpus), "--data", str(tmp_path / "file" / "var"))
    assert shown.exit_code == 2
    assert shown.stderr.endswith(": hãy chỉ một thư mục ghi được bằng --data.\n")


def test_a_port_that_is_taken(small_corpus: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        options = ["--corpus", str(small_corpus), "--data", str(tmp_path / "var"), "--port", port, "--fixed-port"]
        shown = run("serve", *options)
    assert shown.exit_code == 2
    assert (
        shown.stderr == f"Cổng {port} trên 127.0.0.1 đang có chương trình khác dùng: xin chọn cổng khác bằng --port.\n"
    )


@UNIX
def test_ctrl_c(tmp_path: Path) -> None:
    """While it waits for a text: 130, as shells expect, and one sentence."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([*PROGRAM, "cite", str(pipe)], stderr=subprocess.PIPE, text=True) as running:
        writer = pipe.open("wb")
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
        writer.close()
    assert (running.returncode, said.strip()) == (130, "Đã dừng theo yêu cầu.")


@UNIX
@pytest.mark.parametrize(
    "arguments", [["tasks"], ["tasks", "--json"], ["search", "Đảng", "--limit", "100"], ["--help"]]
)
def test_a_reader_that_has_gone(arguments: list[str], library_data: Path) -> None:
    """`cancu tasks | head -1`: 141, which is neither "nothing found" nor wrong use, and not a word."""
    read, write = os.pipe()
    os.close(read)
    environment = {**os.environ, "CANCU_DATA": str(library_data)}
    done = subprocess.run([*PROGRAM, *arguments], stdout=write, stderr=subprocess.PIPE, check=False, env=environment)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@UNIX
def test_a_full_disk(library_data: Path) -> None:
    environment = {**os.environ, "CANCU_DATA": str(library_data)}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PROGRAM, "tasks"], stdout=full, stderr=subprocess.PIPE, check=False, env=environment)
    assert (done.returncode, done.stderr.decode()) == (2, "Hệ thống không cho đọc hoặc ghi: ổ đĩa đã đầy.\n")


def test_a_flaw_of_the_program_itself(monkeypatch: pytest.MonkeyPatch, nowhere: Path) -> None:
    """One sentence without the text that was at work, 70; with CANCU_TRACEBACK the place."""

    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("the text of a draft")

    monkeypatch.setattr(shutil, "get_terminal_size", broken)
    (nowhere / "vb.txt").write_text("Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018.", encoding="utf-8")
    shown = run("cite", "vb.txt")
    assert shown.exit_code == 70
    assert shown.stderr.startswith("Chương trình gặp lỗi ngoài dự kiến (ZeroDivisionError)")
    assert "draft" not in shown.stderr
    monkeypatch.setenv("CANCU_TRACEBACK", "1")
    assert isinstance(run("cite", "vb.txt").exception, ZeroDivisionError)
