"""A month in words: where it stands, what is missing, the villages, the indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xinfang_tui.cli.output import facts, table
from xinfang_tui.disputes.dispute import RUNG_NAMES
from xinfang_tui.month.flow import NAMES
from xinfang_tui.month.indicators import BY_KEY

Record = Mapping[str, Any]
STATES = {"done": "✓", "now": "▶", "later": "·"}
REPORTS = {"report": "报送", "zero": "零报告", None: "未报"}


def month_page(status: Record, out: Path | None = None) -> str:
    """The month on one page."""
    parts = [_head(status), _missing(status), _villages(status["units"]), _flow(status)]
    parts += [_indicators(status["indicators"]), _meetings(status.get("meetings") or {})]
    if status.get("escalated"):
        from xinfang_tui.cli.views.ladder import climbs

        parts.append(climbs(status["escalated"], False))
    if status.get("findings"):
        parts.append("自查：\n" + "\n".join(f"  {one['text']}" for one in status["findings"]))
    if status.get("late"):
        parts.append(f"迟到和更正 {len(status['late'])} 条，列入下月更正说明。")
    if out is not None:
        parts.append(f"文书写在“{out}”。")
    return "\n\n".join(part for part in parts if part)


def opened(
    ids: Sequence[str],
    records: Mapping[str, Record],
    names: Mapping[str, str],
    style: str,
    hidden: int = 0,
) -> str:
    """What makes a number: disputes as a list, villages by name.

    Args:
        hidden: how many disputes of the number are not for whoever works.
    """
    from xinfang_tui.cli.views.disputes import listed

    once = list(dict.fromkeys(ids))
    found = [records[id] for id in once if id in records]
    left_out = f"{hidden} 件不是本村的或已密封，要查看请找镇综治专干。"
    if hidden and not ids:
        return left_out
    if found or not ids:
        times = f"，{len(ids)} 件次" if len(ids) > len(once) else ""
        more = f"\n另有 {left_out}" if hidden else ""
        return listed(found, style) + times + more
    return "\n".join(names[id] for id in once) + f"\n共 {len(once)} 个村（社区）"


def swept(found: Record) -> str:
    """A village's sweep."""
    pairs = [
        ("村（社区）", found.get("name") or found.get("village_name") or found.get("village")),
        ("月份", found.get("month")),
        ("户数", found.get("households")),
        ("有", found.get("found")),
        ("无", found.get("none")),
        ("未见到", found.get("missed")),
        ("未查", found.get("unvisited")),
        ("覆盖率", _percent(found.get("coverage"))),
        ("报送", REPORTS.get(found.get("report"), str(found.get("report")))),
    ]
    return facts(pairs)


def _head(status: Record) -> str:
    stages = "  ".join(
        f"{STATES.get(each['state'], '')}{each['name']}" for each in status.get("stages") or ()
    )
    words = f"{status['month']}　{status.get('reading_name', '')}　{stages}".strip()
    if published := status.get("published"):
        words += f"\n通报已发出：{published['on']}，校验码 {published['hash']}"
    if until := status.get("until"):
        names = {unit["code"]: unit["name"] for unit in status["units"]}
        days = "，".join(f"{names.get(code, code)} {on}" for code, on in sorted(until.items()))
        words += f"\n各村数据截至：{days}"
    return words


def _missing(status: Record) -> str:
    if not status["missing"]:
        return ""
    return "还缺：\n" + "\n".join(f"  {_words(line)}" for line in status["missing"])


def _words(line: Any) -> str:
    return str(line.get("text", line)) if isinstance(line, Mapping) else str(line)


def _villages(units: Sequence[Record]) -> str:
    rows = [
        {
            **unit,
            "coverage": _percent(unit["coverage"]),
            "report": "" if unit["households"] is None else _report(unit),
            **{f"flow_{key}": unit["flow"][key] for key in NAMES},
        }
        for unit in units
    ]
    titles = [
        ("name", "村（社区）"),
        ("households>", "户数"),
        ("found>", "有"),
        ("none>", "无"),
        ("missed>", "未见到"),
        ("unvisited>", "未查"),
        ("coverage>", "覆盖率"),
        ("report", "报送"),
        ("flow_carried>", "结转"),
        *((f"flow_{key}>", NAMES[key]) for key in ("new", "concluded", "open")),
    ]
    return table(rows, titles) if rows else "还没有村名册。"


def _report(unit: Record) -> str:
    """How a village reported, and whether late."""
    late = "（迟）" if unit["report"] and not unit["on_time"] else ""
    return REPORTS.get(unit["report"], "") + late


def _flow(status: Record) -> str:
    rows = [{"name": "全部", **status["flow"]}]
    rows += [
        {"name": RUNG_NAMES.get(rung, rung), **flow} for rung, flow in status["rung_flow"].items()
    ]
    return table(rows, [("name", "层级"), *((f"{key}>", label) for key, label in NAMES.items())])


def _indicators(indicators: Record) -> str:
    rows = [
        {
            "name": BY_KEY[key].name if key in BY_KEY else key,
            "value": _value(key, share["value"]),
            "of": f"{share['numerator']}/{share['denominator']}" if share["denominator"] else "",
            "key": key,
        }
        for key, share in indicators.items()
    ]
    return table(rows, [("name", "指标"), ("value>", "数"), ("of>", "分子/分母"), ("key", "名称")])


def _meetings(counts: Record) -> str:
    if not counts.get("meetings"):
        return ""
    return (
        f"开会 {counts['meetings']} 次（联席会议 {counts['joint_meetings']} 次），"
        f"研究 {counts['studied']} 件，已办结 {counts['concluded']} 件；"
        f"主要领导主持 {counts['chaired']} 次。"
    )


def _value(key: str, value: Any) -> str:
    if value is None:
        return "—"
    return f"{value:g}" if key == "days" else _percent(value)


def _percent(value: Any) -> str:
    return "—" if value is None else f"{float(value):.1f}%"
