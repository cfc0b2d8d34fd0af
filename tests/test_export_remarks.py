"""A lecturer's own marks and notes in a pack's files: on their own words or in a line below, never on others."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import docx
import pptx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.export.emphasis import stretches
from indexer.export.pack import Pack
from indexer.export.pack import PackOrder
from indexer.export.pack import make_pack
from indexer.export.pack_docx import pack_docx
from indexer.export.pack_files import pack_markdown
from indexer.export.pack_pptx import pack_pptx
from indexer.export.remarks import COLOURS
from indexer.export.remarks import Remark
from indexer.export.remarks import marked
from indexer.export.remarks import said
from indexer.kb import KnowledgeBase
from tests.test_export_pack import DAY
from tests.test_export_pack import PLAN
from tests.test_export_pack import chosen
from webapp.application import create_app
from webapp.remarks import MOST
from webapp.settings import Settings

TASK = f"{PLAN}:II.3-3"
#: Words among which emphasis begins, as the page shows them.
WORDS = "khóa XII về “Tăng cường bảo vệ nền tảng"
PARAGRAPHS = ("1. Chi bộ *kiểm tra* việc\nthực hiện.", "2. Chi bộ kiểm tra việc thực hiện **mỗi quý**.")


def coloured(paragraphs: tuple[str, ...], *remarks: Remark) -> list[tuple[int, str, str]]:
    """The coloured words: paragraph, colour, words."""
    texts, _shown = marked(paragraphs, remarks)
    return [(at, run.colour, run.text) for at, runs in enumerate(texts) for run in runs if run.colour]


@pytest.mark.parametrize(
    ("comment", "remark", "expected"),
    [
        ("once", Remark("mỗi quý", colour="lam"), [(1, "lam", "mỗi quý")]),
        ("through emphasis and a line's end", Remark("kiểm tra việc thực hiện.", colour="luc"), None),
        (
            "of two places the one that stands among the same words",
            Remark("kiểm tra việc thực hiện", before="2. Chi bộ ", after=" mỗi quý", colour="luc"),
            [(1, "luc", "kiểm tra việc thực hiện")],
        ),
        (
            "over two paragraphs",
            Remark("thực hiện. 2. Chi bộ", colour="hong"),
            [(0, "hong", "thực hiện."), (1, "hong", "2. Chi bộ")],
        ),
        ("two places that nothing tells apart", Remark("Chi bộ", colour="vang"), []),
        ("other words", Remark("Đảng ủy", colour="vang"), []),
        ("no colour", Remark("mỗi quý", note="xem"), []),
        ("a place", Remark(note="xem", colour="vang"), []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_are_coloured(comment: str, remark: Remark, expected: list[tuple[int, str, str]] | None) -> None:
    found = coloured(PARAGRAPHS, remark)
    if expected is None:
        expected = [(0, "luc", "kiểm tra"), (0, "luc", " việc\nthực hiện.")]
    assert found == expected


@given(
    st.lists(st.text(alphabet="ab *\n.", max_size=30), max_size=4),
    st.lists(
        st.builds(Remark, words=st.text(alphabet="ab .", max_size=6), colour=st.sampled_from(("", *COLOURS))),
        max_size=4,
    ),
)
def test_no_letter_and_no_emphasis_is_lost(paragraphs: list[str], remarks: list[Remark]) -> None:
    texts, shown = marked(paragraphs, remarks)
    for paragraph, runs in zip(paragraphs, texts, strict=True):
        plain = [(letter, run.bold, run.italic) for run in runs for letter in run.text]
        assert plain == [(letter, run.bold, run.italic) for run in stretches(paragraph) for letter in run.text]
    assert shown <= set(remarks)


def test_what_is_said_below() -> None:
    shown = Remark("mỗi quý", colour="lam")
    remarks = (
        shown,
        Remark("đã bỏ", place="mục 3", colour="vang"),
        replace(shown, note="Hỏi học viên"),
        Remark(note="Đọc trước"),
        Remark("x" * 400, note="Dài"),
    )
    assert list(said(remarks, frozenset({shown}))) == [
        ("Đánh dấu (mục 3): ", "“đã bỏ”"),
        ("Ghi chú: ", "“mỗi quý”: Hỏi học viên"),
        ("Ghi chú: ", "Đọc trước"),
        ("Ghi chú: ", f"“{'x' * 300}…”: Dài"),
    ]


@pytest.fixture
def noted(library: KnowledgeBase) -> Pack:
    remarks = (Remark(WORDS, colour="lam"), Remark("thù địch", colour="vang", note="Câu hỏi:\n*vì sao*?"))
    gathered = [replace(item, remarks=remarks) for item in chosen(library, [TASK])]
    return make_pack(gathered, "Bài 1", DAY, library.vocabulary, PackOrder.LEVEL)


def test_in_word(noted: Pack) -> None:
    paragraphs = docx.Document(io.BytesIO(pack_docx(noted))).paragraphs
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    blue = [run for run in runs if run.font.highlight_color is WD_COLOR_INDEX.TURQUOISE]
    assert "".join(run.text for run in blue) == WORDS
    assert {bool(run.italic) for run in blue} == {True, False}
    texts = [paragraph.text for paragraph in paragraphs]
    assert "Ghi chú: “thù địch”: Câu hỏi:" in texts
    assert "*vì sao*?" in texts


def test_on_slides(noted: Pack) -> None:
    deck = pptx.Presentation(io.BytesIO(pack_pptx(noted)))
    slides = list(deck.slides)
    blue = [
        element.getparent().getparent()
        for slide in slides
        for element in slide._element.iter("{*}highlight")
        if element[0].get("val") == "CBE2FB"
    ]
    assert "".join(run.findtext("{*}t") for run in blue).strip() == WORDS
    spoken = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    assert spoken == ["Ghi chú: “thù địch”: Câu hỏi:\n*vì sao*?"]


def test_in_markdown(noted: Pack) -> None:
    text = pack_markdown(noted).decode()
    assert f"**Đánh dấu:** “{WORDS}”" in text
    assert "**Ghi chú:** “thù địch”: Câu hỏi:\n\\*vì sao\\*?" in text


@pytest.fixture(scope="module")
def client(library_data: object) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()  # type: ignore[arg-type]  # a path


def sent(client: FlaskClient, remarks: object) -> str:
    answer = client.post("/tu-lieu/tai", data={"m": [TASK], "dang": "md", "danh-dau": json.dumps(remarks)})
    return answer.text


def test_notes_come_with_the_form_of_a_file(client: FlaskClient) -> None:
    remark = {"key": TASK, "words": "thù địch", "colour": "vang", "note": "Hỏi \u0000 học viên", "place": "mục 1"}
    assert "**Ghi chú (mục 1):** “thù địch”: Hỏi  học viên" in sent(client, [remark])
    # One for something that was not gathered goes nowhere.
    assert "Hỏi" not in sent(client, [remark | {"key": "khong-co"}])


@pytest.mark.parametrize(
    "remarks",
    [
        "chữ",
        {"key": TASK},
        [1],
        [{"words": "không có mục"}],
        [{"key": TASK, "words": 7}],
        [{"key": TASK, "colour": "do"}],
        [{"key": TASK, "note": ["x"]}],
    ],
    ids=str,
)
def test_what_is_no_list_of_notes_is_told(client: FlaskClient, remarks: object) -> None:
    answer = client.post("/tu-lieu/tai", data={"m": [TASK], "dang": "docx", "danh-dau": json.dumps(remarks)})
    assert answer.status_code == 400
    assert "Không đọc được ghi chú gửi kèm" in answer.text


def test_no_more_notes_than_a_pack_takes(client: FlaskClient) -> None:
    answer = client.post(
        "/tu-lieu/tai", data={"m": [TASK], "dang": "docx", "danh-dau": json.dumps([{"key": TASK}] * (MOST + 1))}
    )
    assert answer.status_code == 400
    assert "tối đa" in answer.text
    deep = client.post("/tu-lieu/tai", data={"m": [TASK], "dang": "docx", "danh-dau": "[" * 100_000})
    assert deep.status_code == 400
