"""`xinfang demo`: the worked township."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command
from xinfang_tui.cli.output import answer
from xinfang_tui.cli.progress import bar
from xinfang_tui.cli.values import PATH, Whole
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.cli.demo import Made
    from xinfang_tui.desk import Desk

MOST_VILLAGES, MOST_HOUSEHOLDS, MOST_MONTHS = 30, 9000, 24
LEAST_HOMES = 10
"""Households a village at least."""


@click.command(
    "demo",
    cls=Command,
    params=[Argument(["folder"], metavar="文件夹", about="新的或空的文件夹", type=PATH)],
    examples=["xinfang demo 演示镇", "xinfang --data 演示镇 --today 2026-10-31"],
)
@click.option(
    "--villages", type=Whole(1, MOST_VILLAGES), default=5, metavar="数", help="几个村；默认 5"
)
@click.option(
    "--households",
    type=Whole(LEAST_HOMES, MOST_HOUSEHOLDS),
    default=600,
    metavar="数",
    help="一共多少户；默认 600",
)
@click.option(
    "--months", type=Whole(1, MOST_MONTHS), default=3, metavar="数", help="做几个月；默认 3"
)
@click.option("--seed", type=Whole(0, 10**9), default=1, metavar="数", help="换一个数就是另一个镇")
@pass_asked
def command(
    asked: Asked, /, folder: Path, villages: int, households: int, months: int, seed: int
) -> None:
    """在一个空文件夹里做一个演示镇：村、户、纠纷、排查、会议、通报，都是编的。

    最后一个月是 --today 所在的月份（默认 2026-10）。同样的数和日期，做出来的一模一样。
    """
    from xinfang_tui.cli.demo import make
    from xinfang_tui.cli.demo.making import last_day
    from xinfang_tui.cli.demo.papers import write_papers

    if households < villages * LEAST_HOMES:
        raise Refused(
            f"{villages} 个村至少要 {villages * LEAST_HOMES} 户", do="请多写些户，或少写些村"
        )
    end = asked.today or last_day()
    _check_year(end)
    with bar("做演示镇") as step:
        desk, made = make(
            folder,
            end=end,
            villages=villages,
            households=households,
            months=months,
            seed=seed,
            progress=step,
        )
    with desk:
        papers = write_papers(desk, made)
        _tell(asked, desk, made, folder, papers)


def _check_year(end: date) -> None:
    if not 2020 <= end.year <= 2100:
        raise Refused(f"演示镇不能做到 {end.year} 年", do="请写 2020 到 2100 之间的日期")


def _tell(asked: Asked, desk: Desk, made: Made, folder: Path, papers: list[Path]) -> None:
    from xinfang_tui.cli.views.months import month_page

    status = desk.months.status(made.months[-1])
    found: dict[str, Any] = {
        "folder": str(folder),
        "today": made.end.isoformat(),
        "months": list(made.months),
        "disputes": desk.disputes.count({}),
        "papers": [str(path) for path in papers],
        "status": status,
    }
    words = [
        f"双桥镇{made.months[-1]}矛盾纠纷排查化解情况\n",
        month_page(status),
        f"\n共 {found['disputes']} 件，各项文书 {len(papers)} 份在：{folder / '文书'}",
        f"打开看看：xinfang --data {folder} --today {found['today']}",
    ]
    answer(asked, found, lambda: "\n".join(words))
