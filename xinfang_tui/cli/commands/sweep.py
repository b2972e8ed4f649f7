"""`xinfang sweep`: a village's visits of a month, its report or zero report."""

from __future__ import annotations

from pathlib import Path

import click

from xinfang_tui.cli import input
from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Command
from xinfang_tui.cli.faults import say
from xinfang_tui.cli.output import answer
from xinfang_tui.cli.values import MONTH, PATH


@click.command(
    "sweep",
    cls=Command,
    examples=[
        """echo '{"by": "李文", "households": {"341623101203010001": "none"}, "submit": true}'"""
        " | xinfang sweep --village 柳树沟村 --month 2026-10",
        "xinfang sweep --village 柳树沟村 --month 2026-10 --status",
    ],
)
@click.option("--village", required=True, metavar="村", help="村名或代码")
@click.option("--month", required=True, type=MONTH, metavar="月份", help="如 2026-10")
@click.option("--status", is_flag=True, help="只看走访到哪里了，不写入")
@click.option("--input", "path", type=PATH, metavar="文件", help="从 JSON 文件读，不从标准输入读")
@pass_asked
def command(asked: Asked, /, village: str, month: str, status: bool, path: Path | None) -> None:
    """记一个村这个月的入户排查：从标准输入读一条 JSON。

    households：户号 → found（有）、none（无）、missed（未见到），或 {state, on, way}；
    submit：报送本月排查；zero：零报告；另可写 by、reason、source、form、received_on。
    """
    from xinfang_tui.cli.views.months import swept

    if status:
        with asked.desk(readonly=True) as desk:
            found = desk.sweeps.status(village, month)
    else:
        record = input.record(path)
        with asked.desk() as desk:
            found = desk.sweeps.record(village, month, record)
    answer(asked, found, lambda: swept(found))
    if not (status or asked.json) and record.get("zero") and found["screened"]:
        say(
            f"本月排查登记了 {found['screened']} 件，零报告照收了。"
            "如果是这次排查发现的，请改作报送（submit）；不是的，请更正那一件的来源。"
        )
