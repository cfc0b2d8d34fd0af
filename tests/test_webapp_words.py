"""How values are worded on the pages."""

from __future__ import annotations

import pytest

from indexer.errors import Severity
from indexer.model import DeadlineKind
from indexer.model import Form
from indexer.model import Part
from indexer.model import Standing
from indexer.model import Status
from indexer.views import DocumentSummary
from indexer.views import Named
from indexer.views import TermView
from webapp import words


def summary(kind: str, number: str | None, title: str | None) -> DocumentSummary:
    return DocumentSummary(
        id="a",
        kind=Named("k", kind),
        number=number,
        title=title,
        issuer=None,
        issued=None,
        term=None,
        held=False,
        described=True,
        is_plan=False,
        citations=0,
    )


@pytest.mark.parametrize(
    ("iso", "expected"),
    [("2021-10-25", "25/10/2021"), ("2021-10", "10/2021"), ("2021", "2021"), (None, ""), ("", "")],
)
def test_dates_are_written_as_offices_write_them(iso: str | None, expected: str) -> None:
    assert words.date(iso) == expected


@pytest.mark.parametrize(
    ("kind", "number", "title", "expected"),
    [
        # A number says it all.
        ("kết luận", "21-KL/TW", "Về đẩy mạnh xây dựng", "Kết luận 21-KL/TW"),
        # A title that begins with the kind is the document's name already.
        ("nghị quyết", None, "Nghị quyết Đại hội XIII của Đảng", "Nghị quyết Đại hội XIII của Đảng"),
        ("chương trình", None, "10 Chương trình công tác", "10 Chương trình công tác"),
        ("chuyên đề", None, "(Nội dung: học tập)", "Chuyên đề (Nội dung: học tập)"),
        ("kế hoạch", None, "Thực hiện công tác lý luận", "Kế hoạch “Thực hiện công tác lý luận”"),
        ("quy định", None, None, "Quy định không rõ số"),
    ],
)
def test_a_document_is_called_as_texts_call_it(kind: str, number: str | None, title: str | None, expected: str) -> None:
    assert words.label(summary(kind, number, title)) == expected


def test_a_term_is_shown_with_its_committee() -> None:
    view = TermView(Named("thanh-uy-ha-noi", "Thành ủy Hà Nội"), "XVII")
    assert words.term(view) == "khóa XVII (Thành ủy Hà Nội)"


def test_counts_carry_the_vietnamese_thousands_mark() -> None:
    assert [words.quantity(number) for number in (0, 999, 12500)] == ["0", "999", "12.500"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [("https://www.vnexpress.net/a?b", "vnexpress.net"), ("http://lyluanchinhtri.vn/x", "lyluanchinhtri.vn")],
)
def test_a_source_is_named_by_its_site(address: str, expected: str) -> None:
    assert words.host(address) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("http://[", False),
        ("text.123docz.net", False),
    ],
)
def test_only_web_addresses_become_links(text: str, expected: bool) -> None:
    assert words.is_web_address(text) is expected


def test_every_value_of_the_model_has_a_word() -> None:
    assert set(words.STANDINGS) == set(Standing)
    assert set(words.STATUSES) == set(Status)
    assert set(words.PARTS) == set(Part)
    assert set(words.DEADLINES) == set(DeadlineKind)
    assert set(words.SEVERITIES) == set(Severity)
    assert set(words.FORMS) == set(Form)
