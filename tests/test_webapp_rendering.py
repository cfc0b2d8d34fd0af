"""Corpus text as HTML: emphasis passes, links go where the offsets say, nothing else is taken for markup."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from indexer.model import Span
from indexer.views import Excerpt
from webapp.rendering import Insert
from webapp.rendering import excerpt
from webapp.rendering import inline


def link(text: str, words: str, address: str = "/x") -> Insert:
    start = text.index(words)
    return Insert(start, start + len(words), Markup('<a href="{}">').format(address), Markup("</a>"))


@pytest.mark.parametrize(
    ("comment", "text", "expected"),
    [
        ("emphasis of the original stays", "về “*Thi hành Điều lệ Đảng*”", "về “<em>Thi hành Điều lệ Đảng</em>”"),
        ("a number at the beginning is no list", "1. Mục đích", "1. Mục đích"),
        ("a marker is no bullet", "- Các TCCS Đảng", "- Các TCCS Đảng"),
        ("four blanks are no code", "    Chỉ đạo", "Chỉ đạo"),
        ("a script is text", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("an image is text", "![x](http://a/b.png)", "![x](http://a/b.png)"),
        ("a link is text", "[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("an event handler is text", '<b onclick="x()">đ</b>', '&lt;b onclick="x()"&gt;đ&lt;/b&gt;'),
    ],
)
def test_paragraphs(comment: str, text: str, expected: str) -> None:
    assert inline(text) == expected, comment


def test_a_link_goes_where_the_offsets_say() -> None:
    text = "Thực hiện Quy định số 24-QĐ/TW ngày 30/7/2021"
    assert inline(text, [link(text, "Quy định số 24-QĐ/TW")]) == (
        'Thực hiện <a href="/x">Quy định số 24-QĐ/TW</a> ngày 30/7/2021'
    )


def test_a_link_that_crosses_an_emphasis_is_wrapped_piece_by_piece() -> None:
    text = "*theo Kết luận* số 5"
    assert inline(text, [link(text, "Kết luận* số 5")]) == (
        '<em>theo <a href="/x">Kết luận</a></em><a href="/x"> số 5</a>'
    )


def test_of_two_overlapping_links_the_first_stays() -> None:
    text = "Nghị quyết số 35-NQ/TW"
    html = inline(text, [link(text, "Nghị quyết số 35-NQ/TW", "/a"), link(text, "35-NQ/TW", "/b")])
    assert html == '<a href="/a">Nghị quyết số 35-NQ/TW</a>'


def test_a_links_address_is_escaped() -> None:
    assert 'href="/&#34;&gt;&lt;script&gt;"' in inline("a", [link("a", "a", '/"><script>')])


def test_reserved_letters_in_a_text_make_no_link() -> None:
    text = "\ue0000\ue001giả\ue002 thật"
    assert inline(text, [link(text, "thật")]).count("<a ") == 1


def test_line_breaks_stay_where_they_are_asked_for() -> None:
    assert inline("**T/M\nPHÓ BÍ THƯ**", breaks=True) == "<strong>T/M<br>\nPHÓ BÍ THƯ</strong>"


def test_excerpts_mark_and_drop_emphasis_marks() -> None:
    value = Excerpt("về “*Thi hành*” <b> (*)", (Span(4, 14), Span(16, 19)))
    assert excerpt(value) == "về “<mark>Thi hành</mark>” <mark>&lt;b&gt;</mark> (*)"


_ALLOWED = re.compile(r"</?(?:em|strong|a|sup|sub|br|mark)(?: href=\"/x\")?>")


@given(st.text(alphabet=st.sampled_from("ab ă<>&\"'*_`\\[]()!#-1.\n\ue000\ue001\ue002;/"), max_size=60), st.data())
def test_no_text_ever_becomes_another_tag(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    html = inline(text, [Insert(start, end, Markup('<a href="/x">'), Markup("</a>"))])
    assert "<" not in _ALLOWED.sub("", html)


@given(st.text(alphabet=st.sampled_from("ab ă<>\"'.;/-\n"), max_size=60))
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    shown = unescape(re.sub(r"<[^>]*>", "", inline(text)))
    assert shown.split() == text.split()
