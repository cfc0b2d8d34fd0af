"""A comparison in words: what its page, its file and the command line say of each part and of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from indexer.export.review_table import day
from indexer.export.review_table import document_name
from indexer.views import DocumentSummary
from indexer.views.comparing import Basis
from indexer.views.comparing import BasisState
from indexer.views.comparing import Comparison
from indexer.views.comparing import Division
from indexer.views.comparing import PartPair
from indexer.views.comparing import PartState
from indexer.views.comparing import Reason
from indexer.views.desk import Step

TITLE: Final = "Bảng so sánh hai văn bản"
#: What is no difference, and what the marks mean.
MEASURE: Final = (
    "Chữ hoa, chữ thường, dấu câu và cách đặt dấu thanh (hoá, hóa) không tính là khác nhau. Phần nào của văn bản sau "
    "ứng với phần nào của văn bản trước là do máy ghép theo độ giống của chữ và theo vị trí."
)
COARSE: Final = "quá dài nên không so từng chữ"

STATES: Final[Mapping[PartState, str]] = {
    PartState.SAME: "giữ nguyên",
    PartState.UPDATED: "chỉ đổi thời gian, tên cơ quan",
    PartState.CHANGED: "sửa đổi",
    PartState.NEW: "mới",
    PartState.GONE: "không còn",
}
REASONS: Final[Mapping[Reason, str]] = {
    Reason.TIME: "đổi thời gian",
    Reason.ORGAN: "đổi tên cơ quan",
}
BASIS_STATES: Final[Mapping[BasisState, str]] = {
    BasisState.KEPT: "cả hai",
    BasisState.REPLACED: "đã thay",
    BasisState.REVERTED: "trở lại văn bản trước đó",
    BasisState.NEW: "mới",
    BasisState.GONE: "không còn",
}
_UNITS: Final[Mapping[Division, str]] = {
    Division.TASKS: "nhiệm vụ, mục",
    Division.ARTICLES: "điều, chương",
    Division.PARTS: "mục, đoạn",
    Division.PARAGRAPHS: "đoạn",
}


def unit(comparison: Comparison) -> str:
    """Return what the parts are: "nhiệm vụ, mục"."""
    return _UNITS[comparison.division]


def summary(comparison: Comparison) -> str:
    """Return the figures in a sentence or two."""
    if comparison.identical:
        return "Hai văn bản giống nhau từng chữ."
    counts = ", ".join(
        f"{count} {STATES[state]}" for state in reversed(PartState) if (count := comparison.count(state))
    )
    pairs = ((comparison.moved, "chuyển chỗ"), (comparison.renumbered, "đổi số thứ tự"))
    moves = ", ".join(f"{count} {name}" for count, name in pairs if count)
    sentences = [f"Xét theo {unit(comparison)}: {counts}{f'; trong đó {moves}' if moves else ''}."]
    if comparison.coarse:
        sentences.append(f"{comparison.coarse} phần {COARSE}.")
    if not any(pair.old and pair.new for pair in comparison.parts):
        sentences.append("Không phần nào của hai văn bản giống nhau đủ để đặt cạnh nhau.")
    return " ".join(sentences)


def turned(comparison: Comparison) -> bool:
    """Tell whether the document that stands first is the later one for certain."""
    old, new = comparison.old.issued or "", comparison.new.issued or ""
    shared = min(len(old), len(new))
    return old[:shared] > new[:shared]


def note(pair: PartPair) -> str:
    """Return what there is to say of a part besides its words: "sửa đổi; chuyển chỗ, trước ở mục II.2"."""
    return "; ".join((STATES[pair.state], *remarks(pair)))


def remarks(pair: PartPair) -> list[str]:
    """Return what there is to say of a part besides its state."""
    found = []
    if pair.moved and pair.old:
        found.append(f"chuyển chỗ, trước ở {pair.old.place}")
    elif pair.renumbered and pair.old:
        found.append(f"trước là {pair.old.place}")
    if pair.coarse:
        found.append(COARSE)
    return found


def untouched(pair: PartPair) -> bool:
    """Tell whether nothing at all became of a part."""
    return pair.state is PartState.SAME and not pair.moved and not pair.renumbered


def place(pair: PartPair) -> str:
    """Return where a part stands: in the newer text, or, of one that is gone, in the older one."""
    if pair.new is not None:
        return pair.new.place
    return f"{pair.old.place} của văn bản trước" if pair.old else ""


def capital(text: str) -> str:
    """Return `text` with its first letter as a capital, the others untouched."""
    return text[:1].upper() + text[1:]


def basis_note(basis: Basis) -> str:
    """Return how one document took the other's place, with the source: "100-QĐ/TW thay thế 37-QĐ/TW (nguồn)"."""
    return "; ".join(map(_step, basis.steps))


def _step(step: Step) -> str:
    source = f" ({step.source})" if step.source else ""
    return f"{document_name(step.newer)} {step.label} {document_name(step.older)}{source}"


def basis_rows(comparison: Comparison) -> Iterator[tuple[str, str, str, str]]:
    """Yield the bases as (state, in the older plan, in the newer plan, note)."""
    for basis in comparison.bases.documents if comparison.bases else ():
        yield (
            BASIS_STATES[basis.state],
            document_name(basis.old) if basis.old else "",
            document_name(basis.new) if basis.new else "",
            basis_note(basis),
        )


def unnamed(comparison: Comparison) -> str:
    """Return what is to be said of citations that name no single known document, "" where there are none."""
    bases = comparison.bases
    if bases is None or not (bases.unnamed_old or bases.unnamed_new):
        return ""
    return (
        f"Không xét {bases.unnamed_old} chỗ của kế hoạch trước và {bases.unnamed_new} chỗ của kế hoạch sau nêu chung "
        "hoặc chưa xác định được văn bản."
    )


def titled(comparison: Comparison) -> tuple[str, str]:
    """Return the names of both documents with their titles."""
    return _titled(comparison.old), _titled(comparison.new)


def _titled(document: DocumentSummary) -> str:
    name = document_name(document)
    return f"{name}: {document.title}" if document.title else name


def made(today: str) -> str:
    """Return the line that says when a file was made."""
    return f"(Lập ngày {day(today)})"
