"""A small library as text: a plan, the documents that it cites, and one that replaces one of them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

PLAN = "ke-hoach-5-thanh-uy-ha-noi-2021"
HELD = "nghi-quyet-35-bo-chinh-tri-2018"
REPLACED = "quy-dinh-37-ban-chap-hanh-trung-uong-2011"
NEWEST = "quy-dinh-207-ban-chap-hanh-trung-uong-2026"

# The plan cites a held document, one without text, and one without file (twice, once with its date).
SMALL = {
    f"plans/{PLAN}.md": """
        ---
        id: ke-hoach-5-thanh-uy-ha-noi-2021
        kind: ke-hoach
        number: 5-KH/TU
        title: Học tập nghị quyết năm 2021
        issuer: thanh-uy-ha-noi
        issued: 2021-06-01
        original: ke-hoach-5.txt
        former_ids:
        - ke-hoach-cu
        ---

        ## I. MỤC ĐÍCH

        Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về “*Tăng cường bảo vệ nền tảng tư tưởng*”.

        ## II. NHIỆM VỤ

        ### 1. Công tác tuyên truyền

        - Tuyên truyền Quy định số 37-QĐ/TW ngày 25/10/2011 của Ban Chấp hành Trung ương.

        - Quán triệt Chỉ thị số 12-CT/TU ngày 05/3/2021 của Thành ủy; triển khai Chỉ thị số 12-CT/TU.
        """,
    f"directives/bo-chinh-tri/{HELD}.md": """
        ---
        id: nghi-quyet-35-bo-chinh-tri-2018
        kind: nghi-quyet
        number: 35-NQ/TW
        title: Tăng cường bảo vệ nền tảng tư tưởng
        issuer: bo-chinh-tri
        issued: 2018-10-22
        ---

        1. Mục đích

        Giữ vững nền tảng tư tưởng của Đảng.

        2. Biện pháp

        Đấu tranh phản bác các quan điểm sai trái.
        """,
    f"directives/ban-chap-hanh-trung-uong/{REPLACED}.md": """
        ---
        id: quy-dinh-37-ban-chap-hanh-trung-uong-2011
        kind: quy-dinh
        number: 37-QĐ/TW
        title: Những điều đảng viên không được làm
        issuer: ban-chap-hanh-trung-uong
        issued: 2011-10-25
        ---
        """,
    f"directives/ban-chap-hanh-trung-uong/{NEWEST}.md": """
        ---
        id: quy-dinh-207-ban-chap-hanh-trung-uong-2026
        kind: quy-dinh
        number: 207-QĐ/TW
        title: Những điều đảng viên không được làm
        issuer: ban-chap-hanh-trung-uong
        issued: 2026-07-26
        relations:
        - type: replaces
          target: quy-dinh-37-ban-chap-hanh-trung-uong-2011
        - type: based_on
          target:
            kind: quy-dinh
            number: 29-QĐ/TW
            issued: 2016-07-25
        ---
        """,
    "originals/ke-hoach-5.txt": "Kế hoạch như khi nhận được.",
}


def write_corpus(folder: Path, files: Mapping[str, str]) -> Path:
    """Write `files` (path -> text, indented as in a test) below `folder` and return it."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return folder
