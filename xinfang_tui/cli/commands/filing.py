"""`xinfang filing`: the numbers that papers are given, without gaps (issue 4)."""

from __future__ import annotations

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.output import answer, table
from xinfang_tui.cli.values import Whole, one_of
from xinfang_tui.desk.filing import FILES

KIND = one_of(tuple(FILES))
NUMBER = Whole(1, 99_999)
ABOUT = "、".join(f"{key}（{name}）" for key, name in FILES.items())
YEAR = click.option("--year", type=Whole(1900, 9999), metavar="年", help="哪一年，默认今年")


@click.group("filing", cls=Group)
def command() -> None:
    """文号、卷宗号：每种每年一串，不跳号。"""


@command.command("list", cls=Command)
@YEAR
@pass_asked
def listed(asked: Asked, /, year: int | None) -> None:
    """每种文号用到几号，下一个是几号。"""
    with asked.desk(readonly=True) as desk:
        which = year or desk.today.year
        rows = [(key, desk.filing.row(key, which)) for key in FILES]
    found = [
        {
            "kind": key,
            "name": FILES[key],
            "year": which,
            "begins": row.begins,
            "given": [{"n": one.n, "about": one.about, "on": one.on} for one in row.given],
            "count": len(row.given),
            "next": row.next,
        }
        for key, row in rows
    ]
    titles = [("name", "文号"), ("count>", "已用"), ("next>", "下一个"), ("kind", "名称")]
    answer(asked, found, lambda: table(found, titles))


@command.command("begin", cls=Command, examples=["xinfang filing begin dossier 36"])
@click.argument("kind", cls=Argument, metavar="种类", about=ABOUT, type=KIND)
@click.argument("n", cls=Argument, metavar="号", about="从几号开始", type=NUMBER)
@YEAR
@pass_asked
def begin(asked: Asked, /, kind: str, n: int, year: int | None) -> None:
    """从几号接着用：前面的号已经在纸上用掉了。"""
    with asked.desk() as desk:
        which = year or desk.today.year
        desk.filing.begin(kind, which, n)
    answer(
        asked,
        {"kind": kind, "year": which, "n": n},
        lambda: f"{which} 年{FILES[kind]}从 {n} 开始。",
    )


@command.command(
    "release", cls=Command, examples=["xinfang filing release special 3 --reason 没有印发"]
)
@click.argument("kind", cls=Argument, metavar="种类", about=ABOUT, type=KIND)
@click.argument("n", cls=Argument, metavar="号", about="收回几号", type=NUMBER)
@click.option("--reason", required=True, metavar="理由", help="为什么收回")
@YEAR
@pass_asked
def release(asked: Asked, /, kind: str, n: int, reason: str, year: int | None) -> None:
    """收回没有用成的号，下一份先用它。"""
    with asked.desk() as desk:
        which = year or desk.today.year
        desk.filing.release(kind, which, n, reason)
    answer(
        asked,
        {"kind": kind, "year": which, "n": n},
        lambda: f"{which} 年{FILES[kind]} {n} 收回了。",
    )
