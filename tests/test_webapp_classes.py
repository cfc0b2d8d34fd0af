"""The style sheet and the pages name the same classes: no rule without a page, no class without a rule or a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import tinycss2
from tinycss2.ast import Node

from webapp import assets

WEBAPP = Path(__file__).parent.parent / "webapp"

#: Classes without a rule of their own, and why they stand in a page.
WITHOUT_RULE: dict[str, str] = {}

_CLASS = re.compile(r"\.(-?[a-z_][\w-]*)", re.IGNORECASE)
_IN_TEMPLATE = re.compile(r'\bclass="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\}|\{)*)"', re.DOTALL)
_IN_BLOCK = re.compile(r"\{% block (?:body_class|width) %\}([^{]*)\{%")
_WORD = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*-?")


def preludes(nodes: Iterable[Node]) -> Iterable[str]:
    """The selectors of a style sheet, those inside at-rules included."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield tinycss2.serialize(node.prelude)
        elif node.type == "at-rule" and node.content is not None and node.at_keyword != "page":
            yield from preludes(tinycss2.parse_rule_list(node.content))


def ruled() -> set[str]:
    sheet = tinycss2.parse_stylesheet(assets.assets()[assets.STYLE_SHEET].content.decode(), True, True)
    return {name for prelude in preludes(sheet) for name in _CLASS.findall(prelude)}


def written() -> set[str]:
    """The classes that templates write out, whole or as the beginning of a computed one ("task-" of "task-{{ x }}")."""
    found: set[str] = set()
    for path in WEBAPP.glob("templates/*.html"):
        text = path.read_text(encoding="utf-8")
        for value in [*_IN_TEMPLATE.findall(text), *_IN_BLOCK.findall(text)]:
            # A computed end leaves a hyphen behind; what a condition chooses from stands in quotes.
            plain = re.sub(r"(?<=-)\{\{.*?\}\}|\{%.*?%\}", " ", value, flags=re.DOTALL)
            chosen = " ".join(re.findall(r"'([^']*)'", plain))
            plain = re.sub(r"\{\{.*?\}\}", " ", plain, flags=re.DOTALL)
            found.update(word for word in f"{plain} {chosen}".split() if _WORD.fullmatch(word))
    return found


def test_every_class_of_a_page_has_a_rule_or_a_reason() -> None:
    rules = ruled()
    lacking = {
        name
        for name in written() - set(WITHOUT_RULE)
        if not (any(rule.startswith(name) for rule in rules) if name.endswith("-") else name in rules)
    }
    assert lacking == set()


def test_every_rule_has_a_page_or_script_that_uses_it() -> None:
    sources = [*WEBAPP.glob("*.py"), *WEBAPP.glob("routes/*.py"), *WEBAPP.glob("static/*.js")]
    words = {word for path in sources for word in re.findall(r"[\w-]+", path.read_text(encoding="utf-8"))}
    pages = written()
    beginnings = tuple(name for name in pages if name.endswith("-"))
    unused = {name for name in ruled() - pages - words if not name.startswith(beginnings)}
    assert unused == set()


def test_no_reason_is_kept_for_a_class_that_is_gone_or_has_a_rule() -> None:
    assert set(WITHOUT_RULE) <= written() - ruled()


def test_a_rule_stands_in_the_folder_that_its_reach_says() -> None:
    # Tokens are set in one file; every other part only uses them.
    for part in assets.style_parts():
        text = part.read_text(encoding="utf-8")
        assert text.startswith("/* "), f"{part.name}: the first line says what the part is for"
        assert text.count("\n") < 300, f"{part.name}: split it"
        if part.name != "tokens.css":
            assert not re.search(r"^\s*--[\w-]+:", text, re.MULTILINE), part.name
