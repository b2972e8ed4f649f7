"""One table as a printable sheet: title, header, typed cells, totals, what stands below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xinfang_tui.documents import marks
from xinfang_tui.documents.paper import (
    DATE,
    NUMBER,
    PERCENT,
    TEXT,
    Block,
    Cell,
    Column,
    Note,
    Paper,
    Signature,
    SignLines,
    Table,
)
from xinfang_tui.documents.text.grid import text_rows
from xinfang_tui.documents.wording import DASH, cell_text, day
from xinfang_tui.documents.xlsx.looks import (
    PAGE,
    SHORT,
    Formats,
    column_kinds,
    column_widths,
    fitted,
    kind_format,
    row_height,
)
from xinfang_tui.documents.xlsx.printing import print_setup

CROWDED = 1.7
"""A table wider than so many pages is printed on two, its first column on both."""
TALL, AROUND = 500, 110
"""Points of a landscape page, and what title, header and the lines below a table take of it."""
OVER = 1.35
"""A table no taller than so many pages is printed on one."""


def table_sheet(
    sheet: Any,
    paper: Paper,
    title: str,
    table: Table,
    after: Sequence[Block],
    looks: Formats,
    before: Sequence[str] = (),
) -> None:
    """Write the table with its print set-up; ``before`` and ``after`` stand around it.

    Args:
        title: of the paper or of its annex; the table's own caption stands below it.
    """
    columns = table.columns
    texts = text_rows(table)
    widths = column_widths([c.title for c in columns], texts, [c.width for c in columns])
    kinds = column_kinds([c.kind for c in columns], texts)
    for i, cells in enumerate(widths):
        sheet.set_column(i, i, cells)
    across = Across(widths)
    row = _title(sheet, paper, title, table, across, looks)
    row = _lines(sheet, row, before, across, looks)
    row = header(sheet, row, columns, widths, looks)
    print_setup(sheet, paper, wide=True)
    if across.divided:
        sheet.fit_to_pages(2, 0)
        sheet.repeat_columns(0)
    elif a_little_over(sum(row_height(each, widths) for each in texts), sum(widths)):
        sheet.fit_to_pages(1, 1)
    sheet.freeze_panes(row, 1 if columns[0].kind != "number" else 2)
    sheet.repeat_rows(row - _depth(columns), row - 1)
    first = row
    for i, cells_of_row in enumerate(table.rows):
        sheet.set_row(row, row_height(texts[i], widths))
        write_row(sheet, row, cells_of_row, kinds, looks)
        row += 1
    if table.rows:
        sheet.autofilter(first - 1, 0, row - 1, len(columns) - 1)
    if table.totals:
        sheet.set_row(row, row_height(texts[-1], widths))
        write_row(sheet, row, table.totals, kinds, looks, "_total")
        row += 1
    row = _below(sheet, row, paper, after, across, looks)
    sheet.print_area(0, 0, row - 1, len(columns) - 1)


class Across:
    """The columns that lines above and below a table run across.

    A table printed on two pages has its first column on both, so its lines keep to the others of
    the first page.
    """

    def __init__(self, widths: Sequence[int]) -> None:
        self.divided = sum(widths) > CROWDED * PAGE
        self.first, self.last, self.cells = 0, len(widths) - 1, sum(widths)
        if self.divided:
            self.first = self.last = 1
            self.cells = widths[1]
            while 2 * (widths[0] + self.cells + widths[self.last + 1]) <= sum(widths):
                self.last += 1
                self.cells += widths[self.last]


def a_little_over(height: float, cells: int) -> bool:
    """Whether rows run over a page by so little that all of it should stand on one."""
    page = TALL * max(cells / PAGE, 1)
    return page < height + AROUND <= OVER * page


def _title(
    sheet: Any, paper: Paper, title: str, table: Table, across: Across, looks: Formats
) -> int:
    merged(sheet, 0, across.first, across.last, title.replace("\n", ""), looks["title"])
    lines = 1 + (2 * len(title)) * 16 // 11 // max(across.cells, 1)
    sheet.set_row(0, 12 + 22.0 * lines)
    said = [table.caption] if table.caption and table.caption != title else []
    if table.unit:
        said.append(f"单位：{table.unit}")
    if paper.draft:
        said.append(marks.DRAFT)
    return _lines(sheet, 1, ["　".join(said)] if said else [], across, looks)


def header(
    sheet: Any, row: int, columns: Sequence[Column], widths: Sequence[int], looks: Formats
) -> int:
    """Write the header, two rows where columns are grouped; returns the row below it."""
    tall = row_height([c.title for c in columns], widths, 22)
    if _depth(columns) == 1:
        for i, column in enumerate(columns):
            sheet.write_string(row, i, column.title, looks["head"])
        sheet.set_row(row, tall)
        return row + 1
    at = 0
    while at < len(columns):
        group, end = columns[at].group, at
        while group and end + 1 < len(columns) and columns[end + 1].group == group:
            end += 1
        if group:
            merged(sheet, row, at, end, group, looks["head"])
            for i in range(at, end + 1):
                sheet.write_string(row + 1, i, columns[i].title, looks["head"])
        else:
            sheet.merge_range(row, at, row + 1, at, "", looks["head"])
            sheet.write_string(row, at, columns[at].title, looks["head"])
        at = end + 1
    sheet.set_row(row, 22)
    sheet.set_row(row + 1, tall)
    return row + 2


def write_row(
    sheet: Any,
    row: int,
    cells: Sequence[Cell],
    kinds: Sequence[str],
    looks: Formats,
    tail: str = "",
) -> None:
    """Write typed cells: numbers as numbers, dates as dates, everything else as text."""
    for i, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
        look = looks[kind_format(kind, cell) + tail]
        if cell is None:
            if kind in (NUMBER, PERCENT):
                sheet.write_string(row, i, DASH, look)
            else:
                sheet.write_blank(row, i, None, look)
        elif isinstance(cell, str):
            sheet.write_string(row, i, fitted(cell), look)
        elif isinstance(cell, date):
            if cell.year >= 1900:
                sheet.write_datetime(row, i, cell, looks[DATE + tail])
            else:
                sheet.write_string(row, i, cell.isoformat(), looks[SHORT + tail])
        elif kind in (TEXT, SHORT):
            sheet.write_string(row, i, cell_text(cell, TEXT), looks[kind + tail])
        else:
            sheet.write_number(row, i, cell, look)


def merged(sheet: Any, row: int, first: int, last: int, text: str, look: Any) -> None:
    """A text across columns; one column is written plainly."""
    if last > first:
        sheet.merge_range(row, first, row, last, "", look)
    sheet.write_string(row, first, fitted(text), look)


def _below(
    sheet: Any,
    row: int,
    paper: Paper,
    after: Sequence[Block],
    across: Across,
    looks: Formats,
) -> int:
    lines: list[str] = []
    for block in after:
        match block:
            case Note(text):
                lines.append(text)
            case SignLines():
                lines += marks.signing(block)
            case Signature(office, on):
                lines.append("　".join(part for part in (office, day(on)) if part))
    return _lines(sheet, row, [*lines, *marks.foot(paper)], across, looks)


def _lines(sheet: Any, row: int, lines: Sequence[str], across: Across, looks: Formats) -> int:
    for line in lines:
        merged(sheet, row, across.first, across.last, line, looks["under"])
        sheet.set_row(row, row_height([line], [across.cells], 20))
        row += 1
    return row


def _depth(columns: Sequence[Column]) -> int:
    return 2 if any(column.group for column in columns) else 1
