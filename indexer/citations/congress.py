"""Documents of congresses and plenums, named by ordinal and term instead of a number.

"Nghị quyết Đại hội XIII của Đảng", "Văn kiện Đại hội đảng bộ Thành phố nhiệm kỳ 2020 - 2025", "Kết luận Hội nghị
Trung ương 4 khóa XIII", "NQTW4 khóa 12"; "nghị quyết Đại hội Đảng bộ các cấp" names none singly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.citations.drafts import Draft
from indexer.citations.issuers import roman
from indexer.citations.numbered import begin
from indexer.citations.source import KindWord
from indexer.citations.source import SourceText
from indexer.model import Form
from indexer.reading.markers import to_roman
from indexer.text import collapse_blanks

_KINDS: Final = frozenset({"nghi-quyet", "van-kien", "ket-luan", "bao-cao", "chuong-trinh-hanh-dong", "thong-bao"})
_NUMERAL: Final = r"(?:[ivxl]{1,7}|\d{1,2})(?!\w)"

# The parts of a congress's name, in whatever order texts give them; each is matched where the last one ended.
_CONGRESS: Final = re.compile(r"\s{1,3}(?:cua\s{1,3})?dai\s{1,3}hoi(?!\w)")
_CONGRESS_PARTS: Final = {
    "delegates": re.compile(r"\s{1,3}dai\s{1,3}bieu(?!\w)"),
    "national": re.compile(r"\s{1,3}toan\s{1,3}quoc(?!\w)"),
    "levels": re.compile(r"\s{1,3}(?:dang(?:\s{1,3}bo)?\s{1,3})?cac\s{1,3}cap(?!\w)"),
    "body": re.compile(
        r"\s{1,3}(?:cua\s{1,3})?dang\s{1,3}bo(?!\w)(?P<place>\s{1,3}(?:thanh\s{1,3}pho|tinh|quan|huyen|thi\s{1,3}xa|xa|phuong)(?!\w))?"
    ),
    "party": re.compile(
        r"\s{1,3}(?:cua\s{1,3})?dang(?!\s{1,3}(?:bo|uy|vien)|\w)(?:\s{1,3}cong\s{1,3}san\s{1,3}viet\s{1,3}nam)?"
    ),
    "ordinal": re.compile(rf"\s{{1,3}}(?:lan\s{{1,3}}thu\s{{1,3}})?(?P<ordinal>{_NUMERAL})"),
    "term": re.compile(rf"\s{{1,3}}\(?khoa\s{{1,3}}(?P<ordinal>{_NUMERAL})\)?"),
    "years": re.compile(r"[\s,]{1,3}nhiem\s{1,3}ky\s{1,3}(?P<years>\d{4}\s{0,2}[-/]\s{0,2}\d{4})"),
}
_PLACE_NAME: Final = re.compile(r"(?:\s{1,3}[A-ZĐÀ-Ỹ][^\W\d_]*){1,3}")

# The central committee's plenums: "Hội nghị (lần thứ tư) Trung ương 4 khóa XII", "TW4 khóa 12".
_ORDINAL_WORDS: Final = {
    "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12, "muoi ba": 13, "muoi bon": 14, "muoi lam": 15,
}  # fmt: skip
_ROMAN_PLENUMS: Final = {to_roman(number).lower(): number for number in range(1, 21)}
_PLENUM: Final = re.compile(
    r"\s{0,3}(?:(?:cua\s{1,3})?(?:hoi\s{1,3}nghi|hn)(?!\w)\s{0,3}(?:lan\s{1,3}thu\s{1,3}(?P<word>muoi(?:\s{1,3}(?:mot|hai|ba|bon|lam))?|[a-z]{2,5}|\d{1,2})\s{1,3})?)?"
    r"(?:ban\s{1,3}chap\s{1,3}hanh\s{1,3}|bch\s{0,3})?(?:trung\s{1,3}uong|tw|tu(?=\s?\d))(?:\s{1,3}dang(?!\w))?"
    r"(?:\s{0,3}(?:lan\s{1,3}thu\s{1,3})?(?P<plenum>\d{1,2}|[ivx]{1,4})(?![\w/])(?:\s\(lan\s(?:thu\s)?\S{1,3}\))?)?"
    rf"(?P<term>[\s,]{{0,3}}\(?\s?khoa\s{{1,3}}(?P<numeral>{_NUMERAL})\)?)?"
    r"(?P<party>\s{1,3}cua\s{1,3}dang(?!\s{1,3}(?:bo|uy)|\w))?"
)
_SYMBOL_PLENUM: Final = re.compile(
    r"(?<![\w/-])(?P<kind>nq|kl)\s{0,2}(?:tw|trung\s{1,3}uong)\s{0,2}(?P<plenum>\d{1,2})(?!\d|/)"
    rf"(?:[\s,]{{0,3}}\(?\s?khoa\s{{1,3}}(?P<numeral>{_NUMERAL})\)?)?"
)


def find_congress(source: SourceText) -> Iterator[Draft]:
    """Yield what names documents of congresses and plenums, in order of kind words; spans may overlap others'."""
    for kind in source.kinds:
        if kind.kind not in _KINDS:
            continue
        draft = _congress(source, kind) or _plenum(source, kind)
        if draft is not None:
            yield draft
    for match in _SYMBOL_PLENUM.finditer(source.folded):
        kind_id = "nghi-quyet" if match["kind"] == "nq" else "ket-luan"
        yield Draft(
            match.start(), match.end(), Form.UNNUMBERED, kind_id, term=_term(match["numeral"]),
            issuer=f"Hội nghị Trung ương {match['plenum']}", tail=match.end(),
        )  # fmt: skip


