"""The page and the API that review drafts: what they answer, what they refuse, and that nothing of a draft is kept."""

from __future__ import annotations

import io
import logging
import re
from html import unescape
from pathlib import Path

import docx
import pytest
from flask.testing import FlaskClient

from tests.conftest import CORPUS
from webapp.application import create_app
from webapp.drafts import MOST_MEGABYTES
from webapp.settings import Settings

PLAN = (CORPUS / "originals" / "ke-hoach-2022.txt").read_text(encoding="utf-8")
BAIT = "<script>document.title='hong'</script>"
TOO_LONG = "Nội dung. " * 200_000


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


def send(client: FlaskClient, **fields: object):  # type: ignore[no-untyped-def]
    return client.post("/ra-soat", data=fields, content_type="multipart/form-data")


def shown(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html[html.index("<main") : html.index("</main>")])).split())


def test_the_form(client: FlaskClient) -> None:
    answer = client.get("/ra-soat")
    assert answer.status_code == 200
    assert "không lưu lại" in shown(answer.text)


def test_the_home_page_has_its_third_door(client: FlaskClient) -> None:
    assert '<a href="/ra-soat">Rà soát dự thảo</a>' in client.get("/").text


def test_a_pasted_draft(client: FlaskClient) -> None:
    answer = send(client, **{"van-ban": PLAN})
    assert answer.status_code == 200
    words = shown(answer.text)
    assert "Xét tại ngày 20/01/2022 (ngày của dự thảo)" in words
    assert "thừa “và”, “những”" in words
    assert "Quy định 377-QĐ/TW" in words
    assert 'href="/van-ban/quy-dinh-41-bo-chinh-tri-2021"' in answer.text


def test_an_uploaded_file_and_another_day(client: FlaskClient) -> None:
    answer = send(client, tep=(io.BytesIO(PLAN.encode("utf-8-sig")), "ke-hoach.txt"), ngay="01/12/2026")
    assert "Xét tại ngày 01/12/2026 (ngày được chọn)" in shown(answer.text)


def test_a_file_of_notepad_in_utf_16(client: FlaskClient) -> None:
    answer = send(client, tep=(io.BytesIO(PLAN.encode("utf-16")), "ke-hoach.txt"))
    assert "04-NQ/TU" in shown(answer.text)


@pytest.mark.parametrize(
    ("form", "start", "name"),
    [("xlsx", b"PK", "ra-soat.xlsx"), ("csv", b"\xef\xbb\xbf", "ra-soat.csv"), ("markdown", b"# ", "ra-soat.md")],
)
def test_downloads(client: FlaskClient, form: str, start: bytes, name: str) -> None:
    answer = send(client, **{"van-ban": PLAN, "dang": form})
    assert answer.data.startswith(start)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"van-ban": ""}, 400, "Dự thảo chưa có chữ nào"),
        ({"van-ban": "TỐI MẬT\nKẾ HOẠCH bí mật"}, 400, "dấu chỉ độ mật"),
        ({"van-ban": "Nội dung", "ngay": "31/02/2022"}, 400, "Không hiểu ngày “31/02/2022”"),
        (
            {"tep": (io.BytesIO(b"PK\x03\x04\xff"), "ke-hoach.docx")},
            400,
            "“ke-hoach.docx”: bị hỏng hoặc thiếu một phần",
        ),
    ],
)
def test_what_cannot_be_reviewed_gets_one_sentence(
    client: FlaskClient, fields: dict[str, object], status: int, said: str
) -> None:
    answer = send(client, **fields)
    assert answer.status_code == status
    assert said in shown(answer.text)


