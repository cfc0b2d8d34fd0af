"""A long text is served by section: whole texts stay whole, sections leave no gap, old links lead to the right one."""

from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.build import build
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.sections import WHOLE
from webapp.sections import sections
from webapp.settings import Settings

LONG = "quy-che-1-thanh-uy-ha-noi-2021"
ADDRESS = f"/van-ban/{LONG}"
CHAPTERS = 12
SENTENCE = "Cấp ủy, tổ chức đảng thực hiện đúng chức năng, nhiệm vụ được giao và chịu trách nhiệm về kết quả. "


def long_text() -> str:
    return "\n\n".join(
        f"## {chapter}. CHƯƠNG THỨ {chapter}\n\n"
        + "\n\n".join(f"### {chapter}.{part}. Việc {chapter}.{part}\n\n{SENTENCE * 12}" for part in range(1, 21))
        for chapter in range(1, CHAPTERS + 1)
    )


HEAD = f"""
---
id: {LONG}
kind: quy-che
number: 1-QC/TU
title: Làm việc
issuer: thanh-uy-ha-noi
issued: 2021-03-01
---

"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("long")
    corpus = write_corpus(folder / "corpus", SMALL | {f"directives/thanh-uy-ha-noi/{LONG}.md": HEAD + long_text()})
    build(corpus, folder / "var")
    return create_app(Settings(folder / "var")).test_client()


def numbers(html: str) -> list[str]:
    """The headings that stand in the text of a page."""
    return re.findall(r'role="heading"[^>]*>(\d+\.(?:\d+\.)?) ', html)


def test_a_section_is_small_and_leads_on(client: FlaskClient) -> None:
    response = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(response.get_data()).decode()
    assert len(response.get_data()) < 100_000
    assert len(html) < WHOLE
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html
    assert "Được viện dẫn tại" in html
    second = client.get(f"{ADDRESS}?phan=2").text
    assert f'href="{ADDRESS}" rel="prev"' in second
    assert "Được viện dẫn tại" not in second  # what is known of the document stands on the first page


def test_the_sections_are_the_whole_text(client: FlaskClient) -> None:
    count = int(re.findall(r"Phần 1/(\d+)", client.get(ADDRESS).text)[0])
    by_section = [number for at in range(1, count + 1) for number in numbers(client.get(f"{ADDRESS}?phan={at}").text)]
    whole = client.get(f"{ADDRESS}?phan=tat-ca").text
    assert by_section == numbers(whole)
    assert len(by_section) == CHAPTERS * 21
    assert whole.count(SENTENCE.strip()) == CHAPTERS * 20 * 12


def test_the_outline_leads_to_every_heading(client: FlaskClient) -> None:
    outline = re.findall(r'<details class="sections".*?</details>', client.get(ADDRESS).text, re.DOTALL)[0]
    links = re.findall(r'<a href="([^"]+)"', outline)
    assert len(links) == CHAPTERS * 21
    for link in links[:: len(links) // 8]:
        page, _, anchor = link.partition("#")
        html = client.get(page.replace("&amp;", "&")).text
        assert not anchor or f'id="{anchor}"' in html


@pytest.mark.parametrize("point", ["1", "7.3", "12.20"])
def test_a_point_has_an_address_that_lasts(client: FlaskClient, point: str) -> None:
    response = client.get(f"{ADDRESS}/muc/{point}")
    assert response.status_code == 302
    page, _, anchor = response.headers["Location"].partition("#")
    assert anchor == point
    assert f'id="{point}"' in client.get(page).text


def test_a_point_that_is_not_there_is_said(client: FlaskClient) -> None:
    assert client.get(f"{ADDRESS}/muc/99.99").status_code == 404


@pytest.mark.parametrize("part", ["0", "99", "hai", "-1"])
def test_a_section_that_is_not_there_is_said(client: FlaskClient, part: str) -> None:
    assert client.get(f"{ADDRESS}?phan={part}").status_code == 400


def test_a_short_text_stays_on_one_page(client: FlaskClient) -> None:
    html = client.get("/van-ban/nghi-quyet-35-bo-chinh-tri-2018").text
    assert "data-sections" not in html
    assert 'id="1"' in html  # its points have anchors as well


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4_000)), min_size=1, max_size=90))
def test_sections_leave_no_gap(parts: list[tuple[int, int]]) -> None:
    body = "\n\n".join(f"{'#' * level} {'chữ ' * length}".strip() for level, length in parts)
    found = sections(body)
    assert "".join(body[one.start : one.end] for one in found) == body
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert (len(found) == 1) == (len(body.encode()) <= WHOLE)
