"""Giving numbers: one serial a village, month and mark, never one that stands (DESIGN §4)."""

from __future__ import annotations

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.disputes import number


class Numbering:
    """Gives the next number; keep one while adding many."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._last: dict[tuple[str, str], int] = {}

    def next(self, short: str, month: str) -> str:
        """The next free number of a village's short name and a month ("2026-10")."""
        key = (short, month)
        mark = self._context.identity.mark
        serial = self._last.get(key)
        if serial is None:
            serial = self._highest(f"{short}-{month[2:4]}{month[5:]}-{mark}")
        self._last[key] = serial + 1
        return number.make(short, month, mark, serial + 1)

    def _highest(self, prefix: str) -> int:
        where = [Where("number", ">=", prefix), Where("number", "<", prefix + ":")]
        rows = self._context.journal.disputes.select(where, columns=["number"])
        parsed = (number.parse(str(row[1])) for row in rows)
        return max((int(one.serial) for one in parsed if one is not None), default=0)
