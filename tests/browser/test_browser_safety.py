"""Scripts in a corpus text stay text, also in a browser that would run them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect

from indexer.build import build
from tests.browser.server import serve

BAIT = "<img src=x onerror=\"document.title='hong'\"><script>document.title='hong'</script>"

PLAN = f"""---
id: ke-hoach-thu
kind: ke-hoach
title: '{BAIT.replace("'", "''")}'
issuer: thanh-uy-ha-noi
issued: 2024-01-05
---

KẾ HOẠCH

## I. MỤC ĐÍCH {BAIT}

Thực hiện Nghị quyết số 12-NQ/TW ngày 01/02/2023 {BAIT}.

- Gạch đầu dòng {BAIT}
"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    plans = folder / "corpus" / "plans"
    plans.mkdir(parents=True)
    (plans / "ke-hoach-thu.md").write_text(PLAN, encoding="utf-8")
    build(folder / "corpus", folder / "var")
    yield from serve(folder / "var")


@pytest.mark.parametrize(
    "address",
    ["/", "/ke-hoach", "/ke-hoach/ke-hoach-thu", "/ke-hoach/ke-hoach-thu/nhiem-vu/I", "/tim?q=onerror", "/so/12-nq-tw"],
)
def test_nothing_of_a_text_is_executed(page: Page, hostile_site: str, address: str) -> None:
    page.goto(hostile_site + address)
    page.wait_for_load_state("networkidle")
    assert page.title() != "hong"
    expect(page.locator("main img, main script")).to_have_count(0)


def test_nothing_of_a_question_is_executed(page: Page, hostile_site: str) -> None:
    page.goto(hostile_site + "/tim")
    page.get_by_label("Số và ký hiệu").fill(BAIT)
    page.get_by_role("button", name="Tìm").click()
    assert page.title() != "hong"
    expect(page.locator("main img, main script")).to_have_count(0)
    expect(page.get_by_label("Số và ký hiệu")).to_have_value(BAIT)


def test_data_for_machines_is_words_and_no_script_to_the_policy(page: Page, hostile_site: str) -> None:
    page.add_init_script(
        "window.refused = []; document.addEventListener('securitypolicyviolation', event => refused.push(event.blockedURI))"
    )
    page.goto(hostile_site + "/ke-hoach/ke-hoach-thu")
    page.wait_for_load_state("networkidle")
    block = page.locator('script[type="application/ld+json"]')
    expect(block).to_have_count(1)
    assert json.loads(block.text_content() or "")["name"] == BAIT
    assert page.evaluate("refused") == []
    assert page.title() != "hong"
