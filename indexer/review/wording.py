"""How documents and days are called in findings."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.text import collapse_blanks
from indexer.views import DocumentSummary

_LONGEST = 160  # letters of the draft that a finding repeats


def day(iso: str) -> str:
    """Return an ISO day as people write it: 08/10/2025, 10/2025 or 2025."""
    return "/".join(reversed(iso.split("-")))


def dated(iso: str) -> str:
    """Return an ISO day in words: "ngày 08/10/2025", "tháng 10/2025", "năm 2025"."""
    return f"{('năm', 'tháng', 'ngày')[iso.count('-')]} {day(iso)}"


def label(document: DocumentSummary) -> str:
    """Return the short name: "Kết luận 21-KL/TW", else kind and title."""
    kind = capital(document.kind.name)
    if document.number:
        return f"{kind} {document.number}"
    title = document.title or "không rõ số"
    return capital(title) if document.kind.name.casefold() in title.casefold() else f"{kind} “{title}”"


def short(document: DocumentSummary) -> str:
    """Return the short name with its day: "Quy định 377-QĐ/TW ngày 08/10/2025"."""
    return f"{label(document)} {dated(document.issued)}" if document.issued else label(document)


def full(document: DocumentSummary) -> str:
    """Return the name as a first citation has it: "Quy định số 377-QĐ/TW ngày 08/10/2025 của Bộ Chính trị"."""
    kind = capital(document.kind.name)
    parts = [f"{kind} số {document.number}" if document.number else label(document)]
    if document.issued:
        parts.append(dated(document.issued))
    if document.issuer and document.number:
        parts.append(f"của {document.issuer.name}")
    return " ".join(parts)


def capital(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """Return words of the draft as a finding repeats them: on one line, shortened where they are long."""
    line = collapse_blanks(text)
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"


def listed(names: Iterable[str]) -> str:
    """Return names in one phrase: "a; b; c"."""
    return "; ".join(names)
