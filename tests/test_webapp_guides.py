"""The guides on the site: every item, heading and table of the documents, without pictures, with links that lead on."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from indexer.build import build
from webapp import addresses
from webapp.application import create_app
from webapp.guides import GUIDES
from webapp.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


@pytest.mark.parametrize(("name", "file"), GUIDES.items())
def test_a_guide_is_whole(client: FlaskClient, name: str, file: str) -> None:
    text = re.sub(r"^```.*?^```", "", (DOCS / file).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    page = client.get(addresses.guide(name)).text
    shown = page[page.index('<div class="guide">') :]
    assert shown.count("<li>") == len(re.findall(r"^(?:- |\d+\. )", text, re.MULTILINE))
    assert len(re.findall("<h[23]", shown)) == len(re.findall(r"^##+ ", text, re.MULTILINE))
    assert shown.count("<tr>") == len(re.findall(r"^\|", text, re.MULTILINE)) - shown.count("<table>")
    assert "<img" not in shown
    assert "**" not in re.sub(r"<code>.*?</code>", "", shown, flags=re.DOTALL)


@pytest.mark.parametrize("name", GUIDES)
def test_its_links_lead_to_a_page_and_a_place(client: FlaskClient, name: str) -> None:
    for link in re.findall(r'href="([^"]*)"', client.get(addresses.guide(name)).text):
        path, _, place = unescape(link).partition("#")
        if path.startswith("/static/"):
            continue
        answer = client.get(path or addresses.guide(name))
        assert answer.status_code == 200, link
        assert not place or f'id="{unquote(place)}"' in answer.text, link


def test_another_name_is_no_guide(client: FlaskClient) -> None:
    for name in ("khong-co", "operations", "../README", "huong-dan.md"):
        assert client.get(f"/huong-dan/{name}").status_code == 404


def test_an_empty_library_leads_to_how_it_is_filled(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    build(tmp_path / "corpus", tmp_path / "var")
    empty = create_app(Settings(tmp_path / "var")).test_client()
    address, place = re.findall(r'href="(/huong-dan/[^"#]*)#([^"]*)"', empty.get("/").text)[0]
    assert f'id="{place}"' in empty.get(address).text


def test_every_page_leads_to_the_guide(client: FlaskClient) -> None:
    for address in ("/", "/tim?q=nq35", "/khong-co"):
        assert 'href="/huong-dan"' in client.get(address).text
