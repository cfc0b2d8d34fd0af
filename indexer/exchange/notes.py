"""What an exported library says to whoever opens it: what it is, where it comes from, what may be done with it."""

from __future__ import annotations

from indexer.catalogue.dates import vietnamese_date
from indexer.views.exchange import CorpusExport


def note_text(export: CorpusExport, *, originals: bool) -> str:
    """Return the note that lies in the file, in lines of every system's editors."""
    return "\r\n".join(_lines(export, originals=originals)) + "\r\n"


def _lines(export: CorpusExport, *, originals: bool) -> list[str]:
    return [
        "CĂN CỨ, CẢ KHO TRONG MỘT TỆP",
        "",
        f"Ghi ngày {vietnamese_date(export.day)}: {_counts(export)}.",
        _circulation(export),
        _originals(export, originals=originals),
        *_broken(export),
        "",
        "CÁC TỆP",
        "documents.jsonl: mỗi dòng là một văn bản (JSON, UTF-8). TU-DIEN.md: nghĩa của từng trường;",
        "record.schema.json: cùng nội dung dạng JSON Schema, cho chương trình.",
        "manifest.json: phiên bản của tệp này. vocabulary: từ vựng mà kho thêm vào từ vựng của chương trình.",
        "SHA256SUMS: mã SHA-256 của từng tệp (sha256sum -c SHA256SUMS; trên Windows: certutil -hashfile TỆP SHA256).",
        "",
        "NGUỒN",
        "Mỗi thông tin ghi nó lấy từ đâu (source) và chắc chắn đến mức nào (standing); điều chưa biết thì để trống.",
        "Toàn văn là chữ của tệp nêu ở original. Bản này không thay cho bản chính của văn bản.",
        "",
        "QUYỀN SỬ DỤNG",
        "Chương trình Căn Cứ theo giấy phép MIT; giấy phép ấy nói về chương trình, không nói về văn bản trong kho.",
        "Quyền đối với từng văn bản thuộc về cơ quan ban hành hoặc tác giả; tệp này không cho thêm quyền nào.",
        "",
        "LẤY VỀ MỘT KHO KHÁC",
        "cancu init THƯ_MỤC, rồi: cancu merge --library TỆP.zip --corpus THƯ_MỤC",
    ]


def _counts(export: CorpusExport) -> str:
    return f"{export.plans} kế hoạch, {export.documents} văn bản có hồ sơ, {export.held} có toàn văn"


def _circulation(export: CorpusExport) -> str:
    if export.internal:
        return "Có cả văn bản lưu hành nội bộ: không phổ biến tệp này ra ngoài."
    return "Văn bản lưu hành nội bộ, nếu kho có, không có trong tệp này."


def _originals(export: CorpusExport, *, originals: bool) -> str:
    if not originals:
        return "Tệp gốc không có trong tệp này: lấy từng tệp ở /api/v1/documents/MÃ/original của trang."
    missing = f" Kho không giữ {len(export.missing)} tệp: {', '.join(export.missing)}." if export.missing else ""
    return f"Có {export.originals} tệp gốc, ở thư mục originals.{missing}"


def _broken(export: CorpusExport) -> list[str]:
    if not export.broken:
        return []
    return [f"{len(export.broken)} tệp của kho có lỗi; điều không đọc được ở các tệp ấy không có trong tệp này."]
