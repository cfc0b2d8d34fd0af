"""A library to compare in: plans of two years, a rule and the one that replaced it, and what fits neither."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.desk_library import relation
from tests.desk_library import rule
from tests.small_library import write_corpus

OLD_PLAN = "ke-hoach-8-quan-uy-ba-dinh-2022"
NEW_PLAN = "ke-hoach-9-quan-uy-ba-dinh-2023"
OLD_RULE = "quy-dinh-5-ban-chap-hanh-trung-uong-2011"
NEW_RULE = "quy-dinh-6-ban-chap-hanh-trung-uong-2021"
LOOSE = "nghi-quyet-7-bo-chinh-tri-2018"
EMPTY = "chi-thi-20-ban-bi-thu-2018"

COMPARED: Mapping[str, str] = {
    f"plans/{OLD_PLAN}.md": f"""
        ---
        id: {OLD_PLAN}
        kind: ke-hoach
        number: 8-KH/QU
        title: Công tác lý luận chính trị năm 2022
        issuer: quan-uy-ba-dinh
        issued: 2022-01-20
        former_ids:
        - ke-hoach-cu
        ---

        Ba Đình, ngày 20 tháng 01 năm 2022

        KẾ HOẠCH

        Công tác lý luận chính trị năm 2022

        Căn cứ Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương, Quận ủy xây dựng kế hoạch như sau:

        ## I. MỤC ĐÍCH

        Nâng cao nhận thức của cán bộ, đảng viên về lý luận chính trị.

        ## II. NHIỆM VỤ

        ### 1. Công tác tuyên truyền

        - Ban Tuyên giáo Quận ủy chủ trì tổ chức hội nghị báo cáo viên hằng tháng, xong trước ngày 25/12/2022.

        - Quán triệt Chỉ thị số 20-CT/TW ngày 18/01/2018 của Ban Bí thư về biên soạn lịch sử Đảng tới các chi bộ.

        - Duy trì trang thông tin điện tử.

        ### 2. Công tác bồi dưỡng

        - Trung tâm Chính trị quận mở 12 lớp bồi dưỡng nhận thức về Đảng cho quần chúng ưu tú trong năm 2022.

        - Rà soát đội ngũ giảng viên kiêm chức, báo cáo Ban Thường vụ Quận ủy.

        - Mua sắm bàn ghế cho hội trường của Trung tâm.
        """,
    f"plans/{NEW_PLAN}.md": f"""
        ---
        id: {NEW_PLAN}
        kind: ke-hoach
        number: 9-KH/QU
        title: Công tác lý luận chính trị năm 2023
        issuer: quan-uy-ba-dinh
        issued: 2023-01-18
        ---

        Ba Đình, ngày 18 tháng 01 năm 2023

        KẾ HOẠCH

        Công tác lý luận chính trị năm 2023

        Căn cứ Quy định số 100-QĐ/TW ngày 06/5/2022 của Ban Chấp hành Trung ương, Quận ủy xây dựng kế hoạch như sau:

        ## I. MỤC ĐÍCH

        Nâng cao nhận thức của cán bộ, đảng viên về lý luận chính trị.

        ## II. NHIỆM VỤ

        ### 1. Công tác bồi dưỡng

        - Rà soát đội ngũ giảng viên kiêm chức, báo cáo Ban Thường vụ Quận ủy.

        - Trung tâm Chính trị quận mở 15 lớp bồi dưỡng nhận thức về Đảng cho quần chúng ưu tú trong năm 2023.

        - Triển khai Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị trong chương trình bồi dưỡng.

        ### 2. Công tác tuyên truyền

        - Ban Tuyên giáo và Dân vận Quận ủy chủ trì tổ chức hội nghị báo cáo viên hằng tháng, xong trước ngày 25/12/2023.

        - Quán triệt Chỉ thị số 20-CT/TW ngày 18/01/2018 của Ban Bí thư về biên soạn lịch sử Đảng tới các chi bộ, cơ quan.
        """,
    f"directives/ban-chap-hanh-trung-uong/{OLD_RULE}.md": f"""
        ---
        id: {OLD_RULE}
        kind: quy-dinh
        number: 5-QĐ/TW
        title: Về trung tâm chính trị
        issuer: ban-chap-hanh-trung-uong
        issued: 2011-10-25
        ---

        ## Chương I. Quy định chung

        ### Điều 1. Phạm vi điều chỉnh

        Quy định này quy định tổ chức và hoạt động của trung tâm bồi dưỡng chính trị cấp huyện.

        ### Điều 2. Chức năng

        1. Tổ chức đào tạo, bồi dưỡng cán bộ.

        2. Bồi dưỡng nghiệp vụ công tác đảng cho đội ngũ <b>cán bộ</b> & công chức.

        ## Chương II. Tổ chức

        ### Điều 3. Cơ cấu tổ chức

        Trung tâm có giám đốc, không quá 02 phó giám đốc và các giảng viên.

        ### Điều 4. Kinh phí

        Kinh phí hoạt động do ngân sách cấp huyện bảo đảm.

        ### Điều 5. Điều khoản thi hành

        Quy định này có hiệu lực từ ngày ký.
        """,
    f"directives/ban-chap-hanh-trung-uong/{NEW_RULE}.md": f"""
        ---
        id: {NEW_RULE}
        kind: quy-dinh
        number: 6-QĐ/TW
        title: Về trung tâm chính trị cấp huyện
        issuer: ban-chap-hanh-trung-uong
        issued: 2021-11-19
        relations:
        - type: replaces
          target: {OLD_RULE}
          source: Điều khoản thi hành
          standing: verified
        ---

        ## Chương I. Quy định chung

        ### Điều 1. Phạm vi điều chỉnh

        Quy định này quy định tổ chức và hoạt động của trung tâm chính trị cấp huyện.

        ### Điều 2. Đối tượng áp dụng

        Áp dụng cho ban thường vụ cấp ủy và các cơ quan có liên quan.

        ### Điều 3. Chức năng

        1. Tổ chức đào tạo, bồi dưỡng cán bộ.

        2. Bồi dưỡng nghiệp vụ công tác đảng cho đội ngũ <b>cán bộ</b> & công chức.

        ## Chương II. Tổ chức

        ### Điều 4. Kinh phí

        Nguồn lực tài chính lấy từ dự toán chi thường xuyên, các khoản thu hợp pháp khác theo luật.

        ### Điều 5. Cơ cấu tổ chức

        Trung tâm có giám đốc, không quá 03 phó giám đốc và các giảng viên.

        ### Điều 6. Điều khoản thi hành

        Quy định này có hiệu lực từ ngày ký.
        """,
    f"directives/bo-chinh-tri/{LOOSE}.md": f"""
        ---
        id: {LOOSE}
        kind: nghi-quyet
        number: 7-NQ/TW
        title: Không có đề mục
        issuer: bo-chinh-tri
        issued: 2018-10-22
        ---

        Giữ vững nền tảng tư tưởng của Đảng là nhiệm vụ thường xuyên.

        Đấu tranh phản bác các quan điểm sai trái trên không gian mạng.
        """,
    **rule(EMPTY, "chi-thi", "20-CT/TW", "ban-bi-thu", "2018-01-18"),
    **rule("quy-dinh-37-ban-chap-hanh-trung-uong-2021", "quy-dinh", "37-QĐ/TW", "ban-chap-hanh-trung-uong",
           "2021-10-25"),
    **rule("quy-dinh-100-ban-chap-hanh-trung-uong-2022", "quy-dinh", "100-QĐ/TW", "ban-chap-hanh-trung-uong",
           "2022-05-06", relation("replaces", "quy-dinh-37-ban-chap-hanh-trung-uong-2021")),
}  # fmt: skip


def write_compared(folder: Path) -> Path:
    """Write the library below `folder` and return it."""
    return write_corpus(folder, COMPARED)
