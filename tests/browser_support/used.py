"""The features that the whole site uses: its style sheet, its scripts, and its pages over a library."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests import site_walk
from tests.browser_support import features
from webapp.assets import STYLE_SHEET
from webapp.assets import assets


def of_assets() -> set[str]:
    """Return what style sheet and scripts use."""
    found = features.of_style(assets()[STYLE_SHEET].content.decode())
    for name, asset in assets().items():
        if name.endswith(".js"):
            found |= features.of_script(asset.content.decode())
    return found


def of_pages(client: FlaskClient) -> set[str]:
    """Return what the pages of the walk use."""
    found: set[str] = set()
    for address in site_walk.addresses():
        found |= features.of_page(client.get(address).text)
    return found
