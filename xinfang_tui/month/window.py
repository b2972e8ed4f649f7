"""The days a month counts (DESIGN §6): the calendar month, or the 26th to the 25th."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from xinfang_tui.calendar import Calendar
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

CALENDAR_MONTH, FROM_26TH = "calendar", "26-25"
STYLES = {CALENDAR_MONTH: "自然月", FROM_26TH: "上月26日至本月25日"}
_DAY = timedelta(days=1)


class Window(NamedTuple):
    """What a month means for one township; frozen when the month is opened.

    Attributes:
        month: "2026-10"; first, last: first and last day counted.
        reporting_day: last day on which a village's report is on time.
    """

    month: str
    first: date
    last: date
    reporting_day: date

    def holds(self, day: date) -> bool:
        """Whether the day is one of the month's."""
        return self.first <= day <= self.last

    def to_json(self) -> dict[str, str]:
        """The window as an event carries it."""
        return {
            "month": self.month,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "reporting_day": self.reporting_day.isoformat(),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Window:
        """Read what :meth:`to_json` wrote."""
        days = (date.fromisoformat(record[name]) for name in ("first", "last", "reporting_day"))
        return cls(record["month"], *days)


def check_month(text: str) -> str:
    """The month as written, when it is one.

    Raises:
        Refused: not of the form 2026-10.
    """
    if not isinstance(text, str) or not _is_month(text):
        raise Refused(f"月份“{text}”不对", do="请写成 2026-10 这样")
    return text


def _is_month(text: str) -> bool:
    year, between, number = text[:4], text[4:5], text[5:]
    plain = len(text) == 7 and text.isascii() and f"{year}{number}".isdecimal()
    return plain and between == "-" and "1900" <= year <= "2999" and "01" <= number <= "12"


def month_name(month: str) -> str:
    """2026年10月 for "2026-10"."""
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"


def shifted(month: str, by: int) -> str:
    """The month that many months later (earlier when negative)."""
    year, number = (int(part) for part in month.split("-"))
    year, index = divmod(year * 12 + number - 1 + by, 12)
    return f"{year:04d}-{index + 1:02d}"


def previous_month(month: str) -> str:
    """The month before."""
    return shifted(month, -1)


def next_month(month: str) -> str:
    """The month after."""
    return shifted(month, 1)


def year_before(month: str) -> str:
    """The same month of last year."""
    return shifted(month, -12)


def month_of(day: date, style: str = CALENDAR_MONTH) -> str:
    """The month whose window holds the day."""
    month = f"{day:%Y-%m}"
    return next_month(month) if style == FROM_26TH and day.day >= 26 else month


def window_of(
    month: str,
    calendar: Calendar,
    *,
    style: str = CALENDAR_MONTH,
    reporting_day: int = 0,
    previous: Window | None = None,
) -> Window:
    """The window of a month.

    Args:
        style: a key of STYLES.
        reporting_day: day of the month by which villages report; 0: the window's last day.
        previous: the window of the month before, when it was opened: this one begins the day
            after, so that a change of style leaves no day out and counts none twice.

    Raises:
        Refused: no such month or style.
    """
    if style not in STYLES:
        raise Refused(f"没有“{style}”这种统计周期", do="可填：" + "、".join(STYLES))
    begin = date.fromisoformat(f"{check_month(month)}-01")
    end = date.fromisoformat(f"{next_month(month)}-01") - _DAY
    first, last = begin, end
    if style == FROM_26TH:
        first = date.fromisoformat(f"{previous_month(month)}-26")
        last = begin.replace(day=25)
    if previous is not None and previous.month == previous_month(month):
        first = previous.last + _DAY
    target = begin.replace(day=min(reporting_day, end.day)) if reporting_day else last
    return Window(month, first, last, calendar.next_working(target))
