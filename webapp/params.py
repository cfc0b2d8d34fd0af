"""The parameters of an address, parsed once into typed, bounded values; what cannot be read gets a clear answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from typing import TypeVar

from indexer.export import MATRIX_FORMATS
from indexer.export.assignment_files import ASSIGNMENT_FORMATS
from indexer.export.comparison_docx import COMPARISON_FORMATS
from indexer.views import Filters
from indexer.views.desk import MatrixFilters
from indexer.views.desk import MatrixOrder
from webapp.errors import BadParameterError

#: The greatest page that is looked at: no search has more results than this many pages.
LAST_PAGE: Final = 10_000
_LONGEST_WITHIN: Final = 200  # letters of what is looked for in results
#: The greatest `limit` of the API.
MOST_HITS: Final = 200

_Value = TypeVar("_Value")

_YEAR: Final = re.compile(r"[12]\d{3}")
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_FLAGS: Final[Mapping[str, bool]] = {"co": True, "khong": False}
_API_FLAGS: Final[Mapping[str, bool]] = {"true": True, "1": True, "false": False, "0": False}
_ORDERS: Final[Mapping[str, str]] = {"lien-quan": "relevance", "ngay": "date"}


@dataclass(frozen=True, slots=True)
class SearchParams:
    """What `/tim` was asked. `page` counts from 1."""

    query: str
    filters: Filters
    page: int
    order: str
    within: str = ""  # what is looked for in the results

    def arguments(self) -> dict[str, str]:
        """Return the parameters that lead to this very search, without the page."""
        flags = {True: "co", False: "khong", None: ""}
        return {
            "q": self.query,
            "trong": self.within,
            "loai": self.filters.kind or "",
            "co-quan": self.filters.organ or "",
            "nam": self.filters.year or "",
            "khoa": self.filters.term or "",
            "chu-de": self.filters.theme or "",
            "chuong-trinh": self.filters.programme or "",
            "toan-van": flags[self.filters.held],
            "vien-dan": flags[self.filters.cited],
            "tu": self.filters.issued_from or "",
            "den": self.filters.issued_to or "",
            "xep": "ngay" if self.order == "date" else "",
        }

    def with_argument(self, name: str, value: str) -> dict[str, str]:
        """Return the parameters of this search with one changed ("" takes it out)."""
        return self.arguments() | {name: value}


def search_params(args: Mapping[str, str]) -> SearchParams:
    """Read the parameters of `/tim`.

    Raises:
        BadParameterError: one of them cannot be read.
    """
    return SearchParams(
        query=args.get("q", "").strip(),
        filters=Filters(
            kind=args.get("loai") or None,
            organ=args.get("co-quan") or None,
            year=args.get("nam") or None,
            term=args.get("khoa") or None,
            theme=args.get("chu-de") or None,
            programme=args.get("chuong-trinh") or None,
            held=choice(args, "toan-van", _FLAGS),
            cited=choice(args, "vien-dan", _FLAGS),
            issued_from=first_day(args, "tu"),
            issued_to=last_day(args, "den"),
        ),
        page=number(args, "trang", default=1, least=1, most=LAST_PAGE),
        order=choice(args, "xep", _ORDERS) or "relevance",
        within=args.get("trong", "").strip()[:_LONGEST_WITHIN],
    )


@dataclass(frozen=True, slots=True)
class ApiSearchParams:
    """What `/api/v1/search` was asked."""

    query: str
    filters: Filters
    limit: int
    offset: int
    order: str


def api_search_params(args: Mapping[str, str]) -> ApiSearchParams:
    """Read the parameters of `/api/v1/search`, named as the options of `cancu search`.

    Raises:
        BadParameterError: one of them cannot be read.
    """
    orders = {"relevance": "relevance", "date": "date"}
    return ApiSearchParams(
        query=args.get("q", "").strip(),
        filters=Filters(
            kind=args.get("kind") or None,
            organ=args.get("organ") or None,
            year=args.get("year") or None,
            term=args.get("term") or None,
            theme=args.get("theme") or None,
            programme=args.get("programme") or None,
            held=choice(args, "held", _API_FLAGS),
            cited=choice(args, "cited", _API_FLAGS),
            issued_from=first_day(args, "from"),
            issued_to=last_day(args, "to"),
        ),
        limit=number(args, "limit", default=10, least=1, most=MOST_HITS),
        offset=number(args, "offset", default=0, least=0, most=LAST_PAGE * MOST_HITS),
        order=choice(args, "order", orders) or "relevance",
    )


def page_params(args: Mapping[str, str], page: int = MOST_HITS) -> tuple[int, int]:
    """Return `limit` and `offset` of a list that the API answers with in parts; without them its first `page` items.

    Raises:
        BadParameterError: one of them cannot be read.
    """
    limit = number(args, "limit", default=page, least=1, most=MOST_HITS)
    return limit, number(args, "offset", default=0, least=0, most=LAST_PAGE * MOST_HITS)


_MATRIX_ORDERS: Final[Mapping[str, MatrixOrder]] = {
    "vien-dan": MatrixOrder.CITED,
    "co-quan": MatrixOrder.ORGAN,
    "loai": MatrixOrder.KIND,
    "ngay": MatrixOrder.DATE,
    "so-nhiem-vu": MatrixOrder.TASKS,
}


@dataclass(frozen=True, slots=True)
class MatrixParams:
    """What a matrix was asked for. `file` is the file that is wanted instead of a page."""

    filters: MatrixFilters
    order: MatrixOrder
    file: str | None

    def arguments(self) -> dict[str, str]:
        """Return the parameters that lead to this very matrix as a page."""
        order = next(name for name, value in _MATRIX_ORDERS.items() if value is self.order)
        return {
            "co-quan": self.filters.organ or "",
            "loai": self.filters.kind or "",
            "nam": self.filters.year or "",
            "xep": "" if self.order is MatrixOrder.CITED else order,
        }


def matrix_params(args: Mapping[str, str]) -> MatrixParams:
    """Read the parameters of a matrix.

    Raises:
        BadParameterError: one of them cannot be read.
    """
    return MatrixParams(
        filters=MatrixFilters(
            kind=args.get("loai") or None,
            organ=args.get("co-quan") or None,
            year=args.get("nam") or None,
        ),
        order=choice(args, "xep", _MATRIX_ORDERS) or MatrixOrder.CITED,
        file=choice(args, "dang", {name: name for name in MATRIX_FORMATS}),
    )


@dataclass(frozen=True, slots=True)
class AssignmentParams:
    """What a plan's assignments were asked for. `organ`: a key, "" for all; `file` is wanted instead of a page."""

    organ: str
    file: str | None


