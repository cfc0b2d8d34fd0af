"""Record anew since when browsers know what the site uses: python -m tests.browser_support DATA.json

`DATA.json` is the file of that name in npm's `@mdn/browser-compat-data` (npm pack @mdn/browser-compat-data; tar xzf).
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from indexer.build import build
from tests.browser_support import compat
from tests.browser_support import used
from tests.browser_support.versions import RECORD
from tests.conftest import CORPUS
from webapp.application import create_app
from webapp.settings import Settings


def main() -> None:
    """Write the record beside this file."""
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        build(CORPUS, Path(folder))
        names = used.of_assets() | used.of_pages(create_app(Settings(Path(folder))).test_client())
    lines = (f"  {json.dumps(name)}: {json.dumps(compat.versions_of(data, name))}" for name in sorted(names))
    source = f"@mdn/browser-compat-data {data['__meta']['version']}, CC0-1.0"
    body = ",\n".join(lines)
    RECORD.write_text(f'{{"source": {json.dumps(source)}, "features": {{\n{body}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
