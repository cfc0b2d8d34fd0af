"""Names of organs in running text, and the organ that a name means in a plan of a given issuer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from functools import lru_cache
from typing import Final

from indexer.reading.lines import UPPER
from indexer.text import collapse_blanks
from indexer.vocabulary import Organ
from indexer.vocabulary import Vocabulary

# The pieces of a name. A blank in them stands for any blanks of the text, a page break included.
_PIECES: Final = {
    "MORECONCERNED": r"(?:, (?:ban|ngành|cơ quan|đơn vị|địa phương|đoàn thể|tổ chức)){0,4}"
    r"(?: (?:có )?(?:liên quan|chức năng|trực thuộc))?",
    # A place's proper name: two to four words with capitals, which may stand on two lines but not in two paragraphs.
    "PLACE": rf"(?<!\n\n)(?<!\n\r\n)(?:[{UPPER}]\w{{0,9}}(?:\s[{UPPER}]\w{{0,9}}){{1,3}}|Huế)",
    # What an office or a Party committee may belong to.
    "INSTITUTION": r"(?:Quốc hội|Chính phủ|Chủ tịch nước|Mặt trận Tổ quốc|UBND|HĐND|ĐBQH|Ủy ban nhân dân"
    r"|Hội đồng nhân dân|Tòa án nhân dân|Viện [Kk]iểm sát nhân dân|Quân sự|Ban Chỉ đạo|Thủ đô|Khối các cơ quan)",
    # What says of which level or place an organ is.
    "COMMITTEE": r"(?:(?:[Tt]hành|[Tt]ỉnh|[Qq]uận|[Hh]uyện|[Tt]hị|[Đđ]ảng) ủy(?: PLACE)?)",
    "AREA": r"(?:[Tt]hành phố|TP\.?|[Tt]ỉnh|[Qq]uận|[Hh]uyện|[Tt]hị xã|[Pp]hường|[Xx]ã|[Tt]hị trấn|[Đđ]ặc khu)",
    "AREAS": r"các AREA(?:, AREA){0,4}(?: và AREA)?",
    "SCOPE": r"(?:[Tt]rung ương(?: Đảng)?|TW(?: Đảng)?|COMMITTEE|AREAS|từ quận (?:tới|đến) cơ sở|cấp (?:AREA|dưới|trên)"
    r"|các cấp|cơ sở|Việt Nam(?: AREA(?: PLACE)?)?|AREA(?: PLACE)?|địa phương|trực thuộc(?: AREA)?|liên quan"
    r"|INSTITUTION(?: AREA)?(?: PLACE| tối cao)?|PLACE)",
    # The fields of departments, each a word pair of the official names.
    "FIELD": r"(?:[Gg]iáo dục|[Đđ]ào tạo|[Vv]ăn hóa|[Tt]hể thao|[Dd]u lịch|[Tt]hông tin|[Tt]ruyền thông|[Nn]ội vụ"
    r"|[Tt]ư pháp|[Tt]ài chính|[Kk]ế hoạch|[Đđ]ầu tư|[Yy] tế|[Xx]ây dựng|[Nn]ông nghiệp|[Mm]ôi trường"
    r"|[Pp]hát triển nông thôn|[Tt]ài nguyên|[Kk]hoa học|[Cc]ông nghệ|[Cc]ông [Tt]hương|[Kk]inh tế|[Hh]ạ tầng"
    r"|[Đđ]ô thị|[Ll]ao động|[Tt]hương binh|[Xx]ã hội|[Dd]ân tộc|[Tt]ôn giáo|[Nn]goại vụ|[Nn]goại giao"
    r"|[Qq]uy hoạch|[Kk]iến trúc|[Gg]iao thông [Vv]ận tải|[Qq]uốc phòng|[Cc]ông an|[Qq]uản lý đô thị)",
}

_NAMES: Final = (
    # Committees and their standing boards.
    r"(?:Ban Thường vụ|Ban Chấp hành|Thường trực|BTV|BCH) (?:Đảng bộ SCOPE|SCOPE)",
    r"Ban Thường vụ",
    r"(?:(?:Thành|Tỉnh|Quận|Huyện|Thị) ủy|(?:quận|huyện|thành|tỉnh) ủy)(?: PLACE)?",
    r"Đảng ủy(?: SCOPE)?",
    # The Party's departments and offices.
    r"Ban (?:Tuyên giáo và Dân vận|Tuyên giáo|Tổ chức|Dân vận|Nội chính|Xây dựng Đảng|Chỉ đạo)(?: SCOPE)?",
    r"(?:BTG|BTGDV|BXDĐ|UBKT|UB\.? ?[Kk]iểm tra|Ủy ban [Kk]iểm tra)(?: SCOPE)?",
    r"(?:Văn phòng|VP) SCOPE(?: AREA(?: PLACE)?)?",
    r"(?:[Tt]rung tâm (?:[Bb]ồi dưỡng )?(?:lý luận )?[Cc]hính trị|TTCT)(?: SCOPE)?",
    r"[Cc]ác (?:[Bb]an [Đđ]ảng|[Bb]an [Xx]ây dựng Đảng)(?: SCOPE)?",
    # The State's organs.
    r"(?:UBND|HĐND|UB\.? ?[Nn]hân dân|Ủy ban [Nn]hân dân|Hội đồng [Nn]hân dân)(?: SCOPE)?",
    r"(?:Sở|Phòng|Bộ|Ban|Chi cục|Cục) FIELD(?:(?:, | và | - | & )FIELD){0,3}(?: SCOPE)?",
    r"Công an SCOPE",
    r"(?:Bộ|Ban) [Cc]hỉ huy [Qq]uân sự(?: SCOPE)?",
    r"Bộ Tư lệnh SCOPE",
    # The Front and the mass organisations.
    r"(?:(?:Ủy ban |UB\.? ?)?(?:Mặt trận Tổ quốc|MTTQ))(?: Việt Nam)?(?: SCOPE)?",
    r"Hội (?:Cựu chiến binh|CCB|Nông dân|Liên hiệp [Pp]hụ nữ|Phụ nữ|LHPN|Chữ thập đỏ|Khuyến học)(?: SCOPE)?",
    r"Hội (?:Người cao tuổi|Luật gia|Nhà báo)(?: SCOPE)?",
    r"(?:Liên đoàn Lao động|LĐLĐ|Đoàn Thanh niên|ĐTN|Đoàn TNCS)(?: Cộng sản)?(?: Hồ Chí Minh)?(?: SCOPE)?",
    r"(?:Thành|Tỉnh|Quận|Huyện|Thị) [Đđ]oàn(?: PLACE)?",
    # Organs that are many.
    r"(?:[Cc]ác )?(?:TCCS ?Đảng|TCCSĐ|[Tt]ổ chức cơ sở [Đđ]ảng) trực thuộc(?: AREA)?",
)

# Organs so general that naming them says nothing unless the text gives them a part.
_GENERAL: Final = (
    r"(?:[Cc]ác )?(?:TCCS ?Đảng|TCCSĐ|[Tt]ổ chức cơ sở [Đđ]ảng)",
    r"(?:[Cc]ác [Ss]ở|[Cc]ác ngành|(?:[Cc]ác )?(?:[Ss]ở, ban|[Bb]an, ngành|[Cc]ơ quan|[Đđ]ơn vị))(?:MORECONCERNED)",
    r"(?:[Cc]ác )?(?:tổ chức chính trị ?[-–] ?xã hội|tổ chức CT-XH|đoàn thể)(?: SCOPE)?",
    r"(?:[Cc]ác )?(?:[Cc]ấp ủy|[Cc]hi bộ|[Đđ]ảng bộ)(?:, (?:chi bộ|đảng bộ|tổ chức [Đđ]ảng)){0,2}(?: SCOPE)?",
    r"[Cc]hính quyền(?: SCOPE)?",
)

# A congress names its committee's resolutions and does nothing itself: what it names is passed over whole.
_CONGRESS: Final = (r"[Đđ]ại hội(?: đại biểu)?(?: lần thứ \w{1,8}| [IVXL]{1,8})? [Đđ]ảng bộ(?: SCOPE)?",)

# Names of the vocabulary that are too short to mean an organ in a sentence about tasks.
_TOO_SHORT: Final = {"trung ương", "hội nghị trung ương"}

# Short forms inside names that the vocabulary of abbreviations does not hold as words of their own.
_SHORT_FORMS: Final = {"ub": "ủy ban", "ub.": "ủy ban", "vp": "văn phòng", "tp": "thành phố", "tp.": "thành phố"}


@dataclass(frozen=True, slots=True)
class Name:
    """An organ's name in a text. `general`: it names organs of a sort and none in particular."""

    start: int
    end: int
    general: bool


