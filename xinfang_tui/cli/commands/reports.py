"""`xinfang report`: every paper, to a file or to the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command
from xinfang_tui.cli.completing import Number, Paper
from xinfang_tui.cli.output import answer, columns
from xinfang_tui.cli.values import DAY, MONTH, PATH
from xinfang_tui.desk.paperkinds import KINDS, NUMBER, STAFF, VILLAGE, Kind

SUBJECTS = (NUMBER, VILLAGE, STAFF)
_DAYS = frozenset(("since", "until", "asof"))


@click.command(
    "report",
    cls=Command,
    params=[
        Argument(["kind"], metavar="文书", about="哪一种，见下面", type=Paper()),
        Argument(
            ["what"],
            metavar="对象",
            about="这种文书要的编号、村或姓名；也可以用下面的选项写",
            required=False,
        ),
    ],
    sections={"文书": [(kind.key, kind.name) for kind in KINDS.values()]},
    examples=[
        "xinfang report summary --month 2026-10",
        "xinfang report bulletin --month 2026-10 -o 通报.docx",
        "xinfang report brief --from 2026-10-01 --to 2026-10-07",
        "xinfang report summary --month 2026-10 --open resolved",
        "xinfang report agreement 柳-2610-00013 -o 协议书.docx --unmasked",
    ],
)
@click.option("--month", type=MONTH, metavar="月份", help="如 2026-10；不写就是本月")
@click.option("--from", "since", type=DAY, metavar="日期", help="从这一天")
@click.option("--to", "until", type=DAY, metavar="日期", help="到这一天")
@click.option("--asof", type=DAY, metavar="日期", help="截至这一天")
@click.option("--number", type=Number(), metavar="编号", help="哪一件纠纷")
@click.option("--village", metavar="村", help="哪个村，名称或代码")
@click.option("--staff", metavar="姓名", help="哪位工作人员")
@click.option("--taker", metavar="姓名", help="工作交接给谁")
@click.option("--meeting", metavar="会议", help="哪次会议；不写就是这个月最近的一次")
@click.option("--unmasked", is_flag=True, help="姓名、电话照写；会记下谁在何时出的")
@click.option(
    "--open", "key", metavar="指标", help="不出文书，列出一个数是哪几件组成的，如 resolved"
)
@click.option(
    "-o",
    "--output",
    "out",
    type=PATH,
    metavar="文件",
    help="写到文件：.docx、.xlsx、.csv、.json、.md、.html、.txt；不写就显示在这里",
)
@pass_asked
def command(
    asked: Asked, /, kind: Kind, what: str | None, key: str | None, out: Path | None, **given: Any
) -> None:
    """出一种文书或报表。姓名、电话默认隐去；已通报月份的文书照原样重印。"""
    request = {name: value for name, value in given.items() if value}
    if "month" in request and request.keys() & _DAYS:
        words = "--month 和 --from、--to、--asof 不能一起写：按月份出，或者按日期出"
        raise click.UsageError(words, click.get_current_context())
    if what is not None:
        subject = next((need for need in kind.needs if need in SUBJECTS), None)
        if subject is None:
            raise click.UsageError(f"“{kind.name}”不用写对象：{what}", click.get_current_context())
        request.setdefault(subject, what)
    if key is not None:
        _open(asked, kind.key, key, request)
    elif out is not None:
        with asked.desk() as desk:
            made = desk.reports.make(kind.key, out, **request)
        answer(asked, made, lambda: f"“{kind.name}”写在“{made['file']}”。")
    else:
        fmt = "json" if asked.json else "txt"
        with asked.desk() as desk:
            text = desk.reports.preview(kind.key, width=columns(), fmt=fmt, **request)
        answer(asked, json.loads(text) if asked.json else text, lambda: text.rstrip())


def _open(asked: Asked, kind: str, key: str, request: dict[str, Any]) -> None:
    """List what makes a number."""
    from xinfang_tui.cli.views.months import opened

    with asked.desk(readonly=True) as desk:
        ids, hidden = desk.reports.opened(kind, key, **request)
        records = {record["id"]: record for record in desk.disputes.by_ids(ids)}
        names = {id: desk.places_tree.name(id) for id in ids if id not in records}
        style = desk.settings.mask_style
    answer(asked, ids, lambda: opened(ids, records, names, style, hidden))
