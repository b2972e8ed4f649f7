"""Opening the program when no command is named."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xinfang_tui.cli import collecting
from xinfang_tui.cli.asked import Asked
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.desk import Desk

_LEDGER = "ledger.db"
"""Named here as well: the desk is slow to load, and the first text does not wait for it."""


def open_program(ctx: click.Context, asked: Asked) -> None:
    """Open the screens; without a ledger offer to set one up, without a terminal say what to do."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(ctx.get_help())
        click.echo(f"\n这里不是终端窗口，程序没有打开。{_next_step(asked)}")
        return
    if not (asked.folder / _LEDGER).exists() and not _set_up(asked):
        return
    from xinfang_tui.launching import launch

    collecting.as_usual()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the screens end in their own way
    code = launch(lambda: _desk(asked), asked.folder)
    if code:
        ctx.exit(code)


def _desk(asked: Asked) -> Desk:
    from xinfang_tui.desk import Desk

    return Desk.open(asked.folder, today=asked.today, user=asked.user)


def _next_step(asked: Asked) -> str:
    from xinfang_tui.desk.opening import has_ledger, lost

    if gone := lost(asked.folder):
        return gone.text
    if has_ledger(asked.folder):
        return f"台账在“{asked.folder}”；在终端窗口里运行 xinfang 就打开，或用上面的命令。"
    return "还没有台账：先运行 xinfang init 建立，或 xinfang demo 文件夹 看一个演示镇。"


def _set_up(asked: Asked) -> bool:
    """Ask what the first ledger needs; whether one was made.

    Raises:
        Refused: there was one, and it is gone.
    """
    from xinfang_tui.desk.opening import lost

    if gone := lost(asked.folder):
        raise gone
    click.echo(f"“{asked.folder}”里还没有台账。要怎么开始？\n")
    click.echo("  1  本单位是镇（街道）：建立台账")
    click.echo("  2  本单位是村（社区）：建立台账（有镇里的邀请文件请选 3）")
    click.echo("  3  用镇里给的邀请文件加入")
    click.echo("  0  先不开始\n")
    chosen = _ask("请选", "0")
    if chosen in ("1", "2"):
        return _create(asked, "township" if chosen == "1" else "village")
    if chosen == "3":
        return _join(asked)
    click.echo("没有改动。想先看看，可以运行 xinfang demo 演示镇")
    return False


def _create(asked: Asked, level: str) -> bool:
    from xinfang_tui.desk import Desk

    while True:
        name = _ask("单位名称，如 双桥镇")
        code = _ask("统计用区划代码，镇 9 位、村 12 位")
        if not name or not code:
            click.echo("没有改动。")
            return False
        try:
            Desk.create(asked.folder, code=code, name=name, level=level, today=asked.today).close()
        except Refused as no:
            click.echo(no.text, err=True)
            continue
        click.echo(f"{name}的台账建好了，在“{asked.folder}”。")
        return True


def _join(asked: Asked) -> bool:
    path = _ask("邀请文件在哪里")
    if not path:
        click.echo("没有改动。")
        return False
    from xinfang_tui.desk.machines import Machines

    joined = Machines.join(asked.folder, Path(path).expanduser(), today=asked.today)
    click.echo(f"已加入：{joined['name']}，机号 {joined['mark']}。")
    return True


def _ask(words: str, default: str = "") -> str:
    return str(click.prompt(words, default=default, show_default=False)).strip()
