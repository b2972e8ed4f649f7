"""The words under which a village's sweep is signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def zero_words(village: Mapping[str, Any], by: str, zero: bool) -> str:
    """What is stated by signing: how far the walk went, what it found."""
    households = int(village.get("households") or 0)
    seen = int(village.get("found") or 0) + int(village.get("none") or 0)
    coverage = village.get("coverage")
    lines = [
        f"应查 {households} 户，见到 {seen} 户"
        f"（{coverage if coverage is not None else '—'}%），"
        f"未见到 {village.get('missed') or 0} 户，未查 {village.get('unvisited') or 0} 户。",
    ]
    if zero:
        lines.append("在这个覆盖面上，本月排查没有发现新的矛盾纠纷。")
        if village.get("beside"):
            lines.append(f"另有别的途径来的 {village['beside']} 件，不影响零报告。")
    else:
        lines.append(f"排查发现有矛盾纠纷的 {village.get('found') or 0} 户。")
        if village.get("screened"):
            lines.append(f"本月排查登记了 {village['screened']} 件。")
    if village.get("unvisited"):
        lines.append("还有没查的户：可以先报，之后补查；空着不等于没有。")
    lines.append(f"签字：{by or '（未选定是谁）'}")
    return "\n".join(lines)
