"""Small means for drawing SVG pictures whose text can be selected, linked, read aloud and printed.

Colours and letters come from the style sheet by class; positions are in pixels of a picture that is not scaled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

LINE: Final = 19  # from one line of text to the next
_ELLIPSIS: Final = "…"
_HEAD: Final = 6  # length of an arrow's head


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text with its class; `href` makes it a link."""

    text: str
    css: str = "draw-text"
    href: str | None = None


def wrapped(text: str, letters: int, most: int) -> list[str]:
    """Return `text` in at most `most` lines of about `letters` letters; what is left out shows as an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and len(line) + 1 + len(words[0]) <= letters:
            line += " " + words.pop(0)
        lines.append(line if len(line) <= letters else line[: letters - 1] + _ELLIPSIS)
    if words:
        lines[-1] = lines[-1][: letters - 1].rstrip(" ,;." + _ELLIPSIS) + _ELLIPSIS
    return lines


def text_lines(x: float, y: float, lines: Iterable[TextLine]) -> Markup:
    """Return lines below each other; `y` is the foot of the first. Neighbours with one address are one link."""
    parts: list[Markup] = []
    open_link: str | None = None
    for at, line in enumerate(lines):
        if line.href != open_link:
            parts.append(Markup("</a>") if open_link else Markup(""))
            parts.append(Markup('<a href="{}">').format(line.href) if line.href else Markup(""))
            open_link = line.href
        parts.append(
            Markup('<text class="{}" x="{:g}" y="{:g}">{}</text>').format(line.css, x, y + at * LINE, line.text)
        )
    parts.append(Markup("</a>") if open_link else Markup(""))
    return Markup("").join(parts)


def box(x: float, y: float, width: float, height: float, css: str = "draw-box") -> Markup:
    """Return a rectangle."""
    return Markup('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="2"/>').format(
        css, x, y, width, height
    )


def line(points: Iterable[tuple[float, float]], css: str = "draw-line") -> Markup:
    """Return a line through `points`."""
    way = " ".join(f"{x:g},{y:g}" for x, y in points)
    return Markup('<polyline class="{}" fill="none" points="{}"/>').format(css, way)


def arrow(points: Iterable[tuple[float, float]], css: str = "draw-line") -> Markup:
    """Return a line through `points` with a head at its end, which must be reached from the left."""
    listed = list(points)
    x, y = listed[-1]
    head = f"{x - _HEAD:g},{y - 4:g} {x:g},{y:g} {x - _HEAD:g},{y + 4:g}"
    return line([*listed[:-1], (x - _HEAD, y)], css) + Markup('<polygon class="draw-head" points="{}"/>').format(head)


def picture(width: float, height: float, label: str, parts: Iterable[Markup]) -> Markup:
    """Return a whole picture; `label` says what it is, its text and links say the rest."""
    opening = Markup(
        '<svg class="drawing" xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{}" '
        'width="{:g}" height="{:g}" viewBox="-2 -2 {:g} {:g}">'
    ).format(label, width + 4, height + 4, width + 4, height + 4)
    return opening + Markup("\n").join(parts) + Markup("</svg>")
