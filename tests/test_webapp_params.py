"""The parameters of an address: typed, bounded, and a clear answer where they cannot be read."""

from __future__ import annotations

import pytest

from indexer.views import Filters
from webapp.errors import BadParameterError
from webapp.params import api_search_params
from webapp.params import search_params


def test_nothing_asked_is_an_empty_search_on_page_one() -> None:
    params = search_params({})
    assert (params.query, params.filters, params.page, params.order) == ("", Filters(), 1, "relevance")


def test_every_filter_is_read() -> None:
    asked = {
        "q": "  học tập ",
        "loai": "nghi-quyet",
        "co-quan": "bo-chinh-tri",
        "nam": "2018",
        "khoa": "trung-uong-12",
        "toan-van": "khong",
        "vien-dan": "co",
        "tu": "1/2/2018",
        "den": "2018-12-31",
        "xep": "ngay",
        "trang": "3",
    }
    params = search_params(asked)
    assert params.query == "học tập"
    assert params.filters == Filters(
        kind="nghi-quyet",
        organ="bo-chinh-tri",
        year="2018",
        term="trung-uong-12",
        held=False,
        cited=True,
        issued_from="2018-02-01",
        issued_to="2018-12-31",
    )
    assert (params.page, params.order) == (3, "date")


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        (" 2018 ", "2018-01-01", "2018-12-31"),
        ("31/12/2018", "2018-12-31", "2018-12-31"),
        ("", None, None),
    ],
)
def test_a_bare_year_is_its_first_or_last_day(typed: str, first: str | None, last: str | None) -> None:
    for filters in (
        search_params({"tu": typed, "den": typed}).filters,
        api_search_params({"from": typed, "to": typed}).filters,
    ):
        assert (filters.issued_from, filters.issued_to) == (first, last)


@pytest.mark.parametrize("typed", ["18", "20181", "0999", "năm 2018"])
def test_what_is_neither_day_nor_year_is_refused(typed: str) -> None:
    with pytest.raises(BadParameterError):
        search_params({"tu": typed})


def test_a_search_gives_back_the_parameters_that_lead_to_it() -> None:
    params = search_params({"q": "a", "loai": "chi-thi", "toan-van": "co", "xep": "ngay", "tu": "01/02/2018"})
    assert search_params(params.arguments()) == params
    assert search_params(params.with_argument("loai", "")).filters.kind is None


@pytest.mark.parametrize(
    "asked",
    [
        {"trang": "0"},
        {"trang": "-1"},
        {"trang": "hai"},
        {"trang": "1.5"},
        {"trang": "99999999999999999999"},
        {"trang": "١"},  # a digit that is no page number
        {"toan-van": "có thể"},
        {"xep": "to"},
        {"tu": "31/02/2020"},
        {"den": "hôm nay"},
    ],
)
def test_what_cannot_be_read_gets_a_clear_answer(asked: dict[str, str]) -> None:
    with pytest.raises(BadParameterError, match=next(iter(asked))):
        search_params(asked)


@pytest.mark.parametrize(
    "asked", [{"limit": "0"}, {"limit": "201"}, {"offset": "-1"}, {"held": "maybe"}, {"from": "x"}]
)
def test_the_api_is_as_strict(asked: dict[str, str]) -> None:
    with pytest.raises(BadParameterError):
        api_search_params(asked)


def test_the_api_reads_the_options_of_the_command_line() -> None:
    params = api_search_params({"q": "a", "kind": "k", "organ": "o", "held": "false", "to": "2020-01-31", "limit": "5"})
    assert params.filters == Filters(kind="k", organ="o", held=False, issued_to="2020-01-31")
    assert (params.limit, params.offset, params.order) == (5, 0, "relevance")


def test_a_long_value_is_not_thrown_back_whole() -> None:
    with pytest.raises(BadParameterError) as refused:
        search_params({"trang": "9" * 5000})
    assert len(str(refused.value)) < 300
