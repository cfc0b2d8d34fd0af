"""The pages of themes and training programmes, and what other pages say of topics."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.build import build
from indexer.kb import KnowledgeBase
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.settings import Settings

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


def words_of(client: FlaskClient, address: str) -> str:
    """The words of a page, without its markup."""
    html = client.get(address, follow_redirects=True).text
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


# Page, and what stands on it.
SAID = [
    ("/chu-de", "Lịch sử Đảng 4 văn bản · 6 nhiệm vụ"),
    ("/chu-de", "2 nhiệm vụ yêu cầu đưa vào bài giảng"),
    ("/chuong-trinh", "Bồi dưỡng cán bộ Mặt trận Tổ quốc và đoàn thể Kho chưa có gì."),
    ("/chu-de/lich-su-dang", "Gợi ý theo trích yếu: “lịch sử Đảng”."),
    ("/chu-de/lich-su-dang", "Gợi ý theo trích yếu của văn bản được nêu: “Lịch sử Đảng”."),
    ("/chu-de/lich-su-dang", "triển khai thực hiện 104-KH/TU"),
    ("/chu-de/xay-dung-chinh-don-dang", "Mới nhất: Quy định 208-QĐ/TW ngày 26/07/2026"),
    ("/chu-de/bao-ve-nen-tang-tu-tuong", "Mục II.4.1, gạch đầu dòng thứ hai yêu cầu đưa vào bài giảng"),
    ("/chuong-trinh/so-cap-ly-luan-chinh-tri", "Mục II.4.1, gạch đầu dòng thứ ba yêu cầu đưa vào bài giảng"),
    ("/chuong-trinh/boi-duong-can-bo-mttq-va-doan-the", "Kho chưa có văn bản, nhiệm vụ hay trích đoạn nào"),
    ("/dua-vao-bai-giang", "2 nhiệm vụ yêu cầu bổ sung, lồng ghép, cập nhật"),
    (f"/ke-hoach/{PLAN}", "2 nhiệm vụ yêu cầu đưa vào bài giảng"),
    (f"/ke-hoach/{PLAN}", "Theo chủ đề"),
    (f"/ke-hoach/{PLAN}/nhiem-vu/II.4.1-3", "yêu cầu đưa vào bài giảng theo lời văn: “bổ sung vào bài giảng”"),
    (f"/ke-hoach/{PLAN}/nhiem-vu/II.6-2", "Gợi ý theo tiêu đề mục II.6: “công tác lý luận chính trị”."),
    (f"/ke-hoach/{PLAN}/nhiem-vu/III.6", "Lời văn của mục này không gợi ý chủ đề nào."),
    ("/van-ban/nghi-quyet-35-bo-chinh-tri-2018", "Bảo vệ nền tảng tư tưởng của Đảng Gợi ý theo trích yếu"),
    ("/van-ban/chuyen-de-nam-2022", "Gợi ý theo tên gọi: “Chuyên đề năm”."),
    ("/van-ban/nghi-quyet-25-bo-chinh-tri-2026", "Trích yếu không gợi ý chủ đề nào."),
    ("/danh-muc", "Chương trình bồi dưỡng"),
    ("/tim?q=chủ+đề:lịch+sử+Đảng", "chủ đề: Lịch sử Đảng"),
    ("/tim?chu-de=lich-su-dang", "4 văn bản"),
    ("/tim?chuong-trinh=boi-duong-chuyen-de", "2 văn bản"),
]


@pytest.mark.parametrize(("address", "said"), SAID)
def test_what_stands_on_a_page(client: FlaskClient, address: str, said: str) -> None:
    assert said in words_of(client, address)


# Address, status, and where it leads.
ADDRESSES = [
    ("/chu-de/so-cap-ly-luan-chinh-tri", 302, "/chuong-trinh/so-cap-ly-luan-chinh-tri"),
    ("/chuong-trinh/lich-su-dang", 302, "/chu-de/lich-su-dang"),
    ("/chu-de/khong-co", 404, None),
    ("/chuong-trinh/khong-co", 404, None),
    ("/api/v1/topics/khong-co", 404, None),
    ("/chu-de/lich-su-dang?phan=khac", 400, None),
    ("/chu-de/lich-su-dang?phan=van-ban&trang=2", 404, None),
    ("/chu-de/lich-su-dang?phan=nhiem-vu&trang=1", 200, None),
]


@pytest.mark.parametrize(("address", "status", "leads_to"), ADDRESSES)
def test_addresses(client: FlaskClient, address: str, status: int, leads_to: str | None) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response.headers.get("Location") == leads_to


def test_the_same_as_json(client: FlaskClient) -> None:
    listed = client.get("/api/v1/topics").json
    assert listed is not None
    assert listed["topics"][5] == {
        "topic": {"id": "lich-su-dang", "sort": "theme", "name": "Lịch sử Đảng"},
        "documents": 4,
        "tasks": 6,
        "passages": 0,
    }
    one = client.get("/api/v1/topics/lich-su-dang").json
    assert one is not None
    assert [item["document"]["number"] for item in one["documents"]][-1] == "20-CT/TW"
    assert one["documents"][0]["reasons"] == [{"ground": "title", "words": "lịch sử Đảng", "place": None}]
    part = client.get("/api/v1/topics/lich-su-dang?limit=1&offset=3").json
    assert part is not None
    assert [item["document"]["number"] for item in part["documents"]] == ["20-CT/TW"]
    assert {item["id"] for item in one["tasks"]} == {"II.5", "II.5-1", "II.5-3", "II.5-4", "II.5-5", "III.2"}


def test_a_whole_topic_goes_into_a_pack_by_its_address(client: FlaskClient) -> None:
    page = client.get("/chu-de/lich-su-dang").text
    address = unescape(re.search(r'data-gather-all href="([^"]+)"', page)[1])  # type: ignore[index]
    pack = words_of(client, f"{address}&xep=chu-de")
    assert "Lịch sử Đảng 10 mục." in pack
    assert "I. Lịch sử Đảng 1. Chỉ thị" in pack


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A library with more of one theme than a page shows, one of them chosen by a person, one taken out."""
    folder = tmp_path_factory.mktemp("crowded")
    files = {}
    for number in range(1, 131):
        name = f"ket-luan-{number}-ban-bi-thu-2021"
        choice = {1: "topics: [kiem-tra-giam-sat]\n", 2: "topics:\n- not: lich-su-dang\n"}.get(number, "")
        head = f"id: {name}\nkind: ket-luan\nnumber: {number:02}-KL/TW\ntitle: <b>Lịch sử Đảng</b> tập {number}\n"
        dates = f"issuer: ban-bi-thu\nissued: 2021-0{1 + number % 9}-15\n"
        if number > 1:
            dates += f"relations:\n- type: continues\n  target: ket-luan-{number - 1}-ban-bi-thu-2021\n"
        text = f"1. Mở đầu\n\nBiên soạn lịch sử Đảng tập {number}.\n"
        files[f"directives/ban-bi-thu/{name}.md"] = f"---\n{head}{dates}{choice}---\n\n{text}"
    build(write_corpus(folder / "corpus", files), folder / "var")
    return create_app(Settings(folder / "var")).test_client()


