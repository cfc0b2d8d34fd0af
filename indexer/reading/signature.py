"""What a document says of itself below its text: recipients, on whose behalf it is signed, position and signer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.reading.lines import Line
from indexer.text import collapse_blanks
from indexer.text import fold

_RECIPIENTS: Final = re.compile(r"[*_]{0,3}noi nhan\b")
_RECIPIENT: Final = re.compile(r"\s{0,20}[-–—•+*]\s{0,5}(?P<name>[^\W\d_].*)")

# The column of the recipients ends at a wide gap or at the line drawn beside the notes ("(để) báo cáo").
_COLUMN_GAP: Final = re.compile(r"\s{3,}|\t|\s?\|")

_ON_BEHALF: Final = re.compile(r"(?:T/?M|T/?L|TUQ)[.\s]\s?(?P<organ>.+)")
_FOR: Final = re.compile(r"(?:K/?T|Q)[.\s]\s?.+")
_POSITIONS: Final = re.compile(
    r"(?:pho|bi thu|chu tich|truong|giam doc|chanh|bo truong|thu truong|thu tuong|cuc truong|vu truong|hieu truong|"
    r"tong|uy vien|thuong truc|chu nhiem|vien truong|quyen|doi truong|tu lenh|chi huy)\b"
)
_SIGNED: Final = re.compile(r"[(\[]\s?(?:da ky|ky ten)[^)\]]{0,40}[)\]]|da ky")

# A recipient's name is shorter, whatever stands in the lines below it.
_LONGEST_NAME: Final = 300

# A person's name: two to six words, each with a capital.
_NAME: Final = re.compile(r"(?:[^\W\d_]{1,10}\.?\s){1,5}[^\W\d_]{1,10}")


@dataclass(frozen=True, slots=True)
class Foot:
    """The fields read below the text, None where nothing is said. `on_behalf_of` is the organ after "T/M"."""

    on_behalf_of: str | None = None
    position: str | None = None
    signer: str | None = None
    recipients: tuple[str, ...] = ()


def read_foot(lines: Sequence[Line]) -> Foot:
    """Read the signature block from the `lines` below a document's text."""
    recipients, signing = _columns(lines)
    organ: list[str] = []
    position: list[str] = []
    on_behalf = False
    for index, text in enumerate(signing):
        if match := _ON_BEHALF.fullmatch(text):
            organ, position, on_behalf = [match["organ"]], [], True
        elif _FOR.fullmatch(text):
            position, on_behalf = [], True
        elif _POSITIONS.match(fold(text)) and text.isupper():
            position = [text]
        elif not text.isupper() or (position and index == len(signing) - 1):
            if _is_name(text) and (on_behalf or position):
                return Foot(_joined(organ), _joined(position), text, recipients)
        elif position:
            position.append(text)
        elif organ:
            organ.append(text)
    return Foot(_joined(organ), _joined(position), None, recipients)


def _columns(lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the lines into the recipients' names and the signing column, as two columns set apart or one by one."""
    recipients: list[str] = []
    signing: list[str] = []
    listing = False
    for line in lines:
        left, right = _split(line.bare)
        if _RECIPIENTS.match(fold(left)):
            listing, left = True, ""
        elif listing and (match := _RECIPIENT.match(left)):
            recipients.append(collapse_blanks(match["name"]))
            left = ""
        elif listing and left and not left.isupper() and _goes_on(recipients):
            recipients[-1] += f" {left}"
            left = ""
        elif _starts_signing(left):
            listing = False
        signing += [text for text in (left, right) if text and not line.is_rule]
    names = tuple(name.rstrip(";,. ") for name in recipients)
    return names, tuple(text for text in signing if not _SIGNED.fullmatch(fold(text)))


def _goes_on(recipients: Sequence[str]) -> bool:
    """Tell whether the last recipient's name may go on in the next line."""
    return bool(recipients) and recipients[-1][-1] not in ";,." and len(recipients[-1]) < _LONGEST_NAME


def _split(text: str) -> tuple[str, str]:
    parts = [collapse_blanks(part).strip("*_ ") for part in _COLUMN_GAP.split(text, maxsplit=1)]
    signing = len(parts) > 1 and (parts[1].isupper() or _is_name(parts[1]))
    return parts[0], parts[1] if signing else ""


def _starts_signing(text: str) -> bool:
    return _ON_BEHALF.fullmatch(text) is not None or _FOR.fullmatch(text) is not None


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text[:80]) is not None and all(word[0].isupper() for word in text.split())


def _joined(parts: Sequence[str]) -> str | None:
    return " ".join(parts) or None
