"""What the program says where it was used wrongly, or where the system or itself fails: one line, with what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import click

from indexer.cli.nearest import nearest
from indexer.errors import CancuError
from indexer.errors import system_reason

_LONGEST: Final = 1_000  # letters of a message
_LONG_WORD: Final = re.compile(r"([^\s“”]{250})[^\s“”]+")
_LONG_QUOTATION: Final = re.compile(r"“([^”]{150})[^”]{20,}(?:”|$)")


class BadValueError(click.BadParameter):
    """A value that a person typed is not one that there is; the message is a whole Vietnamese sentence."""


class LeftOverError(click.UsageError):
    """More words than there are parameters, such as a question without quotes.

    They are counted and not shown: a password may have been typed where none belongs.
    """

    def __init__(self, left: Sequence[str], ctx: click.Context) -> None:
        super().__init__(
            f"Dùng chưa đúng, thừa {len(left)} tham số (tên hay câu hỏi có dấu cách thì đặt trong dấu ngoặc kép): "
            f"xem “{ctx.command_path} --help”.",
            ctx,
        )


def told(error: CancuError | click.ClickException | OSError) -> str:
    """Return what to say of a failure."""
    match error:
        case CancuError():
            return " ".join(filter(None, [str(error), *getattr(error, "__notes__", ())]))
        case click.UsageError():
            return _wrong_use(error)
        case OSError():
            name = f" “{error.filename}”" if error.filename else ""
            return f"Hệ thống không cho đọc hoặc ghi{name}: {system_reason(error)}."
    return error.format_message()


def _wrong_use(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx is not None else "cancu"
    hint = f"xem “{command} --help”."
    match error:
        case LeftOverError():
            return error.message
        case click.NoSuchOption():
            near = nearest(error.option_name, _options(error.ctx))
            return f"Không có tùy chọn “{error.option_name}”{_maybe(near)}: {hint}"
        case click.NoSuchCommand():
            return _no_command(error.command_name, error.ctx)
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
            return f"Thiếu {name}: {hint}"
        case click.BadOptionUsage():
            return f"Tùy chọn “{error.option_name}” dùng chưa đúng: {hint}"
        case BadValueError():
            return error.message
        case click.BadParameter():
            return f"{_about(error)} không hợp lệ{_why(error)}: {hint}"
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return f"Thiếu lệnh, một trong: {', '.join(_commands(error.ctx))}; {hint}"
    return f"Dùng chưa đúng: {hint}"


def unforeseen(error: Exception) -> str:
    """Return what to say of a flaw of this program: what it was stays out, since a text may stand in it."""
    return (
        f"Chương trình gặp lỗi ngoài dự kiến ({type(error).__name__}), chưa làm xong việc: hãy báo cho người phụ "
        "trách; đặt CANCU_TRACEBACK=1 rồi chạy lại thì thấy chỗ lỗi."
    )


def one_line(message: str) -> str:
    """Return a message as one line that a terminal only prints: what was typed is in it, and may be anything.

    Long names and quotations are cut, letters that would move the cursor or set a colour are blanks.
    """
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in message).split())
    line = _LONG_WORD.sub(r"\1…", _LONG_QUOTATION.sub(r"“\1…”", line))
    # The end says what to do.
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"


def _no_command(name: str, ctx: click.Context | None) -> str:
    path = ctx.command_path if ctx is not None else "cancu"
    near = [f"{path} {command}" for command in nearest(name, _commands(ctx))]
    if near or (ctx is not None and ctx.parent is not None):
        return f"Không có lệnh “{name}”{_maybe(near)}: xem “{path} --help”."
    return f"Không có lệnh “{name}”: muốn tìm trong kho thì gõ “cancu search”, các lệnh ở “{path} --help”."


def _commands(ctx: click.Context | None) -> list[str]:
    group = ctx.command if ctx is not None else None
    return group.list_commands(ctx) if isinstance(group, click.Group) and ctx is not None else []


def _options(ctx: click.Context | None) -> list[str]:
    if ctx is None:
        return []
    return [name for param in ctx.command.get_params(ctx) for name in (*param.opts, *param.secondary_opts)]


def _maybe(near: Sequence[str]) -> str:
    return f" (có phải là {' hoặc '.join(f'“{name}”' for name in near)}?)" if near else ""


def _about(error: click.BadParameter) -> str:
    parameter = error.param
    name = parameter.opts[0] if isinstance(parameter, click.Option) else "tham số"
    return f"Giá trị của {name}"


def _why(error: click.BadParameter) -> str:
    wanted = error.param.type if error.param is not None else None
    if isinstance(wanted, click.Path):
        return " (cần một thư mục)" if not wanted.file_okay else " (cần một tệp)" if not wanted.dir_okay else ""
    if isinstance(wanted, click.IntRange):
        return f" (cần một số từ {wanted.min} đến {wanted.max})"
    if isinstance(wanted, click.Choice):
        return f" (cần một trong: {', '.join(map(str, wanted.choices))})"
    return " (cần một số)" if wanted is click.INT else ""
