"""汇总表: villages, indicators, rungs and categories of a month, with charts (DESIGN §6)."""

from __future__ import annotations

from xinfang_tui.documents.paper import (
    FORM,
    Block,
    Cell,
    Chart,
    Column,
    Note,
    Paper,
    Series,
    Table,
)
from xinfang_tui.documents.papers.common import sign_off
from xinfang_tui.documents.papers.material import RUNG_NAMES, Month, Record
from xinfang_tui.documents.wording import percent
from xinfang_tui.month.flow import KEYS, NAMES
from xinfang_tui.month.indicators import BY_KEY
from xinfang_tui.month.sweep import ZERO

SHORT = {"carried": "结转", "new": "新增", "reopened": "重开", "concluded": "办结", "open": "在办"}


def summary(month: Month) -> Paper:
    """The month's summary: every figure that opens on screen, ready to print."""
    office = month.office
    blocks: list[Block] = [
        villages(month),
        Note(_identity(month)),
        indicators(month),
        Note("比率保留一位小数，后附分子、分母；分母为0的不计算，写作“—”。"),
        rungs(month),
        categories(month),
        *month.as_of,
        sign_off(office),
        *charts(month),
    ]
    return Paper(
        title=f"{office.place}{month.name}矛盾纠纷排查化解情况汇总表",
        blocks=tuple(blocks),
        kind="summary",
        style=FORM,
        month=month.key,
        hash=month.hash,
        draft=month.draft,
        wide=True,
        fonts=office.fonts,
        **month.show.marks(),
    )


def villages(month: Month, caption: str = "各村（社区）排查和办理情况") -> Table:
    """Village by sweep and flow, with totals."""
    keys = flow_keys(month)
    columns = (
        Column("村（社区）", width=14),
        Column("应查户", "number", group="入户排查"),
        Column("有", "number", group="入户排查"),
        Column("无", "number", group="入户排查"),
        Column("未见到", "number", group="入户排查"),
        Column("未查", "number", group="入户排查"),
        Column("覆盖率", "percent", group="入户排查"),
        Column("报送", width=10, group="入户排查"),
        *(Column(SHORT.get(key, NAMES[key]), "number", group="矛盾纠纷（件）") for key in keys),
    )
    rows = [_village(unit, keys) for unit in month.units]
    counted = [unit for unit in month.units if unit.get("households") is not None]
    sums: dict[str, Cell] = {
        name: sum(int(unit[name]) for unit in counted)
        for name in ("households", "found", "none", "missed", "unvisited")
    }
    found = month.rate("coverage")
    total: tuple[Cell, ...] = (
        "合计",
        *sums.values(),
        found["numerator"] / found["denominator"] if found["denominator"] else None,
        f"{sum(1 for unit in counted if unit.get('report'))}/{len(counted)}",
        *(flow_sum(month, key) for key in keys),
    )
    return Table(columns, tuple(rows), caption, total, sheet="各村情况")


def _village(unit: Record, keys: tuple[str, ...]) -> tuple[Cell, ...]:
    numbers: list[Cell]
    if unit.get("households") is None:
        numbers = [None, None, None, None, None, None, "—"]
    else:
        seen = int(unit["found"]) + int(unit["none"])
        households = int(unit["households"])
        numbers = [
            households,
            int(unit["found"]),
            int(unit["none"]),
            int(unit["missed"]),
            int(unit["unvisited"]),
            seen / households if households else None,
            report_word(unit),
        ]
    return (str(unit["name"]), *numbers, *(int(unit["flow"][key]) for key in keys))


def flow_keys(month: Month) -> tuple[str, ...]:
    """The columns of the flow that a table of villages needs to add up in every row."""
    flows = [unit["flow"] for unit in month.units]
    return tuple(key for key in KEYS if key in SHORT or any(flow[key] for flow in flows))


def flow_sum(month: Month, key: str) -> int:
    """What stands below a column of the flow; moves between villages count in and out there."""
    if key in ("in", "out"):
        return sum(int(unit["flow"][key]) for unit in month.units)
    return month.flow(key)


def report_word(unit: Record) -> str:
    """How a village reported: 按时, 迟报, 零报告, 零报告（迟）, 未报送."""
    kind = unit.get("report")
    if not kind:
        return "未报送"
    if kind == ZERO:
        return "零报告" if unit.get("on_time") else "零报告（迟）"
    return "按时" if unit.get("on_time") else "迟报"


