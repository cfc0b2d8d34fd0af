"""The recorded versions: since when Chrome and Firefox know each feature that the site uses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

#: The oldest browsers that the site is made for; Firefox 115 is the last one for Windows 7 and 8.1.
OLDEST = (109, 115)

RECORD = Path(__file__).parent / "versions.json"

#: Features that one of the two lacks, and why a page is whole without them.
WITHOUT_HARM = {
    "css property -webkit-text-size-adjust": "Firefox on a desk never enlarges text by itself",
    "css property text-size-adjust": "Firefox on a desk never enlarges text by itself",
    "css property text-wrap": "asked for inside @supports; headings then break as they come",
    "css value -webkit-print-color-adjust exact": "recorded of the name without prefix; Chrome knows it as long as the property",
    "js member createObjectURL": "recorded of workers; of a page's own URL known since Chrome 8 and Firefox 4",
    "js member revokeObjectURL": "as createObjectURL",
    "js member address": "a field of the site's own answers, not the browser's",
    "css value break-after avoid": "on paper alone, where a heading may then stand at a page's foot",
    "css value text-wrap balance": "asked for inside @supports; headings then break as they come",
}

Versions = dict[str, tuple[int | None, int | None] | None]


def recorded() -> Versions:
    """Return the versions (Chrome, Firefox) of each recorded feature.

    None instead of a pair: no entry of its own (a value as old as its property, a name of the script's own data);
    None in a pair: not known to that browser.
    """
    read = json.loads(RECORD.read_text(encoding="utf-8"))
    return {name: None if pair is None else (pair[0], pair[1]) for name, pair in read["features"].items()}


def too_new(features: Iterable[str], versions: Versions) -> set[str]:
    """Return those of `features` that one of the oldest browsers does not know."""
    return {name for name in features if (pair := versions[name]) is not None and not _known(pair)}


def _known(pair: tuple[int | None, int | None]) -> bool:
    return all(since is not None and since <= oldest for since, oldest in zip(pair, OLDEST, strict=True))
