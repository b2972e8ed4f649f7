"""Opening a table file by what it is, not by what it is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xinfang_tui.documents.reading.csv_cells import decoded, read_csv
from xinfang_tui.documents.reading.drawn_cells import drawn_rows
from xinfang_tui.documents.reading.html_cells import html_sheets
from xinfang_tui.documents.reading.json_cells import read_json
from xinfang_tui.documents.reading.sheet import Book, Sheet
from xinfang_tui.documents.reading.xls_cells import read_xls
from xinfang_tui.documents.reading.xlsx_cells import read_xlsx
from xinfang_tui.documents.reading.xlsx_guard import MOST_BYTES, SAFE
from xinfang_tui.refusal import Refused


def open_book(path: Path, header_words: Callable[[list[str]], int]) -> Book:
    """The sheets of an .xlsx, .xls, .et, CSV, saved web page, table in text or our own JSON.

    Raises:
        Refused: missing, empty, too large, with a password, damaged or no table.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except IsADirectoryError as error:
        do = "请写到文件名为止，如 台账.xlsx"
        raise Refused(f"“{path.name}”是文件夹，不是文件", safe=SAFE, do=do) from error
    except FileNotFoundError as error:
        raise Refused(f"找不到“{path}”", safe=SAFE, do="请核对文件名和位置") from error
    except OSError as error:
        do = "请关掉正在打开它的程序，或把它复制到自己的文件夹再试"
        raise Refused(f"打不开“{path}”，没有权限或正被占用", safe=SAFE, do=do) from error
    if not size:
        do = "请向填表的人重新要一份，或重新导出"
        raise Refused(f"“{path.name}”是空文件，里面什么都没有", safe=SAFE, do=do)
    if size > MOST_BYTES:
        raise Refused(
            f"“{path.name}”有 {size // 1_000_000} MB，太大了",
            safe=SAFE,
            do="请删去图片和多余的行，或分成几个文件，再导入",
        )
    if head.startswith(b"PK"):
        return read_xlsx(path)
    content = path.read_bytes()
    if head.startswith((b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04", b"\x09\x02")):
        return read_xls(path, content)
    if b"<table" in head.lower() or b"<html" in head.lower():
        text, encoding = decoded(path, content)
        return Book(html_sheets(text, path.stem), encoding)
    if (
        head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{"))
        and path.suffix.lower() == ".json"
    ):
        return read_json(path, decoded(path, content)[0])
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"{\\rtf", b"<?xml")):
        do = "请向填表的人要 Excel 或 CSV 文件；只有纸质或图片的，请照着逐件登记"
        raise Refused(f"“{path.name}”不是表格", safe=SAFE, do=do)
    if any(mark in head for mark in (b"+--", b"| --", b"|--", b"|:-", b"| :-")):
        text, encoding = decoded(path, content)
        if rows := drawn_rows(text):
            return Book((Sheet(path.stem, rows),), encoding)
    return read_csv(path, content, header_words)
