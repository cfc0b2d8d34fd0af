"""What each command answers with `--json`: its keys, and why a few have none. A test runs every command against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ACCOUNT: Final = {
    "id": "số của tài khoản",
    "name": "tên",
    "disabled": "đã khóa hay chưa",
    "created": "lúc tạo",
}
_BACKUP: Final = {
    "made": "lúc sao lưu",
    "program": "phiên bản chương trình",
    "files": "số tệp",
    "documents": "số văn bản",
    "size": "số byte",
}

#: Keys of the document that a command prints, by the command's name. `name[]` is a list.
ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "init": {"corpus": "thư mục của kho mới"},
    "build": {
        "generation": "tên thế hệ chỉ mục",
        "built": "có dựng hay kho không đổi",
        "counts": "các con số: plans, cited, held, documents, passages, tasks, citations, unresolved",
        "problems": "số điểm cần xem",
        "seconds": "số giây",
        "outgrown": "kho đã lớn hơn mức bộ máy tìm nhanh được",
    },
    "search": {
        "query": "câu hỏi",
        "understood": "câu hỏi được hiểu thế nào: numbers, words, phrases, excluded, filters ...",
        "total": "số văn bản tìm thấy",
        "total_is": "exact: đúng số ấy; best: trong số phù hợp nhất",
        "hits[]": "document, passage, number, title, kind, issuer, issued, held, score, snippet, why, plan, task ...",
        "facets[]": "đếm theo loại, cơ quan, năm ...",
        "suggestion": "có phải cần tìm",
        "resting": "máy chủ tìm theo lời văn đang không trả lời",
    },
    "show": {
        "asked": "số hoặc mã đã hỏi",
        "number": "canonical, strength: số được hiểu thế nào; null khi hỏi bằng mã",
        "documents[]": "mọi điều biết về từng văn bản: summary, fields, status, relations, cited_at, topics, body ...",
    },
    "tasks": {
        "plan": "mã kế hoạch",
        "title": "trích yếu",
        "tasks[]": "cây nhiệm vụ: id, level, heading, organs, deadlines, links, children ...",
    },
    "compare": {
        "identical": "hai văn bản giống hệt nhau",
        "counts": "số phần theo từng trạng thái; moved, renumbered, coarse",
        "old": "văn bản trước",
        "new": "văn bản sau",
        "division": "so theo gì: nhiệm vụ, Điều ...",
        "parts[]": "từng cặp phần: trạng thái, hai bên, từ ngữ khác nhau",
        "frame[]": "phần đầu và phần cuối, như trên",
        "bases": "căn cứ nào thêm, bớt, được thay",
    },
    "topics": {
        "topics[]": "khi không nêu mã: topic, documents, tasks, passages",
        "topic": "khi nêu mã: chủ đề ấy",
        "count": "các con số của nó",
        "documents[]": "văn bản, mới nhất trước, với reasons, validity",
        "tasks[]": "nhiệm vụ",
        "passages[]": "trích đoạn",
    },
    "cite": {
        "citations[]": "start, end, text, number_start, number_end, canonical, form, kind, issued, issuer, term, "
        "title, role, self, nested, inferred, document, candidates",
    },
    "outline": {
        "header": "kind, number, issuer, place, issued, title, signer, position, recipients",
        "tasks[]": "id, level, marker, heading, text, start, end, parent, organs, deadlines",
    },
    "review": {
        "counts": "số nhận xét theo mức độ",
        "header": "phần đầu của dự thảo",
        "day": "ngày được xét",
        "day_from": "ngày ấy lấy từ đâu",
        "today": "hôm nay",
        "bases[]": "từng căn cứ: written, state, document, places, roles, choices, newest",
        "findings[]": "từng nhận xét: mức độ, độ chắc chắn, chỗ, cách xử lý, nguồn",
        "groups": "số viện dẫn không nêu riêng văn bản",
    },
    "convert": {
        "text": "chữ như trong tệp",
        "printed": "chữ như trên giấy (phông in hoa thì viết hoa)",
        "format": "dạng của tệp",
        "encoding": "bảng mã, khi tệp có",
        "pages": "số trang, khi biết",
        "ocr_confidence": "độ tin của chữ nhận từ ảnh",
        "tables[]": "các bảng",
        "capitals[]": "những đoạn mà phông in hoa",
        "notes[]": "điều không chắc hoặc bị bỏ",
    },
    "import": {
        "files[]": "name, outcome, document, path, fields, tasks, citations, unresolved, notes, reason",
        "written": "false với --dry-run",
    },
    "merge": {
        "document": "với hai mã: văn bản còn lại",
        "path": "tệp của nó",
        "former_ids[]": "các mã cũ",
        "documents[]": "với --library: document, outcome, here",
        "vocabulary[]": "từ vựng của kho ấy",
        "written": "false với --dry-run",
    },
    "check": {
        "problems[]": "severity, code, message, path, line, document",
        "remarks[]": "điều để biết, như trên",
        "fixed[]": "tệp đã viết lại (--fix)",
    },
    "adopt": {"document": "mã văn bản", "path": "tệp mới", "revision": "phiên bản của tệp"},
    "user add": _ACCOUNT,
    "user list": {"accounts[]": "id, name, disabled, created"},
    "user password": _ACCOUNT,
    "user disable": _ACCOUNT,
    "backup": _BACKUP,
    "restore": {**_BACKUP, "aside[]": "nơi giữ những gì có trước (không có với --check)"},
    "completion": {"shell": "bash, zsh, fish, powershell", "script": "đoạn mã", "set_up": "cách bật từ nay về sau"},
    "help": {
        "name": "lệnh hoặc đề mục",
        "title": "tên của trang",
        "blocks[]": "nội dung: paragraph, heading, lines hoặc rows",
        "commands[]": "khi không nêu gì: mọi lệnh",
        "topics[]": "và mọi đề mục",
        "text": "với --man, --markdown: cả hướng dẫn",
    },
    "export site": {
        "folder": "thư mục đã ghi",
        "pages": "số trang",
        "files": "số tệp",
        "bytes": "số byte",
    },
    "export corpus": {
        "day": "ngày ghi",
        "internal": "có văn bản nội bộ hay không",
        "documents": "số văn bản",
        "plans": "số kế hoạch",
        "held": "số văn bản có toàn văn",
        "originals": "số tệp gốc",
        "vocabulary": "số tệp từ vựng",
        "missing[]": "tệp gốc không thấy",
        "broken[]": "tệp không đọc được",
        "file": "tệp đã ghi",
    },
}
#: Commands without `--json`, each with the reason.
WITHOUT: Final[Mapping[str, str]] = {
    "serve": "lệnh chạy đến khi được dừng; nhật ký dạng JSON bằng --log json, nội dung dạng JSON ở /api/v1",
}
