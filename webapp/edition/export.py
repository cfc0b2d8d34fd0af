"""Writes the offline edition: all pages that a stranger may read, and a search that runs in the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.library import Library
from indexer.views import Counts
from indexer.views.accounts import Audience
from webapp.application import create_app
from webapp.edition.folder import SUMS
from webapp.edition.folder import replaced
from webapp.edition.searching import search_files
from webapp.edition.walking import Walk
from webapp.quoting import today
from webapp.settings import Settings
from webapp.words import date
from webapp.words import quantity

README: Final = "DOC-TRUOC.txt"
_A_STEP: Final = 100  # files between two words of progress


@dataclass(frozen=True, slots=True)
class Edition:
    """What was written. `unreached` are the addresses whose links became plain text."""

    pages: int
    files: int
    bytes: int
    counts: Counts
    unreached: tuple[str, ...]


def export_site(
    data: Path, target: Path, *, public_address: str = "", say: Callable[[str], None] = lambda _line: None
) -> Edition:
    """Write the library of the index in `data` as an edition in the folder `target`; an older edition is replaced.

    The edition holds what strangers may read; its pages name those of the site at `public_address`, where it is given,
    as the ones they are copies of. `say` is told how far the work is, a Vietnamese line at a time.

    Raises:
        NoIndexError: nothing was built yet.
        DamagedIndexError: the index cannot be read.
        NotAnEditionError: `target` holds something else.
        EditionPageError: a page cannot be drawn.
    """
    library = Library(data).seen_by(Audience.EVERYONE)
    index = library.offline_index()
    site = Settings(data, edition=True, public_address=public_address)
    walk = Walk(create_app(site), {item.id: item.is_plan for item in index.documents})
    with replaced(target) as folder:
        walk.path("/")
        for _ in folder.write_all(search_files(index, library, walk)):
            pass
        pages = 0
        for file in folder.write_all(walk.files()):
            pages += file.page
            if pages % _A_STEP == 0 and file.page:
                say(f"Đã ghi {quantity(pages)} trang.")
        counts = library.counts()
        folder.write(
            README, _readme(counts, sum(document.held for document in index.documents), pages).encode("utf-8-sig")
        )
        folder.write_sums()
        files = len(folder.sums) + 2  # the marker and the list of sums
        written = folder.size
    return Edition(pages, files, written, counts, tuple(sorted(walk.unreached)))


def _readme(counts: Counts, held: int, pages: int) -> str:
    lines = (
        "CĂN CỨ, BẢN NGOẠI TUYẾN",
        "",
        f"Ghi ngày {date(today())}.",
        f"{quantity(counts.plans)} kế hoạch, {quantity(counts.documents)} văn bản, {quantity(held)} có toàn văn.",
        f"{quantity(pages)} trang.",
        "",
        "Cách mở: bấm đúp vào tệp index.html. Không cần mạng, không cần cài đặt; dùng được trên Chrome 109, Edge 109,",
        "Firefox 115 trở lên (Windows 7 cũng được). Khi chép sang máy khác, xin chép cả thư mục.",
        "",
        "Bản này chỉ để đọc và tra cứu: rà soát dự thảo, soạn tư liệu thành tệp, sửa hồ sơ cần chương trình đang chạy.",
        "Văn bản lưu hành nội bộ không có trong bản này.",
        "",
        f"Kiểm tra tệp có nguyên vẹn không: {SUMS} ghi mã SHA-256 của từng tệp (sha256sum -c {SUMS};",
        "trên Windows: certutil -hashfile TỆP SHA256).",
        "",
    )
    return "\r\n".join(lines)
