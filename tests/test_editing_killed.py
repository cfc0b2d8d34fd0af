"""Editing killed anywhere leaves a sound corpus, a true history, and a library that goes on."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.build import build
from indexer.editing import Editing
from indexer.library import Library
from indexer.store import check_corpus
from indexer.store import fix_corpus
from indexer.store import load_corpus
from indexer.views.editing import DocumentEdit
from tests.small_library import HELD

_WORK = """
import sys
from pathlib import Path
from indexer.build import build
from indexer.editing import Editing
from indexer.library import Library
from indexer.views.editing import DocumentEdit

corpus, data, state, document = map(Path, sys.argv[1:])
editing = Editing(corpus, data, state, Library(data), lambda: build(corpus, data))
number = 0
while True:
    number += 1
    edit = DocumentEdit(fields={"issuer_text": f"Cơ quan {number}"})
    editing.save("An", str(document), editing.open(str(document)).version, edit)
    print(number, flush=True)
"""


@pytest.mark.long
@pytest.mark.parametrize("portion", [0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.95])
def test_killed_anywhere(small_corpus: Path, portion: float) -> None:
    data, state = small_corpus.parent / "var", small_corpus.parent / "state"
    fix_corpus(small_corpus)
    build(small_corpus, data)
    sound = check_corpus(load_corpus(small_corpus))
    command = [sys.executable, "-c", _WORK, str(small_corpus), str(data), str(state), HELD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        started = time.monotonic()
        worker.stdout.readline()
        # At some point of the third save, as long as the second took.
        time.sleep(portion * (time.monotonic() - started))
        worker.kill()
    assert check_corpus(load_corpus(small_corpus)) == sound
    editing = Editing(small_corpus, data, state, Library(data), lambda: build(small_corpus, data))
    last = editing.save("Bình", HELD, editing.open(HELD).version, DocumentEdit(fields={"issuer_text": "Sau cùng"}))
    assert last.shown
    # From the newest change back, each begins with the text that the one before it left.
    texts = [(change.before, change.after) for change in editing.history(HELD)]
    assert len(texts) >= 3
    assert all(newer[0] == older[1] for newer, older in pairwise(texts))
    assert texts[0][1] == next(small_corpus.rglob(f"{HELD}.md")).read_text(encoding="utf-8")
