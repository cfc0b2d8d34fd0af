"""Writes `docs/lenh.md`, every command with its options, from the commands: `python -m docs.write_commands`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from webapp import commands

TARGET: Final = Path(__file__).parent / "lenh.md"
_COMMON: Final = ("--corpus", "--data", "--state", "--json", "--help")
_HEAD: Final = """\
# Các lệnh

Trang này được tạo từ chính chương trình (`python -m docs.write_commands`): mọi lệnh, mọi tùy chọn. \
Xem cách dùng từng bước ở [hướng dẫn cho người phụ trách máy](phu-trach-may.md).

Mã thoát: 0 xong; 1 có nhận xét (`check`, `review`) hoặc không tìm thấy (`show`); 2 dùng sai, kèm một câu nói cần \
làm gì.

## Tùy chọn chung
Lệnh nào làm việc với kho đều nhận ba tùy chọn đầu khi cần đến; `--json` in một tài liệu JSON cho chương trình khác đọc.
"""


def listing() -> str:
    """Return the text of the list."""
    found = list(_commands(commands.cli, "cancu"))
    common: dict[str, str] = {}
    for _name, command in found:
        common |= dict(_options(command, common=True))
    parts = [_HEAD, "\n", _table([(told, common[told]) for told in sorted(common, key=_place)])]
    for name, command in found:
        context = click.Context(command, info_name=name)
        usage = " ".join([name, *command.collect_usage_pieces(context)])
        parts += [f"\n## {name}\n", f"{command.help}\n", f"\n`{usage}`\n"]
        own = list(_options(command, common=False))
        parts += [f"\n{_table(own)}"] if own else []
    return "".join(parts)


def _commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} {word}")
        elif command is not None:
            yield f"{name} {word}", command


def _options(command: click.Command, *, common: bool) -> Iterator[tuple[str, str]]:
    context = click.Context(command, help_option_names=["--help", "-h"], max_content_width=1000)
    for item in command.get_params(context):
        record = item.get_help_record(context) if isinstance(item, click.Option) else None
        if record is not None and (item.opts[0] in _COMMON) == common:
            yield record[0], " ".join(record[1].split())


def _place(told: str) -> int:
    return next(place for place, name in enumerate(_COMMON) if name in told)


def _table(rows: list[tuple[str, str]]) -> str:
    cells = ((told.replace("|", "\\|"), says.replace("|", "\\|")) for told, says in rows)
    lines = ("| tùy chọn | ý nghĩa |", "|---|---|", *(f"| `{told}` | {says} |" for told, says in cells))
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    TARGET.write_text(listing(), encoding="utf-8", newline="\n")
