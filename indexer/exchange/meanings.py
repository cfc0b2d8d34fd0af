"""What each field of the model means, in Vietnamese: the one source of the data dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Form
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Relation
from indexer.model import Source
from indexer.model import Standing
from indexer.model import Status
from indexer.model import TopicChoice


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a field means; `values` says what it may hold where its type does not, `codes` names the table of codes."""

    says: str
    values: str = ""
    codes: str = ""  # a section of the vocabulary


_DAY: Final = "ngày ISO: 2021-10-25; chỉ biết tháng: 2021-10; chỉ biết năm: 2021"
_ID: Final = "chữ thường không dấu, chữ số, gạch nối; dài nhất 80 ký tự"
_TASK: Final = "mã mục của văn bản, ví dụ II.4.1-2"

#: The name of each type of object as the dictionary calls it.
TITLES: Final[Mapping[type, str]] = {
    Document: "một văn bản: một dòng của documents.jsonl",
    Disputed: "thông tin mà các nguồn có thể ghi khác nhau",
    Reading: "một cách đọc của thông tin ấy",
    Source: "một trang nói về văn bản",
    Relation: "một quan hệ, ghi ở văn bản chủ động (văn bản thay thế, không phải văn bản được thay thế)",
    DocumentDescription: "một văn bản được tả bằng đặc điểm, vì kho không có hồ sơ",
    TopicChoice: "chủ đề do người biên tập quyết định",
    Override: "một chỗ viện dẫn do người biên tập sửa",
}

MEANINGS: Final[Mapping[type, Mapping[str, Meaning]]] = {
    Document: {
        "id": Meaning("Mã của văn bản, đặt một lần và không đổi; cũng là tên tệp trong kho.", _ID),
        "kind": Meaning("Loại văn bản; giá trị là mã loại.", codes="kinds"),
        "title": Meaning("Trích yếu; của văn kiện, bài viết là tên."),
        "number": Meaning("Số và ký hiệu theo dạng chính thức, ví dụ 35-NQ/TW. Một số có thể là của nhiều văn bản."),
        "issuer": Meaning("Cơ quan ban hành; của bài viết là tác giả. Giá trị là mã cơ quan.", codes="organs"),
        "issuer_text": Meaning("Tên cơ quan ban hành theo chữ của chính văn bản, hoặc của văn bản viện dẫn nó."),
        "issued": Meaning("Ngày ban hành.", _DAY),
        "term": Meaning("Khóa của cấp ủy ban hành.", "số La Mã, ví dụ XIII"),
        "effective_from": Meaning("Ngày có hiệu lực.", _DAY),
        "effective_to": Meaning("Ngày hết hiệu lực.", _DAY),
        "status": Meaning("Điều đã biết về hiệu lực."),
        "checked_to": Meaning("Ngày đến đó đã tra cứu tình trạng hiệu lực.", _DAY),
        "signer": Meaning("Người ký."),
        "circulation": Meaning("Phạm vi lưu hành.", "null: công khai; internal: lưu hành nội bộ"),
        "sources": Meaning("Các trang đã xem hoặc được dẫn khi lập hồ sơ."),
        "relations": Meaning("Văn bản này làm gì với văn bản khác."),
        "topics": Meaning("Chủ đề, chương trình bồi dưỡng do người biên tập chọn hoặc loại."),
        "also_known_as": Meaning("Tên gọi khác, ví dụ “Nghị quyết Trung ương 4 khóa XII”."),
        "former_ids": Meaning("Các mã cũ vẫn dẫn đến văn bản này.", _ID),
        "overrides": Meaning("Chỗ viện dẫn do người biên tập sửa."),
        "original": Meaning("Tệp mà toàn văn lấy từ đó: đường dẫn dưới originals/."),
        "original_sha256": Meaning("Mã SHA-256 của tệp ấy.", "64 chữ số thập lục phân"),
        "body": Meaning("Toàn văn dạng Markdown; rỗng: kho chưa có toàn văn."),
        "path": Meaning("Tệp của văn bản trong kho.", "plans/… là kế hoạch của kho; directives/… là văn bản khác"),
    },
    Disputed: {
        "readings": Meaning("Mọi cách đọc; cách đầu tiên là cách được dùng, danh sách rỗng là chưa biết."),
    },
    Reading: {
        "value": Meaning("Giá trị."),
        "source": Meaning("Lấy từ đâu: địa chỉ trang hoặc một câu ngắn; rỗng: chính văn bản."),
        "standing": Meaning("Chắc chắn đến mức nào."),
    },
    Source: {
        "address": Meaning("Địa chỉ của trang."),
        "says": Meaning("Trang ấy cho biết gì."),
        "verified": Meaning("Có người đã mở xem trang."),
    },
    Relation: {
        "type": Meaning("Loại quan hệ.", codes="relations"),
        "target": Meaning("Văn bản kia: mã của nó, hoặc các đặc điểm nếu kho không có hồ sơ."),
        "source": Meaning("Quan hệ này lấy từ đâu."),
        "standing": Meaning("Chắc chắn đến mức nào."),
        "date": Meaning("Ngày của quan hệ, khi khác ngày của văn bản.", _DAY),
    },
    DocumentDescription: {
        "kind": Meaning("Mã loại văn bản.", codes="kinds"),
        "number": Meaning("Số và ký hiệu."),
        "issuer": Meaning("Mã cơ quan.", codes="organs"),
        "issued": Meaning("Ngày ban hành.", _DAY),
        "title": Meaning("Trích yếu."),
    },
    TopicChoice: {
        "topic": Meaning("Mã chủ đề hoặc chương trình.", codes="topics"),
        "belongs": Meaning("true: thuộc chủ đề; false: không thuộc, dù lời văn gợi ý."),
        "at": Meaning("Chỉ một phần của văn bản; null: cả văn bản.", _TASK),
    },
    Override: {
        "task": Meaning("Mục của văn bản có chỗ viện dẫn.", _TASK),
        "text": Meaning("Chữ của chỗ viện dẫn."),
        "nth": Meaning("Lần thứ mấy chữ ấy có trong mục, từ 1."),
        "document": Meaning("Mã của văn bản được viện dẫn."),
        "role": Meaning("Nhiệm vụ làm gì với văn bản ấy.", codes="roles"),
        "form": Meaning("Dạng viện dẫn.", f"{', '.join(Form)}; none: đây không phải viện dẫn"),
        "add": Meaning("true: chỗ viện dẫn mà chương trình không nhận ra."),
    },
}

#: What the values of an enumeration mean.
VALUES: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    Standing: {
        Standing.STATED: "chính văn bản, hoặc văn bản viện dẫn nó, ghi như vậy",
        Standing.VERIFIED: "đã xem ở trang của một cơ quan hoặc tờ báo",
        Standing.SECONDARY: "tài liệu bồi dưỡng ghi thống nhất; chưa thấy trang chính thức",
        Standing.INFERRED: "suy ra từ điều khác, nêu ở source",
        Standing.DOUBTFUL: "có lưu truyền, nhưng không có căn cứ hoặc bị nguồn khác bác",
    },
    Status: {
        Status.REPLACED: "đã có văn bản thay thế",
        Status.IN_FORCE: "còn hiệu lực, theo một nguồn ghi như vậy",
        Status.NONE_FOUND: "chưa thấy văn bản thay thế, tra đến ngày checked_to",
        Status.UNKNOWN: "chưa rõ",
    },
}
