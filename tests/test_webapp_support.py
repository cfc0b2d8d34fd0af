"""Style sheet, scripts and pages ask for nothing that Chrome 109 and Firefox 115 do not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser_support import features
from tests.browser_support import used
from tests.browser_support import versions
from webapp.application import create_app
from webapp.settings import Settings

HOW = "nothing is recorded of it: run `python -m tests.browser_support` (CONTRIBUTING.md), or do without it"


@pytest.fixture(scope="module")
def asked(library_data: Path) -> set[str]:
    """What the whole site asks of a browser."""
    return used.of_assets() | used.of_pages(create_app(Settings(library_data)).test_client())


def test_since_when_a_feature_is_known_is_on_record(asked: set[str]) -> None:
    assert asked - versions.recorded().keys() == set(), HOW


def test_the_oldest_browsers_know_every_feature(asked: set[str]) -> None:
    found = versions.recorded()
    assert versions.too_new(asked & found.keys(), found) - versions.WITHOUT_HARM.keys() == set()


def test_no_reason_is_kept_for_what_is_known_or_gone(asked: set[str]) -> None:
    found = versions.recorded()
    assert versions.WITHOUT_HARM.keys() <= versions.too_new(asked & found.keys(), found)


@pytest.mark.parametrize(
    ("style", "feature"),
    [
        (".a:has(> .b) { top: 0 }", "css selector has"),
        (".a { &:hover { top: 0 } }", "css selector nesting"),
        (".a { .b { top: 0 } }", "css selector nesting"),
        (".a { color: color-mix(in srgb, red, blue) }", "css function color-mix"),
        (".a { color: light-dark(red, blue) }", "css function light-dark"),
        (".a { height: calc(100dvh - 1px) }", "css unit dvh"),
        (".a { inset: 0 }", "css property inset"),
        (".a { display: inline grid }", "css value display inline"),
        ("@layer base { .a { top: 0 } }", "css at-rule layer"),
        ("@container (min-width: 1px) { .a { top: 0 } }", "css at-rule container"),
        ("@media (width >= 40rem) { .a { top: 0 } }", "css media range"),
        ("@media (hover: hover) { .a::backdrop { top: 0 } }", "css selector backdrop"),
    ],
)
def test_a_feature_of_a_style_sheet_is_seen(style: str, feature: str) -> None:
    assert feature in features.of_style(style)


@pytest.mark.parametrize(
    ("script", "feature"),
    [
        ("list.map(x => x);", "js syntax arrow_function"),
        ("var a = b ?? c;", "js syntax ??"),
        ("var a = b?.c;", "js syntax optional_chain"),
        ("const a = 1;", "js syntax lexical_declaration"),
        ("var a = `b`;", "js syntax template_string"),
        ("async function a() { await b(); }", "js syntax await_expression"),
        ("class A { #b = 1; }", "js syntax private_property_identifier"),
        ("var a = list.toSorted();", "js member toSorted"),
        ("var a = new Navigation();", "js global Navigation"),
        ("element.showPopover();", "js member showPopover"),
    ],
)
def test_a_feature_of_a_script_is_seen(script: str, feature: str) -> None:
    assert feature in features.of_script(script)


def test_what_a_script_names_itself_is_not_the_browsers() -> None:
    assert not features.of_script("function own(a) { var b = { key: a }; own.timer = b.key; }") & {
        "js global own",
        "js global a",
        "js global b",
        "js member key",
        "js member timer",
    }


@pytest.mark.parametrize(
    ("page", "feature"),
    [
        ('<details name="a"></details>', "html attribute details name"),
        ('<button popovertarget="a"></button>', "html attribute button popovertarget"),
        ('<input type="week">', "html input week"),
        ("<search></search>", "html element search"),
    ],
)
def test_a_feature_of_a_page_is_seen(page: str, feature: str) -> None:
    assert feature in features.of_page(page)
