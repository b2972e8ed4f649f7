"""What a month still lacks, in plain words, and who is to see to it (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xinfang_tui.month.stages import BULLETIN, CLOSED, DISPATCH, SCREEN, SUMMARISE, MonthState
from xinfang_tui.tuples import NamedTuple


class Waiting(NamedTuple):
    """What outside the sweeps still waits.

    Attributes:
        conflicts: disputes and sweeps filled in differently; due: matters due to climb;
        blocked: 无人承接; unconfirmed: 待村核实; on_meeting: what the joint meeting has to study;
        meetings: meetings held in the month; going: one that was called is not closed yet;
        behind: village name → the day its data reach to.
        faults: what the bulletin's self-check found and nobody has explained.
    """

    conflicts: int = 0
    due: int = 0
    blocked: int = 0
    unconfirmed: int = 0
    on_meeting: int = 0
    meetings: int = 0
    going: bool = False
    behind: Mapping[str, str] | None = None
    faults: Sequence[str] = ()


def missing(state: MonthState, units: Sequence[Mapping[str, Any]], waiting: Waiting) -> list[str]:
    """The sentences for the stage that the month is in.

    Args:
        units: rows of ``month status`` ``units`` with ``who``: "网格员 李某乙" or empty.
    """
    found: list[str] = []
    if state.stage == CLOSED or state.published is not None:
        return found if state.stage == CLOSED else ["通报已发出，还没有办结（镇综治专干）"]
    found += _reports(units)
    if state.stage in (SCREEN, SUMMARISE):
        found += _data(units, waiting)
    if state.stage in (SUMMARISE, DISPATCH):
        found += _dispatch(waiting)
    if state.stage in (DISPATCH, BULLETIN):
        found += _bulletin(state, waiting)
    return found


def _who(unit: Mapping[str, Any]) -> str:
    return f"（{unit['who']}）" if unit.get("who") else ""


def _reports(units: Sequence[Mapping[str, Any]]) -> list[str]:
    found = []
    for unit in units:
        if unit.get("report") is None and unit.get("households") is not None:
            left = unit.get("unvisited") or 0
            more = f"，还有 {left} 户未查" if left else ""
            found.append(f"{unit['name']}未报送{_who(unit)}{more}")
    return found


def _data(units: Sequence[Mapping[str, Any]], waiting: Waiting) -> list[str]:
    found = []
    for unit in units:
        screened = unit.get("screened") or 0
        if unit.get("report") == "zero" and screened:
            found.append(
                f"{unit['name']}作了零报告，但本月排查登记了 {screened} 件，请核对{_who(unit)}"
            )
        elif unit.get("report") == "zero" and unit.get("found"):
            doors = f"又有 {unit['found']} 户标为“有”"
            found.append(f"{unit['name']}作了零报告，之后{doors}，请改作报送{_who(unit)}")
    if waiting.conflicts:
        found.append(f"{waiting.conflicts} 处填报不一致，请核对（镇综治专干）")
    for village, day in (waiting.behind or {}).items():
        found.append(f"{village}数据截至 {day}，请催收上报包")
    return found


def _dispatch(waiting: Waiting) -> list[str]:
    found = []
    if waiting.due:
        found.append(f"{waiting.due} 件到期应上报，还没有上报（镇综治专干）")
    if waiting.unconfirmed:
        found.append(f"{waiting.unconfirmed} 件待村核实，请催收上报包")
    if waiting.blocked:
        found.append(f"{waiting.blocked} 件无人承接，请确定责任单位和责任人")
    if waiting.going:
        found.append("召集的会议还没有结束，结束会议后决定才写进各件")
    elif waiting.on_meeting and not waiting.meetings:
        found.append(f"{waiting.on_meeting} 件待联席会议研究，本月还没有开会")
    return found


def _bulletin(state: MonthState, waiting: Waiting) -> list[str]:
    found = [f"自查：{fault}" for fault in waiting.faults]
    for step, words in (
        (state.drafted, "通报还没有起草"),
        (state.checked, "通报还没有自查"),
        (state.issued, "通报还没有签发（签发人）"),
        (state.published, "通报还没有发出"),
    ):
        if step is None:
            return [*found, words]
    return found
