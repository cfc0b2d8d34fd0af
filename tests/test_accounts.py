"""Accounts: names and passwords, sessions that end, attempts that are slowed down; with a clock of the test's own."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.accounts import Accounts
from indexer.accounts import passwords
from indexer.accounts.accounts import IDLE
from indexer.accounts.accounts import LONGEST_SESSION
from indexer.errors.accounts import AccountExistsError
from indexer.errors.accounts import AccountNotFoundError
from indexer.errors.accounts import BadAccountNameError
from indexer.errors.accounts import SignInRefusedError
from indexer.errors.accounts import StateFolderError
from indexer.errors.accounts import StateFormatError
from indexer.errors.accounts import TooManyAttemptsError
from indexer.errors.accounts import WeakPasswordError
from indexer.errors.accounts import WrongPasswordError

NAME, PASSWORD, DESK = "Nguyễn Văn An", "mật khẩu dài", "192.0.2.7"


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def light_digests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests sign in often: the same digest at low costs. The one about the costs keeps the real ones."""
    if request.node.name != "test_an_unknown_name_takes_the_same_work":
        monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    found = Accounts(tmp_path / "state", clock)
    found.add(NAME, PASSWORD)
    return found


# Names and passwords


@pytest.mark.parametrize("name", ["", "  ", "1an", "<b>an</b>", "an; rm", "an\0", "a" * 61, "../an", "an\u202eb"])
def test_a_name_that_could_do_harm_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadAccountNameError):
        Accounts(tmp_path / "state").add(name, PASSWORD)
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("name", ["nguyễn văn an", "NGUYỄN  VĂN AN", "Nguye\u0302\u0303n Va\u0306n An"])
def test_one_name_in_several_spellings_is_one_account(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountExistsError):
        accounts.add(name, PASSWORD)
    assert accounts.sign_in(name, PASSWORD, DESK).account.name == NAME


@pytest.mark.parametrize("password", ["", "ngắn quá", " " * 12, "Nguyen Van An", "x" * 201])
def test_a_weak_password_is_refused(tmp_path: Path, password: str) -> None:
    with pytest.raises(WeakPasswordError):
        Accounts(tmp_path / "state").add(NAME, password)


def test_a_password_may_be_typed_decomposed(accounts: Accounts) -> None:
    assert accounts.sign_in(NAME, "ma\u0323\u0302t kha\u0302\u0309u da\u0300i", DESK).account.name == NAME


def test_no_password_and_no_token_lies_in_the_state(accounts: Accounts, tmp_path: Path) -> None:
    token = accounts.sign_in(NAME, PASSWORD, DESK).token
    kept = (tmp_path / "state" / "state.sqlite").read_bytes()
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such modes")
def test_nobody_else_on_the_machine_reads_the_state(accounts: Accounts, tmp_path: Path) -> None:
    accounts.form_token("x")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "state").iterdir()}
    assert modes == {"state.sqlite": 0o600, "secret.key": 0o600}
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


# Signing in


@pytest.mark.parametrize(
    ("name", "password"), [(NAME, "sai mật khẩu"), ("không có", PASSWORD), ("", ""), ("a" * 10_000, "\ud800")]
)
def test_what_was_wrong_is_not_told(accounts: Accounts, name: str, password: str) -> None:
    with pytest.raises(SignInRefusedError, match="Tên tài khoản hoặc mật khẩu không đúng"):
        accounts.sign_in(name, password, DESK)


