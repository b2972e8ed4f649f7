"""The cells of an .xlsx, streamed, with the merged ranges."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from xinfang_tui.documents.reading.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Book,
    Merge,
    Sheet,
    column_of,
)
from xinfang_tui.documents.reading.sheet_xml import PlainRow, rows_and_merges
from xinfang_tui.documents.reading.text import UNCOMPUTED, Value, whole
from xinfang_tui.documents.reading.xlsx_guard import RESAVE, SAFE, open_package, open_part
from xinfang_tui.documents.reading.xlsx_parts import (
    DAY,
    MONTH,
    TIME,
    Parts,
    read_comments,
    read_parts,
    rich_text,
    unescaped,
)
from xinfang_tui.refusal import Refused

_MOST_CELLS = 5_000_000
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


def read_xlsx(path: Path) -> Book:
    """The sheets of an .xlsx file, formulas by their last computed values.

    Raises:
        Refused: damaged, too large, or with a password.
    """
    with open_package(path) as package:
        try:
            parts = read_parts(package)
            sheets = tuple(
                _sheet(package, name, part, shown, parts) for name, part, shown in parts.sheets
            )
        # A part that is no XML, or says what cannot be: a row "x", a style out of the list.
        except (
            ElementTree.ParseError,
            zipfile.BadZipFile,
            EOFError,
            OSError,
            ValueError,
            LookupError,
            TypeError,
            OverflowError,
            zlib.error,
        ) as error:
            raise Refused(f"“{path.name}”已损坏，读不全", safe=SAFE, do=RESAVE) from error
    return Book(sheets, "xlsx", parts.date1904)


def _sheet(package: zipfile.ZipFile, name: str, part: str, shown: bool, parts: Parts) -> Sheet:
    reader = _Cells(parts)
    rows: list[tuple[int, list[Value]]] = []
    merges: list[Merge] = []
    number = seen = 0
    out = parts.struck
    struck: set[int] = set()
    with open_part(package, part) as file:
        for found in rows_and_merges(file):
            if isinstance(found, PlainRow):
                number = int(found.number or number + 1)
                seen += len(found.cells)
                cells = reader.plain(found.cells)
                if out and _all_struck([c[1] for c in found.cells if c[3] or c[4]], out):
                    struck.add(number)
            elif found.tag.endswith("row"):
                number = int(found.get("r") or number + 1)
                seen += len(found)
                cells = reader.row(found)
                if out and _all_struck([cell.get("s", "") for cell in found if len(cell)], out):
                    struck.add(number)
            else:
                merges += _merge(found.get("ref", ""))
                continue
            if cells:
                rows.append((number, cells))
            if len(rows) > MOST_ROWS or seen > _MOST_CELLS:
                raise Refused(
                    f"“{name}”的行数太多，不像台账",
                    safe=SAFE,
                    do="请删去多余的行，或分成几个文件，再导入",
                )
    rows.sort(key=lambda row: row[0])
    comments = read_comments(package, told) if (told := parts.comments.get(part)) else {}
    return Sheet(name, rows, merges, shown, comments, frozenset(struck))


def _all_struck(styles: Sequence[str], struck: Collection[str]) -> bool:
    """Whether all filled cells of a row, several of them, have a style that strikes out."""
    return len(styles) > 1 and all(style in struck for style in styles)


def _merge(reference: str) -> list[Merge]:
    first, _, last = reference.partition(":")
    ends = []
    for end in (first, last or first):
        name = end.rstrip("0123456789")
        if not name.isalpha() or name == end:
            return []
        ends.append((int(end[len(name) :]), column_of(name)))
    return [Merge(ends[0][0], ends[0][1], ends[1][0], ends[1][1])]


class _Columns(dict[str, int]):
    """A column's letters → its place, found when first asked for."""

    def __missing__(self, name: str) -> int:
        place = self[name] = column_of(name)
        return place


class _Cells:
    """Turns the cells of one sheet into values, without the blank ones at a row's end."""

    def __init__(self, parts: Parts) -> None:
        self._texts, self._styles = parts.texts, parts.styles
        self._epoch = _EPOCH_1904 if parts.date1904 else _EPOCH
        self._columns = _Columns()

    def plain(self, cells: Iterable[tuple[str, str, str, str, str]]) -> list[Value]:
        """The values of a plain row, from column A on."""
        columns, value_of = self._columns, self._value
        return _placed(
            [
                (columns[name], unescaped(inline) if inline else value_of(kind, text, style))
                for name, style, kind, text, inline in cells
                if text or inline
            ]
        )

    def row(self, element: Any) -> list[Value]:
        """The values of a row that the XML parser read, from column A on."""
        found: list[tuple[int, Value]] = []
        ns = element.tag.removesuffix("row")
        for cell in element:
            reference = cell.get("r")
            last = found[-1][0] if found else -1
            column = self._columns[reference.rstrip("0123456789")] if reference else last + 1
            found.append((column, self._read(cell, ns)))
        return _placed(found)

    def _read(self, cell: Any, ns: str) -> Value:
        kind = cell.get("t")
        if kind == "inlineStr":
            inline = cell.find(f"{ns}is")
            return rich_text(inline) if inline is not None else None
        text = cell.findtext(f"{ns}v")
        if not text:
            return UNCOMPUTED if len(cell) and cell.find(f"{ns}f") is not None else None
        return self._value(kind or "", text, cell.get("s"))

    def _value(self, kind: str, text: str, style: str | None) -> Value:
        if kind == "s":
            place = int(text)
            return self._texts[place] if 0 <= place < len(self._texts) else None
        if kind in ("", "n"):
            return self._number(text, style)
        if kind == "str":
            return unescaped(text)
        if kind == "b":
            return "是" if text == "1" else "否"
        return text if kind in ("d", "e") else None

    def _number(self, text: str, style: str | None) -> Value:
        try:
            number: int | float = int(text)
        except ValueError:
            try:
                number = round(float(text), 9)
            except ValueError:
                return None
            if number.is_integer():
                number = whole(number)
            elif number != number or abs(number) == float("inf"):
                return None
        shown = self._styles[int(style)] if style and int(style) < len(self._styles) else ""
        return as_date(number, shown, self._epoch) if shown else number


def _placed(found: Iterable[tuple[int, Value]]) -> list[Value]:
    cells: list[Value] = []
    for column, value in found:
        if value is None or value == "" or column >= MOST_COLUMNS:
            continue
        missing = column - len(cells)
        if missing < 0:
            cells[column] = value
            continue
        if missing:
            cells.extend([None] * missing)
        cells.append(value)
    return cells


@lru_cache(maxsize=4096)
def as_date(number: int | float, shown: str, epoch: datetime) -> Value:
    """A number in a date format as what the reader of the sheet sees: a date, a month, a time."""
    if not 0 <= number < 2_958_466 or (number < 1 and shown != TIME):
        return number
    moment = epoch + timedelta(days=int(number), seconds=round(number % 1 * 86400))
    if shown == DAY or (shown == MONTH and moment.day != 1) or (shown == TIME and number >= 1):
        return moment
    return f"{moment.year}年{moment.month}月" if shown == MONTH else f"{moment:%H:%M}"
