"""The figures of any days, as they stood at the end of the last of them: for the brief (快报)."""

from __future__ import annotations

from datetime import date

from xinfang_tui.desk.asof import rules_until, standing
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.dues import Dues
from xinfang_tui.desk.meetingroom import studied
from xinfang_tui.desk.monthly import Blocked, Monthly
from xinfang_tui.month.figures import Figures, Material, figures
from xinfang_tui.month.frame import Frame
from xinfang_tui.month.ground import Unit
from xinfang_tui.month.window import Window, month_of


def span_figures(context: Context, monthly: Monthly, first: date, last: date) -> Figures:
    """What was registered and concluded from ``first`` to ``last``, what stood open then.

    The sweep is that of the month that ``last`` lies in, up to that day.

    Raises:
        FlowBroken: the figures do not add up.
    """
    rules = rules_until(context, last.isoformat())
    month = month_of(last, rules.settings.window)
    state = monthly.state(month)
    whole = monthly.window(month, state)
    window = Window(month, first, last, whole.reporting_day)
    frame = Frame.known(window)
    records = monthly.matters(frame, None)
    units = [_until(unit, last.isoformat()) for unit in monthly.units(month, state, whole)]
    asof = min(context.today, last).isoformat()
    then = standing(context.journal, asof)
    dues = Dues(rules, monthly.known(records, rules), then)
    return figures(
        Material(
            window,
            context.today,
            units,
            records,
            due=dues.last,
            blocked=Blocked(dues, records, asof, then),
            name=rules.places.name,
            standing=then,
            studied=studied(context.journal, window),
            unvisited=monthly.unvisited(frame, records),
        )
    )


def _until(unit: Unit, last: str) -> Unit:
    """The unit as far as it was known and reported on a day; one shrunk to counts stays whole."""
    sweep = unit.sweep
    marks = {code: mark for code, mark in sweep.marks.items() if mark.on <= last}
    report = sweep.submission
    if report is not None and report.received_on > last:
        report = None
    return unit._replace(sweep=sweep._replace(marks=marks, submission=report))
