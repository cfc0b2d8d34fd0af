"""Files for machines: robots.txt, the sitemap, feeds, search for browsers, and the one address of each page."""

from __future__ import annotations

import json
import os
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote
from urllib.parse import urlsplit

import feedparser
import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from lxml import etree
from protego import Protego
from werkzeug.datastructures import Headers

from indexer.build import build
from indexer.kb import KnowledgeBase
from tests.hostile_library import HOSTILE_FILES
from tests.internal_library import GUIDE
from tests.internal_library import SECRET_PLAN
from tests.internal_library import WHOLE
from tests.internal_library import WORDS
from tests.machine_schemas import ATOM
from tests.machine_schemas import SITEMAP
from tests.machine_schemas import SITEMAP_INDEX
from tests.machine_schemas import valid
from tests.small_library import HELD
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.commands import cli
from webapp.edition.export import export_site
from webapp.metadata import sitemap as maps
from webapp.metadata.site import read_public_address
from webapp.settings import Settings

SITE = "https://cancu.example.vn"
NQ35 = "nghi-quyet-35-bo-chinh-tri-2018"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
FEEDS = ("/van-ban-moi.atom", "/can-cap-nhat.atom")
WHOLE_ADDRESSES = (*FEEDS, "/sitemap.xml", "/sitemap-1.xml", "/opensearch.xml")
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def public(library_data: Path) -> FlaskClient:
    """A site that was told its address."""
    return create_app(Settings(library_data, public_address=SITE)).test_client()


@pytest.fixture(scope="module")
def silent(library_data: Path) -> FlaskClient:
    """A site that was told nothing."""
    return create_app(Settings(library_data)).test_client()


def canonical(html: str) -> str | None:
    found = re.search(r'<link rel="canonical" href="([^"]*)">', html)
    return unescape(found[1]) if found else None


# The site's address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://cancu.example.vn", SITE),
        (" https://cancu.example.vn/ ", SITE),
        ("HTTPS://CanCu.Example.VN", SITE),
        ("http://may-chu:8000/", "http://may-chu:8000"),
        ("http://192.168.1.5:8000", "http://192.168.1.5:8000"),
        ("http://[fd00::5]:8000", "http://[fd00::5]:8000"),
        ("https://căncứ.vn", "https://xn--cnc-9oa6839a.vn"),
        ("cancu.example.vn", None),
        ("ftp://cancu.example.vn", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://cancu.example.vn/kho", None),  # the site lies at the root of its name
        ("https://cancu.example.vn?q=1", None),
        ("https://cancu.example.vn#a", None),
        ("https://ai:gi@cancu.example.vn", None),
        ("https://cancu.example.vn:99999", None),
        ('https://cancu"example.vn', None),
        ("https://cancu example.vn", None),
        ("https://" + "a." * 200 + "vn", None),
    ],
)
def test_an_address_is_read_or_refused(typed: str, kept: str | None) -> None:
    assert read_public_address(typed) == kept


def test_the_commands_refuse_what_is_no_address(library_data: Path, tmp_path: Path) -> None:
    options = ["--data", str(library_data), "--public-address", "cancu.example.vn/kho", str(tmp_path / "x")]
    refused = CliRunner().invoke(cli, ["export", "site", *options])
    assert refused.exit_code == 2
    assert "không phải địa chỉ trang" in refused.stderr


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("/", "/"),
        ("/ke-hoach/", "/ke-hoach"),
        (f"/van-ban/{NQ35}", f"/van-ban/{NQ35}"),
        (f"/van-ban/{NQ35}?phan=1&x=2", f"/van-ban/{NQ35}"),
        (f"/ke-hoach/{PLAN}/bang-doi-chieu?co-quan=bo-chinh-tri", f"/ke-hoach/{PLAN}/bang-doi-chieu"),
        (f"/ke-hoach/{PLAN}/phan-cong?co-quan=x%20y", f"/ke-hoach/{PLAN}/phan-cong?co-quan=x+y"),
        ("/chu-de/lich-su-dang?phan=nhiem-vu&trang=1", "/chu-de/lich-su-dang?phan=nhiem-vu"),
        ("/so/208-qd-tw", "/so/208-qd-tw"),
    ],
)
def test_a_page_has_one_address(public: FlaskClient, silent: FlaskClient, address: str, one: str) -> None:
    assert canonical(public.get(address).text) == SITE + one
    assert canonical(silent.get(address).text) == one


