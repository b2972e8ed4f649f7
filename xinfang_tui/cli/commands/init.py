"""`xinfang init`: a new ledger for an office."""

from __future__ import annotations

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Command
from xinfang_tui.cli.output import answer
from xinfang_tui.cli.values import one_of

LEVELS = ("village", "township", "county")


@click.command(
    "init",
    cls=Command,
    examples=["xinfang init --code 341623101 --name 双桥镇 --level township"],
)
@click.option("--code", required=True, metavar="代码", help="统计用区划代码：镇 9 位或 12 位")
@click.option("--name", required=True, metavar="名称", help="单位名称，如 双桥镇")
@click.option(
    "--level", required=True, type=one_of(LEVELS), help="单位的级别：村（社区）、镇（街道）、区县"
)
@pass_asked
def command(asked: Asked, /, code: str, name: str, level: str) -> None:
    """为本单位建立台账。文件夹里已经有台账时不动它。"""
    from xinfang_tui.desk import Desk

    with Desk.create(
        asked.folder, code=code, name=name, level=level, today=asked.today, user=asked.user
    ) as desk:
        unit = desk.settings.unit
        made = {
            "folder": str(asked.folder),
            "code": unit.code,
            "name": unit.name,
            "level": unit.level,
        }
    answer(
        asked,
        made,
        lambda: (
            f"{name}的台账建好了，在“{asked.folder}”。\n"
            "下一步：xinfang place import 村名册.csv，再 xinfang staff add 登记工作人员。"
        ),
    )
