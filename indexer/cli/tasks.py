"""`cancu tasks`: a plan's task tree with the documents that each task rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from indexer.cli import completing
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import NOTHING
from indexer.cli.grammar import WRONG_USE
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.shapes import print_json
from indexer.cli.shapes import task_json

if TYPE_CHECKING:
    from indexer.views import LinkView
    from indexer.views import PlanView
    from indexer.views import TaskNode
    from indexer.vocabulary import Vocabulary


@click.command("tasks", cls=Command, help="Xem cây nhiệm vụ của một kế hoạch cùng các văn bản viện dẫn.")
@click.argument(
    "plan", metavar="[KẾ_HOẠCH]", required=False, shell_complete=completing.documents("PLAN", ids_only=True)
)
@library_options
@json_option
def tasks_command(plan: str | None, corpus: Path | None, data: Path | None, as_json: bool) -> int:
    """Print a plan's tasks; the plan may be left out where the library has one only."""
    from indexer.errors import DocumentNotFoundError  # noqa: PLC0415 (help does not need it)
    from indexer.errors import PlanNotFoundError  # noqa: PLC0415
    from indexer.kb import KnowledgeBase  # noqa: PLC0415

    kb = KnowledgeBase.open(Places(corpus, data).data)
    if plan is None:
        plans = kb.plans()
        if not plans:
            if as_json:
                print_json({"plan": None, "title": None, "tasks": []})
            click.echo("Trong kho chưa có kế hoạch nào.", err=True)
            return NOTHING
        if len(plans) > 1:
            ids = ", ".join(item.document.id for item in plans)
            click.echo(f"Trong kho có nhiều kế hoạch, hãy nêu một mã: {ids}.", err=True)
            return WRONG_USE
        plan = plans[0].document.id
    try:
        view = kb.plan(kb.current_id(plan))
    except DocumentNotFoundError as error:
        raise PlanNotFoundError(plan) from error
    if as_json:
        summary = view.document.summary
        print_json({"plan": summary.id, "title": summary.title, "tasks": [task_json(task) for task in view.tasks]})
    else:
        _print(view, kb.vocabulary)
    return DONE


def _print(view: PlanView, vocabulary: Vocabulary) -> None:
    summary = view.document.summary
    words.paragraph(words.bold(words.name(summary)))
    if summary.title:
        words.paragraph(summary.title)
    click.echo()
    for task in view.tasks:
        _print_task(task, "", vocabulary)


def _print_task(task: TaskNode, indent: str, vocabulary: Vocabulary) -> None:
    heading = " ".join(task.heading.replace("*", "").split())
    shortened = heading if len(heading) <= 240 else heading[: heading.rfind(" ", 0, 240)] + " …"
    words.paragraph(f"{words.bold(task.id)}  {shortened}", indent)
    for link in task.links:
        words.paragraph(_link(link, vocabulary.roles[link.citation.role].name), f"{indent}     ", "→ ")
    for child in task.children:
        _print_task(child, indent + "  ", vocabulary)


def _link(link: LinkView, role: str) -> str:
    cited = " ".join(link.citation.text.split())
    if link.document is not None:
        newer = f"; sau đó có {words.name(link.newer)}" if link.newer else ""
        return f"{cited} ({role}): {words.name_colour(link.document.id)}{newer}"
    if link.candidates:
        return f"{cited} ({role}): chưa rõ, có thể là {', '.join(item.document.id for item in link.candidates)}"
    return (
        f"{cited} ({role}): không nêu riêng văn bản"
        if link.citation.form == "group"
        else f"{cited} ({role}): chưa xác định"
    )
