"""A document cited in both styles, by what is known of it, and as an entry that reference managers read."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from indexer.export.bibliography import ENTRIES
from indexer.export.citation import citation_styles
from indexer.export.citation import own_citation
from indexer.export.facts import CitedFacts
from indexer.export.facts import cited_facts
from indexer.kb import KnowledgeBase
from indexer.views import Named
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()
DAY = "2026-11-23"


def facts(kind: str, number: str | None, issuer: str | None, issued: str | None, title: str | None) -> CitedFacts:
    organ = VOCABULARY.organs[issuer] if issuer else None
    return CitedFacts(
        id="van-ban-thu",
        kind=Named(kind, VOCABULARY.kinds[kind].name),
        number=number,
        title=title,
        issuer=Named(organ.id, organ.name) if organ else None,
        issued=issued,
        address=None,
        left_out=(),
        unsure=(),
    )


DECREE = facts("nghi-dinh", "30/2020/NĐ-CP", "chinh-phu", "2020-03-05", "Về công tác văn thư")
RESOLUTION = facts("nghi-quyet", "35-NQ/TW", "bo-chinh-tri", "2018-10-22", "Về tăng cường bảo vệ nền tảng tư tưởng")
PLAN = facts("ke-hoach", None, "ban-thuong-vu-quan-uy-ba-dinh", "2022-01-20", "Thực hiện công tác lý luận")
LAW = facts("luat", "64/2025/QH15", "quoc-hoi", "2025-02-19", "Luật Ban hành văn bản quy phạm pháp luật")

# What is cited, its own family, and the four forms: Party first and later, State first and later.
FORMS = [
    (
        RESOLUTION,
        "party",
        "Nghị quyết số 35-NQ/TW, ngày 22/10/2018 của Bộ Chính trị về tăng cường bảo vệ nền tảng tư tưởng",
        "Nghị quyết 35-NQ/TW",
        "Nghị quyết số 35-NQ/TW ngày 22 tháng 10 năm 2018 của Bộ Chính trị về tăng cường bảo vệ nền tảng tư tưởng",
        "Nghị quyết số 35-NQ/TW",
    ),
    (
        DECREE,
        "state",
        "Nghị định số 30/2020/NĐ-CP, ngày 05/3/2020 của Chính phủ về công tác văn thư",
        "Nghị định 30/2020/NĐ-CP",
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
        "Nghị định số 30/2020/NĐ-CP",
    ),
    (
        PLAN,
        "party",
        "Kế hoạch ngày 20/01/2022 của Ban Thường vụ Quận ủy Ba Đình về “Thực hiện công tác lý luận”",
        "Kế hoạch “Thực hiện công tác lý luận”",
        "Kế hoạch ngày 20 tháng 01 năm 2022 của Ban Thường vụ Quận ủy Ba Đình về “Thực hiện công tác lý luận”",
        "Kế hoạch “Thực hiện công tác lý luận”",
    ),
    (
        LAW,
        "state",
        "Luật Ban hành văn bản quy phạm pháp luật ngày 19/02/2025 của Quốc hội",
        "Luật Ban hành văn bản quy phạm pháp luật",
        "Luật Ban hành văn bản quy phạm pháp luật ngày 19 tháng 02 năm 2025 của Quốc hội",
        "Luật Ban hành văn bản quy phạm pháp luật",
    ),
]


@pytest.mark.parametrize(("cited", "family", "first", "later", "state_first", "state_later"), FORMS)
def test_long_and_short_forms_in_both_styles(
    cited: CitedFacts, family: str, first: str, later: str, state_first: str, state_later: str
) -> None:
    styles = citation_styles(cited, VOCABULARY, DAY)
    assert styles[0].family == family
    found = {style.family: (style.first, style.later) for style in styles}
    assert found == {"party": (first, later), "state": (state_first, state_later)}


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ({"issued": "2018-10"}, "Nghị quyết số 35-NQ/TW, tháng 10/2018 của Bộ Chính trị về tăng cường"),
        ({"issued": "2018"}, "Nghị quyết số 35-NQ/TW, năm 2018 của Bộ Chính trị về tăng cường"),
        ({"issued": "2018-02-05"}, "Nghị quyết số 35-NQ/TW, ngày 05/02/2018 của Bộ Chính trị về tăng cường"),
        ({"issued": None}, "Nghị quyết số 35-NQ/TW của Bộ Chính trị về tăng cường"),
        ({"issuer": None}, "Nghị quyết số 35-NQ/TW, ngày 22/10/2018 về tăng cường"),
    ],
)
def test_what_is_not_known_is_left_out(known: dict[str, str | None], written: str) -> None:
    assert own_citation(replace(RESOLUTION, **known), VOCABULARY, DAY).startswith(written)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Về công tác văn thư", "về công tác văn thư"),
        ("Ban hành Quy chế đào tạo", "ban hành Quy chế đào tạo"),
        ("Sửa đổi, bổ sung một số điều", "sửa đổi, bổ sung một số điều"),
        ("Tăng cường bảo vệ", "về “Tăng cường bảo vệ”"),
        ("Vền vệt", "về “Vền vệt”"),
    ],
)
def test_how_a_title_goes_on_from_the_issuer(title: str, written: str) -> None:
    assert own_citation(replace(RESOLUTION, title=title), VOCABULARY, DAY).endswith(f"của Bộ Chính trị {written}")


def test_nothing_known_but_the_kind() -> None:
    bare = facts("nghi-quyet", None, None, None, None)
    assert {style.first for style in citation_styles(bare, VOCABULARY, DAY)} == {"Nghị quyết"}


@pytest.mark.parametrize(
    ("place", "start"),
    [
        ("mục II.4.1", "Mục II.4.1 Kế hoạch ngày 20/01/2022"),
        ("mục II.4.1, gạch đầu dòng thứ hai", "Mục II.4.1, gạch đầu dòng thứ hai, Kế hoạch ngày 20/01/2022"),
    ],
)
def test_a_place_stands_before_the_document(place: str, start: str) -> None:
    assert own_citation(PLAN, VOCABULARY, DAY, place).startswith(start)


def test_the_rules_are_those_of_the_citing_day() -> None:
    names = {day: citation_styles(RESOLUTION, VOCABULARY, day)[0].rules for day in ("2026-05-26", "2026-05-27")}
    assert names["2026-05-26"].startswith("Hướng dẫn 36-HD/VPTW")
    assert names["2026-05-27"].startswith("Hướng dẫn 05-HD/VPTW")


def test_what_is_inferred_or_doubtful_is_not_cited(library: KnowledgeBase) -> None:
    known = cited_facts(library.document("chi-thi-20-ban-bi-thu-2003"))
    assert known.title is None  # only a description of what it is about
    assert known.left_out == ("trích yếu",)
    assert "Nội dung:" not in own_citation(known, VOCABULARY, DAY)


@pytest.mark.parametrize("style", [0, 1])
def test_every_document_of_the_library_has_a_citation(library: KnowledgeBase, style: int) -> None:
    for facet in ("nghi-quyet", "van-kien", "dieu-le", "bai-viet", "chuong-trinh", "ke-hoach", "quy-dinh"):
        for document in library.listing("kind", facet).documents:
            cited = citation_styles(cited_facts(library.document(document.id)), VOCABULARY, DAY)[style]
            for text in (cited.first, cited.later):
                assert text == " ".join(text.split())
                assert not re.search(r"[{}]|None|,,|, của|^\W", text), text


# Entries


def test_ris() -> None:
    lines = ENTRIES["ris"].write(replace(RESOLUTION, address="https://example.org/35")).decode().split("\r\n")
    assert lines[0] == "TY  - GOVDOC"
    assert lines[-2:] == ["ER  - ", ""]
    assert {"SN  - 35-NQ/TW", "AU  - Bộ Chính trị", "DA  - 2018/10/22/", "UR  - https://example.org/35"} <= set(lines)


def test_csl_json() -> None:
    (item,) = json.loads(ENTRIES["json"].write(DECREE))
    assert item["issued"] == {"date-parts": [[2020, 3, 5]]}
    assert (item["number"], item["genre"]) == ("30/2020/NĐ-CP", "Nghị định")
    assert "URL" not in item


def test_bibtex_escapes_what_tex_would_run() -> None:
    text = ENTRIES["bib"].write(replace(RESOLUTION, title=r"\input{x} 50% & #1 _a ~ ^")).decode()
    title = next(line for line in text.splitlines() if line.startswith("  title"))
    assert title == (r"  title = {{\textbackslash{}input\{x\} 50\% \& \#1 \_a \textasciitilde{} \textasciicircum{}}},")
    assert text.startswith("@techreport{van-ban-thu,\n")
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("form", ENTRIES)
def test_an_entry_of_a_document_of_which_nothing_is_known_holds_nothing_invented(form: str) -> None:
    text = ENTRIES[form].write(facts("nghi-quyet", None, None, None, None)).decode()
    assert not re.search(r"\d{4}|None|null|month|author|AU  -|PB  -|institution", text)


def test_an_articles_author_is_a_person() -> None:
    article = facts("bai-viet", None, "nguyen-phu-trong", "2021-05-16", "Một số vấn đề lý luận")
    (item,) = json.loads(ENTRIES["json"].write(article))
    assert item["author"] == [{"family": "Nguyễn", "given": "Phú Trọng"}]
    assert "AU  - Nguyễn, Phú Trọng" in ENTRIES["ris"].write(article).decode()


def test_line_breaks_of_a_title_end_no_field() -> None:
    text = ENTRIES["ris"].write(replace(RESOLUTION, title="Một\r\nER  - \r\nTY  - JOUR")).decode()
    assert text.count("\r\nER  - ") == 1
