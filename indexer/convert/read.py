"""From a file to its converted text, inside the process that may be ended at any time."""

from __future__ import annotations

from pathlib import Path

from indexer.convert.blocks import Reading
from indexer.convert.blocks import paragraphs
from indexer.convert.encodings import decode
from indexer.convert.limits import Limits
from indexer.convert.sniff import format_of
from indexer.convert.writing import Writer
from indexer.errors.convert import EmptyFileError
from indexer.errors.convert import TooLargeFileError
from indexer.secrecy import refuse_secret
from indexer.views.conversion import Converted
from indexer.views.conversion import Format


def read_file(path: Path, name: str, limits: Limits, *, ocr: bool) -> Converted:
    """Read the file at `path`, known to people as `name`; `ocr`: pictures of pages are read too.

    Raises:
        UnreadableFileError: its text cannot be had; the class says why.
        SecretTextError: it bears a secrecy stamp.
    """
    converted = written(_reading(path, name, format_of(path, name), limits, ocr=ocr), name, limits)
    refuse_secret(converted.printed)
    return converted


def written(reading: Reading, name: str, limits: Limits) -> Converted:
    """Return a reading as converted text.

    Raises:
        EmptyFileError: it has no letter.
        TooLargeFileError: it has more than is taken.
    """
    encoding = decode(list(paragraphs(reading.blocks)))
    writer = Writer()
    writer.blocks(reading.blocks)
    text = writer.text
    if len(text) > limits.text:
        raise TooLargeFileError(name)
    if not any(letter.isalnum() for letter in text):
        raise EmptyFileError(name)
    return Converted(
        text=text,
        format=reading.format,
        encoding=encoding,
        pages=reading.pages,
        ocr_confidence=reading.ocr_confidence,
        tables=tuple(writer.tables),
        capitals=tuple(writer.capitals),
        notes=tuple(reading.notes),
    )


def _reading(path: Path, name: str, form: Format, limits: Limits, *, ocr: bool) -> Reading:
    # Each reader's libraries are loaded for its own files only.
    if form is Format.DOCX:
        from indexer.convert.docx import read_docx  # noqa: PLC0415

        return read_docx(path, limits)
    if form is Format.DOC:
        return _of_word(path, limits)
    if form is Format.ODT:
        from indexer.convert.odt import read_odt  # noqa: PLC0415

        return read_odt(path, limits)
    if form is Format.RTF:
        from indexer.convert.rtf import read_rtf  # noqa: PLC0415

        return read_rtf(path)
    if form is Format.PDF:
        from indexer.convert.pdf.reader import read_pdf  # noqa: PLC0415

        return read_pdf(path, ocr=ocr)
    if form is Format.HTML:
        from indexer.convert.web import read_html  # noqa: PLC0415

        return read_html(path)
    if form is Format.IMAGE:
        from indexer.convert.scans import read_image  # noqa: PLC0415

        return read_image(path, ocr=ocr)
    from indexer.convert.plain import read_plain  # noqa: PLC0415

    return read_plain(path, name, form)


def _of_word(path: Path, limits: Limits) -> Reading:
    """Read a .doc file; LibreOffice, where it is installed, reads those older than Word 97 better than we do."""
    from indexer.convert.docx import read_docx  # noqa: PLC0415
    from indexer.convert.office import can_modernise  # noqa: PLC0415
    from indexer.convert.office import modernised  # noqa: PLC0415
    from indexer.convert.word97 import is_old  # noqa: PLC0415
    from indexer.convert.word97 import read_doc  # noqa: PLC0415

    if is_old(path) and can_modernise():
        with modernised(path) as made:
            if made is not None:
                reading = read_docx(made, limits)
                reading.format = Format.DOC
                return reading
    return read_doc(path)