@lru_cache(maxsize=8)
def organ_names(vocabulary: Vocabulary) -> OrganNames:
    """Return the finder of a vocabulary's names, made once: that takes longer than to read a short text."""
    return OrganNames(vocabulary)


class OrganNames:
    """Finds names of organs in texts and says which organ of the vocabulary each means."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._long_forms = {entry.short.lower(): entry.long.lower() for entry in vocabulary.abbreviations.values()}
        self._long_forms |= _SHORT_FORMS
        self._full: dict[str, list[Organ]] = {}
        self._relative: dict[str, list[Organ]] = {}
        known: set[str] = set()
        for organ in vocabulary.organs.values():
            full = [organ.name, *(name.name for name in organ.names)]
            for names, index in ((full, self._full), (organ.relative_names, self._relative)):
                for name in names:
                    organs = index.setdefault(self.key(name), [])
                    if organ not in organs:
                        organs.append(organ)
            if organ.level not in {"congress", "person"}:
                known |= {unify(name) for name in (*full, *organ.relative_names) if name.lower() not in _TOO_SHORT}
        longest_first = sorted(known, key=len, reverse=True)
        self._known = _pattern([re.escape(name).replace(r"\ ", " ") for name in longest_first], re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
        """Yield the names in `text` between two offsets in order, the longest where several begin at one place."""
        unified = unify(text[start:end])
        special, vague, of_congress = _patterns()
        found = [Name(*match.span(), general=False) for match in special.finditer(unified)]
        found += [
            Name(*match.span(), general=False) for match in self._known.finditer(unified) if match[0][0].isupper()
        ]
        found += [Name(*match.span(), general=True) for match in vague.finditer(unified)]
        congresses = {match.span() for match in of_congress.finditer(unified)}
        found += [Name(*span, general=True) for span in congresses]
        taken = 0
        for name in sorted(found, key=lambda name: (name.start, -name.end, name.general)):
            if name.start >= taken:
                taken = name.end
                if (name.start, name.end) not in congresses:
                    yield Name(start + name.start, start + name.end, name.general)

    def organ(self, name: str, issuer: str | None, place: str | None = None) -> str | None:
        """Return the id of the organ that `name` means in a document of the organ `issuer`, None where in doubt.

        What is named without its place belongs to the issuer or stands above it; without issuer such a name means
        no organ, unless the `place` where the document was signed makes it whole ("Quận ủy" at "Ba Đình").
        """
        key = self.key(name).removeprefix("các ")
        for whole in (key, self.key(f"{name} {place}") if place else key):
            if len(full := self._full.get(whole, [])) == 1:
                return full[0].id
        chain = list(self._vocabulary.ancestors(issuer))
        shorter = [f"{key} {self.key(relative)}" for above in chain[:2] for relative in above.relative_names]
        for relative in (key, *shorter):
            organ = _nearest(self._relative.get(relative, []), chain)
            if organ is not None:
                return organ.id
        return None

    def key(self, name: str) -> str:
        """Return `name` as names are compared: lower case, one tone placement, short forms written out."""
        words = unify(collapse_blanks(name)).lower().split()
        return unify(" ".join(self._long_forms.get(word, word) for word in words))


def _nearest(organs: Iterable[Organ], chain: Sequence[Organ]) -> Organ | None:
    """Return the one of `organs` that stands nearest to the issuer at the bottom of `chain`, None where several do."""
    found = [(_distance(organ, chain), organ.id, organ) for organ in organs]
    ranked = sorted((item for item in found if item[0] >= 0), key=lambda item: item[:2])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][2]


def _distance(organ: Organ, chain: Sequence[Organ]) -> float:
    """Return how far up `chain` the organ stands, or half a step behind an organ of its place; -1 for nowhere.

    An organ of another place is out of reach: a city's plan that says "Quận ủy" means none of its districts.
    """
    for index, above in enumerate(chain):
        if organ.id == above.id:
            return index
        if organ.place is not None and organ.place == above.place:
            return index + 0.5
    return -1


def unify(text: str) -> str:
    """Return `text` with one placement of the tone in "ủy", letter for letter."""
    return text.replace("uỷ", "ủy").replace("Uỷ", "Ủy").replace("UỶ", "ỦY")


def _factored(names: Sequence[str]) -> list[str]:
    """Return `names` with those that end alike put together, so that what many share is compiled once."""
    suffixes = ("(?: SCOPE)?", " SCOPE", "(?: PLACE)?")
    by_suffix: dict[str, list[str]] = {}
    for name in names:
        suffix = next((suffix for suffix in suffixes if name.endswith(suffix)), "")
        by_suffix.setdefault(suffix or name, []).append(name.removesuffix(suffix))
    return [f"(?:{'|'.join(heads)}){key}" if key in suffixes else key for key, heads in by_suffix.items()]


def _expand(pattern: str) -> str:
    for _ in _PIECES:  # pieces hold pieces
        for name, piece in _PIECES.items():
            pattern = re.sub(rf"\b{name}\b", f"(?:{piece})".replace("\\", r"\\"), pattern)
    return pattern


def _pattern(names: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    joined = (
        "|".join(f"(?:{name})" for name in names).replace(" ?", "\0").replace(" ", r"\s{1,4}").replace("\0", r"\s?")
    )
    return re.compile(rf"(?<![\w/-])(?:{joined})(?!\w)", flags)


@cache  # when the first text is read: compiling them takes a quarter of the time of all a build imports
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of names as such, of vague ones, and of congresses."""
    return (
        _pattern(map(_expand, _factored(_NAMES))),
        _pattern(map(_expand, _factored(_GENERAL))),
        _pattern(map(_expand, _CONGRESS)),
    )
