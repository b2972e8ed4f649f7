"""The three tables of 调度."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import Any

from screens.ledger.columns import due_cell
from screens.pieces.columns import Cell, Column, Row
from screens.pieces.marks import Marks
from xinfang_tui.disputes.dispute import RUNG_NAMES
from xinfang_tui.disputes.leading import led

_NARROW = 76
"""Below so many cells a table leaves out what the line below it, or the next screen, tells too."""
TABLES = {"climbs": "待上报", "meetings": "联席会议", "cases": "领导包案"}
Hide = Callable[[Mapping[str, Any], Any], str]


def climb_columns(hide: Hide, marks: Marks, cells: int) -> list[Column]:
    """Proposals to climb, in ``cells`` cells."""

    def state(row: Row) -> Cell:
        if row.get("waiting"):
            return ("待村核实", "warn")
        if row.get("held") and not row.get("stays"):
            return ("暂缓", "warn")
        return ("无人承接", "warn") if row.get("blocked") else ("可上报", "accent")

    def way(row: Row) -> Cell:
        to = RUNG_NAMES.get(str(row["to"]), str(row["to"]))
        tier = "（县）" if row.get("tier") == "county" else ""
        arrow = ">" if marks.plain else "→"
        return f"{RUNG_NAMES.get(str(row['from']), '')[:2]}{arrow}{to[:2]}{tier}"

    return _fitting(
        cells,
        {"village", "rule"},
        Column("number", "编号", lambda row: str(row["number"]), 14),
        Column("title", "事项", lambda row: hide(row, row.get("title") or ""), fill=12),
        Column("village", "村", lambda row: str(row.get("village_name") or ""), 8),
        Column("way", "上报", way, 11),
        Column("rule", "规则", lambda row: str(row.get("rule_name") or ""), 8),
        Column("due", "期限", lambda row: str(row.get("due") or "")[5:], 5),
        Column("state", "", state, 8),
    )


def meeting_columns(cells: int) -> list[Column]:
    """The month's meetings, in ``cells`` cells."""

    def state(row: Row) -> Cell:
        if row.get("cancelled"):
            return ("已取消", "soft")
        return ("已结束", "soft") if row.get("closed") else ("进行中", "accent")

    return _fitting(
        cells,
        {"place"},
        Column("on", "日期", lambda row: str(row["on"]), 10),
        Column("name", "会议", lambda row: str(row["name"]), 14),
        Column("chair", "主持", lambda row: str(row.get("chair") or "—"), 8),
        Column("items", "议题", lambda row: str(row["items"]), 4, right=True),
        Column("decided", "已定", lambda row: str(row["decided"]), 4, right=True),
        Column("place", "  地点", lambda row: f"  {row.get('place') or ''}", fill=12),
        Column("state", "", state, 8),
    )


def case_columns(hide: Hide, today: date, cells: int) -> list[Column]:
    """Leaders' cases, leader by leader, in ``cells`` cells."""

    def plan(row: Row) -> Cell:
        steps = row.get("plan") or ()
        if not steps:
            return ("没有方案", "warn")
        passed = sum(bool(s.get("due")) and str(s["due"]) < today.isoformat() for s in steps)
        return f"{len(steps)} 步，已到期 {passed}" if passed else f"{len(steps)} 步"

    def quiet(row: Row) -> Cell:
        days = int(row.get("silence") or 0)
        return (f"{days}天", "warn" if days > 14 else "soft")

    def leader(row: Row) -> Cell:
        return str(row["leader"]) if led(row) else ("未确定", "warn")

    return _fitting(
        cells,
        {"number", "silence"},
        Column("leader", "包案领导", leader, 10),
        Column("number", "编号", lambda row: str(row["number"]), 14),
        Column("title", "事项", lambda row: hide(row, row.get("title") or ""), fill=10),
        Column("due", "期限", lambda row: due_cell(row, today), 12),
        Column("plan", "方案", plan, 15),
        Column("silence", "没有动静", quiet, 8, right=True),
    )


def _fitting(cells: int, spared: Container[str], *columns: Column) -> list[Column]:
    """The columns, without those that are spared where there is little room."""
    return [each for each in columns if cells >= _NARROW or each.key not in spared]


def by_leader(rows: Sequence[Row]) -> list[Row]:
    """Cases leader by leader, nobody's first, then by date."""
    return sorted(rows, key=lambda row: (row["leader"] if led(row) else "", row.get("due") or "9"))


def climb_words(row: Row) -> str:
    """What a proposal rests on, in one paragraph."""
    parts = [str(row.get("reason") or "")]
    parts += [str(each) for each in row.get("evidence") or ()]
    if row.get("blocked"):
        parts.append("无人承接：" + "、".join(map(str, row["blocked"])))
    if row.get("missing"):
        parts.append("还缺：" + "、".join(map(str, row["missing"])))
    if row.get("waiting"):
        parts.append("这个村的数据还没有到期限之后，等村里核实")
    return "；".join(part for part in parts if part)