def test_an_unknown_name_takes_the_same_work(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    # Counted, not timed: each refusal digests the password once, at the same costs.
    real, costs = hashlib.scrypt, []

    def counted(*args: bytes, **options: int) -> bytes:
        costs.append((options["n"], options["r"], options["p"]))
        return real(*args, **options)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(hashlib, "scrypt", counted)
    for name in (NAME, "không có ai"):
        with pytest.raises(SignInRefusedError):
            accounts.sign_in(name, "sai mật khẩu", DESK)
    assert costs == [(2**15, 8, 3)] * 2


def test_a_session_has_a_token_of_its_own_and_the_former_one_ends(accounts: Accounts) -> None:
    first = accounts.sign_in(NAME, PASSWORD, DESK).token
    second = accounts.sign_in(NAME, PASSWORD, DESK, former=first).token
    assert first != second
    assert accounts.session(first) is None
    assert accounts.session(second) is not None


@pytest.mark.parametrize("token", [None, "", "x", "\ud800", "' OR 1=1 --"])
def test_no_other_token_is_a_session(accounts: Accounts, token: str | None) -> None:
    accounts.sign_in(NAME, PASSWORD, DESK)
    assert accounts.session(token) is None


def test_an_idle_session_ends(accounts: Accounts, clock: Clock) -> None:
    token = accounts.sign_in(NAME, PASSWORD, DESK).token
    clock.seconds += IDLE - 1
    assert accounts.session(token) is not None
    clock.seconds += IDLE - 1  # it was just used
    assert accounts.session(token) is not None
    clock.seconds += IDLE
    assert accounts.session(token) is None


def test_no_session_lasts_for_ever(accounts: Accounts, clock: Clock) -> None:
    token = accounts.sign_in(NAME, PASSWORD, DESK).token
    until = clock.seconds + LONGEST_SESSION
    while clock.seconds + IDLE // 2 < until:
        clock.seconds += IDLE // 2
        assert accounts.session(token) is not None
    clock.seconds = until
    assert accounts.session(token) is None


ENDINGS: dict[str, Callable[[Accounts, str], object]] = {
    "signed out": lambda accounts, token: accounts.sign_out(token),
    "disabled": lambda accounts, _token: accounts.disable(NAME),
    "password set": lambda accounts, _token: accounts.set_password(NAME, "một mật khẩu khác"),
}


@pytest.mark.parametrize("end", ENDINGS.values(), ids=ENDINGS.keys())
def test_what_ends_a_session(accounts: Accounts, end: Callable[[Accounts, str], object]) -> None:
    token = accounts.sign_in(NAME, PASSWORD, DESK).token
    end(accounts, token)
    assert accounts.session(token) is None


def test_a_disabled_account_cannot_sign_in_and_still_counts(accounts: Accounts) -> None:
    accounts.disable(NAME)
    with pytest.raises(SignInRefusedError):
        accounts.sign_in(NAME, PASSWORD, DESK)
    assert accounts.any
    assert [account.disabled for account in accounts.all()] == [True]


def test_changing_the_password_needs_the_present_one_and_ends_other_sessions(accounts: Accounts) -> None:
    here, elsewhere = accounts.sign_in(NAME, PASSWORD, DESK), accounts.sign_in(NAME, PASSWORD, "192.0.2.8")
    with pytest.raises(WrongPasswordError):
        accounts.change_password(here.account, "sai mật khẩu", "mật khẩu mới tinh", DESK)
    begun = accounts.change_password(here.account, PASSWORD, "mật khẩu mới tinh", DESK)
    assert [accounts.session(token) is None for token in (here.token, elsewhere.token, begun.token)] == [
        True,
        True,
        False,
    ]
    assert accounts.sign_in(NAME, "mật khẩu mới tinh", DESK).account == here.account


@pytest.mark.parametrize(
    "change", [lambda found: found.disable("ai"), lambda found: found.set_password("ai", PASSWORD)]
)
def test_an_account_that_is_not_there_is_named(accounts: Accounts, change: Callable[[Accounts], object]) -> None:
    with pytest.raises(AccountNotFoundError, match="“ai”"):
        change(accounts)


# Slowing down


def fail(accounts: Accounts, name: str, address: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefusedError):
            accounts.sign_in(name, "sai mật khẩu", address)


@pytest.mark.parametrize("name", [NAME, "không có ai"])
def test_after_five_failures_a_name_has_to_wait_whoever_asks(accounts: Accounts, clock: Clock, name: str) -> None:
    fail(accounts, name, DESK, 5)
    for address in (DESK, "198.51.100.1"):
        with pytest.raises(TooManyAttemptsError) as refused:
            accounts.sign_in(name, PASSWORD, address)
        assert refused.value.seconds == 2
    clock.seconds += 2
    fail(accounts, name, DESK, 1)
    clock.seconds += 3  # now it is four seconds
    with pytest.raises(TooManyAttemptsError):
        accounts.sign_in(name, PASSWORD, DESK)


def test_the_wait_has_an_end_and_success_forgets(accounts: Accounts, clock: Clock) -> None:
    for _ in range(20):
        clock.seconds += 300
        fail(accounts, NAME, DESK, 1)
    with pytest.raises(TooManyAttemptsError, match="5 phút"):
        accounts.sign_in(NAME, PASSWORD, DESK)
    clock.seconds += 300
    accounts.sign_in(NAME, PASSWORD, DESK)
    fail(accounts, NAME, "192.0.2.9", 1)


def test_an_address_that_tries_many_names_has_to_wait(accounts: Accounts) -> None:
    for number in range(20):
        fail(accounts, f"tên {number}", DESK, 1)
    with pytest.raises(TooManyAttemptsError):
        accounts.sign_in(NAME, PASSWORD, DESK)
    accounts.sign_in(NAME, PASSWORD, "192.0.2.8")


def test_attempts_are_forgotten_after_a_day(accounts: Accounts, clock: Clock, tmp_path: Path) -> None:
    fail(accounts, "một tên", DESK, 2)
    clock.seconds += 86_400
    accounts.sign_in(NAME, PASSWORD, "192.0.2.8")
    with sqlite3.connect(tmp_path / "state" / "state.sqlite") as database:
        assert database.execute("SELECT count(*) FROM attempts").fetchone() == (1,)
    database.close()


# Tokens of forms


def test_a_form_token_belongs_to_one_browser_and_one_library(accounts: Accounts, tmp_path: Path) -> None:
    token = accounts.form_token("trình duyệt")
    assert Accounts(tmp_path / "state").is_form_token("trình duyệt", token)
    assert not accounts.is_form_token("trình duyệt khác", token)
    assert not accounts.is_form_token("trình duyệt", "")
    assert not accounts.is_form_token("trình duyệt", token[:-1] + "é")
    assert not Accounts(tmp_path / "other").is_form_token("trình duyệt", token)


# The file


def test_without_a_state_there_is_nobody_and_nothing_is_made(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "state")
    assert (accounts.any, accounts.all(), accounts.session("x")) == (False, (), None)
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    "content", [b"kh\xc3\xb4ng ph\xe1\xba\xa3i SQLite" * 100, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_broken_state_is_said_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state.sqlite").write_bytes(content)
    with pytest.raises((StateFormatError, StateFolderError), match=str(tmp_path)):
        Accounts(tmp_path).add(NAME, PASSWORD)
    assert (tmp_path / "state.sqlite").read_bytes() == content


def test_the_state_of_a_later_version_is_not_touched(accounts: Accounts, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "state" / "state.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StateFormatError, match="phiên bản mới hơn"):
        accounts.add("Người khác", PASSWORD)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StateFolderError):
            Accounts(tmp_path / "state").add(NAME, PASSWORD)
    finally:
        tmp_path.chmod(0o700)
