"""A library for the desk's pages: plans of two levels, a chain of rules, texts without what pages expect."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.small_library import write_corpus

MAIN = "ke-hoach-8-quan-uy-ba-dinh-2022"
BARE = "ke-hoach-9-quan-uy-ba-dinh-2022"
EMPTY = "ke-hoach-10-quan-uy-ba-dinh-2022"
LONG = "<b>Nội dung</b> rất dài " * 60


def rule(
    name: str, kind: str, number: str, issuer: str, issued: str, more: str = "", title: str = ""
) -> dict[str, str]:
    """A document's file by its path; `more` are further lines of its front matter."""
    head = f"id: {name}\nkind: {kind}\nnumber: {number}\ntitle: '{title or 'Về ' + number}'\n"
    dates = f"issuer: {issuer}\nissued: {issued}\n"
    return {f"directives/{issuer}/{name}.md": f"---\n{head}{dates}{more}---\n"}


def relation(kind: str, target: str, source: str = "Điều khoản thi hành") -> str:
    """One relation as lines of front matter."""
    return f"relations:\n- type: {kind}\n  target: {target}\n  source: {source}\n  standing: verified\n"


DESK: Mapping[str, str] = {
    f"plans/{MAIN}.md": """
        ---
        id: ke-hoach-8-quan-uy-ba-dinh-2022
        kind: ke-hoach
        number: 8-KH/QU
        title: Công tác năm 2022
        issuer: quan-uy-ba-dinh
        issued: 2022-01-20
        ---

        Căn cứ Kế hoạch số 104-KH/TU ngày 03/10/2021 của Thành ủy.

        ## I. MỤC ĐÍCH

        Quán triệt chủ trương chung.

        ## II. NHIỆM VỤ

        ### 1. Triển khai Chỉ thị số 20-CT/TW ngày 18/01/2018 của Ban Bí thư

        - Báo cáo kết quả thực hiện Chỉ thị số 20-CT/TW ngày 18/01/2018; tuyên truyền Quy định số 37-QĐ/TW ngày 25/10/2021.

        - Tổ chức hội nghị ở cơ sở.

        ### 2. Công tác khác

        - Rà soát đội ngũ giảng viên.

        - Thực hiện các nghị quyết của Đảng.

        - Kiểm tra việc thực hiện Quy định số 37-QĐ/TW ngày 25/10/2021.
        """,
    f"plans/{BARE}.md": """
        ---
        id: ke-hoach-9-quan-uy-ba-dinh-2022
        kind: ke-hoach
        number: 9-KH/QU
        title: Không viện dẫn gì
        issuer: quan-uy-ba-dinh
        issued: 2022-02-01
        ---

        ## I. NHIỆM VỤ

        - Dọn kho.
        """,
    f"plans/{EMPTY}.md": f"""
        ---
        id: ke-hoach-10-quan-uy-ba-dinh-2022
        kind: ke-hoach
        number: 10-KH/QU
        title: '{LONG}'
        issuer: quan-uy-ba-dinh
        issued: 2022-03-01
        ---

        Thực hiện Nghị quyết số 5-NQ/TW ngày 01/02/2020 về <script>alert(1)</script>.
        """,
    **rule("chi-thi-20-ban-bi-thu-2018", "chi-thi", "20-CT/TW", "ban-bi-thu", "2018-01-18"),
    **rule("ke-hoach-104-thanh-uy-ha-noi-2021", "ke-hoach", "104-KH/TU", "thanh-uy-ha-noi", "2021-10-03",
           relation("implements", "chi-thi-20-ban-bi-thu-2018")),
    **rule("quy-dinh-37-ban-chap-hanh-trung-uong-2021", "quy-dinh", "37-QĐ/TW", "ban-chap-hanh-trung-uong",
           "2021-10-25", "status: replaced\nchecked_to: 2026-11-23\n"),
    **rule("quy-dinh-100-ban-chap-hanh-trung-uong-2024", "quy-dinh", "100-QĐ/TW", "ban-chap-hanh-trung-uong",
           "2024-05-06", relation("replaces", "quy-dinh-37-ban-chap-hanh-trung-uong-2021")),
    **rule("quy-dinh-207-ban-chap-hanh-trung-uong-2026", "quy-dinh", "207-QĐ/TW", "ban-chap-hanh-trung-uong",
           "2026-07-26", relation("follows", "quy-dinh-100-ban-chap-hanh-trung-uong-2024", "Cùng vấn đề")),
    **rule("quy-dinh-150-ban-chap-hanh-trung-uong-2023", "quy-dinh", "150-QĐ/TW", "ban-chap-hanh-trung-uong",
           "2023-02-03", relation("amends", "quy-dinh-37-ban-chap-hanh-trung-uong-2021")),
    **rule("nghi-quyet-5-bo-chinh-tri-2020", "nghi-quyet", "5-NQ/TW", "bo-chinh-tri", "2020-02-01",
           title="<i>" + LONG),
}  # fmt: skip


def write_desk(folder: Path) -> Path:
    """Write the library below `folder` and return it."""
    return write_corpus(folder, DESK)
