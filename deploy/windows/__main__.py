"""Makes the stick: `python -m deploy.windows`, which `make windows-bundle` calls."""

from __future__ import annotations

import sys

from deploy.windows import stick
from deploy.windows.failures import StickError

_MEGABYTE = 1_000_000


def main() -> int:
    """Make the stick's zip in `dist/` and say how large it is; 2 and a sentence where it cannot be made."""
    build = stick.ROOT / "build" / "windows"
    try:
        folder = stick.assemble(build / "stick", build / "downloads")
    except StickError as error:
        print(error, file=sys.stderr)
        return 2
    target = stick.write_zip(folder, stick.ROOT / "dist" / "can-cu-windows.zip")
    size = sum(path.stat().st_size for path in stick.files(folder))
    print(f"{target}: {target.stat().st_size / _MEGABYTE:.1f} MB, giải nén {size / _MEGABYTE:.1f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
