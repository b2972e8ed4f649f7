"""`xinfang backup`, `restore`, `verify`, `doctor`: taking care of the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command
from xinfang_tui.cli.faults import REFUSED, say
from xinfang_tui.cli.output import answer, table
from xinfang_tui.cli.progress import bar
from xinfang_tui.cli.values import PATH

MARKS = {"ok": "好", "warn": "注意", "bad": "有问题"}


@click.command(
    "backup",
    cls=Command,
    params=[Argument(["folder"], metavar="文件夹", about="备份放在哪里，如 U 盘", type=PATH)],
)
@pass_asked
def backup(asked: Asked, /, folder: Path) -> None:
    """备份台账：写好之后核对过才算数。"""
    with asked.desk(readonly=True) as desk:
        found = desk.care.backup(folder)
    answer(asked, found, lambda: f"已备份到“{found['file']}”，{found['disputes']} 件，已核对。")


@click.command(
    "restore",
    cls=Command,
    params=[Argument(["file"], metavar="文件", about="备份文件", type=PATH)],
)
@pass_asked
def restore(asked: Asked, /, file: Path) -> None:
    """从备份恢复。现在的台账不丢，留在旁边；恢复后这台电脑换一个机号。"""
    from xinfang_tui.desk.replacing import erased_again
    from xinfang_tui.desk.replacing import restore as put_back

    found = put_back(asked.folder, file, today=asked.today)
    answer(
        asked,
        found,
        lambda: (
            f"已从“{file}”恢复。"
            + (f"本机改用机号 {found['mark']}。" if found["mark"] else "")
            + (f"原来的台账留在“{found['kept']}”。" if found["kept"] else "")
            + erased_again(found)
        ),
    )


@click.command("verify", cls=Command)
@click.option(
    "--rebuild",
    is_flag=True,
    help="先从备份找回损坏的记录，按每件的经过重新合成，再核对；完好的经过一条不改",
)
@click.option(
    "--from", "backup", type=PATH, metavar="备份文件", help="和 --rebuild 同用：用这份备份"
)
@pass_asked
def verify(asked: Asked, rebuild: bool, backup: Path | None) -> None:
    """核对台账：每条记录的校验、每台电脑的链、每件纠纷的合成结果。不写 --rebuild 就只看不写。"""
    from store import StoreError
    from xinfang_tui.desk.care import beyond_mending, unreadable

    if backup and not rebuild:
        raise click.UsageError("--from 要和 --rebuild 同用")
    try:
        with asked.desk(readonly=not rebuild, tells=True) as desk, bar("核对") as step:
            if rebuild:
                desk.care.rebuild(backup)
            found = desk.care.verify(step)
    except StoreError as met:
        fault = beyond_mending(met) if rebuild else met
        if asked.json and (broken := unreadable(fault)):
            answer(asked, broken, str)
        raise fault from met
    lines = [f"核对了 {found['events']} 条经过、{found['disputes']} 件纠纷。"]
    lines += [f"  {problem}" for problem in found["problems"]]
    lines += [f"{note}。" for note in found["notes"]]
    lines.append("没有问题。" if found["ok"] else f"有 {len(found['problems'])} 处问题。")
    answer(asked, found, lambda: "\n".join(lines))
    if not found["ok"]:
        then = (
            "用 --from 换一份备份再试" if rebuild else "用 xinfang verify --rebuild 找回和重新合成"
        )
        say(
            f"核对发现 {len(found['problems'])} 处问题，其余内容照常可用。请先备份，再{then}；"
            "仍有问题，请找管理人员。"
        )
        click.get_current_context().exit(REFUSED)


@click.command("doctor", cls=Command)
@pass_asked
def doctor(asked: Asked) -> None:
    """检查这台电脑和台账：程序、文件夹、磁盘、备份、日期、文件、每条记录。只看不写。"""
    from store import StoreError
    from xinfang_tui.desk.care import diagnose

    try:
        with asked.desk(readonly=True, tells=True) as desk, bar("检查") as step:
            found = desk.care.doctor(step)
    except StoreError as fault:
        found = diagnose(asked.folder, asked.today or date.today(), fault)
    rows = [dict(item) | {"mark": MARKS[item["state"]]} for item in found["items"]]
    titles = [("name", "项目"), ("mark", "情况"), ("text", "说明")]
    answer(asked, found, lambda: table(rows, titles))
    if not found["ok"]:
        bad = [item["name"] for item in found["items"] if item["state"] == "bad"]
        say(f"有问题：{'、'.join(bad)}。请照说明处理，或找管理人员。")
        click.get_current_context().exit(REFUSED)
