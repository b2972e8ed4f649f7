"""The days on which a month's work is done."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from xinfang_tui.calendar import Calendar
from xinfang_tui.month.window import shifted

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dates:
    """One month.

    Attributes:
        first, last: its days; walks: days on which the villages go round.
        report: by when they report; late: when the late one does; round: an extra round begins.
        summarise, dispatch, draft, publish, close: the stages; dispatch is the meeting's day.
    """

    month: str
    first: date
    last: date
    walks: tuple[date, ...]
    report: date
    late: date
    round: date
    summarise: date
    dispatch: date
    draft: date
    publish: date
    close: date


def dates_of(month: str, calendar: Calendar) -> Dates:
    """The days of a month, all of them worked on."""
    year, number = (int(part) for part in month.split("-"))
    first = date(year, number, 1)
    last = date(year, number, monthrange(year, number)[1])
    report = calendar.next_working(date(year, number, 25))
    summarise = calendar.working_days_after(report, 1)
    dispatch = calendar.working_days_after(summarise, 1)
    draft = last
    while not calendar.is_working(draft):
        draft -= _DAY
    draft = max(draft, dispatch)
    walks = tuple(calendar.next_working(date(year, number, day)) for day in (8, 11, 14, 17, 20, 23))
    before = report - _DAY
    while not calendar.is_working(before):
        before -= _DAY
    publish = calendar.working_days_after(max(last, draft), 2)
    return Dates(
        month,
        first,
        last,
        tuple(dict.fromkeys(walks)),
        min(before, report),
        calendar.working_days_after(report, 1),
        calendar.next_working(date(year, number, 12)),
        summarise,
        dispatch,
        draft,
        publish,
        calendar.working_days_after(publish, 1),
    )


def months_to(last: str, count: int) -> list[str]:
    """So many months in order, the last one named."""
    return [shifted(last, -back) for back in range(count - 1, -1, -1)]
