"""The rows that were turned back, as a workbook to mend and import again (issue 4, item 6)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xinfang_tui.documents.reading.headers import FIELDS
from xinfang_tui.documents.reading.units import in_ten_thousands
from xinfang_tui.documents.reading.values import LedgerReading, Rejected, SheetReading
from xinfang_tui.documents.xlsx.book import CREATED, OPTIONS, Names
from xinfang_tui.documents.xlsx.looks import fitted
from xinfang_tui.refusal import Refused

REASON = FIELDS["reason"]
_CALLED = {
    "occurred_on": ("occurred_on", "found_on", "when", "registered_on", "reported_on"),
    "people": ("people", "people_amount"),
    "title": ("title", "brief"),
}
"""Columns that a fault's field may stand in, the first one there is marked."""


def write_rejects(reading: LedgerReading, out: Path) -> None:
    """Write every rejected row as it stood, its faulty cell coloured, 退回原因 in the last column.

    Sheets keep their names and are kept apart, so the mended file reads as the first one did; the
    last column is passed over then.

    Raises:
        Refused: the file cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    out.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook(str(out), {**OPTIONS, "in_memory": False})
    book.set_properties({"title": "没有导入的行", "created": CREATED})
    text = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1}
    looks = {
        "text": book.add_format(text),
        "fault": book.add_format({**text, "bg_color": "#FFE0B2"}),
        "head": book.add_format({**text, "bold": True, "bg_color": "#EDEDED"}),
        "title": book.add_format({"bold": True, "font_size": 13}),
    }
    names = Names()
    for sheet in reading.sheets:
        rows = [row for row in reading.rejected if row.sheet == sheet.name]
        if rows:
            _sheet(book.add_worksheet(names.new(sheet.name)), sheet, rows, looks)
    if not reading.rejected:
        book.add_worksheet(REASON).write_string(0, 0, "没有退回的行")
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        raise Refused(
            f"写不进“{out.name}”", safe="导入不受影响", do="请关掉正在打开它的程序，或换个位置"
        ) from error


def _sheet(
    sheet: Any, found: SheetReading, rows: Sequence[Rejected], looks: dict[str, Any]
) -> None:
    headers = list(dict.fromkeys(header for row in rows for header in row.cells))
    old = {column.header for column in found.columns.values() if column.field == "reason"}
    used = [h for h in headers if h == FIELDS["village"] or any(row.cells.get(h) for row in rows)]
    known = {column.header for column in found.columns.values() if column.field}
    shown = [h for h in headers if (h in used or h in known) and h not in old]
    unit = "　单位：万元" if in_ten_thousands(found.above) else ""
    title = f"{_when(found)}没有导入的行：改好后直接再导入，已导入的行不用管{unit}"
    sheet.write_string(0, 0, title, looks["title"])
    for index, header in enumerate((*shown, REASON)):
        sheet.write_string(1, index, fitted(header), looks["head"])
    for number, row in enumerate(rows, start=2):
        fault = _fault_header(found, row, shown)
        for index, header in enumerate(shown):
            look = looks["fault" if header == fault else "text"]
            sheet.write_string(number, index, fitted(row.cells.get(header, "")), look)
        told = f"第 {row.row} 行：{row.reason}"
        sheet.write_string(number, len(shown), fitted(told), looks["fault"])
    for index, header in enumerate(shown):
        longest = max(len(row.cells.get(header, "")) for row in rows)
        sheet.set_column(index, index, min(max(2 * len(header), 2 * longest, 8) + 2, 40))
    sheet.set_column(len(shown), len(shown), 60)
    sheet.freeze_panes(2, 0)


def _when(found: SheetReading) -> str:
    """What gives a year to days that are written without one."""
    if not found.year:
        return ""
    own = found.month is not None and int(found.month[:4]) == found.year
    return f"{found.year}年{int(found.month[5:])}月" if own and found.month else f"{found.year}年"


def _fault_header(found: SheetReading, row: Rejected, shown: Sequence[str]) -> str:
    """The header of the column that the fault is in; empty when the sheet has none."""
    for field in _CALLED.get(row.field, (row.field,)):
        for column in found.columns.values():
            if column.field == field and column.header in shown:
                return column.header
    return FIELDS["village"] if row.field == "village" else ""
