"""`xinfang meeting`: the joint meeting from its agenda to its minutes (DESIGN §6)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from xinfang_tui.cli import input
from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.completing import Number
from xinfang_tui.cli.output import answer
from xinfang_tui.cli.values import DAY, MONTH, PATH, one_of

KINDS = ("joint_meeting", "leading_group")
DECISIONS = ("assign", "refer", "back", "leader", "continue")
MEETING = Argument(
    ["meeting"], metavar="会议", about="会议的编号；只有一个没结束的会时可以不写", required=False
)
INPUT = click.option("--input", "path", type=PATH, metavar="文件", help="从 JSON 文件读")


@click.group("meeting", cls=Group)
def command() -> None:
    """联席会议：召开、更正、取消，一件一件作决定，结束并生成纪要。"""


@command.command(
    "open",
    cls=Command,
    examples=[
        "xinfang meeting open --place 镇政府三楼 --chair 王建国 --attendee 派出所 --attendee 司法所"
    ],
)
@click.option("--kind", type=one_of(KINDS), help="联席会议，或领导小组会议")
@click.option("--on", type=DAY, metavar="日期", help="开会日期，默认今天")
@click.option("--place", metavar="地点", help="开会地点")
@click.option("--chair", metavar="姓名", help="主持人")
@click.option("--principal", is_flag=True, help="主持人是主要领导")
@click.option(
    "--attendee", "attendees", multiple=True, metavar="单位", help="参会单位或人，可写多次"
)
@INPUT
@pass_asked
def open_meeting(
    asked: Asked,
    /,
    on: date | None,
    principal: bool,
    attendees: tuple[str, ...],
    path: Path | None,
    **given: str | None,
) -> None:
    """召开：议题从要研究的纠纷里排出来。不写选项时从标准输入读一条 JSON。"""
    record: dict[str, Any] = {name: value for name, value in given.items() if value}
    if on is not None:
        record["on"] = on.isoformat()
    if principal:
        record["principal"] = True
    if attendees:
        record["attendees"] = list(attendees)
    with asked.desk() as desk:
        found = desk.meetings.open(_filled(record, path))
    _tell(asked, found)


@command.command(
    "decide",
    cls=Command,
    params=[MEETING],
    examples=[
        "xinfang meeting decide --number 柳-2610-00013 --decision assign"
        " --unit 镇司法所 --handler 赵明 --due 2026-11-10",
    ],
)
@click.option("--number", type=Number(), metavar="编号", help="哪一件")
@click.option(
    "--decision", type=one_of(DECISIONS), help="交办、转法定途径、退回、领导包案、继续调处"
)
@click.option("--unit", metavar="单位", help="责任单位")
@click.option("--handler", metavar="姓名", help="经办人")
@click.option("--leader", metavar="姓名", help="包案领导")
@click.option("--due", type=DAY, metavar="日期", help="完成期限")
@click.option("--back-to", metavar="层级", help="退回到：village、township、joint_meeting")
@click.option("--to", metavar="途径", help="转往，如 县人民法院")
@click.option("--reason", metavar="理由", help="理由")
@INPUT
@pass_asked
def decide(
    asked: Asked, /, meeting: str | None, due: date | None, path: Path | None, **given: str | None
) -> None:
    """对一件作决定。不写选项时从标准输入读一条 JSON（还可以写 plan、helpers、tier）。"""
    record: dict[str, Any] = {name: value for name, value in given.items() if value}
    if due is not None:
        record["due"] = due.isoformat()
    record = _filled(record, path)
    with asked.desk() as desk:
        id = meeting or str(record.pop("meeting", "") or "")
        found = desk.meetings.decide(id, record)
    answer(asked, found, lambda: f"{found['number']}：{found['words']}")


@command.command(
    "correct",
    cls=Command,
    params=[MEETING],
    examples=["xinfang meeting correct --chair 王建国 --place 镇政府三楼 --reason 填错了"],
)
@click.option("--on", type=DAY, metavar="日期", help="开会日期")
@click.option("--place", metavar="地点", help="开会地点")
@click.option("--chair", metavar="姓名", help="主持人")
@click.option(
    "--attendee", "attendees", multiple=True, metavar="单位", help="参会单位或人，全部重写"
)
@click.option("--reason", metavar="理由", help="为什么更正")
@INPUT
@pass_asked
def correct(
    asked: Asked,
    /,
    meeting: str | None,
    on: date | None,
    attendees: tuple[str, ...],
    path: Path | None,
    **given: str | None,
) -> None:
    """更正没结束的会：日期、地点、主持人、参加人；原来写的留在痕迹里。"""
    record: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if on is not None:
        record["on"] = on.isoformat()
    if attendees:
        record["attendees"] = list(attendees)
    record = _filled(record, path)
    with asked.desk() as desk:
        id = meeting or str(record.pop("meeting", "") or "")
        found = desk.meetings.correct(id, record)
    _tell(asked, found)


@command.command(
    "cancel",
    cls=Command,
    params=[MEETING],
    examples=["xinfang meeting cancel --reason 防汛会议冲突，改期"],
)
@click.option("--reason", metavar="理由", help="为什么不开了")
@pass_asked
def cancel(asked: Asked, /, meeting: str | None, reason: str | None) -> None:
    """取消没结束的会：议题留到下次，已记的决定不落实。"""
    with asked.desk() as desk:
        found = desk.meetings.cancel(meeting or "", reason or "")
    _tell(asked, found)


@command.command("close", cls=Command, params=[MEETING])
@click.option("--empty", is_flag=True, help="议题都没有作决定，留到下次再议，也结束")
@click.option("-o", "--output", "out", type=PATH, metavar="文件", help="纪要写成文书")
@INPUT
@pass_asked
def close(
    asked: Asked, /, meeting: str | None, empty: bool, out: Path | None, path: Path | None
) -> None:
    """结束会议并生成纪要：责任人、期限、交办单一次写定。"""
    from xinfang_tui.cli.views.meetings import closed
    from xinfang_tui.desk.afterwards import write_paper

    record = input.record(path) if path is not None else {}
    if empty:
        record["empty"] = True
    with asked.desk() as desk:
        desk.reports.ready(out)
        id = meeting or str(record.pop("meeting", "") or "")
        found = desk.meetings.close(id, record)
        if out is not None:
            id = str(found["id"])
            done, again = "会议已经结束", f"请换一个地方再出：xinfang report minutes {id} -o 文件"
            write_paper(desk.reports, "minutes", out, done=done, again=again, meeting=id)
    answer(asked, found, lambda: closed(found, out))


@command.command("show", cls=Command, params=[MEETING])
@pass_asked
def show(asked: Asked, /, meeting: str | None) -> None:
    """议题和已作的决定；没结束的会也写出结束时会写下什么。"""
    with asked.desk(readonly=True) as desk:
        found = desk.meetings.preview(meeting or "")
    _tell(asked, found)


@command.command("list", cls=Command)
@click.option("--month", type=MONTH, metavar="月份", help="如 2026-10；不写就是本月")
@pass_asked
def list_meetings(asked: Asked, /, month: str | None) -> None:
    """列出一个月的会议。"""
    from xinfang_tui.cli.views.meetings import meetings

    with asked.desk(readonly=True) as desk:
        found = desk.meetings.list(month or desk.months.current, cancelled=True)
    answer(asked, found, lambda: meetings(found))


def _filled(record: dict[str, Any], path: Path | None) -> dict[str, Any]:
    """What the options gave, over what a file or, without options, stdin gives."""
    if record and path is None:
        return record
    return input.record(path, default=path is None) | record


def _tell(asked: Asked, /, found: dict[str, Any]) -> None:
    from xinfang_tui.cli.views.meetings import meeting_page

    answer(asked, found, lambda: meeting_page(found))
