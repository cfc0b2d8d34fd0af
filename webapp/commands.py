"""The console script: every command of the library, and `serve`, the only one that needs a web server."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from typing import Final

import click

from indexer.cli import cli
from indexer.cli.configuration import variable
from indexer.cli.grammar import Command
from indexer.cli.grammar import Program
from indexer.cli.options import Function
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.options import state_option
from indexer.cli.shapes import print_json
from indexer.cli.wrong_use import BadValueError
from webapp.settings import ServerSettings
from webapp.settings import networks

_LOG_FORMS: Final = ("text", "json")
_PUBLIC_ADDRESS: Final = "Địa chỉ mà người ngoài dùng để mở trang, như https://cancu.example.vn."


class _PublicAddress(click.ParamType[str]):
    """The address of a site's first page, as its readers type it; "" for none."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address without a slash at its end."""
        from webapp.metadata.site import read_public_address  # noqa: PLC0415 (as in `serve_command`)

        found = read_public_address(value) if value else ""
        if found is None:
            message = f"“{value}” không phải địa chỉ trang. Viết như https://cancu.example.vn, không có phần sau tên."
            raise BadValueError(message, ctx, param)
        return found


class _Networks(click.ParamType[str]):
    """Addresses and networks, with commas between them."""

    name = "networks"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the list as it is written, once it has been understood."""
        try:
            networks(value)
        except ValueError:
            message = f"“{value}” không phải địa chỉ hoặc mạng. Viết như 127.0.0.1 hoặc 10.1.0.0/16."
            raise BadValueError(message, ctx, param) from None
        return value


def _setting(name: str, metavar: str, help_text: str, kind: click.ParamType[Any] | None = None) -> Callable[..., Any]:
    """Return an option of `serve` that is also a variable and a key of the settings file."""
    key = name.removeprefix("--").partition("/")[0].replace("-", "_")
    default = getattr(ServerSettings(), key)
    options: dict[str, Any] = {"envvar": variable(key), "default": default, "help": help_text, "type": kind}
    if isinstance(default, bool):
        del options["type"]
        return click.option(name, key, is_flag=True, **options)
    return click.option(name, key, metavar=metavar, **options)


def _server_options(function: Function) -> Function:
    """Add the options of `ServerSettings`, by the names of its fields."""
    seconds = click.IntRange(1, 3600)
    for option in reversed(
        (
            _setting("--host", "ĐỊA_CHỈ", "Địa chỉ để mở trang (127.0.0.1: chỉ máy này)."),
            _setting("--port", "CỔNG", "Cổng (8000); bận: cổng sau.", click.IntRange(1, 65535)),
            _setting("--fixed-port", "", "Cổng bận thì dừng, không lấy cổng sau."),
            _setting("--threads", "SỐ", "Số yêu cầu được xử lý cùng lúc (8).", click.IntRange(1, 256)),
            _setting("--connections", "SỐ", "Số kết nối được mở cùng lúc (2000).", click.IntRange(16, 100_000)),
            _setting("--header-seconds", "GIÂY", "Thời gian để gửi xong phần đầu yêu cầu (15).", seconds),
            _setting("--idle-seconds", "GIÂY", "Thời gian một kết nối được im lặng (60).", seconds),
            _setting("--upload-seconds", "GIÂY", "Thời gian để gửi xong cả yêu cầu (300).", seconds),
            _setting("--max-header", "KB", "Phần đầu yêu cầu lớn nhất (64).", click.IntRange(4, 1024)),
            _setting("--max-body", "MB", "Nội dung gửi lên lớn nhất (64).", click.IntRange(1, 1024)),
            _setting("--log", "DẠNG", "Nhật ký: text, hoặc json (mỗi yêu cầu một dòng).", click.Choice(_LOG_FORMS)),
            _setting("--proxy", "ĐỊA_CHỈ", "Máy chủ đứng trước (nginx) được tin về địa chỉ người hỏi."),
            _setting("--public-address", "ĐỊA_CHỈ", _PUBLIC_ADDRESS, _PublicAddress()),
            _setting("--metrics", "ĐỊA_CHỈ", "Địa chỉ hoặc mạng được đọc số đo ở /metrics (không ai).", _Networks()),
            _setting("--watch/--no-watch", "", "Tự dựng lại chỉ mục khi kho thay đổi (có)."),
        )
    ):
        function = option(function)
    return function


@cli.command("serve", cls=Command, help="Mở trang tra cứu: dựng chỉ mục nếu cần, rồi trả lời đến khi bấm Ctrl-C.")
@state_option
@library_options
@_server_options
def serve_command(corpus: Path | None, data: Path | None, state: Path | None, **server: Any) -> None:
    """Serve the site until interrupted."""
    # Flask and the server are imported here: no other command pays for them.
    from webapp import logs  # noqa: PLC0415
    from webapp.serving import serve_library  # noqa: PLC0415

    places, settings = Places(corpus, data, state), ServerSettings(**server)
    say = logs.say if settings.log == logs.JSON else _say
    serve_library(places.corpus, places.data, places.state, settings, say=say)


@cli.group(
    "export",
    cls=Program,
    modules={"corpus": ("indexer.cli.exporting", "Ghi cả kho vào một tệp .zip để nơi khác đọc.")},
    help="Ghi kho ra ngoài: trang đọc không cần mạng (site), cả kho một tệp (corpus).",
)
def export_group() -> None:
    """Hold the commands that write the library for readers elsewhere."""


@export_group.command("site", cls=Command, help="Ghi cả kho thành trang đọc và tra cứu từ thư mục, không cần mạng.")
@library_options
@_setting("--public-address", "ĐỊA_CHỈ", "Địa chỉ của trang trên mạng, để bản này chỉ về.", _PublicAddress())
@json_option
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(file_okay=False, path_type=Path))
def export_site_command(
    corpus: Path | None, data: Path | None, public_address: str, folder: Path, *, as_json: bool
) -> None:
    """Write the offline edition."""
    from webapp.edition.export import export_site  # noqa: PLC0415 (as above)
    from webapp.words import quantity  # noqa: PLC0415

    say = _say if sys.stderr.isatty() else lambda _line: None
    done = export_site(Places(corpus, data).data, folder, public_address=public_address, say=say)
    if as_json:
        print_json({"folder": str(folder), "pages": done.pages, "files": done.files, "bytes": done.bytes})
    else:
        size = f"{done.bytes / 2**20:.1f}".replace(".", ",")
        click.echo(f"Đã ghi {quantity(done.pages)} trang, {quantity(done.files)} tệp, {size} MB vào “{folder}”.")
        click.echo("Mở bằng cách bấm đúp vào tệp index.html trong thư mục ấy.")


def _say(line: str) -> None:
    click.echo(line, err=True)


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
