"""The date by which a matter must be settled where it stands, with its explanation (DESIGN §5).

A deadline is computed from the facts each time, never stored as truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.ladder.clock import Clock, clock_of, superior_clock
from xinfang_tui.ladder.explain import Step, steps
from xinfang_tui.ladder.meetings import Scheduled
from xinfang_tui.ladder.rules import Ladder
from xinfang_tui.tuples import NamedTuple

WARNINGS = (50, 80, 100)
_DAY = timedelta(days=1)


class Deadline(NamedTuple):
    """A computed date and how it came about.

    Attributes:
        due_target: the plain last day; due: the day in force, moved off days that are none.
        percents: the parts of the limit that are warned of.
        climbs_after: the last day before it climbs by the clock; None when it does not.
        clock: the clock behind it; calendar, today: what it was computed with.
    """

    due_target: date
    due: date
    percents: tuple[int, ...]
    climbs_after: date | None
    clock: Clock
    calendar: Calendar
    today: date | None = None

    @property
    def start_event(self) -> str:
        """Id of the event that started the clock."""
        return self.clock.event

    @property
    def start_on(self) -> date:
        """The day the clock started, not counted itself."""
        return self.clock.on

    @property
    def limit_days(self) -> int:
        """The limit in days, without an extension."""
        return self.clock.days

    @property
    def rule(self) -> str:
        """The rule that gives the limit: a rung, "superior" or a petition's stage."""
        return self.clock.rule

    @property
    def source(self) -> str:
        """Where the limit comes from, in Chinese."""
        return self.clock.source

    @property
    def last(self) -> date:
        """The last day that is not overdue: of a petition the plain one (rules.md, Counting)."""
        return self.due_target if self.clock.statutory else self.due

    @property
    def warnings(self) -> tuple[tuple[int, date], ...]:
        """Percent of the limit and the day on which so much of it is counted."""
        clock, target = self.clock, self.due_target
        return tuple((percent, _reached(clock, target, percent)) for percent in self.percents)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The explanation, line by line."""
        return steps(
            self.clock, self.due_target, self.due, self.warnings, self.calendar, self.today
        )

    def overdue(self, today: date) -> bool:
        """Whether the last day has passed."""
        return today > self.last

    def left(self, today: date) -> int:
        """Days until the last day; negative when overdue."""
        return (self.last - today).days

    def level(self, today: date) -> int:
        """The highest warning reached, in percent; 0 before the first."""
        return max((percent for percent, day in self.warnings if day <= today), default=0)


def deadline(
    dispute: Dispute,
    ladders: Mapping[str, Ladder],
    calendar: Calendar,
    meetings: Sequence[Scheduled],
    today: date | None = None,
    percents: Sequence[int] = WARNINGS,
) -> Deadline | None:
    """The deadline of an open matter; None when it is not open.

    Args:
        ladders: by version: a running clock keeps the one it started under.
        meetings: scheduled joint meetings.
        today: named in the explanation only; the dates do not depend on it.
        percents: parts of the limit that are warned of.
    """
    own = clock_of(dispute, ladders, meetings)
    if own is None:
        return None
    superior = superior_clock(dispute)
    clock = superior or own
    target = clock.last_day()
    due = calendar.next_working(target)
    return Deadline(
        target,
        due,
        tuple(percents),
        _climbs_after(own, superior, calendar),
        clock,
        calendar,
        today,
    )


def _reached(clock: Clock, target: date, percent: int) -> date:
    """The first day on which so much of the limit is counted."""
    total = clock.days + clock.extra
    return min(clock.last_day(-(-total * percent // 100)), target)


def _climbs_after(own: Clock, superior: Clock | None, calendar: Calendar) -> date | None:
    if not own.climbs:
        return None
    # After the ordered day each further rung has its own limit, else it would climb every day.
    clock = superior if superior is not None and superior.last_day() > superior.on else own
    last = clock.last_day()
    return last if clock.statutory else calendar.next_working(last)
