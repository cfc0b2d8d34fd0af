"""Every pattern that the program compiles while it is imported, builds the sample library and reads.

`python -m benchmarks.patterns_seen DATA` builds the library into DATA and prints the patterns with their flags as JSON.
It is a process of its own, since it has to stand between the program and `re` before the program is imported.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent.parent
_OURS = (str(_ROOT / "indexer"), str(_ROOT / "webapp"))
_PLAN = _ROOT / "corpus" / "originals" / "ke-hoach-2022.txt"


def seen(data: Path) -> list[tuple[str, int]]:
    """Return the patterns of texts (not of bytes) in any order."""
    found: dict[tuple[str, int], None] = {}
    compiled = re._compile  # type: ignore[attr-defined]  # what all of re goes through

    def watched(pattern: Any, flags: int) -> Any:
        made = compiled(pattern, flags)
        caller = sys._getframe(1)
        while caller.f_back is not None and caller.f_code.co_filename == re.__file__:
            caller = caller.f_back
        if caller.f_code.co_filename.startswith(_OURS) and isinstance(made.pattern, str):
            found[made.pattern, made.flags] = None
        return made

    watched.__module__, watched.__qualname__ = "re", "_compile"  # Whoosh writes patterns down by this name
    re._compile = watched  # type: ignore[attr-defined]
    for name in ("indexer", "webapp"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)
    importlib.import_module("indexer.build").build(_ROOT / "corpus", data)
    with closing(importlib.import_module("indexer.kb").KnowledgeBase.open(data)) as kb:
        text = _PLAN.read_text(encoding="utf-8")
        for read in (kb.cite, kb.outline, kb.review):
            read(text)
        for question in ("nghị quyết 35", "35-NQ/TW", '"nền tảng tư tưởng" nq35'):
            for answer in (kb.number, kb.suggest, kb.search):
                answer(question)
    return list(found)


if __name__ == "__main__":
    print(json.dumps(seen(Path(sys.argv[1]))))
