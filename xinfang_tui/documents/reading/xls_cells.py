"""The cells of old workbooks: .xls of Excel and .et of WPS, both BIFF in an OLE file."""

from __future__ import annotations

import io
import struct
from datetime import datetime
from pathlib import Path
from typing import Any

from xinfang_tui.documents.reading.ole_guard import endless
from xinfang_tui.documents.reading.sheet import MOST_COLUMNS, Book, Merge, Sheet
from xinfang_tui.documents.reading.text import Value, whole
from xinfang_tui.documents.reading.xlsx_cells import as_date
from xinfang_tui.documents.reading.xlsx_guard import RESAVE, SAFE
from xinfang_tui.documents.reading.xlsx_parts import DAY, shows
from xinfang_tui.refusal import Refused

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_xls(path: Path, content: bytes) -> Book:
    """The sheets of an .xls or .et file.

    Raises:
        Refused: with a password, damaged, or another kind of file in the same wrapping.
    """
    import xlrd

    if _ENCRYPTED in content:
        raise _locked(path)
    if endless(content):
        raise _unreadable(path)
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
        sheets = tuple(_sheet(book, each) for each in book.sheets())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise _locked(path) from error
        raise _unreadable(path) from error
    # A damaged file trips xlrd up in any of these ways.
    except (
        AssertionError,
        AttributeError,
        LookupError,
        MemoryError,
        NotImplementedError,
        OverflowError,
        TypeError,
        ValueError,
        struct.error,
        xlrd.compdoc.CompDocError,
    ) as error:
        raise _unreadable(path) from error
    return Book(sheets, "xls", bool(book.datemode))


def _locked(path: Path) -> Refused:
    return Refused(f"“{path.name}”带有密码，读不了", safe=SAFE, do="请打开它，去掉密码另存，再导入")


def _unreadable(path: Path) -> Refused:
    return Refused(f"“{path.name}”已损坏，或不是 Excel 表格", safe=SAFE, do=RESAVE)


def _sheet(book: Any, sheet: Any) -> Sheet:
    rows = []
    out = {at for at, xf in enumerate(book.xf_list) if book.font_list[xf.font_index].struck_out}
    struck: set[int] = set()
    for index in range(sheet.nrows):
        if out:
            looks = [cell.xf_index in out for cell in sheet.row(index) if cell.ctype not in (0, 6)]
            struck |= {index + 1} if len(looks) > 1 and all(looks) else set()
        cells = [_value(book, cell) for cell in sheet.row(index)[:MOST_COLUMNS]]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            rows.append((index + 1, cells))
    merges = [Merge(top + 1, left, end, right - 1) for top, end, left, right in sheet.merged_cells]
    comments: dict[int, str] = {}
    for (row, _), note in sorted(sheet.cell_note_map.items()):
        if text := note.text.strip():
            comments[row + 1] = f"{comments[row + 1]}；{text}" if row + 1 in comments else text
    return Sheet(sheet.name, rows, merges, sheet.visibility == 0, comments, frozenset(struck))


def _value(book: Any, cell: Any) -> Value:
    import xlrd

    value: Any = cell.value
    if cell.ctype == 1:
        return str(value) or None
    if cell.ctype == 4:
        return "是" if value else "否"
    if cell.ctype == 5:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if cell.ctype not in (2, 3):
        return None
    number = round(float(value), 9)
    plain: int | float = whole(number) if number.is_integer() else number
    if cell.ctype == 2:
        return plain
    form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    epoch = datetime(1904, 1, 1) if book.datemode else datetime(1899, 12, 30)
    return as_date(plain, (shows(form.format_str) if form else "") or DAY, epoch)
