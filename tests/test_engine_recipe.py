"""The recipe for an engine (docs/developing.md): a new one, made known in one place, passes the contract of all."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

import pytest

from indexer.search.engines import ENGINES
from indexer.search.engines import WHOOSH
from tests import plain_engine
from tests.test_search_engines import *  # noqa: F403 (the very same tests, with these fixtures)


@pytest.fixture(scope="module", autouse=True)
def known() -> Iterator[None]:
    """The engine, made known as the recipe says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ENGINES, plain_engine.NAME, plain_engine.KIND)
        yield


@pytest.fixture
def engine() -> str:
    return plain_engine.NAME


@pytest.fixture(scope="module")
def compared() -> Sequence[str]:
    return (WHOOSH, plain_engine.NAME)
