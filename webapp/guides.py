"""The guides of `docs/` as pages: the same files without their pictures, their links leading about the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import nh3
from markdown import markdown
from markupsafe import Markup

from webapp import addresses

#: The guides for those who use the site: what stands behind the first guide's address, and the file.
GUIDES: Final[Mapping[str, str]] = {
    "": "huong-dan.md",
    "phu-trach-may": "phu-trach-may.md",
    "ho-so": "ho-so.md",
    "lenh": "lenh.md",
}

_PACKAGED: Final = Path(__file__).parent / "_guides"
_IN_CHECKOUT: Final = Path(__file__).parent.parent / "docs"
_PICTURE: Final = re.compile(r"^!\[.*\n\n?", re.MULTILINE)
_LIST_BEHIND_TEXT: Final = re.compile(r"^((?!- |\d+\. | ).+\n)(?=- |1\. )", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)#\s]*)(#[^)\s]+)?\)")
_TAGS: Final = {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "code", "pre", "a", "table", "thead", "tbody", "tr"}
_CELLS: Final = {"th", "td"}
_ATTRIBUTES: Final = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}}


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide as its page shows it."""

    title: str
    body: Markup


def anchor(heading: str, _separator: str = "-") -> str:
    """Return the anchor of a heading, as sites that show Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@cache
def guide(name: str) -> Guide:
    """Return the guide called `name`, a key of `GUIDES`; links to what the site does not show become plain text."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _IN_CHECKOUT
    title, _, text = (folder / GUIDES[name]).read_text(encoding="utf-8").partition("\n")
    # Python's Markdown wants an empty line before a list; sites that show Markdown do not.
    text = _LIST_BEHIND_TEXT.sub(r"\1\n", _LINK.sub(_led, _PICTURE.sub("", text)))
    html = markdown(
        text,
        extensions=["tables", "fenced_code", "sane_lists", "toc"],
        extension_configs={"toc": {"slugify": anchor}},
        output_format="html",
    )
    clean = nh3.clean(html, tags=_TAGS | _CELLS, attributes=_ATTRIBUTES, link_rel=None)
    return Guide(title.removeprefix("# "), Markup(clean))  # noqa: S704 (sanitised)


def _led(match: re.Match[str]) -> str:
    words, path, place = match[1], match[2], match[3] or ""
    names = [name for name, file in GUIDES.items() if file == path]
    if not path:
        return match[0]
    return f"[{words}]({addresses.guide(names[0])}{place})" if names else words