def assignment_params(args: Mapping[str, str]) -> AssignmentParams:
    """Read the parameters of a plan's assignments.

    Raises:
        BadParameterError: one of them cannot be read.
    """
    return AssignmentParams(
        organ=args.get("co-quan", "").strip(),
        file=choice(args, "dang", {name: name for name in ASSIGNMENT_FORMATS}),
    )


#: The value of `phan` that asks for a long text as a whole, for printing.
WHOLE_TEXT: Final = "tat-ca"


def section(args: Mapping[str, str], most: int) -> int | None:
    """Return which of a text's `most` sections is asked for (from 1), None for all of them on one page.

    Raises:
        BadParameterError: there is no such section.
    """
    if args.get("phan", "").strip() == WHOLE_TEXT:
        return None
    return number(args, "phan", default=1, least=1, most=most)


@dataclass(frozen=True, slots=True)
class ComparisonParams:
    """What a comparison was asked for: two documents by id or number, "" where none is chosen yet.

    `whole`: what is the same in both is shown as well; `page` counts from 1; `file` is wanted instead of a page.
    """

    old: str
    new: str
    whole: bool
    page: int
    file: str | None

    def arguments(self) -> dict[str, str]:
        """Return the parameters that lead to this very comparison, without its documents."""
        return {
            "xem": "tat-ca" if self.whole else "",
            "trang": str(self.page) if self.page > 1 else "",
            "dang": self.file or "",
        }


def comparison_params(args: Mapping[str, str]) -> ComparisonParams:
    """Read the parameters of a comparison.

    Raises:
        BadParameterError: one of them cannot be read.
    """
    return ComparisonParams(
        old=args.get("cu", "").strip(),
        new=args.get("moi", "").strip(),
        whole=choice(args, "xem", {"tat-ca": True}) or False,
        page=number(args, "trang", default=1, least=1, most=LAST_PAGE),
        file=choice(args, "dang", {name: name for name in COMPARISON_FORMATS}),
    )


def number(args: Mapping[str, str], name: str, *, default: int, least: int, most: int) -> int:
    """Return the whole number `name`, `default` where it is absent.

    Raises:
        BadParameterError: it is no whole number from `least` to `most`.
    """
    value = args.get(name, "").strip()
    if not value:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise BadParameterError(name, value, f"cần một số từ {least} đến {most}")
    return int(value)


def choice(args: Mapping[str, str], name: str, choices: Mapping[str, _Value]) -> _Value | None:
    """Return what the parameter `name` chooses, None where it is absent.

    Raises:
        BadParameterError: it is none of `choices`.
    """
    value = args.get(name, "").strip()
    if not value:
        return None
    if value not in choices:
        raise BadParameterError(name, value, "cần một trong các giá trị " + ", ".join(choices))
    return choices[value]


def first_day(args: Mapping[str, str], name: str) -> str | None:
    """Return the ISO day `name`, a bare year being its first day, None where it is absent.

    Raises:
        BadParameterError: it is neither a day of the calendar nor a year.
    """
    return day(_with_year_as(args, name, "{}-01-01"), name)


def last_day(args: Mapping[str, str], name: str) -> str | None:
    """Return the ISO day `name`, a bare year being its last day, None where it is absent.

    Raises:
        BadParameterError: it is neither a day of the calendar nor a year.
    """
    return day(_with_year_as(args, name, "{}-12-31"), name)


def _with_year_as(args: Mapping[str, str], name: str, shape: str) -> Mapping[str, str]:
    value = args.get(name, "").strip()
    return {name: shape.format(value)} if _YEAR.fullmatch(value) else args


def day(args: Mapping[str, str], name: str) -> str | None:
    """Return the ISO day `name`, typed as 25/10/2021 or ISO, None where it is absent.

    Raises:
        BadParameterError: it is no day of the calendar.
    """
    value = args.get(name, "").strip()
    if not value:
        return None
    written = _DAY.fullmatch(value)
    iso = "-".join((written[3], written[2].zfill(2), written[1].zfill(2))) if written else value
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        raise BadParameterError(name, value, "cần một ngày như 25/10/2021") from None
