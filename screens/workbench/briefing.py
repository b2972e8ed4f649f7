"""The lines below the lists of 工作台: what is missing, the rungs with their trend, the flow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.content import Content

from screens.pieces.cells import fit, width, wrap
from screens.pieces.columns import bar
from screens.pieces.marks import Marks
from xinfang_tui.disputes.dispute import RUNG_NAMES, RUNGS
from xinfang_tui.month.indicators import INDICATORS
from xinfang_tui.month.stages import STAGE_NAMES

Record = Mapping[str, Any]
_MOST_LINES = 2
_RATES = frozenset(
    ("resolved", "concluded", "in_time", "visited", "satisfied", "met", "owned", "overdue")
)


def village_cells(row: Record, marks: Marks, cells: int) -> list[tuple[str, str]]:
    """A village's coverage as a bar and a per cent."""
    coverage = row.get("coverage")
    share = float(coverage) / 100 if coverage is not None else None
    told = "     —" if coverage is None else f"{float(coverage):5.1f}%"
    return [*bar(share, cells, marks.plain), (f" {told}", "")]


def missing_lines(record: Record, cells: int) -> Content:
    """What the month's stage still lacks, and who is to see to it; two lines at most."""
    missing = [_words(each) for each in record.get("missing") or ()]
    stage = STAGE_NAMES.get(str(record.get("stage")), "")
    if not missing:
        return Content.assemble((f"{stage}  ", "bold $primary"), ("这一阶段要做的都做了", ""))
    head = f"{stage}还差  "
    lines = wrap(head + "；".join(missing), cells)
    if len(lines) > _MOST_LINES:
        more = f"…共 {len(missing)} 项"
        last = fit(lines[_MOST_LINES - 1], cells - width(more)).rstrip().rstrip("…")
        lines = [*lines[: _MOST_LINES - 1], last + more]
    return Content.assemble((head, "bold $warning"), "\n".join(lines)[len(head) :])


def _words(each: Any) -> str:
    return str(each.get("text", "")) if isinstance(each, Mapping) else str(each)


def rate_lines(record: Record, marks: Marks) -> Content:
    """The month's rates as bars, each with its figures."""
    lines = [Content.styled("本月指标", "bold $primary")]
    for each in INDICATORS:
        share = (record.get("indicators") or {}).get(each.key)
        if each.key not in _RATES or share is None:
            continue
        value = share["value"]
        done, left = bar(value / 100 if value is not None else 0.0, 14, marks.plain)
        told = "     —" if value is None else f"{value:5.1f}%"
        lines.append(
            Content.assemble(
                (f" {fit(each.name, 13)}", ""),
                (done[0], "$primary"),
                (left[0], "$panel" if not marks.plain else "$soft"),
                (f" {told}", "bold"),
                (f"  {share['numerator']}/{share['denominator']}", "$soft"),
            )
        )
    return Content("\n").join(lines)


def rung_line(record: Record, trends: Record, cells: int, marks: Marks) -> Content:
    """Open matters on each rung, and before it the months before, where there are any and room."""
    lines = trends.get("rungs") or {}
    plain: list[tuple[str, str]] = [("各层在办", "bold $primary")]
    parts = plain.copy()
    for rung in RUNGS:
        count, ends = (record.get("rungs") or {}).get(rung, 0), list(lines.get(rung) or ())
        told = [(f"   {RUNG_NAMES[rung]} ", "$soft"), (str(count), "bold")]
        plain += told
        parts += told
        if len(ends) > 1 and ends[-1] == count:
            parts.append((f" {marks.spark(ends)}", "$primary"))
    return Content.assemble(*(parts if _fits(parts, cells) else plain))


_FLOW = (
    ("", "carried", "上月结转"),
    ("+", "new", "新增"),
    ("+", "reopened", "重开"),
    ("+", "in", "转入"),
    ("-", "concluded", "办结"),
    ("-", "out", "转出"),
    ("=", "open", "在办"),
)
_RARE = frozenset(("in", "out", "reopened"))


def flow_line(record: Record, cells: int) -> Content:
    """The month's flow, and the share concluded with its figures where there is room."""
    share = (record.get("indicators") or {}).get("concluded") or {}
    rate: list[tuple[str, str]] = []
    figures: list[tuple[str, str]] = []
    if share.get("value") is not None:
        rate = [(" 办结率 ", "$soft"), (f"{share['value']}%", "bold")]
        figures = [(f"（{share['numerator']}/{share['denominator']}）", "$soft")]
    whole = [("本月 ", "bold $primary"), *_flow(record, " ")]
    wordings = [[*whole, *rate, *figures], [*whole, *rate], whole]
    parts = next((each for each in wordings if _fits(each, cells)), _flow(record, ""))
    return Content.assemble(*parts)


def _flow(record: Record, space: str) -> list[tuple[str, str]]:
    """What came, went and is left, with a space or none between a word and its figure."""
    flow = record.get("flow") or {}
    parts: list[tuple[str, str]] = []
    for sign, key, word in _FLOW:
        count = int(flow.get(key) or 0)
        if count or key not in _RARE:
            parts += [(f"{sign}{word}{space}", "$soft"), (f"{count} ", "bold")]
    return parts


def _fits(parts: list[tuple[str, str]], cells: int) -> bool:
    return width("".join(text for text, _ in parts).rstrip()) <= cells
