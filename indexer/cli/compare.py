"""`cancu compare`: two held documents part by part and word by word, as text, JSON or a Word file."""

from __future__ import annotations

from pathlib import Path

import click

from indexer.cli import completing
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.shapes import comparison_json
from indexer.cli.shapes import print_json
from indexer.views.comparing import Comparison
from indexer.views.comparing import PartPair
from indexer.views.comparing import Run
from indexer.views.comparing import RunKind
from indexer.views.comparing import Side

_MARKS = {RunKind.KEPT: "{}", RunKind.GONE: "[-{}-]", RunKind.NEW: "{{+{}+}}"}


@click.command("compare", cls=Command, help="So sánh hai văn bản có toàn văn: hai kế hoạch, hoặc quy định cũ và mới.")
@click.argument("old", metavar="VĂN_BẢN_TRƯỚC", shell_complete=completing.documents("HELD"))
@click.argument("new", metavar="VĂN_BẢN_SAU", shell_complete=completing.documents("HELD"))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP.docx", help="Ghi ra tệp Word thay cho in."
)
@library_options
@json_option
def compare_command(
    old: str, new: str, output: Path | None, corpus: Path | None, data: Path | None, as_json: bool
) -> int:
    """Print what became of each part of the first document in the second, or write it to a file."""
    from indexer.kb import KnowledgeBase  # noqa: PLC0415 (help does not need it)

    kb = KnowledgeBase.open(Places(corpus, data).data)
    found = kb.compare(kb.held_document(old), kb.held_document(new))
    if output is not None:
        _write(found, output)
    if as_json:
        print_json(comparison_json(found))
    elif output is None:
        _print(found)
    return DONE


def _write(found: Comparison, output: Path) -> None:
    from indexer.export.comparison_docx import comparison_docx  # noqa: PLC0415 (only a file needs it)

    output.write_bytes(comparison_docx(found))
    click.echo(f"Đã ghi {output}.", err=True)


def _print(found: Comparison) -> None:
    from indexer.export import comparison_table as table  # noqa: PLC0415 (as above)

    for label, name in zip(("Trước:", "Sau:"), table.titled(found), strict=True):
        words.paragraph(name, "", f"{words.bold(label)} ")
    words.paragraph(table.summary(found))
    if found.bases is not None:
        click.echo()
        click.echo(words.bold(f"CĂN CỨ ({len(found.bases.documents)})"))
        for state, old, new, note in table.basis_rows(found):
            words.paragraph(" → ".join(filter(None, (old, new if new != old else ""))), "", f"{state}: ")
            if note:
                words.paragraph(note, "    ")
    click.echo()
    click.echo(words.bold("NỘI DUNG"))
    for pair in (*found.parts, *found.frame):
        if not table.untouched(pair):
            _print_pair(pair, table.capital(f"{table.place(pair)}: {table.note(pair)}"))


def _print_pair(pair: PartPair, head: str) -> None:
    words.paragraph(head)
    sides = (pair.old, pair.new) if pair.old and pair.new and not _same(pair.old, pair.new) else (pair.new or pair.old,)
    for side in sides:
        if side is not None:
            words.paragraph(_marked(side, whole=len(sides) == 1), "    ")


def _same(old: Side, new: Side) -> bool:
    return all(run.kind is RunKind.KEPT for run in (*old.runs, *new.runs))


def _marked(side: Side, *, whole: bool) -> str:
    text = side.text if whole else "".join(_run(run) for run in side.runs)
    return " ".join(f"{side.marker} {text}".split())


def _run(run: Run) -> str:
    return _MARKS[run.kind].format(run.text)
