"""A draft with a secrecy stamp is refused unread: the law does not let it be handled here."""

from __future__ import annotations

import re
from typing import Final

from indexer.errors import EmptyTextError
from indexer.errors import SecretTextError
from indexer.text import nfc

# A stamp stands alone on its line, or alone in a column of it; the words in a sentence are no stamp.
_STAMP: Final = re.compile(
    r"(?:^|\n|\t|\||[ \u00a0]{3})[ \t\u00a0>*#_\[(|]{0,40}"
    r"(?:(?:Độ|ĐỘ) (?:mật|MẬT):?[ \u00a0]{1,4})?(?:(?:TUYỆT|TỐI)[ \u00a0]{1,4})?MẬT"
    r"[ \t\u00a0*_\])|]{0,40}(?=$|\r|\n|\t|\||[ \u00a0]{3})"
)
_LETTERS: Final = re.compile(r"\w")


def refuse_secret(text: str) -> None:
    """Raise where there is nothing to read, or where a stamp forbids to read on.

    Raises:
        EmptyTextError: `text` has no letter.
        SecretTextError: a line of it is MẬT, TỐI MẬT or TUYỆT MẬT.
    """
    if _LETTERS.search(text) is None:
        raise EmptyTextError
    if _STAMP.search(nfc(text)):
        raise SecretTextError
