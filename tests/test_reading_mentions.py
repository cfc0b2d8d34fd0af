"""Organs with their parts, and times, in sentences of plans."""

from __future__ import annotations

import pytest

from indexer.model import DeadlineKind
from indexer.model import Part
from indexer.model import Task
from indexer.reading import read_outline
from indexer.vocabulary import program_vocabulary

BA_DINH = "ban-thuong-vu-quan-uy-ba-dinh"


def task(sentence: str, issuer: str | None = None, issued: str = "") -> Task:
    head = f"Ba Đình, {issued}\n\nKẾ HOẠCH\n\nHọc tập\n\n" if issued else ""
    text = f"{head}I. A\n\n{sentence}\n"
    found = next(item for item in read_outline(text, program_vocabulary(), issuer).tasks if item.parent == "I")
    for item in (*found.organs, *found.deadlines):
        assert text[item.start : item.end] == item.text
    return found


ORGANS = [
    (
        "lead and partners",
        "- Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, Sở Tư pháp và UBND cấp xã bố trí kinh phí.",
        [
            ("Sở Tài chính", Part.LEAD),
            ("Sở Nội vụ", Part.WITH),
            ("Sở Tư pháp", Part.WITH),
            ("UBND cấp xã", Part.WITH),
        ],
    ),
    (
        "labels",
        "- Rà soát.\n\nĐơn vị chủ trì thực hiện: Các Sở, ngành; UBND xã.\n\nĐơn vị phối hợp: Sở Giáo dục và Đào tạo.",
        [("Các Sở, ngành", Part.LEAD), ("UBND xã", Part.LEAD), ("Sở Giáo dục và Đào tạo", Part.WITH)],
    ),
    (
        "given a task",
        "- Giao Sở Tư pháp theo dõi, đôn đốc; định kỳ báo cáo UBND tỉnh.",
        [("Sở Tư pháp", Part.DO), ("UBND tỉnh", Part.REPORT_TO)],
    ),
    (
        "advising: the one who is advised has no part",
        "- Ban Dân vận Quận ủy tham mưu Ban Thường vụ Quận ủy ban hành.",
        [("Ban Dân vận Quận ủy", Part.ADVISE), ("Ban Thường vụ Quận ủy", None)],
    ),
    (
        "directing others",
        "- Đảng ủy phường chỉ đạo các chi bộ thực hiện.",
        [("Đảng ủy phường", Part.DIRECT), ("các chi bộ", Part.DO)],
    ),
    (
        "a heading as subject of its bullets",
        "1. Hội Nông dân quận\n\n- Phối hợp với Quận đoàn vận động.",
        [("Hội Nông dân quận", Part.DO)],
    ),
    ("the issuer of a cited document", "- Thực hiện Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị.", []),
    ("an issuer with its term", "- Học tập Nghị quyết của Ban Chấp hành Trung ương (khóa XIII).", []),
    ("a quoted title", "- Học “Ban Tổ chức Trung ương chủ trì” và “Sở Y tế tham mưu".replace("“Sở", '"Sở') + '".', []),
    ("a congress", "- Học nghị quyết Đại hội Đảng bộ quận lần thứ XXVI.", []),
    ("a symbol in a number", "- Theo Kế hoạch số 24/KH-UBND và 12-KH/BTG.", []),
    ("organs in general, without a part", "- Phù hợp điều kiện của cơ quan, đơn vị.", []),
    ("where something takes place", "- Mở lớp tại Trung tâm Chính trị quận.", [("Trung tâm Chính trị quận", None)]),
    ("committees of institutions", "- Đảng ủy Quốc hội chỉ đạo.", [("Đảng ủy Quốc hội", Part.DIRECT)]),
    ("a capital that begins a sentence", "- Mở tại UBND tỉnh\nCăn cứ Điều lệ.", [("UBND tỉnh", None)]),
    ("the other placement of the tone", "- Quận uỷ chỉ đạo.", [("Quận uỷ", Part.DIRECT)]),
]


@pytest.mark.parametrize(("comment", "sentence", "expected"), ORGANS, ids=[case[0] for case in ORGANS])
def test_organs(comment: str, sentence: str, expected: list[tuple[str, Part | None]]) -> None:
    assert [(item.text, item.part) for item in task(sentence).organs] == expected


