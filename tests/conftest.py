"""What many tests share: the library of the checkout, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="session")
def library_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the checkout's own library; tests read it and never build into it."""
    data = tmp_path_factory.mktemp("library") / "var"
    build(CORPUS, data)
    return data
