"""Reading a ledger file (台账导入): every sheet, every row, nothing left out without a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from xinfang_tui.disputes.codes import Codes
from xinfang_tui.documents.reading.abreast import abreast
from xinfang_tui.documents.reading.asides import is_example_sheet, status_of
from xinfang_tui.documents.reading.book import open_book
from xinfang_tui.documents.reading.carried import carried_over
from xinfang_tui.documents.reading.categories import Categories, built_in
from xinfang_tui.documents.reading.copies import without_copies
from xinfang_tui.documents.reading.filled_forms import as_table
from xinfang_tui.documents.reading.headers import ending_told, header_words
from xinfang_tui.documents.reading.layout import Column, Layout, find_layout
from xinfang_tui.documents.reading.row import Surroundings
from xinfang_tui.documents.reading.row_dates import DateRules
from xinfang_tui.documents.reading.row_status import last_day
from xinfang_tui.documents.reading.sheet import Sheet, letters
from xinfang_tui.documents.reading.sheet_rows import read_rows
from xinfang_tui.documents.reading.split_days import with_months, with_whole_days
from xinfang_tui.documents.reading.text import Value, kept
from xinfang_tui.documents.reading.values import (
    ColumnReading,
    LedgerReading,
    LedgerRow,
    Rejected,
    SheetReading,
)
from xinfang_tui.documents.reading.villages import Villages
from xinfang_tui.documents.reading.when import ledger_month, month_in, year_in

LEDGER, SKIPPED = "ledger", "skipped"
_EXAMPLE = "表名说是示例或模板，没有当作台账"
_FORM = "是一件一张的登记表，每张按一件读入"
_COMMENT = "批注"
_EXAMPLES = 5
"""So many rows at most are taken for examples."""

Plan = tuple[Sheet, Layout, bool]
"""A sheet, how to read it, and whether corrections of the wizard say so."""


def read_ledger(
    path: Path,
    *,
    month: str | None,
    villages: Mapping[str, str],
    is_own_number: Callable[[str], bool],
    mistyped: Callable[[str], str] = lambda _: "",
    today: date,
    columns: Mapping[str, Mapping[str, str | None]] | None = None,
    codes: Codes | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LedgerReading:
    """Read a ledger: .xlsx, .xls, .et, CSV in any usual encoding, or a web page saved as .xls.

    Args:
        month: "2026-10", for days without a year and settlements without a date.
        villages: code to name of the places that rows may belong to.
        is_own_number: whether a 编号 is one of our own format.
        mistyped: why a 编号 is one of ours gone wrong (Chinese); empty when it is none.
        today: rows dated after it are turned back.
        columns: corrections, sheet to column letter to field ("" or None: not read).
        codes: the office's code lists; the built-in ones by default.
        progress: told rows done and rows in all, now and then.

    Raises:
        Refused: the file cannot be opened or is no table.
    """
    book = open_book(path, header_words)
    names = Villages(villages)
    categories = Categories(codes) if codes is not None else built_in()
    plans = _without_examples(
        [_plan(sheet, (columns or {}).get(sheet.name)) for sheet in book.sheets]
    )
    forms = {
        table.name for (table, *_), own in zip(plans, book.sheets, strict=True) if table is not own
    }
    total = sum(len(sheet.rows) for sheet, layout, _ in plans if not layout.lacking)
    several = sum(not layout.lacking for _, layout, _ in plans) > 1
    rows: list[LedgerRow] = []
    rejected: list[Rejected] = []
    sheets: list[SheetReading] = []
    done = 0
    for sheet, layout, corrected in plans:
        if layout.lacking and not corrected:
            sheets.append(
                SheetReading(
                    sheet.name,
                    SKIPPED,
                    layout.header_rows,
                    _columns(layout),
                    reason=layout.lacking,
                    above=layout.above,
                )
            )
            continue
        tables: list[SheetReading] = []
        for table, own in _tables(sheet, layout, (columns or {}).get(sheet.name)):
            year = _year(table, own, path, month)
            own_month = ledger_month((*own.above, table.name, path.stem), year, month)
            village = _village_of(table, own, path, names, several)
            found = month or _month(table, own, path) or own_month
            end = last_day(found) if found else None
            around = Surroundings(
                table.name,
                village,
                _status_of(table, own),
                today,
                end,
                DateRules(year, today, book.date1904, last_day(own_month) if own_month else None),
                names,
                categories,
                is_own_number,
                mistyped,
                month_given=month is not None,
                category=categories.heading(table.name),
            )
            table, own = _with_endings(table, own)
            if table.comments:
                table, own = _with_comments(table, own)
            if own.days:
                table = with_whole_days(table, own.start, own.days)
            if own.months:
                table = with_months(table, own.start, own.months)
            read = read_rows(table, own, around, _told(progress, done, total))
            rows += read.rows
            rejected += read.rejected
            tables.append(
                SheetReading(
                    table.name,
                    LEDGER,
                    own.header_rows,
                    _columns(own),
                    village or None,
                    above=own.above,
                    year=year,
                    month=own_month,
                    notes=(
                        *read.notes,
                        *_about(table, own, names),
                        *([_FORM] if table.name in forms else []),
                    ),
                )
            )
        done += len(sheet.rows)
        sheets.append(_together(tables))
    if progress is not None:
        progress(total, total)
    reading = LedgerReading(tuple(rows), tuple(rejected), tuple(sheets), book.encoding)
    hidden = {sheet.name for sheet in book.sheets if not sheet.shown}
    return carried_over(without_copies(reading), hidden) if several else reading


def _plan(sheet: Sheet, corrections: Mapping[str, str | None] | None) -> Plan:
    """How to read a sheet; one of filled-in forms as the table of a row a form."""
    layout = find_layout(sheet)
    table = as_table(sheet, layout)
    if table is not sheet or corrections is not None:
        layout = find_layout(table, corrections)
    return table, layout, corrections is not None


def _without_examples(plans: Sequence[Plan]) -> list[Plan]:
    """The sheets with their layouts; beside a ledger one that is called 示例 or 模板 is none."""
    if all(layout.lacking or _shows(sheet, layout) for sheet, layout, _ in plans):
        return list(plans)
    return [
        (sheet, replace(layout, lacking=layout.lacking or _EXAMPLE), corrected)
        if _shows(sheet, layout)
        else (sheet, layout, corrected)
        for sheet, layout, corrected in plans
    ]


def _shows(sheet: Sheet, layout: Layout) -> bool:
    """Whether a sheet only shows how to fill in others; a template is often filled in itself."""
    if not is_example_sheet(sheet.name):
        return False
    known = [column.index for column in layout.columns if column.field]
    held = (
        sum(index < len(values) and bool(kept(values[index])) for index in known)
        for _, values in sheet.rows[layout.start :]
    )
    return sum(count * 2 > len(known) for count in held) <= _EXAMPLES


def _tables(
    sheet: Sheet, layout: Layout, corrections: Mapping[str, str | None] | None
) -> list[tuple[Sheet, Layout]]:
    """The tables of a sheet: one, or those that stand side by side, each with its layout."""
    parts = abreast(sheet, layout)
    if len(parts) == 1:
        return [(sheet, layout)]
    tables = []
    for part in parts:
        own = find_layout(part)
        held = {column.letter for column in own.columns if column.header}
        if corrections and (mended := {c: f for c, f in corrections.items() if c in held}):
            own = find_layout(part, mended)
        tops = {c.header.partition("·")[0] for c in own.columns if "·" in c.header}
        tables.append((part, replace(own, above=(*own.above, *tops))))
    # One that is no ledger by itself shows that its columns belong to the others.
    return [(sheet, layout)] if any(own.lacking for _, own in tables) else tables


def _with_comments(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """The sheet with what is noted on its cells (批注) in a column of remarks behind the others."""
    return _beside(sheet, layout, (_COMMENT, "note"), lambda row, _: sheet.comments.get(row))


def _with_endings(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """The sheet with 纠纷简况及化解情况 once more as the result, where no column tells it."""
    columns = [column for column in layout.columns if column.field == "brief"]
    told = [(c.index, ending) for c in columns if (ending := ending_told(c.header))]
    if not told or layout.has("status", "result", "tick"):
        return sheet, layout
    at, ending = told[0]
    return _beside(
        sheet, layout, (ending, "result"), lambda _, cells: cells[at] if at < len(cells) else None
    )


def _beside(
    sheet: Sheet,
    layout: Layout,
    held: tuple[str, str],
    value: Callable[[int, Sequence[Value]], Value],
) -> tuple[Sheet, Layout]:
    """The sheet with one column more, of this header and field, behind all others."""
    index = max(len(layout.columns), *(len(cells) for _, cells in sheet.rows))
    rows = [
        (number, [*cells, *[None] * (index - len(cells)), told])
        if at >= layout.start and (told := value(number, cells)) is not None
        else (number, cells)
        for at, (number, cells) in enumerate(sheet.rows)
    ]
    blank = (Column(at, letters(at), "", "") for at in range(len(layout.columns), index))
    columns = (*layout.columns, *blank, Column(index, letters(index), *held))
    return replace(sheet, rows=rows), replace(layout, columns=columns)


def _together(tables: Sequence[SheetReading]) -> SheetReading:
    """How a sheet was read, of its tables side by side."""
    first, *others = tables
    if not others:
        return first
    columns = {
        letter: column
        for table in tables
        for letter, column in table.columns.items()
        if column.header
    }
    village = first.village if {table.village for table in tables} == {first.village} else None
    notes = (note for table in tables for note in table.notes)
    told = f"表里并排有 {len(tables)} 张表，逐张读入"
    return replace(first, columns=columns, village=village, notes=(told, *dict.fromkeys(notes)))


def _columns(layout: Layout) -> dict[str, ColumnReading]:
    parts = {index: day.field for day in layout.days for index in day.columns}
    return {
        c.letter: ColumnReading(c.header, c.field or parts.get(c.index), c.loose)
        for c in layout.columns
    }


def _told(
    progress: Callable[[int, int], None] | None, done: int, total: int
) -> Callable[[int], None]:
    def tell(rows: int) -> None:
        if progress is not None:
            progress(done + rows, total)

    return tell


def _year(sheet: Sheet, layout: Layout, path: Path, month: str | None) -> int | None:
    """The year of the sheet's title, else of its tab, else of the file, else of the month given."""
    for text in (*layout.above, sheet.name, path.stem):
        if year := year_in(text):
            return year
    return int(month[:4]) if month else None


