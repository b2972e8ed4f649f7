"""The tables of 汇总 as rows and columns; a figure's cell knows what it opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from screens.pieces.columns import Cell, Column, Row, bar
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.disputes.dispute import RUNG_NAMES, RUNGS
from xinfang_tui.month.flow import KEYS
from xinfang_tui.month.flow import NAMES as FLOW_NAMES
from xinfang_tui.month.indicators import INDICATORS

Record = Mapping[str, Any]
TABLES = {
    "villages": "村和变动",
    "indicators": "指标",
    "categories": "村和类别",
    "rungs": "各层变动",
    "changed": "报出与更正",
}
_SHORT = {"carried": "结转", "new": "新增", "reopened": "重开", "concluded": "办结"}


def table(name: str, status: Record, codes: Codes, plain: bool) -> tuple[list[Column], list[Row]]:
    """A table's columns and rows."""
    if name == "indicators":
        return _indicators(status, plain)
    if name == "categories":
        return _categories(status, codes)
    if name == "rungs":
        return _rungs(status)
    if name == "changed":
        return _changed(status)
    return _villages(status, plain)


def opens(name: str, row: Row, column: str) -> tuple[str, str | None] | None:
    """What a cell opens: the figure's key and the village; nothing when it is no figure."""
    village = row.get("code") or None
    if name == "villages" and column in KEYS:
        return f"flow.{column}", village
    if name == "categories" and column.isdigit():
        return f"category.{column}", village
    if name == "rungs":
        if column == "open":
            return f"rungs.{row['id']}", None
        return f"rung_flow.{row['id']}.{column}", None
    if name == "indicators" and column in ("numerator", "denominator"):
        return (row["id"] if column == "numerator" else f"{row['id']}/"), None
    if name == "changed" and column in ("reported", "known"):
        return str(row["key"]), row.get("village") or None
    return None


def _number(value: Any) -> Cell:
    return str(value) if value else ("·", "soft")


def _figure(key: str, title: str, cells: int = 6) -> Column:
    return Column(
        key, title, lambda row: _number(row["flow"].get(key)), cells, right=True, opens=True
    )


def _villages(status: Record, plain: bool) -> tuple[list[Column], list[Row]]:
    keys = [k for k in KEYS if k not in ("in", "out") or status["flow"].get(k)]

    def coverage(row: Row) -> Cell:
        value = row.get("coverage")
        if value is None:
            return ("—", "soft")
        return [*bar(float(value) / 100, 8, plain), (f" {float(value):5.1f}%", "")]

    def report(row: Row) -> Cell:
        if row.get("id") == "all" or row.get("households") is None:
            return ""
        if row.get("report") is None:
            return ("未报", "warn")
        word = "零报告" if row["report"] == "zero" else "按时"
        return word if row.get("on_time") else ("迟报", "warn")

    columns = [
        Column("name", "村", lambda row: (row["name"], "strong" if row["id"] == "all" else ""), 10),
        *(_figure(key, _SHORT.get(key, FLOW_NAMES[key])[:4], 5) for key in keys),
        Column("coverage", "覆盖", coverage, 0, fill=15),
        Column("report", "报送", report, 8),
    ]
    share = (status.get("indicators") or {}).get("coverage") or {}
    total: Row = {
        "id": "all",
        "name": "合计",
        "flow": status["flow"],
        "coverage": share.get("value"),
    }
    rows = [{"id": unit["code"], **unit} for unit in status["units"]]
    return columns, [total, *rows]


def _categories(status: Record, codes: Codes) -> tuple[list[Column], list[Row]]:
    found: Mapping[str, Any] = status.get("categories") or {}
    order = sorted(found, key=lambda code: -found[code]["new"])

    def cell(code: str) -> Column:
        def draw(row: Row) -> Cell:
            return _number(row["counts"].get(code))

        return Column(code, codes.brief(code)[:4], draw, 8, right=True, opens=True)

    columns = [Column("name", "村", lambda row: row["name"], 10), *(cell(code) for code in order)]
    total = {code: found[code]["new"] for code in order}
    rows: list[Row] = [{"id": "all", "name": "合计", "counts": total}]
    for unit in status["units"]:
        here = {
            code: (found[code]["villages"].get(unit["code"]) or {}).get("new", 0) for code in order
        }
        rows.append(
            {"id": unit["code"], "code": unit["code"], "name": unit["name"], "counts": here}
        )
    return columns, rows


def _rungs(status: Record) -> tuple[list[Column], list[Row]]:
    keys = list(KEYS)
    columns = [
        Column("name", "层级", lambda row: row["name"], 10),
        *(_figure(key, _SHORT.get(key, FLOW_NAMES[key])[:5], 7) for key in keys),
    ]
    return columns, [
        {
            "id": rung,
            "name": RUNG_NAMES[rung],
            "flow": (status.get("rung_flow") or {}).get(rung, {}),
        }
        for rung in RUNGS
    ]


def _indicators(status: Record, plain: bool) -> tuple[list[Column], list[Row]]:
    compare = status.get("compare") or {}

    def chart(row: Row) -> Cell:
        value = row.get("value")
        if value is None or row["id"] == "days":
            return ""
        return bar(float(value) / 100, 12, plain)

    columns = [
        Column("name", "指标", lambda row: row["name"], 18),
        Column("value", "数值", _value, 7, right=True),
        Column("chart", "", chart, 12),
        Column("numerator", "分子", lambda row: _number(row["numerator"]), 5, True, True),
        Column("denominator", "分母", lambda row: _number(row["denominator"]), 5, True, True),
        Column("previous", "环比", lambda row: _moved(row, "previous"), 8, right=True),
        Column("year_ago", "同比", lambda row: _moved(row, "year_ago"), 8, right=True),
    ]
    rows: list[Row] = []
    for each in INDICATORS:
        share = (status.get("indicators") or {}).get(each.key)
        if share is None:
            continue
        moves = {
            name: ((other or {}).get("indicators") or {}).get(each.key) or {}
            for name, other in compare.items()
        }
        rows.append(
            {"id": each.key, "name": each.name, "formula": each.formula, **share, "moves": moves}
        )
    return columns, rows


def _value(row: Row) -> Cell:
    value = row.get("value")
    if value is None:
        return ("—", "soft")
    return (f"{value}天" if row["id"] == "days" else f"{value}%", "strong")


def _moved(row: Row, name: str) -> Cell:
    change = (row["moves"].get(name) or {}).get("change")
    if change is None:
        return ("—", "soft")
    return (f"{change:+.1f}", "accent" if change else "soft")


def _changed(status: Record) -> tuple[list[Column], list[Row]]:
    columns = [
        Column("name", "哪个数", lambda row: row["name"], 0, fill=24),
        Column("reported", "报出数", lambda row: str(row["reported"]), 10, True, True),
        Column("known", "更正后数", lambda row: (str(row["known"]), "accent"), 10, True, True),
    ]
    return columns, [
        {"id": f"{each['key']}@{each.get('village', '')}", **each}
        for each in status.get("differences") or ()
    ]
