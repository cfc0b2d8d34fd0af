"""Failures of editing the library: nothing was written, and the sentence says what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.errors import CancuError
from indexer.errors import Problem


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A problem with the field of the front matter at which it stands ("title", "relations.0"; "": the whole)."""

    field: str
    problem: Problem


class NoFileError(CancuError):
    """A document is known only from texts that cite it, or its file has another name than its id."""

    def __init__(self, document: str) -> None:
        super().__init__(f"Văn bản “{document}” chưa có hồ sơ riêng trong kho: hãy bổ sung hồ sơ trước khi sửa.")
        self.document = document


class FileExistsAlreadyError(CancuError):
    """A document that should be new has a file already."""

    def __init__(self, document: str) -> None:
        super().__init__(f"Văn bản “{document}” đã có hồ sơ trong kho: hãy mở hồ sơ đó để sửa.")
        self.document = document


class NotAdoptableError(CancuError):
    """No cited document without a file has this number, or several have."""

    def __init__(self, asked: str, choices: Sequence[str]) -> None:
        if choices:
            message = (
                f"Có {len(choices)} văn bản chưa có hồ sơ ứng với “{asked}”: hãy chỉ rõ mã ({', '.join(choices)})."
            )
        else:
            message = f"Không có văn bản nào được viện dẫn mà chưa có hồ sơ ứng với “{asked}”."
        super().__init__(message)
        self.choices = choices


class BrokenFileError(CancuError):
    """A document's file holds what the program cannot read, and would lose by writing it anew."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Tệp {path} có chỗ chương trình không đọc được, ghi lại sẽ làm mất: "
            "hãy sửa tệp theo “cancu check” trước, rồi sửa ở đây."
        )
        self.path = path


class EditConflictError(CancuError):
    """The file has changed since it was opened."""

    def __init__(self) -> None:
        super().__init__("Văn bản này vừa được người khác sửa; chưa có gì được ghi. Hãy xem hai bản rồi lưu lại.")


class InvalidEditError(CancuError):
    """What should be written would be an error of the corpus."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__("Chưa lưu: " + " ".join(found.problem.message for found in problems))
        self.problems = problems


class CorpusBusyError(CancuError):
    """Somebody else is writing, and went on longer than is waited for."""

    def __init__(self) -> None:
        super().__init__("Kho đang được ghi từ nơi khác; chưa có gì được ghi. Hãy đợi một lát rồi lưu lại.")


class ChangeNotFoundError(CancuError):
    """The history has no such change."""

    def __init__(self) -> None:
        super().__init__("Lịch sử không có thay đổi này.")


class UndoBlockedError(CancuError):
    """A change cannot be undone: the file is no longer what the change made of it. `later`: changes since then."""

    def __init__(self, later: Sequence[int]) -> None:
        if later:
            numbers = ", ".join(f"số {number}" for number in later)
            message = f"Chưa hoàn tác: văn bản đã được sửa tiếp sau đó; hãy hoàn tác trước các thay đổi {numbers}."
        else:
            message = "Chưa hoàn tác: tệp đã bị thay đổi bên ngoài trang này sau lần sửa đó, nên cần sửa bằng tay."
        super().__init__(message)
        self.later = later


class UndoneAlreadyError(CancuError):
    """A change was undone before."""

    def __init__(self) -> None:
        super().__init__("Thay đổi này đã được hoàn tác.")
