"""The two dates of a row: when it happened or was found, and when it was registered."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from xinfang_tui.documents.reading.cells import RowCells
from xinfang_tui.documents.reading.dates import SERIAL, YEAR_GIVEN, DateReading, read_date
from xinfang_tui.documents.reading.headers import DATES, FIELDS
from xinfang_tui.documents.reading.text import plain
from xinfang_tui.tuples import NamedTuple

_LONG = timedelta(days=183)
"""So far behind a month's end a day of its ledger cannot lie: it is of the year before."""
_DAY_ALONE = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号](?!\d)")
_OCCURRED = ("occurred_on", "found_on", "when")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: the JSON field, the value as written, the reason (Chinese)."""

    field: str
    value: str
    reason: str


class RowDates(NamedTuple):
    """The dates of a row, or the faults that keep it from having any.

    ``unused``: the fields of dates that say something and are neither of the two.
    """

    occurred_on: date | None = None
    registered_on: date | None = None
    two: bool = False
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    unused: tuple[str, ...] = ()


def in_year(day: date, year: int) -> date | None:
    """The same month and day of another year; None for a 29 February that it lacks."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _day(text: str) -> str:
    """A day told alone, with 日 behind a mere figure."""
    return f"{text}日" if text.isdecimal() else plain(text)


