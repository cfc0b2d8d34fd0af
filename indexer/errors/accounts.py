"""Failures of accounts, of signing in, and of the folder in which they are kept."""

from __future__ import annotations

from pathlib import Path

from indexer.errors import CancuError


class StateFolderError(CancuError):
    """The folder of accounts and history cannot be read or written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"Không đọc hoặc ghi được thư mục tài khoản và lịch sử {folder} ({reason}): "
            "hãy chỉ một thư mục ghi được bằng --state."
        )
        self.folder = folder


class StateFormatError(CancuError):
    """The folder of accounts and history is of a later version of the program, or of no version at all."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Tài khoản và lịch sử ở {folder} do phiên bản mới hơn ghi, hoặc tệp bị hỏng: "
            "hãy dùng phiên bản mới của chương trình, hoặc khôi phục từ bản sao lưu."
        )
        self.folder = folder


class BadAccountNameError(CancuError):
    """A name cannot be that of an account."""

    def __init__(self, longest: int) -> None:
        super().__init__(
            f"Tên tài khoản gồm chữ, chữ số, dấu cách, “.”, “-”, “_”, bắt đầu bằng chữ, dài nhất {longest} ký tự."
        )


class AccountExistsError(CancuError):
    """There is an account of this name, written the same but for capitals."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Đã có tài khoản “{name}”: hãy chọn tên khác, hoặc đổi mật khẩu bằng “cancu user password”.")
        self.name = name


class AccountNotFoundError(CancuError):
    """There is no account of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Không có tài khoản “{name}”: “cancu user list” cho biết các tài khoản đang có.")
        self.name = name


class WeakPasswordError(CancuError):
    """A new password is too short, too long, or the account's name."""

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(f"Mật khẩu phải có từ {shortest} đến {longest} ký tự và khác tên tài khoản.")


class PasswordsDifferError(CancuError):
    """A password that was to be typed twice was typed in two ways."""

    def __init__(self) -> None:
        super().__init__("Hai lần gõ mật khẩu khác nhau: hãy làm lại.")


class SignInRefusedError(CancuError):
    """No enabled account has this name and this password; which of the two is wrong is not told."""

    def __init__(self) -> None:
        super().__init__("Tên tài khoản hoặc mật khẩu không đúng.")


class WrongPasswordError(CancuError):
    """Who is signed in gave another password than the present one."""

    def __init__(self) -> None:
        super().__init__("Mật khẩu hiện tại không đúng.")


class TooManyAttemptsError(CancuError):
    """Signing in has failed too often of late; `seconds` are to be waited."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        wait = f"{minutes} phút" if seconds > 90 else f"{seconds} giây"
        super().__init__(f"Đăng nhập sai quá nhiều lần: hãy đợi {wait} rồi thử lại.")
        self.seconds = seconds


class NoAccountsError(CancuError):
    """The site has no accounts: pages for editors do not exist on it."""

    def __init__(self) -> None:
        super().__init__("Không có trang nào ở địa chỉ này: kho này chỉ để đọc.")


class EditorsOnlyError(CancuError):
    """Something was sent that only a signed-in editor may send."""

    def __init__(self) -> None:
        super().__init__(
            "Phiên đăng nhập đã hết hoặc chưa đăng nhập, nên chưa có gì được ghi. "
            "Hãy mở trang đăng nhập ở một thẻ khác, "
            "rồi trở lại trang trước bằng nút của trình duyệt và gửi lại: những gì đã gõ vẫn còn."
        )


class ForeignFormError(CancuError):
    """A form's token is missing or not this browser's."""

    def __init__(self) -> None:
        super().__init__(
            "Biểu mẫu đã cũ hoặc không do trang này gửi, nên chưa có gì được ghi: hãy mở lại trang rồi gửi lại."
        )