@pytest.mark.parametrize(
    ("name", "issuer", "expected"),
    [
        ("Ban Tuyên giáo Trung ương", None, "ban-tuyen-giao-trung-uong"),
        ("Quận ủy Ba Đình", None, "quan-uy-ba-dinh"),
        ("Quận ủy", BA_DINH, "quan-uy-ba-dinh"),
        ("Thành ủy", BA_DINH, "thanh-uy-ha-noi"),
        ("Ban Dân vận", BA_DINH, "ban-dan-van-quan-uy-ba-dinh"),
        ("UBKT Quận ủy", BA_DINH, "uy-ban-kiem-tra-quan-uy-ba-dinh"),
        # A name without its place means nobody where the issuer is not known, or is another.
        ("Quận ủy", None, None),
        ("Quận ủy", "thanh-uy-ha-noi", None),
        ("Thành ủy", "ban-to-chuc-trung-uong", None),
        ("Quận ủy Hồng Hà", BA_DINH, None),
    ],
)
def test_which_organ(name: str, issuer: str | None, expected: str | None) -> None:
    [mention] = task(f"- {name} chỉ đạo.", issuer).organs
    assert (mention.text, mention.organ) == (name, expected)


D, P, F, C = DeadlineKind.DEADLINE, DeadlineKind.PERIOD, DeadlineKind.FREQUENCY, DeadlineKind.CONDITION

TIMES = [
    ("- Báo cáo trước ngày 15/6/2022.", [("trước ngày 15/6/2022", D)]),
    ("- Nộp chậm nhất là ngày 30 tháng 11 năm 2022.", [("chậm nhất là ngày 30 tháng 11 năm 2022", D)]),
    ("- Hoàn thành trước ngày 20/12.", [("Hoàn thành trước ngày 20/12", D)]),
    ("- Làm xong trong tháng 3.", [("xong trong tháng 3", D)]),
    ("- Tổ chức trong quý II/2022.", [("trong quý II/2022", D)]),
    ("- Dự kiến vào cuối quý IV năm 2022.", [("cuối quý IV năm 2022", D)]),
    ("- Đến năm 2030, đạt 100%.", [("Đến năm 2030", D)]),
    ("- Thời gian thực hiện: Tháng 12/2025.", [("Tháng 12/2025", D)]),
    ("- Thời gian thực hiện: Thường xuyên.", [("Thường xuyên", F)]),
    ("- Thường xuyên rà soát.", []),
    ("- Từ tháng 3 đến tháng 6 năm 2022.", [("Từ tháng 3 đến tháng 6 năm 2022", P)]),
    ("- Kế hoạch giai đoạn 2026\n- 2030 của tỉnh.", [("giai đoạn 2026\n- 2030", P)]),
    ("- Trong 6 tháng đầu năm 2022.", [("6 tháng đầu năm 2022", P)]),
    ("- Báo cáo định kỳ 6 tháng và hằng năm.", [("định kỳ 6 tháng", F), ("hằng năm", F)]),
    ("- Báo cáo tháng, quý, năm.", [("tháng, quý, năm", F)]),
    ("- Mỗi quý một lần, khi có yêu cầu của cấp trên.", [("Mỗi quý một lần", F), ("khi có yêu cầu của cấp trên", C)]),
    ("- Tổ chức hội thi năm 2022.", [("năm 2022", P)]),
    ("- Học Chuyên đề năm 2022.", []),
    ("- Học “Kế hoạch đến năm 2030” và Hiến pháp năm 2013.", []),
    ("- Kết nạp trước ngày 01/01/2020.", []),
    ("- Theo Kết luận số 01-KL/TW ngày 18/5/2021.", []),
    ("- Chiến lược biển, tầm nhìn đến năm 2050.", []),
    ("- Qua 35 năm đổi mới, sơ kết 5 năm thực hiện.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), TIMES, ids=[case[0][2:] for case in TIMES])
def test_times(sentence: str, expected: list[tuple[str, DeadlineKind]]) -> None:
    found = task(sentence, issued="ngày 20 tháng 01 năm 2022").deadlines
    assert [(item.text, item.kind) for item in found] == expected
