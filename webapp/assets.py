"""What pages are dressed with: a style sheet joined from its parts, scripts and the icon, all read at start-up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from flask import Flask
from flask import Response
from flask import abort
from flask import request

STYLES: Final = Path(__file__).parent / "styles"
_STATIC: Final = Path(__file__).parent / "static"

#: The joined style sheet, in this order: a later part may refine an earlier one. A folder gives its files by name.
STYLE_ORDER: Final = ("tokens.css", "base.css", "frame.css", "parts", "pages")
STYLE_SHEET: Final = "style.css"

_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages ask for: its bytes, its media type, and a hash of its content for the address."""

    content: bytes
    mimetype: str
    digest: str


def style_parts() -> Iterator[Path]:
    """Yield the files that make up the style sheet, in the order in which they are joined."""
    for name in STYLE_ORDER:
        place = STYLES / name
        yield from sorted(place.glob("*.css")) if place.is_dir() else (place,)


@cache
def assets() -> MappingProxyType[str, Asset]:
    """Return every asset of the site by its name."""
    found = {path.name: path.read_bytes() for path in sorted(_STATIC.iterdir()) if path.suffix in _TYPES}
    found[STYLE_SHEET] = b"\n".join(path.read_bytes() for path in style_parts())
    return MappingProxyType(
        {
            name: Asset(content, _TYPES[Path(name).suffix], hashlib.sha256(content).hexdigest()[:12])
            for name, content in found.items()
        }
    )


def address(name: str) -> str:
    """Return the address of an asset with its content's hash, so that browsers may keep it for good."""
    return f"/static/{name}?v={assets()[name].digest}"


def register(app: Flask) -> None:
    """Let `app` answer for its assets; its own static folder is switched off."""
    app.add_url_rule("/static/<name>", "static", _send)


def _send(name: str) -> Response:
    asset = assets().get(name)
    if asset is None:
        abort(404)
    response = Response(asset.content, mimetype=asset.mimetype)
    response.set_etag(asset.digest)
    response.make_conditional(request)
    return response
