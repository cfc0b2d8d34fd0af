"""A small library with documents of limited circulation, and the library that it should look like to a stranger."""

from __future__ import annotations

from tests.small_library import SMALL

GUIDE = "huong-dan-77-thanh-uy-ha-noi-2022"
SECRET_PLAN = "ke-hoach-88-thanh-uy-ha-noi-2022"
OPINION = "ket-luan-66-thanh-uy-ha-noi-2022"

#: Words that stand in internal documents alone, as pages, JSON and addresses would write them.
WORDS = ("Thạch Sanh", "thach-sanh", "Lý Thông", "lụa là", GUIDE, SECRET_PLAN, "77-HD", "88-KH", "nguyen-ban-noi-bo")

_INTERNAL = {
    f"directives/thanh-uy-ha-noi/{GUIDE}.md": """
        ---
        id: huong-dan-77-thanh-uy-ha-noi-2022
        kind: huong-dan
        number: 77-HD/TU
        title: Xử lý vụ việc Thạch Sanh
        issuer: thanh-uy-ha-noi
        issued: 2022-03-04
        circulation: internal
        original: nguyen-ban-noi-bo.txt
        relations:
        - type: guides
          target: nghi-quyet-35-bo-chinh-tri-2018
        - type: replaces
          target: quy-dinh-207-ban-chap-hanh-trung-uong-2026
        also_known_as:
        - Hướng dẫn Lý Thông
        former_ids:
        - thach-sanh-cu
        ---

        1. Mục đích

        Phân biệt lụa là với vải thường.
        """,
    f"plans/{SECRET_PLAN}.md": """
        ---
        id: ke-hoach-88-thanh-uy-ha-noi-2022
        kind: ke-hoach
        number: 88-KH/TU
        title: Bố trí Thạch Sanh
        issuer: thanh-uy-ha-noi
        issued: 2022-06-01
        circulation: internal
        ---

        ## I. MỤC ĐÍCH

        Cùng Lý Thông thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị và Kết luận số 99-KL/TU ngày 02/02/2022 của Thành ủy.
        """,
    "originals/nguyen-ban-noi-bo.txt": "Thạch Sanh, bản gốc.",
}

# A public document whose file knows internal ones by id: as a relation and as a person's correction.
_KNOWING = f"""
---
id: {OPINION}
kind: ket-luan
number: 66-KL/TU
title: Một số công việc
issuer: thanh-uy-ha-noi
issued: 2022-09-01
status: unknown
%s---
"""
_TELLING = f"""relations:
- type: implements
  target: {GUIDE}
- type: cites
  target: nghi-quyet-35-bo-chinh-tri-2018
"""
_SILENT = """relations:
- type: cites
  target: nghi-quyet-35-bo-chinh-tri-2018
"""
_OPINION_PATH = f"directives/thanh-uy-ha-noi/{OPINION}.md"

#: The library as its editors see it.
WHOLE = {**SMALL, **_INTERNAL, _OPINION_PATH: _KNOWING % _TELLING}
#: The same library, had the internal documents never been in it.
PUBLIC = {**SMALL, _OPINION_PATH: _KNOWING % _SILENT}
