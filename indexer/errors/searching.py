"""What a server of text search refuses, or why it does not answer."""

from __future__ import annotations

from indexer.errors import CancuError


class SearchServerError(CancuError):
    """The server of text search cannot be used; what the catalogue knows is there all the same."""


class NoSearchServerError(SearchServerError):
    """Nobody said where the server is."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa có địa chỉ máy chủ OpenSearch: hãy thêm --url ĐỊA_CHỈ hoặc đặt biến môi trường CANCU_OPENSEARCH_URL."
        )


class ServerlessEngineError(CancuError):
    """A server's address was given for an engine that has none."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Bộ máy tìm kiếm “{name}” không dùng máy chủ: hãy bỏ --url hoặc thêm --engine opensearch.")


class SearchServerAddressError(SearchServerError):
    """What is given as the server's address is none, or holds a password."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"Địa chỉ máy chủ OpenSearch không dùng được: “{address}”; hãy viết như https://may-chu:9200 (nhiều nút "
            "thì cách nhau bằng dấu phẩy), còn tên và mật khẩu thì đặt trong CANCU_OPENSEARCH_USER và "
            "CANCU_OPENSEARCH_PASSWORD."
        )


class SearchServerSettingError(SearchServerError):
    """A setting of the server is none that can be used."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"Biến môi trường {name} không dùng được: “{value}”; cần {wanted}.")


class SearchServerAwayError(SearchServerError):
    """No node of the server answered in time."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Máy chủ OpenSearch ({addresses}) không trả lời: hãy kiểm tra máy chủ và đường mạng rồi chạy lại."
        )


class SearchServerBusyError(SearchServerError):
    """The server has more to do than it can take on."""

    def __init__(self, addresses: str) -> None:
        super().__init__(f"Máy chủ OpenSearch ({addresses}) đang quá tải: hãy chạy lại sau ít phút.")


class SearchServerRefusesError(SearchServerError):
    """The server does not let us in."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Máy chủ OpenSearch ({addresses}) từ chối: hãy xem lại CANCU_OPENSEARCH_USER, CANCU_OPENSEARCH_PASSWORD "
            "và quyền của người dùng đó với các chỉ mục “cancu-*”."
        )


class SearchServerUntrustedError(SearchServerError):
    """The server's certificate is not one that we trust."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Chứng chỉ của máy chủ OpenSearch ({addresses}) không được tin cậy: hãy đặt tệp chứng chỉ gốc (CA) vào "
            "CANCU_OPENSEARCH_CA."
        )


class SearchServerFailedError(SearchServerError):
    """The server answered that it could not do what it was asked for."""

    def __init__(self, addresses: str, reason: str) -> None:
        super().__init__(f"Máy chủ OpenSearch ({addresses}) báo lỗi ({reason}): hãy xem nhật ký của máy chủ.")


class IncompleteIndexError(SearchServerError):
    """The server holds fewer or more passages than were handed to it."""

    def __init__(self, addresses: str, held: int, wanted: int) -> None:
        super().__init__(
            f"Máy chủ OpenSearch ({addresses}) giữ {held} đoạn văn trong khi đã gửi {wanted}: hãy chạy lại "
            "“cancu build”; chỉ mục cũ vẫn được dùng."
        )
