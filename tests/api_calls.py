"""A good call of every operation of the API, by its path in the description; tests fail where one is missing."""

from __future__ import annotations

from typing import Final

PLAN: Final = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
_REPLACED: Final = "quy-dinh-41-bo-chinh-tri-2021"
_DOCUMENT: Final = "nghi-quyet-35-bo-chinh-tri-2018"

_OF_DOCUMENT: Final = {"identifier": _REPLACED}
_OF_PLAN: Final = {"identifier": PLAN}

#: What stands in the paths of generated calls.
VALUES: Final[dict[str, dict[str, str]]] = {
    "/api/v1/documents/{identifier}/relations": _OF_DOCUMENT,
    "/api/v1/documents/{identifier}/links": _OF_DOCUMENT,
    "/api/v1/documents/{identifier}/text": _OF_PLAN,
    "/api/v1/documents/{identifier}/original": _OF_PLAN,
    "/api/v1/documents/{identifier}/export/{form}": {**_OF_DOCUMENT, "form": "ris"},
    "/api/v1/documents/{identifier}/akn": _OF_PLAN,
    "/api/v1/plans/{identifier}": _OF_PLAN,
    "/api/v1/plans/{identifier}/tasks/{task_id}": {**_OF_PLAN, "task_id": "II.4"},
    "/api/v1/plans/{identifier}/links": _OF_PLAN,
    "/api/v1/plans/{identifier}/matrix": _OF_PLAN,
    "/api/v1/plans/{identifier}/matrix/export/{form}": {**_OF_PLAN, "form": "csv"},
    "/api/v1/plans/{identifier}/assignments/export/{form}": {**_OF_PLAN, "form": "xlsx"},
    "/api/v1/organs/{identifier}": {"identifier": "bo-chinh-tri"},
    "/api/v1/review/export/{form}": {"form": "markdown"},
    "/api/v1/documents/{identifier}": _OF_DOCUMENT,
    "/api/v1/documents/{identifier}/preview": _OF_DOCUMENT,
    "/api/v1/numbers/{number}": {"number": "208-qd-tw"},
    "/api/v1/plans/{identifier}/assignments": _OF_PLAN,
    "/api/v1/plans/{identifier}/tasks": _OF_PLAN,
    "/api/v1/organs/{identifier}/tasks": {"identifier": "bo-chinh-tri"},
    "/api/v1/topics/{identifier}": {"identifier": "lich-su-dang"},
}

#: What is asked with GET.
CALLS: Final[dict[str, tuple[str, ...]]] = {
    "/api/v1/openapi.json": ("/api/v1/openapi.json",),
    "/api/v1/corpus": ("/api/v1/corpus",),
    "/api/v1/search": (
        "/api/v1/search?q=nq35&limit=3",
        "/api/v1/search?q=nen%20tang%20tu%20tuong&limit=2&offset=4&held=true",
        "/api/v1/search?kind=nghi-quyet&from=2018&to=31/12/2021&order=date",
    ),
    "/api/v1/suggest": ("/api/v1/suggest?q=nghi", "/api/v1/suggest"),
    "/api/v1/documents/{identifier}": tuple(f"/api/v1/documents/{name}" for name in (_DOCUMENT, _REPLACED, PLAN)),
    "/api/v1/documents/{identifier}/preview": (f"/api/v1/documents/{_REPLACED}/preview",),
    "/api/v1/numbers/{number}": ("/api/v1/numbers/208-qd-tw", "/api/v1/numbers/30/2020/N%C4%90-CP"),
    "/api/v1/plans/{identifier}/assignments": (f"/api/v1/plans/{PLAN}/assignments",),
    "/api/v1/plans/{identifier}/tasks": (f"/api/v1/plans/{PLAN}/tasks",),
    "/api/v1/organs/{identifier}/tasks": ("/api/v1/organs/ban-tuyen-giao-quan-uy-ba-dinh/tasks",),
    "/api/v1/topics": ("/api/v1/topics",),
    "/api/v1/topics/{identifier}": ("/api/v1/topics/lich-su-dang", "/api/v1/topics/lich-su-dang?limit=2&offset=1"),
    "/api/v1/documents": (
        "/api/v1/documents",
        "/api/v1/documents?kind=nghi-quyet&organ=bo-chinh-tri&from=2016&limit=3&offset=1",
    ),
    "/api/v1/documents/{identifier}/relations": (f"/api/v1/documents/{_REPLACED}/relations",),
    "/api/v1/documents/{identifier}/links": (f"/api/v1/documents/{_DOCUMENT}/links",),
    "/api/v1/documents/{identifier}/text": (f"/api/v1/documents/{PLAN}/text",),
    "/api/v1/documents/{identifier}/original": (f"/api/v1/documents/{PLAN}/original",),
    "/api/v1/documents/{identifier}/export/{form}": tuple(
        f"/api/v1/documents/{_REPLACED}/export/{form}" for form in ("ris", "bib", "json")
    ),
    "/api/v1/documents/{identifier}/akn": tuple(f"/api/v1/documents/{name}/akn" for name in (PLAN, _REPLACED)),
    "/api/v1/plans": ("/api/v1/plans",),
    "/api/v1/plans/{identifier}": (f"/api/v1/plans/{PLAN}",),
    "/api/v1/plans/{identifier}/tasks/{task_id}": (f"/api/v1/plans/{PLAN}/tasks/II.4.1",),
    "/api/v1/plans/{identifier}/links": (f"/api/v1/plans/{PLAN}/links?limit=10&offset=5",),
    "/api/v1/plans/{identifier}/matrix": (f"/api/v1/plans/{PLAN}/matrix?kind=nghi-quyet",),
    "/api/v1/plans/{identifier}/matrix/export/{form}": tuple(
        f"/api/v1/plans/{PLAN}/matrix/export/{form}" for form in ("csv", "xlsx")
    ),
    "/api/v1/plans/{identifier}/assignments/export/{form}": tuple(
        f"/api/v1/plans/{PLAN}/assignments/export/{form}" for form in ("docx", "xlsx")
    ),
    "/api/v1/organs": ("/api/v1/organs",),
    "/api/v1/organs/{identifier}": ("/api/v1/organs/bo-chinh-tri",),
    "/api/v1/updates": ("/api/v1/updates",),
    "/api/v1/wanted": ("/api/v1/wanted?limit=5",),
    "/api/v1/compare": (),  # the sample library holds one text: test_two_texts_compared_are_answered_as_described
}

#: What a text is sent to.
TEXTS: Final = {
    "/api/v1/cite": ("/api/v1/cite",),
    "/api/v1/review": ("/api/v1/review",),
    "/api/v1/review/export/{form}": tuple(
        f"/api/v1/review/export/{form}" for form in ("markdown", "csv", "xlsx", "docx")
    ),
}
