"""The façade of accounts: add, list, disable, sign in and out, and the tokens that forms carry."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Final

from indexer.accounts import attempts
from indexer.accounts import passwords
from indexer.errors.accounts import AccountExistsError
from indexer.errors.accounts import AccountNotFoundError
from indexer.errors.accounts import BadAccountNameError
from indexer.errors.accounts import SignInRefusedError
from indexer.errors.accounts import WrongPasswordError
from indexer.state import State
from indexer.text import nfc
from indexer.views.accounts import Account
from indexer.views.accounts import SignedIn

#: Seconds after which a session ends without a request, and in any case.
IDLE: Final = 8 * 3600
LONGEST_SESSION: Final = 7 * 86_400

_LONGEST_NAME: Final = 60
_NAME: Final = re.compile(r"[^\W\d_][\w .-]*")
_TOKEN_BYTES: Final = 32
_SEEN_EVERY: Final = 60  # seconds: not every page view is a write
_COLUMNS: Final = "id, name, disabled, created"


class Accounts:
    """The accounts of one library, kept in the folder `state`. `now` gives the seconds since 1970."""

    def __init__(self, state: Path, now: Callable[[], float] = time.time) -> None:
        self._state = State(state)
        self._now = now

    @property
    def any(self) -> bool:
        """Whether the library has accounts, disabled ones among them; without, it is read only."""
        if not self._state.exists:
            return False
        with self._state.reading() as connection:
            return connection.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() is not None

    def all(self) -> tuple[Account, ...]:
        """Return every account, by name."""
        with self._state.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM accounts ORDER BY key")  # noqa: S608 (our own columns)
            return tuple(_account(row) for row in rows)

    def add(self, name: str, password: str) -> Account:
        """Make an account.

        Raises:
            BadAccountNameError, WeakPasswordError: name or password will not do.
            AccountExistsError: the name is taken.
            StateFolderError, StateFormatError: the state cannot be written.
        """
        shown = _checked_name(name)
        passwords.check_new(password, shown)
        kept = passwords.hashed(password)
        with self._state.writing() as connection:
            try:
                connection.execute(
                    "INSERT INTO accounts (name, key, password, created) VALUES (?, ?, ?, ?)",
                    (shown, _key(shown), kept, int(self._now())),
                )
            except sqlite3.IntegrityError as error:
                raise AccountExistsError(shown) from error
            return _named(connection, shown)

    def set_password(self, name: str, password: str) -> Account:
        """Give an account another password and end its sessions.

        Raises:
            AccountNotFoundError: there is no such account.
            WeakPasswordError: the password will not do.
        """
        with self._state.reading() as connection:
            account = _named(connection, name)
        passwords.check_new(password, account.name)
        self._replace_password(account, password)
        return account

    def disable(self, name: str) -> Account:
        """Shut an account and end its sessions; what it did stays in the history.

        Raises:
            AccountNotFoundError: there is no such account.
        """
        with self._state.writing() as connection:
            account = _named(connection, name)
            connection.execute("UPDATE accounts SET disabled = 1 WHERE id = ?", (account.id,))
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))
            return _named(connection, name)

    def sign_in(self, name: str, password: str, address: str, *, former: str | None = None) -> SignedIn:
        """Begin a session, with a token of its own; the session of the token `former` ends.

        `address` is where the request comes from.

        Raises:
            SignInRefusedError: name or password is wrong, or the account is disabled.
            TooManyAttemptsError: name or address has failed too often and has to wait.
        """
        key, now = _key(name[:_LONGEST_NAME]), int(self._now())
        with self._state.writing() as connection:
            attempts.begin_attempt(connection, key, address, now)
        with self._state.reading() as connection:
            row = connection.execute("SELECT password, disabled FROM accounts WHERE key = ?", (key,)).fetchone()
        # Outside any transaction: this takes its time, and as long for a name that nobody bears.
        if not passwords.matches(password, row[0] if row else None) or row[1]:
            raise SignInRefusedError
        with self._state.writing() as connection:
            attempts.succeeded(connection, key, address)
            if former:
                connection.execute("DELETE FROM sessions WHERE digest = ?", (_digest(former),))
            account = _named(connection, name)
            if account.disabled:  # while the password was being checked
                raise SignInRefusedError
            return self._begin(connection, account)

    def session(self, token: str | None) -> Account | None:
        """Return whose session has this token, None where there is none or it has ended."""
        if not token or not self._state.exists:
            return None
        now = int(self._now())
        with self._state.reading() as connection:
            row = connection.execute(
                "SELECT sessions.seen, accounts.id, name, disabled, accounts.created FROM sessions "
                "JOIN accounts ON accounts.id = account WHERE digest = ? AND disabled = 0 AND seen > ? "
                "AND sessions.created > ?",
                (_digest(token), now - IDLE, now - LONGEST_SESSION),
            ).fetchone()
        if row is None:
            return None
        if row[0] <= now - _SEEN_EVERY:
            with self._state.writing() as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (now, _digest(token)))
        return _account(row[1:])

    def sign_out(self, token: str) -> None:
        """End the session of this token."""
        with self._state.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE digest = ?", (_digest(token),))

    def change_password(self, account: Account, old: str, new: str, address: str) -> SignedIn:
        """Give the account of whoever is signed in another password: all its sessions end, and a new one begins.

        Raises:
            WrongPasswordError: `old` is not the present password.
            WeakPasswordError: the new one will not do.
            TooManyAttemptsError: wrong ones were given too often.
        """
        key, now = _key(account.name), int(self._now())
        with self._state.writing() as connection:
            attempts.begin_attempt(connection, key, address, now)
            row = connection.execute("SELECT password FROM accounts WHERE id = ?", (account.id,)).fetchone()
        if not passwords.matches(old, row[0] if row else None):
            raise WrongPasswordError
        with self._state.writing() as connection:
            attempts.succeeded(connection, key, address)
        passwords.check_new(new, account.name)
        self._replace_password(account, new)
        with self._state.writing() as connection:
            return self._begin(connection, account)

    def form_token(self, secret: str) -> str:
        """Return what a form carries to show that it is this site's: known only with the browser's `secret`."""
        return hmac.new(self._state.secret(), b"form:" + secret.encode(), hashlib.sha256).hexdigest()

    def is_form_token(self, secret: str, token: str) -> bool:
        """Tell whether a form's token belongs to the browser's `secret`."""
        return hmac.compare_digest(self.form_token(secret).encode(), token.encode("utf-8", "replace"))

    def _replace_password(self, account: Account, password: str) -> None:
        kept = passwords.hashed(password)
        with self._state.writing() as connection:
            connection.execute("UPDATE accounts SET password = ? WHERE id = ?", (kept, account.id))
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))

    def _begin(self, connection: sqlite3.Connection, account: Account) -> SignedIn:
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), int(self._now())
        ended = (now - IDLE, now - LONGEST_SESSION)
        connection.execute("DELETE FROM sessions WHERE seen <= ? OR created <= ?", ended)
        connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_digest(token), account.id, now, now))
        return SignedIn(account, token)


def _checked_name(name: str) -> str:
    shown = " ".join(nfc(name).split())
    if len(shown) > _LONGEST_NAME or not _NAME.fullmatch(shown):
        raise BadAccountNameError(_LONGEST_NAME)
    return shown


def _key(name: str) -> str:
    return " ".join(nfc(name).casefold().split())


def _digest(token: str) -> str:
    # The token is random throughout, so one plain digest is enough.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _named(connection: sqlite3.Connection, name: str) -> Account:
    query = f"SELECT {_COLUMNS} FROM accounts WHERE key = ?"  # noqa: S608 (our own columns)
    row = connection.execute(query, (_key(name),)).fetchone()
    if row is None:
        raise AccountNotFoundError(name)
    return _account(row)


def _account(row: tuple[int, str, int, int]) -> Account:
    number, name, disabled, created = row
    return Account(number, name, bool(disabled), datetime.fromtimestamp(created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
