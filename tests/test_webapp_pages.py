"""Every page of the site over the checkout's library, as a browser would ask for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask import template_rendered
from flask.testing import FlaskClient

from indexer.kb import KnowledgeBase
from indexer.views import TaskNode
from webapp import pages
from webapp.application import create_app
from webapp.errors import ErrorPage
from webapp.routes.documents import DocumentPage
from webapp.routes.gaps import ProblemsPage
from webapp.routes.gaps import WantedPage
from webapp.routes.home import HomePage
from webapp.routes.lists import CataloguePage
from webapp.routes.lists import ListingPage
from webapp.routes.materials import MaterialsPage
from webapp.routes.matrices import MatrixPage
from webapp.routes.numbers import NumberPage
from webapp.routes.pictures import PicturesPage
from webapp.routes.plans import PlanPage
from webapp.routes.plans import PlansPage
from webapp.routes.plans import TaskPage
from webapp.routes.reviews import ReviewPage
from webapp.routes.search import SearchPage
from webapp.routes.topics import TeachingPage
from webapp.routes.topics import TopicPage
from webapp.routes.topics import TopicsPage
from webapp.routes.updates import UpdatesPage
from webapp.settings import Settings

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
REPLACED = "quy-dinh-24-ban-chap-hanh-trung-uong-2021"

PAGES = {
    "/": HomePage,
    "/tim": SearchPage,
    "/tim?q=h%E1%BB%8Dc+t%E1%BA%ADp": SearchPage,
    "/danh-muc": CataloguePage,
    "/loai/nghi-quyet": ListingPage,
    "/co-quan/bo-chinh-tri": ListingPage,
    "/nam/2021": ListingPage,
    "/ke-hoach": PlansPage,
    f"/ke-hoach/{PLAN}": PlanPage,
    f"/ke-hoach/{PLAN}/nhiem-vu/II.3-3": TaskPage,
    f"/ke-hoach/{PLAN}/bang-doi-chieu": MatrixPage,
    f"/ke-hoach/{PLAN}/so-do": PicturesPage,
    f"/van-ban/{REPLACED}": DocumentPage,
    "/so/208-qd-tw": NumberPage,
    "/con-thieu": WantedPage,
    "/can-cap-nhat": UpdatesPage,
    "/chu-de": TopicsPage,
    "/chuong-trinh": TopicsPage,
    "/chu-de/lich-su-dang": TopicPage,
    "/chu-de/xay-dung-chinh-don-dang?phan=van-ban": TopicPage,
    "/chuong-trinh/boi-duong-can-bo-mttq-va-doan-the": TopicPage,  # nothing belongs to it
    "/dua-vao-bai-giang": TeachingPage,
    "/kiem-tra": ProblemsPage,
    "/ra-soat": ReviewPage,
    "/tu-lieu": MaterialsPage,
    f"/tu-lieu?m={REPLACED}&m={PLAN}:II.3-3&m=khong-co": MaterialsPage,
    f"/tu-lieu?xep=tay&m={REPLACED}&m={PLAN}:II": MaterialsPage,
    "/khong-co-trang-nay": ErrorPage,
}


@pytest.fixture(scope="module")
def app(library_data: Path) -> Flask:
    return create_app(Settings(library_data))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def kb(library_data: Path) -> Iterator[KnowledgeBase]:
    opened = KnowledgeBase.open(library_data)
    yield opened
    opened.close()


def shown(html: str) -> str:
    """The words of a page, without its markup."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def letters(text: str) -> str:
    """A text without blanks and emphasis marks, for comparing what is printed with what is written."""
    return re.sub(r"[\s*]+", "", text)


