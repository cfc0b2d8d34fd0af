"""What the site bears when things go wrong: builds killed, rebuilds under load, many requests, hostile clients.

`python -m benchmarks.faults [--kills N] [--rebuilds N] [--requests N] [--record FILE]` runs real processes: `cancu
serve` answers, `cancu build` builds (and is killed with signal 9), clients ask. A library is made whose documents say
in their titles which edition they are of, so that an answer that mixes two generations, or goes back to an older one,
is told from a right one. One JSON line a figure; counts and ratios within one run. Unix only.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
from pathlib import Path

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import record_option
from benchmarks.trouble.hostile import hostile
from benchmarks.trouble.many import Mixed
from benchmarks.trouble.many import mixed
from benchmarks.trouble.many import start
from benchmarks.trouble.running import PROGRAM
from benchmarks.trouble.switching import Killed
from benchmarks.trouble.switching import Rebuilt
from benchmarks.trouble.switching import kills
from benchmarks.trouble.switching import rebuilds


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"))
@click.option("--kills", "killed", type=int, default=100)
@click.option("--rebuilds", "rebuilt", type=int, default=20)
@click.option("--requests", "asked", type=int, default=100_000)
@click.option("--only", type=click.Choice(["kills", "rebuilds", "requests", "clients", "start"]), multiple=True)
@record_option
def main(corpus: Path, killed: int, rebuilt: int, asked: int, only: tuple[str, ...], record: Path | None) -> None:
    """Try the faults, and print a JSON line a figure."""
    report = Report(record)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if not only or "kills" in only:
            _say_kills(report, kills(folder / "kills", killed, random.Random(killed)), killed)
        if not only or "rebuilds" in only:
            _say_rebuilds(report, rebuilds(folder / "rebuilds", rebuilt), rebuilt)
        subprocess.run(
            (*PROGRAM, "build", "--corpus", corpus, "--data", folder / "var"), check=True, capture_output=True
        )
        if not only or "start" in only:
            took, bytes_used = start(corpus, folder / "var")
            report.say(Figure("faults: first page after a cold start on one core", round(took, 2), 3, unit="s"))
            report.say(Figure("faults: memory of a server, MB", round(bytes_used / 1e6), 200))
        if not only or "clients" in only:
            failed, got = hostile(corpus, folder / "var")
            report.say(Figure("faults: honest requests that failed beside hostile clients", failed, 0, details=got))
        if not only or "requests" in only:
            _say_mixed(report, mixed(corpus, folder / "var", asked), asked)


def _say_kills(report: Report, found: Killed, number: int) -> None:
    details = {"builds": number, "died": found.died, "answers": found.seen.answers, "left": len(found.leftovers)}
    bad = len(found.seen.failed) + len(found.seen.wrong)
    report.say(Figure("faults: failed or wrong answers while builds were killed", bad, 0, details=details))


def _say_rebuilds(report: Report, found: Rebuilt, number: int) -> None:
    bad = len(found.busy.failed) + len(found.busy.wrong)
    details = {"builds": number, "answers": found.busy.answers}
    report.say(Figure("faults: failed or wrong answers while rebuilding", bad, 0, details=details))
    ratio = p95(found.busy.times) / p95(found.quiet.times)
    times = {"quiet_ms": round(1000 * p95(found.quiet.times), 1), "busy_ms": round(1000 * p95(found.busy.times), 1)}
    report.say(Figure("faults: p95 while rebuilding to the quiet one", round(ratio, 2), 2, details=times))
    report.say(Figure("faults: disk after rebuilding to before", round(found.growth, 3), 1.05))


def _say_mixed(report: Report, found: Mixed, number: int) -> None:
    first, last = found.memory
    details = {"requests": number, "failed": found.failed, "first_mb": round(first / 1e6), "last_mb": round(last / 1e6)}
    report.say(
        Figure(
            "faults: memory after many requests to after half of them", round(last / first, 3), 1.05, details=details
        )
    )
    files = {"first": found.files[0], "last": found.files[1]}
    report.say(Figure("faults: files opened and not closed", found.files[1] - found.files[0], 0, details=files))


if __name__ == "__main__":
    main()
