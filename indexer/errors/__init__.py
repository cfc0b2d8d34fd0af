"""Failures of a request as exceptions, flaws of the data as values.

A flaw in a corpus file never stops the program: it becomes a `Problem`, is collected and shown.
A request that cannot be carried out raises a `CancuError`; each class composes its own sentence, in
Vietnamese, that says what happened and what to do.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final


class Severity(StrEnum):
    """How much a problem matters: an error hides something, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One flaw of the corpus, with its place.

    `code` is an English slug that programs may rely on, `message` a Vietnamese sentence, `path` the file
    relative to the corpus folder with forward slashes ("" where no file is at fault), `line` counted from 1
    (None where unknown), `document` the id of the document concerned where there is one.
    """

    severity: Severity
    code: str
    message: str
    path: str = ""
    line: int | None = None
    document: str | None = None

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line is not None else self.path
        return f"{place}: {self.message}" if place else self.message


#: Why nothing can be written where there is no room.
FULL: Final = "ổ đĩa đã đầy"
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

#: What the system refuses, in the words of an office.
_REASONS: Final[Mapping[int, str]] = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền truy cập",
    errno.EPERM: "không có quyền truy cập",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EEXIST: "tên này đã có",
    errno.ENOTEMPTY: "thư mục này không trống",
    errno.ENOSPC: FULL,
    errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "các liên kết trỏ vòng quanh",
    errno.EMFILE: "chương trình đang mở quá nhiều tệp",
    errno.ENFILE: "hệ thống đang mở quá nhiều tệp",
    errno.EIO: "ổ đĩa gặp lỗi khi đọc hoặc ghi",
    errno.EINVAL: "tên không hợp lệ",
}


def system_reason(error: OSError) -> str:
    """Return in Vietnamese why the system refused to read or write; its error number where it is a rare one."""
    return _REASONS.get(error.errno or 0) or f"lỗi hệ thống số {error.errno}"


def is_full(error: BaseException | None) -> bool:
    """Tell whether writing failed since there was no room; a library may have told it as a failure of its own."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            return True
        # SQLite is not imported for this: whoever raised its exception has done that.
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            return True
        error = error.__cause__ or error.__context__
    return False


class CancuError(Exception):
    """A request that cannot be carried out; `str()` is one sentence for the person who asked."""


class NoIndexError(CancuError):
    """There is no generation to read yet."""

    def __init__(self, data: Path) -> None:
        super().__init__(f"Chưa có chỉ mục ở {data}: hãy chạy “cancu build”.")
        self.data = data


class DamagedIndexError(CancuError):
    """The generation that should be read is broken, incomplete or of another version."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Chỉ mục ở {folder} bị hỏng hoặc thuộc phiên bản khác: hãy chạy “cancu build” để dựng lại.")
        self.folder = folder


class BuildRunningError(CancuError):
    """Another process is building into the same data folder."""

    def __init__(self, data: Path) -> None:
        super().__init__(f"Một tiến trình khác đang dựng chỉ mục ở {data}: hãy đợi tiến trình đó xong rồi chạy lại.")
        self.data = data


class DataFolderError(CancuError):
    """The data folder cannot be written."""

    def __init__(self, data: Path, reason: str) -> None:
        super().__init__(
            f"Không ghi được vào thư mục dữ liệu {data} ({reason}): hãy chỉ một thư mục ghi được bằng --data."
        )
        self.data = data


class DocumentNotFoundError(CancuError):
    """No document has this id."""

    def __init__(self, document: str) -> None:
        super().__init__(f"Không có văn bản “{document}” trong kho.")
        self.document = document


class PlanNotFoundError(CancuError):
    """No plan has this id."""

    def __init__(self, plan: str) -> None:
        super().__init__(f"Không có kế hoạch “{plan}” trong kho.")
        self.plan = plan


class TaskNotFoundError(CancuError):
    """The plan has no task of this id."""

    def __init__(self, plan: str, task: str) -> None:
        super().__init__(f"Kế hoạch này không có nhiệm vụ “{task}”.")
        self.plan = plan
        self.task = task


class ListingNotFoundError(CancuError):
    """No kind, organ, year or term has this id."""

    def __init__(self, facet: str, value: str) -> None:
        super().__init__(f"Kho không có văn bản nào xếp theo “{value}”.")
        self.facet = facet
        self.value = value


class TopicNotFoundError(CancuError):
    """No theme and no training programme has this id."""

    def __init__(self, topic: str) -> None:
        super().__init__(f"Không có chủ đề hay chương trình bồi dưỡng “{topic}”: xem danh sách ở trang chủ đề.")
        self.topic = topic


class OriginalNotFoundError(CancuError):
    """The library keeps no such original file of the document."""

    def __init__(self, document: str, name: str) -> None:
        super().__init__(f"Kho không giữ tệp gốc “{name}” của văn bản này.")
        self.document = document
        self.name = name


class UnknownEngineError(CancuError):
    """No text engine has this name."""

    def __init__(self, name: str, engines: Sequence[str]) -> None:
        super().__init__(f"Không có bộ máy tìm kiếm “{name}”: hãy chọn {', '.join(engines)}.")
        self.name = name


class MissingEngineError(CancuError):
    """A text engine's package is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Chưa cài bộ máy tìm kiếm “{name}”: hãy chạy pip install '.[{name}]' trong thư mục chương trình."
        )
        self.name = name


