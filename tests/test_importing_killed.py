"""An import of many files, killed again and again: the library stays sound, and what comes out is what one go gives."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.importing import make_files
from indexer.cli import cli
from indexer.store import init_library
from indexer.store.corpus import corpus_files

pytestmark = pytest.mark.long

_FILES = 240
_KILLS = 6


def start(files: Path, corpus: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-c",
        "from indexer.cli import cli; cli()",
        "import",
        str(files),
        "--corpus",
        str(corpus),
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def kept(corpus: Path) -> dict[str, bytes]:
    """The files of a library but for those that a killed writer left unfinished."""
    found = (path for path in corpus.rglob("*") if path.is_file() and not path.name.endswith(".new"))
    return {str(path.relative_to(corpus)): path.read_bytes() for path in found}


def test_killed_anywhere_and_started_again(tmp_path: Path) -> None:
    files, whole, killed = tmp_path / "tep", tmp_path / "mot-lan", tmp_path / "nhieu-lan"
    make_files(files, _FILES)
    for corpus in (whole, killed):
        init_library(corpus)
    assert start(files, whole).wait() == 0

    chance = random.Random(20220120)
    for turn in range(_KILLS):
        # Killed somewhat after so many documents: in the midst of reading, between original and document, while writing.
        enough = _FILES * (turn + 1) // (_KILLS + 2)
        running = start(files, killed)
        while running.poll() is None and len(corpus_files(killed)) < enough:
            time.sleep(0.005)
        time.sleep(chance.random() / 10)
        running.kill()
        running.wait()
        checked = CliRunner().invoke(cli, ["check", "--corpus", str(killed)])
        assert checked.exit_code == 0, checked.output
        assert set(corpus_files(killed)) <= set(corpus_files(whole))

    assert len(corpus_files(killed)) < len(corpus_files(whole))
    assert start(files, killed).wait() == 0
    assert kept(killed) == kept(whole)
