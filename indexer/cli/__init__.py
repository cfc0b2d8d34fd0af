"""The command line: thin commands over the library, in Vietnamese for people and as JSON for programs."""

from __future__ import annotations

from typing import Final

import click

from indexer import __version__
from indexer.cli.grammar import Program

# Each command's module and its line in the list of all commands. The module is imported when the command runs: "cancu
# cite" never waits for what only a search needs, and the list of commands waits for none of them.
_COMMANDS: Final = {
    "init": ("indexer.cli.library", "Tạo một kho văn bản mới, trống."),
    "build": ("indexer.cli.library", "Dựng chỉ mục từ kho văn bản; không làm gì nếu kho không đổi."),
    "search": ("indexer.cli.search", "Tìm văn bản theo số và ký hiệu hoặc theo từ ngữ."),
    "show": ("indexer.cli.show", "Xem một văn bản theo số và ký hiệu hoặc theo mã."),
    "tasks": ("indexer.cli.tasks", "Xem cây nhiệm vụ của một kế hoạch cùng các văn bản viện dẫn."),
    "compare": ("indexer.cli.compare", "So sánh hai văn bản có toàn văn: hai kế hoạch, hoặc quy định cũ và mới."),
    "topics": ("indexer.cli.topics", "Xem các chủ đề, chương trình bồi dưỡng, hoặc những gì thuộc một chủ đề."),
    "cite": ("indexer.cli.texts", "Tìm mọi viện dẫn trong một văn bản bất kỳ."),
    "outline": ("indexer.cli.texts", "Đọc phần đầu và cây nhiệm vụ của một văn bản."),
    "review": ("indexer.cli.review", "Rà soát căn cứ của một dự thảo: .docx, .doc, .pdf, .txt ..."),
    "convert": ("indexer.cli.convert", "In chữ của một tệp Word, PDF, trang web ... dạng Markdown; không lưu gì."),
    "import": ("indexer.cli.importing", "Nhập tệp Word, PDF, trang web ..., cả thư mục và tệp .zip, vào kho."),
    "merge": ("indexer.cli.merging", "Nhập hai văn bản làm một, hoặc lấy kho của nơi khác về."),
    "check": ("indexer.cli.library", "Kiểm tra kho: mọi sai sót của dữ liệu, kèm tệp và dòng."),
    "adopt": ("indexer.cli.adopt", "Bổ sung hồ sơ cho một văn bản được viện dẫn mà kho chưa có hồ sơ."),
    "user": ("indexer.cli.users", "Tài khoản của người biên tập: ai được đăng nhập và sửa kho trên trang web."),
    "backup": ("indexer.cli.backup", "Sao lưu kho, tài khoản và lịch sử vào một tệp .zip, cả khi đang dùng."),
    "restore": ("indexer.cli.backup", "Khôi phục kho từ tệp sao lưu: trọn vẹn, hoặc không ghi gì."),
    "help": ("indexer.cli.help", "Xem một lệnh hoặc một đề mục của hướng dẫn."),
    "completion": ("indexer.cli.completion", "In đoạn mã để phím Tab gợi ý trong bash, zsh, fish, PowerShell."),
}


@click.group(
    cls=Program,
    modules=_COMMANDS,
    invoke_without_command=True,
    help="Căn Cứ: kho tra cứu kế hoạch và các văn bản được viện dẫn.",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(version)s", help="In số phiên bản rồi thoát.")
@click.option("--pager", "-p", is_flag=True, help="Xem kết quả từng trang, bằng $PAGER hoặc less.")
@click.pass_context
def cli(ctx: click.Context, *, pager: bool) -> None:
    """Show the help where no command is named; everything else is in the commands."""
    if pager:
        from indexer.cli.paging import page  # noqa: PLC0415 (only where it is asked for)

        page(ctx)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
