"""A small library for reviews: documents with seen, disputed and unseen fields, a province, and what came after."""

from __future__ import annotations

from pathlib import Path

from indexer.build import build
from indexer.kb import KnowledgeBase
from tests.small_library import write_corpus

PAGE = "https://example.org/van-ban"


def seen(value: str) -> str:
    """A field that was seen on a public page, in front matter."""
    return f"{{readings: [{{value: '{value}', source: '{PAGE}', standing: verified}}]}}"


FILES = {
    "vocabulary/organs.yaml": """
        - id: tinh-uy-nghe-an
          name: Tỉnh ủy Nghệ An
          level: province
          place: Nghệ An
          parent: ban-chap-hanh-trung-uong
          relative_names: [Tỉnh ủy]
          symbols: [TU]
        - id: ban-thuong-vu-tinh-uy-nghe-an
          name: Ban Thường vụ Tỉnh ủy Nghệ An
          level: province
          place: Nghệ An
          parent: tinh-uy-nghe-an
          relative_names: [Ban Thường vụ Tỉnh ủy]
          symbols: [TU]
        """,
    "directives/bct/nghi-quyet-35.md": f"""
        ---
        id: nghi-quyet-35
        kind: {seen("nghi-quyet")}
        number: 35-NQ/TW
        title: {seen("Về tăng cường bảo vệ nền tảng tư tưởng của Đảng")}
        issuer: {seen("bo-chinh-tri")}
        issued: {seen("2018-10-22")}
        ---
        """,
    "directives/bct/nghi-quyet-37-cu.md": f"""
        ---
        id: nghi-quyet-37-cu
        kind: {seen("nghi-quyet")}
        number: 37-NQ/TW
        title: {seen("Về công tác lý luận")}
        issuer: {seen("bo-chinh-tri")}
        issued: {seen("2014-10-09")}
        ---
        """,
    "directives/bct/nghi-quyet-37-moi.md": f"""
        ---
        id: nghi-quyet-37-moi
        kind: {seen("nghi-quyet")}
        number: 37-NQ/TW
        title: {seen("Về sắp xếp đơn vị hành chính")}
        issuer: {seen("bo-chinh-tri")}
        issued: {seen("2018-12-24")}
        ---
        """,
    "directives/bct/quy-dinh-41.md": f"""
        ---
        id: quy-dinh-41
        kind: {seen("quy-dinh")}
        number: 41-QĐ/TW
        title: {seen("Về việc miễn nhiệm, từ chức đối với cán bộ")}
        issuer: {seen("bo-chinh-tri")}
        issued: {seen("2021-11-03")}
        ---
        """,
    "directives/bct/quy-dinh-377.md": f"""
        ---
        id: quy-dinh-377
        kind: {seen("quy-dinh")}
        number: 377-QĐ/TW
        title: {seen("Về công tác cán bộ")}
        issuer: {seen("bo-chinh-tri")}
        issued: {seen("2025-10-08")}
        relations:
        - type: replaces
          target: quy-dinh-41
          source: {PAGE}
          standing: verified
        ---
        """,
    "directives/bct/quy-dinh-24.md": f"""
        ---
        id: quy-dinh-24
        kind: {seen("quy-dinh")}
        number: 24-QĐ/TW
        title: {seen("Thi hành Điều lệ Đảng")}
        issuer: {seen("ban-chap-hanh-trung-uong")}
        issued: {seen("2021-07-30")}
        ---
        """,
    "directives/bct/quy-dinh-232.md": f"""
        ---
        id: quy-dinh-232
        kind: {seen("quy-dinh")}
        number: 232-QĐ/TW
        title: {seen("Thi hành Điều lệ Đảng")}
        issuer: {seen("ban-chap-hanh-trung-uong")}
        issued: {seen("2025-01-20")}
        relations:
        - type: replaces
          target: quy-dinh-24
          source: Tài liệu tập huấn
          standing: secondary
        ---
        """,
    "directives/bct/quy-dinh-208.md": f"""
        ---
        id: quy-dinh-208
        kind: {seen("quy-dinh")}
        number: 208-QĐ/TW
        title: {seen("Thi hành Điều lệ Đảng")}
        issuer: {seen("ban-chap-hanh-trung-uong")}
        issued: {seen("2026-07-26")}
        relations:
        - type: replaces
          target: quy-dinh-232
          source: Tài liệu tập huấn
          standing: secondary
        ---
        """,
    "directives/na/nghi-quyet-04.md": f"""
        ---
        id: nghi-quyet-04
        kind: {seen("nghi-quyet")}
        number: 04-NQ/TU
        title: {seen("Về phát triển du lịch")}
        issuer: {seen("ban-thuong-vu-tinh-uy-nghe-an")}
        issued: {seen("2021-05-31")}
        ---
        """,
    "directives/na/ke-hoach-39.md": """
        ---
        id: ke-hoach-39
        kind: ke-hoach
        number: 39-KH/TU
        title: Học tập và làm theo
        issuer: tinh-uy-nghe-an
        issued:
          readings:
          - {value: 2021-09-21, source: Một bài báo, standing: secondary}
          - {value: 2021-09-12, source: Một bài báo khác, standing: secondary}
        ---
        """,
}

HEAD = """TỈNH ỦY NGHỆ AN

Số: 12-KH/TU

Vinh, ngày 20 tháng 01 năm 2022

KẾ HOẠCH

Học tập nghị quyết năm 2022

"""


def open_library(folder: Path) -> KnowledgeBase:
    """The library, built and open."""
    corpus = write_corpus(folder / "corpus", FILES)
    build(corpus, folder / "var")
    return KnowledgeBase.open(folder / "var")
