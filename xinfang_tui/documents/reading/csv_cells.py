"""The cells of a text table, in whatever encoding and with whatever separator it was written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

from xinfang_tui.documents.reading.sheet import MOST_COLUMNS, MOST_ROWS, Book, Sheet
from xinfang_tui.documents.reading.text import Value
from xinfang_tui.documents.reading.xlsx_guard import SAFE
from xinfang_tui.refusal import Refused

_SEPARATORS = (",", "\t", ";", "|", "，", "；")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")
_RULE = re.compile(r":?-+:?")
"""What stands below the header of a Markdown table."""
_HEAD = 20_000
_LONGEST_CELL = 1_000_000


def decoded(path: Path, content: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8, UTF-16 by its mark or zeros, else GB18030.

    Raises:
        Refused: no text in any of them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                if encoding != "utf-8-sig":
                    raise _no_text(path) from error
                content = content[len(mark) :]  # some program put the mark before GB18030
    guesses = ["utf-8", "gb18030"]
    if b"\0" in content[:4096]:
        even, odd = content[0:4096:2].count(0), content[1:4096:2].count(0)
        guesses = ["utf-16-be" if even > odd else "utf-16-le"]
    for encoding in guesses:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = sum(text[:_HEAD].count(chr(code)) for code in (*range(9), *range(14, 32)))
        if strange * 5 > len(text[:_HEAD]):
            break
        return text, encoding
    raise _no_text(path)


def _no_text(path: Path) -> Refused:
    return Refused(
        f"“{path.name}”不是表格，也不是 UTF-8 或 GB18030 的文字",
        safe=SAFE,
        do="请用 Excel 或 WPS 打开它，另存为 .xlsx 或 CSV 再导入",
    )


def read_csv(path: Path, content: bytes, header_words: Callable[[list[str]], int]) -> Book:
    """The one sheet of a text table, named after the file.

    Args:
        header_words: how many cells of a row look like column headers; the separator that shows
            the most of them is taken.

    Raises:
        Refused: not text, or a quotation mark that never closes.
    """
    text, encoding = decoded(path, content)
    text = text.replace("\0", "")
    if text[:4].lower() == "sep=" and "\n" in text:
        separator = text[4:5]
        text = "\n" + text.partition("\n")[2]
    else:
        separator = _separator(text[:_HEAD], header_words)
    rows = _rows(path, text, separator)
    if len(rows) > MOST_ROWS:
        raise Refused(f"“{path.name}”的行数太多，不像台账", safe=SAFE, do="请分成几个文件再导入")
    return Book((Sheet(path.stem, rows),), encoding)


def unguarded(cell: str) -> str:
    """A cell without what keeps a spreadsheet from changing it: ``="…"``, an apostrophe."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].replace('""', '"')
    if cell[:1] != "'" or len(cell) == 1:
        return cell
    rest = cell[1:]
    guarded = rest.startswith(_STARTERS) or rest.lstrip()[:1] in tuple("=+@") or rest[0].isdigit()
    return rest if guarded else cell


def _separator(head: str, header_words: Callable[[list[str]], int]) -> str:
    best, most = ",", (0, 0)
    for separator in _SEPARATORS:
        lines = list(
            csv.reader(io.StringIO(head, newline=""), delimiter=separator, skipinitialspace=True)
        )[:30]
        score = max((header_words(line) for line in lines), default=0)
        width = max((len(line) for line in lines), default=0)
        if (score, width) > most:
            best, most = separator, (score, width)
    return best


def _rows(path: Path, text: str, separator: str) -> list[tuple[int, list[Value]]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    try:
        records = list(reader)
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise _unclosed(path, text) from error
        # A quotation mark inside a cell that begins with one: kept as text, no row is lost.
        records = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
        )
        if any("\n" in cell for record in records for cell in record):
            raise _unclosed(path, text) from error
    rows: list[tuple[int, list[Value]]] = []
    for number, record in enumerate(records, start=1):
        cells: list[Value] = [unguarded(cell) or None for cell in record[:MOST_COLUMNS]]
        while cells and (cells[-1] is None or not str(cells[-1]).strip()):
            cells.pop()
        if cells and not all(_RULE.fullmatch(str(cell or "-").strip()) for cell in cells):
            rows.append((number, cells))
    return rows


def _unclosed(path: Path, text: str) -> Refused:
    odd = [n for n, line in enumerate(text.splitlines(), start=1) if line.count('"') % 2]
    number = odd[-1] if odd else 1
    return Refused(
        f"“{path.name}”里有引号没有成对，大约在第 {number} 行",
        safe=SAFE,
        do="请改好那一行的引号，或另存为 .xlsx 再导入",
    )
