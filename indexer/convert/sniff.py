"""What a file is, by its content; its name only tells Markdown from other text."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EmptyFileError
from indexer.errors.convert import EncryptedFileError
from indexer.errors.convert import OldWordError
from indexer.errors.convert import UnknownFormatError
from indexer.views.conversion import Format

_START: Final = 8192
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8", b"RIFF")
# Word for DOS, Write, Word 2: nothing reads them any more.
_OLDEST_WORD: Final = (b"\x31\xbe\0\0", b"\xdb\xa5", b"\x9b\xa5", b"\xfe\x37\0")
_WEB: Final = re.compile(
    # A comment ends at its first mark and nowhere later, or the ways to part many of them would have no end.
    rb"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:(?><!--.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_WEB_PARTS: Final = re.compile(rb"<(?:p|div|table|br|span|body|td|font|center)\b[^>]{0,400}>", re.IGNORECASE)
_WEB_NAMES: Final = frozenset({".html", ".htm", ".xhtml"})
_PAGE_NAMES: Final = frozenset({".mht", ".mhtml"})
_MARKDOWN_NAMES: Final = frozenset({".md", ".markdown"})
_ODT: Final = b"application/vnd.oasis.opendocument.text"


def format_of(path: Path, name: str) -> Format:
    """Return what the file is; `name` is the one that people know it by.

    Raises:
        EmptyFileError, UnknownFormatError, EncryptedFileError, OldWordError, DamagedFileError: as they say.
    """
    with path.open("rb") as opened:
        start = opened.read(_START)
    suffix = Path(name).suffix.lower()
    if not start.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise EmptyFileError(name)
    if start.startswith(b"PK"):
        return _packed(path, name)
    if start.startswith(_OLE):
        return _compound(path, name)
    if b"%PDF-" in start[:1024]:
        return Format.PDF
    if start.lstrip(b"\xef\xbb\xbf \r\n\t\0").startswith(b"{\\rtf"):
        return Format.RTF
    if start.startswith(_OLDEST_WORD):
        raise OldWordError(name)
    if start.startswith(_IMAGES):
        return Format.IMAGE
    return _text(start, suffix)


def _text(start: bytes, suffix: str) -> Format:
    narrow = start.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    if _WEB.match(narrow) or (suffix in _WEB_NAMES and _WEB_PARTS.search(narrow)):
        return Format.HTML
    if suffix in _PAGE_NAMES and b"multipart/" in narrow.lower():
        return Format.HTML
    return Format.MARKDOWN if suffix in _MARKDOWN_NAMES else Format.TEXT


def _packed(path: Path, name: str) -> Format:
    try:
        with zipfile.ZipFile(path) as opened:
            names = set(opened.namelist())
            if "mimetype" in names and opened.getinfo("mimetype").file_size < 100:
                kind = opened.read("mimetype").strip()
                if kind.startswith(_ODT):
                    return Format.ODT
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise DamagedFileError(name) from error
    if "[Content_Types].xml" in names and any(part.startswith("word/") for part in names):
        return Format.DOCX
    raise UnknownFormatError(name)


def _compound(path: Path, name: str) -> Format:
    import olefile  # noqa: PLC0415 (only this kind of file needs it)

    try:
        with olefile.OleFileIO(str(path)) as opened:
            streams = {"/".join(entry).lower() for entry in opened.listdir()}
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError, MemoryError) as error:
        raise DamagedFileError(name) from error
    if "encryptedpackage" in streams:
        raise EncryptedFileError(name)
    if "worddocument" in streams:
        return Format.DOC
    raise UnknownFormatError(name)
