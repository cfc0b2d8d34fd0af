"""What a route of the API takes and answers, said beside the route: the description and the checks read the same."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TypeVar

from webapp.params import LAST_PAGE
from webapp.params import MOST_HITS

_View = TypeVar("_View", bound=Callable[..., Any])

JSON: Final = "application/json"
#: Letters of a parameter; a longer question is no question. Numbers and ids are far shorter.
MOST_LETTERS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address. `pattern` is a regular expression that the whole value matches.

    A whole number lies from `least` to `most`; other values have at most `MOST_LETTERS` letters, or are one of
    `choices`.
    """

    name: str
    says: str
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    expected: str = ""  # Vietnamese: what a value must be, for whoever sent another one
    default: Any = None
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        found: dict[str, Any] = {"type": "string", "maxLength": MOST_LETTERS}
        if self.most is not None:
            found = {"type": "integer", "minimum": self.least, "maximum": self.most}
        elif self.choices:
            found = {"type": "string", "enum": list(self.choices)}
        elif self.pattern:
            found["pattern"] = f"^(?:{self.pattern})$"
        return found if self.default is None else {**found, "default": self.default}


@dataclass(frozen=True, slots=True)
class Operation:
    """A route: its parameters after the question mark, and its answer as a notation of `schemas`.

    `media` are the types of an answer that is a file, `forms` what `form` in its path may be; `text` says that a text
    is sent. `paged`: the answer is a part of a list, with `Link` headers to its neighbours.
    """

    answer: Any = None
    query: tuple[Parameter, ...] = ()
    media: tuple[str, ...] = (JSON,)
    text: bool = False
    paged: bool = False
    forms: tuple[str, ...] = ()


OPERATIONS: Final[dict[Callable[..., Any], Operation]] = {}
"""The operation of each view function."""


def answers(
    answer: Any = None,
    *,
    query: tuple[Parameter, ...] = (),
    media: tuple[str, ...] = (JSON,),
    text: bool = False,
    page: int = 0,
    forms: Iterable[str] = (),
) -> Callable[[_View], _View]:
    """Say what the decorated view takes and answers; `page` is how many items of a list come where nothing is said."""

    def described(view: _View) -> _View:
        parts = (*query, *_paging(page)) if page else query
        OPERATIONS[view] = Operation(answer, parts, media, text, bool(page), tuple(forms))
        return view

    return described


def _paging(page: int) -> tuple[Parameter, ...]:
    return (
        Parameter("limit", "How many items at most.", least=1, most=MOST_HITS, default=page),
        Parameter("offset", "How many items to pass over.", least=0, most=LAST_PAGE * MOST_HITS, default=0),
    )


_DAY: Final = r"[12][0-9]{3}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|"
_FLAGS: Final = ("true", "1", "false", "0")

QUESTION: Final = Parameter("q", "The question: numbers in any spelling, words with or without marks, operators.")
FILTERS: Final = (
    Parameter("kind", "Id of a document kind."),
    Parameter("organ", "Id of the issuing organ."),
    Parameter("year", "Year of issue."),
    Parameter("term", "Id of a term."),
    Parameter("theme", "Id of a theme."),
    Parameter("programme", "Id of a training programme."),
    Parameter("held", "Whether the library has the text.", choices=_FLAGS),
    Parameter("cited", "Whether a plan of the library cites it.", choices=_FLAGS),
    Parameter(
        "from", "First day of issue: 25/10/2021, ISO, or a year.", pattern=_DAY, expected="cần một ngày như 25/10/2021"
    ),
    Parameter(
        "to", "Last day of issue: 25/10/2021, ISO, or a year.", pattern=_DAY, expected="cần một ngày như 25/10/2021"
    ),
)
MATRIX_FILTERS: Final = FILTERS[:3]
ORGAN_OF_PLAN: Final = Parameter("organ", "Key of an organ of the plan's index.")
ORDER: Final = Parameter("order", "In what order.", choices=("relevance", "date"), default="relevance")
AS_OF: Final = Parameter(
    "as_of",
    "The day to be considered instead of the draft's own (25/10/2021 or ISO); where the body is JSON it stands there.",
    pattern=_DAY.removeprefix("[12][0-9]{3}|"),
    expected="cần một ngày như 25/10/2021",
)
