"""How far a running clock may be put off (延期): once a rung, at most so long (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.actions import extended
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.ladder.clock import PETITION, Clock, begun_as, clock_of
from xinfang_tui.ladder.meetings import Scheduled
from xinfang_tui.ladder.rules import Ladder, ladder_for


def longest(
    dispute: Dispute, ladders: Mapping[str, Ladder], meetings: Sequence[Scheduled]
) -> date | None:
    """The latest day to which the running clock may be extended; None when it may not."""
    clock = clock_of(dispute, ladders, meetings)
    start = dispute.start
    if clock is None or start is None or _extended(dispute, clock):
        return None
    ladder = ladder_for(start.ladder, ladders)
    if dispute.track == PETITION:
        if clock.rule != "petition_conclude":
            return None
        most = ladder.petition.extension
    else:
        most = ladder.longest_extension(start.rung, *begun_as(dispute, start))
    return clock._replace(extra=0).last_day() + timedelta(days=most)


def refusal(
    dispute: Dispute, ladders: Mapping[str, Ladder], meetings: Sequence[Scheduled], until: date
) -> str:
    """Why the clock cannot be extended to a day, in Chinese; empty when it can."""
    clock = clock_of(dispute, ladders, meetings)
    if clock is None:
        return "没有正在计算的期限"
    if _extended(dispute, clock):
        return "这一层已经延期一次，每一层只能延期一次"
    last = longest(dispute, ladders, meetings)
    if last is None:
        return "信访事项受理以后才能延期，作出处理意见以后不再延期（信访工作条例第三十四条）"
    if until <= clock.last_day():
        return f"延到 {until} 并没有推后，现在的期限是 {clock.last_day()}"
    return f"最多可延到 {last}" if until > last else ""


def run_out(
    dispute: Dispute,
    ladders: Mapping[str, Ladder],
    meetings: Sequence[Scheduled],
    calendar: Calendar,
    on: date,
) -> date | None:
    """The last day in force of the running clock, if it lies before a day; else None."""
    clock = clock_of(dispute, ladders, meetings)
    if clock is None:
        return None
    last = clock.last_day()
    last = last if clock.statutory else calendar.next_working(last)
    return last if on > last else None


def _extended(dispute: Dispute, clock: Clock) -> bool:
    if dispute.track == PETITION:
        return clock.extension is not None
    return extended(dispute)
