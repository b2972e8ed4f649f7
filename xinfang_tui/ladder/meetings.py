"""The scheduled joint meetings as dates that really take place."""

from __future__ import annotations

from datetime import date

from xinfang_tui.calendar import Calendar
from xinfang_tui.settings import Settings


def scheduled(settings: Settings, calendar: Calendar, first: date, last: date) -> tuple[date, ...]:
    """The meetings scheduled from ``first`` to ``last``; the monthly day moves off holidays.

    Dates set one by one stay as they were set.
    """
    fixed = set(settings.meetings.dates)
    return tuple(
        sorted(
            {
                day if day in fixed else calendar.next_working(day)
                for day in settings.meeting_days(first, last)
            }
        )
    )
