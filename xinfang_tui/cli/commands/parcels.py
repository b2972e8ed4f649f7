"""`xinfang parcel`: files between machines (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.faults import REFUSED, say
from xinfang_tui.cli.output import answer
from xinfang_tui.cli.values import PATH

Record = Mapping[str, Any]
FILE = Argument(["file"], metavar="文件", about="报送包、回执或邀请", type=PATH)


@click.group("parcel", cls=Group)
def command() -> None:
    """报送包：打包、查看、接收、回执、撤销。"""


@command.command("pack", cls=Command, examples=["xinfang parcel pack -o /media/usb --to 01"])
@click.option(
    "-o", "--output", "folder", required=True, type=PATH, metavar="文件夹", help="放在哪里，如 U 盘"
)
@click.option("--to", metavar="机号", help="打给哪台电脑；村里的电脑不写就是打给镇里")
@pass_asked
def pack(asked: Asked, /, folder: Path, to: str | None) -> None:
    """打包对方还没有的全部内容。"""
    with asked.desk() as desk:
        found = desk.machines.pack(folder, to)
    answer(
        asked,
        found,
        lambda: f"已写到“{found['file']}”，{found['events']} 条，{found['bytes'] / 1024:.1f} KB。",
    )


@command.command("inspect", cls=Command, params=[FILE])
@pass_asked
def inspect(asked: Asked, /, file: Path) -> None:
    """看看一个文件是什么，不接收。"""
    from xinfang_tui.cli.views.parcels import envelope

    with asked.desk(readonly=True) as desk:
        found = desk.machines.inspect(file)
    answer(asked, found, lambda: envelope(found))


@command.command(
    "unpack",
    cls=Command,
    params=[
        Argument(
            ["files"],
            metavar="文件",
            about="一个或几个报送包，或放着报送包的文件夹",
            nargs=-1,
            required=True,
            type=PATH,
        )
    ],
)
@click.option("--dry-run", is_flag=True, help="只预演，不写入")
@pass_asked
def unpack(asked: Asked, /, files: tuple[Path, ...], dry_run: bool) -> None:
    """接收报送包：先核对，再一次写入；重复接收没有关系。"""
    from xinfang_tui.cli.views.parcels import unpacked

    with asked.desk(readonly=dry_run) as desk:
        found = desk.machines.unpack(_matching(files, desk.machines.lying), dry_run)
    answer(asked, found, lambda: unpacked(found, dry_run))
    if not found.get("parcels", True):
        say("没有一个文件能接收，本机什么也没有接收。原因见上。")
        click.get_current_context().exit(REFUSED)


@command.command("receipt", cls=Command, params=[FILE])
@pass_asked
def receipt(asked: Asked, /, file: Path) -> None:
    """读对方的回执：哪些已经安全到了，还缺哪些。"""
    from xinfang_tui.cli.views.parcels import receipted

    with asked.desk() as desk:
        found = desk.machines.receipt(file)
    answer(asked, found, lambda: receipted(found))


@command.command("takeback", cls=Command)
@click.argument("id", cls=Argument, metavar="包号", about="接收时显示的包号")
@pass_asked
def takeback(asked: Asked, /, id: str) -> None:
    """撤销一次接收：内容仍存着，只是不算数，再接收一次就恢复。"""
    with asked.desk() as desk:
        found = desk.machines.takeback(id)
    answer(asked, found, lambda: "已撤销这次接收，内容放在一边。")


@command.command("status", cls=Command)
@pass_asked
def status(asked: Asked) -> None:
    """哪些没有发出、没有回执、还在等，各村数据到哪一天。"""
    from xinfang_tui.cli.views.parcels import post

    with asked.desk(readonly=True) as desk:
        found: Record = desk.machines.status()
    answer(asked, found, lambda: post(found))


def _matching(files: Iterable[Path], lying: Callable[[Path], Sequence[Path]]) -> list[Path]:
    """The files; of a folder the parcels that lie there for us.

    A pattern that the shell left alone is expanded here.
    """
    found: list[Path] = []
    for file in files:
        pattern = any(sign in file.name for sign in "*?[") and not file.exists()
        if file.is_dir():
            found += lying(file)
        else:
            found += sorted(file.parent.glob(file.name)) if pattern else [file]
    return found
