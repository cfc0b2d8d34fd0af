"""An .rtf file as paragraphs and tables: what Word prints, headers and footers left out."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from indexer.convert.blocks import Block
from indexer.convert.blocks import Footnote
from indexer.convert.blocks import Reading
from indexer.convert.blocks import Run
from indexer.convert.notes import note
from indexer.convert.rtf.flow import Flow
from indexer.convert.rtf.fonts import Fonts
from indexer.convert.rtf.fonts import page_codec
from indexer.convert.rtf.state import State
from indexer.convert.rtf.tokens import tokens
from indexer.convert.rtf.words import BOXES
from indexer.convert.rtf.words import LETTERS
from indexer.convert.rtf.words import NOTES
from indexer.convert.rtf.words import SKIPPED
from indexer.convert.rtf.words import SYMBOLS
from indexer.convert.rtf.words import Halves
from indexer.convert.rtf.words import holds_text
from indexer.errors import Problem
from indexer.errors.convert import DamagedFileError
from indexer.views.conversion import Format

_DEEPEST: Final = 400


def read_rtf(path: Path) -> Reading:
    """Read an .rtf file; objects and pictures in it are passed over.

    Raises:
        DamagedFileError: no text can be found in it.
    """
    reader = _Reader()
    for kind, word, number in tokens(path.read_bytes()):
        if not reader.take(kind, word, number):
            break
    reader.finish()
    if not reader.blocks:
        raise DamagedFileError(path.name)
    return Reading(Format.RTF, reader.blocks, reader.notes)


class _Reader:
    def __init__(self) -> None:
        self.notes: list[Problem] = []
        self._fonts = Fonts()
        self._state = State()
        self._stack: list[tuple[State, str]] = []  # with what the group's end completes
        self._flows = [Flow()]
        self._bytes = bytearray()  # of text, not yet letters
        self._skip = 0  # letters that stand for a \u before them
        self._centred = self._in_table = False
        self._footnotes = 0
        self._starts_group = False
        self._halves = Halves()
        self._pictures = 0
        self._complete = False

    @property
    def blocks(self) -> list[Block]:
        """What was read."""
        return self._flows[0].blocks

    def take(self, kind: str, word: str, number: int | None) -> bool:
        """Take a token; False where the file has ended."""
        if kind == "{":
            return self._open()
        if kind == "}":
            return self._close()
        starts, self._starts_group = self._starts_group, False
        if kind in {"text", "byte"}:
            self._plain(word)
        elif kind == "symbol":
            self._symbol(word, starts=starts)
        else:
            self._word(word, number, starts=starts or self._state.starred)
        return True

    def finish(self) -> None:
        """Close what a file that was cut off left open."""
        if not self._complete:
            self.notes.append(note("cut-off", "Tệp bị cắt cụt: phần cuối có thể thiếu."))
        while self._stack:
            self._close()
        self._flush()
        self._flows[0].finished()
        if self._pictures:
            text = f"Có {self._pictures} hình trong tệp; chữ trong hình không được đọc."
            self.notes.append(note("pictures", text))

    def _open(self) -> bool:
        self._flush()
        if len(self._stack) >= _DEEPEST:
            return False
        self._stack.append((self._state, ""))
        self._state = self._state.inner()
        self._starts_group = True
        self._skip = 0
        return True

    def _close(self) -> bool:
        self._flush()
        self._skip = 0
        if not self._stack:
            return False
        self._state, completes = self._stack.pop()
        if completes:
            self._end_flow(completes)
        self._complete = not self._stack
        return bool(self._stack)

    def _plain(self, text: str) -> None:
        if self._skip:
            passed = min(self._skip, len(text))
            self._skip -= passed
            text = text[passed:]
        if text and (self._state.printed or self._state.sink == "fonts"):
            self._bytes += text.encode("latin-1")

    def _flush(self) -> None:
        """Turn the bytes that have gathered into a run."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        if self._state.sink == "fonts":
            self._fonts.define(self._state.font).name += data.decode("latin-1")
            return
        self._add(self._fonts.letters(data, self._font), exact=False)

    @property
    def _font(self) -> int:
        return self._state.font if self._state.font >= 0 else self._fonts.default

    def _add(self, text: str, *, exact: bool) -> None:
        run = Run(text, self._fonts.name(self._font), exact, self._state.capitals)
        self._flows[-1].paragraph.runs.append(run)

    def _symbol(self, word: str, *, starts: bool) -> None:
        if word == "*":
            self._state.starred = starts
        elif word in "\r\n":
            self._end_paragraph()
        elif self._skip:
            self._skip -= 1
        elif word in SYMBOLS and self._state.printed:
            self._flush()
            self._add(SYMBOLS[word], exact=False)

    def _word(self, word: str, number: int | None, *, starts: bool) -> None:
        if starts and self._destination(word):
            return
        if word == "u":
            self._unicode(number or 0)
        elif word in LETTERS:
            self._flush()
            if self._state.printed and self._skip == 0:
                self._add(LETTERS[word], exact=False)
        elif word == "uc":
            self._state.skip = min(max(number or 0, 0), 10)
        elif word in _HANDLERS:
            self._flush()
            _HANDLERS[word](self, 1 if number is None else number)
        else:
            self._table_word(word, number)

    def _destination(self, word: str) -> bool:
        """Take the word with which a group begins, where it says what the group holds."""
        starred, self._state.starred = self._state.starred, False
        if word == "fonttbl":
            self._state.sink, self._state.silent = "fonts", True
        elif self._state.sink == "fonts":
            if word in SKIPPED or starred:
                self._state.sink = "body"
            return word in SKIPPED or starred
        elif word == "pict":
            self._pictures += self._state.printed
            self._state.silent = True
        elif word in NOTES and self._state.printed:
            self._begin_note()
        elif word in BOXES and not self._state.silent:
            self._begin("box")
        elif word in SKIPPED or (starred and not holds_text(word)):
            self._state.silent = True
        else:
            return False
        return True

    def _begin(self, completes: str) -> None:
        state, _ = self._stack.pop()
        self._stack.append((state, completes))
        self._flows.append(Flow())
        self._state.sink = completes

    def _begin_note(self) -> None:
        self._footnotes += 1
        self._add(f"[^{self._footnotes}]", exact=True)
        self._begin("note")

    def _end_flow(self, completes: str) -> None:
        blocks = self._flows.pop().finished()
        if completes == "note":
            self._flows[-1].paragraph.footnotes.append(Footnote(str(self._footnotes), blocks))
        else:
            self._flows[-1].boxes += blocks

    def _unicode(self, number: int) -> None:
        self._flush()
        code = number + 0x10000 if number < 0 else number
        self._skip = self._state.skip
        if not self._state.printed or not 0 < code < 0x110000:
            return
        letter = self._halves.letter(code)
        if letter:
            self._add(letter, exact=False)

    def _table_word(self, word: str, number: int | None) -> None:
        flow = self._flows[-1]
        if word in {"cell", "nestcell"}:
            self._flush()
            if self._state.silent:
                return
            if word == "cell":
                flow.close(centred=self._centred, in_table=True)
                flow.tables.end_cell()
            else:
                self._add(" | " if flow.paragraph.text.strip() else "", exact=True)
        elif word in {"row", "nestrow"}:
            self._flush()
            if word == "row" and not self._state.silent:
                flow.tables.end_row()
            elif word == "nestrow":
                flow.close(centred=False, in_table=True)
        elif not self._state.silent or self._state.sink != "fonts":
            flow.tables.property(word, number)

    def _end_paragraph(self, _number: int = 1) -> None:
        self._flush()
        if not self._state.silent:
            self._flows[-1].close(centred=self._centred, in_table=self._in_table)

    def _reset_paragraph(self, _number: int) -> None:
        if not self._state.silent:
            self._centred = self._in_table = False

    def _align(self, *, centred: bool) -> None:
        if not self._state.silent:
            self._centred = centred

    def _into_table(self, number: int) -> None:
        if not self._state.silent:
            self._in_table = bool(number)

    def _set_font(self, number: int) -> None:
        self._state.font = number

    def _set_charset(self, number: int) -> None:
        if self._state.sink == "fonts":
            self._fonts.define(self._state.font).charset = number

    def _set_page(self, number: int) -> None:
        if self._state.sink == "fonts":
            self._fonts.define(self._state.font).page = number

    def _set_default(self, number: int) -> None:
        self._fonts.default = number

    def _set_ansi_page(self, number: int) -> None:
        self._fonts.page = page_codec(number)


_HANDLERS: Final[Mapping[str, Callable[[_Reader, int], None]]] = {
    "par": _Reader._end_paragraph,
    "sect": _Reader._end_paragraph,
    "pard": _Reader._reset_paragraph,
    "qc": lambda reader, _number: reader._align(centred=True),
    "ql": lambda reader, _number: reader._align(centred=False),
    "qr": lambda reader, _number: reader._align(centred=False),
    "qj": lambda reader, _number: reader._align(centred=False),
    "intbl": _Reader._into_table,
    "itap": _Reader._into_table,
    "f": _Reader._set_font,
    "fcharset": _Reader._set_charset,
    "cpg": _Reader._set_page,
    "deff": _Reader._set_default,
    "ansicpg": _Reader._set_ansi_page,
    "plain": lambda reader, _number: reader._state.plain(),
    "v": lambda reader, number: setattr(reader._state, "hidden", bool(number)),
    "deleted": lambda reader, number: setattr(reader._state, "deleted", bool(number)),
    "caps": lambda reader, number: setattr(reader._state, "capitals", bool(number)),
}
