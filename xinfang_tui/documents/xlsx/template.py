"""Filling an office's own Excel template (openpyxl)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from io import BytesIO
from typing import Any

from xinfang_tui.documents.paper import Cell, Paper
from xinfang_tui.documents.settled import settled
from xinfang_tui.documents.templates import (
    PLACEHOLDER,
    ROW_MARK,
    all_rows,
    replaced,
    row_columns,
    row_values,
    table_with,
    values,
)
from xinfang_tui.documents.xlsx.looks import fitted


def fill(template: bytes, paper: Paper) -> bytes:
    """The template with its placeholders filled in on every sheet; numbers stay numbers."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(template))
    known = values(paper)
    for sheet in book.worksheets:
        _sheet(sheet, paper, known)
    out = BytesIO()
    book.save(out)
    return settled(out.getvalue())


def _sheet(sheet: Any, paper: Paper, known: Mapping[str, str]) -> None:
    row = 1
    while row <= sheet.max_row:
        texts = [cell.value for cell in sheet[row] if isinstance(cell.value, str)]
        columns = row_columns("".join(texts))
        if columns:
            row += _rows(sheet, row, paper, columns, known)
            continue
        for cell in sheet[row]:
            if isinstance(cell.value, str) and re.search(PLACEHOLDER, cell.value):
                _put(cell, replaced(cell.value, known))
        row += 1


def _rows(sheet: Any, row: int, paper: Paper, columns: list[str], known: Mapping[str, str]) -> int:
    """Repeat the template row for every row of the table; returns how many rows it became."""
    source = table_with(paper, columns)
    cells = all_rows(source)
    pattern = [(cell.value, copy(cell._style)) for cell in sheet[row]]
    height = sheet.row_dimensions[row].height
    extra = max(len(cells), 1) - 1
    if extra:
        _make_room(sheet, row + 1, extra)
    for i in range(max(len(cells), 1)):
        line = cells[i] if cells else tuple("" for _ in source.columns)
        mine = {**known, **row_values(source, line)}
        kinds = dict(zip((column.title for column in source.columns), line, strict=True))
        sheet.row_dimensions[row + i].height = height
        for j, (text, style) in enumerate(pattern, 1):
            cell = sheet.cell(row + i, j)
            cell._style = copy(style)
            if isinstance(text, str) and text.startswith("=") and not re.search(PLACEHOLDER, text):
                cell.value = moved(text, row, row + i, j)
            elif isinstance(text, str):
                _typed(cell, text, mine, kinds)
            elif i:
                cell.value = text
    return max(len(cells), 1)


def moved(formula: str, start: int, row: int, column: int) -> str:
    """The template's own formula as it reads in a row further down."""
    from openpyxl.formula.translate import Translator
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(column)
    return str(Translator(formula, f"{letter}{start}").translate_formula(f"{letter}{row}"))


def _make_room(sheet: Any, row: int, count: int) -> None:
    """Move everything from a row on down, merged cells and heights too."""
    moved = [cells for cells in sheet.merged_cells.ranges if cells.min_row >= row]
    heights = {
        index: dimension.height
        for index, dimension in sheet.row_dimensions.items()
        if index >= row and dimension.height is not None
    }
    sheet.insert_rows(row, count)
    for cells in moved:
        cells.shift(row_shift=count)
    for index in heights:
        sheet.row_dimensions[index].height = None
    for index, height in heights.items():
        sheet.row_dimensions[index + count].height = height


def _typed(cell: Any, text: str, known: Mapping[str, str], line: Mapping[str, Cell]) -> None:
    """A cell that is one column's placeholder gets the typed value, others the text."""
    whole = re.fullmatch(PLACEHOLDER, text.strip())
    name = whole[1][1:].strip() if whole and whole[1][0] == ROW_MARK else ""
    found = line.get(name)
    if found is not None and not isinstance(found, str):
        cell.value = found
    else:
        _put(cell, replaced(text, known))


def _put(cell: Any, text: str) -> None:
    """Text stays text, whatever it starts with."""
    cell.value = fitted(text)
    if text:
        cell.data_type = "s"
