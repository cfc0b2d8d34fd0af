"""What a document's page tells machines: schema.org, Dublin Core, tags for reference managers, Open Graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from typing import Final

import msgspec_schemaorg.models as vocabulary
import pytest
from flask.testing import FlaskClient
from pyld import jsonld

from indexer.build import build
from indexer.export.facts import cited_facts
from indexer.kb import KnowledgeBase
from tests.conftest import CORPUS
from tests.hostile_library import HOSTILE
from tests.hostile_library import HOSTILE_FILES
from tests.hostile_library import HOSTILE_PLAN
from tests.small_library import HELD
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.edition.export import export_site
from webapp.settings import Settings

SITE = "https://cancu.example.vn"
NQ35 = "nghi-quyet-35-bo-chinh-tri-2018"
QD24 = "quy-dinh-24-ban-chap-hanh-trung-uong-2021"
ARTICLE = "bai-viet-nguyen-phu-trong-2021"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"

#: Words of schema.org whose values are members of a list of its own.
MEMBERS: Final = {
    "legislationLegalForce": {"InForce", "NotInForce", "PartiallyInForce"},
    "legislationLegalValue": {
        "AuthoritativeLegalValue",
        "DefinitiveLegalValue",
        "OfficialLegalValue",
        "UnofficialLegalValue",
    },
}

#: A sort of things that has two parents: its class in the package has the properties of the first.
SORTS: Final = {"LegislationObject": ("LegislationObject", "MediaObject")}


@dataclass
class Machine(HTMLParser):
    """What a machine finds in a page's head."""

    meta: list[tuple[str, str]] = field(default_factory=list)
    data: list[Any] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    inside: bool = False

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta, self.data, self.links, self.inside = [], [], {}, False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta.append((given.get("name") or given.get("property") or "", given.get("content", "")))
        elif tag == "link":
            self.links.setdefault(given["rel"], given["href"])
        self.inside = tag == "script" and given.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.data.append(json.loads(data))

    def one(self, name: str) -> str | None:
        found = [content for given, content in self.meta if given == name]
        assert len(found) <= 1, name
        return found[0] if found else None


def zotero(page: Machine) -> dict[str, Any]:
    """The item that Zotero's translators "Embedded Metadata" and "RDF" make of a page, by what they read first.

    Tags of Highwire Press (`citation_...`) come before Dublin Core; an institution makes a report; else `z:itemType`
    says the type. Names of authors are cut at the comma. Only what this site sends is followed here.
    """
    said = dict(page.meta)
    return {
        "itemType": "report" if "citation_technical_report_institution" in said else said["z:itemType"],
        "title": said.get("citation_title") or said.get("DC.title"),
        "date": said.get("citation_publication_date") or said.get("DCTERMS.issued") or said.get("DC.date"),
        "number": said.get("citation_technical_report_number"),
        "institution": said.get("citation_technical_report_institution") or said.get("DC.publisher"),
        "reportType": said.get("DC.type"),
        "language": said.get("citation_language") or said.get("DC.language"),
        "creators": [said[name].split(", ") for name in ("citation_author",) if name in said],
    }


@pytest.fixture(scope="module")
def public(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data, public_address=SITE)).test_client()