@pytest.mark.parametrize("address", ["/tim?q=nq35", "/ra-soat", "/tu-lieu", "/van-ban/khong-co", "/so/9999-qd-tw"])
def test_what_is_made_for_one_reader_or_is_not_there_has_none(public: FlaskClient, address: str) -> None:
    html = public.get(address).text
    assert canonical(html) is None
    assert '<meta name="robots" content="noindex">' in html


def test_a_forged_name_reaches_nobody_but_the_forger(silent: FlaskClient) -> None:
    """Pages are kept for everyone: nothing of a request's name may stand in them. Files that need it are not kept."""
    for address in ("/", f"/van-ban/{NQ35}", f"/ke-hoach/{PLAN}", *WHOLE_ADDRESSES, "/robots.txt"):
        for headers in ({"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}):
            forged = silent.get(address, headers={**headers, "Accept-Encoding": "gzip"})
            if address in WHOLE_ADDRESSES and "Host" in headers:
                assert forged.headers["Cache-Control"] == "private, no-cache"
        assert "evil.example" not in silent.get(address).text
        assert "evil.example" not in silent.get(address, headers={"X-Forwarded-Host": "evil.example"}).text


@pytest.mark.parametrize("name", ['a"><script>', "a b", "a/b", "a@b", "", "é.example", "a:b:c", "[::1", "x" * 300])
@pytest.mark.parametrize("address", WHOLE_ADDRESSES)
def test_a_name_that_is_none_is_not_taken(silent: FlaskClient, name: str, address: str) -> None:
    answer = silent.get(address, headers=Headers([("Host", name)]))
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        etree.fromstring(answer.data)
        assert f"//{name}" not in answer.text or not name
        assert "http://localhost" in answer.text


def test_with_a_public_address_no_name_is_taken_at_all(public: FlaskClient) -> None:
    for address in (*WHOLE_ADDRESSES, "/", f"/van-ban/{NQ35}", "/robots.txt"):
        answer = public.get(address, headers={"Host": "evil.example"})
        assert "evil.example" not in answer.text
        if address in WHOLE_ADDRESSES:
            assert answer.headers["Cache-Control"] == "no-cache"
            assert SITE in answer.text


# robots.txt


def test_search_engines_are_asked_in_where_the_site_is_public(public: FlaskClient) -> None:
    rules = Protego.parse(public.get("/robots.txt").text)
    assert list(rules.sitemaps) == [f"{SITE}/sitemap.xml"]
    for address in ("/", f"/van-ban/{NQ35}", f"/ke-hoach/{PLAN}", "/so/208-qd-tw", "/chu-de", "/static/style.css"):
        assert rules.can_fetch(SITE + address, "robot"), address
    for address in (
        "/tim?q=a",
        "/api/v1/search?q=a",
        "/ra-soat",
        "/tu-lieu?m=a",
        "/so-sanh?cu=a&moi=b",
        "/dang-nhap",
        "/lich-su/1",
        "/goi-y.json?q=a",
        f"/ke-hoach/{PLAN}/bang-doi-chieu?dang=xlsx",
        f"/ke-hoach/{PLAN}/bang-doi-chieu?co-quan=x&dang=csv",
    ):
        assert not rules.can_fetch(SITE + address, "robot"), address


def test_search_engines_are_not_asked_in_otherwise(silent: FlaskClient) -> None:
    rules = Protego.parse(silent.get("/robots.txt").text)
    assert list(rules.sitemaps) == []
    assert not rules.can_fetch("http://localhost/", "robot")
    assert not rules.can_fetch(f"http://localhost/van-ban/{NQ35}", "robot")


# The sitemap


def test_the_sitemap_lists_every_document_by_its_one_address(public: FlaskClient, library: KnowledgeBase) -> None:
    found = [loc.text or "" for loc in valid(SITEMAP, public.get("/sitemap.xml").data).iter(LOC)]
    assert len(found) == len(set(found))
    documents = {change.document: change for change in library.changes}
    assert len(documents) == library.counts().documents
    for document, change in documents.items():
        assert f"{SITE}/{'ke-hoach' if change.is_plan else 'van-ban'}/{document}" in found
    for address in found:
        page = public.get(address.removeprefix(SITE))
        assert page.status_code == 200
        assert canonical(page.text) == address


def test_the_sitemap_tells_when_a_file_was_written(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", SMALL)
    for path in corpus.rglob("*.md"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    next(corpus.rglob(f"{HELD}.md")).touch()
    os.utime(next((corpus / "plans").glob("*.md")), (9_999_999_999, 9_999_999_999))  # a clock that was wrong
    build(corpus, tmp_path / "var")
    client = create_app(Settings(tmp_path / "var", public_address=SITE)).test_client()
    opened = KnowledgeBase.open(tmp_path / "var")
    built, changes = opened.built, {change.document: change.changed for change in opened.changes}
    opened.close()
    shown = client.get("/sitemap.xml").text
    assert changes[HELD] <= built  # type: ignore[operator]  # it has a file
    assert f"{HELD}</loc><lastmod>{changes[HELD]}</lastmod>" in shown
    assert shown.count("<lastmod>2023-11-14T22:13:20Z</lastmod>") == len(list(corpus.rglob("*.md"))) - 2
    assert f"<lastmod>{built}</lastmod>" in shown
    assert "2286-" not in shown
    # What was cited and has no file tells no time.
    assert sum(1 for changed in changes.values() if changed is None) == shown.count("/van-ban/") - len(
        list((corpus / "directives").rglob("*.md"))
    )


def test_a_long_sitemap_becomes_an_index(
    public: FlaskClient, monkeypatch: pytest.MonkeyPatch, library: KnowledgeBase
) -> None:
    whole = [loc.text for loc in valid(SITEMAP, public.get("/sitemap.xml").data).iter(LOC)]
    monkeypatch.setattr(maps, "MOST_ADDRESSES", 50)
    index = valid(SITEMAP_INDEX, public.get("/sitemap.xml").data)
    parts = [loc.text or "" for loc in index.iter(LOC)]
    assert parts == [f"{SITE}/sitemap-{number}.xml" for number in range(1, -(-len(whole) // 50) + 1)]
    listed = [valid(SITEMAP, public.get(part.removeprefix(SITE)).data) for part in parts]
    assert [loc.text for part in listed for loc in part.iter(LOC)] == whole
    assert public.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert public.get("/sitemap-0.xml").status_code == 404


# Feeds


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("site", ["public", "silent"])
def test_a_feed_keeps_to_atom(request: pytest.FixtureRequest, site: str, address: str) -> None:
    client: FlaskClient = request.getfixturevalue(site)
    answer = client.get(address)
    valid(ATOM, answer.data)
    feed = feedparser.parse(answer.data)
    assert not feed.bozo
    assert feed.version == "atom10"
    own = SITE if site == "public" else "http://localhost"
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [own + address]
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    for entry in feed.entries:
        assert client.get(entry.link.removeprefix(own)).status_code == 200


def test_what_is_new_stands_first(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", SMALL)
    for path in corpus.rglob("*.md"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    build(corpus, tmp_path / "var")
    client = create_app(Settings(tmp_path / "var")).test_client()
    before = feedparser.parse(client.get("/van-ban-moi.atom").data)
    path = next(corpus.rglob(f"{HELD}.md"))
    path.write_text(path.read_text(encoding="utf-8") + "\nThêm một câu.\n", encoding="utf-8")
    build(corpus, tmp_path / "var")
    after = feedparser.parse(client.get("/van-ban-moi.atom").data)
    assert after.entries[0].link == f"http://localhost/van-ban/{HELD}"
    assert after.entries[0].title == "Nghị quyết 35-NQ/TW ngày 22/10/2018"
    assert after.entries[0].updated > before.entries[0].updated
    assert {entry.id for entry in after.entries} == {entry.id for entry in before.entries}
    assert feedparser.parse(client.get("/van-ban-moi.atom").data).feed.updated == after.entries[0].updated


def test_a_reader_that_has_the_feed_gets_no_second_one(public: FlaskClient) -> None:
    first = public.get("/van-ban-moi.atom")
    again = public.get("/van-ban-moi.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


# Search for browsers


def test_a_browser_learns_how_to_search(public: FlaskClient) -> None:
    assert '<link rel="search" type="application/opensearchdescription+xml"' in public.get("/").text
    answer = public.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    root = etree.fromstring(answer.data)
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    names = [child.tag.removeprefix(OPENSEARCH) for child in root]
    assert {"ShortName", "Description", "Url"} <= set(names)
    assert len(root.findtext(f"{OPENSEARCH}ShortName") or "") <= 16
    assert len(root.findtext(f"{OPENSEARCH}Description") or "") <= 1024
    urls = {url.get("rel"): url for url in root.iter(f"{OPENSEARCH}Url")}
    results = (urls["results"].get("template") or "").removeprefix(SITE)
    assert "35-NQ/TW" in public.get(results.replace("{searchTerms}", "nq35")).text
    image = root.findtext(f"{OPENSEARCH}Image") or ""
    assert public.get(image.removeprefix(SITE)).mimetype == "image/svg+xml"
    assert (urls["suggestions"].get("template") or "") == f"{SITE}/goi-y.json?q={{searchTerms}}"


def test_a_browser_s_box_is_told_what_a_number_may_be(public: FlaskClient) -> None:
    answer = public.get("/goi-y.json?q=nq35")
    assert answer.mimetype == "application/x-suggestions+json"
    typed, texts, details, addresses = json.loads(answer.data)
    assert typed == "nq35"
    assert len(texts) == len(details) == len(addresses) > 0
    assert "35-NQ/TW" in texts[0]
    assert addresses[0] == f"{SITE}/van-ban/{NQ35}"
    # What the browser would search for when it is chosen leads to the document.
    assert NQ35 in public.get(f"/tim?q={quote(texts[0])}").text
    assert json.loads(public.get("/goi-y.json").data)[1:] == [[], [], []]


# Limits


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("internal")
    build(write_corpus(folder / "corpus", WHOLE), folder / "var")
    return folder / "var"


def test_what_is_passed_on_tells_nobody_of_internal_documents(internal: Path) -> None:
    """Not even where somebody at the machine itself asks, who sees them on pages."""
    keeper = create_app(Settings(internal, local=True, public_address=SITE)).test_client()
    assert keeper.get(f"/van-ban/{GUIDE}").status_code == 200
    for address in ("/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/van-ban-moi.atom", "/opensearch.xml"):
        text = keeper.get(address).text
        assert not any(word in text for word in WORDS), address
    assert "35-NQ/TW" in keeper.get("/van-ban-moi.atom").text


@pytest.mark.parametrize(
    "address", [f"/van-ban/{GUIDE}", f"/ke-hoach/{SECRET_PLAN}", f"/ke-hoach/{SECRET_PLAN}/nhiem-vu/I"]
)
def test_an_internal_page_has_no_address_for_others(internal: Path, address: str) -> None:
    html = create_app(Settings(internal, local=True, public_address=SITE)).test_client().get(address).text
    assert canonical(html) is None
    assert '<meta name="robots" content="noindex">' in html


def test_hostile_fields_stay_words(tmp_path: Path) -> None:
    bell = {"directives/x/bell.md": '---\nid: bell\nkind: huong-dan\ntitle: "Chuông \\a kêu"\n---\n'}
    build(write_corpus(tmp_path / "corpus", HOSTILE_FILES | bell), tmp_path / "var")
    client = create_app(Settings(tmp_path / "var")).test_client()
    valid(SITEMAP, client.get("/sitemap.xml").data)
    root = valid(ATOM, client.get("/van-ban-moi.atom").data)
    told = " ".join(root.itertext())
    assert "<script>alert(1)</script>" in told
    assert "Chuông \ufffd kêu" in told  # XML has no way to write the character


# The offline edition


def test_an_edition_names_the_site_it_is_a_copy_of(tmp_path: Path, internal: Path) -> None:
    export_site(internal, tmp_path / "known", public_address=SITE)
    export_site(internal, tmp_path / "unknown")
    pages = {path: canonical(path.read_text(encoding="utf-8")) for path in (tmp_path / "known").rglob("*.html")}
    own = {path.name for path, one in pages.items() if one is None}
    assert own == {"tim.html", "tu-lieu.html", "ra-soat.html", "ghi-chu.html"}  # what scripts fill for one reader
    assert {urlsplit(one).netloc for one in pages.values() if one} == {"cancu.example.vn"}
    for path in (tmp_path / "unknown").rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        assert canonical(head) is None
        assert not re.search(r"noindex|opensearch|\.atom|sitemap", head)
    document = (tmp_path / "known" / "van-ban" / f"{HELD}.html").read_text(encoding="utf-8")
    assert canonical(document) == f"{SITE}/van-ban/{HELD}"
