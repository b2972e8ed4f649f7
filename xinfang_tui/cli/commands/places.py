"""`xinfang place`: the villages and households."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.output import answer, table
from xinfang_tui.cli.values import DAY, PATH
from xinfang_tui.place_columns import column_words

LEVELS = {"county": "区县", "township": "镇（街道）", "village": "村（社区）", "group": "组"}


@click.group("place", cls=Group)
def command() -> None:
    """村、组、户名册。"""


@command.command("import", cls=Command, examples=["xinfang place import 村名册.csv"])
@click.argument("file", cls=Argument, metavar="文件", about="CSV 或 Excel", type=PATH)
@pass_asked
def import_places(asked: Asked, /, file: Path) -> None:
    """导入村名册：一行一个村，或一行一户。

    一行一个村的表头：code（代码）、name（名称）、level（级别）、households（户数），也可以用中文。
    有错的行逐条列出，其余照常写入；只知道户数的村，先按户数排出户号，等有了真名册再导入一次。
    """
    with asked.desk() as desk:
        found = desk.registry.import_places(file)
    answer(asked, found, lambda: _imported(found))


@command.command(
    "end", cls=Command, examples=["xinfang place end 341623101204 --into 341623101203"]
)
@click.argument("code", cls=Argument, metavar="代码", about="不再设立的村，12 位代码")
@click.option("--into", multiple=True, required=True, metavar="代码", help="并入的村；可写几个")
@click.option("--on", type=DAY, metavar="日期", help="哪一天起；不写就是今天")
@pass_asked
def end_place(asked: Asked, /, code: str, into: tuple[str, ...], on: date | None) -> None:
    """合村并居：一个村并入别的村，以前登记的仍查得到。"""
    with asked.desk() as desk:
        desk.registry.end_place(code, list(into), (on or desk.today).isoformat())
        places = desk.registry.places()
    answer(asked, places, lambda: f"{code} 已并入 {'、'.join(into)}。")


@command.command("list", cls=Command)
@pass_asked
def list_places(asked: Asked) -> None:
    """列出区县、镇、村和户数。"""
    with asked.desk(readonly=True) as desk:
        places = desk.registry.places()
    rows = [place | {"level": LEVELS.get(place["level"], place["level"])} for place in places]
    titles = [
        ("code", "代码"),
        ("name", "名称"),
        ("level", "级别"),
        ("short", "简称"),
        ("households>", "户数"),
        ("inhabited>", "常住"),
        ("valid_to", "截至"),
    ]
    answer(asked, places, lambda: table(rows, titles))


def _imported(found: dict[str, Any]) -> str:
    words = f"写入 {found['places']} 个地方、{found['households']} 户。"
    if found["rejected"]:
        titles = [("row>", "行"), ("field", "栏"), ("value", "内容"), ("reason", "原因")]
        rows = [row | {"field": column_words(row["field"])} for row in found["rejected"]]
        words += f"\n有 {len(rows)} 行没有写入：\n{table(rows, titles)}"
    return words
