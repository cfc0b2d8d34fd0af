"""Who works on the library, as faces see it: no password and no session's secret is ever in here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """For whom an answer is meant: internal documents do not exist for everyone."""

    EDITORS = "editors"  # the library's own people: signed in, or on the machine itself
    EVERYONE = "everyone"


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
