"""Ledgers that the tests of reading make, and how they read them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from xinfang_tui.disputes import number
from xinfang_tui.documents.reading.ledger import read_ledger
from xinfang_tui.documents.reading.values import LedgerReading, LedgerValues

VILLAGES = {
    "341623101200": "东湾村",
    "341623101201": "西坡村",
    "341623101202": "石桥村",
    "341623101203": "柳树沟村",
    "341623101204": "新民社区",
}
TODAY = date(2026, 10, 31)
FOLDER = Path(__file__).with_name("ledgers")

Rows = Iterable[Sequence[Any]]


def is_own(text: str) -> bool:
    parsed = number.parse(text)
    return parsed is not None and bool(parsed.short) and parsed.valid


def read(
    path: Path,
    month: str | None = "2026-10",
    *,
    villages: Mapping[str, str] = VILLAGES,
    today: date = TODAY,
    **more: Any,
) -> LedgerReading:
    return read_ledger(
        path, month=month, villages=villages, is_own_number=is_own, today=today, **more
    )


def book(path: Path, rows: Rows, merges: Sequence[str] = (), sheet: str = "台账") -> Path:
    return books(path, {sheet: (rows, merges)})


def books(path: Path, sheets: Mapping[str, tuple[Rows, Sequence[str]]]) -> Path:
    file = Workbook()
    file.remove(file.active)
    for name, (rows, merges) in sheets.items():
        sheet = file.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
    file.save(path)
    return path


def table(path: Path, rows: Rows, encoding: str = "utf-8", separator: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def only(reading: LedgerReading) -> LedgerValues:
    assert reading.rejected == ()
    (row,) = reading.rows
    return row.values


def faults(reading: LedgerReading) -> list[tuple[int, str]]:
    return [(each.row, each.field) for each in reading.rejected]


def names(values: LedgerValues) -> list[str]:
    return [party.name for party in values.parties]
