"""The command `review`: a draft's bases held against the library, on the terminal or as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import NOTHING
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import day
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.shapes import print_json
from indexer.cli.shapes import review_json
from indexer.cli.texts import read_draft
from indexer.cli.wrong_use import BadValueError
from indexer.views.review import Finding
from indexer.views.review import Review
from indexer.views.review import Weight

_TEXT: Final = "text"
_COMMENTS: Final = "comments"
#: Beside the two of the command line's own: those of `indexer.export.FORMATS`, which help does not wait for.
FORMATS: Final = (_TEXT, "markdown", "csv", "xlsx", "docx", _COMMENTS)
_OFFICE: Final = {"xlsx": "Tệp Excel", "docx": "Tệp Word", _COMMENTS: "Tệp Word"}


@click.command(
    "review",
    cls=Command,
    help="Rà soát căn cứ của một dự thảo: .docx, .doc, .pdf, .txt ... (TỆP là - : đầu vào chuẩn). "
    "Mã thoát 1: có nhận xét.",
)
@click.argument("file", metavar="TỆP", type=click.Path(allow_dash=True))
@click.option("--as-of", metavar="NGÀY", callback=day(last=True), help="Xét tại ngày này thay cho ngày của dự thảo.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=_TEXT,
    help="Dạng kết quả (mặc định: text); docx: phiếu rà soát; comments: chính tệp .docx có ghi chú ở từng chỗ.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP", help="Ghi kết quả vào tệp này."
)
@library_options
@json_option
def review_command(
    file: str,
    as_of: str | None,
    form: str,
    output: Path | None,
    corpus: Path | None,
    data: Path | None,
    as_json: bool,
) -> int:
    """Print or write what there is to say of a draft's bases."""
    from indexer.kb import KnowledgeBase  # noqa: PLC0415 (help does not need it)

    if form in _OFFICE and output is None and sys.stdout.isatty():
        suffix = "xlsx" if form == "xlsx" else "docx"
        raise BadValueError(f"{_OFFICE[form]} không in ra màn hình được: hãy thêm --output TỆP.{suffix}.")
    text = read_draft(file)
    review = KnowledgeBase.open(Places(corpus, data).data).review(text, as_of)
    if as_json:
        print_json(review_json(review))
    if form == _TEXT and output is None and not as_json:
        _print_review(review)
    elif output is not None or not as_json:
        made = _commented(file, text, review) if form == _COMMENTS else _exported(review, form)
        _write(made, output)
    return NOTHING if review.findings else DONE


def _commented(file: str, text: str, review: Review) -> bytes:
    from indexer.export.review_comments import commented  # noqa: PLC0415 (only a Word file needs it)

    return commented(Path(file).read_bytes() if file != "-" else b"", text, review)


def _exported(review: Review, form: str) -> bytes:
    from indexer.export import export_review  # noqa: PLC0415 (only a file needs it)

    return export_review(review, "markdown" if form == _TEXT else form)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)
        click.echo(f"Đã ghi {output}.", err=True)


def _print_review(review: Review) -> None:
    from indexer.export import review_table  # noqa: PLC0415 (as above)

    click.echo(words.bold(review_table.heading(review)))
    words.paragraph(review_table.days(review))
    words.paragraph(review_table.summary(review))
    for weight in Weight:
        found = [finding for finding in review.findings if finding.severity is weight]
        if found:
            click.echo()
            click.echo(words.bold(f"{weight.value.upper()} ({len(found)})"))
            for number, finding in enumerate(found, 1):
                _print_finding(number, finding, review_table.places(finding.places))
    click.echo()
    click.echo(words.bold(f"CĂN CỨ ({len(review.bases)})"))
    for row in review_table.base_rows(review):
        at, written, places, record, _title, state, newest = row
        words.paragraph(f"{written} ({places}): {state}" + (f"; mới nhất: {newest}" if newest else ""), "", f"{at}. ")
        if record and record not in written:
            words.paragraph(record, "    ")


def _print_finding(number: int, finding: Finding, places: str) -> None:
    words.paragraph(f"{finding.subject} ({places}); {finding.certainty.value}", "", f"{number}. ")
    rows = (
        ("Dự thảo viết", finding.written),
        ("Nhận xét", finding.message),
        ("Cách xử lý", finding.action),
        ("Sửa thành", finding.correction or ""),
        ("Nguồn", finding.source),
    )
    words.table(((label, value) for label, value in rows if value), "   ")
