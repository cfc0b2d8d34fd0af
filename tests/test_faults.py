"""What is damaged, full or killed: noticed, said, built again; no traceback to a visitor, nothing lost of the corpus."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from benchmarks.trouble import hostile
from benchmarks.trouble import many
from benchmarks.trouble import running
from benchmarks.trouble import switching
from indexer.build import IndexCheck
from indexer.build import build
from indexer.errors import DataFolderError
from tests.small_library import HELD
from tests.small_library import PLAN
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.settings import Settings

ADDRESSES = (
    "/",
    "/tim?q=tuy%C3%AAn+truy%E1%BB%81n",
    f"/van-ban/{HELD}",
    f"/ke-hoach/{PLAN}",
    "/so/35-nq-tw",
    "/kiem-tra",
)

Harm = Callable[[Path], object]


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(0, len(data), 97):
        data[place] ^= 0x5A
    _anew(path, bytes(data))


def truncated(path: Path) -> None:
    _anew(path, path.read_bytes()[: path.stat().st_size // 2])


def removed(path: Path) -> None:
    path.unlink()


def unreadable(path: Path) -> None:
    path.unlink()
    path.mkdir()  # what no right of the superuser makes readable


def emptied(path: Path) -> None:
    _anew(path, b"")


def _anew(path: Path, data: bytes) -> None:
    # As a disk or a copying program does it: another file of the same name.
    path.unlink()
    path.write_bytes(data)


HARMS = (truncated, *(pytest.param(harm, marks=pytest.mark.long) for harm in (damaged, removed, unreadable, emptied)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    write_corpus(folder / "corpus", SMALL)
    build(folder / "corpus", folder / "var")
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "library"))


def files(data: Path) -> list[Path]:
    """Every file of the current generation, and the pointer."""
    name = (data / "current").read_text(encoding="ascii").strip()
    found = [
        path for path in (data / "generations" / name).rglob("*") if path.is_file() and "lock" not in path.name.lower()
    ]
    return [data / "current", *sorted(found)]


def looks(client: FlaskClient) -> set[int]:
    """The statuses of some pages; nothing of the machine stands on them."""
    statuses = set()
    for address in ADDRESSES:
        answer = client.get(address)
        statuses.add(answer.status_code)
        for inside in ("Traceback", "sqlite", "whoosh", "generations", "/tmp", ".py"):
            assert inside not in answer.text, (address, inside)
    return statuses


@pytest.mark.parametrize("harm", HARMS)
def test_a_harmed_file_is_noticed_said_and_built_again(folder: Path, tmp_path: Path, harm: Harm) -> None:
    for number in range(len(files(folder / "var"))):
        place = Path(shutil.copytree(folder, tmp_path / str(number)))
        corpus, data = place / "corpus", place / "var"
        open_before = create_app(Settings(data)).test_client()
        assert looks(open_before) == {200}
        path = files(data)[number]
        check = IndexCheck(data)
        assert check.is_whole()
        harm(path)
        named = path.name
        if named != "sources.json":  # says what a build may leave out, and nothing to a reader
            assert not check.is_whole(), named
        assert looks(open_before) <= {200, 503}, named
        fresh = create_app(Settings(data)).test_client()
        assert looks(fresh) <= {200, 503}, named
        if path.is_dir() and path.name == "current":  # a folder there is nobody's to remove: it is said
            with pytest.raises(DataFolderError):
                build(corpus, data)
            continue
        build(corpus, data)
        assert IndexCheck(data).is_whole()
        assert looks(fresh) == {200}, named
        assert looks(create_app(Settings(data)).test_client()) == {200}, named
        shutil.rmtree(place)


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_server_builds_a_harmed_index_again_by_itself(folder: Path) -> None:
    log = folder / "log"
    with running.served(folder / "corpus", folder / "var", log=log) as (port, _pid):
        assert hostile.honest(port, 3) == 0
        for harm in (damaged, removed):
            catalogue = next(path for path in files(folder / "var") if path.name.startswith("catalogue"))
            harm(catalogue)
            until = time.monotonic() + 60
            while not IndexCheck(folder / "var").is_whole() and time.monotonic() < until:
                time.sleep(0.2)
            assert hostile.honest(port, 3) == 0
    said = log.read_text(encoding="utf-8")
    assert said.count("Chỉ mục bị xóa hoặc bị hỏng") == 2
    assert "Traceback" not in said


CUT = """
import os, sys
from pathlib import Path
from indexer.kb import KnowledgeBase

kb, words = KnowledgeBase.open(Path(sys.argv[1])), ("tuyên truyền", "bảo vệ nền tảng tư tưởng", "nghị quyết")
before = [[hit.document.id for hit in kb.search(text).hits] for text in words[:1]]
for path in Path(sys.argv[1]).rglob("*.seg"):
    os.truncate(path, int(sys.argv[2]))
