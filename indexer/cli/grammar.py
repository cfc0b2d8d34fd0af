"""How the program speaks: Vietnamese help, one sentence for a failure, UTF-8 whatever the terminal is."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import Final
from typing import NoReturn

import click

from indexer.cli.configuration import defaults
from indexer.errors import CancuError
from indexer.errors import system_reason

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

NAME: Final = "cancu"  # also where the program runs as a module, whose file has another name
COMPLETE_VARIABLE: Final = "_CANCU_COMPLETE"  # set by a shell that asks what may stand at the cursor
DONE: Final = 0
NOTHING: Final = 1  # nothing found, or findings
WRONG_USE: Final = 2
_STOPPED: Final = 130  # what shells expect of a program that Ctrl-C ended


class Command(click.Command):
    """A command whose help is Vietnamese throughout."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments and the settings file; what is wrong with them is remembered as this command's."""
        if not ctx.resilient_parsing:
            ctx.default_map = {**defaults(ctx, self.get_params(ctx)), **(ctx.default_map or {})}
        else:
            with suppress(CancuError):  # a shell that asks at Tab gets no word about a broken settings file
                ctx.default_map = defaults(ctx, self.get_params(ctx))
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, described in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trợ giúp này rồi thoát."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Cách dùng: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the command's name in the usage line."""
        return [piece.replace("[OPTIONS]", "[TÙY CHỌN]") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their Vietnamese heading."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("Tùy chọn"):
            formatter.write_dl(records)


class Program(Command, click.Group):
    """The group of all commands.

    `modules` gives for each the module, in which it lies under the name `<command>_command`, and its line in the list.
    """

    def __init__(self, *args: Any, modules: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        """Take the options of a click group."""
        super().__init__(*args, **kwargs)
        self._modules = dict(modules or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, those known by module first."""
        return list(dict.fromkeys([*self._modules, *super().list_commands(ctx)]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        known = self._modules.get(cmd_name)
        if known is None:
            return super().get_command(ctx, cmd_name)
        module, line = known
        command = getattr(import_module(module), f"{cmd_name}_command")
        if not isinstance(command, click.Command):
            return None
        command.short_help = line
        return command

    def lines(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return every command with its line in the list, importing none of them."""
        return [(name, self._line(ctx, name)) for name in self.list_commands(ctx)]

    def _line(self, ctx: click.Context, name: str) -> str:
        if name in self._modules:
            return self._modules[name][1]
        command = self.get_command(ctx, name)
        return command.get_short_help_str(90) if command is not None else ""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Return the commands and options that begin with what was typed."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 (only at Tab)

        found = [CompletionItem(name, help=line) for name, line in self.lines(ctx) if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return what follows the program's name in the usage line."""
        return ["LỆNH", "[TÙY CHỌN]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands and the options."""
        with formatter.section("Lệnh"):
            formatter.write_dl(self.lines(ctx))
        super().format_options(ctx, formatter)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 (click's own signature)
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and end the process; every failure is one sentence on standard error."""
        if not standalone_mode:
            return super().main(args, NAME, complete_var, False, **extra)
        _open_streams()
        _speak_utf8()
        if COMPLETE_VARIABLE in os.environ:
            with suppress(Exception):  # a shell's line is no place to complain in
                super().main(args, NAME, complete_var, **extra)
            sys.exit(DONE)
        try:
            status = super().main(args, NAME, complete_var, False, **extra)
        except CancuError as error:
            _fail(str(error), WRONG_USE)
        except click.UsageError as error:
            _fail(_wrong_use(error), WRONG_USE)
        except click.ClickException as error:
            _fail(error.format_message(), WRONG_USE)
        except (click.Abort, KeyboardInterrupt):
            _fail("Đã dừng theo yêu cầu.", _STOPPED)
        except OSError as error:
            _fail(_system_trouble(error), WRONG_USE)
        sys.exit(status if isinstance(status, int) else DONE)


def _open_streams() -> None:
    # A stream that was closed before the program began is None: it is empty to read, and swallows what is written.
    # They stay open to the end of the process, as those of the system do.
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def _speak_utf8() -> None:
    # A redirected stream of Windows has the system's code page; JSON and Vietnamese need UTF-8. What came in as
    # broken bytes goes out as an escape, which JSON reads as well.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)


def _system_trouble(error: OSError) -> str:
    name = f" “{error.filename}”" if error.filename else ""
    return f"Hệ thống không cho đọc hoặc ghi{name}: {system_reason(error)}."


def _wrong_use(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx is not None else "cancu"
    hint = f"xem “{command} --help”."
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn “{error.option_name}”: {hint}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return f"Thiếu {name}: {hint}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn “{error.option_name}” dùng chưa đúng: {hint}"
    if isinstance(error, click.BadParameter):
        whole = isinstance(error, BadValueError)
        return error.message if whole else f"{_about(error)} không hợp lệ{_why(error)}: {hint}"
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return f"Không có lệnh này: {hint}"
    return f"Dùng chưa đúng: {hint}"


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


class BadValueError(click.BadParameter):
    """A value that a person typed is not one that there is; the message is a whole Vietnamese sentence."""
