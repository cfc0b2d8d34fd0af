"""A corpus file's bytes taken apart: front matter as a tree, body as text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from indexer.store.formatting import FENCE
from indexer.store.formatting import clean_body
from indexer.text import nfc
from indexer.tree import Mapping
from indexer.tree import TreeError
from indexer.tree import parse_tree

_FRONT_STARTS: Final = 2  # the line of the file on which the front matter begins, below the first fence


@dataclass(frozen=True, slots=True)
class Parts:
    """The two parts of a file. Lines of `front` count from `first_line` of the file, which is its line 1."""

    front: Mapping
    first_line: int
    body: str
    body_line: int


class UnreadableFileError(Exception):
    """A file that cannot be taken apart: `code` and `message` as in `Problem`, `line` of the file."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


def decode(data: bytes) -> str:
    """Return a file's text in NFC with line feeds, without BOM; raise `UnreadableFileError` where it is not UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFileError("wrong-encoding", "Tệp ghi bằng UTF-16; cần lưu lại bằng UTF-8.", 1)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise UnreadableFileError("nul-bytes", "Tệp có byte NUL, không phải tệp văn bản.", line)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "Tệp không ghi bằng UTF-8 (có thể là bảng mã cũ như TCVN3, VNI); cần lưu lại bằng UTF-8."
        raise UnreadableFileError("wrong-encoding", message, line) from error
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n"))


def take_apart(text: str) -> Parts:
    """Return the parts of a decoded file; raise `UnreadableFileError` where it has no readable front matter."""
    if not text.strip():
        raise UnreadableFileError("empty-file", "Tệp trống.")
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise UnreadableFileError("no-front-matter", "Tệp phải mở đầu bằng một dòng “---”, tiếp đó là các trường.", 1)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise UnreadableFileError("unclosed-front-matter", "Thiếu dòng “---” kết thúc phần các trường.", len(lines))
    after = "\n".join(lines[end + 1 :])
    body = clean_body(after)
    skipped = len(after) - len(after.lstrip("\n"))
    return Parts(_front(lines[1:end]), _FRONT_STARTS, body, end + 2 + (skipped if body else 0))


def _front(lines: list[str]) -> Mapping:
    try:
        tree = parse_tree("\n".join(lines) + "\n")
    except TreeError as error:
        message = f"Phần các trường không đọc được: {error.reason}."
        raise UnreadableFileError("broken-yaml", message, error.line + _FRONT_STARTS - 1) from error
    if not isinstance(tree, Mapping):
        message = "Phần các trường phải gồm những dòng “tên trường: giá trị”."
        raise UnreadableFileError("broken-yaml", message, _FRONT_STARTS)
    return tree
