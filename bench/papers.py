"""Writing the ledger: 12 000 rows against XlsxWriter's own constant-memory time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.ledger_export import export_ledger
from xinfang_tui.documents.ledger_table import ledger_rows

ROWS = 12_000
ROUNDS = 5


def run(report: Callable[[str, float, float], None]) -> None:
    """Report the ratio of the export to writing the same cells with nothing around them."""
    from xlsxwriter import Workbook

    records = [_record(i) for i in range(ROWS)]
    shown = Disclosure()
    cells = list(ledger_rows(records, shown, codes_of()))
    with TemporaryDirectory() as folder:
        bare, ours = [], []
        for i in range(ROUNDS):
            start = perf_counter()
            _bare(Workbook, cells, Path(folder) / f"bare{i}.xlsx")
            bare.append(perf_counter() - start)
            start = perf_counter()
            export_ledger(records, Path(folder) / f"ours{i}.xlsx", shown)
            ours.append(perf_counter() - start)
    report("台账 12 000 行导出 xlsx ÷ XlsxWriter 逐行写同样的单元格", min(ours) / min(bare), 1.3)


def _bare(workbook: Any, rows: list[Any], path: Path) -> None:
    """The same cells by the same calls, with one format a kind."""
    book = workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    look = {"border": 1, "text_wrap": True}
    text, day = book.add_format(look), book.add_format({**look, "num_format": "yyyy-mm-dd"})
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is None or cell == "":
                sheet.write_blank(i, j, None, text)
            elif isinstance(cell, str):
                sheet.write_string(i, j, cell, text)
            elif isinstance(cell, date):
                sheet.write_datetime(i, j, cell, day)
            else:
                sheet.write_number(i, j, cell, text)
    book.close()


def _record(i: int) -> dict[str, Any]:
    return {
        "number": f"柳-2610-{i:05d}",
        "title": f"张某与李某水渠灌溉放水先后争执{i}",
        "brief": "上游连续三天堵水，下游秧田受旱，双方在渠口发生争吵，村干部到场劝开。"
        * (1 + i % 3),
        "village": "510123101204",
        "village_name": "柳树沟村",
        "category": "0201",
        "scale": "01",
        "people": 2 + i % 9,
        "channel": "screening",
        "track": "mediation",
        "occurred_on": "2026-10-02",
        "registered_on": "2026-10-03",
        "rung": "township",
        "status": "open",
        "due": "2026-10-26",
        "handler": "周某",
        "unit": "镇调解中心",
        "parties": [
            {"name": "张三丰", "kind": "person", "phone": "13800138000", "address": "二组14号"},
            {"name": "李四光", "kind": "person", "phone": "13900139000", "address": "二组16号"},
        ],
    }
