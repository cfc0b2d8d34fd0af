"""Commands on the library itself: `init`, `build` and `check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Final

import click

from indexer.catalogue.codec import plain
from indexer.cli import completing
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import NOTHING
from indexer.cli.grammar import Command
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.options import state_option
from indexer.cli.shapes import print_json
from indexer.errors import Problem
from indexer.errors import Severity

if TYPE_CHECKING:
    from indexer.views import BuildReport

_SEVERITIES: Final = {Severity.ERROR: "lỗi", Severity.WARNING: "cần xem"}
_REMARK: Final = "citation-"


@click.command("init", cls=Command, help="Tạo một kho văn bản mới, trống.")
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path))
@json_option
def init_command(folder: Path, as_json: bool) -> int:
    """Make a new empty library."""
    from indexer.store import init_library  # noqa: PLC0415 (help does not need it)

    init_library(folder)
    if as_json:
        print_json({"corpus": str(folder)})
    else:
        click.echo(
            f"Đã tạo kho trống ở {folder}. Bước tiếp theo: “cancu import TỆP...” đưa văn bản vào, rồi “cancu build”."
        )
    return DONE


@click.command("build", cls=Command, help="Dựng chỉ mục từ kho văn bản; không làm gì nếu kho không đổi.")
@click.option("--full", is_flag=True, help="Dựng lại tất cả từ đầu.")
@click.option(
    "--engine",
    metavar="TÊN",
    shell_complete=completing.engines,
    help="Bộ máy tìm kiếm: whoosh, tantivy hoặc opensearch (mặc định: như lần trước).",
)
@click.option(
    "--url", metavar="ĐỊA_CHỈ", help="Các nút của cụm OpenSearch, cách nhau bằng dấu phẩy (không có mật khẩu)."
)
@library_options
@json_option
def build_command(
    full: bool, engine: str | None, url: str | None, corpus: Path | None, data: Path | None, as_json: bool
) -> int:
    """Bring the index up to the corpus."""
    from indexer.build import build  # noqa: PLC0415 (help does not need it)

    places = Places(corpus, data)
    with words.progress() as progress:
        report = build(places.corpus, places.data, full=full, engine=engine, url=url, progress=progress)
    if as_json:
        print_json(plain(report))
    else:
        _print_report(report)
    return DONE


def _print_report(report: BuildReport) -> None:
    counts = report.counts
    done = "Đã dựng chỉ mục" if report.built else "Kho không đổi, chỉ mục vẫn dùng được"
    click.echo(f"{done} ({report.seconds:.2f} giây).".replace(".", ",", 1))
    rows = (
        ("Kế hoạch", counts.plans),
        ("Văn bản được viện dẫn", counts.cited),
        ("trong đó có toàn văn", counts.held),
        ("Văn bản trong kho", counts.documents),
        ("Nhiệm vụ", counts.tasks),
        ("Chỗ viện dẫn", counts.citations),
        ("chưa xác định văn bản", counts.unresolved),
        ("Đoạn văn để tìm", counts.passages),
    )
    words.table(((label, words.counted(value)) for label, value in rows), "  ")
    if report.outgrown:
        click.echo(words.OUTGROWN)
    if report.problems:
        click.echo(f"{words.counted(report.problems)} điểm cần xem: chạy “cancu check”.")


@click.command("check", cls=Command, help="Kiểm tra kho: mọi sai sót của dữ liệu, kèm tệp và dòng.")
@click.option("--fix", is_flag=True, help="Viết lại các tệp theo dạng chuẩn trước khi kiểm tra.")
@state_option
@library_options
@json_option
def check_command(fix: bool, corpus: Path | None, data: Path | None, state: Path | None, as_json: bool) -> int:
    """Print every flaw of the corpus; with `--fix`, bring its files into canonical form first."""
    from indexer.building.derive import derive  # noqa: PLC0415 (help does not need it)
    from indexer.state import corpus_held  # noqa: PLC0415
    from indexer.store import fix_corpus  # noqa: PLC0415
    from indexer.store import load_corpus  # noqa: PLC0415

    places = Places(corpus, data, state)
    folder = places.corpus
    fixed: tuple[str, ...] = ()
    if fix:
        with corpus_held(places.state):
            fixed = fix_corpus(folder)
    found = derive(load_corpus(folder)).problems
    # What a plan's own words leave open is shown, but is no flaw that an edit of the corpus would have to mend.
    remarks = [problem for problem in found if problem.code.startswith(_REMARK)]
    problems = [problem for problem in found if not problem.code.startswith(_REMARK)]
    if as_json:
        print_json({"problems": plain(problems), "remarks": plain(remarks), "fixed": list(fixed)})
    else:
        for path in fixed:
            click.echo(f"{path}: đã viết lại theo dạng chuẩn.")
        _print_problems(problems)
        for remark in remarks:
            _print_problem(remark, "xem thêm")
    return NOTHING if problems else DONE


def _print_problems(problems: Iterable[Problem]) -> None:
    counts: Counter[Severity] = Counter()
    for problem in problems:
        counts[problem.severity] += 1
        _print_problem(problem, _SEVERITIES[problem.severity])
    if counts:
        click.echo("; ".join(f"{count} {_SEVERITIES[severity]}" for severity, count in sorted(counts.items())) + ".")
    else:
        click.echo("Không có sai sót nào.")


def _print_problem(problem: Problem, what: str) -> None:
    place = f"{problem.path}:{problem.line}" if problem.line is not None else problem.path
    # One line each, however long: editors and scripts read "file:line: ...".
    colour = words.warning(what, grave=problem.severity is Severity.ERROR)
    click.echo(f"{place}: {colour}: {problem.message}".removeprefix(": "))
