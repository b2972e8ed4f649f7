"""Counting days: plain days with pauses left out, months, and the next working day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from xinfang_tui.disputes.dispute import Suspension

Span = tuple[date, date]
_DAY = timedelta(days=1)


def pauses(
    suspensions: Iterable[Suspension], after: date, known_on: date | None = None
) -> list[Span]:
    """The days not counted, as disjoint spans of first and last day, later than ``after``.

    A pause (中止) takes out the days after its ``on`` up to the day it ended or was fixed to end.

    Args:
        known_on: leave out what was entered later: what was known on that day.
    """
    spans: list[Span] = []
    for each in suspensions:
        end = each.until if each.ended is None else each.ended
        if known_on is not None:
            if each.on > known_on:
                continue
            if each.ended is not None and each.ended > known_on:
                end = each.until
        first = max(each.on, after) + _DAY
        if first <= end:
            spans.append((first, end))
    return _joined(spans)


def _joined(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def count(start: date, days: int, spans: Iterable[Span]) -> date:
    """The last of ``days`` counted days after ``start``, the start not counted (民法典 201)."""
    last = start + timedelta(days=days)
    for first, end in spans:
        if first > last:
            break
        if end > start:
            last += end - max(first, start + _DAY) + _DAY
    return last


def paused(day: date, spans: Iterable[Span]) -> bool:
    """Whether a day lies in a pause."""
    return any(first <= day <= last for first, last in spans)


def add_months(day: date, months: int) -> date:
    """The same-numbered day some months on, or that month's last day (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