def indicators(month: Month, caption: str = "各项指标") -> Table:
    """Indicator by value, figures and how it moved."""
    columns = (
        Column("指标", width=18),
        Column("本月", width=10),
        Column("分子", "number", width=8),
        Column("分母", "number", width=8),
        *((Column("上月", width=10),) if month.previous else ()),
        *((Column("去年同月", width=10),) if month.last_year else ()),
        Column("计算方法", width=46),
    )
    rows = []
    for key, indicator in BY_KEY.items():
        if key not in month.status["indicators"]:
            continue
        found = month.rate(key)
        row: list[Cell] = [indicator.name, value(key, found)]
        row += [found["numerator"], found["denominator"]]
        for other in (month.previous, month.last_year):
            if other is not None:
                row.append(value(key, other["indicators"].get(key)))
        rows.append((*row, indicator.formula))
    return Table(columns, tuple(rows), caption, sheet="指标")


def value(key: str, found: Record | None) -> str:
    """An indicator's value as printed: a percentage, or days."""
    if not found or not found["denominator"]:
        return "—"
    if key == "days":
        return f"{found['value']:g}天"
    return percent(found["numerator"], found["denominator"])


def rungs(month: Month, caption: str = "各层级办理情况") -> Table:
    """Rung by flow: what stood where, what climbed."""
    flows = month.status["rung_flow"]
    keys = tuple(
        key for key in KEYS if any(flow.get(key) for flow in flows.values()) or key == "open"
    )
    columns = (
        Column("层级", width=20),
        *(Column(_rung_title(key), "number", width=10) for key in keys),
    )
    rows = tuple(
        (RUNG_NAMES.get(rung, rung), *(int(flow[key]) for key in keys))
        for rung, flow in flows.items()
    )
    return Table(columns, rows, caption, unit="件", sheet="层级")


def _rung_title(key: str) -> str:
    return {"in": "上报和转入", "out": "上报和转出"}.get(key, NAMES[key])


def categories(month: Month, caption: str = "本月登记事项分类") -> Table:
    """Category by matters registered, settled and not."""
    codes = month.office.codes
    found = month.status.get("categories") or {}
    columns = (
        Column("类别", width=24),
        Column("登记", "number"),
        Column("已化解", "number"),
        Column("未化解", "number"),
        Column("化解率", "percent"),
    )
    rows = tuple(
        (codes.name(code), each["new"], each["settled"], each["unsettled"], _ratio(each))
        for code, each in found.items()
        if each["new"]
    )
    sums = {
        key: sum(each[key] for each in found.values()) for key in ("new", "settled", "unsettled")
    }
    total = ("合计", sums["new"], sums["settled"], sums["unsettled"], _ratio(sums))
    return Table(columns, rows, caption, total, unit="件", sheet="分类")


def _ratio(each: Record) -> float | None:
    return each["settled"] / each["new"] if each["new"] else None


def charts(month: Month) -> list[Chart]:
    """New and open by village, coverage by village, matters by category, rungs over months."""
    names = tuple(str(unit["name"]) for unit in month.units)
    result = [
        Chart(
            "各村新增和月末在办（件）",
            "column",
            names,
            tuple(
                Series(name, tuple(int(unit["flow"][key]) for unit in month.units))
                for key, name in (("new", "新增"), ("open", "月末在办"))
            ),
        )
    ]
    screened = month.screened
    if screened:
        rates = tuple(
            (unit["found"] + unit["none"]) / unit["households"] if unit["households"] else None
            for unit in screened
        )
        labels = tuple(str(unit["name"]) for unit in screened)
        seen = (Series("覆盖率", rates),)
        result.append(Chart("各村排查覆盖率", "column", labels, seen, percent=True, most=1))
    found = {code: each["new"] for code, each in (month.status.get("categories") or {}).items()}
    ranked = sorted((code for code in found if found[code]), key=lambda code: -found[code])[:8]
    if ranked:
        labels = tuple(month.office.codes.brief(code) for code in ranked)
        counts = Series("登记", tuple(found[code] for code in ranked))
        result.append(Chart("本月登记较多的类别（件）", "bar", labels, (counts,)))
    rungs = month.status["rungs"]
    labels = tuple(RUNG_NAMES.get(rung, rung) for rung in rungs)
    result.append(
        Chart("月末在办的层级（件）", "column", labels, (Series("在办", tuple(rungs.values())),))
    )
    return result


def _identity(month: Month) -> str:
    flow = month.flow
    moved = f"＋转入{flow('in')}" if flow("in") else ""
    left = f"－转出{flow('out')}" if flow("out") else ""
    return (
        f"上月结转{flow('carried')}＋新增{flow('new')}＋重开{flow('reopened')}{moved}"
        f"－办结{flow('concluded')}{left}＝月末在办{flow('open')}（件）"
    )