@pytest.mark.parametrize(("address", "page"), PAGES.items())
def test_a_template_gets_exactly_what_its_dataclass_says(app: Flask, address: str, page: type[pages.Page]) -> None:
    rendered: list[set[str]] = []

    def note(_app: Flask, *, context: dict[str, object], **_more: object) -> None:
        rendered.append(set(context) - {"g", "request", "session"})

    with template_rendered.connected_to(note, app):
        app.test_client().get(address)
    assert rendered == [{field.name for field in fields(page)}]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_safe(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    html = response.text
    assert response.status_code == (404 if address == "/khong-co-trang-nay" else 200)
    assert '<html lang="vi">' in html
    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    # Nothing inline, nothing from elsewhere: the names of vocabularies are not fetched.
    assert not re.search(r"<(?:script|link(?! rel=\"schema\.)|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//", html)
    assert not re.search(r"<script(?! type=\"application/ld\+json\">)(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", html)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    # Every id once; every reference to an id leads somewhere.
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-(?:describedby|labelledby)="([^"]*)"', html)) <= set(ids)


@pytest.mark.parametrize("address", PAGES)
def test_headings_go_down_one_step_at_a_time(client: FlaskClient, address: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(address).text)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_of_the_site_leads_to_a_page(client: FlaskClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    broken = []
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith("/tim?"):
            continue
        seen.add(address)
        response = client.get(address, follow_redirects=True, buffered=True)
        if response.status_code != 200:
            broken.append((address, response.status_code))
        if response.mimetype == "text/html":
            found = re.findall(r'href="(/[^"#]*)', response.text)
            waiting += [unescape(link) for link in found if not link.startswith("/static/")]
    assert broken == []
    assert len(seen) > 150  # the walk has seen documents, tasks and lists


def test_the_honest_line(client: FlaskClient, kb: KnowledgeBase) -> None:
    counts = kb.counts()
    line = f"{counts.plans} kế hoạch, {counts.cited} văn bản được viện dẫn, {counts.held} có toàn văn"
    assert line in shown(client.get("/").text)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("35-NQ/TW", "nghi-quyet-35-bo-chinh-tri-2018"),
        ("nq35", "nghi-quyet-35-bo-chinh-tri-2018"),
        ("35 nq tw", "nghi-quyet-35-bo-chinh-tri-2018"),
        ("nghị quyết số 35", "nghi-quyet-35-bo-chinh-tri-2018"),
        ("nghi quyet 35 nq-tw", "nghi-quyet-35-bo-chinh-tri-2018"),
        ("35–NQ/TW", "nghi-quyet-35-bo-chinh-tri-2018"),
        ("QD 37", "quy-dinh-37-ban-chap-hanh-trung-uong-2021"),
    ],
)
def test_a_number_in_any_spelling_comes_first(client: FlaskClient, question: str, first: str) -> None:
    html = client.get("/tim", query_string={"q": question}).text
    links = re.findall(r'class="entry-title"><a href="/van-ban/([^"]*)"', html)
    assert links[0] == first
    api = client.get("/api/v1/search", query_string={"q": question}).get_json()
    assert api["hits"][0]["document"] == first


def test_found_words_are_marked_and_the_place_is_linked(client: FlaskClient) -> None:
    html = client.get("/tim", query_string={"q": "bảo vệ nền tảng tư tưởng"}).text
    assert "<mark>" in html
    assert f'href="/ke-hoach/{PLAN}#II.3-3"' in html


def test_a_filter_narrows_and_is_taken_out_again(client: FlaskClient) -> None:
    everything = client.get("/tim").text
    assert "/tim?loai=nghi-quyet" in everything
    narrowed = client.get("/tim?loai=nghi-quyet").text
    kinds = set(re.findall(r'class="entry-meta"><span class="meta"><span>([^<]*)</span>', narrowed))
    assert kinds == {"Nghị quyết"}
    assert 'href="/tim" class="chosen"' in narrowed


def test_pages_of_results_go_on_and_end(client: FlaskClient) -> None:
    first = client.get("/tim?toan-van=khong").text
    assert 'rel="next"' in first
    second = client.get("/tim?toan-van=khong&trang=2").text
    links = [set(re.findall(r'entry-title"><a href="([^"]*)"', page)) for page in (first, second)]
    assert not links[0] & links[1]
    beyond = client.get("/tim?toan-van=khong&trang=999")
    assert beyond.status_code == 404
    assert "Không có trang 999" in shown(beyond.text)


