"""The design system: contrast in both themes, and nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from webapp import assets

STATIC = Path(__file__).parent.parent / "webapp" / "static"
STYLE = assets.assets()[assets.STYLE_SHEET].content.decode()


def tokens(block: str) -> dict[str, str]:
    """The colours of a block of tokens by name."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))


def blocks(selector: str) -> list[dict[str, str]]:
    return [tokens(found) for found in re.findall(re.escape(selector) + r" \{(.*?)\}", STYLE, re.DOTALL)]


LIGHT = blocks(":root")[0]
CHOSEN_DARK = LIGHT | blocks(':root[data-theme="dark"]')[0]
SYSTEM_DARK = LIGHT | blocks(':root:not([data-theme="light"])')[0]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_two_ways_to_the_dark_theme_agree() -> None:
    assert CHOSEN_DARK == SYSTEM_DARK


@pytest.mark.parametrize("theme", [LIGHT, CHOSEN_DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "ground"),
        ("ink", "paper"),
        ("ink", "accent-soft"),
        ("ink", "alert-soft"),
        ("ink-quiet", "ground"),
        ("ink-quiet", "paper"),
        ("ink-quiet", "accent-soft"),
        ("ink-quiet", "alert-soft"),
        ("accent", "ground"),
        ("accent", "paper"),
        ("accent", "accent-soft"),
        ("accent", "alert-soft"),
        ("paper", "accent"),
        ("alert", "ground"),
        ("alert", "paper"),
        ("mark-ink", "mark"),
        ("band-ink", "band"),
        ("band-quiet", "band"),
        ("band", "lamp"),
    ],
)
def test_text_is_readable(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, CHOSEN_DARK], ids=["light", "dark"])
def test_focus_and_field_borders_stand_out(theme: dict[str, str]) -> None:
    assert contrast(theme["accent"], theme["ground"]) >= 3
    assert contrast(theme["lamp"], theme["band"]) >= 3
    assert contrast(theme["line-strong"], theme["paper"]) >= 3


def test_the_style_sheet_asks_nobody_else() -> None:
    assert "url(" not in STYLE
    assert "@import" not in STYLE


@pytest.mark.parametrize("script", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_scripts_are_classic_and_talk_to_nobody_else(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"\b(?:import|export|await|XMLHttpRequest|eval|innerHTML)\b", text)
    # The site's own API is all that a script may ask.
    assert not re.search(r'\bfetch\b(?!\("/api/v1/)', text)
    # The name of the vocabulary of annotations, which no browser fetches.
    assert not re.search(r"https?:", text.replace("http://www.w3.org/ns/anno.jsonld", ""))
    assert '"use strict"' in text
