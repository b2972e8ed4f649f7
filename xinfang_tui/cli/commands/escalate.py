"""`xinfang escalate`: the ladder run."""

from __future__ import annotations

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command
from xinfang_tui.cli.completing import Number
from xinfang_tui.cli.output import answer


@click.command(
    "escalate",
    cls=Command,
    params=[
        Argument(
            ["numbers"],
            metavar="编号",
            about="只看这几件；不写就是全部到期的",
            nargs=-1,
            required=False,
            type=Number(),
        )
    ],
)
@click.option("--dry-run", is_flag=True, help="只列出该上报的，不上报")
@pass_asked
def command(asked: Asked, /, numbers: tuple[str, ...], dry_run: bool) -> None:
    """按规则上报：超过期限的、多次调解未成的、应由上级办理的，各上报一层。

    做多少遍都一样。无人承接的照样上报并列出缺什么；待村核实的、缺当事人同意的只列出。
    """
    from xinfang_tui.cli.views.ladder import climbs

    with asked.desk() as desk:
        found, hidden, _ = desk.ladder.run(dry_run=dry_run, numbers=list(numbers) or None)
    answer(asked, found, lambda: climbs(found, dry_run, hidden))
