"""One real cluster for all tests here; where a machine cannot have one, they are skipped and say why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.nodes import Cluster
from tests.cluster.nodes import missing


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The cluster, running; a test that kills nodes starts them again."""
    lacking = missing()
    if lacking:
        pytest.skip(f"a cluster needs Java 17 and Maven: {lacking}")
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture(scope="session", autouse=True)
def settings(running: Cluster) -> Iterator[None]:
    """The settings by which the program finds the cluster, as an administrator gives them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANCU_OPENSEARCH_URL", running.urls)
        yield
