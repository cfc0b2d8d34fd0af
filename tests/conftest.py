"""What many tests share: the library of the checkout, built once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import build
from indexer.convert import Converter
from indexer.kb import KnowledgeBase
from tests.small_library import SMALL
from tests.small_library import write_corpus

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.fixture(scope="session")
def library_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the checkout's own library; tests read it and never build into it."""
    data = tmp_path_factory.mktemp("library") / "var"
    build(CORPUS, data)
    return data


@pytest.fixture(scope="session")
def library(library_data: Path) -> Iterator[KnowledgeBase]:
    """The checkout's own library, open."""
    opened = KnowledgeBase.open(library_data)
    yield opened
    opened.close()


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """A corpus of four files, to be changed at will."""
    return write_corpus(tmp_path / "corpus", SMALL)


@pytest.fixture(scope="session")
def converter() -> Iterator[Converter]:
    """One reading process for all tests that convert files."""
    with Converter() as opened:
        yield opened


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts small disks."""
    mounted: list[Path] = []

    def mount(kilobytes: int) -> Path:
        place = tmp_path / f"disk-{len(mounted)}"
        place.mkdir()
        command = ("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place))
        if sys.platform != "linux" or subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("chỉ người quản trị của Linux gắn được một ổ đĩa nhỏ")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(("umount", "-l", str(place)), check=True)  # readers may have files open
