"""Tables as text: a grid for terminals and a pipe table for Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from xinfang_tui.documents.paper import DATE, NUMBER, PERCENT, Chart, Table
from xinfang_tui.documents.text.wrap import width, wrap
from xinfang_tui.documents.wording import cell_text, fraction

LEAST = 6
"""No column is squeezed below this many cells."""
HEADER_PADDING = 2
"""Cells that tabulate adds to a header."""


def grid(table: Table, cells: int = 0, style: str = "grid") -> list[str]:
    """The table with ruled lines, cells wrapped so that a row fits in ``cells`` where it can.

    Args:
        table: what to show.
        cells: width to fit, 0 for as wide as it needs.
        style: a tabulate format.
    """
    from tabulate import tabulate

    headers = [_header(column.group, column.title) for column in table.columns]
    rows = text_rows(table)
    if cells:
        limits = _limits(headers, rows, cells)
        headers = _wrapped(headers, [limit - HEADER_PADDING for limit in limits])
        rows = [_wrapped(row, limits) for row in rows]
    if not rows:
        rows = [[""] * len(headers)]
    drawn = tabulate(
        rows,
        headers=headers,
        tablefmt=style,
        disable_numparse=True,
        colalign=[_side(column.kind) for column in table.columns],
    )
    return str(drawn).split("\n")


def text_rows(table: Table) -> list[list[str]]:
    """Every row of the table as text, totals last."""
    kinds = [column.kind for column in table.columns]
    rows = [*table.rows, *([table.totals] if table.totals else [])]
    return [[cell_text(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows]


def bars(chart: Chart, cells: int = 60) -> list[str]:
    """A chart as rows of bars, one row a category and series."""
    values = [v for series in chart.series for v in series.values if v is not None]
    top = max([float(v) for v in values], default=0.0)
    labels = [
        name if len(chart.series) == 1 else f"{name} {series.name}"
        for name in chart.categories
        for series in chart.series
    ]
    widest = max((width(label) for label in labels), default=0)
    room = max(cells - widest - 12, 8)
    flat = [series.values[i] for i in range(len(chart.categories)) for series in chart.series]
    lines = []
    for label, value in zip(labels, flat, strict=True):
        length = round(room * float(value or 0) / top) if top else 0
        shown = fraction(value) if chart.percent else cell_text(value, NUMBER)
        lines.append(f"{label}{' ' * (widest - width(label))} {'█' * length} {shown}")
    return lines


def _header(group: str, title: str) -> str:
    return f"{group}\n{title}" if group else title


def _side(kind: str) -> str:
    return "right" if kind in (NUMBER, PERCENT) else "center" if kind == DATE else "left"


def _limits(headers: Sequence[str], rows: Sequence[Sequence[str]], cells: int) -> list[int]:
    """The width of each column: its own, the widest squeezed until the row fits."""
    widths = [
        max(_longest(head) + HEADER_PADDING, *(_longest(row[i]) for row in rows), LEAST)
        for i, head in enumerate(headers)
    ]
    room = cells - 3 * len(widths) - 1
    while sum(widths) > room and max(widths) > LEAST:
        widest = max(widths)
        widths[widths.index(widest)] -= max(1, min(widest - LEAST, (sum(widths) - room) // 2))
    return widths


def _longest(text: str) -> int:
    return max(width(line) for line in text.split("\n"))


def _wrapped(row: Sequence[str], limits: Sequence[int]) -> list[str]:
    return [
        "\n".join(wrap(cell, limit)) if width(cell) > limit else cell
        for cell, limit in zip(row, limits, strict=True)
    ]