def _congress(source: SourceText, kind: KindWord) -> Draft | None:
    head = _CONGRESS.match(source.folded, kind.end)
    if head is None:
        return None
    seen: dict[str, re.Match[str]] = {}
    end = head.end()
    while True:
        name, part = _next_part(source, end, seen)
        if name is None or part is None:
            break
        seen[name], end = part, part.end()
        if name == "body" and part["place"]:
            place = _PLACE_NAME.match(source.text, end)
            if place and not _ordinal_like(place.group()):
                end = place.end()
    if not seen:
        return None
    start = begin(source, kind)
    form = Form.GROUP if "levels" in seen else Form.UNNUMBERED
    ordinal = seen.get("ordinal") or seen.get("term")
    if form is Form.UNNUMBERED and ordinal is None and "years" not in seen and start < kind.start:
        form = Form.GROUP  # "các nghị quyết Đại hội Đảng"
    return Draft(
        start, end, form, kind.kind, term=_term(ordinal["ordinal"]) if ordinal else None,
        issuer=_without_term(source, head, end, seen) if form is Form.UNNUMBERED else None, tail=end,
    )  # fmt: skip


def _next_part(source: SourceText, end: int, seen: dict[str, re.Match[str]]) -> tuple[str | None, re.Match[str] | None]:
    for name, pattern in _CONGRESS_PARTS.items():
        if name in seen:
            continue
        match = pattern.match(source.folded, end)
        if match is not None and (name not in {"ordinal", "term"} or _is_numeral(source, match)):
            return name, match
    return None, None


def _is_numeral(source: SourceText, match: re.Match[str]) -> bool:
    # Folded letters hide that "vì" or "i" is no numeral: Roman ones stand in capitals.
    letters = source.unified[match.start("ordinal") : match.end("ordinal")]
    return letters.isdigit() or letters.isupper()


def _ordinal_like(place: str) -> bool:
    return re.fullmatch(r"\s*[IVXL]+", place) is not None


def _without_term(source: SourceText, head: re.Match[str], end: int, seen: dict[str, re.Match[str]]) -> str:
    letters = list(source.text[head.start() : end])
    for name in ("ordinal", "term", "years"):
        if name in seen:
            for at in range(seen[name].start(), seen[name].end()):
                letters[at - head.start()] = " "
    return re.sub(r"^của ", "", collapse_blanks("".join(letters)))


def _plenum(source: SourceText, kind: KindWord) -> Draft | None:
    if kind.kind not in {"nghi-quyet", "ket-luan", "thong-bao"}:
        return None
    match = _PLENUM.match(source.folded, kind.end)
    if match is None:
        return None
    plenum = _plenum_number(source, match) or _word_ordinal(match["word"])
    start = begin(source, kind)
    if plenum is None and match["numeral"] is None:
        return None  # "nghị quyết Trung ương": left to the groups
    form = Form.UNNUMBERED if plenum else Form.GROUP
    return Draft(
        start, match.end(), form, kind.kind, term=_term(match["numeral"]),
        issuer=f"Hội nghị Trung ương {int(plenum)}" if plenum else None, tail=match.end(),
    )  # fmt: skip


def _plenum_number(source: SourceText, match: re.Match[str]) -> str | None:
    numeral = match["plenum"]
    if numeral is None or numeral.isdigit():
        return numeral
    # "Trung ương IV"; small letters are a word.
    number = _ROMAN_PLENUMS.get(numeral) if source.unified[match.start("plenum")].isupper() else None
    return str(number) if number else None


def _word_ordinal(word: str | None) -> str | None:
    if word is None:
        return None
    if word.isdigit():
        return word
    number = _ORDINAL_WORDS.get(" ".join(word.split()))
    return str(number) if number else None


def _term(numeral: str | None) -> str | None:
    return roman(numeral) if numeral else None
