"""Draws the picture that other sites show beside a link to this one: `python -m docs.draw_card`.

Needs a Chromium, as the browser tests do. The colours are those of `webapp/styles/tokens.css`.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import chromium
from tests.browser.chromium import options

STATIC: Final = Path(__file__).parent.parent / "webapp" / "static"
CARD: Final = STATIC / "card.png"
SIZE: Final = (1200, 630)  # what the sites that show such pictures ask for
_COLOURS: Final = 64

_PAGE: Final = """<!doctype html><html lang="vi"><meta charset="utf-8"><style>
body { margin: 0; width: 1200px; height: 630px; background: #0b3b30; color: #f7f8f4; display: flex; gap: 72px;
  align-items: center; font-family: "Noto Serif", "DejaVu Serif", serif; }
svg { width: 300px; height: 300px; margin-left: 96px; }
h1 { font-size: 128px; margin: 0 0 24px; line-height: 1.1; }
p { font-size: 42px; margin: 0; line-height: 1.4; color: #e3d2a0; }
</style>%s<div><h1>Căn Cứ</h1><p>kế hoạch và các<br>văn bản được viện dẫn</p></div></html>"""


def main() -> None:
    """Draw the picture anew."""
    found = chromium()
    if found is None:
        raise SystemExit("Không có Chromium trên máy này.")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=options())
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        page.set_content(_PAGE % (STATIC / "icon.svg").read_text(encoding="utf-8"))
        drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        browser.close()
    drawn.quantize(_COLOURS).save(CARD, optimize=True)


if __name__ == "__main__":
    main()
