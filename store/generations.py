"""Which backups to keep: the newest, then one a week, then one a month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

WEEKS = 8
MONTHS = 24

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def day_of(stamp: str) -> date | None:
    """The day that a backup's stamp begins with, "20261031-1730" or "2026-10-31"."""
    found = _DAY.match(stamp)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def surplus(stamps: Iterable[str], keep: int) -> list[str]:
    """The stamps whose backups may go.

    Kept are the ``keep`` newest, the newest of each of the last ``WEEKS`` weeks and of each
    of the last ``MONTHS`` months that have any, and every stamp that names no day.
    """
    dated = [(day, stamp) for stamp in stamps if (day := day_of(stamp))]
    newest_first = [stamp for _, stamp in sorted(dated, reverse=True)]
    kept = set(newest_first[:keep])
    weeks: dict[tuple[int, int], str] = {}
    months: dict[tuple[int, int], str] = {}
    for day, stamp in sorted(dated, reverse=True):
        weeks.setdefault(day.isocalendar()[:2], stamp)
        months.setdefault((day.year, day.month), stamp)
    kept.update(list(weeks.values())[:WEEKS], list(months.values())[:MONTHS])
    return [stamp for stamp in newest_first if stamp not in kept]
