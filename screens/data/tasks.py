"""The list of 数据: each thing to do, how it stands, and which method does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list.

    Attributes:
        id: of the method that does it; name, about: what it is; needs: the action it takes.
        group: the heading it stands under.
    """

    id: str
    name: str
    about: str
    needs: str = ""
    group: str = ""


NAMED = 4
"""So many villages are named where the line of sending tells what was not sent down."""

TASKS = (
    Task(
        "import_ledger", "导入台账", "Excel、CSV 旧台账：先看后导，有错的行另存", "import", "台账"
    ),
    Task("conflicts", "填报不一致", "两台电脑填得不一样的，逐件定一个", "", "台账"),
    Task("alike", "像是同一件的", "两个村可能登记了同一件：看过再关联，机器不代办", "", "台账"),
    Task("export_ledger", "导出全部台账", "默认隐去姓名，导出的还能再导入", "export", "台账"),
    Task("hand_over", "人员交接", "在办的、没到期的承诺、待回访的，双方签字", "assign", "台账"),
    Task("paper", "出文书", "月报表、清单、快报、工作手册、交接清单……先看再出", "report", "文书"),
    Task("numbers", "文号、卷宗号", "今年给过哪些号，下一个是几", "", "文书"),
    Task("receive", "接收上报包", "先演练再收，收完自动写回执", "parcel", "收发"),
    Task("send", "发送", "把对方还没有的打成一个加密包，存 U 盘或微信发", "parcel", "收发"),
    Task("receipt", "读回执", "对方收到了哪些", "parcel", "收发"),
    Task("takeback", "撤销本次接收", "收错了的包先放一边，不删", "takeback", "收发"),
    Task("machines", "各村电脑", "邀请、数据截至哪天、丢失注销", "machines", "收发"),
    Task("backup", "备份", "写一份验过的备份，可以写到 U 盘", "backup", "平安"),
    Task("drill", "恢复演练", "拿最近的备份试着恢复一遍，看要多久", "backup", "平安"),
    Task("restore", "恢复备份", "用一份备份换下现在的台账，现在的留着", "restore", "平安"),
    Task("verify", "核对数据", "逐条核对有没有坏、有没有少", "", "平安"),
    Task("doctor", "体检", "磁盘、备份、日期", "", "平安"),
    Task("practice", "演练月", "在单独的文件夹里练手，进不了真台账", "", "练习"),
)


def states(
    ribbon: Mapping[str, Any],
    parcels: Mapping[str, Any],
    conflicts: int,
    arrived: int,
    answers: int = 0,
) -> dict[str, tuple[str, bool]]:
    """How each task stands: words, and whether they are a warning.

    Args:
        arrived, answers: parcels and receipts that came by themselves.
    """
    unsent = int(parcels.get("unsent") or 0)
    last = ribbon.get("last_backup")
    held = int(parcels.get("held") or 0)
    came = parcels.get("came") or ()
    return {
        "conflicts": (f"{conflicts} 件" if conflicts else "没有", bool(conflicts)),
        "send": _sending(unsent, parcels.get("below") or ()),
        "receive": _receiving(arrived, held, len(came)),
        "receipt": (f"有 {answers} 份回执可读" if answers else "", bool(answers)),
        "backup": (f"最近 {last}" if last else "还没有备份", not last),
        "practice": ("正在演练" if ribbon.get("practice") else "", False),
    }


def below_words(parcels: Mapping[str, Any]) -> str:
    """What each village's machine has not been sent yet; "" when nothing is left to send."""
    told = [_lacking(each) for each in parcels.get("below") or ()]
    more = f"等 {len(told)} 个村" if len(told) > NAMED else ""
    return f"下发：{'、'.join(told[:NAMED])}{more}没有发" if told else ""


def _lacking(unit: Mapping[str, Any]) -> str:
    if not unit["unsent"]:
        return f"{unit['name']}很久"
    return f"{unit['name']} {unit['unsent']} 条{'以上' if unit['more'] else ''}"


def _sending(unsent: int, below: Sequence[Mapping[str, Any]]) -> tuple[str, bool]:
    total = unsent + sum(int(each["unsent"]) for each in below)
    if below and not total:
        return "很久没有发", True
    return f"未发 {total} 条" if total else "都发了", bool(total)


def _receiving(arrived: int, held: int, came: int) -> tuple[str, bool]:
    if arrived:
        return f"有 {arrived} 个新包可收", True
    return (f"{held} 条等前面的", True) if held else (f"收过 {came} 个", False)
