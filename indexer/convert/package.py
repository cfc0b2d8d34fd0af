"""An office file that is a zip of XML parts, opened with bounds: nothing outside it is ever fetched."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final

from lxml import etree

from indexer.convert.limits import Limits
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EncryptedFileError
from indexer.errors.convert import HostileFileError

# A part that shrinks a thousandfold is no text; small parts may, and cost nothing.
_STEEPEST: Final = 500
_HARMLESS: Final = 20_000_000
_CHUNK: Final = 1 << 20
_ENCRYPTED: Final = 0x1


class Package:
    """The parts of a packed office file, read one by one."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._name = path.name
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DamagedFileError(self._name) from error
        self._infos: Mapping[str, zipfile.ZipInfo] = {info.filename: info for info in self._zip.infolist()}

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    def bytes(self, part: str) -> bytes:
        """Return a part's bytes.

        Raises:
            DamagedFileError: the part is missing or broken.
            EncryptedFileError: it needs a password.
            HostileFileError: it unpacks to far more than text would.
        """
        info = self._infos.get(part)
        if info is None:
            raise DamagedFileError(self._name)
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFileError(self._name)
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as opened:
                while piece := opened.read(_CHUNK):
                    size += len(piece)
                    steep = size > _HARMLESS and size > _STEEPEST * max(1, info.compress_size)
                    if size > self._limits.unpacked or steep:
                        raise HostileFileError(self._name)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise DamagedFileError(self._name) from error
        return b"".join(pieces)

    def xml(self, part: str) -> etree._Element:
        """Return a part's root element.

        Raises:
            DamagedFileError: it is no XML.
            HostileFileError: it declares a document type, which no office program writes, or nests too deeply.
        """
        return parse_xml(self.bytes(part), self._name)

    def optional_xml(self, part: str) -> etree._Element | None:
        """Return a part's root element, None where there is no such part or it is broken."""
        if part not in self._infos:
            return None
        try:
            return self.xml(part)
        except DamagedFileError:
            return None


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of XML that is not trusted: no entity is expanded, no document type accepted.

    Raises:
        DamagedFileError: it is no XML.
        HostileFileError: it declares a document type, or nests too deeply.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "ntity" in str(error):
            raise HostileFileError(name) from error
        raise DamagedFileError(name) from error
    if root.getroottree().docinfo.doctype:
        raise HostileFileError(name)
    return root


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
