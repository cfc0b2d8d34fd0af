"""A document as an entry for reference managers: RIS, BibTeX and CSL-JSON, with nothing in it that is not known."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexer.export.citation import document_name
from indexer.export.facts import CitedFacts

#: Kinds that reference managers know as laws.
LAWS: Final = frozenset({"hien-phap", "bo-luat", "luat", "phap-lenh"})
_ARTICLES: Final = frozenset({"bai-viet"})  # written by a person, not issued by an organ
_TEX: Final = re.compile(r"([&%$#_{}])")
_TEX_NAMED: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def ris(facts: CitedFacts) -> bytes:
    """Return `facts` as a RIS entry, UTF-8 with the format's own line ends."""
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _ris(facts)).encode()


def _ris(facts: CitedFacts) -> Iterator[tuple[str, str]]:
    law = facts.kind.id in LAWS
    yield "TY", "STAT" if law else "GEN" if facts.kind.id in _ARTICLES else "GOVDOC"
    yield "ID", facts.id
    yield "TI", entry_title(facts)
    if facts.issuer:
        yield "AU", ", ".join(name_parts(facts.issuer.name)) if by_person(facts) else facts.issuer.name
        if not by_person(facts):
            yield "PB", facts.issuer.name
    if facts.issued:
        yield "PY", facts.issued[:4]
        # Four parts, the last for a season: what is not known stays empty.
        yield "DA", "/".join([*facts.issued.split("-"), "", ""][:3]) + "/"
    if facts.number:
        yield "M1" if law else "SN", facts.number
    if not law:
        yield "M3", kind_name(facts)
    yield "LA", "vi"
    if facts.address:
        yield "UR", facts.address
    yield "ER", ""


def bibtex(facts: CitedFacts) -> bytes:
    """Return `facts` as a BibTeX entry, UTF-8."""
    report = facts.issuer is not None and not by_person(facts)
    rows = [("title", f"{{{_tex(entry_title(facts))}}}")]
    if facts.issuer:
        author = ", ".join(name_parts(facts.issuer.name)) if by_person(facts) else f"{{{_tex(facts.issuer.name)}}}"
        rows.append(("author", author))
    if report and facts.issuer:
        rows.append(("institution", f"{{{_tex(facts.issuer.name)}}}"))
    rows.append(("type" if report else "howpublished", _tex(kind_name(facts))))
    if facts.number:
        rows.append(("number", _tex(facts.number)))
    if facts.issued:
        rows.append(("year", facts.issued[:4]))
        rows.append(("date", facts.issued))
    if facts.address:
        rows.append(("url", _tex(facts.address)))
    rows.append(("langid", "vietnamese"))
    lines = [f"  {name} = {{{value}}},\n" for name, value in rows]
    if facts.issued and len(facts.issued) > 4:
        lines.insert(-1, f"  month = {_MONTHS[int(facts.issued[5:7]) - 1]},\n")
    return f"@{'techreport' if report else 'misc'}{{{facts.id},\n{''.join(lines)}}}\n".encode()


def csl_json(facts: CitedFacts) -> bytes:
    """Return `facts` as a CSL-JSON list of one item, UTF-8."""
    law = facts.kind.id in LAWS
    item: dict[str, object] = {
        "id": facts.id,
        "type": "legislation" if law else "article" if facts.kind.id in _ARTICLES else "report",
        "title": entry_title(facts),
        "genre": kind_name(facts),
        "language": "vi-VN",
    }
    if facts.issuer and by_person(facts):
        family, given = name_parts(facts.issuer.name)
        item["author"] = [{"family": family, "given": given}]
    elif facts.issuer:
        item["author"] = [{"literal": facts.issuer.name}]
        item["publisher"] = facts.issuer.name
    if facts.number:
        item["number"] = facts.number
    if facts.issued:
        item["issued"] = {"date-parts": [[int(part) for part in facts.issued.split("-")]]}
    if facts.address:
        item["URL"] = facts.address
    return (json.dumps([item], ensure_ascii=False, indent=2) + "\n").encode()


@dataclass(frozen=True, slots=True)
class EntryFormat:
    """A kind of entry: what people call it, its media type, and what writes it. Its key is the end of its name."""

    name: str
    media_type: str
    write: Callable[[CitedFacts], bytes]


ENTRIES: Final[Mapping[str, EntryFormat]] = {
    "ris": EntryFormat("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "bib": EntryFormat("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "json": EntryFormat("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}


def entry_title(facts: CitedFacts) -> str:
    """Return the title, or where none is known what the document is called by."""
    if facts.title:
        return facts.title
    return f"{kind_name(facts)} số {facts.number}" if facts.number else document_name(facts)


def kind_name(facts: CitedFacts) -> str:
    """Return the kind's name as it begins a line."""
    return facts.kind.name[:1].upper() + facts.kind.name[1:]


def by_person(facts: CitedFacts) -> bool:
    """Tell whether a document was written by a person, not issued by an organ."""
    return facts.kind.id in _ARTICLES and facts.issuer is not None and " " in facts.issuer.name


def name_parts(name: str) -> tuple[str, str]:
    """Return the family's name of a person, and what stands after it."""
    family, _blank, given = name.partition(" ")  # a Vietnamese name begins with the family's
    return family, given


def _tex(text: str) -> str:
    named = "".join(
        _TEX_NAMED.get(letter, letter) if letter in _TEX_NAMED else _TEX.sub(r"\\\1", letter) for letter in text
    )
    return " ".join(named.split())