class OtherEngineError(CancuError):
    """The index was built with another engine than the one that is asked for."""

    def __init__(self, asked: str, built: str) -> None:
        super().__init__(
            f"Chỉ mục được dựng bằng {built}: muốn tìm bằng {asked}, hãy chạy cancu build --engine {asked}."
        )
        self.asked = asked


class CorpusNotFoundError(CancuError):
    """There is no corpus folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Không có thư mục kho {folder}: hãy chỉ đúng kho bằng --corpus, hoặc tạo bằng cancu init.")
        self.folder = folder


class LibraryExistsError(CancuError):
    """A new library cannot be made where something is already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} không phải thư mục trống: hãy chọn một thư mục mới cho kho.")
        self.folder = folder


class UnsavableDocumentError(CancuError):
    """A document has an id or a path that cannot be a file of the corpus."""

    def __init__(self, document: str) -> None:
        super().__init__(f"Không lưu được văn bản “{document}”: mã hoặc đường dẫn không hợp lệ.")
        self.document = document


class CorpusFolderError(CancuError):
    """The corpus folder cannot be written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"Không ghi được vào kho {folder} ({reason}): hãy xem quyền ghi của thư mục ấy.")
        self.folder = folder


class NoLibraryError(CancuError):
    """No corpus was named and none lies in the working folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Không thấy kho văn bản (đã tìm ở {folder}): hãy chỉ đúng kho bằng --corpus, "
            "hoặc tạo kho bằng “cancu init”."
        )
        self.folder = folder


class UnreadableTextError(CancuError):
    """A file that should be text cannot be read as UTF-8."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp {name} không phải văn bản UTF-8: hãy lưu lại tệp với bảng mã UTF-8 rồi chạy lại.")
        self.name = name


class TextFileError(CancuError):
    """A file cannot be read at all."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"Không đọc được tệp “{name}” ({reason}).")
        self.name = name


class EmptyTextError(CancuError):
    """A text to be reviewed has nothing to read."""

    def __init__(self) -> None:
        super().__init__("Dự thảo chưa có chữ nào: hãy dán văn bản hoặc chọn một tệp có nội dung.")


class SecretTextError(CancuError):
    """A text bears a secrecy stamp."""

    def __init__(self) -> None:
        super().__init__(
            "Văn bản có dấu chỉ độ mật (MẬT, TỐI MẬT hoặc TUYỆT MẬT): chương trình không đọc, không xử lý; "
            "hãy xử lý theo quy định về bảo vệ bí mật nhà nước."
        )


class TextTooLongError(CancuError):
    """A text is longer than is read at once."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"Văn bản lớn hơn {megabytes} MB: hãy tách ra, mỗi phần không quá {megabytes} MB.")
        self.megabytes = megabytes


class WordModelError(CancuError):
    """The word model that segmenting needs is missing or of an unknown make."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Không đọc được mô hình tách từ của pyvi ở {path}: hãy cài lại chương trình.")
