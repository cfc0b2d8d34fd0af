"""The manual's pages that belong to no single command; what is known elsewhere is taken from there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from indexer.cli.manual.blocks import Heading
from indexer.cli.manual.blocks import Lines
from indexer.cli.manual.blocks import Page
from indexer.cli.manual.blocks import Paragraph
from indexer.cli.manual.blocks import Rows

_SEARCHING: Final = Page(
    "tim-kiem",
    "Câu hỏi khi tìm",
    (
        Paragraph(
            "Gõ có dấu hay không dấu đều được. Từ có dấu được ưu tiên đúng dấu ấy; từ không dấu khớp mọi dấu. "
            "Không câu nào là sai cú pháp. Gõ sót kiểu Telex, VNI hay sai một chữ thì chương trình tự hiểu, hoặc hỏi "
            "“Có phải cần tìm: ...?”."
        ),
        Rows(
            (
                ('"nền tảng tư tưởng"', "cụm từ liền nhau, đúng dấu"),
                ("-thay thế", "bỏ văn bản có từ này"),
                ("loại:kết luận", "chỉ loại văn bản này"),
                ("cơ quan:bộ chính trị", "chỉ văn bản của cơ quan này"),
                ("năm:2018..2021", "ban hành trong những năm này"),
                ("khóa:XII", "của khóa này"),
                ("nhiệm vụ:II.4", "được viện dẫn ở nhiệm vụ này"),
                ("chủ đề:lịch sử đảng", "thuộc chủ đề này"),
                ("35-NQ/TW", "số và ký hiệu: tìm trước mọi thứ khác"),
            )
        ),
        Paragraph("Các từ khóa gõ không dấu cũng được: loai:, co quan:, nam:, khoa:, nhiem vu:, chu de:."),
        Lines(('cancu search "loại:nghị quyết năm:2018.. nền tảng"', 'cancu search "nghi quyet -van hoa"')),
        Paragraph("Cả câu hỏi là một tham số: có dấu cách thì đặt trong dấu ngoặc kép của dòng lệnh."),
    ),
)
_NUMBERS: Final = Page(
    "so-ky-hieu",
    "Số và ký hiệu viết cách nào cũng được",
    (
        Paragraph("Hoa hay thường, có dấu hay không, gạch nối hay gạch chéo, có dấu cách hay không: đều là một số."),
        Lines(("35-NQ/TW", "35 nq tw", "nq35", "nghị quyết số 35", "nghi quyet 35", "35–NQ / TW", "số 35/NQ-TW")),
        Paragraph(
            "Số của Đảng không chỉ một văn bản: mỗi khóa đánh số lại từ đầu. Vì vậy “cancu show” in mọi văn bản mang "
            "số ấy, mới nhất trước, và nói ra khi kho có thể còn thiếu văn bản cùng số. Mã văn bản "
            "(nghi-quyet-35-bo-chinh-tri-2018) thì chỉ một, và không đổi."
        ),
    ),
)
_EXITS: Final = Page(
    "ma-thoat",
    "Mã thoát",
    (
        Rows(
            (
                ("0", "xong"),
                ("1", "có điều để xem: check, review, import, merge; không có gì: show, topics, tasks"),
                ("2", "dùng chưa đúng, hoặc không làm được; một dòng ở luồng lỗi nói vì sao và cần làm gì"),
                ("70", "lỗi của chính chương trình; đặt CANCU_TRACEBACK=1 rồi chạy lại thì thấy chỗ lỗi"),
                ("130", "dừng bằng Ctrl-C"),
                ("141", "chương trình đọc kết quả đã đóng (cancu tasks | head -1)"),
            )
        ),
        Paragraph("Kết quả ra luồng chuẩn, mọi lời báo ra luồng lỗi: chuyển hướng hay nối ống đều không lẫn."),
    ),
)
_FILES: Final = Page(
    "tep",
    "Tệp và thư mục",
    (
        Rows(
            (
                ("corpus/", "kho văn bản: là sự thật, nên để trong git (--corpus, CANCU_CORPUS, không thì ./corpus)"),
                ("corpus/plans/", "mỗi kế hoạch một tệp .md"),
                ("corpus/directives/", "mỗi văn bản một tệp .md, theo cơ quan"),
                ("corpus/originals/", "tệp gốc như khi đưa vào"),
                ("corpus/vocabulary/", "từ vựng riêng của kho: loại, cơ quan, chủ đề ..."),
                ("var/", "chỉ mục; xóa đi thì “cancu build” dựng lại (--data, CANCU_DATA, không thì var cạnh kho)"),
                (
                    "state/",
                    "tài khoản, lịch sử; không dựng lại được (--state, CANCU_STATE, không thì state cạnh kho)",
                ),
                ("cancu.toml", "tệp cấu hình trong thư mục đang đứng, hoặc tệp mà CANCU_CONFIG chỉ đến"),
            )
        ),
        Paragraph("Cần sao lưu corpus và state: “cancu backup TỆP.zip” gom cả hai."),
    ),
)
_SCREEN: Final = Page(
    "man-hinh",
    "Màu, bề rộng, JSON",
    (
        Rows(
            (
                ("--json", "in một tài liệu JSON (UTF-8) thay cho chữ, cả khi chuyển hướng trên Windows"),
                ("-p, --pager", "đứng trước lệnh: xem từng trang bằng $PAGER, không thì less"),
                ("NO_COLOR", "đặt khác rỗng: không màu"),
                ("FORCE_COLOR", "đặt khác rỗng và khác 0: có màu cả khi chuyển hướng"),
                ("TERM=dumb", "không màu"),
                ("COLUMNS", "bề rộng dòng chữ, nếu không muốn theo cửa sổ"),
            )
        ),
        Paragraph("Màu chỉ có trên màn hình; tệp và ống nhận chữ trơn."),
    ),
)
TOPICS: Final[Mapping[str, Page]] = {page.name: page for page in (_SEARCHING, _NUMBERS, _EXITS, _FILES, _SCREEN)}
SHARED: Final = "tuy-chon-chung"
_SETTINGS: Final = "cau-hinh"
#: Every topic with its title.
TITLES: Final[Mapping[str, str]] = {
    SHARED: "Tùy chọn chung",
    **{page.name: page.title for page in TOPICS.values()},
    _SETTINGS: "Cấu hình",
}


def settings(rows: tuple[tuple[str, str], ...]) -> Page:
    """Return the page on settings; `rows` are those of the commands' options that a variable sets."""
    return Page(
        _SETTINGS,
        TITLES[_SETTINGS],
        (
            Paragraph(
                "Mỗi mục có một tên với ba cách viết: tùy chọn, biến môi trường, khóa trong cancu.toml. Tùy chọn thắng "
                "biến, biến thắng tệp, tệp thắng giá trị sẵn có."
            ),
            Rows(rows),
            Heading("cancu.toml"),
            Lines(('corpus = "/srv/cancu/corpus"', 'data = "/srv/cancu/var"', "port = 8000", 'log = "json"')),
        ),
    )
