"""The shell examples of the documents run as they stand: those under a line `<!-- run -->`, in a folder of their own.

A document's examples run in its order in one shell, so that a later one may build on an earlier one. The folder has
what a reader would have: the sample library, and in `kho/du-thao` a draft to bring in.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs_names import TOLD

CORPUS = Path(__file__).parent.parent / "corpus"
MARKED = re.compile(r"^<!-- run -->\n```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = {name: found for name, text in TOLD.items() if (found := MARKED.findall(text))}
FINDS = ("check", "review")  # commands that leave with 1 where they found something


def script(blocks: list[str]) -> str:
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    finding = re.compile(rf"cancu (?:{'|'.join(FINDS)})\b")
    return "\n".join(f"{line.partition(' #')[0]} || test $? = 1" if finding.match(line) else line for line in lines)


def test_there_are_examples_to_run() -> None:
    assert set(EXAMPLES) >= {"README.md", "docs/phu-trach-may.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("document", EXAMPLES)
def test_the_examples_run(document: str, tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "corpus")
    (tmp_path / "kho" / "du-thao").mkdir(parents=True)
    shutil.copy(CORPUS / "originals" / "ke-hoach-2022.txt", tmp_path / "kho" / "du-thao")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CANCU_")}
    path = os.pathsep.join((str(Path(sys.executable).parent), kept["PATH"]))
    done = subprocess.run(
        ["bash", "-euxc", script(EXAMPLES[document])],
        cwd=tmp_path, env={**kept, "PATH": path, "HOME": str(tmp_path)}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
