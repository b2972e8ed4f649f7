"""`xinfang ledger`: all disputes, listed, read in and written out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.output import answer
from xinfang_tui.cli.progress import bar
from xinfang_tui.cli.values import MONTH, PATH, one_of

RUNGS = ("village", "township", "joint_meeting", "leader_case")
STATUSES = ("open", "resolved", "closed", "referred", "ended")
FILTERS: list[click.Parameter] = [
    click.Option(["--month"], type=MONTH, metavar="月份", help="这个月登记的"),
    click.Option(["--village"], metavar="村", help="这个村的，名称或代码"),
    click.Option(["--rung"], type=one_of(RUNGS), help="在这一层的"),
    click.Option(["--status"], type=one_of(STATUSES), help="这种状态的"),
    click.Option(["--search"], metavar="字词", help="含有这些字词、编号或拼音首字母的"),
    click.Option(["--category"], metavar="类别", help="这一类的，如 02 或 0201"),
    click.Option(["--handler"], metavar="姓名", help="这位经办人的"),
    click.Option(["--overdue"], is_flag=True, help="已超期的"),
]
FILE = Argument(["file"], metavar="文件", type=PATH)
LEDGER = Argument(
    ["file"],
    metavar="文件",
    about=".xlsx、.xls、.et、.csv，以及本程序导出的 .json、.md、.html、.txt",
    type=PATH,
)


@click.group("ledger", cls=Group)
def command() -> None:
    """台账：列出、导入、导出。"""


@command.command("list", cls=Command, params=list(FILTERS))
@click.option("--unmasked", is_flag=True, help="姓名、电话照写，不隐去")
@pass_asked
def list_disputes(asked: Asked, /, unmasked: bool, **filter: Any) -> None:
    """列出纠纷；不写条件就是全部月份、全部状态。"""
    from xinfang_tui.cli.views.disputes import listed

    with asked.desk(readonly=True) as desk:
        found = desk.disputes.whole(**filter) if asked.json else desk.disputes.list(**filter)
        style = desk.settings.mask_style
    answer(asked, found, lambda: listed(found, style, unmasked=unmasked))


@command.command(
    "import",
    cls=Command,
    params=[LEDGER],
    examples=["xinfang ledger import 台账.xlsx --month 2026-10 --dry-run"],
)
@click.option("--month", type=MONTH, metavar="月份", help="台账是哪个月的：补全没写年份的日期")
@click.option("--dry-run", is_flag=True, help="只预演，不写入")
@click.option("--update", is_flag=True, help="已登记过而内容不同的，按文件更正")
@click.option("--rejects", type=PATH, metavar="文件", help="把有错的行连同原因写成 .xlsx")
@pass_asked
def import_ledger(
    asked: Asked,
    /,
    file: Path,
    month: str | None,
    dry_run: bool,
    update: bool,
    rejects: Path | None,
) -> None:
    """导入现有台账。有错的行逐条说明，其余照常导入；同一份导入两遍不会重复。"""
    from xinfang_tui.cli.views.ledger import imported

    with asked.desk(readonly=dry_run) as desk, bar("导入") as step:
        found = desk.imports.apply(
            file, month, dry_run=dry_run, update=update, rejects=rejects, progress=step
        )
    answer(asked, found, lambda: imported(found, dry_run, update, rejects))


@command.command(
    "export",
    cls=Command,
    params=[
        Argument(["out"], metavar="文件", about=".xlsx、.csv、.json、.md、.html、.txt", type=PATH),
        *FILTERS,
    ],
    examples=["xinfang ledger export 台账.xlsx --month 2026-10"],
)
@click.option("--unmasked", is_flag=True, help="姓名、电话照写；会记下谁在何时导出")
@pass_asked
def export_ledger(asked: Asked, /, out: Path, unmasked: bool, **filter: Any) -> None:
    """导出台账，姓名、电话默认隐去。导出的文件可以原样导入。"""
    with asked.desk() as desk:
        given = {name: value for name, value in filter.items() if value}
        found = desk.exports.ledger(out, given, unmasked=unmasked)
    answer(asked, found, lambda: f"已写到“{out}”，共 {found['rows']} 件。")


@command.command(
    "form",
    cls=Command,
    params=[Argument(["out"], metavar="文件", about="要写的 .xlsx", type=PATH)],
    examples=["xinfang ledger form 东湾村登记表.xlsx --village 东湾村 --month 2026-10"],
)
@click.option("--village", metavar="村", default="", help="给哪个村，名称或代码；不写就列出各村")
@click.option("--month", type=MONTH, metavar="月份", help="写在标题里；日期就可以不写年份")
@pass_asked
def write_form(asked: Asked, /, out: Path, village: str, month: str | None) -> None:
    """写一份空白登记表（带下拉选项），给没有本程序的村填；填好发回来用 import 导入。"""
    with asked.desk(readonly=True) as desk:
        found = desk.exports.form(out, village, month)
    answer(asked, found, lambda: f"已写到“{out}”。填好发回来，用 xinfang ledger import 导入。")


@command.group("json", cls=Group)
def as_json() -> None:
    """整份台账写成 TinyDB 的 JSON 文件，或从它读入。"""


@as_json.command("out", cls=Command, params=[FILE])
@pass_asked
def json_out(asked: Asked, /, file: Path) -> None:
    """把整份台账写成 TinyDB 的 JSON 文件（含姓名，请妥善保管）。"""
    with asked.desk(readonly=True) as desk:
        found = {"file": str(file), "documents": desk.care.to_json(file)}
    answer(asked, found, lambda: f"已写到“{file}”，共 {found['documents']} 条。")


@as_json.command("in", cls=Command, params=[FILE])
@pass_asked
def json_in(asked: Asked, /, file: Path) -> None:
    """从 TinyDB 的 JSON 文件读入，建成台账；文件夹里要还没有台账。"""
    from xinfang_tui.desk.replacing import erased_again, read_json

    found = {"file": str(file), **read_json(asked.folder, file, today=asked.today)}
    told = "这份文件写出以后在别处依法删除过的，请在这里再删一次。"
    answer(asked, found, lambda: f"已读入 {found['documents']} 条。{erased_again(found)}{told}")
