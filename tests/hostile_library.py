"""A library in whose every field somebody has put what a browser, a template, a log or a spreadsheet might run."""

from __future__ import annotations

from tests.small_library import SMALL

HOSTILE = "huong-dan-66-bo-chinh-tri-2020"
HOSTILE_PLAN = "ke-hoach-66-bo-chinh-tri-2020"

#: What must come out as the words that they are. `{{ 7 * 191 }}` is 1337 where a template runs it.
MARKUP = """<script>alert(1)</script><img src=x onerror=alert(1)>"'></title></textarea>{{ 7 * 191 }}${7*191}{% raw %}"""
_LINKS = "[a](javascript:alert(1)) [b](data:text/html,x) <javascript:alert(1)> ![c](http://example.org/x.png) <a href=//example.org>d</a>"
_FRONT = MARKUP.replace("'", "''")

HOSTILE_FILES = SMALL | {
    f"directives/bo-chinh-tri/{HOSTILE}.md": f"""
        ---
        id: {HOSTILE}
        kind: huong-dan
        number: 66-HD/TW
        title:
          readings:
          - value: '=HYPERLINK("http://example.org") {_FRONT}'
            source: 'javascript:alert(1)'
            standing: verified
        issuer: bo-chinh-tri
        issuer_text: '{_FRONT}'
        issued: 2020-02-03
        signer: '{_FRONT}'
        sources:
        - url: 'javascript:alert(document.cookie)'
          title: '{_FRONT}'
        also_known_as:
        - '{_FRONT}'
        original: '66<img src=x onerror=alert(1)>.txt'
        relations:
        - type: replaces
          target:
            kind: quy-dinh
            number: 1-QĐ/TW
            title: '{_FRONT}'
        ---

        1. {MARKUP}

        {_LINKS}

        | {MARKUP} | =1+1 |
        |---|---|
        | <svg onload=alert(1)> | @SUM(1) |
        """,
    f"plans/{HOSTILE_PLAN}.md": f"""
        ---
        id: {HOSTILE_PLAN}
        kind: ke-hoach
        number: 66-KH/TW
        title: 'Kế hoạch {_FRONT}'
        issuer: bo-chinh-tri
        issued: 2021-02-03
        ---

        ## I. MỤC ĐÍCH {MARKUP}

        ### 1. Thực hiện Hướng dẫn số 66-HD/TW ngày 03/02/2020 của Bộ Chính trị {MARKUP}

        - {_LINKS} Chỉ thị số 99-CT/TW về "{MARKUP}".

        - Giao Ban Tuyên giáo {MARKUP} chủ trì, hoàn thành trước ngày 30/6/2021.
        """,
    "originals/66<img src=x onerror=alert(1)>.txt": "<script>alert(1)</script>",
}