@pytest.mark.parametrize("address", ["/tim?trang=abc", "/tim?trang=0", "/tim?tu=31/02/2020", "/tim?xep=xyz"])
def test_a_bad_parameter_gets_a_clear_answer(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "Không đọc được" in shown(response.text)


@pytest.mark.parametrize(
    "question",
    [
        "học tập " * 1250,
        '"<script>alert(1)</script>',
        "AND OR NOT ( ) * ? ~ ^ : [ ] { }",
        "\x00\x01 \ud7ff �",
        "' OR 1=1 --",
        "🙂🙂🙂",
        '" onmouseover="alert(1)',
        "{{ 7 * 7 }}{% raw %}",
    ],
)
def test_odd_questions_are_answered(client: FlaskClient, question: str) -> None:
    response = client.get("/tim", query_string={"q": question})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert ' onmouseover="alert' not in response.text
    assert "49" not in re.findall(r'value="([^"]*)"', response.text)


def test_a_replaced_document_says_so_with_its_chain(client: FlaskClient) -> None:
    words = shown(client.get(f"/van-ban/{REPLACED}").text)
    assert "Đã có văn bản thay thế (tra đến 23/11/2026)" in words
    chain = [
        words.index(f"{number}-QĐ/TW", words.index("24-QĐ/TW →") if "24-QĐ/TW →" in words else 0)
        for number in (232, 294, 20)
    ]
    assert chain == sorted(chain)
    assert "Kho chưa có toàn văn" in words
    assert "thuviennhadat.vn" in words


def test_disputed_fields_show_every_reading_with_its_standing(client: FlaskClient) -> None:
    words = shown(client.get("/van-ban/quyet-dinh-185-ban-bi-thu-x").text)
    assert "Quyết định cần kiểm tra" in words
    assert "Quy định văn bản ghi" in words
    assert "còn nghi ngờ" in words


def test_a_document_shows_where_it_is_cited(client: FlaskClient) -> None:
    html = client.get("/van-ban/nghi-quyet-35-bo-chinh-tri-2018").text
    assert f'href="/ke-hoach/{PLAN}/nhiem-vu/II.3-3"' in html
    assert "<mark>Nghị quyết số 35-NQ/TW</mark>" in html


def test_namesakes_are_named(client: FlaskClient) -> None:
    html = client.get("/van-ban/quy-dinh-208-ban-bi-thu-2019").text
    assert "Văn bản khác mang số 208-QĐ/TW" in shown(html)
    assert "/van-ban/quy-dinh-208-ban-chap-hanh-trung-uong-2026" in html


@pytest.mark.parametrize("spelling", ["208-QĐ/TW", "208 qd tw", "208–QĐ/TW", "QĐ 208/TW", "208-QD-TW"])
def test_every_spelling_of_a_number_leads_to_its_slug(client: FlaskClient, spelling: str) -> None:
    response = client.get("/so/" + quote(spelling, safe=""))
    assert (response.status_code, response.headers["Location"]) == (302, "/so/208-qd-tw")


def test_a_number_page_is_by_term_newest_first_and_says_what_it_may_lack(client: FlaskClient) -> None:
    words = shown(client.get("/so/208-qd-tw").text)
    assert words.index("26/07/2026") < words.index("08/11/2019")
    assert "Kho có thể còn thiếu văn bản cùng số" in words
    assert words.count("Kế hoạch trong kho viện dẫn văn bản này") == 1


def test_a_number_that_is_not_held_says_so(client: FlaskClient) -> None:
    response = client.get("/so/999-nq-tw", follow_redirects=True)
    assert response.status_code == 404
    assert "chưa có văn bản nào mang số này" in shown(response.text)


@pytest.mark.parametrize("address", ["/so/abc", "/so/" + "9" * 5000, "/so/..%2F..%2Fetc"])
def test_what_is_no_number_gets_a_search_box(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert 'role="search"' in response.text


def test_a_plan_stands_on_its_page_letter_for_letter(client: FlaskClient, kb: KnowledgeBase) -> None:
    html = client.get(f"/ke-hoach/{PLAN}").text
    article = html[html.index("<article") : html.index("</article>")]
    # Notes and marks stand beside the text; they are no part of it.
    article = re.sub(r"<div class=\"notes\">.*?</div>|<sup class=\"newer-mark\".*?</sup>", "", article, flags=re.DOTALL)
    printed = letters(unescape(re.sub(r"<[^>]*>", "", article)))
    body = re.sub(r"^#+", "", kb.plan(PLAN).body, flags=re.MULTILINE)
    assert printed == letters(body)


def nodes(tree: tuple[TaskNode, ...]) -> Iterator[TaskNode]:
    for node in tree:
        yield node
        yield from nodes(node.children)


def test_every_printed_marker_is_on_the_page(client: FlaskClient, kb: KnowledgeBase) -> None:
    html = client.get(f"/ke-hoach/{PLAN}").text
    markers = re.findall(r'<span class="marker">([^<]*)</span>', html)
    assert markers == [node.marker for node in nodes(kb.plan(PLAN).tasks) if node.marker]


def test_every_citation_of_a_plan_is_linked_to_its_document(client: FlaskClient, kb: KnowledgeBase) -> None:
    html = client.get(f"/ke-hoach/{PLAN}").text
    found = re.findall(r'<a class="cite" href="([^"]*)" aria-describedby="[^"]*">', html)
    links = [link for node in nodes(kb.plan(PLAN).tasks) for link in node.links if not link.citation.self]
    assert len(found) >= len([link for link in links if link.document])
    assert set(found) == {f"/van-ban/{link.document.id}" for link in links if link.document}


def test_every_task_has_a_page(client: FlaskClient, kb: KnowledgeBase) -> None:
    for node in nodes(kb.plan(PLAN).tasks):
        response = client.get(f"/ke-hoach/{PLAN}/nhiem-vu/{node.id}")
        assert response.status_code == 200
        assert node.place.casefold() in shown(response.text).casefold()


def test_a_plan_is_no_document_page(client: FlaskClient) -> None:
    assert client.get(f"/van-ban/{PLAN}").headers["Location"] == f"/ke-hoach/{PLAN}"


def test_the_original_is_handed_over_as_it_came(client: FlaskClient) -> None:
    response = client.get(f"/van-ban/{PLAN}/tep/ke-hoach-2022.txt", buffered=True)
    original = Path(__file__).parent.parent / "corpus" / "originals" / "ke-hoach-2022.txt"
    assert response.data == original.read_bytes()
    assert response.mimetype == "text/plain"


@pytest.mark.parametrize(
    "name", ["khac.txt", "..%2F..%2Fpyproject.toml", "%2Fetc%2Fpasswd", "..%5C..%5Cpyproject.toml"]
)
def test_no_other_file_is_handed_over(client: FlaskClient, name: str) -> None:
    assert client.get(f"/van-ban/{PLAN}/tep/{name}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/van-ban/khong-co",
        "/ke-hoach/khong-co",
        f"/ke-hoach/{REPLACED}",
        f"/ke-hoach/{PLAN}/nhiem-vu/IX.9",
        "/loai/khong-co",
        "/nam/abcd",
        "/van-ban/%00",
        "/van-ban/" + "a" * 5000,
    ],
)
def test_an_unknown_address_is_answered_with_a_search_box(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert 'role="search"' in response.text


def test_the_list_to_ask_for_names_every_document_with_its_tasks(client: FlaskClient, kb: KnowledgeBase) -> None:
    html = client.get("/con-thieu").text
    assert html.count("<tr>") == len(kb.wanted()) + 1
    for heading in ("Số và ký hiệu", "Ngày", "Cơ quan ban hành", "Trích yếu", "Cần cho nhiệm vụ"):
        assert f'<th scope="col">{heading}</th>' in html


def test_only_reading_is_possible(client: FlaskClient) -> None:
    assert client.post("/tim").status_code == 405


def test_static_files_are_kept_by_browsers_for_good(client: FlaskClient) -> None:
    address = re.findall(r'href="(/static/style\.css\?v=[0-9a-f]+)"', client.get("/").text)[0]
    response = client.get(address, buffered=True)
    assert "immutable" in response.headers["Cache-Control"]
    assert client.get("/").headers["Cache-Control"] == "no-cache"
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.get("/static/khong-co.css").status_code == 404
    assert client.get("/static/../application.py").status_code == 404
