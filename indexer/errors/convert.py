"""Why an office file cannot be read."""

from __future__ import annotations

from indexer.errors import CancuError


class UnreadableFileError(CancuError):
    """A file whose text cannot be had; each kind of it says what to do. `name`: the file's name as people know it."""

    says = "không đọc được."

    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp “{name}”: {self.says}")
        self.name = name


class UnknownFormatError(UnreadableFileError):
    """A file is of no kind that is read."""

    says = "không phải loại tệp đọc được; hãy dùng .docx, .doc, .odt, .rtf, .pdf, .html, .txt hoặc .md."


class EmptyFileError(UnreadableFileError):
    """A file holds not one letter."""

    says = "không có chữ nào."


class DamagedFileError(UnreadableFileError):
    """A file is cut off or broken."""

    says = "bị hỏng hoặc thiếu một phần; hãy lấy lại tệp từ nguồn, hoặc mở bằng Word rồi lưu thành .docx."


class EncryptedFileError(UnreadableFileError):
    """A file opens only with a password."""

    says = "được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu rồi đưa lại."


class OldWordError(UnreadableFileError):
    """A file of an old Word that nothing on this machine reads."""

    says = "thuộc phiên bản Word cũ mà máy này không đọc được. Mở bằng Word rồi lưu thành .docx."


class HostileFileError(UnreadableFileError):
    """A file is made to overwhelm its reader: it unpacks to far more than it is, or nests without end."""

    says = "có cấu tạo bất thường (nở ra quá lớn hoặc lồng quá sâu) nên không được đọc."


class ScanWithoutOcrError(UnreadableFileError):
    """A file holds pictures of pages, and no program to read pictures is installed."""

    says = (
        "chỉ có ảnh chụp trang giấy. Để đọc, hãy cài Tesseract kèm tiếng Việt "
        "(Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-vie)."
    )


class SlowFileError(UnreadableFileError):
    """Reading a file took longer than is allowed."""

    says = "đọc quá lâu nên đã dừng; hãy tách tệp, hoặc mở bằng Word rồi lưu thành .docx."


class GreedyFileError(UnreadableFileError):
    """Reading a file took more memory than is allowed."""

    says = "cần quá nhiều bộ nhớ nên đã dừng; hãy tách tệp thành các phần nhỏ hơn."


class TooLargeFileError(UnreadableFileError):
    """A file, or the text in it, is larger than is read."""

    says = "quá lớn; hãy tách tệp thành các phần nhỏ hơn."


class NoRoomToReadError(UnreadableFileError):
    """There is no room on the disk for what reading a file writes down meanwhile."""

    says = "chưa đọc được vì ổ đĩa tạm của máy đã đầy; hãy xóa bớt tệp, rồi đưa lại."


class LostTextError(UnreadableFileError):
    """A file's letters cannot be told: it stores the shapes of letters without saying which they are."""

    says = "lưu hình nét chữ mà không cho biết là chữ gì; hãy lấy bản Word, hoặc cài Tesseract để nhận dạng."


#: By the names with which the reading process reports them.
FAILURES = {
    failure.__name__: failure
    for failure in (
        UnknownFormatError, EmptyFileError, DamagedFileError, EncryptedFileError, OldWordError, HostileFileError,
        ScanWithoutOcrError, SlowFileError, GreedyFileError, TooLargeFileError, NoRoomToReadError,
        LostTextError,
    )
}  # fmt: skip
