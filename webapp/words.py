"""How values are worded on the pages: dates, names, standings and states in the register of an office."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup
from markupsafe import escape

from indexer.errors import Severity
from indexer.export import assignment_table
from indexer.export import bibliography
from indexer.export import citation
from indexer.export import comparison_table
from indexer.export import matrix_table
from indexer.export import review_table
from indexer.model import DeadlineKind
from indexer.model import Form
from indexer.model import Part
from indexer.model import Role
from indexer.model import Standing
from indexer.model import Status
from indexer.views import DocumentSummary
from indexer.views import Excerpt
from indexer.views import TermView
from indexer.views.desk import Step
from indexer.views.desk import Tier
from indexer.views.desk import Validity
from indexer.views.review import BaseState
from indexer.views.review import Weight
from indexer.views.topics import Ground
from indexer.views.topics import Reason
from indexer.views.topics import TopicSort

_LONGEST_OPTION: Final = 80  # letters of a title in a list to choose from

STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.STATED: "văn bản ghi",
    Standing.VERIFIED: "đã đối chiếu",
    Standing.SECONDARY: "cần kiểm tra",
    Standing.INFERRED: "suy ra",
    Standing.DOUBTFUL: "còn nghi ngờ",
}
STATUSES: Final[Mapping[Status, str]] = {
    Status.REPLACED: "Đã có văn bản thay thế",
    Status.IN_FORCE: "Còn hiệu lực",
    Status.NONE_FOUND: "Chưa ghi nhận văn bản thay thế",
    Status.UNKNOWN: "Chưa rõ tình trạng hiệu lực",
}
PARTS: Final[Mapping[Part, str]] = assignment_table.PARTS
DEADLINES: Final[Mapping[DeadlineKind, str]] = {
    DeadlineKind.DEADLINE: "thời hạn",
    DeadlineKind.PERIOD: "giai đoạn",
    DeadlineKind.FREQUENCY: "định kỳ",
    DeadlineKind.CONDITION: "điều kiện",
}
SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "Lỗi",
    Severity.WARNING: "Cần xem lại",
}
FORMS: Final[Mapping[Form, str]] = {
    Form.FULL: "chưa có trong kho",
    Form.BARE: "chưa xác định được văn bản",
    Form.UNNUMBERED: "chưa xác định được văn bản",
    Form.REFERENCE: "chưa xác định được văn bản",
    Form.GROUP: "nhóm văn bản",
}
#: The name by which the style sheet knows a finding's severity.
WEIGHTS: Final[Mapping[Weight, str]] = {Weight.WRONG: "wrong", Weight.IMPROVE: "improve", Weight.NOTE: "note"}
BASE_STATES: Final[Mapping[BaseState, str]] = review_table.STATES
ROLE_LETTERS: Final[Mapping[Role, str]] = matrix_table.LETTERS
ENTRIES: Final[Mapping[str, bibliography.EntryFormat]] = bibliography.ENTRIES
COMPARED: Final = comparison_table.MEASURE
FAMILIES: Final[Mapping[str, str]] = citation.FAMILIES
TIERS: Final[Mapping[Tier, str]] = {
    Tier.CENTRAL: "Trung ương",
    Tier.PROVINCE: "Tỉnh, thành phố",
    Tier.DISTRICT: "Quận, huyện",
    Tier.COMMUNE: "Xã, phường",
    Tier.UNKNOWN: "Chưa rõ cấp ban hành",
}
WHY: Final[Mapping[str, str]] = {
    "number": "đúng số và ký hiệu",
    "title": "khớp trích yếu",
    "text": "khớp nội dung",
    "cited": "khớp câu viện dẫn",
}
RELATED: Final[Mapping[str, str]] = {
    "relation": "Có quan hệ",
    "tasks": "Cùng được viện dẫn tại",
    "text": "Trích yếu gần nhau",
}


#: Where words that suggest a topic stand.
GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.CHOSEN: "do người biên tập chọn",
    Ground.TITLE: "gợi ý theo trích yếu",
    Ground.NAME: "gợi ý theo tên gọi",
    Ground.HEADING: "gợi ý theo tiêu đề",
    Ground.TEXT: "gợi ý theo lời văn",
    Ground.QUOTED: "gợi ý theo trích yếu của văn bản được nêu",
    Ground.ABOVE: "gợi ý theo tiêu đề",
}
TOPIC_SORTS: Final[Mapping[TopicSort, str]] = {
    TopicSort.THEME: "Chủ đề",
    TopicSort.PROGRAMME: "Chương trình bồi dưỡng",
}


def reasons(given: Iterable[Reason]) -> str:
    """Return why something belongs to a topic: "gợi ý theo trích yếu: “lịch sử Đảng”"."""
    grounds: dict[str, list[str]] = {}
    for reason in given:
        named = f"{GROUNDS[reason.ground]} {reason.place}" if reason.place else GROUNDS[reason.ground]
        grounds.setdefault(named, []).extend([f"“{reason.words}”"] if reason.words else [])
    return "; ".join(f"{named}: {', '.join(words)}" if words else named for named, words in grounds.items())


def marked(excerpt: Excerpt) -> str:
    """Return the words of an excerpt that are marked."""
    return " … ".join(excerpt.text[mark.start : mark.end] for mark in excerpt.marks)


def date(iso: str | None) -> str:
    """Return an ISO day, month or year as written on a page: "2021-10-25" -> "25/10/2021"; "" for None."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def moment(iso: str) -> str:
    """Return a time of the history as a page writes it, in the machine's own zone: "08:05 ngày 25/10/2021"."""
    return datetime.fromisoformat(iso).astimezone().strftime("%H:%M ngày %d/%m/%Y")