def test_too_long_a_draft_gets_one_sentence(client: FlaskClient) -> None:
    body = f'--x\r\nContent-Disposition: form-data; name="van-ban"\r\n\r\n{TOO_LONG}\r\n--x--\r\n'.encode()
    answer = client.post("/ra-soat", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert f"lớn hơn {MOST_MEGABYTES} MB" in shown(answer.text)


def test_a_secret_text_is_not_sent_back(client: FlaskClient) -> None:
    assert "Điều không ai được biết" not in send(client, **{"van-ban": "MẬT\n\nĐiều không ai được biết"}).text


def test_nothing_of_a_draft_is_executed_or_kept(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = send(client, **{"van-ban": f"Căn cứ Nghị quyết số 04 NQ/TU {BAIT} Điều rất riêng"})
    assert BAIT not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Điều rất riêng" not in caplog.text


# The API


def test_cite_answers_as_the_command_line(client: FlaskClient) -> None:
    answer = client.post("/api/v1/cite", json={"text": "Thực hiện Nghị quyết 35-NQ/TW ngày 22/10/2018."}).get_json()
    (citation,) = answer["citations"]
    assert (citation["canonical"], citation["document"]) == ("35-NQ/TW", "nghi-quyet-35-bo-chinh-tri-2018")


@pytest.mark.parametrize(
    "request_",
    [
        {"json": {"text": PLAN, "as_of": "2026-12-01"}},
        {"data": PLAN.encode(), "content_type": "text/plain; charset=utf-8", "query_string": {"as_of": "01/12/2026"}},
    ],
    ids=["json", "text"],
)
def test_review_answers_as_the_command_line(client: FlaskClient, request_: dict[str, object]) -> None:
    answer = client.post("/api/v1/review", **request_)
    assert answer.headers["Cache-Control"] == "no-store"
    review = answer.get_json()
    assert (review["day"], review["counts"]["sai"]) == ("2026-12-01", 0)
    assert "organ-ended" in {finding["code"] for finding in review["findings"]}


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        ({"json": {"text": ""}}, 400, "empty-text"),
        ({"json": {"text": "MẬT\nx"}}, 400, "secret-text"),
        ({"json": {"text": 5}}, 400, "bad-text-request"),
        ({"json": []}, 400, "bad-text-request"),
        ({"json": {"text": "x", "as_of": "hôm nay"}}, 400, "bad-day"),
        ({"data": b"{", "content_type": "application/json"}, 400, "bad-text-request"),
        ({"data": b"\xff\xfe", "content_type": "text/plain"}, 400, "bad-text-request"),
        ({"json": {"text": TOO_LONG}}, 413, "text-too-long"),
        ({"data": TOO_LONG.encode() * 3, "content_type": "text/plain"}, 413, "text-too-long"),
    ],
)
def test_failures_have_the_shape_of_the_api(
    client: FlaskClient, request_: dict[str, object], status: int, code: str
) -> None:
    answer = client.post("/api/v1/review", **request_)
    assert answer.status_code == status
    assert answer.get_json()["error"]["code"] == code


def test_half_a_letter_is_replaced(client: FlaskClient) -> None:
    answer = client.post(
        "/api/v1/review",
        data=b'{"text": "C\\ud83cn c\\u1ee9 Ngh\\u1ecb quy\\u1ebft 35-NQ/TW."}',
        content_type="application/json",
    )
    assert answer.status_code == 200


# Word files


def word_file() -> bytes:
    made = docx.Document()
    made.add_paragraph("KẾ HOẠCH")
    made.add_paragraph("Căn cứ Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương;")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_word_file_is_reviewed(client: FlaskClient) -> None:
    answer = send(client, tep=(io.BytesIO(word_file()), "ke-hoach.docx"))
    assert "37-QĐ/TW" in shown(answer.text)
    assert "Quy định 207-QĐ/TW" in shown(answer.text)


def test_a_word_file_comes_back_with_comments(client: FlaskClient) -> None:
    answer = send(client, tep=(io.BytesIO(word_file()), "ke-hoach.docx"), dang="ghi-chu")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ra-soat-ghi-chu.docx"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(list(docx.Document(io.BytesIO(answer.data)).comments)) == 1


def test_comments_need_a_word_file(client: FlaskClient) -> None:
    answer = send(client, **{"van-ban": PLAN, "dang": "ghi-chu"})
    assert answer.status_code == 400
    assert "Chỉ ghi chú được vào tệp .docx" in shown(answer.text)
