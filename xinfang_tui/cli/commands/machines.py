"""`xinfang machine`: the computers of the township and its villages (DESIGN §8)."""

from __future__ import annotations

from pathlib import Path

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.output import answer, table
from xinfang_tui.cli.values import PATH

STATES = {"working": "在用", "struck": "已注销", "replaced": "已更换", "invited": "已邀请"}


@click.group("machine", cls=Group)
def command() -> None:
    """本镇各村的电脑：邀请、加入、列出、注销。"""


@command.command(
    "invite", cls=Command, examples=["xinfang machine invite --village 柳树沟村 -o 邀请.xfy"]
)
@click.option("--village", required=True, metavar="村", help="村名或代码")
@click.option(
    "-o", "--output", "out", required=True, type=PATH, metavar="文件", help="邀请文件写在哪里"
)
@pass_asked
def invite(asked: Asked, /, village: str, out: Path) -> None:
    """为一个村的电脑做邀请文件。邀请文件要保密，只交给本人。"""
    with asked.desk() as desk:
        found = desk.machines.invite(village, out)
    answer(
        asked,
        found,
        lambda: (
            f"{found['name']}的邀请写在“{found['file']}”，机号 {found['mark']}。"
            "请当面交给本人，不要发到群里。"
        ),
    )


@command.command("join", cls=Command)
@click.argument("file", cls=Argument, metavar="文件", about="镇里给的邀请文件", type=PATH)
@pass_asked
def join(asked: Asked, /, file: Path) -> None:
    """用邀请文件加入：在空的数据文件夹里建好本村的台账。"""
    from xinfang_tui.desk.machines import Machines

    found = Machines.join(asked.folder, file, today=asked.today)
    answer(
        asked,
        found,
        lambda: f"已加入：{found['name']}，机号 {found['mark']}，台账在“{found['folder']}”。",
    )


@command.command("list", cls=Command)
@pass_asked
def list_machines(asked: Asked) -> None:
    """列出本镇的电脑。"""
    with asked.desk(readonly=True) as desk:
        machines = desk.machines.list()
    rows = [
        one | {"state": STATES.get(one["state"], one["state"]), "own": "本机" if one["own"] else ""}
        for one in machines
    ]
    titles = [
        ("mark", "机号"),
        ("name", "单位"),
        ("state", "情况"),
        ("heard", "最近来件"),
        ("reason", "说明"),
        ("own", ""),
    ]
    answer(asked, machines, lambda: table(rows, titles) if rows else "只有本机。")


@command.command("strike", cls=Command)
@click.argument("mark", cls=Argument, metavar="机号", about="两位机号，如 01")
@click.option("--reason", default="", metavar="理由", help="如 电脑丢失")
@pass_asked
def strike(asked: Asked, /, mark: str, reason: str) -> None:
    """注销一台丢失的电脑：它以后的报送包不再接收。"""
    with asked.desk() as desk:
        found = desk.machines.strike(mark, reason)
    answer(asked, found, lambda: f"{mark}号机已注销。")
