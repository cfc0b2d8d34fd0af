"""Values to JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.catalogue.codec import decode
from indexer.catalogue.codec import decode_many
from indexer.catalogue.codec import encode
from indexer.catalogue.codec import plain
from indexer.model import Candidate
from indexer.model import Citation
from indexer.model import DocumentDescription
from indexer.model import Form
from indexer.model import Inference
from indexer.model import Relation
from indexer.model import Standing
from indexer.vocabulary import Vocabulary
from indexer.vocabulary import program_vocabulary

CITATION = Citation(
    3,
    20,
    "Nghị quyết 35",
    Form.BARE,
    number_start=14,
    number_end=16,
    inferred={"issuer": Inference("Bộ Chính trị", "declared")},
    candidates=(Candidate("nghi-quyet-35", 0.5, ("kind",)),),
)


@pytest.mark.parametrize(
    "value",
    [
        CITATION,
        Relation("replaces", "quy-dinh-37"),
        Relation("replaces", DocumentDescription("quy-dinh", "29-QĐ/TW"), standing=Standing.DOUBTFUL),
    ],
)
def test_round_trip(value: object) -> None:
    assert decode(type(value), encode(value)) == value


def test_vocabulary_survives() -> None:
    """A generation carries the vocabulary by which it was built."""
    vocabulary = program_vocabulary()
    read = decode(Vocabulary, encode(vocabulary))
    assert {item.name: getattr(read, item.name) for item in fields(read)} == {
        item.name: getattr(vocabulary, item.name) for item in fields(vocabulary)
    }


def test_sequences() -> None:
    assert decode_many(Candidate, encode(CITATION.candidates)) == CITATION.candidates
    assert decode_many(str, encode(("một", "hai"))) == ("một", "hai")


def test_defaults_are_left_out_when_stored_and_kept_when_shown() -> None:
    relation = Relation("cites", "x")
    assert json.loads(encode(relation)) == {"type": "cites", "target": "x"}
    assert plain(relation) == {"type": "cites", "target": "x", "source": "", "standing": "stated", "date": None}


@dataclass(frozen=True)
class Nested:
    name: str
    rows: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)


@given(
    st.builds(Nested, st.text(), st.dictionaries(st.text(), st.tuples(st.builds(Candidate, st.text(), st.just(1.0)))))
)
def test_any_text_survives(value: Nested) -> None:
    assert decode(Nested, encode(value)) == value
