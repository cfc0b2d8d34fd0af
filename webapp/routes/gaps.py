"""What the library lacks: texts to ask for, and flaws of the data to look at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint

from indexer.errors import Problem
from indexer.errors import Severity
from indexer.views import WantedDocument
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("gaps", __name__)


@dataclass(frozen=True, slots=True)
class WantedPage(Page):
    """The context of wanted.html."""

    wanted: tuple[WantedDocument, ...]
    cited: int  # documents that the library's plans cite


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The problems of one severity and one place: a file, or the library as a whole ("")."""

    severity: Severity
    path: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ProblemsPage(Page):
    """The context of problems.html."""

    groups: tuple[ProblemGroup, ...]
    errors: int
    warnings: int


@area.get("/con-thieu")
def wanted() -> str:
    """List the cited documents whose text is not held, as a list to ask for."""
    return render("wanted.html", WantedPage(kb().wanted(), kb().counts().cited))


@area.get("/kiem-tra")
def problems() -> str:
    """List every flaw of the data, errors first, by file."""
    order = {Severity.ERROR: 0, Severity.WARNING: 1}
    found = sorted(kb().problems(), key=lambda problem: (order[problem.severity], problem.path, problem.line or 0))
    groups = tuple(
        ProblemGroup(severity, path, tuple(members))
        for (severity, path), members in groupby(found, key=lambda problem: (problem.severity, problem.path))
    )
    errors = sum(1 for problem in found if problem.severity is Severity.ERROR)
    return render("problems.html", ProblemsPage(groups, errors, len(found) - errors))
