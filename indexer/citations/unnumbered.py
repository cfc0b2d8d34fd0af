"""Documents named without a number, groups of documents, and references back ("Kế hoạch này").

A document that is still to be written ("xây dựng kế hoạch", "các chương trình, kế hoạch hành động thực hiện ...")
is not cited. Several documents that are not named singly are a group.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from indexer.citations.congress import find_congress
from indexer.citations.details import read_details
from indexer.citations.drafts import Draft
from indexer.citations.issuers import read_organ
from indexer.citations.laws import find_laws
from indexer.citations.numbered import begin
from indexer.citations.source import KindWord
from indexer.citations.source import SourceText
from indexer.model import Form
from indexer.model import Span

_OF: Final = re.compile(r"\s{1,4}cua\s{1,4}")

# Names that stand for one document. The year belongs to the name: there is a Cương lĩnh of 1991 and one of 2011.
_PLATFORM: Final = re.compile(
    r"(?:\s{1,3}xay dung dat nuoc trong thoi ky qua do len chu nghia xa hoi)?(?:\s{1,3}chinh tri)?"
    r"(?:\s{1,3}nam\s{1,3}(?P<year>\d{4})|\s{0,3}\(\s?bo sung, phat trien nam (?P<later>\d{4})\s?\))?"
)
_STATUTES: Final = re.compile(
    r"\s{1,3}(?:dang(?:\s{1,3}cong\s{1,3}san\s{1,3}viet\s{1,3}nam)?|doan(?:\s{1,3}tncs[^\W\d_ ]*)?|"
    r"mat tran to quoc viet nam|cong doan viet nam|hoi [a-z]+(?: [a-z]+){0,3} viet nam)(?!\w)"
)
_CONSTITUTION: Final = re.compile(
    r"(?:\s{1,3}nuoc cong hoa xa hoi chu nghia viet nam)?(?:\s{1,3}nam)?\s{1,3}(?P<year>(?:19|20)\d\d)(?!\d)"
)
# Kinds of which there is one, or one a year.
_ONE_OF_A_KIND: Final = {"cuong-linh": _PLATFORM, "dieu-le": _STATUTES, "hien-phap": _CONSTITUTION}
_THEME: Final = re.compile(
    r"\s{1,3}(?:toan\s{1,3}khoa|nam\s{1,3}(?P<year>\d{4}))"
    r"(?:\s{1,3}dai\s{1,3}hoi\s{1,3}(?:lan\s{1,3}thu\s{1,3})?(?P<term>[ivxl]{1,7})(?!\w))?(?:\s{1,3}cua\s{1,3}dang(?!\w))?"
)
_AUTHOR: Final = re.compile(r"\s{1,3}cua\s{1,3}(?:(?:đồng chí|đ/c)\s{1,3})?", re.IGNORECASE)
_PERSON: Final = re.compile(
    r"(?:Tổng Bí thư|Chủ tịch nước|Chủ tịch|Thủ tướng|Đại tướng|GS\.?,? ?TS\.?|đồng chí)"
    r"\s{1,3}(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s{0,2}){2,5}"
)
_PROGRAMMES: Final = re.compile(
    r"(?:\s{1,3}cong\s{1,3}tac)?(?:\s{1,3}(?:lon|trong\s{1,3}tam|toan\s{1,3}khoa)){0,2}(?:\s{1,3}cua)?\s{1,3}"
)
_NAMED: Final = re.compile(r"(?P<name>(?:\s{1,3}[^\W\d_]+){1,12})\s{1,3}nam\s{1,3}(?P<year>\d{4})\s{1,3}cua\s{1,3}")
# What another document issues: a Quyết định its Quy chế.
_PROMULGATED: Final = frozenset(
    {
        "quy-che", "quy-dinh", "dieu-le", "chuong-trinh", "ke-hoach", "de-an", "quy-hoach", "chien-luoc", "huong-dan",
        "chuong-trinh-hanh-dong", "ke-hoach-hanh-dong", "phuong-an", "du-an", "de-cuong",
    }
)  # fmt: skip
_PROMULGATES: Final = re.compile(r"(?<!\w)ban hanh(?:\s{1,3}kem theo)?(?:\s{1,3}[a-z]+){0,3}\s{1,3}\Z")
# "Kế hoạch này", "Nghị quyết nêu trên", "Quyết định trên"; "Quy hoạch trên địa bàn" points to nothing.
_BACK: Final = re.compile(
    r"\s{1,3}(?:nay|(?:neu|noi|ke|dan)\s{1,3}tren|tren\s{1,3}day|vua\s{1,3}neu|"
    r"tren(?=\s{0,2}(?:[.,;:)]|\n|\Z|(?:co\s{1,3}hieu|da|duoc|la|va|thi|se|phai|khong|cua)(?!\w))))(?!\w)"
)

# Whose guidance or resolution it is settles nothing without a number, but it names one document.
_OWN_WORD_KINDS: Final = frozenset({"huong-dan", "chi-thi", "nghi-quyet", "ket-luan"})
_PARTY_ORGAN: Final = re.compile(
    r"(?:ban (?:tuyen giao|to chuc|dan van|noi chinh|thuong vu|chap hanh|bi thu)|bo chinh tri|trung uong|tinh uy|"
    r"thanh uy|quan uy|huyen uy|thi uy|dang uy|bch|btv|btg)(?!\w)"
)
_GROUP_KINDS: Final = frozenset(
    {
        "nghi-quyet", "chi-thi", "ket-luan", "quy-dinh", "quyet-dinh", "quy-che", "huong-dan", "ke-hoach",
        "chuong-trinh", "chuong-trinh-hanh-dong", "thong-bao", "thong-tri", "van-kien", "nghi-dinh", "thong-tu",
    }
)  # fmt: skip
_AND: Final = re.compile(r"\s{0,3}(?:,|;|va)\s{0,3}")
_OF_PARTY: Final = re.compile(r"\s{1,3}cua\s{1,3}dang(?!\s{1,3}(?:bo|uy|vien)|\w)")
_OF_BODY: Final = re.compile(
    r"\s{1,3}cua\s{1,3}dang\s{1,3}bo(?:\s{1,3}cac\s{1,3}cap(?!\w)|\s{1,3}(?:thanh\s{1,3}pho|tinh|quan|huyen|thi\s{1,3}xa|xa|phuong)(?!\w))?"
)
_CENTRAL: Final = re.compile(
    r"\s{1,3}(?:cua\s{1,3})?(?:hoi\s{1,3}nghi\s{1,3})?(?:trung\s{1,3}uong|tw)(?!\s?\d|\w)"
    r"(?:[\s,]{0,3}\(?\s?khoa\s{1,3}[ivxl\d]{1,7}\)?(?!\w))?(?:\s{1,3}cua\s{1,3}dang(?!\s{1,3}(?:bo|uy)|\w))?"
)
_RELATED: Final = re.compile(r"\s{1,3}(?:co\s{1,3})?lien\s{1,3}quan(?!\w)")
_MORE_ORGAN: Final = re.compile(
    r"(?:thanh pho|thanh uy|tinh uy|tinh|quan uy|quan|huyen uy|huyen|dang uy|phuong|xa)(?!\w)"
)
_POLICIES: Final = re.compile(r"\s{0,3},\s{0,3}(?:chu\s{1,3}truong|duong\s{1,3}loi|chinh\s{1,3}sach)(?!\w)")


def find_unnumbered(source: SourceText, titles: list[Span]) -> list[Draft]:
    """Return the unnumbered citations, groups and references of a text, in order and without overlap.

    `titles` are the spans of numbered documents' titles: "Ban hành Quy chế ..." inside one names a second document.
    """
    found = [*find_congress(source), *find_laws(source)]
    for index, kind in enumerate(source.kinds):
        draft = (
            _reference(source, kind)
            or _one(source, kind)
            or _programmes(source, kind)
            or _named(source, kind)
            or _promulgated(source, kind, titles)
            or _group(source, index)
            or _of_organ(source, kind)
        )
        if draft is not None:
            found.append(draft)
    return _longest_first(found)


def _longest_first(found: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in sorted(found, key=lambda draft: (draft.start, -draft.end)):
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept


def _reference(source: SourceText, kind: KindWord) -> Draft | None:
    match = _BACK.match(source.folded, kind.end)
    if match is None or not kind.capital:
        return None
    start = begin(source, kind, several=False)
    form = Form.REFERENCE if start == kind.start else Form.GROUP  # "các Nghị quyết nêu trên"
    return Draft(start, match.end(), form, kind.kind, tail=match.end())


def _one(source: SourceText, kind: KindWord) -> Draft | None:
    named = _ONE_OF_A_KIND.get(kind.kind)
    if kind.kind == "bai-viet":
        return _article(source, kind)
    match = named.match(source.folded, kind.end) if named and kind.capital else None
    if kind.kind == "chuyen-de":
        match = _THEME.match(source.folded, kind.end)
        if match is not None and match["year"] and not kind.capital:
            return None  # "các chuyên đề năm 2022": themes of a year, not the theme
    if match is None:
        return None
    groups = match.groupdict()
    year = groups.get("year") or groups.get("later")
    draft = Draft(kind.start, match.end(), Form.UNNUMBERED, kind.kind, issued=year, term=_upper(groups.get("term")))
    return _detailed(source, draft)


def _article(source: SourceText, kind: KindWord) -> Draft | None:
    of = _AUTHOR.match(source.folded, kind.end)
    person = _PERSON.match(source.text, of.end()) if of else None
    if person is None:
        return None
    end = person.start() + len(person.group().rstrip())
    draft = Draft(kind.start, end, Form.UNNUMBERED, kind.kind, issuer=source.words(person.start(), end))
    return _detailed(source, draft)


def _programmes(source: SourceText, kind: KindWord) -> Draft | None:
    # "10 Chương trình công tác của Thành ủy Hà Nội khóa XVII": a counted set that was issued as one.
    start = begin(source, kind)
    if kind.kind != "chuong-trinh" or not source.text[start : kind.start].strip().isdigit():
        return None
    match = _PROGRAMMES.match(source.folded, kind.end)
    organ = read_organ(source, match.end()) if match else None
    if organ is None:
        return None
    return Draft(start, organ.end, Form.UNNUMBERED, kind.kind, issuer=organ.name, term=organ.term, tail=organ.end)


def _named(source: SourceText, kind: KindWord) -> Draft | None:
    # "Kế hoạch công tác giáo dục chính trị năm 2022 của Quận ủy"
    if kind.kind not in {"ke-hoach", "chuong-trinh", "de-an"} or not kind.capital:
        return None
    match = _NAMED.match(source.folded, kind.end)
    if match is None or source.kinds_between(match.start("name"), match.end("name")):
        return None
    organ = read_organ(source, match.end())
    if organ is None:
        return None
    title = source.words(match.start("name"), match.end("year"))
    return Draft(
        kind.start, organ.end, Form.UNNUMBERED, kind.kind, issued=match["year"], issuer=organ.name, term=organ.term,
        title=title, tail=organ.end,
    )  # fmt: skip


def _promulgated(source: SourceText, kind: KindWord, titles: list[Span]) -> Draft | None:
    if (
        kind.kind not in _PROMULGATED
        or not kind.capital
        or not _PROMULGATES.search(source.folded, max(0, kind.start - 40), kind.start)
    ):
        return None
    for title in titles:
        if title.start <= kind.start and kind.end < title.end:
            end = title.start + len(source.text[title.start : title.end].rstrip(" *_\n"))
            name = source.plain(kind.end, end)
            return Draft(kind.start, end, Form.UNNUMBERED, kind.kind, title=name, tail=end) if name else None
    return None


def _group(source: SourceText, index: int) -> Draft | None:
    kind = source.kinds[index]
    if kind.kind not in _GROUP_KINDS:
        return None
    start, end, count = begin(source, kind), kind.end, 1
    plural = start < kind.start and not source.text[start : kind.start].strip().isdigit()
    for following in source.kinds[index + 1 : index + 6]:
        if following.kind not in _GROUP_KINDS or not _AND.fullmatch(source.folded, end, following.start):
            break
        end, count = following.end, count + 1
    policies = _POLICIES.match(source.folded, end)
    if policies is not None:
        end = policies.end()
    tail = _group_tail(source, end, plural=plural, many=count > 1)
    if tail is None:
        return None
    return Draft(start, tail, Form.GROUP, kind.kind, tail=tail)


def _group_tail(source: SourceText, end: int, *, plural: bool, many: bool) -> int | None:
    for pattern in (_OF_PARTY, _OF_BODY):
        match = pattern.match(source.folded, end)
        if match is not None and (plural or many or pattern is _OF_PARTY or "cac" in match.group()):
            return match.end()
    if not plural:
        return None
    central = _CENTRAL.match(source.folded, end)
    if central is not None:
        return central.end()
    related = _RELATED.match(source.folded, end) if many else None
    if related is not None:
        return related.end()
    return _organs_tail(source, end)


def _organs_tail(source: SourceText, end: int) -> int | None:
    # "các chương trình hành động của Thành phố và quận": one or several issuers in a row.
    of = _OF.match(source.folded, end)
    organ = read_organ(source, of.end()) if of else None
    if organ is None or not source.unified[organ.start].isupper():
        return None
    return _more_organs(source, organ.end)


def _more_organs(source: SourceText, end: int) -> int:
    while (link := _AND.match(source.folded, end)) is not None:
        following = read_organ(source, link.end())
        if following is None or not _MORE_ORGAN.match(source.folded, link.end()):
            break
        end = following.end
    return end


def _of_organ(source: SourceText, kind: KindWord) -> Draft | None:
    if kind.kind not in _OWN_WORD_KINDS or begin(source, kind) < kind.start:
        return None
    of = _OF.match(source.folded, kind.end)
    if of is None or not _PARTY_ORGAN.match(source.folded, of.end()) or not source.unified[of.end()].isupper():
        return None
    organ = read_organ(source, of.end())
    if organ is None:
        return None
    end = _more_organs(source, organ.end)
    draft = Draft(kind.start, end, Form.UNNUMBERED, kind.kind, issuer=source.words(organ.start, end), term=organ.term)
    return _detailed(source, draft)


def _detailed(source: SourceText, draft: Draft) -> Draft:
    details = read_details(source, draft.end)
    return replace(
        draft,
        issued=details.issued or draft.issued,
        issuer=draft.issuer or details.issuer,
        term=draft.term or details.term,
        title=details.title,
        title_span=details.title_span,
        tail=details.tail,
    )


def _upper(numeral: str | None) -> str | None:
    return numeral.upper() if numeral else None
