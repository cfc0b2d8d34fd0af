"""Options that several commands share: where the corpus and the data lie, JSON, and dates as people type them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from typing import Final
from typing import TypeVar

import click

from indexer.cli.wrong_use import BadValueError
from indexer.errors import NoLibraryError

Function = TypeVar("Function", bound=Callable[..., Any])

_CORPUS: Final = "corpus"
_DATA: Final = "var"
_STATE: Final = "state"
_DAY: Final = re.compile(r"(?:(?P<day>\d{1,2})[/.-])?(?:(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})")
_ISO: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a command works, as its options say; `corpus` and `data` settle what they leave open."""

    corpus_option: Path | None
    data_option: Path | None
    state_option: Path | None = None

    @property
    def named(self) -> bool:
        """Whether a library was named, by option or environment."""
        return self.corpus_option is not None or self.data_option is not None

    @property
    def corpus(self) -> Path:
        """The corpus folder: as given, else `corpus` in the working folder.

        Raises:
            NoLibraryError: neither is there.
        """
        if self.corpus_option is not None:
            return self.corpus_option
        if Path(_CORPUS).is_dir():
            return Path(_CORPUS)
        raise NoLibraryError(Path(_CORPUS).absolute())

    @property
    def data(self) -> Path:
        """The data folder: as given, else `var` beside the corpus.

        Raises:
            NoLibraryError: neither a data folder was given nor is there a corpus.
        """
        return self.data_option if self.data_option is not None else self.corpus.resolve().parent / _DATA

    @property
    def state(self) -> Path:
        """The folder of accounts and history: as given, else `state` beside the corpus.

        Raises:
            NoLibraryError: neither a state folder was given nor is there a corpus.
        """
        return self.state_option if self.state_option is not None else self.corpus.resolve().parent / _STATE


def state_option(function: Function) -> Function:
    """Add `--state`; the command gets it as `state`."""
    return click.option(
        "--state",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="CANCU_STATE",
        metavar="THƯ_MỤC",
        help="Nơi chứa tài khoản và lịch sử (mặc định: CANCU_STATE, rồi thư mục state bên cạnh kho).",
    )(function)


def library_options(function: Function) -> Function:
    """Add `--corpus` and `--data`; the command gets them as `corpus` and `data`."""
    folder = click.Path(file_okay=False, path_type=Path)
    function = click.option(
        "--data",
        type=folder,
        envvar="CANCU_DATA",
        metavar="THƯ_MỤC",
        help="Nơi chứa chỉ mục (mặc định: CANCU_DATA, rồi thư mục var bên cạnh kho).",
    )(function)
    return click.option(
        "--corpus",
        type=folder,
        envvar="CANCU_CORPUS",
        metavar="THƯ_MỤC",
        help="Thư mục kho văn bản (mặc định: CANCU_CORPUS, rồi ./corpus).",
    )(function)


def json_option(function: Function) -> Function:
    """Add `--json`; the command gets it as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON (UTF-8) thay cho văn bản.")(
        function
    )


def day(*, last: bool) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return a callback that turns a typed day into ISO; a month or year alone means its last day, or its first."""

    def convert(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        text = value.strip()
        match = _ISO.fullmatch(text) or _DAY.fullmatch(text)
        if match is not None:
            try:
                return _iso_day(match, last=last)
            except ValueError:
                pass
        raise BadValueError(f"Không hiểu ngày “{text}”: hãy viết như 22/10/2018, 10/2018 hoặc 2018.", ctx, param)

    return convert


def _iso_day(match: re.Match[str], *, last: bool) -> str:
    year, month, named_day = int(match["year"]), match["month"], match["day"]
    if match.re is _DAY and named_day and not month:  # "10/2018": a month and its year
        month, named_day = named_day, None
    at_month = int(month) if month else 12 if last else 1
    if named_day:
        return date(year, at_month, int(named_day)).isoformat()
    return date(year, at_month, monthrange(year, at_month)[1] if last else 1).isoformat()
