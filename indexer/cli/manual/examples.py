"""Examples for the manual: what people type. A test reads each by the command's own grammar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "init": ("cancu init corpus",),
    "build": ("cancu build", "cancu build --engine tantivy"),
    "search": (
        "cancu search nq35",
        'cancu search "bảo vệ nền tảng tư tưởng" --kind nghi-quyet --from 2018',
        'cancu search "học tập" --held --json',
    ),
    "show": ("cancu show 37-QĐ/TW", "cancu show nghi-quyet-35-bo-chinh-tri-2018"),
    "tasks": ("cancu tasks", "cancu --pager tasks"),
    "compare": ("cancu compare ke-hoach-2021 ke-hoach-2022 --output so-sanh.docx",),
    "topics": ("cancu topics", "cancu topics lich-su-dang"),
    "cite": ("cancu cite du-thao.txt", "cancu cite - --json"),
    "outline": ("cancu outline ke-hoach.txt",),
    "review": ("cancu review du-thao.docx", "cancu review du-thao.docx --format comments --output co-ghi-chu.docx"),
    "convert": ("cancu convert ke-hoach.doc",),
    "import": ("cancu import thu-muc-van-ban --dry-run", "cancu import nq.docx --number 35-NQ/TW"),
    "merge": ("cancu merge ma-giu ma-bo", "cancu merge --library /mnt/usb/corpus --dry-run"),
    "check": ("cancu check", "cancu check --fix"),
    "adopt": ("cancu adopt 12-CT/TU",),
    "user add": ('cancu user add "Nguyễn An"',),
    "backup": ("cancu backup /mnt/sao-luu/kho.zip",),
    "restore": ("cancu restore kho.zip --check", "cancu restore kho.zip --corpus kho-moi/corpus"),
    "completion": ("cancu completion bash",),
    "help": ("cancu help", "cancu help search", "cancu help tim-kiem"),
    "export site": ("cancu export site /media/usb/can-cu",),
    "serve": ("cancu serve", "cancu serve --host 0.0.0.0 --port 8000"),
}
