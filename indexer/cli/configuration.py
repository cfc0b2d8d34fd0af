"""Settings by environment and by one file: what a person does not want to type each time.

A setting has one name in three spellings: the option `--max-body`, the variable `CANCU_MAX_BODY`, the key `max_body`
of the file. The option wins over the variable, the variable over the file, the file over the program's own choice.
The file is the one that `CANCU_CONFIG` names, else `cancu.toml` in the working folder.

What it says of the server of text search is no command's option: it becomes the variables of these settings, which
the processes that this one starts inherit.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from typing import Final

import click

from indexer.errors import system_reason
from indexer.errors.operations import SettingsFileError
from indexer.errors.operations import SettingValueError
from indexer.errors.operations import UnknownSettingError

FILE_NAME: Final = "cancu.toml"
FILE_VARIABLE: Final = "CANCU_CONFIG"
_PREFIX: Final = "CANCU_"

#: Every key that the file may hold; `tests/test_cli_configuration.py` holds them against the commands' options.
KEYS: Final = frozenset(
    "corpus data state host port fixed_port threads connections header_seconds idle_seconds upload_seconds "
    "max_header max_body log proxy metrics public_address watch".split()
)

#: Those of the server of text search, and which of them name a file. The file of settings holds no password.
SERVER_KEYS: Final = frozenset(
    "opensearch_url opensearch_user opensearch_password_file opensearch_ca opensearch_shards".split()
)
_FILES: Final = frozenset({"opensearch_password_file", "opensearch_ca"})


def variable(key: str) -> str:
    """Return the environment variable of a setting."""
    return _PREFIX + key.upper()


def defaults(ctx: click.Context, parameters: Iterable[click.Parameter]) -> dict[str, Any]:
    """Return what the settings file says of a command's options, by the names of its parameters.

    Raises:
        SettingsFileError: the file cannot be read.
        UnknownSettingError: it holds a key that there is not.
        SettingValueError: it gives a setting a value that it cannot have.
    """
    path = _file()
    if path is None:
        return {}
    found = _read(path)
    _set_server({key: value for key, value in found.items() if key in SERVER_KEYS}, path)
    return {
        parameter.name: _value(ctx, parameter, found[key], path, key)
        for parameter in parameters
        for key in _keys(parameter)
        if parameter.name is not None and key in found
    }


def _keys(parameter: click.Parameter) -> list[str]:
    named = parameter.envvar
    names = [named] if isinstance(named, str) else list(named or ())
    return [name.removeprefix(_PREFIX).lower() for name in names]


def _file() -> Path | None:
    named = os.environ.get(FILE_VARIABLE)
    if named:
        return Path(named)
    return Path(FILE_NAME) if Path(FILE_NAME).is_file() else None


@cache
def _parsed(path: Path, _state: tuple[int, int]) -> Mapping[str, Any]:
    import tomllib  # noqa: PLC0415 (without a file nobody waits for it)

    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        status = path.stat()
        found = _parsed(path.resolve(), (status.st_mtime_ns, status.st_size))
    except OSError as error:
        raise SettingsFileError(path, system_reason(error)) from error
    except ValueError as error:  # no UTF-8, or no TOML
        raise SettingsFileError(path, f"không đúng dạng TOML: {error}") from error
    for key in found:
        if key not in KEYS | SERVER_KEYS:
            raise UnknownSettingError(path, key, sorted(KEYS | SERVER_KEYS))
    return found


def _set_server(found: Mapping[str, Any], path: Path) -> None:
    for key, value in found.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise SettingValueError(path, key, value)
        text = str(path.resolve().parent / str(value)) if key in _FILES else str(value)
        os.environ.setdefault(variable(key), text)


def _value(ctx: click.Context, parameter: click.Parameter, value: Any, path: Path, key: str) -> Any:
    if isinstance(parameter.type, click.Path) and isinstance(value, str):
        value = str(path.resolve().parent / value)  # a folder stands there as seen from the file
    elif isinstance(value, bool) != isinstance(parameter.type, click.types.BoolParamType):
        raise SettingValueError(path, key, value)
    try:
        return parameter.type_cast_value(ctx, value)
    except (click.UsageError, TypeError, ValueError) as error:
        raise SettingValueError(path, key, value) from error
