"""`xinfang dispute`: one matter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xinfang_tui.cli import input
from xinfang_tui.cli.asked import Asked, pass_asked
from xinfang_tui.cli.command import Argument, Command, Group
from xinfang_tui.cli.completing import Kind, Number
from xinfang_tui.cli.faults import say
from xinfang_tui.cli.output import answer
from xinfang_tui.cli.values import MONTH, PATH
from xinfang_tui.disputes.kinds import KINDS
from xinfang_tui.disputes.kinds import Kind as EntryKind

if TYPE_CHECKING:
    from xinfang_tui.desk import Desk

NUMBER = Argument(["number"], metavar="编号", about="编号，如 柳-2610-00013", type=Number())
INPUT = click.option(
    "--input", "path", type=PATH, metavar="文件", help="从 JSON 文件读，不从标准输入读"
)
UNMASKED = click.option("--unmasked", is_flag=True, help="姓名、电话照写，不隐去")


def _told(kind: EntryKind) -> str:
    """A kind's Chinese name and the names of what it takes."""
    names = "、".join(f"{field.name}{'*' if field.required else ''}" for field in kind.fields)
    return f"{kind.label}：{names}"


@click.group("dispute", cls=Group)
def command() -> None:
    """登记、查看、办理一件纠纷，解释它的期限。"""


@command.command(
    "add",
    cls=Command,
    examples=[
        """echo '{"village": "柳树沟村", "title": "水渠放水先后争执", "category": "0201","""
        """ "occurred_on": "2026-10-03", "parties": [{"name": "张三"}]}' | xinfang dispute add"""
    ],
)
@INPUT
@UNMASKED
@pass_asked
def add(asked: Asked, /, path: Path | None, unmasked: bool) -> None:
    """登记一件纠纷：从标准输入读一条 JSON。

    必填 village、title、category、occurred_on、parties；可填 people、brief、scale、channel、
    track、handler、registered_on、reporter、places、topics、external_refs、superior_due、urgent。
    """
    from xinfang_tui.disputes import idcard
    from xinfang_tui.disputes.registration import parties, unused

    record = input.record(path)
    with asked.desk() as desk:
        _tell(asked, desk, desk.disputes.add(record), unmasked)
    for party in parties(record["parties"]):
        if warning := idcard.warning(party.get("id_number", "")):
            say(f"{party['name']}：{warning}。")
    if passed_over := unused(record):
        say(f"没有用到：{'、'.join(passed_over)}。")


@command.command("show", cls=Command, params=[NUMBER])
@UNMASKED
@pass_asked
def show(asked: Asked, /, number: str, unmasked: bool) -> None:
    """一件纠纷：情况、期限、经过。"""
    with asked.desk(readonly=True) as desk:
        _tell(asked, desk, desk.disputes.show(number), unmasked)


@command.command(
    "act",
    cls=Command,
    params=[
        NUMBER,
        Argument(["kind"], metavar="种类", about="做了什么，如 mediate、resolve", type=Kind()),
    ],
    examples=[
        """echo '{"outcome": "failed"}' | xinfang dispute act 柳-2610-00013 mediate""",
        "xinfang dispute actions 柳-2610-00013",
    ],
    sections={"种类和内容（* 必填）": [(kind.name, _told(kind)) for kind in KINDS.values()]},
)
@INPUT
@UNMASKED
@pass_asked
def act(asked: Asked, /, number: str, kind: str, path: Path | None, unmasked: bool) -> None:
    """写下一件纠纷的经过：从标准输入读一条 JSON，没有要写的可以空着。

    每一条都可以写 on（日期）和 by（谁办的）。现在能写哪些，看 xinfang dispute actions。
    """
    record = input.record(path, default=True)
    with asked.desk() as desk:
        _tell(asked, desk, desk.disputes.act(number, kind, record), unmasked)


@command.command("undo", cls=Command, params=[NUMBER])
@UNMASKED
@pass_asked
def undo(asked: Asked, /, number: str, unmasked: bool) -> None:
    """撤销本机在这一件上最后写的一条，只要后面还没有别的记录。"""
    with asked.desk() as desk:
        _tell(asked, desk, desk.disputes.undo(number), unmasked)


@command.command("explain", cls=Command, params=[NUMBER])
@pass_asked
def explain(asked: Asked, /, number: str) -> None:
    """这一件的期限是怎么算出来的。"""
    with asked.desk(readonly=True) as desk:
        found = desk.disputes.explain(number)
    answer(asked, found, lambda: f"{found['number']}\n{found['text']}")


@command.command("actions", cls=Command, params=[NUMBER])
@pass_asked
def actions(asked: Asked, /, number: str) -> None:
    """这一件现在能写哪些经过，不能写的说出原因。"""
    from xinfang_tui.cli.views.disputes import possible

    with asked.desk(readonly=True) as desk:
        found = desk.disputes.actions(number)
    answer(asked, found, lambda: possible(found))


@command.command("similar", cls=Command)
@INPUT
@pass_asked
def similar(asked: Asked, /, path: Path | None) -> None:
    """有没有可能登记过同一件事：从标准输入读要登记的内容（JSON）。"""
    from xinfang_tui.cli.views.disputes import alike

    record = input.record(path)
    with asked.desk(readonly=True) as desk:
        found = desk.disputes.similar(record)
        answer(asked, found, lambda: alike(found))


@command.command("duplicates", cls=Command)
@click.option("--month", type=MONTH, metavar="月份", help="其中一件在这个月登记；不写就是本月")
@click.option("--village", metavar="村", help="只看牵涉这个村的")
@UNMASKED
@pass_asked
def duplicates(asked: Asked, /, month: str | None, village: str | None, unmasked: bool) -> None:
    """各村之间像是同一件的，逐对列出；是同一件的用 act 编号 link 关联，两边的经过都留着；

    不是的用 act 编号 unlink 记下（role 写 different），以后不再提。"""
    from xinfang_tui.cli.views.disputes import pairs

    with asked.desk(readonly=True) as desk:
        place = desk.places_tree.find(village) if village else None
        code = place.code if place is not None else village or ""
        found = desk.disputes.alike(month or desk.months.current, code)
        ids = [str(pair[side]["id"]) for pair in found for side in ("one", "other")]
        known = {str(record["id"]): record for record in desk.disputes.by_ids(ids)}
        style = desk.settings.mask_style
    answer(asked, found, lambda: pairs(found, known, style, unmasked=unmasked))


@command.command(
    "handover",
    cls=Command,
    params=[
        Argument(["giver"], metavar="移交人", about="谁交出"),
        Argument(["taker"], metavar="接收人", about="谁接手"),
    ],
    examples=["xinfang dispute handover 程家贵 李文 --apply"],
)
@click.option("--apply", is_flag=True, help="在办的改由接收人经办；不写只列清单")
@pass_asked
def handover(asked: Asked, /, giver: str, taker: str, apply: bool) -> None:
    """换人时交接：在办的、没到期的承诺、待回访的。清单用 report handover 出。"""
    from xinfang_tui.cli.views.disputes import handed

    with asked.desk() as desk:
        found = desk.disputes.hand_over(giver, taker, apply=apply)
    answer(asked, found, lambda: handed(found, applied=apply))


def _tell(asked: Asked, /, desk: Desk, record: Mapping[str, Any], unmasked: bool) -> None:
    from xinfang_tui.cli.views.disputes import card

    answer(asked, record, lambda: card(record, desk.settings.mask_style, unmasked=unmasked))
