"""The grammar of all commands: Vietnamese help, settings, what a shell asks at Tab, one line for a failure."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any
from typing import Final
from typing import NoReturn

import click

from indexer.cli.configuration import defaults
from indexer.cli.streams import leave_pipe
from indexer.cli.streams import open_streams
from indexer.cli.streams import speak_utf8
from indexer.cli.terminal import colour_wanted
from indexer.cli.wrong_use import BadValueError
from indexer.cli.wrong_use import LeftOverError
from indexer.cli.wrong_use import one_line
from indexer.cli.wrong_use import told
from indexer.cli.wrong_use import unforeseen
from indexer.errors import CancuError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

NAME: Final = "cancu"  # also where the program runs as a module, whose file has another name
COMPLETE_VARIABLE: Final = "_CANCU_COMPLETE"  # set by a shell that asks what may stand at the cursor
DONE: Final = 0
NOTHING: Final = 1  # nothing found, or findings
WRONG_USE: Final = 2
_OWN_FAULT: Final = 70  # a flaw of this program (EX_SOFTWARE of sysexits.h)
_STOPPED: Final = 130  # what shells expect of a program that Ctrl-C ended
_UNREAD: Final = 141  # and of one whose output nobody reads any more
TRACEBACK_VARIABLE: Final = "CANCU_TRACEBACK"  # where it is set, a flaw of this program shows where it is

# NUL ends a name for the system; half a character of UTF-16 is none. (Broken bytes, U+DC80 to U+DCFF, can be a name.)
_UNUSABLE: Final = re.compile("[\0\ud800-\udc7f\udd00-\udfff]")


class Command(click.Command):
    """A command whose help is Vietnamese throughout."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments and the settings file; what is wrong with them is remembered as this command's."""
        if not ctx.resilient_parsing:
            ctx.default_map = {**defaults(ctx, self.get_params(ctx)), **(ctx.default_map or {})}
        else:
            with suppress(CancuError):  # a shell that asks at Tab gets no word about a broken settings file
                ctx.default_map = defaults(ctx, self.get_params(ctx))
        if any(_UNUSABLE.search(arg) for arg in args):
            raise BadValueError("Tham số có ký tự không dùng được (NUL, nửa ký tự): hãy gõ lại.", ctx)
        try:
            return super().parse_args(ctx, list(args))
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            if type(error) is click.UsageError and (left := self._left_over(ctx, args)):
                raise LeftOverError(left, ctx) from error
            raise

    def _left_over(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return the words of the line that no parameter takes."""
        try:
            return self.make_parser(ctx).parse_args(list(args))[1]
        except click.UsageError:
            return []

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what to do next after a failure goes with it."""
        try:
            return super().invoke(ctx)
        except CancuError as error:
            if not hasattr(error, "__notes__"):
                from indexer.cli.hints import next_step  # noqa: PLC0415 (only after a failure)

                error.add_note(next_step(ctx, error))
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
        open_streams()
        speak_utf8()
        if COMPLETE_VARIABLE in os.environ:
            with suppress(Exception):  # a shell's line is no place to complain in
                super().main(args, NAME, complete_var, **extra)
            sys.exit(DONE)
        try:
            status = super().main(args, NAME, complete_var, False, color=colour_wanted(), **extra)
            with _to_a_reader():
                sys.stdout.flush()  # what cannot be written is told of here, not by Python at its end
        except (click.Abort, KeyboardInterrupt):
            _fail("Đã dừng theo yêu cầu.", _STOPPED)
        except (CancuError, click.ClickException, OSError) as error:
            _fail(told(error), WRONG_USE)
        except Exception as error:
            if os.environ.get(TRACEBACK_VARIABLE):
                raise
            _fail(unforeseen(error), _OWN_FAULT)
        sys.exit(status if isinstance(status, int) else DONE)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the command line, or show the help that it asks for."""
        with _to_a_reader():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _to_a_reader():
            return super().invoke(ctx)


@contextmanager
def _to_a_reader() -> Iterator[None]:
    """End the process where nobody reads its output any more; click would end it as if nothing had been found."""
    try:
        yield
    except BrokenPipeError:
        leave_pipe()
        sys.exit(_UNREAD)


def _fail(message: str, status: int) -> NoReturn:
    click.echo(one_line(message), err=True)
    sys.exit(status)
