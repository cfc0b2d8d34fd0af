"""The organ named behind "của": where its name ends, and the term that stands with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.citations.source import SourceText
from indexer.reading.markers import to_roman
from indexer.text import fold
from indexer.vocabulary import Vocabulary

_OF: Final = re.compile(r"[\s,]{0,4}(?:cua|do)\s{1,4}(?:(?:dong chi|d/c)\s{1,3})?")

# What an organ's name begins with (folded). A name that begins otherwise is not taken for one.
HEADS: Final = (
    r"(?:thuong truc )?(?:ban|bo|chinh phu|thu tuong|quoc hoi|uy ban|ub|ubnd|ubmttq|ubkt|hdnd|hoi dong|hoi nghi|hoi|"
    r"tinh uy|thanh uy|quan uy|huyen uy|thi uy|dang uy|dang bo|dang doan|dai hoi|truong ban|bo truong|chu tich|"
    r"pho chu tich|tong bi thu|bi thu|van phong|vien|toa an|kiem sat|tong cuc|cuc|so|phong|hoc vien|doan|mat tran|"
    r"trung uong|lien|tong (?:kiem toan|thanh tra|giam doc|tham muu)|bao hiem|hieu truong|chu nhiem|tu lenh|bo tu lenh|"
    r"quan khu|dai hoc|thuong vu|ubtvqh|tand|vksnd|nhnn|hdqt|"
    r"ngan hang|kiem toan|thanh tra|trung tam|tap doan|tong cong ty|cong ty|truong|quan uy|"
    r"giam doc|cap uy|tong lien doan|thong doc|vien truong|chanh an|bch|btv|bct|bbt|btg|dang|thanh pho|tinh|quan|"
    r"huyen|phuong|xa|bhxh|lien doan|chi bo)(?!\w)"
).replace(" ", r"\s{1,3}")
_HEAD: Final = re.compile(HEADS)
_TOKEN: Final = re.compile(
    r"(?P<gap>(?:\s{0,2},)?\s{1,4}|\s{0,3}[-–]\s{0,3})?(?P<word>[A-ZĐ]{2,3}\.(?=\s[A-ZĐ])|[^\W\d_]+(?:\s?&\s?[A-ZĐ]{1,5}(?!\w))*"
    r"|\d{1,2}(?![\d/.-]))"
)
_TERM: Final = re.compile(
    r"[\s,]{0,3}\(?\s?(?:khoa|nhiem ky)\s{1,3}(?P<term>[ivxl]{1,7}|\d{1,2})(?![\w/])(?P<close>\s?\))?"
)

# A name that is complete: only these words may follow it.
_COMPLETE: Final = re.compile(
    r"(?:bo chinh tri|ban bi thu|chinh phu|quoc hoi|thu tuong chinh phu|ban chap hanh|hoi nghi)"
    r"(?: (?:trung uong|tw)(?: \d{1,2})?)?(?: dang)?(?<!hanh dang)"
)
_AFTER_COMPLETE: Final = frozenset("trung ương đảng tw tư".split())
# Whose committee it is: "Ban Chấp hành Trung ương Đoàn", "Ban Chấp hành Liên đoàn Lao động".
_COMMITTEE_OF: Final = frozenset("đoàn hội công liên đảng".split())

# Small words that belong to organs' names wherever they stand.
_INNER: Final = frozenset(
    "trung ương đảng tỉnh thành phố quận huyện thị xã phường đặc khu ủy uỷ nhân dân bộ ban thường vụ chấp hành bí thư "
    "tuyên giáo nông thôn nhà nước tối cao kiểm sát vận đào tạo phát triển môi trường công nghệ hội đầu tư thao tổ "
    "chức chỉ đạo trị tra lịch tải chính thương binh tin lược dục thể".split()
)
# Two words that begin what the organ does, never its name.
_DEEDS: Final = frozenset(
    {
        "ban hành", "quy định", "qui định", "hướng dẫn", "sửa đổi", "bổ sung", "phê duyệt", "thực hiện", "triển khai",
        "bãi bỏ", "thay thế", "công bố", "xây dựng", "tổ chức", "liên quan", "giao cho", "thông qua", "xem xét",
    }
)  # fmt: skip
_UNMARKED_DEEDS: Final = frozenset(map(fold, _DEEDS))
_STOPS: Final = frozenset(
    "về việc ngày số đã được có là để trong tại theo do nhằm như trên cho với từ nêu gắn khi sau trước thì mà này đó "
    "ký cùng đối căn ra v/v tới đến nay nên vì hoặc bằng giai ở bao gồm cũng sẽ không phải".split()
)
_MOST_WORDS: Final = 14
# "Hội nghị lần thứ bảy Ban Chấp hành Trung ương Đảng", "Hội nghị Trung ương lần thứ 6".
_PLENUM: Final = re.compile(
    r"hoi nghi (?:trung uong )?lan thu (?:\d{1,2}|[ivx]{1,4}|[a-z]{2,5}(?: (?:mot|hai|ba|bon|lam|tam))?)"
    r"(?: (?:ban chap hanh|bch)(?: trung uong| tw)?(?: dang(?! bo| uy))?(?: cong san viet nam)?)?(?!\w)".replace(
        " ", r"\s{1,3}"
    )
)
# Names with commas: Bộ Văn hóa, Thể thao và Du lịch; what stands before the comma and the word behind it (folded).
_COMMA_NAMES: Final = (
    ("van hoa", "the"), ("van hoa", "thong"), ("van hoa", "gia"), ("van hoa", "tuyen"), ("buu chinh", "vien"),
    ("lao dong", "thuong"), ("dan so", "gia"), ("khoa hoc", "cong"), ("tieu chuan", "do"),
    ("bo truong", "chu"), ("thanh nien", "thieu"), ("y te", "dan"), ("can bo", "cong"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IssuerReading:
    """An organ as named: its letters without the term, the term as a Roman numeral, the end of both."""

    name: str
    term: str | None
    start: int
    end: int


def read_issuer(source: SourceText, position: int) -> IssuerReading | None:
    """Read "của <organ>" at `position`; None where no organ's name stands there."""
    of = _OF.match(source.folded, position)
    if of is None:
        return None
    return read_organ(source, of.end())


