"""Working days: the State Council's holiday notices, weekends, and days the office adds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from types import MappingProxyType

from xinfang_tui.tuples import NamedTuple

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_DAY = timedelta(days=1)
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}
ESTIMATED = "暂按周末推算"
_NONE: Mapping[date, bool] = MappingProxyType({})


class _Notices(NamedTuple):
    """The published notices: days off, make-up working days, years covered."""

    rest: Mapping[date, str]
    work: frozenset[date]
    years: frozenset[int]


@cache
def _notices() -> _Notices:
    # Imported here: most commands never ask for a working day.
    from chinese_calendar.constants import holidays, workdays

    return _Notices(
        rest={day: _NAMES.get(name, "节假日") for day, name in holidays.items()},
        work=frozenset(workdays),
        years=frozenset(day.year for day in holidays),
    )


def first_known_year() -> int:
    """The first year that the notices cover."""
    return min(_notices().years)


def last_known_year() -> int:
    """The last year that the notices cover."""
    return max(_notices().years)


class Calendar:
    """Which days are worked on.

    Attributes:
        extra_days: days the office adds itself, over the notices: True worked, False off.
    """

    def __init__(self, extra_days: Mapping[date, bool] = _NONE) -> None:
        self.extra_days = extra_days

    @cached_property
    def version(self) -> str:
        """Names this very calendar, by its content."""
        notices = _notices()
        mark = f"{max(notices.years)}-{len(notices.rest)}-{len(notices.work)}"
        if not self.extra_days:
            return mark
        extra = ",".join(f"{day}{int(on)}" for day, on in sorted(self.extra_days.items()))
        return f"{mark}-{hashlib.blake2b(extra.encode(), digest_size=4).hexdigest()}"

    def is_working(self, day: date) -> bool:
        """Whether the day is worked on; make-up days (调休上班) are."""
        if day in self.extra_days:
            return self.extra_days[day]
        notices = _notices()
        if day in notices.work:
            return True
        return day not in notices.rest and day.weekday() < 5

    def next_working(self, day: date) -> date:
        """The day itself when it is worked on, else the next one that is (民法典 203)."""
        while not self.is_working(day):
            day += _DAY
        return day

    def working_days_after(self, day: date, n: int) -> date:
        """The n-th working day after a day, the day itself not counted; n = 0 gives the day."""
        while n > 0:
            day += _DAY
            if self.is_working(day):
                n -= 1
        return day

    def name(self, day: date) -> str:
        """What the day is called: 国庆节, 调休上班, 周日, 周三 …; days added by the office too."""
        if day in self.extra_days:
            return "本单位定为上班" if self.extra_days[day] else "本单位定为休息"
        notices = _notices()
        if day in notices.work:
            return "调休上班"
        return notices.rest.get(day) or _WEEKDAYS[day.weekday()]

    def known(self, year: int) -> bool:
        """Whether a holiday notice covers the year; else it is counted by weekends alone."""
        return year in _notices().years

    def remark(self, day: date) -> str:
        """暂按周末推算 for a day of a year without a notice, else an empty text."""
        return "" if self.known(day.year) else ESTIMATED