class DateRules:
    """Reads dates in a sheet.

    Args:
        year: of days written without one; today: no date may lie after it.
        month_end: last day of the month whose ledger the sheet is, when that is known.
    """

    def __init__(
        self, year: int | None, today: date, date1904: bool, month_end: date | None = None
    ) -> None:
        self._year, self._today, self._date1904 = year, today, date1904
        self._known = month_end is not None
        self._ends = month_end
        self._latest = month_end + _LONG if month_end else date.max

    def below(self, year: int | None, month: int | None) -> DateRules:
        """The rules for rows below a heading that names a year, a month, or neither.

        The ledger's own year alone (2026年) leaves the ledger's month.
        """
        if year is not None and month is None and self._ends and year == self._ends.year:
            return self
        year = year or self._year
        end = None
        if year is not None and month is not None:
            end = date(year, month, monthrange(year, month)[1])
        return DateRules(year, self._today, self._date1904, end)

    def of(self, year: int | None, month: int | None) -> bool:
        """Whether the ledger is of that very month or year already: a heading says nothing new."""
        end = self._ends
        if month is None:
            return year is not None and year == self._year
        return end is not None and (year or end.year, month) == (end.year, end.month)

    def read(self, cells: RowCells, field: str, near: int | None = None) -> DateReading | None:
        """The date in a field's cell; None when it says nothing.

        ``near``: the year of another day of the row, where the sheet tells none.
        """
        text = cells.said[field]
        if not text:
            return None
        raw = cells.raw_of(field)
        value = text if isinstance(raw, str) else raw
        if self._ends is not None and field != "due" and self.day_alone(text):
            # 化解时间 3 may be how long it took, where no other day is a mere figure.
            figures = field == "resolved_on" and plain(text).isdecimal()
            if not figures or any(map(self.day_alone, (cells.said[name] for name in DATES))):
                year, value = self._ends.year, f"{self._ends.month}月{plain(text).rstrip('日号')}日"
                return read_date(value, year=year)
        return read_date(value, year=self._year or near, date1904=self._date1904)

    def day_alone(self, text: str) -> bool:
        """Whether a cell of the ledger of one month names the day alone: 5日, 十二号, 8."""
        if self._ends is None:
            return False
        begins = text[:6]  # most cells tell no 日 so early, and a ledger has thousands of them
        if "日" not in begins and "号" not in begins:
            return len(text) < 3 and text.isdecimal() and 0 < int(text) < 32
        return _DAY_ALONE.match(plain(text)) is not None

    def spelt(self, text: str) -> str:
        """A day told alone with the year and month that the ledger gives it: 2026年9月31日."""
        if self._ends is None or not self.day_alone(text):
            return text
        return f"{self._ends.year}年{self._ends.month}月{_day(text)}"

    def before(self, reading: DateReading) -> date | None:
        """The day one year earlier, of a day without a year far behind the ledger's month."""
        if reading.date is None or reading.quality != YEAR_GIVEN or reading.date <= self._latest:
            return None
        return in_year(reading.date, reading.date.year - 1)

    def settled(self, reading: DateReading, registered_on: date) -> date | None:
        """A settlement's day; one without a year lies between registration and the ledger's end."""
        day = reading.date
        if day is None or reading.quality != YEAR_GIVEN or not self._known:
            return day
        earlier = self.before(reading)
        if earlier is not None and earlier >= registered_on:
            return earlier
        if day >= registered_on:
            return day
        return self.after(lambda year: in_year(day, year), registered_on)

    def after(self, read: Callable[[int], date | None], registered_on: date) -> date | None:
        """A settlement's day, of the year after where it would lie before the registration.

        ``read``: the day as of a year; the same one for all when it is written with its own.
        """
        day = read(registered_on.year)
        if not self._known or day is None or day >= registered_on:
            return day
        later = read(registered_on.year + 1)
        near = later is not None and registered_on <= later <= registered_on + _LONG
        return later if near else day

    def future(self, day: date) -> bool:
        """Whether a day has not come yet."""
        return day > self._today

    def both(self, cells: RowCells) -> RowDates:
        """When a row's matter happened and was registered (DESIGN §10).

        With one date it is both. With two, 登记日期 is the registration, and so is 排查日期 beside
        发生日期. A reporting date counts only when there is no other, and that of a settlement
        only where the sheet has no other column of dates.
        """
        occurred = [field for field in _OCCURRED if cells.said[field]]
        registered = ["registered_on"] if cells.said["registered_on"] else []
        if occurred[:2] == ["occurred_on", "found_on"] and not registered:
            registered = ["found_on"]
        if not occurred and not registered and cells.said["reported_on"]:
            occurred = ["reported_on"]
        if not occurred:
            occurred, registered = registered, []
        if not occurred and cells.said["resolved_on"] and not cells.has(DATES):
            occurred = ["resolved_on"]
        if not occurred:
            reason = "没有日期，请填写排查或发生日期"
            written = next((words for f in _OCCURRED if (words := cells.whole(f))), "")
            return RowDates(faults=(Fault("occurred_on", written, reason),))
        notes: list[str] = []
        faults: list[Fault] = []
        used = (occurred[0], *registered)
        unused = tuple(field for field in DATES if cells.said[field] and field not in used)
        first = self._day(cells, occurred[0], "occurred_on", notes, faults)
        if first and occurred == ["resolved_on"]:
            notes.append(
                f"没有排查或发生日期，发生和登记都按{cells.header('resolved_on')} {first} 记"
            )
        if not registered:
            return RowDates(first, first, False, tuple(notes), tuple(faults), unused)
        second = self._day(cells, registered[0], "registered_on", notes, faults)
        if first and second and second < first:
            named = FIELDS[registered[0]]
            reason = f"{named} {second} 早于发生日期 {first}，请核对"
            faults.append(Fault("registered_on", cells.said[registered[0]], reason))
        return RowDates(first, second, True, tuple(notes), tuple(faults), unused)

    def _day(
        self, cells: RowCells, column: str, field: str, notes: list[str], faults: list[Fault]
    ) -> date | None:
        reading = self.read(cells, column)
        words = cells.said[column]
        if reading is None or reading.date is None:
            faults.append(Fault(field, words, reading.reason if reading else "没有日期"))
            return None
        if (earlier := self.before(reading)) is not None:
            notes.append(f"日期“{words}”没有年份，按上一年记作 {earlier}")
            return earlier
        if self.future(reading.date):
            reason = f"日期 {reading.date} 在今天（{self._today}）之后，请核对"
            faults.append(Fault(field, words, reason))
            return None
        if self.day_alone(words):
            notes.append(f"日期“{words}”只写了日，按台账的月份记作 {reading.date}")
        if reading.quality == SERIAL:
            notes.append(f"日期“{words}”按表格的日期序号读作 {reading.date}")
        return reading.date
