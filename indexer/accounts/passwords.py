"""Passwords: what a new one must be, and how it is kept: as scrypt's digest, with the costs beside it.

scrypt is in the standard library of every Python that the program runs on, Windows and the stick included; Argon2
would cost a compiled package for the same protection of a handful of accounts. The costs are those that OWASP's
password storage sheet names for scrypt at 32 MiB.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from threading import BoundedSemaphore
from typing import Final

from indexer.errors.accounts import WeakPasswordError
from indexer.text import fold
from indexer.text import nfc

SHORTEST_PASSWORD: Final = 10  # letters
LONGEST_PASSWORD: Final = 200

#: n, r and p of new digests; a kept one has its own beside it.
COST: Final = (2**15, 8, 3)

_SCHEME: Final = "scrypt"
_SALT_BYTES: Final = 16
_DIGEST_BYTES: Final = 32
_MEMORY: Final = 64 * 2**20  # bytes that the digest may take; it needs half of them
# Each digest takes 32 MiB and a core for a moment: many at once would take the machine from those who read.
_AT_ONCE: Final = BoundedSemaphore(2)


def check_new(password: str, name: str) -> None:
    """Refuse a new password that is too short, too long, or the account's name.

    Raises:
        WeakPasswordError: it is.
    """
    fits = SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
    if not fits or not password.strip() or fold(password) == fold(name):
        raise WeakPasswordError(SHORTEST_PASSWORD, LONGEST_PASSWORD)


def hashed(password: str) -> str:
    """Return what is kept of a password: scheme, costs, salt and digest."""
    salt = secrets.token_bytes(_SALT_BYTES)
    n, r, p = COST
    return f"{_SCHEME}${n}${r}${p}${salt.hex()}${_digest(password, salt, n, r, p).hex()}"


def matches(password: str, kept: str | None) -> bool:
    """Tell whether `password` is the one of which `kept` was made; for None the same work is done in vain."""
    scheme, n, r, p, salt, digest = (kept or _nobody()).split("$")
    found = _digest(password, bytes.fromhex(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, bytes.fromhex(digest)) and scheme == _SCHEME and kept is not None


def _digest(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    # Composed or decomposed letters depend on the keyboard; a lone half of a letter cannot be encoded.
    secret = nfc(password[:LONGEST_PASSWORD]).encode("utf-8", "replace")
    with _AT_ONCE:
        return hashlib.scrypt(secret, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=_DIGEST_BYTES)


def _nobody() -> str:
    # What the password of an unknown name is compared with, so that it takes as long as that of a known one.
    return "$".join((_SCHEME, *map(str, COST), "00" * _SALT_BYTES, "00" * _DIGEST_BYTES))
