"""Bytes of a text or web page as letters: by byte order mark, by what they are, by what the page declares."""

from __future__ import annotations

import codecs
from typing import Final

from indexer.convert.encodings.evidence import weigh
from indexer.text import nfc
from indexer.views.conversion import Encoding

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 200_000
_WESTERN: Final = "cp1252"
_VIETNAMESE: Final = "cp1258"


def text_of(data: bytes, declared: str | None = None) -> str | None:
    """Return the letters of `data`, None where it is no text.

    `declared`: the character set that the file names; what the bytes show goes before it. Bytes of an old
    encoding come back as the Latin letters that Windows shows for them.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _printable(data[len(mark) :].decode(codec, "replace"))
    wide = _wide(data)
    if wide is not None:
        return _printable(data.decode(wide, "replace"))
    if b"\0" in data:
        return None
    try:
        return _printable(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        # A character cut off at the end of a long text is no reason to read it all in another way.
        if error.start > 100 and error.start >= len(data) - 4:
            return _printable(data[: error.start].decode("utf-8"))
    return _printable(_single_bytes(data, declared))


def western_letters(data: bytes, codec: str = _WESTERN) -> str:
    """Return bytes as letters, one each: those that the code page leaves open are the letters of their number."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return "".join(_one(byte, codec) for byte in data)


def _one(byte: int, codec: str) -> str:
    try:
        return bytes((byte,)).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


def _wide(data: bytes) -> str | None:
    """Return which order of UTF-16 `data` is in where it has no mark but every other byte of its start is zero."""
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most = 0.3 * len(sample) / 2  # Vietnamese letters beyond Latin-1 have no zero byte
    if odd > most and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd < even / 10 else None


def _single_bytes(data: bytes, declared: str | None) -> str:
    """Return letters of one byte: Western ones, which old encodings hide behind, or those of Vietnamese Windows."""
    usual = western_letters(data)
    sample = data[:_SAMPLE]
    vietnamese = nfc(western_letters(sample, _VIETNAMESE))
    as_vietnamese = weigh(vietnamese).get((Encoding.UNICODE, False))
    others = weigh(usual[:_SAMPLE]).values()
    best = max((evidence.balance for evidence in others), default=0)
    if as_vietnamese is not None and as_vietnamese.balance > max(0, best):
        return western_letters(data, _VIETNAMESE)
    if declared and not best:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError, ValueError):
            return usual
    return usual


def _printable(text: str) -> str | None:
    """Return `text`, None where too many of its letters are control letters: then it is no text."""
    sample = text[:_SAMPLE]
    odd = sum(ord(letter) < 32 and letter not in "\t\n\r\f\v\x1a" for letter in sample)
    return None if odd > max(1, len(sample) // 100) else text
