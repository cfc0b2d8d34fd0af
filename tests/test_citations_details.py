"""What is stated at a citation's place: issuers that end where the name ends, dates of all ages, laws' names."""

from __future__ import annotations

import pytest

from indexer.citations import cite
from indexer.model import Form
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()

ISSUERS = [
    ("Bộ Giao thông vận tải", " về việc"),
    ("Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn", " Ban hành Danh mục"),
    ("Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", ", Bộ Tài chính"),
    ("Bộ Bưu chính, Viễn thông", "; Thông tư"),
    ("Bộ trưởng Bộ GD&ĐT", " về nhiệm vụ"),
    ("liên Bộ Tài chính - Bộ Giáo dục và Đào tạo", " hướng dẫn"),
    ("Tổng Kiểm toán nhà nước", " về việc"),
    ("BỘ TRƯỞNG BỘ Y TẾ", " SỬA ĐỔI, BỔ SUNG"),
    ("chính phủ", " quy định"),
    ("Bo truong Bo Y te", " ban hanh"),
    ("Ủy ban nhân dân tỉnh Hà Tây", " nhân dịp"),
    ("Chủ tịch UBND thành phố Hồ Chí Minh", " phê duyệt"),
    ("Đảng ủy UBND Thành phố Hà Nội", " triển khai"),
    ("Ban Tuyên giáo Tỉnh ủy Thái Bình", " tuyên truyền"),
    ("Ban Chấp hành Đảng bộ tỉnh Bắc Ninh", " khóa XX"),
    ("Ban Chấp hành Trung ương Đoàn", " về phong trào"),
    ("Ban Chấp hành Trung ương Đảng", " (khóa XII)"),
    ("Hội nghị lần thứ bảy Ban Chấp hành Trung ương Đảng", " khóa XII về"),
    ("Hội nghị Trung ương 6", " khóa XII"),
    ("Bộ Chính trị", " và Nghị quyết"),
    ("Hội đồng Thẩm phán Tòa án nhân dân tối cao", " hướng dẫn áp dụng"),
]


@pytest.mark.parametrize(("issuer", "behind"), ISSUERS)
def test_an_issuer_ends_where_its_name_ends(issuer: str, behind: str) -> None:
    citation = cite(f"Quyết định số 12-QĐ/TW ngày 01/02/2010 của {issuer}{behind}", VOCABULARY)[0]
    assert issuer == citation.issuer


DATES = [
    ("a year of two digits", " ngày 20/4/95", "1995-04-20"),
    ("one of this century", " ngày 20-4-05", "2005-04-20"),
    ("scanned zeros", " ngày O5/1O/2020", "2020-10-05"),
    ("a mark lost", ", ngà 22/10/2018", "2018-10-22"),
    ("no word for it", " 22/12/2024", "2024-12-22"),
    ("the word twice", " ngày ngày 31 tháng 7 năm 2014", "2014-07-31"),
    ("blanks of a set line", " ngày 13  tháng 5      năm 1998", "1998-05-13"),
    ("behind emphasis", "** ngày 22/10/2018", "2018-10-22"),
    ("behind a footnote's digit", "1 ngày 22/10/2018", "2018-10-22"),
    ("behind a footnote in brackets", "[2], ngày 22/10/2018", "2018-10-22"),
    ("a range of years is none", " giai đoạn 2021-2025", None),
    ("the day it takes effect is none", " có hiệu lực từ ngày 01/01/2021", None),
    ("another sentence's is none", ".\n\nNgày 22/10/2018", None),
]


@pytest.mark.parametrize(("comment", "behind", "expected"), DATES, ids=[row[0] for row in DATES])
def test_dates(comment: str, behind: str, expected: str | None) -> None:
    assert expected == cite(f"Nghị định số 12-NQ/TW{behind}", VOCABULARY)[0].issued


LAWS = [
    ("words and commas", "Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ năm 2017",
     "Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ năm 2017"),
    ("an amending law", "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng năm 2022",
     "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng năm 2022"),
    ("a kind in the name", "Luật Quy hoạch năm 2017", "Luật Quy hoạch năm 2017"),
    ("brackets in the name", "Luật Hợp tác xã (sửa đổi) năm 2023", "Luật Hợp tác xã (sửa đổi) năm 2023"),
    ("capitals", "BỘ LUẬT LAO ĐỘNG NĂM 2019", "BỘ LUẬT LAO ĐỘNG NĂM 2019"),
    ("the constitution", "Hiến pháp năm 2013", "Hiến pháp năm 2013"),
    ("the last of two", "Luật Đầu tư công, Luật Xây dựng năm 2014", "Luật Xây dựng năm 2014"),
    ("a law that replaces one", "Luật này thay thế Luật Thương mại ngày 10 tháng 5 năm 1997", "Luật Thương mại"),
    ("a treaty's law behind others", "Luật tài nguyên biển, các quy định của Công ước về Luật biển năm 1982", "Luật biển năm 1982"),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "text", "expected"), LAWS, ids=[row[0] for row in LAWS])
def test_laws_without_number(comment: str, text: str, expected: str) -> None:
    named = [citation.text for citation in cite(text, VOCABULARY) if citation.form is Form.UNNUMBERED]
    assert [expected] == named


@pytest.mark.parametrize(
    "text",
    [
        "Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2021",
        "Luật Doanh nghiệp, các doanh nghiệp đã góp vốn trước ngày 01 tháng 7 năm 2015",
        "Luật Ngân sách nhà nước và quy định có liên quan, gửi kèm dự toán năm 2021",
        "Luật Lâm nghiệp, Bộ Nông nghiệp tổ chức thí điểm hết năm 2020",
        "Luật và Nghị định năm 2020",
        "theo Luật Đất đai, từ năm 2014 đến nay",
    ],
)
def test_years_that_are_no_laws(text: str) -> None:
    assert not [citation for citation in cite(text, VOCABULARY) if citation.form is Form.UNNUMBERED]


PLENUMS = [
    ("Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", "Hội nghị Trung ương 4", "XII"),
    ("Nghị quyết Hội nghị Trung ương IV khóa 13", "Hội nghị Trung ương 4", "XIII"),
    ("Nghị quyết TW4 khoá 11", "Hội nghị Trung ương 4", "XI"),
    ("NQTW 4 khóa XII", "Hội nghị Trung ương 4", "XII"),
    ("Nghị quyết Trung ương 6 (lần 2) khóa VIII", "Hội nghị Trung ương 6", "VIII"),
]


@pytest.mark.parametrize(("name", "issuer", "term"), PLENUMS)
def test_plenums(name: str, issuer: str, term: str) -> None:
    (citation,) = cite(f"quán triệt {name}, báo cáo", VOCABULARY)
    assert (name, issuer, term) == (citation.text, citation.issuer, citation.term)


def test_a_promulgated_rule_is_named_without_what_became_of_it() -> None:
    text = "Quyết định số 5/QĐ-BYT ban hành Quy chế thi tuyển hết hiệu lực kể từ ngày 01/01/2020"
    rule = cite(text, VOCABULARY)[1]
    assert (rule.text, rule.nested) == ("Quy chế thi tuyển", True)
