"""What the benchmarks share: a figure with its limit, printed as one JSON line and kept in a file where that is wanted.

Machines are shared and noisy, so a figure is a ratio to a peer measured in the same run, or times with a limit that
such a peer sets. `--record FILE` keeps the lines, each figure's last one; `benchmarks.table` makes README's table of
them.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from time import perf_counter
from typing import Any
from typing import Final

import click

record_option: Final = click.option(
    "--record", type=click.Path(path_type=Path), default=None, help="a file of JSON lines that keeps the figures"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured beside what it may be: at most, at least, or neither where it is only told.

    `name` is the key under which a file keeps it; `unit` is "ms", "s" or, for a ratio or a count, empty; `limit_is`
    says how a limit came about that the run itself sets ("1.2 times the raw 3.1 ms + 0.5 ms").
    """

    name: str
    value: float
    at_most: float | None = None
    at_least: float | None = None
    unit: str = ""
    limit_is: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether the value keeps within its limit."""
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )

    def row(self) -> dict[str, Any]:
        """Return the figure as its JSON line says it; what is not there is left out."""
        limits = {"at_most": self.at_most, "at_least": self.at_least, "unit": self.unit, "limit_is": self.limit_is}
        said = {key: value for key, value in limits.items() if value not in (None, "")}
        judged = {} if self.at_most is None and self.at_least is None else {"met": self.met}
        return {"figure": self.name, "value": self.value, **said, **judged, **self.details}


class Report:
    """Says each figure as soon as it is there, and keeps it in a file where one is given."""

    def __init__(self, record: Path | None = None) -> None:
        """Keep the figures in `record`: those of the same names are replaced there, the others stay."""
        self._record = record

    def say(self, figure: Figure) -> None:
        """Print `figure` as one JSON line and keep it."""
        self.tell(**figure.row())
        self.keep(figure)

    def tell(self, **values: Any) -> None:
        """Print what is no figure, only told beside them, as one JSON line."""
        click.echo(json.dumps(values, ensure_ascii=False))

    def keep(self, figure: Figure) -> None:
        """Keep `figure` without printing it."""
        if self._record is None:
            return
        rows = {row["figure"]: row for row in read_rows(self._record)}
        rows[figure.name] = figure.row()
        lines = (json.dumps(rows[name], ensure_ascii=False) for name in sorted(rows))
        self._record.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def read_rows(record: Path) -> list[dict[str, Any]]:
    """Return the figures that `record` keeps, as their JSON lines say them; none where there is no such file."""
    if not record.exists():
        return []
    return [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]


def run_installed(command: Sequence[str]) -> None:
    """Run `command` to its end as where it is installed: what Python compiles of it is kept for the next time.

    An environment that forbids that (PYTHONDONTWRITEBYTECODE, in many containers) would have each process compile the
    program anew, and its peers, which an installer has compiled, not.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env=environment)


def seconds(action: Callable[[], object]) -> float:
    """Return how many seconds `action` takes."""
    start = perf_counter()
    action()
    return perf_counter() - start


def p95(times: Sequence[float]) -> float:
    """Return the time that nineteen of twenty `times` keep within."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
