"""Why a file does not come into the library."""

from __future__ import annotations

from indexer.errors import CancuError


class NoFilesError(CancuError):
    """Nothing that could be read was named."""

    def __init__(self) -> None:
        super().__init__("Không thấy tệp nào để nhập: hãy chỉ ra tệp, thư mục hoặc tệp .zip.")


class UnknownKindError(CancuError):
    """Nothing says what kind of document a file is."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp “{name}”: không nhận ra loại văn bản; hãy nhập lại kèm --kind, ví dụ --kind nghi-quyet.")
        self.name = name


class NoSuchKindError(CancuError):
    """A kind was named that the vocabulary does not have."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"Không có loại văn bản “{kind}” trong từ vựng (corpus/vocabulary/kinds.yaml).")
        self.kind = kind


class NoSuchOrganError(CancuError):
    """An organ was named that the vocabulary does not have."""

    def __init__(self, organ: str) -> None:
        super().__init__(f"Không có cơ quan “{organ}” trong từ vựng (corpus/vocabulary/organs.yaml).")
        self.organ = organ


class BadNumberError(CancuError):
    """A number was named that is none."""

    def __init__(self, number: str) -> None:
        super().__init__(f"“{number}” không phải là số và ký hiệu văn bản, ví dụ đúng: 35-NQ/TW.")
        self.number = number


class AlreadyHeldError(CancuError):
    """The document has a text, and another one was not asked for."""

    def __init__(self, document: str) -> None:
        super().__init__(
            f"Kho đã có toàn văn của “{document}”, khác với tệp này; nếu muốn thay bằng tệp này, hãy dùng --replace."
        )
        self.document = document


class SeveralDocumentsError(CancuError):
    """A text may be that of several documents of the library."""

    def __init__(self, documents: tuple[str, ...]) -> None:
        super().__init__(
            f"Văn bản này có thể là một trong các văn bản đã có: {', '.join(documents)}; hãy chọn bằng --into MÃ."
        )
        self.documents = documents


class ChangedMeanwhileError(CancuError):
    """The document's file is not what the draft was made from: somebody else has written it since."""

    def __init__(self, document: str) -> None:
        super().__init__(
            f"Văn bản “{document}” vừa được ghi từ nơi khác trong lúc nhập; tệp này chưa vào kho, hãy nhập lại."
        )
        self.document = document


class NotWordError(CancuError):
    """Comments were asked for in a file that is no .docx."""

    def __init__(self) -> None:
        super().__init__("Chỉ ghi chú được vào tệp .docx: hãy mở tệp bằng Word rồi lưu thành .docx.")


class SameDocumentError(CancuError):
    """A document was to be merged with itself."""

    def __init__(self, document: str) -> None:
        super().__init__(f"“{document}” là một văn bản, không có gì để nhập làm một: hãy chỉ ra hai mã khác nhau.")
        self.document = document


class TwoTextsError(CancuError):
    """Two documents to be merged have different texts."""

    def __init__(self, kept: str, gone: str) -> None:
        super().__init__(
            f"“{kept}” và “{gone}” có hai toàn văn khác nhau: hãy so sánh (cancu compare {kept} {gone}), "
            "rồi chọn toàn văn được giữ bằng --text-of MÃ."
        )
        self.kept = kept
        self.gone = gone


class SameLibraryError(CancuError):
    """A library was to be taken over into itself."""

    def __init__(self) -> None:
        super().__init__("Kho được lấy và kho đang dùng là một: hãy chỉ ra thư mục kho của nơi khác.")
