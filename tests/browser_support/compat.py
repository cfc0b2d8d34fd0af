"""MDN's browser compatibility data (npm `@mdn/browser-compat-data`, CC0): where a feature stands, and its versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]

_BROWSERS = ("chrome", "firefox")

# The parser's names of what came into the language after its fifth edition, and where the data has it.
_SYNTAX = {
    "??": "operators.nullish_coalescing",
    "??=": "operators.nullish_coalescing_assignment",
    "||=": "operators.logical_or_assignment",
    "&&=": "operators.logical_and_assignment",
    "**": "operators.exponentiation",
    "array_pattern": "operators.destructuring",
    "arrow_function": "functions.arrow_functions",
    "assignment_pattern": "functions.default_parameters",
    "async": "statements.async_function",
    "await_expression": "operators.await",
    "class_declaration": "statements.class",
    "class_static_block": "classes.static.initialization_blocks",
    "field_definition": "classes.public_class_fields",
    "for_in_statement": "statements.for_of",
    "import": "operators.import",
    "import_statement": "statements.import",
    "lexical_declaration": "statements.let",
    "object_pattern": "operators.destructuring",
    "optional_chain": "operators.optional_chaining",
    "private_property_identifier": "classes.private_class_fields",
    "rest_pattern": "functions.rest_parameters",
    "shorthand_property_identifier": "grammar.shorthand_object_literals",
    "spread_element": "operators.spread",
    "static": "classes.static",
    "template_string": "grammar.template_literals",
    "using_declaration": "statements.using",
    "yield_expression": "operators.yield",
}

# Where a kind of feature stands in the data, most likely place first.
_PLACES = {
    ("css", "property"): ("css.properties.{name}", "css.properties.{prefixed}", "css.at-rules.page.{name}"),
    ("css", "value"): ("css.properties.{name}.{second}", "css.properties.{name}.{under}"),
    ("css", "function"): (
        "css.types.{name}",
        "css.types.color.{name}",
        "css.types.gradient.{name}",
        "css.types.basic-shape.{name}",
        "css.types.image.{name}",
        "css.types.transform-function.{name}",
        "css.types.filter-function.{name}",
        "css.properties.grid-template-columns.{name}",
        "css.properties.custom-property.{name}",
    ),
    ("css", "unit"): ("css.types.length.{name}",),
    ("css", "selector"): ("css.selectors.{name}",),
    ("css", "at-rule"): ("css.at-rules.{name}",),
    ("css", "media"): ("css.at-rules.media.{name}", "css.at-rules.media.{plain}"),
    ("js", "global"): ("javascript.builtins.{name}", "api.{name}", "api.Window.{name}"),
    ("js", "member"): ("api.{name}", "javascript.builtins.{name}", "css.properties.{kebab}"),  # element.style.minWidth
    ("html", "element"): ("html.elements.{name}", "svg.elements.{name}"),
    ("html", "input"): ("html.elements.input.type_{name}",),
    ("html", "attribute"): (
        "html.elements.{name}.{second}",
        "html.global_attributes.{second}",
        "svg.elements.{name}.{second}",
        "svg.global_attributes.{second}",
    ),
}

# What the data files under another name.
_ELSEWHERE = {
    "--*": "css.properties.custom-property",
    "range": "css.at-rules.media.range_syntax",
} | dict.fromkeys(("dvh", "svh", "lvh", "dvw", "svw", "lvw"), "css.types.length.viewport_percentage_units_dynamic")


def versions_of(data: Data, feature: str) -> tuple[int | None, int | None] | None:
    """Return since when Chrome and Firefox know `feature`, None where the data has no entry of its own for it."""
    prefix, entries = _entries(data, feature)
    found = [(_since(entry, "chrome", prefix), _since(entry, "firefox", prefix)) for entry in entries]
    # A name that several interfaces have (`filter` of Array and of Iterator) is as old as its oldest.
    return min(found, key=lambda pair: max(since or 9_999 for since in pair)) if found else None


def _entries(data: Data, feature: str) -> tuple[str, list[Data]]:
    area, what, *rest = feature.split(" ")
    prefix = ""
    if rest and rest[0].startswith(("-webkit-", "-moz-")):
        prefix, rest = "-" + rest[0].split("-")[1] + "-", [rest[0].split("-", 2)[2], *rest[1:]]
    return prefix, [entry for path in _paths(data, area, what, rest, prefix) if (entry := _at(data, path)) is not None]


def _paths(data: Data, area: str, what: str, rest: list[str], prefix: str) -> Iterator[str]:
    names = {"name": rest[0], "prefixed": prefix + rest[0], "second": rest[-1], "under": rest[-1].replace("-", "_")}
    names["kebab"] = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in rest[0])
    names["plain"] = rest[0].removeprefix("max-").removeprefix("min-")
    yield from (place.format_map(names) for place in _PLACES.get((area, what), ()))
    if (area, what) == ("js", "syntax") and rest[0] in _SYNTAX:
        yield f"javascript.{_SYNTAX[rest[0]]}"
    if (area, what) == ("js", "member"):
        for path, owners in (("api", data["api"]), ("javascript.builtins", data["javascript"]["builtins"])):
            yield from (f"{path}.{owner}.{rest[0]}" for owner, members in owners.items() if rest[0] in members)
    if rest[0] in _ELSEWHERE:
        yield _ELSEWHERE[rest[0]]


def _at(data: Data, path: str) -> Data | None:
    place: Any = data
    for step in path.split("."):
        if not isinstance(place, dict) or step not in place:
            return None
        place = place[step]
    return place.get("__compat")


def _since(entry: Data, browser: str, prefix: str) -> int | None:
    """Return the first version that knows the feature for good: without a flag, under the name that is used."""
    told = entry["support"].get(browser, [])
    versions = [
        int(added.lstrip("≤").split(".")[0])
        for statement in (told if isinstance(told, list) else [told])
        if isinstance(added := statement.get("version_added"), str)
        and added.lstrip("≤")[0].isdigit()
        and "version_removed" not in statement
        and "flags" not in statement
        and "alternative_name" not in statement
        and statement.get("prefix", "") in {"", prefix}
    ]
    return min(versions, default=None)
