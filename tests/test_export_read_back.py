"""RIS, BibTeX and CSL-JSON of every document, read by the libraries that others read them with: all of it comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from citeproc import Citation
from citeproc import CitationItem
from citeproc import CitationStylesBibliography
from citeproc import CitationStylesStyle
from citeproc import formatter
from citeproc.source.json import CiteProcJSON

from indexer.export.bibliography import ENTRIES
from indexer.export.facts import CitedFacts
from indexer.export.facts import cited_facts
from indexer.kb import KnowledgeBase
from indexer.store import load_corpus
from tests.conftest import CORPUS

DOCUMENTS = sorted(load_corpus(CORPUS).documents)
#: Keys of a CSL item that are no variables of the language.
KEYS = {"id", "type"}


@pytest.fixture(params=DOCUMENTS)
def facts(request: pytest.FixtureRequest, library: KnowledgeBase) -> CitedFacts:
    return cited_facts(library.document(request.param))


def csl_words(name: str) -> set[str]:
    """The words of the Citation Style Language that its own schema lists, as citeproc carries it."""
    found = find_spec("citeproc")
    assert found is not None
    assert found.submodule_search_locations
    folder = Path(found.submodule_search_locations[0]) / "data" / "schema" / "schemas" / "styles"
    return set(re.findall(r'"([\w-]+)"', (folder / f"{name}.rnc").read_text(encoding="utf-8")))


def parts(issued: str | None) -> list[int]:
    return [int(part) for part in issued.split("-")] if issued else []


def test_ris(facts: CitedFacts) -> None:
    (entry,) = rispy.loads(ENTRIES["ris"].write(facts).decode())
    assert "unknown_tag" not in entry
    assert (entry["id"], entry["language"], entry.get("urls", [])) == (
        facts.id, "vi", [facts.address] if facts.address else [],
    )  # fmt: skip
    assert entry["title"]
    assert entry.get("year") == (facts.issued[:4] if facts.issued else None)
    assert facts.title is None or entry["title"] == " ".join(facts.title.split())
    assert bool(entry.get("authors")) == (facts.issuer is not None)
    # Four parts, those not known empty.
    assert entry.get("date", "///").count("/") == 3
    assert [int(part) for part in entry.get("date", "").split("/") if part] == parts(facts.issued)


def test_bibtex(facts: CitedFacts) -> None:
    library = bibtexparser.parse_string(ENTRIES["bib"].write(facts).decode())
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert entry.key == facts.id
    assert entry.entry_type in {"techreport", "misc"}
    assert fields["langid"] == "vietnamese"
    assert fields.get("number") == facts.number
    assert fields.get("date") == facts.issued
    assert ("month" in fields) == (len(parts(facts.issued)) > 1)
    assert fields["title"].startswith("{")  # in braces of its own, so that no style changes its letters
    assert bool(fields.get("author")) == (facts.issuer is not None)


def test_csl_json(facts: CitedFacts) -> None:
    items = json.loads(ENTRIES["json"].write(facts))
    (item,) = items
    assert item["type"] in csl_words("csl-types")
    assert set(item) - KEYS <= csl_words("csl-variables")
    assert item.get("issued", {"date-parts": [[]]}) == {"date-parts": [parts(facts.issued)]}
    # A processor prints it in a style of its own: title, year, number and address are there.
    printed = set_in_a_style(items)
    shown = [facts.title, facts.issued[:4] if facts.issued else "", facts.number if item["type"] == "report" else ""]
    assert [value for value in shown if value and plain(value) not in plain(printed)] == []


def set_in_a_style(items: list[dict[str, Any]]) -> str:
    style = CitationStylesStyle("harvard-cite-them-right", locale="vi-VN", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    return "".join(map(str, bibliography.bibliography()[0]))


def plain(text: str) -> str:
    """Letters and digits alone: quotation marks and capitals are the style's."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def kinds(library: KnowledgeBase) -> Iterator[str]:
    for document in DOCUMENTS:
        yield json.loads(ENTRIES["json"].write(cited_facts(library.document(document))))[0]["type"]


def test_the_library_has_what_these_tests_are_about(library: KnowledgeBase) -> None:
    assert {"report", "article"} <= set(kinds(library))
