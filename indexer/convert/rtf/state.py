"""What an .rtf group sets and inherits, and which groups hold text."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Final

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


@dataclass(slots=True)
class State:
    """A group's letters: their font, whether they are printed, how many plain ones stand for a Unicode one."""

    font: int = -1
    silent: bool = False  # the group's text is not printed
    hidden: bool = False
    deleted: bool = False
    capitals: bool = False
    skip: int = 1  # how many plain letters stand for a Unicode one
    sink: str = "body"  # where its paragraphs go: body | footnote | box | fonts
    starred: bool = False  # the group is to be passed over where its word is not known

    def inner(self) -> State:
        """Return the state with which an inner group begins."""
        return replace(self, starred=False)

    @property
    def printed(self) -> bool:
        """Whether letters are printed here."""
        return not (self.silent or self.hidden or self.deleted)

    def plain(self) -> None:
        """Take letters back to how the file begins."""
        self.hidden = self.deleted = self.capitals = False
        self.font = -1


def holds_text(word: str) -> bool:
    """Tell whether a group that others are told to pass over where they do not know `word` is read."""
    return word in _TEXT_GROUPS
