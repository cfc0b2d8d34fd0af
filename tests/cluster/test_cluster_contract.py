"""The contract of every engine, held by OpenSearch on a real cluster, beside the engines that need no server."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from indexer.search.engines import ENGINES
from indexer.search.engines import OPENSEARCH
from tests.test_search_engines import *  # noqa: F403 (the very same tests, with these fixtures)

pytestmark = [pytest.mark.cluster, pytest.mark.long]


@pytest.fixture
def engine() -> str:
    return OPENSEARCH


@pytest.fixture(scope="module")
def compared() -> Sequence[str]:
    return tuple(ENGINES)
