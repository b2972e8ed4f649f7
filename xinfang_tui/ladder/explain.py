"""Why a deadline is the day it is, line by line in Chinese (DESIGN §5: one key shows it)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from xinfang_tui.calendar import ESTIMATED, Calendar
from xinfang_tui.disputes.kinds import LABELS
from xinfang_tui.ladder.clock import Clock
from xinfang_tui.tuples import NamedTuple

_DAY = timedelta(days=1)
_STARTS = LABELS | {
    "escalate": "上报到这一层",
    "decide": "联席会议决定",
    "reopen": "重开",
    "settle": "核对填报后确定",
    "visit_back": "回访后重新办理",
    "petition_accept": "登记信访事项",
    "petition_conclude": "受理",
    "petition_review": "处理意见送达",
    "petition_recheck": "复查意见送达",
    "petition_final": "复核意见送达",
}


class Step(NamedTuple):
    """A line of the explanation: what it speaks of, in words, and the day it comes to."""

    label: str
    text: str
    day: date | None = None


def steps(
    clock: Clock,
    target: date,
    due: date,
    warnings: Sequence[tuple[int, date]],
    calendar: Calendar,
    today: date | None,
) -> tuple[Step, ...]:
    """The whole explanation, in the order in which one counts by hand."""
    year = clock.on.year
    lines = [
        Step("起算", _begun(clock, year), clock.on),
        Step("期限", _limit(clock, year)),
    ]
    lines += _changes(clock, year)
    lines.append(Step("最后一天", _target(clock, target, calendar, year), target))
    if not clock.fixed and target > clock.on:
        lines.append(Step("其间", _between(clock, target, calendar)))
    lines.append(Step("顺延", _shift(target, due, calendar, year, clock.statutory), due))
    unknown = sorted({day.year for day in (target, due) if not calendar.known(day.year)})
    if unknown:
        years = "、".join(map(str, unknown))
        lines.append(Step("注意", f"{years} 年放假安排还没有公布，{ESTIMATED}，公布后会重新计算"))
    if warnings:
        told = "，".join(f"{_short(day, year)} 到 {percent}%" for percent, day in warnings)
        lines.append(Step("提醒", f"提醒：{told}"))
    lines.append(Step("依据", f"依据：{clock.source}"))
    if today is not None:
        lines.append(Step("今天", _left(today, target if clock.statutory else due, year), today))
    return tuple(lines)


def _short(day: date, year: int) -> str:
    return f"{day:%m-%d}" if day.year == year else day.isoformat()


def _begun(clock: Clock, year: int) -> str:
    what = _STARTS.get(clock.kind, "登记")
    return f"{_short(clock.on, year)} {what}，当天不计（民法典第二百零一条）"


def _limit(clock: Clock, year: int) -> str:
    if clock.fixed is not None:
        return f"{clock.name}：{_short(clock.fixed, year)}"
    return f"{clock.name} {clock.days} 天，按自然日计算"


def _changes(clock: Clock, year: int) -> list[Step]:
    lines = []
    for first, last in clock.spans:
        days = (last - first).days + 1
        text = f"{_short(first, year)} 至 {_short(last, year)} 双方同意中止，扣除 {days} 天"
        lines.append(Step("中止", text, last))
    if clock.ignored:
        lines.append(Step("中止", "法定期限不因中止而改变"))
    if clock.extension is not None:
        who = f"，{clock.extension.approver}批准" if clock.extension.approver else ""
        why = f"，理由：{clock.extension.reason}" if clock.extension.reason else ""
        wanted = f"申请延至 {_short(clock.extension.until, year)}"
        lines.append(Step("延期", f"{wanted}，计延长 {clock.extra} 天{who}{why}"))
    return lines


def _target(clock: Clock, target: date, calendar: Calendar, year: int) -> str:
    named = f"{_short(target, year)}（{calendar.name(target)}）"
    if clock.fixed is not None and not clock.extra:
        return f"是 {named}"
    return f"第 {clock.days + clock.extra} 天是 {named}"


def _between(clock: Clock, target: date, calendar: Calendar) -> str:
    days = [clock.on + _DAY * n for n in range(1, (target - clock.on).days + 1)]
    off = sum(not calendar.is_working(day) for day in days)
    make_up = [day for day in days if day.weekday() > 4 and calendar.is_working(day)]
    text = f"共 {len(days)} 天，含休息日 {off} 天，{'除中止外' if clock.spans else ''}都计算在内"
    if make_up:
        told = "、".join(f"{day:%m-%d}" for day in make_up)
        text += f"；{told} 调休上班"
    return text


def _shift(target: date, due: date, calendar: Calendar, year: int, statutory: bool) -> str:
    if target == due:
        name = calendar.name(target)
        return f"{_short(target, year)} {name}，是工作日，不顺延"
    off = "、".join(
        f"{_short(target + _DAY * n, year)} {calendar.name(target + _DAY * n)}"
        for n in range((due - target).days)
    )
    text = f"{off}，顺延到 {_short(due, year)}（{calendar.name(due)}）（民法典第二百零三条）"
    if statutory:
        text += f"；是否超期仍从 {_short(target, year)} 算起"
    return text


def _left(today: date, last: date, year: int) -> str:
    left = (last - today).days
    if left > 0:
        return f"{_short(today, year)}，还有 {left} 天"
    return (
        f"{_short(today, year)}，今天到期"
        if left == 0
        else (f"{_short(today, year)}，已超期 {-left} 天")
    )
