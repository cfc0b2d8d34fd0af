"""How fast a large library is segmented, built and built again, beside pyvi's own segmenting of the same text."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import sys
import warnings
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import run_installed
from benchmarks.figures import seconds
from indexer.search.engines import TANTIVY
from indexer.search.engines import WHOOSH
from indexer.search.tagger import WordTagger

_CHANGE = "\n\nMột câu được thêm vào để đo.\n"


def _tag(lines: Sequence[str]) -> int:
    tagger = WordTagger()
    return sum(len(tagger.joins(line)) for line in lines)


def segmentation(lines: Sequence[str], megabytes: float, report: Report) -> float:
    """Say our speed beside pyvi's own on so many megabytes of distinct `lines`; return its letters a second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyvi's source and pickle warn about newer Pythons
        from pyvi import ViTokenizer  # noqa: PLC0415 (the peer)
    sample: list[str] = []
    size = 0
    for line in dict.fromkeys(lines):
        sample.append(line)
        size += len(line.encode())
        if size >= megabytes * 1e6:
            break
    one = seconds(lambda: _tag(sample))
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as pool:
        list(pool.map(_tag, [sample[:1]] * cores))  # the processes' start is no part of segmenting
        both = seconds(lambda: list(pool.map(_tag, [sample[at::cores] for at in range(cores)])))
    theirs = seconds(lambda: [ViTokenizer.tokenize(line) for line in sample])
    told = {"mb": round(size / 1e6, 1), "pyvi_s": round(theirs, 2)}
    report.say(Figure("segmentation-one-core", round(theirs / one, 2), at_least=2.0, details=told))
    report.say(
        Figure("segmentation-all-cores", round(theirs / both, 2), at_least=3.5, details={**told, "cores": cores})
    )
    return sum(map(len, sample)) / theirs


def builds(corpus: Path, data: Path, engine: str, stock_s: float, report: Report) -> None:
    """Say a full build beside pyvi's segmenting (`stock_s`), and a build after one change beside the full one."""
    shutil.rmtree(data, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    command = (sys.executable, "-c", "from webapp.commands import main; main()", "build", "--engine", engine)
    options = ("--corpus", str(corpus), "--data", str(data))

    def run() -> None:
        run_installed((*command, *options))

    full = seconds(run)
    peak = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
    limit = {WHOOSH: 3.0, TANTIVY: 1.2}[engine]
    told = {"s": round(full, 1), "memory_mb": peak}
    report.say(Figure(f"{engine}-full-build", round(full / stock_s, 2), at_most=limit, details=told))
    paths = sorted(corpus.rglob("*.md"))
    times = []
    for path in (paths[len(paths) // 3], paths[len(paths) // 2], paths[-1]):
        path.write_text(path.read_text(encoding="utf-8") + _CHANGE, encoding="utf-8")
        times.append(seconds(run))
    again = statistics.median(times)
    report.say(Figure(f"{engine}-rebuild", round(again / full, 4), at_most=0.03, details={"s": round(again, 2)}))
