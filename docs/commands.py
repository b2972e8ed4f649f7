"""Writes the manual's pages that follow from the program: every command, every key.

`python docs/commands.py` writes them; a test says when they have fallen behind.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from screens.registry import key_table
from xinfang_tui.cli.command import Command, Group
from xinfang_tui.cli.helping import described, usage
from xinfang_tui.cli.root import NAME, root

GUIDE = Path(__file__).parent / "guide"
UNTOLD = ("--json", "--help")
COMMANDS_HEAD = """# 命令一览

写法：`xinfang [--data 文件夹] [--today 日期] [--user 姓名] 命令`。不写命令就打开程序。

- 数据放在 `--data` 指定的文件夹；没写就用环境变量 `XINFANG_DATA`，再没有就用本机的用户数据文件夹。
- 每个命令都有 `--help`；报告结果的命令都有 `--json`，结果写成 JSON。下面不再重复。
- 办成了返回 0；办不了返回 1，原因写在标准错误里；写法不对返回 2。
"""
KEYS_HEAD = """# 按键一览

全角数字、全角标点也认；每个功能键在 `F4` 菜单里都有。按键可以在“设置”里改。
"""


def pages() -> dict[str, str]:
    """File name → text of each page."""
    return {
        "命令一览.md": "\n".join([COMMANDS_HEAD, *_commands()]).rstrip() + "\n",
        "按键一览.md": f"{KEYS_HEAD}\n{key_table().replace('### ', '## ')}".rstrip() + "\n",
    }


def _commands() -> Iterator[str]:
    top = click.Context(root, info_name=NAME)
    assert isinstance(root, Group)
    for title, section in root.table.items():
        yield f"## {title}\n"
        for name in section:
            command = root.get_command(top, name)
            assert command is not None
            yield from _one(command, click.Context(command, info_name=name, parent=top))


def _one(command: click.Command, ctx: click.Context) -> Iterator[str]:
    if isinstance(command, Group):
        for name in command.list_commands(ctx):
            under = command.get_command(ctx, name)
            assert under is not None
            yield from _one(under, click.Context(under, info_name=name, parent=ctx))
        return
    yield f"### {ctx.command_path}\n"
    yield inspect.cleandoc(command.help or "").strip() + "\n"
    yield f"`{usage(command, ctx).removeprefix('用法：')}`\n"
    told = [pair for pair in described(command, ctx) if not pair[0].endswith(UNTOLD)]
    yield from _table("参数、选项", told)
    if isinstance(command, Command):
        for title, pairs in command.more.items():
            yield from _table(title, list(pairs))
        if command.examples:
            yield "\n".join(["```sh", *command.examples, "```"]) + "\n"


def _table(title: str, pairs: list[tuple[str, str]]) -> Iterator[str]:
    if pairs:
        rows = [f"| `{name.replace('|', '/')}` | {words} |" for name, words in pairs]
        yield "\n".join([f"| {title} | |", "|---|---|", *rows]) + "\n"


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (GUIDE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
