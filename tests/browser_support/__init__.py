"""What the site asks of a browser, and since which version Chrome and Firefox know it.

`features` reads style sheet, scripts and pages; `versions` holds the recorded versions; `python -m
tests.browser_support DATA.json` records them anew from the browser compatibility data of MDN.
"""

from __future__ import annotations
