"""A review as rows of text: what every kind of file, and the printed page, shows in its columns."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from indexer.views import DocumentSummary
from indexer.views.review import Base
from indexer.views.review import BaseState
from indexer.views.review import DayFrom
from indexer.views.review import Finding
from indexer.views.review import Place
from indexer.views.review import Review
from indexer.views.review import Weight

_MOST_PLACES: Final = 12  # names of places in one cell

FINDING_COLUMNS: Final = (
    "STT", "Mức độ", "Độ chắc chắn", "Vị trí", "Về", "Dự thảo viết", "Nhận xét", "Cách xử lý", "Sửa thành", "Nguồn",
)  # fmt: skip
BASE_COLUMNS: Final = ("STT", "Dự thảo viết", "Vị trí", "Hồ sơ trong kho", "Trích yếu", "Tình trạng", "Mới nhất")

STATES: Final = {
    BaseState.HELD: "có toàn văn",
    BaseState.RECORD: "có hồ sơ, chưa có toàn văn",
    BaseState.NOT_HELD: "chưa có trong kho",
    BaseState.AMBIGUOUS: "có nhiều văn bản cùng tên, số",
    BaseState.UNRESOLVED: "chưa xác định được văn bản",
}
_DAYS: Final = {
    DayFrom.DRAFT: "ngày của dự thảo",
    DayFrom.AS_OF: "ngày được chọn",
    DayFrom.TODAY: "dự thảo chưa ghi ngày nên lấy hôm nay",
}


def day(iso: str) -> str:
    """Return an ISO day as people write it."""
    return "/".join(reversed(iso.split("-")))


def heading(review: Review) -> str:
    """Return what was reviewed: "Kế hoạch “Thực hiện ...”", or a draft without a name."""
    header = review.header
    kind = (header.kind or "dự thảo").capitalize()
    return f"{kind} “{header.title}”" if header.title else kind


def days(review: Review) -> str:
    """Return the two days in words."""
    return f"Xét tại ngày {day(review.day)} ({_DAYS[review.day_from]}); đối chiếu đến nay, ngày {day(review.today)}."


def summary(review: Review) -> str:
    """Return the figures in one sentence."""
    numbers = ", ".join(f"{review.count(weight)} {weight.value}" for weight in Weight)
    groups = f" Ngoài ra có {review.groups} chỗ nêu chung nhiều văn bản." if review.groups else ""
    return f"{len(review.bases)} căn cứ; {len(review.findings)} nhận xét: {numbers}.{groups}"


def places(found: Iterable[Place]) -> str:
    """Return the names of places, each once, with how often where it is more than that."""
    counts: dict[str, int] = {}
    for place in found:
        counts[place.name] = counts.get(place.name, 0) + 1
    names = [f"{name} ({count} chỗ)" if count > 1 else name for name, count in counts.items()]
    more = f"; và {len(names) - _MOST_PLACES} mục khác" if len(names) > _MOST_PLACES else ""
    return "; ".join(names[:_MOST_PLACES]) + more


def document_name(document: DocumentSummary) -> str:
    """Return a document's name: "Quy định số 377-QĐ/TW ngày 08/10/2025 của Bộ Chính trị"."""
    kind = document.kind.name[:1].upper() + document.kind.name[1:]
    parts = [f"{kind} số {document.number}" if document.number else kind]
    if document.issued:
        parts.append(f"{('năm', 'tháng', 'ngày')[document.issued.count('-')]} {day(document.issued)}")
    if document.issuer:
        parts.append(f"của {document.issuer.name}")
    return " ".join(parts)


def finding_rows(review: Review) -> Iterator[tuple[str, ...]]:
    """Yield the findings with the cells of `FINDING_COLUMNS`."""
    for number, finding in enumerate(review.findings, 1):
        yield (str(number), *_finding(finding))


def _finding(finding: Finding) -> tuple[str, ...]:
    return (
        finding.severity.value,
        finding.certainty.value,
        places(finding.places),
        finding.subject,
        finding.written,
        finding.message,
        finding.action,
        finding.correction or "",
        finding.source,
    )


def base_rows(review: Review) -> Iterator[tuple[str, ...]]:
    """Yield the bases with the cells of `BASE_COLUMNS`."""
    for number, base in enumerate(review.bases, 1):
        yield (str(number), *_base(base))


def _base(base: Base) -> tuple[str, ...]:
    document = base.document
    choices = "; ".join(document_name(choice) for choice in base.choices)
    return (
        "; ".join(base.written),
        places(base.places),
        document_name(document) if document else choices and f"Có thể là: {choices}",
        (document.title or "") if document else "",
        STATES[base.state],
        document_name(base.newest) if base.newest else "",
    )
