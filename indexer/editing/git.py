"""A change as a git commit, where the corpus is a git checkout. What git cannot do is said, and loses nothing."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.text import fold

_PATIENCE: Final = 20.0  # seconds for one git command
_COMMITTER: Final = ("Căn Cứ", "cancu@localhost")
# No hook runs, nothing is signed, nobody is asked for anything: whoever edits on the site sits at no terminal.
_QUIETLY: Final = ("-c", f"core.hooksPath={os.devnull}", "-c", "commit.gpgSign=false", "-c", "core.quotePath=false")


@dataclass(frozen=True, slots=True)
class Committed:
    """The commit's hash; or None, with the reason where one was wanted."""

    revision: str | None = None
    remark: str | None = None


def commit(corpus: Path, paths: Sequence[str], author: str, message: str) -> Committed:
    """Commit the files at `paths` below `corpus` (changed, new or gone), and no others, as `author`.

    A corpus that is no git checkout, or whose first file git ignores, gives neither commit nor remark.
    """
    if not any((folder / ".git").exists() for folder in (corpus.resolve(), *corpus.resolve().parents)):
        return Committed()
    try:
        if _git(corpus, "check-ignore", "--quiet", "--", paths[0]).returncode == 0:
            return Committed()
        email = re.sub(r"[^a-z0-9]+", "-", fold(author)).strip("-") + "@localhost"
        steps = (
            ("add", "--", *paths),
            (
                "commit",
                "--quiet",
                "--no-verify",
                f"--author={author} <{email}>",
                "--message",
                message,
                "--only",
                "--",
                *paths,
            ),
        )
        for step in steps:
            done = _git(corpus, *step)
            if done.returncode != 0:
                return Committed(remark=f"chưa ghi được vào git: {_reason(done)}")
        return Committed(revision=_git(corpus, "rev-parse", "HEAD").stdout.strip() or None)
    except FileNotFoundError:
        return Committed(remark="chưa ghi được vào git: máy chưa cài git")
    except subprocess.TimeoutExpired:
        return Committed(remark="chưa ghi được vào git: git không trả lời")
    except OSError as error:
        return Committed(remark=f"chưa ghi được vào git: {error}")


def _git(corpus: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # What a surrounding git (a hook that runs this program) has set would lead to another repository.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
    environment |= {"GIT_COMMITTER_NAME": _COMMITTER[0], "GIT_COMMITTER_EMAIL": _COMMITTER[1]}
    return subprocess.run(  # noqa: S603 (our own arguments; the author's name has letters, blanks and dots only)
        ["git", "-C", str(corpus), *_QUIETLY, *arguments],  # noqa: S607 (whichever git the machine has)
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE,
        env=environment,
        stdin=subprocess.DEVNULL,
    )


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    return lines[0].removeprefix("fatal: ")[:200] if lines else f"git trả về mã {done.returncode}"
