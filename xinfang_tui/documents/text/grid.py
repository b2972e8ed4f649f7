"""Tables as text: a grid for terminals and a pipe table for Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from xinfang_tui.documents.paper import DATE, NUMBER, PERCENT, TEXT, Chart, Column, Table
from xinfang_tui.documents.text.wrap import width, wrap
from xinfang_tui.documents.wording import cell_text, fraction

LEAST = 6
"""No column is squeezed below this many cells."""
READABLE = 14
"""Nor is text, however long, squeezed below this many: it would run down the page."""
_LONGEST_BAR = 40
HEADER_PADDING = 2
"""Cells that tabulate adds to a header."""


def grid(table: Table, cells: int = 0) -> list[str]:
    """The table with ruled lines; one too wide for ``cells`` however squeezed becomes a list.

    Args:
        table: what to show.
        cells: width to fit, 0 for as wide as it needs.
    """
    from tabulate import tabulate

    headers = [_header(column.group, column.title) for column in table.columns]
    rows = text_rows(table)
    if cells:
        limits = _limits(table.columns, headers, rows, cells)
        if sum(limits) > _room(limits, cells):
            return _listed(table, rows, cells)
        headers = _wrapped(headers, [limit - HEADER_PADDING for limit in limits])
        rows = [_wrapped(row, limits) for row in rows]
    if not rows:
        rows = [[""] * len(headers)]
    tall = any("\n" in cell for row in rows for cell in row)
    drawn = tabulate(
        rows,
        headers=headers,
        tablefmt="grid" if tall else "outline",
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
    room = min(max(cells - widest - 12, 8), _LONGEST_BAR)
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


def _room(limits: Sequence[int], cells: int) -> int:
    """What the rules between columns leave."""
    return cells - 3 * len(limits) - 1


def _limits(
    columns: Sequence[Column], headers: Sequence[str], rows: Sequence[Sequence[str]], cells: int
) -> list[int]:
    """The width of each column: its own, the widest squeezed until the row fits or cannot.

    Numbers, dates and short texts are never broken, only longer text and headers.
    """
    widths, least = [], []
    for i, column in enumerate(columns):
        content = max((_longest(row[i]) for row in rows), default=0)
        widths.append(max(_longest(headers[i]) + HEADER_PADDING, content, LEAST))
        least.append(max(min(content, READABLE) if column.kind == TEXT else content, LEAST))
    room = _room(widths, cells)
    while sum(widths) > room:
        spare, widest = max(
            (wide - low, i) for i, (wide, low) in enumerate(zip(widths, least, strict=True))
        )
        if spare <= 0:
            break
        widths[widest] -= min(spare, max(1, (sum(widths) - room) // 2))
    return widths


def _listed(table: Table, rows: Sequence[Sequence[str]], cells: int) -> list[str]:
    """The table as a numbered list, for narrow screens and screen readers."""
    lead = 1 if table.columns[0].title == "序号" and len(table.columns) > 1 else 0
    lines = []
    for i, row in enumerate(rows, 1):
        total = bool(table.totals) and i == len(rows)
        first = row[lead].replace("\n", " ")
        start = first if total else f"{i}. {first}"
        said = "；".join(_said(table.columns[lead + 1 :], row[lead + 1 :]))
        lines += wrap(f"{start}：{said}".replace("\n", " "), cells, rest="   ")
    return lines or ["（没有）"]


def _said(columns: Sequence[Column], row: Sequence[str]) -> list[str]:
    """What the cells of a row say; those under one heading together: 排查：有 3，无 85."""
    said: list[str] = []
    before = ""
    for column, cell in zip(columns, row, strict=True):
        if not cell:
            continue
        title = column.title.replace("\n", "")
        if not column.group:
            said.append(f"{title}：{cell}")
        elif column.group == before:
            said[-1] += f"，{title} {cell}"
        else:
            said.append(f"{column.group}：{title} {cell}")
        before = column.group
    return said


def _longest(text: str) -> int:
    return max(width(line) for line in text.split("\n"))


def _wrapped(row: Sequence[str], limits: Sequence[int]) -> list[str]:
    return [
        "\n".join(wrap(cell, limit)) if width(cell) > limit else cell
        for cell, limit in zip(row, limits, strict=True)
    ]
