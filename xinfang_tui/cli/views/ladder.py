"""The ladder run in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xinfang_tui.cli.output import table
from xinfang_tui.disputes.dispute import RUNG_NAMES


def climbs(found: Sequence[Mapping[str, Any]], dry_run: bool, hidden: int = 0) -> str:
    """One row a proposal: from where to where, why, and what is missing.

    Args:
        hidden: how many more are due that are not for whoever works.
    """
    also = "" if dry_run else "，同样按规则上报"
    left_out = f"{hidden} 件不是本村的或已密封{also}，要查看请找镇综治专干。"
    if not found:
        return left_out if hidden else "今天没有要上报的。"
    rows = [
        {
            "number": one["number"],
            "village": one.get("village_name", ""),
            "way": _to(one) if one.get("stays") else f"{_from(one)}→{_to(one)}",
            "rule": one.get("rule_name") or one["rule"],
            "due": one["due"],
            "done": _done(one, dry_run),
            "lacks": "；".join([*one.get("missing", ()), *one["blocked"]]),
        }
        for one in found
    ]
    titles = [
        ("number", "编号"),
        ("village", "村（社区）"),
        ("way", "上报"),
        ("rule", "依据"),
        ("due", "期限"),
        ("done", "结果"),
        ("lacks", "缺什么"),
    ]
    applied = sum(bool(one["applied"]) for one in found)
    stay = sum(bool(one.get("stays")) for one in found)
    due = len(found) - stay
    tail = f"该上报 {due} 件。" if dry_run else f"上报 {applied} 件，共列出 {len(found)} 件。"
    if stay:
        tail += f"超期、不再上报、还没有人承接的 {stay} 件，请先定人。"
    if hidden:
        tail += f"\n另有 {left_out}"
    return table(rows, titles) + "\n" + tail


def _from(one: Mapping[str, Any]) -> str:
    return RUNG_NAMES.get(str(one["from"]), str(one["from"]))


def _to(one: Mapping[str, Any]) -> str:
    tier = {"township": "（镇领导）", "county": "（县领导）"}.get(str(one.get("tier") or ""), "")
    return RUNG_NAMES.get(str(one["to"]), str(one["to"])) + tier


def _done(one: Mapping[str, Any], dry_run: bool) -> str:
    if one.get("stays"):
        return "无人承接"
    if one.get("waiting"):
        return "待村核实"
    if one.get("missing"):
        return "缺当事人同意"
    words = "可以上报" if dry_run else "已上报" if one["applied"] else "没有上报"
    return words + ("，无人承接" if one["blocked"] else "")
