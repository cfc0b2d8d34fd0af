"""The ways through the site: for every route the addresses that show it, which tests of all pages walk.

A new route is written down here, in one of the five lists; `test_site_walk.py` fails until it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from tests.conftest import CORPUS

_PLAN: Final = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
_REPLACED: Final = "quy-dinh-24-ban-chap-hanh-trung-uong-2021"
_BASKET: Final = f"m={_REPLACED}&m={_PLAN.rpartition('/')[2]}:II.3-3&m=khong-co&g:{_REPLACED}=Nh%E1%BB%9B+so"

#: A route's pages: its endpoint, and an address for each state that looks different (full, empty, long, refused).
PAGES: Final[dict[str, tuple[str, ...]]] = {
    "home.home": ("/",),
    "search.search": (
        "/tim",
        f"/tim?q={quote('học tập')}",
        "/tim?q=nq35",
        "/tim?q=khong-co-gi-nhu-the",
        "/tim?q=" + "rat-dai-khong-dau-cach" * 20,
        "/tim?trang=mot",
    ),
    "lists.catalogue": ("/danh-muc",),
    "lists.kind": ("/loai/quy-dinh",),
    "lists.organ": ("/co-quan/thanh-uy-ha-noi", "/co-quan/trung-tam-chinh-tri-quan-ba-dinh"),
    "lists.year": ("/nam/2021",),
    "lists.term": ("/khoa/xiii",),
    "plans.plans": ("/ke-hoach",),
    "plans.plan": (_PLAN,),
    "plans.task": (f"{_PLAN}/nhiem-vu/II.1-2", f"{_PLAN}/nhiem-vu/II"),
    "matrices.matrix": (f"{_PLAN}/bang-doi-chieu", f"{_PLAN}/bang-doi-chieu?co-quan=bo-chinh-tri"),
    "assignments.assignments": (
        f"{_PLAN}/phan-cong",
        f"{_PLAN}/phan-cong?co-quan=ban-tuyen-giao-quan-uy-ba-dinh",
    ),
    "pictures.pictures": (f"{_PLAN}/so-do",),
    "comparisons.comparison": (
        "/so-sanh",
        "/so-sanh?moi=ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022",
        f"/so-sanh?cu={_REPLACED}&moi=ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022",
    ),
    "documents.document": (
        f"/van-ban/{_REPLACED}",
        "/van-ban/nghi-quyet-35-bo-chinh-tri-2018",
        "/van-ban/ket-luan-21-ban-chap-hanh-trung-uong-2021",
        "/van-ban/quyet-dinh-185-ban-bi-thu-x",
        "/van-ban/khong-co",
    ),
    "numbers.number": ("/so/208-qd-tw", "/so/9999-qd-tw"),
    "gaps.wanted": ("/con-thieu",),
    "guides.show": (
        "/huong-dan",
        "/huong-dan/phu-trach-may",
        "/huong-dan/ho-so",
        "/huong-dan/lenh",
        "/huong-dan/khong-co",
    ),
    "gaps.problems": ("/kiem-tra",),
    "updates.updates": ("/can-cap-nhat",),
    "topics.themes": ("/chu-de",),
    "topics.programmes": ("/chuong-trinh",),
    "topics.theme": (
        "/chu-de/xay-dung-chinh-don-dang",
        "/chu-de/lich-su-dang?phan=nhiem-vu",
        "/chu-de/khong-co",
    ),
    "topics.programme": ("/chuong-trinh/boi-duong-can-bo-mttq-va-doan-the", "/chuong-trinh/boi-duong-chuyen-de"),
    "topics.teaching": ("/dua-vao-bai-giang",),
    "materials.show": (
        "/tu-lieu",
        f"/tu-lieu?{_BASKET}",
        f"/tu-lieu?xep=tay&{_BASKET}",
        f"/tu-lieu?xep=chu-de&{_BASKET}",
    ),
    "notes.notes": ("/ghi-chu",),
    "reviews.form": ("/ra-soat",),
}


#: Pages that only a site with accounts has, as an editor who is signed in sees them.
SIGNED_IN: Final[dict[str, tuple[str, ...]]] = {
    "accounts.account": ("/tai-khoan",),
    "editing.form": (f"/van-ban/{_REPLACED}/sua", f"/van-ban/{_PLAN.rpartition('/')[2]}/sua", "/van-ban/khong-co/sua"),
    "corrections.form": (f"/van-ban/{_PLAN.rpartition('/')[2]}/sua/vien-dan",),
    "intake.waiting": ("/nhap-van-ban",),
    "intake.draft": ("/nhap-van-ban/1", "/nhap-van-ban/99"),
    "history.history": ("/lich-su", f"/lich-su?van-ban={_REPLACED}"),
    "history.change": ("/lich-su/1",),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A page that comes after a form: where the form stands, what is put into its fields (by label), what is pressed."""

    address: str
    fields: dict[str, str]
    button: str