def _month(sheet: Sheet, layout: Layout, path: Path) -> str | None:
    for text in (*layout.above, sheet.name, path.stem):
        if month := month_in(text):
            return month
    return None


def _status_of(sheet: Sheet, layout: Layout) -> str:
    for text in (sheet.name, *layout.above):
        if status := status_of(text):
            return status
    return ""


def _village_of(sheet: Sheet, layout: Layout, path: Path, villages: Villages, several: bool) -> str:
    """The village that the tab, the lines above the header or the file's name speak of."""
    if code := villages.on_sheet(sheet.name) or _village_above(layout, villages):
        return code
    return "" if several else villages.on_sheet(path.stem)


def _village_above(layout: Layout, villages: Villages) -> str:
    found = (villages.within(text) or villages.on_tab(_unit(text)) for text in layout.above)
    return next((code for code in found if code), "")


def _about(sheet: Sheet, layout: Layout, villages: Villages) -> list[str]:
    """What should be looked at about a sheet as a whole."""
    notes = [] if sheet.shown else ["这张表是隐藏的，已读入"]
    tab, above = villages.on_sheet(sheet.name), _village_above(layout, villages)
    if tab and above and tab != above and not layout.has("village"):
        names = villages.names
        notes.append(f"的表名是{names[tab]}，表头上面写的是{names[above]}，按表名读入，请核对")
    return notes


def _unit(text: str) -> str:
    hit = re.search(
        r"(?:填报单位|报送单位|单位|村（社区）|村)(?:[（(][^）)]*[）)])?[:：]\s*(\S+)", text
    )
    return hit[1] if hit else ""
