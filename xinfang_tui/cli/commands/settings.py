"""`xinfang settings`: what an office sets for itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.output import answer, facts
from xinfang_tui.cli.values import PATH
from xinfang_tui.refusal import Refused


@click.group("settings", cls=Group)
def command() -> None:
    """各项设置：统计时段、报送日、会议日程、单位名称、层级与期限……"""


@command.command(
    "get", cls=Command, examples=["xinfang settings get", "xinfang settings get window"]
)
@click.argument("name", cls=Argument, metavar="名称", about="哪一项；不写列出全部", required=False)
@pass_asked
def get(asked: Asked, /, name: str | None) -> None:
    """查看设置。"""
    from xinfang_tui.settings import SETTINGS

    with asked.desk(readonly=True) as desk:
        value = desk.registry.get(name) if name else {n: desk.registry.get(n) for n in SETTINGS}
    if name:
        answer(asked, value, lambda: _shown(value))
    else:
        answer(
            asked,
            value,
            lambda: facts(
                (f"{n}（{SETTINGS[n]}）", _shown(v) or "（未设）") for n, v in value.items()
            ),
        )


@command.command(
    "set",
    cls=Command,
    examples=[
        "xinfang settings set window 26-25",
        "xinfang settings set reporting_day 25",
        """xinfang settings set meetings '{"day": 28}'""",
        "xinfang settings set ladder --file 层级.toml",
    ],
)
@click.argument("name", cls=Argument, metavar="名称", about="哪一项")
@click.argument("value", cls=Argument, metavar="内容", about="文字，或一段 JSON", required=False)
@click.option("--file", "path", type=PATH, metavar="文件", help="内容在这个文件里")
@pass_asked
def set_value(asked: Asked, /, name: str, value: str | None, path: Path | None) -> None:
    """修改一项设置。"""
    if (value is None) == (path is None):
        raise click.UsageError("请写上内容，或用 --file 指定文件", click.get_current_context())
    text = value if path is None else _read(path)
    with asked.desk() as desk:
        stored = desk.registry.set(name, _value(text or "", desk.registry.get(name)))
    answer(asked, stored, lambda: f"已改为：{_shown(stored) or '（未设）'}")


@command.command("classes", cls=Command)
@pass_asked
def classes(asked: Asked, /) -> None:
    """上报表的类别对照：放一份到模板文件夹里改；改过的照着查一遍。"""
    with asked.desk() as desk:
        found = desk.reports.classes()
    words = "放在这里，请打开修改" if found["created"] else "已经有了，写法没有问题"
    answer(asked, found, lambda: f"类别对照表{words}：{found['file']}")


def _value(text: str, present: Any) -> Any:
    """The text as JSON; as it stands where the setting is a text now or it is no JSON."""
    if isinstance(present, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"读不了“{path}”", safe="设置没有改动", do="请核对文件名和编码") from fault
    if not text.strip():
        raise Refused(
            f"“{path}”是空的", safe="设置没有改动", do='请核对文件；要清掉这一项，内容写成 ""'
        )
    return text


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value in (None, {}, []) else json.dumps(value, ensure_ascii=False)
