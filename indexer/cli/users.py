"""Commands on accounts: who may sign in on the site and change the library."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Final

import click

from indexer.catalogue.codec import plain
from indexer.cli import words
from indexer.cli.grammar import DONE
from indexer.cli.grammar import Command
from indexer.cli.grammar import Program
from indexer.cli.options import Places
from indexer.cli.options import json_option
from indexer.cli.options import library_options
from indexer.cli.options import state_option
from indexer.cli.shapes import print_json
from indexer.errors.accounts import AccountNotFoundError
from indexer.errors.accounts import PasswordsDifferError

if TYPE_CHECKING:
    from indexer.accounts import Accounts
    from indexer.views.accounts import Account


def _name(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:  # broken bytes: no account is called so
        raise AccountNotFoundError(value) from error
    return value


name_argument: Final = click.argument("name", metavar="TÊN", callback=_name)


@click.group("user", cls=Program, help="Tài khoản của người biên tập: ai được đăng nhập và sửa kho trên trang web.")
def user_command() -> None:
    """Hold the commands on accounts."""


def _accounts(places: Places) -> Accounts:
    from indexer.accounts import Accounts  # noqa: PLC0415 (help does not need it)

    return Accounts(places.state)


@user_command.command("add", cls=Command, help="Thêm một tài khoản; mật khẩu được hỏi hai lần, hoặc đọc từ đầu vào.")
@name_argument
@state_option
@library_options
@json_option
def add_command(name: str, corpus: Path | None, data: Path | None, state: Path | None, as_json: bool) -> int:
    """Make an account."""
    account = _accounts(Places(corpus, data, state)).add(name, _new_password())
    return _say(account, f"Đã thêm tài khoản “{account.name}”. Trang web hiện lối vào ở /dang-nhap.", as_json)


@user_command.command("list", cls=Command, help="Các tài khoản đang có.")
@state_option
@library_options
@json_option
def list_command(corpus: Path | None, data: Path | None, state: Path | None, as_json: bool) -> int:
    """Print every account."""
    found = _accounts(Places(corpus, data, state)).all()
    if as_json:
        print_json({"accounts": plain(found)})
    elif found:
        words.table((account.name, "đã khóa" if account.disabled else "đang dùng") for account in found)
    else:
        click.echo("Chưa có tài khoản nào: trang web chỉ để đọc. Thêm bằng “cancu user add TÊN”.")
    return DONE


@user_command.command("password", cls=Command, help="Đặt lại mật khẩu của một tài khoản và kết thúc mọi phiên của nó.")
@name_argument
@state_option
@library_options
@json_option
def password_command(name: str, corpus: Path | None, data: Path | None, state: Path | None, as_json: bool) -> int:
    """Give an account another password."""
    account = _accounts(Places(corpus, data, state)).set_password(name, _new_password())
    return _say(account, f"Đã đặt lại mật khẩu của “{account.name}”; các phiên đang mở đã kết thúc.", as_json)


@user_command.command("disable", cls=Command, help="Khóa một tài khoản và kết thúc mọi phiên của nó.")
@name_argument
@state_option
@library_options
@json_option
def disable_command(name: str, corpus: Path | None, data: Path | None, state: Path | None, as_json: bool) -> int:
    """Shut an account."""
    account = _accounts(Places(corpus, data, state)).disable(name)
    return _say(account, f"Đã khóa tài khoản “{account.name}”; các phiên đang mở đã kết thúc.", as_json)


def _new_password() -> str:
    """Return the password typed twice on the terminal, or the first line of standard input where there is none."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = click.prompt("Mật khẩu mới", hide_input=True, err=True, prompt_suffix=": ")
    if click.prompt("Gõ lại mật khẩu", hide_input=True, err=True, prompt_suffix=": ") != first:
        raise PasswordsDifferError
    return str(first)


def _say(account: Account, sentence: str, as_json: bool) -> int:
    if as_json:
        print_json(plain(account))
    else:
        click.echo(sentence)
    return DONE