after = [[hit.document.id for hit in kb.search(text).hits] for text in words]
assert before[0] and after[:1] == before, (before, after)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a file that is read cannot be cut there")
@pytest.mark.parametrize("left", ["0", "100"])
def test_an_index_file_cut_in_place_goes_on_being_read(folder: Path, left: str) -> None:
    # In a process of its own: where the file is mapped into memory, the system ends it.
    check = IndexCheck(folder / "var")
    assert check.is_whole()
    command = (sys.executable, "-c", CUT, str(folder / "var"), left)
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert not check.is_whole()


# A full disk


def fill(disk: Path, left: int = 0) -> None:
    """Fill a disk up to `left` bytes."""
    with suppress(OSError), (disk / "day").open("wb", buffering=0) as file:
        while file.write(b"\0" * 4096):
            pass
    if left:
        os.truncate(disk / "day", max((disk / "day").stat().st_size - left, 0))


def cancu(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "webapp.commands", *map(str, arguments))
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("left", [0, 8_192, 40_960, 81_920, 163_840])
def test_a_build_on_a_full_disk(whole: Path, full: Callable[[int], Path], left: int) -> None:
    disk = full(2048)
    corpus, data = disk / "corpus", disk / "var"
    shutil.copytree(whole / "corpus", corpus)
    build(corpus, data)
    client = create_app(Settings(data)).test_client()
    before, pointer = contents(corpus), (data / "current").read_text(encoding="ascii")
    fill(disk, left)
    (corpus / "plans" / f"{PLAN}.md").touch()
    done = cancu("build", "--corpus", corpus, "--data", data, "--full")
    if done.returncode == 0:  # there was room enough
        return
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "ổ đĩa đã đầy" in done.stderr
    assert (data / "current").read_text(encoding="ascii") == pointer
    assert looks(client) == looks(create_app(Settings(data)).test_client()) == {200}
    assert contents(corpus) == before
    (disk / "day").unlink()
    assert cancu("build", "--corpus", corpus, "--data", data, "--full").returncode == 0


@pytest.mark.parametrize("left", [0, 4096, 12_288])
def test_an_import_on_a_full_disk(whole: Path, tmp_path: Path, full: Callable[[int], Path], left: int) -> None:
    disk = full(1024)
    corpus = disk / "corpus"
    shutil.copytree(whole / "corpus", corpus)
    rule = tmp_path / "quy-dinh.txt"
    lines = "\n\n".join(f"Điều {number}. Nội dung của điều này dài như một câu." for number in range(1, 200))
    rule.write_text(
        f"Số 38-QĐ/TW\nHà Nội, ngày 25 tháng 10 năm 2012\n\nQUY ĐỊNH\nvề việc thử\n\n{lines}\n", encoding="utf-8"
    )
    before = contents(corpus)
    fill(disk, left)
    done = cancu("import", rule, "--corpus", corpus)
    after = contents(corpus)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr + done.stdout
    assert "ổ đĩa đã đầy" in done.stderr
    new = after.keys() - before.keys()
    # An original that no document names is taken over by the next import of the same file; nothing else is left.
    assert {path.partition("/")[0] for path in new} <= {"originals"}
    assert {path: after[path] for path in before} == before
    (disk / "day").unlink()
    assert cancu("import", rule, "--corpus", corpus).returncode == 0
    assert cancu("import", rule, "--corpus", corpus, "--json").stdout.count('"known"') == 1


def test_a_backup_on_a_full_disk(whole: Path, full: Callable[[int], Path]) -> None:
    disk = full(64)
    fill(disk)
    done = cancu("backup", disk / "kho.zip", "--corpus", whole / "corpus", "--state", whole / "state")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "ổ đĩa đã đầy" in done.stderr
    assert [path.name for path in disk.iterdir()] == ["day"]


# Killed


def errors(corpus: Path) -> list[str]:
    """The errors that `cancu check` finds; the small library has one of its own."""
    found = json.loads(cancu("check", "--corpus", corpus, "--json").stdout)["problems"]
    return [f"{problem['path']} {problem['code']}" for problem in found if problem["severity"] == "error"]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed in the same way")
def test_builds_that_are_killed_cost_nobody_an_answer(tmp_path: Path) -> None:
    found = switching.kills(tmp_path, 100, random.Random(7))
    assert found.seen.failed == []
    assert found.seen.wrong == []
    assert found.leftovers == ()
    assert found.died > 30
    assert found.seen.answers > 100


# Many and hostile


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_many_requests_leave_nothing_behind(library_data: Path) -> None:
    found = many.mixed(Path("corpus").resolve(), library_data, 20_000)
    assert found.failed == 0
    assert found.files[1] <= found.files[0]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="a process there has fewer connections")
def test_hostile_clients_shut_nobody_out(library_data: Path) -> None:
    failed, got = hostile.hostile(Path("corpus").resolve(), library_data)
    assert failed == 0
    assert got["slow: 408"] == 200
    # What is still coming in when the server hangs up can take the answer with it.
    assert got.keys() - {"slow: 408"} <= {
        f"{kind}: {status}" for kind in ("length", "chunked") for status in ("413", "cut")
    }
