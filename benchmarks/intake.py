"""Real files through the browser's way into a library: sent, shown, approved and found, each as an editor does it.

`python -m benchmarks.intake FOLDER...`: every file of the folders goes through the pages of `/nhap-van-ban` into a new
library. A line a file tells what became of it and how long each step took. FOLDERS are no part of the project.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter

import click
from flask.testing import FlaskClient

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.accounts import Accounts
from indexer.build import build
from indexer.store import init_library
from webapp.application import create_app
from webapp.settings import Settings

_EDITOR, _PASSWORD = "Người đo", "mật khẩu để đo"
_INTAKE = "/nhap-van-ban"


class _Form(HTMLParser):
    """What a browser would send of the fields of a page's forms, as they stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""
        self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        chosen = given.get("type") not in {"radio", "checkbox"} or "checked" in given
        if tag == "input" and name and chosen:
            self.values[name] = given.get("value") or ""
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area = name
        elif tag == "option" and ("selected" in given or self._select not in self.values):
            self.values[self._select] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] = self.values.get(self._area, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self._area] = self.values.get(self._area, "").removeprefix("\n")
            self._area = ""


def through_the_pages(files: Iterable[Path], place: Path) -> Iterator[dict[str, object]]:
    """Send each file to a new library below `place` and approve it; yield what became of it, times in seconds."""
    corpus, data, state = place / "corpus", place / "var", place / "state"
    init_library(corpus)
    build(corpus, data)
    Accounts(state).add(_EDITOR, _PASSWORD)
    client = create_app(Settings(data, state=state, corpus=corpus)).test_client()
    form = _Form(client.get("/dang-nhap").text).values
    client.post("/dang-nhap", data={**form, "ten": _EDITOR, "mat-khau": _PASSWORD})
    for file in files:
        yield {"file": file.name, **_one(client, file)}


def _one(client: FlaskClient, file: Path) -> dict[str, object]:
    start = perf_counter()
    form = _Form(client.get(_INTAKE).text).values
    with file.open("rb") as content:
        sent = client.post(_INTAKE, data={**form, "tep": (content, file.name)})
    if sent.status_code != 303:
        return {"outcome": "refused", "status": sent.status_code}
    read = perf_counter()
    page = client.get(sent.headers["Location"])
    shown = perf_counter()
    approved = client.post(sent.headers["Location"], data={**_Form(page.text).values, "viec": "duyet"})
    if approved.status_code != 303:
        return {"outcome": "asked", "status": approved.status_code}
    kept = perf_counter()
    document = approved.headers["Location"].partition("?")[0].split("/")[2]
    found = client.get(f"/van-ban/{document}", follow_redirects=True).status_code
    return {
        "outcome": "kept" if found == 200 else "lost",
        "document": document,
        "read_s": round(read - start, 2),
        "shown_s": round(shown - read, 2),
        "kept_s": round(kept - shown, 2),
    }


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@record_option
def main(folders: tuple[Path, ...], record: Path | None) -> None:
    """Bring the files of FOLDERS in through the pages."""
    report = Report(record)
    files = [file for folder in folders for file in sorted(folder.iterdir()) if file.is_file()]
    with tempfile.TemporaryDirectory(prefix="cancu-") as place:
        rows = []
        for row in through_the_pages(files, Path(place)):
            report.tell(**row)
            rows.append(row)
    kept = sum(row["outcome"] == "kept" for row in rows)
    report.say(
        Figure("intake: files that come in by browser", round(kept / len(rows), 3), details={"files": len(rows)})
    )


if __name__ == "__main__":
    main()