#: Pages that answer a form.
FORMS: Final[dict[str, tuple[Form, ...]]] = {
    "reviews.review": (
        Form(
            "/ra-soat",
            {"Nội dung dự thảo": (CORPUS / "originals" / "ke-hoach-2022.txt").read_text(encoding="utf-8")},
            "Rà soát",
        ),
        Form("/ra-soat", {"Nội dung dự thảo": "Không có căn cứ nào."}, "Rà soát"),
        Form("/ra-soat", {}, "Rà soát"),
    ),
    "materials.change": (Form("/tu-lieu", {"Thêm bằng địa chỉ trang": f"/van-ban/{_REPLACED}"}, "Cập nhật"),),
}

#: Files to take away: an address for each form that a route gives.
FILES: Final[dict[str, tuple[str, ...]]] = {
    "static": ("/static/style.css",),
    "documents.original": (f"/van-ban/{_PLAN.rpartition('/')[2]}/tep/ke-hoach-2022.txt",),
    "documents.entry": tuple(f"/van-ban/{_REPLACED}/trich-dan.{suffix}" for suffix in ("ris", "bib", "json")),
    "matrices.matrix": tuple(f"{_PLAN}/bang-doi-chieu?dang={form}" for form in ("xlsx", "csv")),
    "assignments.assignments": tuple(f"{_PLAN}/phan-cong?dang={form}" for form in ("docx", "xlsx")),
    "materials.download": tuple(f"/tu-lieu/tai?dang={form}&{_BASKET}" for form in ("docx", "pptx", "md", "json")),
    "updates.feed": ("/can-cap-nhat.atom",),
    "machines.robots": ("/robots.txt",),
    "machines.sitemap": ("/sitemap.xml",),
    "machines.sitemap_part": ("/sitemap-1.xml",),
    "machines.news": ("/van-ban-moi.atom",),
    "machines.opensearch": ("/opensearch.xml",),
    "machines.browser_suggestions": ("/goi-y.json?q=nq35",),
}

#: What a browser never shows, and which tests look at it instead. Addresses under /api/ are not pages either.
ELSEWHERE: Final[dict[str, str]] = {
    "intake.send": "leads on to intake.draft, or shows intake.waiting with a sentence more; test_browser_intake",
    "intake.decide": "leads on to editing.form, or shows intake.draft with a sentence more; test_browser_intake",
    "accounts.sign_in_form": "walked on the way to the pages of SIGNED_IN",
    "accounts.sign_in": "leads on to where the visitor was going; test_webapp_accounts",
    "accounts.sign_out_page": "a redirect to accounts.account; test_webapp_accounts",
    "accounts.sign_out": "a redirect to the first page; test_webapp_accounts",
    "accounts.change_password": "accounts.account with a sentence more; test_webapp_accounts",
    "editing.save": "editing.form with sentences more; test_browser_editing",
    "editing.adopt": "a redirect to editing.form; test_webapp_editing",
    "corrections.correct": "corrections.form with a sentence more; test_browser_editing",
    "history.undo": "history.change with a sentence more; test_browser_editing",
    "documents.point": "a redirect to documents.document; test_webapp_sections",
    "materials.open_file": "a redirect to materials.show; test_browser_materials",
    "materials.download_sent": "materials.download from a form; test_browser_materials",
    "health.health": "JSON; test_webapp_api",
    "health.ready": "JSON; test_webapp_api",
}


def addresses() -> tuple[str, ...]:
    """Return every address of `PAGES`, in the order of the list."""
    return tuple(address for group in PAGES.values() for address in group)