def read_organ(source: SourceText, position: int) -> IssuerReading | None:
    """Read an organ's name that begins at `position`."""
    if _HEAD.match(source.folded, position) is None:
        return None
    words: list[str] = []
    end = position
    while len(words) < _MOST_WORDS:
        token = _TOKEN.match(source.unified, end)
        if token is None or (token["gap"] is None) != (not words):
            break
        if not _belongs(source, token, words):
            break
        words.append(token["word"])
        end = token.end()
    while words and fold(words[-1]) in ("va", "so"):
        end -= len(words.pop())
        end = position + len(source.unified[position:end].rstrip())
    known = _known(source.vocabulary).match(source.folded, position)
    for match in (known, _PLENUM.match(source.folded, position)):
        end = max(end, match.end()) if match else end
    if not words:
        return None
    name = source.plain(position, end)
    numeral, after = read_term(source, end) or (None, end)
    return IssuerReading(name, numeral, position, after)


@lru_cache(maxsize=8)
def _known(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return what the vocabulary's organs are called, with the offices that may stand before: Bộ trưởng Bộ Y tế."""
    names = {
        fold(name) for organ in vocabulary.organs.values() for name in (organ.name, *(n.name for n in organ.names))
    }
    longest_first = sorted((name for name in names if " " in name), key=len, reverse=True)
    organs = "|".join(re.escape(name).replace(r"\ ", r"\s{1,3}") for name in longest_first)
    return re.compile(
        rf"(?:(?:bo truong|chu tich|truong ban|thu truong|thong doc|chu nhiem)\s{{1,3}})?(?:{organs})(?!\w)"
    )


def read_term(source: SourceText, position: int) -> tuple[str, int] | None:
    """Read "khóa XII" or "(khóa 12)" at `position`: the Roman numeral and the end."""
    match = _TERM.match(source.folded, position)
    if match is None:
        return None
    end = match.end()
    opened, closed = "(" in match.group(), match["close"] is not None
    if closed and not opened:
        end = match.end("term")
    return roman(match["term"]), end


def roman(numeral: str) -> str:
    """Return a term's numeral in Roman letters: "13" and "xiii" are both XIII."""
    return to_roman(int(numeral)) if numeral.isdigit() else numeral.upper()


def _belongs(source: SourceText, token: re.Match[str], words: list[str]) -> bool:
    """Tell whether the word of `token` goes on with the name that `words` have begun."""
    if not words:
        return True
    gap, said = token["gap"], " ".join(map(fold, words))
    if gap.count("\n") > 1:
        return False
    if "," in gap:
        return any(said.endswith(before) and fold(token["word"]) == after for before, after in _COMMA_NAMES)
    if gap.strip():
        joint = said.startswith("lien")  # "liên Bộ Tài chính - Bộ Giáo dục và Đào tạo"
        return token["word"][0].isupper() and (joint or _HEAD.match(source.folded, token.start("word")) is None)
    if token["word"].isdigit():
        return said.endswith("trung uong") and "hoi nghi" in said
    if token["word"].lower() == "và":
        return _goes_on(source, token.end(), words)
    return _follows(source, token, words, said)


def _follows(source: SourceText, token: re.Match[str], words: list[str], said: str) -> bool:
    word, start = token["word"], token.start("word")
    low = word.lower()
    if fold(word) in {"khoa", "nhiem"} and _TERM.match(source.folded, start - len(token["gap"])):
        return False
    if _COMPLETE.fullmatch(said):
        return low in _AFTER_COMPLETE or (
            said.startswith("ban chap hanh") and low in _COMMITTEE_OF and word[0].isupper()
        )
    if said == "ban chap hanh dang":
        return low in {"bộ", "ủy", "uỷ"}
    following = _TOKEN.match(source.unified, token.end())
    pair = f"{low} {following['word'].lower()}" if following else low
    if low in _STOPS or (_is_deed(word, pair) and fold(words[-1]) != "ban"):
        return False
    if word[0].islower() and words[-1][0].isupper() and _closed_by_place(words):
        return low in {"phố", "ủy", "uỷ", "xã"}  # "Đảng ủy UBND Thành phố"
    return (low in _INNER and word[0].islower()) or (
        (word[0].isupper() or words[-1][0].isupper()) and not _is_kind(source, start)
    )


def _is_deed(word: str, pair: str) -> bool:
    # "Bộ Y tế bổ sung", "BỘ Y TẾ BỔ SUNG", "Bo Y te bo sung", but "Ban Tổ chức".
    known = pair in _DEEDS or pair in _UNMARKED_DEEDS
    return known and (word[0].islower() or word.isupper() or fold(pair) == "ban hanh")


def _closed_by_place(words: list[str]) -> bool:
    """Tell whether the name has come to a place's own name: "Ủy ban nhân dân tỉnh Hà Tây"."""
    small = max((at for at, word in enumerate(words) if word[0].islower()), default=-1)
    level = fold(words[small]) if 0 <= small < len(words) - 1 else ""
    return level in {"tinh", "pho", "tp", "quan", "huyen", "xa", "phuong", "uy", "khu"} and small > 0


def _goes_on(source: SourceText, position: int, words: list[str]) -> bool:
    # "Ban Tuyên giáo và Dân vận" is one organ; "Bộ Chính trị và Nghị quyết số ..." and "và Ban Bí thư" are not.
    following = _TOKEN.match(source.unified, position)
    if following is None or _COMPLETE.fullmatch(" ".join(map(fold, words))):
        return False
    start, word = following.start("word"), following["word"]
    if _HEAD.match(source.folded, start) and fold(word) not in ("xa", "phong"):
        return False
    if _is_kind(source, start):
        return False
    return word[0].isupper() or word.lower() in _INNER


def _is_kind(source: SourceText, start: int) -> bool:
    kinds = source.kinds_between(start, start + 1)
    return bool(kinds) and (kinds[0].capital or kinds[0].kind not in ("luat", "lenh", "quy-hoach", "du-an"))
