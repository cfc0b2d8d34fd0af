"""`cancu completion`: the script by which a shell asks this program what may stand where Tab was pressed."""

from __future__ import annotations

import sys
from typing import Final

import click

from indexer.cli.grammar import COMPLETE_VARIABLE
from indexer.cli.grammar import DONE
from indexer.cli.grammar import NAME
from indexer.cli.grammar import Command
from indexer.cli.options import json_option
from indexer.cli.shapes import print_json

#: How each shell is told for good, as a person types it.
_SET_UP: Final = {
    "bash": """echo 'eval "$(cancu completion bash)"' >> ~/.bashrc""",
    "zsh": """echo 'eval "$(cancu completion zsh)"' >> ~/.zshrc   (sau dòng compinit)""",
    "fish": "cancu completion fish > ~/.config/fish/completions/cancu.fish",
    "powershell": "Add-Content $PROFILE 'cancu completion powershell | Out-String | Invoke-Expression'",
}
# Windows PowerShell reads what a program prints in the console's old code page, unless it is told otherwise.
_ASKING: Final = "        $response = & %(prog_name)s 2>$null\n"
_ASKING_UTF8: Final = (
    "        $prev_encoding = [Console]::OutputEncoding\n"
    "        [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)\n"
    "        try { $response = & %(prog_name)s 2>$null } finally { [Console]::OutputEncoding = $prev_encoding }\n"
)


@click.command(
    "completion",
    cls=Command,
    help="In đoạn mã cho bash, zsh, fish hoặc PowerShell, để phím Tab gợi ý lệnh, tùy chọn, số và mã văn bản.",
)
@click.argument("shell", type=click.Choice(list(_SET_UP)))
@json_option
def completion_command(shell: str, *, as_json: bool) -> int:
    """Print a shell's script; on a terminal also how the shell is told for good."""
    script = _script(shell)
    if as_json:
        print_json({"shell": shell, "script": script, "set_up": _SET_UP[shell]})
        return DONE
    click.echo(script, nl=False)
    if sys.stdout.isatty():
        click.echo(f"\nĐể dùng từ nay về sau, chạy một lần: {_SET_UP[shell]}", err=True)
    return DONE


def _script(shell: str) -> str:
    from click.shell_completion import get_completion_class  # noqa: PLC0415 (no other command needs it)

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 (click knows the shells that the argument offers; a test asks each)
    variables = kind(click.Command(NAME), {}, NAME, COMPLETE_VARIABLE).source_vars()
    # Not its `source()`: that starts a bash to look at its version, which need not be the one that reads the script.
    return kind.source_template.replace(_ASKING, _ASKING_UTF8) % variables
