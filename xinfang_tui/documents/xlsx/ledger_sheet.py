"""The ledger as a workbook written row by row (XlsxWriter's constant memory)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from xinfang_tui.documents.ledger_table import COLUMNS, PRINTED
from xinfang_tui.documents.paper import DATE, NUMBER, TEXT, Cell
from xinfang_tui.documents.xlsx.book import CREATED, OPTIONS
from xinfang_tui.documents.xlsx.looks import LIMIT, LINE, fitted, formats

TALLEST = 409.0
SHORT_WIDTH = 12
"""Columns up to this width are centred."""
SURE = LIMIT // 2
"""A shorter text fits a cell whatever its characters are."""


def ledger_book(rows: Iterable[tuple[Cell, ...]], path: Path, title: str, said: str) -> None:
    """Write the rows with header, filter and print set-up; the same rows give the same bytes.

    The archive is made in memory, and what the library keeps aside goes with its folder: a full
    disk leaves nothing of either.
    """
    out = BytesIO()
    with TemporaryDirectory(prefix="xinfang-") as aside:
        _book(rows, out, aside, title, said)
    path.write_bytes(out.getvalue())


def _book(
    rows: Iterable[tuple[Cell, ...]], out: BytesIO, aside: str, title: str, said: str
) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    frugal = {"in_memory": False, "constant_memory": True, "tmpdir": aside}
    book = Workbook(out, {**OPTIONS, **frugal})
    book.set_properties({"title": title, "created": CREATED})
    looks = formats(book)
    sheet = book.add_worksheet("台账")
    for i, column in enumerate(COLUMNS):
        sheet.set_column(i, i, column.width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 1)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, title, looks["title_left"])
    sheet.write_string(1, 0, said, looks["plain"])
    sheet.set_row(2, 34)
    for i, column in enumerate(COLUMNS):
        sheet.write_string(2, i, column.title, looks["head"])
    text, short, whole, number, day = (
        looks[name] for name in (TEXT, "short", "whole", NUMBER, DATE)
    )
    styles = [text if column.width > SHORT_WIDTH else short for column in COLUMNS]
    tall = [(i, column.width) for i, column in enumerate(COLUMNS) if column.kind == TEXT]
    write_string, write_blank = sheet.write_string, sheet.write_blank
    row = 2
    for row, cells in enumerate(rows, 3):
        lines = 1
        for i, room in tall:
            cell = cells[i]
            if type(cell) is str and len(cell) * 2 > room:
                needed = len(cell.encode("gb18030")) // room + 1 + cell.count("\n")
                lines = needed if needed > lines else lines
        sheet.set_row(row, min(lines * LINE + 5, TALLEST))
        for i, cell in enumerate(cells):
            if type(cell) is str:
                if not cell:
                    write_blank(row, i, None, short)
                elif len(cell) < SURE:
                    write_string(row, i, cell, styles[i])
                else:
                    write_string(row, i, fitted(cell), styles[i])
            elif cell is None:
                write_blank(row, i, None, short)
            elif isinstance(cell, date):
                sheet.write_datetime(row, i, cell, day)
            else:
                sheet.write_number(row, i, cell, whole if type(cell) is int else number)
    if row > 2:
        sheet.autofilter(2, 0, row, len(COLUMNS) - 1)
    sheet.print_area(0, 0, row, PRINTED - 1)
    try:
        book.close()
    except FileCreateError as fault:
        raise OSError(getattr(fault.args[0], "errno", 0), str(fault)) from fault
