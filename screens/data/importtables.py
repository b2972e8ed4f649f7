"""The tables of the import wizard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from screens.pieces.columns import Cell, Column, Row
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.disputes.dispute import STATUS_NAMES
from xinfang_tui.disputes.masking import Mask
from xinfang_tui.documents.reading.headers import FIELDS

Record = Mapping[str, Any]
_NARROW = 76
_PEOPLE = frozenset({"parties", "reporter"})
_TOLD = frozenset({"category", "on", "sheet"})
"""Columns that the line below the table tells of the row in hand."""


def columns_of(
    step: int, sheet: Record, preview: Record, codes: Codes, cells: int
) -> tuple[list[Column], str, list[Row]]:
    """Columns, key and rows of a step: 0 columns, 1 rows as read, 2 rows turned back.

    Where there is no room for all columns, those that the row in full tells are left out.
    """
    narrow = cells < _NARROW
    if step == 0:
        return _meaning(), "id", column_rows(sheet)
    if step == 1:
        rows = [{"id": f"{r['sheet']}!{r['row']}", **r} for r in preview["rows"]]
        return [each for each in _rows(codes) if not (narrow and each.key in _TOLD)], "id", rows
    turned = [{"id": at, **each} for at, each in enumerate(preview["rejected"])]
    return [each for each in _rejected() if not (narrow and each.key in _TOLD)], "id", turned


def column_rows(sheet: Record) -> list[Row]:
    """The columns of a sheet as rows: letter, header, field."""
    return [
        {"id": letter, "header": str(column["header"]), "field": column["field"]}
        for letter, column in (sheet.get("columns") or {}).items()
    ]


def _meaning() -> list[Column]:
    def meant(row: Row) -> Cell:
        field = row.get("field")
        return (FIELDS.get(str(field), str(field)), "accent") if field else ("不读", "soft")

    return [
        Column("id", "列", lambda row: str(row["id"]), 4),
        Column("header", "表头", lambda row: str(row["header"]), 0, fill=20),
        Column("field", "认作", meant, 0, fill=20),
    ]


def row_words(step: int, row: Row, codes: Codes) -> str:
    """The row in hand in full: a matter as it was read, or why a row is turned back."""
    if step == 1:
        parties = "、".join(row.get("parties") or ()) or "没有具名"
        category = codes.label(str(row.get("category") or "99"))
        on = f"；登记 {row['registered_on']}" if row.get("registered_on") else ""
        return f"{row.get('title') or ''}。{category}；{parties}{on}"
    if step == 2:
        sheet = f"“{row['sheet']}”" if row.get("sheet") else ""
        return f"{sheet}第 {row['row']} 行：{row['reason']}"
    return ""


def people_read(preview: Record) -> list[str]:
    """The names in a preview, of the rows turned back too."""
    read = [str(name) for row in preview["rows"] for name in row.get("parties") or ()]
    turned = [str(r["value"]) for r in preview["rejected"] if r["field"] in _PEOPLE and r["value"]]
    return [*read, *turned]


def veiled(preview: Record, mask: Mask) -> dict[str, Any]:
    """A preview with its people hidden: in titles, in what a row was turned back for too."""

    def text(found: Any) -> str:
        return mask.text(str(found or ""))

    return {
        **preview,
        "rows": [
            {**r, "title": text(r["title"]), "parties": [text(n) for n in r.get("parties") or ()]}
            for r in preview["rows"]
        ],
        "rejected": [
            {**r, "value": text(r["value"]), "reason": text(r["reason"])}
            for r in preview["rejected"]
        ],
    }


def _rows(codes: Codes) -> list[Column]:
    def text(name: str) -> Any:
        return lambda row: str(row.get(name) or "")

    return [
        Column("row", "行", text("row"), 4, right=True),
        Column("village", "村", text("village_name"), 8),
        Column("title", "事项", text("title"), 0, fill=14),
        Column("category", "类别", lambda row: codes.brief(str(row["category"])), 9),
        Column("parties", "当事人", lambda row: "、".join(row.get("parties") or ()), 14),
        Column("on", "登记", lambda row: str(row.get("registered_on") or "")[2:], 8),
        Column("status", "状态", lambda row: STATUS_NAMES.get(str(row["status"]), ""), 6),
    ]


def _rejected() -> list[Column]:
    return [
        Column("sheet", "工作表", lambda row: str(row.get("sheet") or ""), 12),
        Column("row", "行", lambda row: str(row.get("row") or ""), 5, right=True),
        Column("field", "栏", lambda row: FIELDS.get(str(row["field"]), str(row["field"])), 10),
        Column("value", "填的是", lambda row: str(row.get("value") or "（空）"), 0, fill=12),
        Column("reason", "为什么退回", lambda row: (str(row["reason"]), "warn"), 0, fill=24),
    ]
