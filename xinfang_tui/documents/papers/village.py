"""Papers of a village: 走访单 to walk with, 排查月报 or 零报告 to sign and stamp (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import (
    FORM,
    Block,
    Column,
    Field,
    Fields,
    Note,
    Paper,
    Paragraph,
    SignLines,
    Table,
)
from xinfang_tui.documents.papers.case import Case
from xinfang_tui.documents.wording import day, parse_day, share
from xinfang_tui.month.sweep import STATE_NAMES, WAY_NAMES, ZERO
from xinfang_tui.month.window import month_name

Record = Mapping[str, Any]


def walk_sheet(
    village: str, month: str, households: Sequence[Record], office: Office, show: Disclosure
) -> Paper:
    """走访单: the households in walking order, boxes to tick.

    Args:
        households: ``{group, door, head, last, kind}``; ``last`` is last month's state, those not
            met last month first, as the desk orders them.
    """
    columns = (
        Column("组", width=6),
        Column("门牌", width=8),
        Column("户主", width=10),
        Column("上月", width=8),
        Column("无", width=5, group="本月（打√）"),
        Column("有", width=5, group="本月（打√）"),
        Column("未见到", width=7, group="本月（打√）"),
        Column("日期", width=8),
        Column("方式", width=8),
        Column("有的，简要写明什么事、和谁", width=34),
    )
    rows = tuple(
        (
            str(one.get("group") or ""),
            str(one.get("door") or ""),
            show.name(str(one.get("head") or "")),
            _last(one),
            *("",) * 6,
        )
        for one in households
    )
    added = sum(bool(one.get("added")) for one in households)
    new = f"，其中本月新增{added}户，不计入覆盖率" if added else ""
    blocks: list[Block] = [
        Paragraph(
            f"共{len(households)}户{new}。“方式”填：入户、电话、组长反映。没有查到的留空，不要打√。"
            "先问：是否有人身危险？有的立即报告。",
            indent=False,
        ),
        Table(columns, rows, sheet="走访单"),
        SignLines(("走访人（签名）",)),
    ]
    return Paper(
        title=f"{village}{month_name(month)}入户排查走访单",
        blocks=tuple(blocks),
        kind="walksheet",
        style=FORM,
        month=month,
        fonts=office.fonts,
        wide=True,
        **show.marks(),
    )


def _last(household: Record) -> str:
    """Last month's state in a word, with the matters still open."""
    state = STATE_NAMES.get(str(household.get("last") or ""), "")
    standing = int(household.get("open") or 0)
    return f"{state}（{standing}件在办）" if standing else state


def village_report(
    unit: Record,
    month: str,
    disputes: Sequence[Record],
    office: Office,
    show: Disclosure,
    on: date | None = None,
    *,
    zero: bool | None = None,
) -> Paper:
    """村排查月报, or 零报告表 when the sweep found nothing new; to sign and stamp.

    Args:
        unit: the village's record of ``month status``; disputes: registered in it this month.
        zero: which of the two; by the unit's own report when None.
    """
    is_zero = unit.get("report") == ZERO if zero is None else zero
    name = str(unit["name"])
    screened = [one for one in disputes if str(one.get("channel") or "screening") == "screening"]
    beside = [one for one in disputes if one not in screened]
    households = int(unit.get("households") or 0)
    seen = int(unit.get("found") or 0) + int(unit.get("none") or 0)
    ways = "、".join(
        f"{word}{count}户"
        for key, word in WAY_NAMES.items()
        if (count := int((unit.get("ways") or {}).get(key, 0)))
    )
    form = Fields(
        (
            (Field("应查户数", f"{households}户"), Field("见到户数", f"{seen}户")),
            (
                Field("其中：有", f"{unit.get('found') or 0}户"),
                Field("无", f"{unit.get('none') or 0}户"),
            ),
            (
                Field("未见到", f"{unit.get('missed') or 0}户"),
                Field("未查", f"{unit.get('unvisited') or 0}户"),
            ),
            (Field("覆盖率", share(seen, households)), Field("方式", ways or "—")),
        )
    )
    said = _zero(name, month, seen, households) if is_zero else _found(name, month, disputes, on)
    blocks: list[Block] = [Paragraph(said), form]
    if is_zero and beside:
        after = _after(beside, on)
        blocks.append(
            Paragraph(f"排查之外，通过来访、来电等渠道登记{len(beside)}件{after}，列后。")
        )
    shown = beside if is_zero else list(disputes)
    if shown:
        blocks.append(_table([Case(one, show, office) for one in shown]))
    blocks += [
        Note("没有查到的户不等于没有纠纷；空白户数如实填写，不影响报送。"),
        SignLines(("排查人（签名）", "村（社区）负责人（签名、盖章）")),
        Paragraph(f"填报日期：{day(on) if on else '　　年　月　日'}", align="right"),
    ]
    title = "矛盾纠纷排查零报告表" if is_zero else "矛盾纠纷排查月报表"
    return Paper(
        title=f"{name}{month_name(month)}{title}",
        blocks=tuple(blocks),
        kind="village_report",
        style=FORM,
        month=month,
        fonts=office.fonts,
        **show.marks(),
    )


def _zero(name: str, month: str, seen: int, households: int) -> str:
    return (
        f"{name}{month_name(month)}入户排查见到{seen}户（应查{households}户），经逐户询问，"
        "本月排查未发现新增矛盾纠纷，特此报告。"
    )


def _after(disputes: Sequence[Record], on: date | None) -> str:
    """How many were registered only after the day of the report, in brackets."""
    if on is None:
        return ""
    count = sum(str(one.get("registered_on") or "")[:10] > on.isoformat() for one in disputes)
    return f"（其中填报之后登记{count}件）" if count else ""


def _found(name: str, month: str, disputes: Sequence[Record], on: date | None) -> str:
    if not disputes:
        return f"{name}{month_name(month)}未发现新增矛盾纠纷，排查情况如下。"
    done = sum(one.get("status") in ("resolved", "closed") for one in disputes)
    going = sum(one.get("status") == "open" for one in disputes)
    counts = {"已化解": done, "转出或终止": len(disputes) - done - going}
    parts = [f"{words}{count}件" for words, count in counts.items() if count]
    state = "，" + ("、".join(parts) or "均在办理中")
    after = _after(disputes, on)
    return f"{name}{month_name(month)}登记矛盾纠纷{len(disputes)}件{after}{state}，排查情况如下。"


def _table(cases: Sequence[Case]) -> Table:
    columns = (
        Column("编号", width=16),
        Column("事项", width=30),
        Column("类别", width=12),
        Column("来源", width=10),
        Column("登记日期", "date", width=11),
        Column("经办人", width=10),
        Column("状态", width=12),
    )
    rows = tuple(
        (
            case.number,
            case.title,
            case.short_category,
            case.channel,
            parse_day(case.get("registered_on")),
            case.get("handler"),
            case.status,
        )
        for case in cases
    )
    return Table(columns, rows, "本月登记事项", sheet="登记事项")
