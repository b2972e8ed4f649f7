"""Importing a ledger of 12 000 rows against openpyxl's streamed read of the same file.

The file is as openpyxl writes one, each text in its cell. Excel writes every text once, in a list
of its own, which openpyxl reads faster: told beside it, without a limit.

Both sides are timed over spans of about the same length: on a machine that others use too, a
short span falls into a quiet moment by luck more often than a long one does.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from xinfang_tui.desk import Desk

Report = Callable[[str, float, float | None], None]

ROWS, ROUNDS = 12_000, 4
READS = 3
"""How many reads make a span as long as an import."""
MONTH, TODAY = "2026-10", date(2026, 10, 31)
VILLAGES = ("东湾村", "西坡村", "石桥村", "柳树沟村", "新民社区")
HEADERS = (
    "序号",
    "村（社区）",
    "登记日期",
    "发生日期",
    "矛盾纠纷事项",
    "类别",
    "当事人",
    "联系电话",
    "涉及人数",
    "简要情况",
    "责任人",
    "是否化解",
    "化解日期",
)
_MATTERS = (
    ("水渠灌溉放水先后争执", "邻里纠纷"),
    ("宅基地边界砌墙", "宅基地纠纷"),
    ("工地拖欠工资", "劳动争议"),
    ("婚约彩礼返还", "婚姻家庭"),
    ("村道扩建占地补偿", "征地补偿"),
)


def run(report: Report) -> None:
    """Write the files, read each both ways in turn, report the ratios."""
    name = f"导入台账 {ROWS} 行 ÷ openpyxl 流式读出"
    report(name, _ratio(in_cells=True), 3.0)
    report(f"{name}（文字另列）", _ratio(in_cells=False), None)


def _ratio(*, in_cells: bool) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "台账.xlsx"
        write(path, in_cells=in_cells)
        bare, ours = [], []
        for nth in range(ROUNDS):
            bare.append(sum(_read(path) for _ in range(READS)) / READS)
            ours.append(_import(folder / str(nth), path))
    return min(ours) / min(bare)


def write(path: Path, *, in_cells: bool = True) -> None:
    """A ledger as a township keeps it: a title, a header row, one row a matter."""
    from xlsxwriter import Workbook

    book = Workbook(str(path), {"constant_memory": in_cells})
    sheet = book.add_worksheet("台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, "双桥镇2026年10月矛盾纠纷排查化解台账")
    sheet.write_row(1, 0, HEADERS)
    for at in range(ROWS):
        title, category = _MATTERS[at % len(_MATTERS)]
        begun = date(2026, 10, 1) + timedelta(days=at % 28)
        cells = (
            at + 1,
            VILLAGES[at % len(VILLAGES)],
            begun,
            begun - timedelta(days=at % 6),
            f"{title}{at:05d}",
            category,
            f"张某{at % 97}、李某{at % 89}",
            f"138{at:08d}",
            2 + at % 9,
            "因雨季排水冲毁田坎，双方对修复费用分担意见不一，多次争吵。",
            "周敏",
            "是" if at % 3 else "否",
            begun + timedelta(days=2) if at % 3 else None,
        )
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(at + 2, column, cell, day)
            elif cell is not None:
                sheet.write(at + 2, column, cell)
    book.close()


def _read(path: Path) -> float:
    from openpyxl import load_workbook

    start = time.perf_counter()
    book = load_workbook(path, read_only=True, data_only=True)
    rows = sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
    seconds = time.perf_counter() - start
    book.close()
    if rows < ROWS:
        raise AssertionError("the file does not hold the rows that were written")
    return seconds


def _import(folder: Path, path: Path) -> float:
    with Desk.create(folder, code="341623101", name="双桥镇", today=TODAY) as desk:
        for at, name in enumerate(VILLAGES):
            desk.registry.set_place({"code": f"3416231012{at:02d}", "name": name})
        start = time.perf_counter()
        found = desk.imports.apply(path, MONTH)
        seconds = time.perf_counter() - start
    if found["accepted"] != ROWS:
        raise AssertionError(
            f"{found['accepted']} of {ROWS} rows were taken: {found['rejected'][:3]}"
        )
    return seconds
