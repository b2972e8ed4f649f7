"""`xinfang staff`: who holds which post."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from xinfang_tui.cli import input
from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Command, Group
from xinfang_tui.cli.output import answer, table
from xinfang_tui.cli.values import PATH

FIELDS = ("name", "role", "place", "unit", "title", "phone")


@click.group("staff", cls=Group)
def command() -> None:
    """工作人员：谁在什么岗位，负责哪里。"""


@command.command(
    "add",
    cls=Command,
    examples=[
        "xinfang staff add --name 李文 --role 网格员 --place 柳树沟村",
        """echo '{"name": "周敏", "role": "township_coordinator"}' | xinfang staff add""",
    ],
)
@click.option("--name", metavar="姓名", help="姓名")
@click.option(
    "--role",
    metavar="岗位",
    help="网格员、村调解员、镇调解员、镇综治专干、镇领导、区县工作人员",
)
@click.option("--place", metavar="村", help="负责的村，名称或代码；镇上的岗位不用写")
@click.option("--unit", metavar="单位", help="所在单位，如 镇调解中心")
@click.option("--title", metavar="职务", help="职务，如 镇党委书记")
@click.option("--phone", metavar="电话", help="联系电话")
@click.option("--inactive", is_flag=True, help="已不在岗")
@click.option("--input", "path", type=PATH, metavar="文件", help="从 JSON 文件读，不从标准输入读")
@pass_asked
def add(asked: Asked, /, inactive: bool, path: Path | None, **given: str | None) -> None:
    """登记一位工作人员，或改动已登记的。不写选项时从标准输入读一条 JSON。"""
    record: dict[str, Any] = {name: given[name] for name in FIELDS if given.get(name)}
    if not record or path is not None:
        record = input.record(path) | record
    if inactive:
        record["active"] = False
    with asked.desk() as desk:
        added = desk.registry.add_staff(record)
    answer(asked, added, lambda: _told(added))


def _told(added: dict[str, Any]) -> str:
    name, held = added["name"], added.get("in_hand")
    if not held:
        return f"{name}已登记。"
    do = f"请交接：xinfang dispute handover {name} 接手的人"
    return f"{name}已登记为不在岗，还有 {held} 件在办，{do}。"


@command.command("list", cls=Command)
@pass_asked
def list_staff(asked: Asked) -> None:
    """列出工作人员。"""
    with asked.desk(readonly=True) as desk:
        staff = desk.registry.staff()
    titles = [
        ("name", "姓名"),
        ("role_name", "岗位"),
        ("place_name", "负责"),
        ("unit", "单位"),
        ("title", "职务"),
        ("active", "在岗"),
    ]
    answer(asked, staff, lambda: table(staff, titles))