def capital(text: str) -> str:
    """Return `text` with its first letter as a capital, the others untouched."""
    return text[:1].upper() + text[1:]


def term(view: TermView) -> str:
    """Return a term with its committee, without which a numeral says nothing."""
    return f"khóa {view.numeral} ({view.committee.name})"


def name(document: DocumentSummary) -> Markup:
    """Return the label for a page: its number does not break at a line's end."""
    text = label(document)
    if not document.number:
        return escape(text)
    return Markup('{} <span class="number">{}</span>').format(capital(document.kind.name), document.number)


def label(document: DocumentSummary) -> str:
    """Return the short name by which a text would call the document: "Kết luận 21-KL/TW", else its title."""
    kind = capital(document.kind.name)
    if document.number:
        return f"{kind} {document.number}"
    if not document.title:
        return f"{kind} không rõ số"
    if document.kind.name.casefold() in document.title.casefold():
        return capital(document.title)
    # "(Nội dung: ...)" describes a document whose title is not known; it is no name to quote.
    return f"{kind} {document.title}" if document.title.startswith("(") else f"{kind} “{document.title}”"


def option(document: DocumentSummary) -> str:
    """Return a document in the line of a list to choose from: "Kế hoạch 8-KH/QU, 20/01/2022: Công tác ..."."""
    issued = f", {date(document.issued)}" if document.issued else ""
    title = document.title if document.number else None
    shown = title if not title or len(title) <= _LONGEST_OPTION else f"{title[:_LONGEST_OPTION].rstrip()}…"
    name = label(document)
    name = name if len(name) <= _LONGEST_OPTION else f"{name[:_LONGEST_OPTION].rstrip()}…"
    return f"{name}{issued}: {shown}" if shown else f"{name}{issued}"


def quantity(number: int) -> str:
    """Return a count with the Vietnamese thousands mark: 12500 -> "12.500"."""
    return f"{number:,}".replace(",", ".")


def is_web_address(text: str) -> bool:
    """Tell whether `text` is an address that may be linked to: a corpus text could hold "javascript:" as well."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def host(address: str) -> str:
    """Return the name of the site of a web address, by which people know it: "lyluanchinhtri.vn"."""
    return urlsplit(address).netloc.removeprefix("www.") or address


def brief(text: str) -> str:
    """Return the beginning of a task's text, as the assignment table shows it."""
    return assignment_table.brief(text)


def column_name(document: DocumentSummary) -> str:
    """Return what stands above a document's column in a matrix: its number, else its kind and title."""
    return matrix_table.short_name(document)


def validity(view: Validity) -> str:
    """Return what is known of a document's validity, without the day to which it is known."""
    if view.replaced:
        return STATUSES[Status.REPLACED]
    if view.succession:
        return f"{STATUSES[view.status]}; đã có văn bản nối tiếp"
    return f"{STATUSES[view.status]}; đã được sửa đổi, bổ sung" if view.changes else STATUSES[view.status]


def known_to(view: Validity) -> str:
    """Return where a document's validity is known from and to which day: "(theo tienphong.vn; tra đến 23/11/2026)"."""
    steps = view.succession or view.changes
    parts = [_known_from(steps[-1]) if steps else "", f"tra đến {date(view.checked_to)}" if view.checked_to else ""]
    return f"({'; '.join(part for part in parts if part)})" if any(parts) else ""


def _known_from(step: Step) -> str:
    if step.standing not in (Standing.STATED, Standing.VERIFIED):
        return STANDINGS[step.standing]
    if is_web_address(step.source):
        return f"theo {host(step.source)}"
    return f"theo {lower_first(step.source)}" if step.source else ""


def lower_first(text: str) -> str:
    """Return `text` with its first letter small, to stand inside a sentence; an abbreviation stays as it is."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
