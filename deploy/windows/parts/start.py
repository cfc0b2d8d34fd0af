"""Opens the library beside the program: asks which one at the first start, then serves it and opens the browser."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import webbrowser
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent
LIBRARY = PROGRAM.parent / "kho"  # beside the program: a new program never touches it
SAMPLE = PROGRAM / "kho-mau"
CHOICES = {"1": "mau", "2": "trong"}

QUESTION = """Chưa có kho văn bản. Chọn một:
  1. Kho mẫu: một kế hoạch và các văn bản được viện dẫn, để xem thử
  2. Kho trống, để đưa văn bản của đơn vị vào
Gõ 1 hoặc 2 rồi bấm Enter: """


def main() -> int:
    """Serve the library until the window is closed; 1 and a sentence where it cannot be served."""
    parser = argparse.ArgumentParser(description="Mở kho văn bản trong thư mục kho, cạnh chương trình.")
    parser.add_argument("--ca-phong", action="store_true", help="mở cho các máy cùng mạng")
    parser.add_argument("--kho", choices=tuple(CHOICES.values()), help="lần đầu: kho mẫu hay kho trống (không hỏi)")
    parser.add_argument("--cong", type=int, default=8000, help="cổng (8000); bận: cổng sau")
    parser.add_argument("--khong-mo", action="store_true", help="không mở trình duyệt")
    asked = parser.parse_args()
    sys.path.insert(0, str(PROGRAM / "lib"))
    from indexer.errors import CancuError
    from webapp.serving import serve_library
    from webapp.settings import ServerSettings

    settings = ServerSettings(host="0.0.0.0" if asked.ca_phong else "127.0.0.1", port=asked.cong)
    try:
        if not (LIBRARY / "corpus").is_dir():
            make_library(asked.kho or choose())
        say = Sayer(opens=not asked.khong_mo)
        serve_library(LIBRARY / "corpus", LIBRARY / "var", LIBRARY / "state", settings, say=say)
    except (CancuError, OSError) as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    return 0


def choose() -> str:
    """Ask which library to begin with, until the answer is one of them."""
    while True:
        answer = input(QUESTION).strip()
        if answer in CHOICES:
            return CHOICES[answer]


def make_library(which: str) -> None:
    """Make the library as a whole or not at all: it gets its name when everything is there."""
    from indexer.store import init_library

    unfinished = LIBRARY / "corpus.dang-tao"
    shutil.rmtree(unfinished, ignore_errors=True)
    if which == "mau":
        shutil.copytree(SAMPLE, unfinished)
    else:
        init_library(unfinished)
    os.replace(unfinished, LIBRARY / "corpus")


class Sayer:
    """Prints what the server says; the first address is opened, the others are for colleagues."""

    def __init__(self, *, opens: bool) -> None:
        self._opens = opens
        self._first = True

    def __call__(self, line: str) -> None:
        """Print a line, and open the browser at the first address."""
        address = line.removeprefix("Căn Cứ: ")
        if address == line:
            print(line, flush=True)
        elif self._first:
            self._first = False
            print(f"Trang tra cứu trên máy này: {address}", flush=True)
            if self._opens:
                webbrowser.open(address)
        else:
            print(f"Đồng nghiệp cùng mạng mở: {address}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
