"""The weights of a CRFsuite model with two labels, read from its file format.

A model is a file of chunks: features (20 bytes each: sort, from, to, weight), and the names of labels and attributes
in constant databases that list the place of each name by number.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_MAGIC: Final = b"lCRF"
_HEADER: Final = struct.Struct("<4sI4sIIIIIIIII")
_FEATURES: Final = struct.Struct("<4sII")
_FEATURE: Final = struct.Struct("<IIId")
_NAMES: Final = struct.Struct("<4sIIIII")
_NUMBER: Final = struct.Struct("<I")
_TRANSITION: Final = 1  # sort of a feature: from label to label; 0 is from attribute to label


@dataclass(frozen=True, slots=True)
class Model:
    """By how much each thing speaks for one label ("joined") rather than the other ("apart").

    For the label before a token: it is better to come from "joined" to "apart" where "joined" leads by more than
    `apart_from_joined`, and likewise to "joined"; `difference` is what coming from "apart" gives "joined" ahead.
    """

    leads: Mapping[str, float]
    apart_from_joined: float
    joined_from_joined: float
    difference: float

    def score(self, attribute: str) -> float:
        """Return by how much an attribute speaks for "joined"; one that the model does not know says nothing."""
        # CRFsuite reads a name up to its first NUL, and has names that end there.
        return self.leads.get(attribute.partition("\0")[0], 0.0)


def read_model(data: bytes, joined: str) -> Model:
    """Return the weights of the model in `data`, one of whose two labels is `joined`.

    Raises:
        ValueError: it is no such model.
    """
    magic, _, _, _, _, labels, _, at_features, at_labels, at_attributes, *_ = _HEADER.unpack_from(data)
    names = _names(data, at_labels)
    if magic != _MAGIC or labels != 2 or joined not in names:
        raise ValueError
    attributes = _names(data, at_attributes)
    wanted = names.index(joined)
    leads: dict[str, float] = {}
    steps = [[0.0, 0.0], [0.0, 0.0]]
    _, size, _ = _FEATURES.unpack_from(data, at_features)
    first = at_features + _FEATURES.size
    rows = memoryview(data)[first : first + (size - _FEATURES.size) // _FEATURE.size * _FEATURE.size]
    for sort, source, label, weight in _FEATURE.iter_unpack(rows):
        if sort == _TRANSITION:
            steps[source][label] = weight
        else:
            name = attributes[source]
            leads[name] = leads.get(name, 0.0) + (weight if label == wanted else -weight)
    apart = 1 - wanted
    return Model(
        leads=leads,
        apart_from_joined=steps[apart][apart] - steps[wanted][apart],
        joined_from_joined=steps[apart][wanted] - steps[wanted][wanted],
        difference=steps[apart][wanted] - steps[apart][apart],
    )


def _names(data: bytes, start: int) -> list[str]:
    """Return the names in the constant database that begins at `start`, by their numbers."""
    _, _, _, _, count, at_places = _NAMES.unpack_from(data, start)
    found = []
    for number in range(count):
        (place,) = _NUMBER.unpack_from(data, start + at_places + number * _NUMBER.size)
        (size,) = _NUMBER.unpack_from(data, start + place + _NUMBER.size)
        begin = start + place + 2 * _NUMBER.size
        found.append(data[begin : begin + size - 1].decode("utf-8"))
    return found
