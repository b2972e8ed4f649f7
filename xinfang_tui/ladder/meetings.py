"""The scheduled joint meetings as days that really take place, and which one is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from xinfang_tui.calendar import Calendar
from xinfang_tui.ladder.count import Span, paused
from xinfang_tui.settings import Settings
from xinfang_tui.tuples import NamedTuple


class Scheduled(NamedTuple):
    """A joint meeting that a limit may rest on.

    Attributes:
        day: on which it takes place.
        since: the day it was scheduled; until: the day it was called off or moved away.
    """

    day: date
    since: date = date.min
    until: date = date.max

    def planned(self, today: date) -> bool:
        """Whether on a day it is known of and still to come, or on that day."""
        return self.since <= today <= self.day and today < self.until


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


def schedule(
    history: Iterable[tuple[date, Settings]], calendar: Calendar, first: date, last: date
) -> list[Scheduled]:
    """The scheduled meetings from ``first`` to ``last``, also those called off since.

    Args:
        history: each day on which the schedule was set, with the settings from then on.
    """
    since: dict[date, date] = {}
    found: list[Scheduled] = []
    for on, settings in history:
        days = set(scheduled(settings, calendar, first, last))
        found += [Scheduled(day, since.pop(day), on) for day in since.keys() - days]
        for day in days:
            since.setdefault(day, on)
    return [*found, *(Scheduled(day, on) for day, on in since.items())]


def awaited(
    start: date, limit: date, meetings: Sequence[Scheduled], spans: Sequence[Span]
) -> date | None:
    """The meeting that a matter waits for from ``start`` on; None when one has to be called.

    The first of those scheduled when the wait began; else the one that was scheduled first while
    ``limit``, the last day without any, had not passed. What is scheduled, moved or called off
    after that moves no date (DESIGN §5).
    """
    found = [
        each
        for each in meetings
        if each.day > start
        and each.since <= limit
        and min(limit, each.day) < each.until
        and not paused(each.day, spans)
    ]
    known = [each.day for each in found if each.since <= start]
    if known:
        return min(known)
    return min(found, key=lambda each: (each.since, each.day)).day if found else None
