"""A full disk under the site: whoever edits or sends a file is told so and loses nothing; what is kept stays whole."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import threading
from collections.abc import Callable
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from indexer.accounts import Accounts
from indexer.accounts import passwords
from indexer.build import build
from indexer.editing import Editing
from indexer.errors import CorpusFolderError
from indexer.errors.accounts import StateFolderError
from indexer.library import Library
from indexer.state import State
from indexer.store import check_corpus
from indexer.store import fix_corpus
from indexer.store import load_corpus
from indexer.views.editing import DocumentEdit
from tests.small_library import HELD
from tests.small_library import PLAN
from tests.small_library import SMALL
from tests.small_library import write_corpus
from tests.test_faults import contents
from tests.test_faults import fill
from tests.test_webapp_editing import AN
from tests.test_webapp_editing import EDIT
from tests.test_webapp_editing import PASSWORD
from tests.test_webapp_editing import fields
from tests.test_webapp_editing import notices
from tests.test_webapp_editing import signed_in
from tests.test_webapp_turns import ask
from tests.test_webapp_turns import upload
from webapp.application import create_app
from webapp.ports import free_socket
from webapp.server import Server
from webapp.settings import ServerSettings
from webapp.settings import Settings

Mount = Callable[[int], Path]

SENTENCE = "Ổ đĩa của máy chủ đã đầy nên chưa ghi được"
RULE = "Số 38-QĐ/TW\nHà Nội, ngày 25 tháng 10 năm 2012\n\nQUY ĐỊNH\nvề việc thử\n\nMột câu của quy định.\n"
TYPED = "Tên do người biên tập gõ rất lâu"


class Site:
    """A small library with an editor; the folders named in `full` lie on a small disk."""

    def __init__(self, disk: Path, other: Path, full: str) -> None:
        self.disk = disk
        self.corpus, self.data, self.state = (
            (disk if name in full else other) / name for name in ("corpus", "var", "state")
        )
        fix_corpus(write_corpus(self.corpus, SMALL))
        build(self.corpus, self.data)
        Accounts(self.state).add(AN, PASSWORD)
        self.app = create_app(Settings(self.data, state=self.state, corpus=self.corpus))
        self.client = signed_in(self.app)

    def send(self, text: str = RULE) -> TestResponse:
        form = fields(self.client.get("/nhap-van-ban").text)
        sent = {**form, "tep": (io.BytesIO(text.encode()), "quy-dinh.txt")}
        return self.client.post("/nhap-van-ban", data=sent, content_type="multipart/form-data")

    def free(self) -> None:
        (self.disk / "day").unlink()


@pytest.fixture
def site(full: Mount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Site]:
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))
    return lambda folders: Site(full(4096), tmp_path, folders)


ROOMS = ["corpus", "state", "corpus state var"]


@pytest.mark.parametrize("folders", ROOMS)
def test_what_an_editor_typed_is_given_back_and_can_be_sent_again(site: Callable[[str], Site], folders: str) -> None:
    found = site(folders)
    before, form = contents(found.corpus), fields(found.client.get(EDIT).text) | {"title": TYPED}
    fill(found.disk)
    answer = found.client.post(EDIT, data=form)
    assert answer.status_code == 507
    assert SENTENCE in notices(answer.text)
    assert fields(answer.text)["title"] == TYPED
    assert contents(found.corpus) == before
    found.free()
    again = found.client.post(EDIT, data=fields(answer.text))
    assert (again.status_code, "cho=1" in again.headers["Location"]) == (303, False)
    assert TYPED in found.client.get(f"/van-ban/{HELD}").text
    changes = Editing(found.corpus, found.data, found.state, Library(found.data), lambda: None).history()
    assert [change.document for change in changes] == [HELD]


@pytest.mark.parametrize("folders", ROOMS)
def test_corrections_and_undoing(site: Callable[[str], Site], folders: str) -> None:
    found = site(folders)
    done = found.client.post(EDIT, data=fields(found.client.get(EDIT).text) | {"title": TYPED})
    assert done.status_code == 303
    address = f"/van-ban/{PLAN}/sua/vien-dan"
    form = fields(found.client.get(address).text)
    (adopt,) = re.findall(r'action="(/van-ban/[^"]*/ho-so)"', found.client.get("/con-thieu").text)
    undo, before = fields(found.client.get("/lich-su/1").text), contents(found.corpus)
    fill(found.disk)
    missed = {"nhiem-vu": "I.1", "doan": "tuyên truyền", "van-ban": HELD}
    for answer in (
        found.client.post(address, data=form | missed),
        found.client.post("/lich-su/1/hoan-tac", data=undo),
        found.client.post(adopt, data=undo),
    ):
        assert answer.status_code == 507
        assert SENTENCE in unescape(answer.text)
    assert contents(found.corpus) == before
    found.free()
    assert found.client.post("/lich-su/1/hoan-tac", data=undo).status_code == 303


def test_a_change_is_kept_where_the_index_has_no_room(site: Callable[[str], Site]) -> None:
    found = site("var")
    form = fields(found.client.get(EDIT).text) | {"title": TYPED}
    fill(found.disk)
    answer = found.client.post(EDIT, data=form)
    assert answer.status_code == 303
    assert "Chỉ mục chưa dựng xong" in notices(found.client.get(answer.headers["Location"]).text)
    assert TYPED not in found.client.get(f"/van-ban/{HELD}").text
    found.free()
    build(found.corpus, found.data)
    assert TYPED in found.client.get(f"/van-ban/{HELD}").text


@pytest.mark.parametrize("folders", ROOMS)
def test_files_on_their_way_into_the_library(site: Callable[[str], Site], folders: str) -> None:
    found = site(folders)
    address = found.send().headers["Location"]
    form, before = fields(found.client.get(address).text), contents(found.corpus)
    waiting = found.client.get("/nhap-van-ban").text
    fill(found.disk)
    answers = [found.client.post(address, data=form | {"viec": "duyet"})]
    if "state" in folders:
        answers += [found.send(RULE.replace("38", "39")), found.client.post(address, data=form | {"viec": "bo"})]
    for answer in answers:
        assert answer.status_code == 507
        assert SENTENCE in unescape(answer.text)
    assert contents(found.corpus) == before
    assert found.client.get("/nhap-van-ban").text == waiting
    found.free()
    kept = found.client.post(address, data=fields(found.client.get(address).text) | {"viec": "duyet"})
    assert kept.status_code == 303
    assert "38-QĐ/TW" in found.client.get("/tim?q=38-QĐ/TW").text
    assert "Không có tệp nào đang chờ" in found.client.get("/nhap-van-ban").text


def test_signing_in(site: Callable[[str], Site]) -> None:
    found = site("state")
    stranger = found.app.test_client()
    form = fields(stranger.get("/dang-nhap").text) | {"ten": AN, "mat-khau": PASSWORD}
    fill(found.disk)
    answer = stranger.post("/dang-nhap", data=form)
    assert (answer.status_code, SENTENCE in answer.text) == (507, True)
    assert found.client.get(EDIT).status_code == 200  # who is signed in stays so
    found.free()
    assert stranger.post("/dang-nhap", data=form).status_code == 303


def test_with_any_amount_of_room_a_change_is_there_or_not_and_the_history_is_true(full: Mount, tmp_path: Path) -> None:
    # git's own folder lies on the small disk too: what a commit takes is missing to the history after it.
    disk = full(2048)
    corpus, data, state = tmp_path / "corpus", tmp_path / "var", disk / "state"
    fix_corpus(write_corpus(corpus, SMALL))
    subprocess.run(("git", "init", "-q", "--separate-git-dir", disk / "git", corpus), check=True)
    sound = check_corpus(load_corpus(corpus))
    build(corpus, data)
    desk = Editing(corpus, data, state, Library(data), lambda: None)
    desk.save(AN, HELD, desk.open(HELD).version, DocumentEdit(fields={"issuer_text": "Trước"}))
    saved = 0
    for left in range(0, 160_000, 8_192):
        opened, name = desk.open(HELD), f"Cơ quan {left}"
        fill(disk, left)
        try:
            change = desk.save(AN, HELD, opened.version, DocumentEdit(fields={"issuer_text": name})).change
        except (CorpusFolderError, StateFolderError):
            assert desk.open(HELD) == opened
        else:
            saved += 1
            assert change is not None
            assert desk.open(HELD).document.issuer_text == name
            assert desk.change(change.id).after == change.after
        (disk / "day").unlink()
    assert 0 < saved < 20
    desk.save(AN, HELD, desk.open(HELD).version, DocumentEdit(fields={"issuer_text": "Sau cùng"}))
    changes = desk.history(HELD)
    assert len(changes) == saved + 2
    assert all(newer.before == older.after for newer, older in pairwise(changes))
    assert check_corpus(load_corpus(corpus)) == sound
    with State(state).reading() as connection:
        assert connection.execute("SELECT count(*) FROM history WHERE NOT written").fetchone()[0] == 0
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


# The disk on which files lie while they are read


@pytest.fixture
def port(full: Mount, library_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server whose disk for temporary files is full."""
    disk = full(1024)
    fill(disk)
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    bound = free_socket("127.0.0.1", 19700, 200)
    server = Server(create_app(Settings(library_data)), bound, ServerSettings())
    thread = threading.Thread(target=server.run)
    thread.start()
    yield bound.getsockname()[1]
    server.stop()
    thread.join()


@pytest.mark.parametrize("times", [1, 20_000, 100_000])  # kept in memory until it is read; in a file; likewise
def test_a_file_that_there_is_no_room_for(port: int, times: int) -> None:
    status, _later, said = upload(port, "Một câu của dự thảo.\n" * times)
    assert status == 507
    assert SENTENCE in said
    assert ask(port, "GET", "/")[0] == 200
    assert ask(port, "POST", "/ra-soat", b"van-ban=Quy+che", "application/x-www-form-urlencoded")[0] == 200
