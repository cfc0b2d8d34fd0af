"""The canonical text: reading it back gives the same document, whatever stands in it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Form
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Relation
from indexer.model import Role
from indexer.model import Source
from indexer.model import Standing
from indexer.model import Status
from indexer.model import TopicChoice
from indexer.store import format_document
from indexer.store import load_corpus
from indexer.store import save_document
from indexer.store.formatting import clean_body
from indexer.text import nfc
from indexer.vocabulary import program_vocabulary

Item = TypeVar("Item")

VOCABULARY = program_vocabulary()

# Normal form C of odd letters can be a NUL's neighbour but never a NUL: a file with NUL bytes is refused.
letters = st.characters(exclude_categories=("Cs",), exclude_characters="\0\r")
words = st.text(letters, min_size=1, max_size=30).map(nfc) | st.sampled_from(
    [
        "NO",
        "010",
        "~",
        "null",
        "a: b",
        "a #b",
        "- a",
        "'",
        '"x"',
        " a ",
        "a:",
        "#",
        "---",
        "một\ndòng",
        "\u2028",
        "\x85",
    ]
)
ids = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
days = st.dates().map(str)
kinds = st.sampled_from(list(VOCABULARY.kinds))
organs = st.sampled_from(list(VOCABULARY.organs))
standings = st.sampled_from(Standing)


def optional(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


def many(strategy: st.SearchStrategy[Item]) -> st.SearchStrategy[tuple[Item, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


def no_choice_twice(choices: tuple[TopicChoice, ...]) -> bool:
    return len({(choice.topic, choice.at) for choice in choices}) == len(choices)


def disputed(values: st.SearchStrategy[str]) -> st.SearchStrategy[Disputed]:
    return many(st.builds(Reading, values, st.just("") | words, standings)).map(Disputed)


descriptions = st.builds(
    DocumentDescription, optional(kinds), optional(words), optional(organs), optional(days), optional(words)
).filter(lambda description: description != DocumentDescription())
topics = st.sampled_from(list(VOCABULARY.topics))
relation_types = st.sampled_from(list(VOCABULARY.relations))
changes = (
    optional(ids),
    optional(st.sampled_from(list(map(str, Role)))),
    optional(st.sampled_from([*map(str, Form), "none"])),
)

documents = st.builds(
    Document,
    id=ids,
    kind=disputed(kinds).filter(lambda kind: bool(kind.readings)),
    title=disputed(words),
    number=optional(words),
    issuer=disputed(organs),
    issuer_text=optional(words),
    issued=disputed(days),
    term=optional(st.sampled_from(["I", "IV", "IX", "XIII", "XXVI"])),
    effective_from=optional(days),
    effective_to=optional(days),
    status=st.sampled_from(Status),
    checked_to=optional(days),
    signer=disputed(words),
    circulation=st.sampled_from([None, "internal"]),
    sources=many(st.builds(Source, words, st.just("") | words, st.booleans())),
    relations=many(
        st.builds(Relation, relation_types, ids | descriptions, st.just("") | words, standings, optional(days))
    ),
    topics=many(st.builds(TopicChoice, topics, st.booleans(), optional(words))).filter(no_choice_twice),
    also_known_as=many(words),
    former_ids=many(ids),
    overrides=many(st.builds(Override, words, words, st.integers(1, 9), *changes, st.booleans())),
    original=optional(words),
    original_sha256=optional(words),
    body=st.text(letters, max_size=200).map(lambda text: clean_body(nfc(text))),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents)
def test_what_is_written_is_read_back(document: Document) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = replace(document, path=f"directives/{document.id}.md")
        path = save_document(folder, document)
        corpus = load_corpus(folder)
        assert corpus.problems == ()
        read = corpus.documents[document.id]
        assert replace(read, body_line=1) == document
        assert path.read_text(encoding="utf-8") == format_document(read)
        if document.body:
            lines = path.read_bytes().decode("utf-8").split("\n")
            assert lines[read.body_line - 1] == document.body.split("\n")[0]


def test_the_canonical_form_is_plain_to_read() -> None:
    document = Document(
        id="thu",
        kind=Disputed((Reading("quyet-dinh", "trang lưu trữ", Standing.SECONDARY), Reading("quy-dinh"))),
        title=Disputed((Reading('Về "thử": một'),)),
        relations=(
            Relation("replaces", "khac", date="2021-10-25"),
            Relation("follows", DocumentDescription(number="1-NQ/TW")),
        ),
        overrides=(Override("II.1", "Nghị quyết 35", form="none"),),
        body="Một đoạn.\n",
    )
    assert format_document(document) == (
        "---\n"
        "id: thu\n"
        "kind:\n"
        "  readings:\n"
        "  - value: quyet-dinh\n"
        "    source: trang lưu trữ\n"
        "    standing: secondary\n"
        "  - value: quy-dinh\n"
        "    standing: stated\n"
        'title: "Về \\"thử\\": một"\n'
        "status: unknown\n"
        "relations:\n"
        "- type: replaces\n"
        "  target: khac\n"
        "  date: 2021-10-25\n"
        "- type: follows\n"
        "  target:\n"
        "    number: 1-NQ/TW\n"
        "overrides:\n"
        "- at:\n"
        "    task: II.1\n"
        "    text: Nghị quyết 35\n"
        "  set:\n"
        "    form: none\n"
        "---\n"
        "\n"
        "Một đoạn.\n"
    )
