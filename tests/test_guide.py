"""The guides for those who use the site name every page and show every picture; `test_docs` holds their names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.take_pictures import PICTURES
from docs.take_pictures import SHOTS
from webapp.application import create_app
from webapp.settings import Settings

ROOT = Path(__file__).parent.parent
GUIDES = ("huong-dan.md", "phu-trach-may.md")
GUIDE = "\n".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in GUIDES)
README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_BYTES = 150_000  # of a picture


def pages() -> list[str]:
    """The addresses of the site's pages and files as the guide writes them: "…" for what changes."""
    rules = create_app(Settings(ROOT)).url_map.iter_rules()
    return sorted(
        {
            re.sub(r"<[^>]*>", "…", rule.rule)
            for rule in rules
            if "GET" in (rule.methods or ()) and not rule.rule.startswith(("/api/", "/static/", "/tu-lieu/tai"))
        }
    )


@pytest.mark.parametrize("address", pages())
def test_every_page_is_in_the_guide(address: str) -> None:
    assert f"`{address}`" in GUIDE


def test_every_picture_is_shown_with_words_for_those_who_do_not_see_it() -> None:
    shown = re.findall(r"!\[([^\]]+)\]\((?:docs/)?pictures/([\w-]+\.webp)\)", GUIDE + README)
    assert {name for _words, name in shown} == {f"{shot.name}.webp" for shot in SHOTS}
    assert all(len(words) > 10 for words, _name in shown)


@pytest.mark.parametrize("words", sorted(set(re.findall(r"“([^”]+)”", GUIDE))))
def test_every_button_and_message_that_is_quoted_is_there(words: str) -> None:
    sources = [path for room in ("webapp", "indexer", "deploy") for path in (ROOT / room).rglob("*.*")]
    readable = (".py", ".html", ".js", ".cmd", ".txt")
    told = "".join(path.name + path.read_text(encoding="utf-8") for path in sources if path.suffix in readable)
    assert words.rstrip("…? ") in told


def test_the_pictures_are_there_and_small() -> None:
    assert {path.name for path in PICTURES.iterdir()} == {f"{shot.name}.webp" for shot in SHOTS}
    assert {path.name: path.stat().st_size for path in PICTURES.iterdir() if path.stat().st_size > MOST_BYTES} == {}
