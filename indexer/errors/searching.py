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


class SearchServerHangsUpError(SearchServerAwayError):
    """The server takes connections and ends them without an answer, as one does that expects TLS."""

    def __init__(self, addresses: str) -> None:
        CancuError.__init__(
            self,
            f"Máy chủ OpenSearch ({addresses}) ngắt kết nối mà không trả lời: nếu máy chủ dùng TLS, hãy ghi địa chỉ "
            "bằng https://; nếu không, hãy xem nhật ký của máy chủ.",
        )


class SearchServerOpenLineError(SearchServerError):
    """A password would be sent to another machine without TLS."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"Không gửi mật khẩu đến {address}, vì http:// để lộ mật khẩu trên đường mạng: hãy bật TLS ở máy chủ "
            "OpenSearch và ghi địa chỉ bằng https://."
        )


class SearchServerPasswordFileError(SearchServerError):
    """The file that holds the password cannot be read, or holds something else."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"Không lấy được mật khẩu OpenSearch từ tệp {name} ({reason}): hãy xem lại CANCU_OPENSEARCH_PASSWORD_FILE."
        )


class SearchServerRefusesError(SearchServerError):
    """The server does not know the user, or the password is another one."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Máy chủ OpenSearch ({addresses}) không nhận tên hoặc mật khẩu: hãy xem lại CANCU_OPENSEARCH_USER và "
            "CANCU_OPENSEARCH_PASSWORD (hoặc tệp mà CANCU_OPENSEARCH_PASSWORD_FILE chỉ đến)."
        )


class SearchServerForbidsError(SearchServerError):
    """The server knows the user, who may not do this."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Máy chủ OpenSearch ({addresses}) không cho người dùng này làm việc ấy: dựng chỉ mục cần quyền ghi với "
            "các chỉ mục “cancu-*”, tìm kiếm cần quyền đọc (docs/operations.md)."
        )


class SearchServerUntrustedError(SearchServerError):
    """The server's certificate was signed by nobody whom we know."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Chứng chỉ của máy chủ OpenSearch ({addresses}) không được tin cậy: hãy đặt đường dẫn của tệp chứng chỉ "
            "gốc (CA) đã ký chứng chỉ ấy vào CANCU_OPENSEARCH_CA."
        )


class SearchServerNameError(SearchServerError):
    """The server's certificate was made out to another name."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Chứng chỉ của máy chủ OpenSearch ({addresses}) cấp cho tên khác: hãy ghi địa chỉ theo đúng tên trong "
            "chứng chỉ, hoặc cấp lại chứng chỉ có tên này."
        )


class SearchServerExpiredError(SearchServerError):
    """The server's certificate is no longer valid, or not yet."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Chứng chỉ của máy chủ OpenSearch ({addresses}) đã hết hạn hoặc chưa đến ngày dùng: hãy cấp lại chứng "
            "chỉ; nếu chứng chỉ còn hạn, hãy xem lại ngày giờ của máy này."
        )


class SearchServerNoTlsError(SearchServerError):
    """The server does not speak TLS at an address that says it does."""

    def __init__(self, addresses: str) -> None:
        super().__init__(
            f"Máy chủ OpenSearch ({addresses}) không bắt tay TLS được: hãy xem lại cổng và cấu hình TLS của máy chủ; "
            "nếu máy chủ không dùng TLS, hãy ghi địa chỉ bằng http://."
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
