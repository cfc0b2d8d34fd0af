"""How large an offline edition is, and how long its first search takes in a browser that opens it from a folder.

`python -m benchmarks.edition DIR` with DIR in BEIR layout (`benchmarks.relevance`): a library of 2,000 passages, or of
the last document that goes beyond them, is made of its articles, built and written. A search's time is from asking for
the page to the results on it, in a browser that has seen nothing of the edition before. `--data INDEX` takes a library
that is built already, of whatever size.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import click
from playwright.sync_api import Browser
from playwright.sync_api import sync_playwright

from benchmarks.asking import read_questions
from benchmarks.asking import spread
from benchmarks.corpora import make_corpus
from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import record_option
from benchmarks.figures import seconds
from indexer.build import build
from indexer.kb import KnowledgeBase
from tests.browser.chromium import chromium
from tests.browser.chromium import options
from webapp.edition.export import export_site

_PASSAGES = 2_000
_STEP = 50  # articles by which the library grows until it has them
_MOST_MB = 30.0
_LONGEST_S = 1.0
_DONE = "[data-edition-results=done]"


def library_of(articles: Path, folder: Path, passages: int) -> Path:
    """Return the index of a library of the first articles, just so many that it has `passages`."""
    most = _STEP
    while True:
        make_corpus(articles, folder / f"{most}", most)
        build(folder / f"{most}", folder / f"{most}-var")
        kb = KnowledgeBase.open(folder / f"{most}-var")
        reached = kb.counts().passages >= passages
        kb.close()
        if reached:
            return folder / f"{most}-var"
        most += _STEP


def first_search(browser: Browser, edition: Path, question: str) -> float:
    """Return how many seconds the first search takes in a new window."""
    context = browser.new_context()
    page = context.new_page()

    def ask() -> None:
        page.goto(f"{(edition / 'tim.html').as_uri()}?q={quote(question)}", wait_until="commit")
        page.wait_for_selector(_DONE, state="attached")

    took = seconds(ask)
    context.close()
    return took


def measure(data: Path, edition: Path, asked: Sequence[str], report: Report) -> None:
    """Write the edition of the index in `data` and say its figures."""
    took = seconds(lambda: export_site(data, edition))
    kb = KnowledgeBase.open(data)
    told = {"passages": kb.counts().passages, "documents": kb.counts().documents}
    kb.close()
    files = [path for path in edition.rglob("*") if path.is_file()]
    size = round(sum(path.stat().st_size for path in files) / 2**20, 1)
    report.say(Figure("edition-size", size, at_most=_MOST_MB, unit="MB", details={**told, "files": len(files)}))
    report.tell(told="writing the edition", s=round(took, 1), **told)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=options())
        times = [first_search(browser, edition, question) for question in asked]
        browser.close()
    slow = round(p95(times), 3)
    details = {**told, "asked": len(times), "median_s": round(sorted(times)[len(times) // 2], 3)}
    report.say(Figure("edition-first-search", slow, at_most=_LONGEST_S, unit="s", details=details))


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--data", type=click.Path(path_type=Path, exists=True), default=None, help="an index that is built already"
)
@click.option("--questions", "most", default=20, show_default=True, help="that are timed, from all over them")
@record_option
def main(articles: Path, data: Path | None, most: int, record: Path | None) -> None:
    """Measure the offline edition of a library made of ARTICLES, with the questions to them."""
    if chromium() is None:
        raise click.ClickException("no Chromium on the path")
    asked = ["nq35", *(question.text for question in spread(read_questions(articles), most - 1))]
    with TemporaryDirectory() as folder:
        library = data or library_of(articles, Path(folder), _PASSAGES)
        measure(library, Path(folder) / "edition", asked, Report(record))


if __name__ == "__main__":
    main()
