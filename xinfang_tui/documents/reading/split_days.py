"""A day told in columns of its parts: 月 beside 日, with or without 年, below 时间 or 2026年.

Or in a column of dates that tells the day alone (8日, 8) beside one of months (月份, 排查月份).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xinfang_tui.documents.reading.headers import DATES, match
from xinfang_tui.documents.reading.sheet import Merge, Sheet
from xinfang_tui.documents.reading.text import DITTO, Value, kept, plain
from xinfang_tui.tuples import NamedTuple

_PART = re.compile(r"(.*?)\(?([年月日号])份?\)?")
_YEAR = re.compile(r"(20\d\d)年?")
_DAYS = frozenset((*DATES, "resolved_on", "due"))
_MONTHS = re.compile(r"(.*?)(?:年?月|月份|所属月份?|年份?月份?)")
_YEARS = frozenset(("年", "年份", "年度"))
_MONTH = re.compile(r"(?:(20\d\d)[年.-])?([01]?\d|[一二三四五六七八九十]{1,2})月?份?")
_DAYS_TOLD = re.compile(r"(\d{1,2})[-~至到]\d{1,2}[日号]?")
"""Beside another month no day of its own: 2-5 in October is the 2nd to the 5th."""
_ALONE = re.compile(r"([0-3]?\d|[一二三四五六七八九十]{1,3})[日号]?")
_NUMBER = re.compile(r"(?:\d{1,4}|[〇零一二三四五六七八九十廿卅]{1,4})[年月日号]?份?")


class Parts(NamedTuple):
    """Columns that tell a day together.

    Attributes:
        field: the date that they tell; columns: 月 and 日, 年 before them when there is one.
        year: the year that the header names, as in 2026年·月; empty when none.
    """

    field: str
    columns: tuple[int, ...]
    year: str = ""


class Months(NamedTuple):
    """A column of months, that of years if any (else -1), and the columns of dates it is for."""

    column: int
    years: int
    dates: tuple[int, ...]


def find_months(headers: Sequence[str], fields: Sequence[str]) -> list[Months]:
    """The columns of months, by the headers and the fields of all columns.

    排查月份 is for its own date, 月份 for all that have none of their own; neither for a limit.
    """
    found: dict[str, int] = {}
    for index, (header, field) in enumerate(zip(headers, fields, strict=True)):
        if not field and header.endswith(("月", "月份")):
            hit = _MONTHS.fullmatch(plain(header.rpartition("·")[2]))
            stem = hit[1] if hit else ""
            if hit and (name := _field(stem) if stem else "when"):
                found.setdefault(name if stem else "", index)
    if not found:
        return []
    years = next((i for i, header in enumerate(headers) if plain(header) in _YEARS), -1)
    dates: dict[int, list[int]] = {}
    for index, field in enumerate(fields):
        if field in _DAYS and field != "due":
            column = found.get(field, found.get("", -1))
            if column >= 0:
                dates.setdefault(column, []).append(index)
    return [Months(column, years, tuple(held)) for column, held in dates.items()]


def find_parts(headers: Sequence[str]) -> list[Parts]:
    """The days told in parts, by the headers of all columns (upper ones joined by ·)."""
    if not any(header.endswith(("月", "月份", "月)", "月）")) for header in headers):
        return []
    split = [_split(header) for header in headers]
    found = []
    for index in range(len(split) - 1):
        (kind, stem), below = split[index], split[index + 1]
        if kind != "月" or below[0] not in ("日", "号") or below[1] not in ("", stem):
            continue
        if name := _field(stem):
            before = index > 0 and split[index - 1] == ("年", stem)
            named = _YEAR.fullmatch(stem)
            columns = (*((index - 1,) if before else ()), index, index + 1)
            found.append(Parts(name, columns, named[1] if named else ""))
    return found


def is_part(header: str) -> bool:
    """Whether a header names a part of a day."""
    return plain(header) in ("年", "月", "日", "年份", "月份")


def with_whole_days(sheet: Sheet, start: int, parts: Sequence[Parts]) -> Sheet:
    """The sheet with each day whole in the first of its columns, from this row on."""
    rows = list(sheet.rows)
    for each in parts:
        *above, last = each.columns
        days = _Column(sheet, start, last)
        months = _Column(sheet, start, above[-1], last)
        years = _Column(sheet, start, above[0], last) if len(above) > 1 else None
        for index in range(start, len(rows)):
            number, cells = rows[index]
            month, day = months.at(number, cells), days.at(number, cells)
            year = years.at(number, cells) if years is not None else each.year
            if month and day and _NUMBER.fullmatch(month) and _NUMBER.fullmatch(day):
                told = f"{month.rstrip('月份')}月{day.rstrip('日号')}日"
                known = year and _NUMBER.fullmatch(year)
                whole = f"{year.rstrip('年份')}年{told}" if known else told
            elif not day and _prepared(cells, each.columns):
                whole = None
            else:
                continue
            first = each.columns[0]
            rows[index] = (number, [*cells[:first], whole, *cells[first + 1 :]])
    return replace(sheet, rows=rows)


def with_months(sheet: Sheet, start: int, months: Sequence[Months]) -> Sheet:
    """The sheet with each day told alone whole, by the month beside it, from this row on."""
    rows = list(sheet.rows)
    for each in months:
        named = _Column(sheet, start, each.column, each.dates[0], _MONTH)
        years = _Column(sheet, start, each.years, each.dates[0]) if each.years >= 0 else None
        for index in range(start, len(rows)):
            number, cells = rows[index]
            month = _MONTH.fullmatch(named.at(number, cells))
            own = years.at(number, cells).rstrip("年份度") if years is not None else ""
            if month is None:
                continue
            year = month[1] or (own if _YEAR.fullmatch(own) else "")
            begun = _ALONE.fullmatch(_text(cells, each.dates[0])) is not None
            for column in each.dates:
                day = _ALONE.fullmatch(told := _text(cells, column))
                # 化解时间 3 may be how long it took, where no other day is a mere figure.
                days = _DAYS_TOLD.fullmatch(told)
                spanned = days is not None and days[1].lstrip("0") != month[2].lstrip("0")
                if spanned or (day and (begun or not told.isdecimal())):
                    behind = f"{day[1]}日" if day else told
                    whole = f"{year}年" * bool(year) + f"{month[2]}月{behind}"
                    cells = [*cells[:column], whole, *cells[column + 1 :]]
            rows[index] = (number, cells)
    return replace(sheet, rows=rows)


def _prepared(cells: Sequence[Value], columns: Sequence[int]) -> bool:
    """Whether a row but for its month and one more cell, such as its number, is blank."""
    others = [c for index, c in enumerate(cells) if index not in columns and kept(c)]
    return len(others) < 2


def _split(header: str) -> tuple[str, str]:
    """The part that a header names, and the words above and before it."""
    *above, last = header.split("·")
    hit = _PART.fullmatch(plain(last))
    return (hit[2], plain("".join(above)) + hit[1]) if hit else ("", "")


def _field(stem: str) -> str:
    if not stem or _YEAR.fullmatch(stem):
        return "when"
    for words in (stem, f"{stem}时间"):
        hit = match((words,))
        if hit is not None and hit.field in _DAYS:
            return hit.field
    return ""


class _Column:
    """The texts of one of the columns: merged and 同上 cells, and a month that is named once."""

    def __init__(
        self,
        sheet: Sheet,
        start: int,
        column: int,
        beside: int = -1,
        told: re.Pattern[str] = _NUMBER,
    ) -> None:
        self._column, self._told = column, told
        self._merged = _merged(sheet.merges, column)
        self._before = ""
        rows = sheet.rows[start:] if beside >= 0 else ()
        held = [
            _text(cells, column) for _, cells in rows if _NUMBER.fullmatch(_text(cells, beside))
        ]
        named = [text for text in held if text]
        # As with villages: named at the first of its rows and never again, not just forgotten.
        self._carried = len(set(named)) == len(named) and 0 < len(named) <= len(held) - len(named)

    def at(self, number: int, cells: Sequence[Value]) -> str:
        """The text in a row; empty when it tells nothing."""
        text = _text(cells, self._column)
        above = number in self._merged or self._carried
        if text in DITTO or (not text and above):
            return self._before
        if text and self._told.fullmatch(text):
            self._before = text
        return text


def _merged(merges: Sequence[Merge], column: int) -> frozenset[int]:
    return frozenset(
        row
        for merge in merges
        if merge.left == column and merge.bottom > merge.top
        for row in range(merge.top + 1, merge.bottom + 1)
    )


def _text(cells: Sequence[Value], column: int) -> str:
    value = cells[column] if column < len(cells) else None
    return "" if isinstance(value, date) else plain(kept(value)).removesuffix(".0")
