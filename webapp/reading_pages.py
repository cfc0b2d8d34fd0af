"""The pages that are there to be read: the same for everyone of the same standing, found by links, worth an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: By endpoint, each with the parameters that make another page of it: all others narrow, order or mark one.
READING_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "assignments.assignments": ("co-quan",),
    "comparisons.comparison": ("cu", "moi", "trang"),
    "documents.document": ("phan",),
    "gaps.problems": (),
    "gaps.wanted": (),
    "guides.show": (),
    "home.home": (),
    "lists.catalogue": (),
    "lists.kind": (),
    "lists.organ": (),
    "lists.term": (),
    "lists.year": (),
    "matrices.matrix": (),
    "numbers.number": (),
    "pictures.pictures": (),
    "plans.plan": (),
    "plans.plans": (),
    "plans.task": (),
    "topics.programme": ("phan", "trang"),
    "topics.programmes": (),
    "topics.teaching": (),
    "topics.theme": ("phan", "trang"),
    "topics.themes": (),
    "updates.updates": (),
}
