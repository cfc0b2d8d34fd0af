"""Who works on the library, as faces see it: no password and no session's secret is ever in here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """An editor. `created` is ISO, in UTC, to the second."""

    id: int
    name: str
    disabled: bool
    created: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun: its token goes to the browser and is stored nowhere."""

    account: Account
    token: str
