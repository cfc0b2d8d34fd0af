"""Corpus text as safe HTML: one paragraph at a time through Markdown and a sanitiser, links put in by offsets.

Nothing in a corpus text is ever executed or taken for structure: block syntax is switched off (Markdown's list
parser would renumber), raw HTML is shown as text, and nh3 lets only emphasis pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Final
from typing import Self
from typing import TypeVar

import nh3
from markdown import Markdown
from markdown.treeprocessors import build_treeprocessors
from markdown.util import Registry
from markupsafe import Markup
from markupsafe import escape

from indexer.views import Excerpt

_Item = TypeVar("_Item")

_NOTHING: Final = Markup("")
#: Letters of a paragraph beyond which asterisks stay as they are: looking for their pairs takes its length squared.
_LONGEST_EMPHASISED: Final = 20_000
_TAGS: Final = {"em", "strong", "sub", "sup", "br"}
_INLINE: Final = ("escape", "em_strong")

# Private-use letters carry the links through Markdown and the sanitiser; a corpus text cannot smuggle them in.
_OPEN, _SEPARATOR, _CLOSE = "\ue000", "\ue001", "\ue002"
_RESERVED: Final = str.maketrans(dict.fromkeys((_OPEN, _SEPARATOR, _CLOSE), "\ufffd"))
_LINKED: Final = re.compile(f"{_OPEN}(\\d+){_SEPARATOR}(.*?){_CLOSE}", re.DOTALL)
_TAG: Final = re.compile(r"(<[^>]*>)")

# Emphasis marks are no part of a quoted sentence; a footnote's "(*)" is.
_EMPHASIS: Final = re.compile(r"(?<!\()\*{1,3}|\*{1,3}(?!\))")


@dataclass(frozen=True, slots=True)
class Insert:
    """An element to put around a stretch of a text: offsets into that text, and the finished opening tag."""

    start: int
    end: int
    opening: Markup
    closing: Markup
    #: Put behind the stretch, once: a mark that belongs to the link.
    after: Markup = _NOTHING


def inline(text: str, inserts: Iterable[Insert] = (), *, breaks: bool = False) -> Markup:
    """Return one paragraph as safe inline HTML, with `inserts` (offsets into `text`) put around their stretches.

    Overlapping inserts are left out, the earlier one stays. `breaks` keeps the text's line breaks.
    """
    clean = text.translate(_RESERVED)
    kept: list[Insert] = []
    pieces: list[str] = []
    done = 0
    for insert in sorted(inserts, key=lambda insert: (insert.start, -insert.end)):
        if insert.start < done or insert.end > len(clean) or insert.end <= insert.start:
            continue
        pieces += (
            clean[done : insert.start],
            _OPEN,
            str(len(kept)),
            _SEPARATOR,
            clean[insert.start : insert.end],
            _CLOSE,
        )
        kept.append(insert)
        done = insert.end
    html = _markdown("".join((*pieces, clean[done:])))
    if breaks:
        html = html.replace("\n", "<br>\n")
    return Markup(_LINKED.sub(lambda match: _wrapped(kept[int(match[1])], match[2]), html))  # noqa: S704 (sanitised)


def _wrapped(insert: Insert, html: str) -> str:
    # A stretch may begin inside an emphasis and end outside it: each run of text between tags is wrapped alone.
    runs = [
        run if _TAG.fullmatch(run) or not run else f"{insert.opening}{run}{insert.closing}" for run in _TAG.split(html)
    ]
    return "".join(runs) + str(insert.after)


def _only(registry: Registry[_Item], *names: str) -> Registry[_Item]:
    kept: Registry[_Item] = Registry()
    for rank, name in enumerate(reversed(names)):
        kept.register(registry[name], name, rank)
    return kept


class _Emphasis(Markdown):
    """Markdown cut down to emphasis within one paragraph; what a later version adds stays out as well."""

    def build_parser(self) -> Self:
        super().build_parser()
        self.preprocessors = _only(self.preprocessors, "normalize_whitespace")
        self.parser.blockprocessors = _only(self.parser.blockprocessors, "paragraph")
        self.inlinePatterns = _only(self.inlinePatterns, *_INLINE)
        # They hold the inline patterns that they were built with.
        self.treeprocessors = build_treeprocessors(self)
        return self


_emphasis: Final = _Emphasis(output_format="html")
_lock: Final = Lock()  # a converter keeps state: one thread uses it at a time


@lru_cache(maxsize=4096)
def _markdown(text: str) -> str:
    # Blank lines would begin a new paragraph: a caller hands over one, so they are line breaks here.
    paragraph = re.sub(r"\n\s*\n", "\n", text.strip("\n"))
    if len(paragraph) > _LONGEST_EMPHASISED and "*" in paragraph:
        return nh3.clean(escape(paragraph), tags=_TAGS, attributes={})
    with _lock:
        html = _emphasis.reset().convert(paragraph)
    html = html.removeprefix("<p>").removesuffix("</p>")
    return nh3.clean(html, tags=_TAGS, attributes={})


def excerpt(value: Excerpt) -> Markup:
    """Return a quoted piece of text with its marked stretches in `<mark>`, emphasis marks left out."""
    pieces: list[Markup] = []
    done = 0
    for mark in sorted(value.marks, key=lambda mark: mark.start):
        if mark.start < done:
            continue
        pieces += (
            _plain(value.text[done : mark.start]),
            Markup("<mark>{}</mark>").format(_plain(value.text[mark.start : mark.end])),
        )
        done = mark.end
    pieces.append(_plain(value.text[done:]))
    return Markup("").join(pieces)


def _plain(text: str) -> Markup:
    return escape(_EMPHASIS.sub("", text))
