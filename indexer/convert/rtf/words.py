"""The control words of .rtf files: those that stand for letters, and those that say what a group holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LETTERS: Final[Mapping[str, str]] = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "page": "\n", "softline": "\n",
    "lbr": "\n", "column": "\n",
}  # fmt: skip
SYMBOLS: Final[Mapping[str, str]] = {"~": " ", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
NOTES: Final = frozenset({"footnote"})
BOXES: Final = frozenset({"shptxt", "dptxbxtext"})
#: Groups that hold text which is printed, or is about to be decided in an inner group.
_TEXT_GROUPS: Final = frozenset({"rtf", "field", "fldrslt", "shp", "shpinst", "shptxt", "listtext", "pntext", "result",
                                 "object", "upr", "ud", "nesttableprops", "do", "dptxbxtext", "shpgrp"})  # fmt: skip
#: Groups that hold none, though they are not marked as to be skipped by those who do not know them.
SKIPPED: Final = frozenset(
    """fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf fldinst
    objdata shprslt nonshppict listtable listoverridetable revtbl rsidtbl filetbl annotation atnid atnauthor atrfstart
    atrfend atndate atnicn atnref bkmkstart bkmkend pn pnseclvl template generator themedata colorschememapping
    latentstyles datastore xmlnstbl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc txe rxe sp sn sv mmathPict
    background falt panose nextfile docvar userprops private comment title author operator subject keywords
    doccomm hlinkbase passwordhash wgrffmtfilter oldcprops oldpprops oldtprops oldsprops noteref""".split()
)


def holds_text(word: str) -> bool:
    """Tell whether a group that others are told to pass over where they do not know `word` is read."""
    return word in _TEXT_GROUPS


class Halves:
    """Joins letters beyond 0xFFFF, which are written as two numbers."""

    def __init__(self) -> None:
        self._first = 0

    def letter(self, code: int) -> str:
        """Return the letter that `code` stands for, or completes; "" for a half alone."""
        first, self._first = self._first, 0
        if 0xD800 <= code < 0xDC00:
            self._first = code
            return ""
        if 0xDC00 <= code < 0xE000:
            return chr(0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00)) if first else ""
        return chr(code)
