"""A form for a village without the program: filled in Excel, sent, and read back without loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xinfang_tui.documents.reading.headers import FIELDS
from xinfang_tui.documents.xlsx.book import CREATED, OPTIONS
from xinfang_tui.month.window import month_name
from xinfang_tui.refusal import Refused

ROWS = 300
"""Rows made ready to be filled in."""
_LISTS = "选项"
_STATUSES = ("未化解", "化解中", "已化解", "已转法定途径", "已终止")
_COLUMNS = (
    ("serial", 6),
    ("village", 14),
    ("group", 8),
    ("title", 30),
    ("category", 26),
    ("people", 8),
    ("parties", 20),
    ("phone", 16),
    ("address", 18),
    ("occurred_on", 13),
    ("channel", 12),
    ("brief", 46),
    ("measures", 26),
    ("status", 12),
    ("resolved_on", 13),
    ("handler", 12),
    ("leader", 12),
    ("unit", 16),
    ("note", 20),
)
_REQUIRED = ("village", "title", "occurred_on")
_DATES = ("occurred_on", "resolved_on")
_HELP = (
    "带 * 的必填。一件一行，不要合并单元格，不要改表头。日期写成 2026-10-03。"
    "几位当事人用顿号隔开，电话按同样的顺序写。填好后把整个文件发回。"
    "反映干部问题的不要填在这里，请向纪检监察机关反映。"
)


def write_form(
    out: Path,
    *,
    villages: Mapping[str, str],
    categories: Mapping[str, str],
    channels: Mapping[str, str] | None = None,
    month: str | None = None,
) -> None:
    """Write the form with its drop-down lists.

    Args:
        villages, categories, channels: code to name, as the lists offer them.
        month: "2026-10", named in the title; days may then be written without the year.

    Raises:
        Refused: the file cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    book = Workbook(str(out), OPTIONS)
    book.set_properties({"title": "矛盾纠纷排查登记表", "created": CREATED})
    looks = _looks(book)
    sheet = book.add_worksheet("登记表")
    lists = {
        "village": list(villages.values()),
        "category": [f"{code} {name}" for code, name in categories.items()],
        "status": list(_STATUSES),
        "channel": list((channels or {}).values()),
    }
    where = _options(book, {field: words for field, words in lists.items() if words})
    only = next(iter(villages.values())) if len(villages) == 1 else ""
    when = month_name(month) if month else ""
    last = len(_COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, f"{only}{when}矛盾纠纷排查登记表", looks["title"])
    sheet.merge_range(1, 0, 1, last, _HELP, looks["help"])
    for index, (field, width) in enumerate(_COLUMNS):
        star = "*" if field in _REQUIRED else ""
        sheet.write_string(2, index, FIELDS[field] + star, looks["head"])
        look = looks["date" if field in _DATES else "whole" if field == "people" else "text"]
        sheet.set_column(index, index, width, look)
        _checked(sheet, index, field, where.get(field, ""))
    for row in range(3, 3 + ROWS):
        sheet.write_number(row, 0, row - 2, looks["text"])
    sheet.freeze_panes(3, 4)
    sheet.set_row(0, 30)
    sheet.set_row(2, 24)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        raise Refused(f"写不进“{out.name}”", do="请关掉正在打开它的程序，或换个位置") from error


def _looks(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "help": book.add_format({"text_wrap": True, "font_color": "#555555"}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#EDEDED"}),
        "text": book.add_format({**cell, "num_format": "@"}),
        "date": book.add_format({**cell, "num_format": "yyyy-mm-dd"}),
        "whole": book.add_format({**cell, "num_format": "0"}),
    }


def _options(book: Any, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The lists on a sheet of their own, out of sight; the range of each."""
    sheet = book.add_worksheet(_LISTS)
    sheet.hide()
    where = {}
    for index, (field, words) in enumerate(lists.items()):
        letter = chr(65 + index)
        for row, word in enumerate(words):
            sheet.write_string(row, index, word)
        where[field] = f"={_LISTS}!${letter}$1:${letter}${len(words)}"
    return where


def _checked(sheet: Any, index: int, field: str, where: str) -> None:
    first, last = 3, 2 + ROWS
    if where:
        rule = {"validate": "list", "source": where, "error_title": "请从列表中选"}
        # Villages that are not on the list would be turned back; other lists only advise.
        rule["error_type"] = "stop" if field == "village" else "warning"
        sheet.data_validation(first, index, last, index, rule)
    elif field in _DATES:
        sheet.data_validation(
            first,
            index,
            last,
            index,
            {
                "validate": "date",
                "criteria": ">=",
                "value": date(2000, 1, 1),
                "error_type": "warning",
                "error_message": "请写成 2026-10-03 这样",
            },
        )
    elif field == "people":
        sheet.data_validation(
            first,
            index,
            last,
            index,
            {
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_type": "warning",
                "error_message": "请填人数，如 3",
            },
        )