def test_long_lists_are_shown_in_parts(crowded: FlaskClient) -> None:
    first = words_of(crowded, "/chu-de/lich-su-dang")
    assert "Xem cả 129 văn bản" in first
    assert "Xem cả 130 trích đoạn" in first
    assert len(crowded.get("/chu-de/lich-su-dang", headers={"Accept-Encoding": "gzip"}).data) < 100_000
    # So many documents in a row are a table and no picture.
    assert "Xem dưới dạng bảng" in first
    assert "<svg" not in crowded.get("/chu-de/lich-su-dang").text
    last = words_of(crowded, "/chu-de/lich-su-dang?phan=van-ban&trang=4")
    assert "Trang 4 trên 4" in last
    assert "Trích đoạn trong" not in last


def test_a_persons_choice_is_told_and_counts(crowded: FlaskClient) -> None:
    assert "Do người biên tập chọn." in words_of(crowded, "/chu-de/kiem-tra-giam-sat")
    assert "Trích yếu không gợi ý chủ đề nào." in words_of(crowded, "/van-ban/ket-luan-2-ban-bi-thu-2021")


def test_corpus_markup_stays_text(crowded: FlaskClient) -> None:
    page = crowded.get("/chu-de/lich-su-dang").text
    assert "&lt;b&gt;Lịch sử Đảng&lt;/b&gt;" in page
    assert "<b>Lịch" not in page


def test_a_library_without_anything_has_its_lists(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    build(tmp_path / "corpus", tmp_path / "var")
    client = create_app(Settings(tmp_path / "var")).test_client()
    assert words_of(client, "/chu-de").count("Kho chưa có gì.") == 9
    assert "Chưa thấy nhiệm vụ nào" in words_of(client, "/dua-vao-bai-giang")
    kb = KnowledgeBase.open(tmp_path / "var")
    assert kb.teaching() == ()
    kb.close()