@pytest.fixture(scope="module")
def silent(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


def seen(client: FlaskClient, document: str) -> Machine:
    return Machine(client.get(f"/van-ban/{document}", follow_redirects=True).text)


def documents() -> list[str]:
    return sorted(path.stem for room in ("plans", "directives") for path in (CORPUS / room).rglob("*.md"))


@pytest.fixture(scope="module")
def listed(public: FlaskClient) -> frozenset[str]:
    """The addresses of the sitemap, each of which leads to its page (test_webapp_machines)."""
    return frozenset(re.findall("<loc>([^<]*)</loc>", public.get("/sitemap.xml").text))


# schema.org


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from nodes(value)
    elif isinstance(data, list):
        for value in data:
            yield from nodes(value)


def properties_of(sort: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(vocabulary, sort).__struct_fields__
    return found


def known(data: Any) -> None:
    """Fail where a node has a type or a property that schema.org does not have there, or an empty value."""
    for node in nodes(data):
        properties = {name for sort in SORTS.get(node["@type"], (node["@type"],)) for name in properties_of(sort)}
        told = {name for name in node if not name.startswith("@")} - {
            "query-input"
        }  # of an action's input, no property
        assert told <= properties, (node["@type"], told - properties)
        assert all(value not in (None, "", [], {}) for value in node.values())
        for name, members in MEMBERS.items():
            assert node.get(name, "https://schema.org/InForce").removeprefix("https://schema.org/") in members | {
                "InForce"
            }


def expanded(data: Any, base: str) -> Any:
    """`data` as a JSON-LD processor reads it, which completes paths by `base`; schema.org's names stand for its context."""

    def load(_address: str, _options: object) -> dict[str, Any]:
        # schema.org's own context lies on the network; what it says of the names used here is this.
        address = {
            name: {"@type": "@id"} for name in ("url", "contentUrl", "legislationLegalForce", "legislationLegalValue")
        }
        context = {"@vocab": "https://schema.org/", **address}
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": _address,
            "document": {"@context": context},
        }

    (found,) = jsonld.expand(data, {"base": base, "documentLoader": load})
    return found


@pytest.mark.parametrize("document", documents())
def test_every_document_speaks_schema_org(
    public: FlaskClient, listed: frozenset[str], library: KnowledgeBase, document: str
) -> None:
    page = seen(public, document)
    (data,) = page.data
    known(data)
    assert data["@id"] == data["url"] == page.links["canonical"]
    facts = cited_facts(library.document(document))
    if data["@type"] == "Legislation":
        assert data.get("legislationIdentifier") == facts.number
        assert data.get("legislationDate") == facts.issued
        assert data.get("legislationPassedBy", {}).get("name") == (facts.issuer.name if facts.issuer else None)
        assert data["legislationType"].casefold() == facts.kind.name.casefold()
    assert facts.title is None or data["name"] == facts.title
    node = expanded(data, data["url"])
    assert node["@id"] == data["@id"]
    assert node["@type"] == [f"https://schema.org/{data['@type']}"]
    for other in (other for other in nodes(data) if other.get("@id", "").startswith(SITE)):
        assert other["@id"] in listed


def test_without_an_address_a_reader_completes_the_paths(silent: FlaskClient) -> None:
    page = seen(silent, QD24)
    (data,) = page.data
    assert data["@id"] == f"/van-ban/{QD24}" == page.links["canonical"]
    assert (
        expanded(data, f"http://192.168.1.5:8000/van-ban/{QD24}?x=1")["@id"]
        == f"http://192.168.1.5:8000/van-ban/{QD24}"
    )


def test_relations_go_by_their_words(public: FlaskClient) -> None:
    def told(document: str, name: str) -> list[str]:
        return [node["@id"].rpartition("/")[2] for node in seen(public, document).data[0].get(name, [])]

    assert "quyet-dinh-883-ban-tuyen-giao-trung-uong-2021" not in told(
        "quyet-dinh-883-ban-tuyen-giao-trung-uong-2021", "hasPart"
    )
    rules = "quy-che-dao-tao-boi-duong-trung-tam-chinh-tri-cap-huyen-2021"
    assert told("quyet-dinh-883-ban-tuyen-giao-trung-uong-2021", "hasPart") == [rules]
    assert told(rules, "isPartOf") == ["quyet-dinh-883-ban-tuyen-giao-trung-uong-2021"]
    assert QD24 in told("quy-dinh-232-ban-chap-hanh-trung-uong-2025", "legislationChanges")
    assert told("cuong-linh-2011", "legislationAmends") == ["cuong-linh-1991"]
    cited = told(PLAN, "citation")
    assert len(cited) == len(set(cited)) >= 40
    assert NQ35 in cited


def test_force_is_told_only_where_a_source_says_it(public: FlaskClient) -> None:
    assert seen(public, QD24).data[0]["legislationLegalForce"] == "https://schema.org/NotInForce"
    # "No replacing document was found" is no statement about force.
    assert "legislationLegalForce" not in seen(public, NQ35).data[0]


def test_a_text_that_the_library_holds_is_not_an_official_one(public: FlaskClient) -> None:
    files = seen(public, PLAN).data[0]["encoding"]
    assert files[0]["legislationLegalValue"] == "https://schema.org/UnofficialLegalValue"
    original = public.get(files[1]["contentUrl"].removeprefix(SITE), buffered=True)
    assert original.data == (CORPUS / "originals" / "ke-hoach-2022.txt").read_bytes()
    assert "encoding" not in seen(public, NQ35).data[0]


def test_an_article_has_an_author_and_lays_nothing_down(public: FlaskClient) -> None:
    (data,) = seen(public, ARTICLE).data
    assert (data["@type"], data["author"]) == ("Article", {"@type": "Person", "name": "Nguyễn Phú Trọng"})
    assert not any(name.startswith("legislation") for name in data)


UNSURE = "chi-thi-7-bo-chinh-tri-2020"
UNSURE_FILES = SMALL | {
    f"directives/bo-chinh-tri/{UNSURE}.md": f"""
        ---
        id: {UNSURE}
        kind: chi-thi
        number: 7-CT/TW
        title:
          readings:
          - value: Về một việc suy ra được
            source: Mô tả nội dung
            standing: inferred
        issuer:
          readings:
          - value: bo-chinh-tri
            source: Lưu truyền
            standing: doubtful
        issued:
          readings:
          - value: 2020-01
            source: Tài liệu bồi dưỡng
            standing: secondary
        relations:
        - type: replaces
          target: {HELD}
          source: Cùng vấn đề
          standing: inferred
        ---
        """,
    "directives/quoc-hoi/luat-1.md": """
        ---
        id: luat-1
        kind: luat
        number: 45/2019/QH14
        title: Lao động
        issued: 2019-11-20
        ---
        """,
}


@pytest.fixture(scope="module")
def unsure(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("unsure")
    build(write_corpus(folder / "corpus", UNSURE_FILES), folder / "var")
    return create_app(Settings(folder / "var", public_address=SITE)).test_client()


def test_what_is_only_inferred_is_not_told(unsure: FlaskClient) -> None:
    page = seen(unsure, UNSURE)
    (data,) = page.data
    assert {name: data[name] for name in ("name", "legislationDate")} == {
        "name": "Chỉ thị số 7-CT/TW",
        "legislationDate": "2020-01",
    }
    for word in ("legislationPassedBy", "legislationChanges", "legislationLegalForce"):
        assert word not in data
    assert "legislationLegalForce" not in seen(unsure, HELD).data[0]
    head = unsure.get(f"/van-ban/{UNSURE}").text.partition("</head>")[0]
    assert "suy ra được" not in head
    assert "Bộ Chính trị" not in head
    assert page.one("citation_publication_date") == "2020/01"


# Reference managers


def test_zotero_picks_a_document_up(public: FlaskClient) -> None:
    assert zotero(seen(public, NQ35)) == {
        "itemType": "report",
        "title": "Về tăng cường bảo vệ nền tảng tư tưởng của Đảng, đấu tranh phản bác các quan điểm sai trái, thù địch trong tình hình mới",
        "date": "2018/10/22",
        "number": "35-NQ/TW",
        "institution": "Bộ Chính trị",
        "reportType": "Nghị quyết",
        "language": "vi",
        "creators": [],  # an organ has no first and last name
    }


def test_zotero_picks_up_an_article_and_a_law(public: FlaskClient, unsure: FlaskClient) -> None:
    article = zotero(seen(public, ARTICLE))
    assert (article["itemType"], article["creators"]) == ("document", [["Nguyễn", "Phú Trọng"]])
    law = zotero(seen(unsure, "luat-1"))
    assert (law["itemType"], law["title"], law["number"], law["date"]) == (
        "statute",
        "Lao động",
        "45/2019/QH14",
        "2019/11/20",
    )


@pytest.mark.parametrize("document", documents())
def test_every_document_can_be_picked_up(silent: FlaskClient, library: KnowledgeBase, document: str) -> None:
    page, facts = seen(silent, document), cited_facts(library.document(document))
    item = zotero(page)
    assert item["itemType"] in {"report", "statute", "document"}
    assert item["title"]
    assert item["number"] == facts.number
    assert (item["date"] or "").replace("/", "-") == (facts.issued or "")
    names = [name for name, _content in page.meta if name]
    assert len(names) == len(set(names))
    assert {name.partition(".")[0] for name in names if "." in name} <= {"DC", "DCTERMS"}
    assert page.links["schema.DC"] == "http://purl.org/dc/elements/1.1/"
    assert page.links["schema.DCTERMS"] == "http://purl.org/dc/terms/"
    assert all(content for _name, content in page.meta if _name)


# Open Graph


@pytest.mark.parametrize(
    ("address", "sort"),
    [("/", "website"), (f"/van-ban/{NQ35}", "article"), (f"/ke-hoach/{PLAN}", "article"), ("/danh-muc", "website")],
)
def test_a_link_is_shown_with_words_and_a_picture(public: FlaskClient, address: str, sort: str) -> None:
    page = Machine(public.get(address).text)
    assert page.one("og:type") == sort
    assert page.one("og:url") == page.links["canonical"] == SITE + address
    assert page.one("og:title")
    assert page.one("og:description") == page.one("description")
    picture = public.get((page.one("og:image") or "").removeprefix(SITE))
    assert picture.mimetype == "image/png"
    assert picture.data[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)
    assert (page.one("og:image:width"), page.one("og:image:height")) == ("1200", "630")


def test_who_has_no_address_shows_no_link(silent: FlaskClient) -> None:
    page = Machine(silent.get("/").text)
    assert not any(name.startswith("og:") for name, _content in page.meta)
    assert page.data == []
    assert page.one("description")


def test_the_site_says_how_it_is_searched(public: FlaskClient) -> None:
    (data,) = Machine(public.get("/").text).data
    known(data)
    template = data["potentialAction"]["target"]["urlTemplate"]
    assert "35-NQ/TW" in public.get(template.removeprefix(SITE).replace("{q}", "nq35")).text


# Bad input


@pytest.mark.parametrize("document", [HOSTILE, HOSTILE_PLAN])
def test_no_field_breaks_out_of_its_place(tmp_path: Path, document: str) -> None:
    build(write_corpus(tmp_path / "corpus", HOSTILE_FILES), tmp_path / "var")
    client = create_app(Settings(tmp_path / "var", public_address=SITE)).test_client()
    html = client.get(f"/van-ban/{document}", follow_redirects=True).text
    head = html.partition("</head>")[0]
    block = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    assert len(block) == 1
    assert not re.search("[<>&']", block[0])
    page = Machine(html)
    known(page.data[0])
    assert "<script>alert(1)</script>" in page.data[0]["name"]
    assert not any(node.get("url", "").startswith("javascript:") for node in nodes(page.data[0]))
    assert "<script>alert(1)</script>" in (page.one("citation_title") or "")


# The offline edition


def test_an_edition_tells_of_addresses_only_where_it_knows_them(tmp_path: Path) -> None:
    build(write_corpus(tmp_path / "corpus", SMALL), tmp_path / "var")
    for name, site in (("known", SITE), ("unknown", "")):
        export_site(tmp_path / "var", tmp_path / name, public_address=site)
        page = Machine((tmp_path / name / "van-ban" / f"{HELD}.html").read_text(encoding="utf-8"))
        assert page.one("citation_technical_report_number") == "35-NQ/TW"
        if site:
            assert page.data[0]["@id"] == page.links["canonical"] == page.one("og:url") == f"{SITE}/van-ban/{HELD}"
        else:
            assert page.data == []
            assert "canonical" not in page.links
            assert not any(name.startswith("og:") for name, _content in page.meta)
