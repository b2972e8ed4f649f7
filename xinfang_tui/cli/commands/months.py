"""`xinfang month`: the four stages of a month (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xinfang_tui.cli import input
from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.output import answer
from xinfang_tui.cli.values import DAY, MONTH, PATH, one_of

if TYPE_CHECKING:
    from datetime import date

    from xinfang_tui.desk import Desk

STEPS = ("draft", "check", "issue", "publish")
READINGS = ("reported", "known")
WHICH = click.option("--month", type=MONTH, metavar="月份", help="如 2026-10；不写就是本月")
OUT = click.option("-o", "--output", "out", type=PATH, metavar="文件", help="同时写成文书")


@click.group("month", cls=Group)
def command() -> None:
    """一个月的四步：排查、汇总、调度、通报，然后办结。"""


@command.command("status", cls=Command)
@WHICH
@click.option(
    "--reading", type=one_of(READINGS), default="reported", help="报出数，或更正后数；默认报出数"
)
@OUT
@pass_asked
def status(asked: Asked, /, month: str | None, reading: str, out: Path | None) -> None:
    """这个月到哪一步、还缺什么、各村和各项指标。"""
    with asked.desk(readonly=out is None) as desk:
        which = month or desk.months.current
        if out is not None:
            desk.reports.make("summary", out, month=which)
        _show(asked, desk.months.status(which, reading), out)


@command.command("summarise", cls=Command)
@WHICH
@OUT
@pass_asked
def summarise(asked: Asked, /, month: str | None, out: Path | None) -> None:
    """②汇总：合计全镇的数，核对各层各村的账要平。"""
    with asked.desk() as desk:
        desk.reports.ready(out)
        _tell(asked, desk, desk.months.summarise(month or desk.months.current), ("summary", out))


@command.command("dispatch", cls=Command)
@WHICH
@OUT
@pass_asked
def dispatch(asked: Asked, /, month: str | None, out: Path | None) -> None:
    """③调度：按规则上报，列出联席会议要研究的。"""
    with asked.desk() as desk:
        desk.reports.ready(out)
        _tell(asked, desk, desk.months.dispatch(month or desk.months.current), ("summary", out))


@command.command(
    "bulletin",
    cls=Command,
    examples=[
        "xinfang month bulletin --month 2026-10 --step draft -o 通报.docx",
        "xinfang month bulletin --month 2026-10 --signer 王建国 --number 双综治〔2026〕10号",
        "xinfang month bulletin --month 2026-10 --note 新增=集中排查 --note 东湾村=道路塌方",
    ],
)
@WHICH
@click.option(
    "--step", type=one_of(STEPS), help="起草、自查、签发、发出；不写就把剩下的几步一次做完"
)
@click.option("--signer", metavar="姓名", help="签发人")
@click.option("--number", metavar="文号", help="发文字号")
@click.option("--on", type=DAY, metavar="日期", help="签发日期，默认今天")
@click.option(
    "--note",
    "notes",
    multiple=True,
    metavar="指标=说明",
    help="变化大的数、没报送的村的说明，可写多次",
)
@click.option("--input", "path", type=PATH, metavar="文件", help="这些内容写在一份 JSON 里")
@OUT
@pass_asked
def bulletin(
    asked: Asked,
    /,
    month: str | None,
    notes: tuple[str, ...],
    path: Path | None,
    out: Path | None,
    on: date | None,
    **given: str | None,
) -> None:
    """④通报：起草、自查、签发、发出。发出之后，这个月的数和文书就固定下来。"""
    record: dict[str, Any] = input.record(path) if path is not None else {}
    record |= {name: value for name, value in given.items() if value}
    if on is not None:
        record["on"] = on.isoformat()
    if notes:
        record["notes"] = dict(record.get("notes") or {}) | dict(map(_note, notes))
    with asked.desk() as desk:
        desk.reports.ready(out)
        found = desk.months.bulletin(month or desk.months.current, record)
        _tell(asked, desk, found, ("bulletin", out))


@command.command("close", cls=Command)
@WHICH
@OUT
@pass_asked
def close(asked: Asked, /, month: str | None, out: Path | None) -> None:
    """这个月办结。报出数和文书永远照原样。"""
    with asked.desk() as desk:
        desk.reports.ready(out)
        _tell(asked, desk, desk.months.close(month or desk.months.current), ("bulletin", out))


@command.command("reopen", cls=Command)
@WHICH
@click.option("--reason", metavar="理由", help="为什么要重开")
@click.option("--approver", metavar="姓名", help="谁批准的")
@OUT
@pass_asked
def reopen(asked: Asked, /, month: str | None, out: Path | None, **given: str | None) -> None:
    """重开已经通报的月份；原来报出的数和文书留着。不写选项时从标准输入读一条 JSON。"""
    record: dict[str, Any] = {name: value for name, value in given.items() if value}
    record = record or input.record(default=True)
    why = (str(record.get(name) or "") for name in ("reason", "approver"))
    with asked.desk() as desk:
        desk.reports.ready(out)
        found = desk.months.reopen(month or desk.months.current, *why)
        _tell(asked, desk, found, ("summary", out))


@command.command("note", cls=Command)
@WHICH
@click.argument("about", cls=Argument, metavar="指标", about="哪个数，如 新增；没报送的写村名")
@click.argument("text", cls=Argument, metavar="说明", about="为什么变化大")
@pass_asked
def note(asked: Asked, /, month: str | None, about: str, text: str) -> None:
    """给一个数写上说明，印在通报里。"""
    with asked.desk() as desk:
        _tell(asked, desk, desk.months.note(month or desk.months.current, about, text))


@command.command("round", cls=Command)
@WHICH
@click.argument("name", cls=Argument, metavar="名称", about="如 国庆节前集中排查")
@pass_asked
def extra_round(asked: Asked, /, month: str | None, name: str) -> None:
    """记一次集中排查。"""
    with asked.desk() as desk:
        _tell(asked, desk, desk.months.round(month or desk.months.current, name))


@command.command("scan", cls=Command)
@WHICH
@click.argument("file", cls=Argument, metavar="文件", about="签字盖章的扫描件", type=PATH)
@pass_asked
def scan(asked: Asked, /, month: str | None, file: Path) -> None:
    """存签发件的扫描件：放进文书文件夹，记下它的校验值。"""
    with asked.desk() as desk:
        filed = desk.reports.scan(month or desk.months.current, file)
    answer(asked, filed, lambda: f"扫描件存在“{filed['file']}”，校验值 {filed['hash'][:8]}。")


def _note(text: str) -> tuple[str, str]:
    about, mark, words = text.partition("=")
    if not mark:
        raise click.UsageError("--note 要写成 指标=说明", click.get_current_context())
    return about.strip(), words.strip()


def _tell(
    asked: Asked,
    /,
    desk: Desk,
    found: Mapping[str, Any],
    paper: tuple[str, Path | None] = ("", None),
) -> None:
    """Answer a step that is done, with its paper where one is asked for."""
    from xinfang_tui.desk.afterwards import write_paper

    kind, out = paper
    if out is not None:
        month = str(found["month"])
        again = f"请换一个地方再出：xinfang report {kind} --month {month} -o 文件"
        write_paper(desk.reports, kind, out, done="这一步已经办好", again=again, month=month)
    _show(asked, found, out)


def _show(asked: Asked, /, found: Mapping[str, Any], out: Path | None) -> None:
    from xinfang_tui.cli.views.months import month_page

    answer(asked, found, lambda: month_page(found, out))
