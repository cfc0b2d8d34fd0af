"""The part that a sentence gives to an organ: who leads, joins, advises, directs, carries out, is reported to."""

from __future__ import annotations

import re
from typing import Final

from indexer.model import Part

# How far around a name its part is looked for.
_REACH: Final = 90

_SENTENCE_END: Final = re.compile(r"[.;!?…](?=\s|$)|:(?=\s)")
_WITHIN: Final = r"[^.;:!?]{0,40}"

# What stands right before a name (or a list of names) and gives it a part, whatever follows.
_BEFORE: Final = (
    (re.compile(r"(?:phối hợp|kết hợp)(?: chặt chẽ| tốt| thường xuyên)?(?: với| cùng với| cùng| giữa)?$"), Part.WITH),
    (re.compile(rf"báo cáo(?:{_WITHIN} (?:về|với|cho|lên|đến))?(?: kết quả)?$"), Part.REPORT_TO),
    (re.compile(rf"(?:phản ánh|gửi|thông báo){_WITHIN}(?: về| cho| đến| tới)$"), Part.REPORT_TO),
)

# What stands right before a name and makes it one that is told to do what follows.
_TOLD: Final = re.compile(
    r"(?:giao|giao cho|phân công|đề nghị|yêu cầu|chỉ đạo|lãnh đạo|hướng dẫn|đôn đốc|nhắc nhở|vận động|huy động)$"
)
_BY: Final = re.compile(r"\bdo$")

# "Đơn vị chủ trì thực hiện: ..." gives the part by a label.
_LABEL: Final = re.compile(
    r"(?:(?:đơn vị|cơ quan|tổ chức|bộ phận) )?(?P<verb>chủ trì|phối hợp|thực hiện)(?: [^.;:!?]{1,30})? ?:$"
)
_LABELS: Final = {"chủ trì": Part.LEAD, "phối hợp": Part.WITH, "thực hiện": Part.DO}

# What may stand between a subject and its verb.
_ADVERBS: Final = (
    r"(?:(?:chủ động|tiếp tục|tăng cường|thường xuyên|kịp thời|trực tiếp|định kỳ|chịu trách nhiệm|có trách nhiệm|"
    r"có nhiệm vụ|cùng|cần|phải|sẽ|là cơ quan|là đơn vị)[ ,]{1,3}){0,3}"
)
_LEADING: Final = (
    (re.compile(_ADVERBS + r"chủ trì"), Part.LEAD),
    (re.compile(_ADVERBS + r"(?:giúp [^.;:,]{0,40})?tham mưu"), Part.ADVISE),
    (re.compile(_ADVERBS + r"(?:lãnh đạo, )?chỉ đạo"), Part.DIRECT),
)
_DOING: Final = re.compile(
    _ADVERBS + r"(?:thực hiện|triển khai|xây dựng|tổ chức|quán triệt|tuyên truyền|rà soát|kiểm tra|giám sát|theo dõi|"
    r"đôn đốc|bố trí|kiện toàn|ban hành|phổ biến|tham gia|đẩy mạnh|nâng cao|đổi mới|bảo đảm|đảm bảo|chuẩn bị|"
    r"cung cấp|cập nhật|mở|lựa chọn|phát động|phát huy|quan tâm|chú trọng|nghiên cứu|đánh giá|tổng hợp|báo cáo|"
    r"phản ánh|đề xuất|giáo dục|ưu tiên|cử|lập|quyết định|phê duyệt|thẩm định|hỗ trợ|vận dụng|căn cứ|duy trì|"
    r"sơ kết|tổng kết|nắm|tập trung|thống nhất|hoàn thiện|hướng dẫn|phối hợp|đăng ký|quy định|kết luận|thông báo|"
    r"giao|phân công|yêu cầu|đề nghị|lãnh đạo|tăng cường|tiếp tục|chủ động|có (?:hướng dẫn|kế hoạch|các|hình thức))\b"
)


def part_in_sentence(before: str, after: str) -> Part | None:
    """Return the part of the organs named between `before` and `after`, None where the text gives none.

    Both are the flat text (single blanks) up to the name and from its end on.
    """
    left = before[-_REACH:].lower().rstrip()
    if label := _LABEL.search(left):
        return _LABELS[label["verb"]]
    clause = _SENTENCE_END.split(left)[-1].strip().removesuffix(" các").removesuffix(" cùng")
    for pattern, part in _BEFORE:
        if pattern.search(clause):
            return part
    acting = part_of_verb(after)
    if _TOLD.search(clause):
        return acting or (Part.DO if clause.endswith(("giao", "giao cho", "phân công", "đề nghị", "yêu cầu")) else None)
    if _BY.search(clause):
        return acting if acting is Part.LEAD else None
    begins = not clause or clause[-1] in ",(-+*–" or clause.endswith(" và")
    return acting if begins else None


def part_of_verb(after: str) -> Part | None:
    """Return the part that the verb at the beginning of `after` gives to its subject, None without a verb."""
    right = after[:_REACH].lower().lstrip(" :")
    for pattern, part in _LEADING:
        if pattern.match(right):
            return part
    return Part.DO if _DOING.match(right) else None
