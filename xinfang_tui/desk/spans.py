"""The figures of any days, as they stood at the end of the last of them: for the brief (快报)."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date
from typing import Any

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.dues import Dues
from xinfang_tui.desk.monthly import Monthly
from xinfang_tui.ladder.climb import Owners
from xinfang_tui.month.figures import Figures, Material, figures
from xinfang_tui.month.frame import Frame, Record
from xinfang_tui.month.ground import Unit
from xinfang_tui.month.window import Window, month_of


def span_figures(
    context: Context, monthly: Monthly, first: date, last: date, owners: Owners | None = None
) -> Figures:
    """What was registered and concluded from ``first`` to ``last``, what stood open then.

    The sweep is that of the month that ``last`` lies in, up to that day.

    Raises:
        FlowBroken: the figures do not add up.
    """
    rules = context.rules
    month = month_of(last, rules.settings.window)
    state = monthly.state(month)
    whole = monthly.window(month, state)
    window = Window(month, first, last, whole.reporting_day)
    records, known = monthly.matters(Frame.known(window), None)
    dues = Dues(rules, known, owners)
    units = [_until(unit, last.isoformat()) for unit in monthly.units(month, state, whole)]
    asof = min(context.today, last).isoformat()
    return figures(
        Material(
            window,
            context.today,
            units,
            records,
            due=dues.last,
            blocked=_Blocked(dues, records, asof),
            name=rules.places.name,
        )
    )


class _Blocked(Container[str]):
    """The ids of the matters that were 无人承接 on a day, asked one by one."""

    def __init__(self, dues: Dues, records: list[Record], on: str) -> None:
        self._dues, self._on = dues, on
        self._records: dict[Any, Record] = {record["id"]: record for record in records}

    def __contains__(self, id: object) -> bool:
        return bool(self._dues.lacking(self._records[id], self._on))


def _until(unit: Unit, last: str) -> Unit:
    """The unit as far as it was known and reported on a day; one shrunk to counts stays whole."""
    sweep = unit.sweep
    marks = {code: mark for code, mark in sweep.marks.items() if mark.on <= last}
    report = sweep.submission
    if report is not None and report.received_on > last:
        report = None
    return replace(unit, sweep=replace(sweep, marks=marks, submission=report))
