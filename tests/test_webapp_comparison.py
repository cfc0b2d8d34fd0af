"""Two documents compared as a page: chosen by a form, side by side with words marked, as JSON and as a file."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import docx
import pytest
from flask.testing import FlaskClient

from indexer.build import build
from tests.compare_library import EMPTY
from tests.compare_library import LOOSE
from tests.compare_library import NEW_PLAN
from tests.compare_library import NEW_RULE
from tests.compare_library import OLD_PLAN
from tests.compare_library import OLD_RULE
from tests.compare_library import write_compared
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.settings import Settings

PLANS = f"/so-sanh?cu={OLD_PLAN}&moi={NEW_PLAN}"
RULES = f"/so-sanh?cu={OLD_RULE}&moi={NEW_RULE}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    build(write_compared(folder / "corpus"), folder / "var")
    return folder / "var"


@pytest.fixture
def client(data: Path) -> FlaskClient:
    return create_app(Settings(data)).test_client()


def shown(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html[html.index("<main") : html.index("</main>")])).split())


def test_the_form_lists_held_documents_and_pairs_worth_comparing(client: FlaskClient) -> None:
    html = client.get("/so-sanh").text
    assert re.findall(r'<option value="([^"]+)"', html)[:5] == [NEW_PLAN, OLD_PLAN, NEW_RULE, LOOSE, OLD_RULE]
    assert EMPTY not in html
    assert f'href="/so-sanh?cu={OLD_RULE}&amp;moi={NEW_RULE}"' in html
    assert "Hai kế hoạch liền nhau của cùng cơ quan" in shown(html)


def test_with_one_chosen_the_form_keeps_it_and_suggests_its_partners(client: FlaskClient) -> None:
    html = client.get(f"/so-sanh?moi={NEW_RULE}").text
    assert re.findall(r'<option value="([^"]*)" selected>', html) == [NEW_RULE]
    assert "Văn bản sau thay thế văn bản trước" in shown(html)
    assert "Hai kế hoạch liền nhau" not in shown(html)


def test_words_that_differ_are_marked_by_more_than_colour(client: FlaskClient) -> None:
    html = client.get(PLANS).text
    assert 'mở <del class="word-gone">12</del> lớp' in html
    assert 'mở <ins class="word-new">15</ins> lớp' in html
    assert '<ins class="word-new word-formal" title="đổi tên cơ quan">và Dân vận</ins>' in html
    assert '<del class="word-gone word-formal" title="đổi thời gian">2022</del>' in html
    text = shown(html)
    assert "2 không còn, 1 mới, 3 sửa đổi, 1 chỉ đổi thời gian, tên cơ quan, 5 giữ nguyên" in text
    assert "Quy định 100-QĐ/TW" in text
    assert "Mục II.2 giữ nguyên chuyển chỗ, trước ở mục II.1 Văn bản trước 1. Công tác tuyên truyền" in text


def test_what_is_the_same_is_named_and_shown_when_asked_for(client: FlaskClient) -> None:
    assert "Giữ nguyên: mục I; mục II." in shown(client.get(PLANS).text)
    assert "Nâng cao nhận thức" not in client.get(PLANS).text
    whole = client.get(f"{PLANS}&xem=tat-ca").text
    assert whole.count("Nâng cao nhận thức") == 2
    assert "Giữ nguyên:" not in shown(whole)


def test_articles_and_whatever_looks_like_markup(client: FlaskClient) -> None:
    html = client.get(RULES).text
    assert "Điều 5 sửa đổi chuyển chỗ, trước ở Điều 3" in shown(html)
    assert "đội ngũ &lt;b&gt;cán bộ&lt;/b&gt; &amp; công chức" in html
    assert "<b>cán bộ" not in html


def test_the_wrong_way_round_is_said_with_the_way_back(client: FlaskClient) -> None:
    html = client.get(f"/so-sanh?cu={NEW_RULE}&moi={OLD_RULE}").text
    assert "Văn bản đứng trước ở đây lại ban hành sau" in shown(html)
    assert f'href="/so-sanh?cu={OLD_RULE}&amp;moi={NEW_RULE}">đổi chiều' in html


def test_a_plan_and_a_resolution(client: FlaskClient) -> None:
    text = shown(client.get(f"/so-sanh?cu={LOOSE}&moi={NEW_PLAN}").text)
    assert "Không phần nào của hai văn bản giống nhau đủ để đặt cạnh nhau." in text
    assert "Căn cứ, văn bản viện dẫn" not in text


@pytest.mark.parametrize(
    ("asked", "goal"),
    [
        (f"cu=ke-hoach-cu&moi={NEW_PLAN}&xem=tat-ca", f"cu={OLD_PLAN}&moi={NEW_PLAN}&xem=tat-ca"),
        ("cu=5-Q%C4%90%2FTW&moi=6+q%C4%91+tw", f"cu={OLD_RULE}&moi={NEW_RULE}"),
        ("moi=ke-hoach-cu", f"moi={OLD_PLAN}"),
    ],
)
def test_former_ids_and_numbers_lead_to_the_lasting_address(client: FlaskClient, asked: str, goal: str) -> None:
    assert client.get(f"/so-sanh?{asked}").headers["Location"] == f"/so-sanh?{goal}"


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        (f"cu={OLD_PLAN}&moi={OLD_PLAN}", 400, "hãy chọn hai văn bản khác nhau"),
        (f"cu={OLD_PLAN}&moi=ke-hoach-cu", 400, "hãy chọn hai văn bản khác nhau"),
        (f"cu={EMPTY}&moi={OLD_PLAN}", 400, "Kho chưa có toàn văn"),
        ("cu=khong-co&moi=cung-khong", 404, "Không có văn bản “khong-co” trong kho"),
        (f"cu={OLD_PLAN}&moi={NEW_PLAN}&trang=7", 404, "Không có trang 7"),
        (f"cu={OLD_PLAN}&moi={NEW_PLAN}&dang=pdf", 400, "Không đọc được"),
        (f"cu=%3Cscript%3Ealert(1)%3C/script%3E&moi={NEW_PLAN}", 404, "<script>alert(1)</script>"),
    ],
)
def test_what_cannot_be_compared_is_said_above_the_form(
    client: FlaskClient, query: str, status: int, message: str
) -> None:
    response = client.get(f"/so-sanh?{query}".replace("ke-hoach-cu", OLD_PLAN))
    assert response.status_code == status
    assert message in shown(response.text)
    assert "<script>alert" not in response.text


def test_long_comparisons_are_served_in_pages(tmp_path: Path) -> None:
    corpus = write_compared(tmp_path / "corpus")
    for name, word in ((OLD_PLAN, "lớp"), (NEW_PLAN, "buổi")):
        path = corpus / "plans" / f"{name}.md"
        more = "\n".join(
            f"\n- Việc thứ {at}: mở {word} số {at} về chuyên đề {at * 7} {'x' * 200}." for at in range(300)
        )
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    build(corpus, tmp_path / "var")
    client = create_app(Settings(tmp_path / "var")).test_client()
    first, last = client.get(PLANS).text, client.get(f"{PLANS}&trang=3").text
    assert "trang 1 trên 3" in shown(first)
    assert 'rel="next"' in first
    assert "Căn cứ, văn bản viện dẫn" in shown(first)
    assert "Phần đầu và phần cuối văn bản" not in shown(first)
    assert "Việc thứ 299" in shown(last)
    assert "Phần đầu và phần cuối văn bản" in shown(last)
    assert len(first.encode()) < 200_000


def test_a_file_to_take_along(client: FlaskClient) -> None:
    response = client.get(f"{RULES}&dang=docx")
    assert response.headers["Content-Disposition"] == 'attachment; filename="so-sanh.docx"'
    assert len(docx.Document(io.BytesIO(response.data)).tables) == 1


def test_the_same_as_json(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/compare?old={OLD_RULE}&new=6-Q%C4%90/TW").get_json()
    assert answer["division"] == "articles"
    assert answer["counts"]["new"] == 1
    unknown = client.get(f"/api/v1/compare?old={OLD_RULE}&new=khong-co")
    assert (unknown.status_code, unknown.get_json()["error"]["code"]) == (404, "document-not-found")
    refused = client.get(f"/api/v1/compare?old={OLD_RULE}")
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (400, "bad-parameter")


@pytest.mark.parametrize(
    ("page", "link"),
    [
        (f"/ke-hoach/{NEW_PLAN}", "So sánh với kế hoạch trước (20/01/2022)"),
        (f"/ke-hoach/{OLD_PLAN}", "So sánh với kế hoạch sau (18/01/2023)"),
        (f"/van-ban/{NEW_RULE}", "So sánh với Quy định 5-QĐ/TW (25/10/2011)"),
        (f"/van-ban/{LOOSE}", "So sánh với văn bản khác"),
        ("/ke-hoach", "So sánh hai kế hoạch"),
    ],
)
def test_pages_lead_to_their_comparisons(client: FlaskClient, page: str, link: str) -> None:
    assert link in shown(client.get(page).text)


def test_without_text_there_is_nothing_to_compare(client: FlaskClient, tmp_path: Path) -> None:
    assert "So sánh với" not in shown(client.get(f"/van-ban/{EMPTY}").text)
    alone = {path: text for path, text in SMALL.items() if not path.startswith("plans/")}
    build(write_corpus(tmp_path / "corpus", alone), tmp_path / "var")
    text = shown(create_app(Settings(tmp_path / "var")).test_client().get("/so-sanh").text)
    assert "Kho mới có 1 văn bản có toàn văn, chưa đủ hai để so sánh." in text
