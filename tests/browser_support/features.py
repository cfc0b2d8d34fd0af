"""The features that a style sheet, a script and a page use, each by a name that says what it is."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from html.parser import HTMLParser

import tinycss2
import tree_sitter
import tree_sitter_javascript
from tinycss2.ast import Node

_JAVASCRIPT = tree_sitter.Language(tree_sitter_javascript.language())
_EVERYWHERE = frozenset({"class", "hidden", "id", "lang", "role", "tabindex", "title"})  # attributes of any element
_DECLARED_IN = {"variable_declarator": "name", "function_declaration": "name", "catch_clause": "parameter"}


def of_style(text: str) -> set[str]:
    """Return the features of a style sheet: `css property gap`, `css value display grid`, `css selector not`, ..."""
    return set(_of_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))


def _of_rules(rules: Iterable[Node]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "error":
            raise ValueError(f"line {rule.source_line}: {rule.message}")
        if rule.type == "qualified-rule":
            yield from _of_selector(rule.prelude)
            yield from _of_block(rule.content)
        elif rule.type == "at-rule":
            yield f"css at-rule {rule.lower_at_keyword}"
            yield from _of_at_rule(rule)


def _of_at_rule(rule: Node) -> Iterator[str]:
    if rule.lower_at_keyword == "media":
        for block in rule.prelude:
            if block.type == "() block":
                names = [token.lower_value for token in block.content if token.type == "ident"]
                yield f"css media {names[0]}"
                if any(token.type == "literal" and token.value in "<>=" for token in block.content):
                    yield "css media range"
    if rule.content is None:
        return
    if rule.lower_at_keyword in {"page", "font-face"}:
        yield from _of_block(rule.content)
    else:
        yield from _of_rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _of_selector(tokens: Iterable[Node]) -> Iterator[str]:
    colons = 0
    for token in tokens:
        if token.type == "literal":
            if token.value == "&":
                yield "css selector nesting"
            colons = colons + 1 if token.value == ":" else 0
        else:
            if colons and token.type == "ident":
                yield f"css selector {token.lower_value}"
            elif colons and token.type == "function":
                yield f"css selector {token.lower_name}"
                yield from _of_selector(token.arguments)
            colons = 0


def _of_block(tokens: Iterable[Node]) -> Iterator[str]:
    for item in tinycss2.parse_blocks_contents(tokens, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration":
            name = item.lower_name
            yield "css property --*" if name.startswith("--") else f"css property {name}"
            yield from _of_value("" if name.startswith("--") else name, item.value)
        elif item.type == "qualified-rule":
            yield "css selector nesting"
        elif item.type == "at-rule":
            yield f"css at-rule {item.lower_at_keyword}"
        else:
            raise ValueError(f"line {item.source_line}: {item.message}")


def _of_value(name: str, tokens: Iterable[Node]) -> Iterator[str]:
    for token in tokens:
        if token.type == "ident" and name and not token.value.startswith("--"):
            yield f"css value {name} {token.lower_value}"
        elif token.type == "function":
            yield f"css function {token.lower_name}"
            yield from _of_value(name, token.arguments)
        elif token.type == "dimension":
            yield f"css unit {token.lower_unit}"
        elif token.type in {"() block", "[] block", "{} block"}:
            yield from _of_value(name, token.content)


def of_script(text: str) -> set[str]:
    """Return the features of a script: `js syntax arrow_function`, `js member closest`, `js global fetch`."""
    tree = tree_sitter.Parser(_JAVASCRIPT).parse(text.encode())
    if tree.root_node.has_error:
        raise ValueError("the script cannot be parsed")
    nodes = list(_nodes(tree.root_node))
    own = {_text(name) for node in nodes for name in _declared(node)}
    found: set[str] = set()
    for node in nodes:
        if node.is_named or node.type in {"async", "??", "??=", "||=", "&&=", "**", "static"}:
            found.add(f"js syntax {node.type}")
        if node.type == "property_identifier" and node.parent is not None and node.parent.type == "member_expression":
            found.add(f"js member {_text(node)}")
        if node.type == "identifier" and _text(node) not in own:
            found.add(f"js global {_text(node)}")
    # A name that the script gives to its own objects says nothing about the browser.
    keys = {_text(node.children[0]) for node in nodes if node.type == "pair"}
    assigned = {_text(node.child_by_field_name("property")) for node in _assigned(nodes)}
    return found - {f"js member {name}" for name in keys | assigned}


def _nodes(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _declared(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    field = _DECLARED_IN.get(node.type)
    named = node.child_by_field_name(field) if field else None
    if named is not None:
        yield named
    if node.type == "formal_parameters":
        yield from (child for child in _nodes(node) if child.type == "identifier")


def _assigned(nodes: Iterable[tree_sitter.Node]) -> Iterator[tree_sitter.Node]:
    """Yield what stands left of a function's assignment (`say.timer = ...`): a name of the script's own."""
    functions = {
        _text(name)
        for node in nodes
        if node.type == "function_declaration" and (name := node.child_by_field_name("name")) is not None
    }
    for node in nodes:
        left = node.child_by_field_name("left") if node.type == "assignment_expression" else None
        if left is not None and left.type == "member_expression":
            owner = left.child_by_field_name("object")
            if owner is not None and _text(owner) in functions:
                yield left


def _text(node: tree_sitter.Node | None) -> str:
    return "" if node is None or node.text is None else node.text.decode()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(f"html element {tag}")
        for name, value in attrs:
            if name.startswith(("data-", "aria-")):
                continue
            self.found.add(f"html attribute {'*' if name in _EVERYWHERE else tag} {name}")
            if tag == "input" and name == "type":
                self.found.add(f"html input {value}")


def of_page(text: str) -> set[str]:
    """Return the features of a page: `html element details`, `html attribute input list`, `html input search`."""
    page = _Page()
    page.feed(text)
    return page.found
