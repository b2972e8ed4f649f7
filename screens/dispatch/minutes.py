"""What closing a meeting will write, in words, before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def minutes_words(preview: Mapping[str, Any]) -> str:
    """When, where and who; decision by decision, slip by slip; what was left undecided."""
    lines = [_head(preview), ""]
    decided = False
    for item in preview["items"]:
        if item["decision"]:
            name, words = item["decision_name"], item["words"]
            said = name if words == name else f"{name}：{words}"
            lines.append(f"{item['number']}  {said}")
            decided = True
    if not decided:
        lines.append("还没有作出任何决定。")
    slips = preview["minutes"].get("slips") or ()
    if slips:
        lines.append("")
        lines += [
            f"交办单：{slip.get('unit', '')}，{len(slip.get('items') or ())} 件" for slip in slips
        ]
    undecided = preview.get("undecided") or ()
    if undecided:
        lines += ["", f"没有决定的 {len(undecided)} 件留到下次：{'、'.join(undecided)}"]
    return "\n".join(lines)


def _head(preview: Mapping[str, Any]) -> str:
    empty = "没有填（返回按 3 更正）"
    people = "、".join(map(str, preview["attendees"])) or empty
    place, chair = preview["place"] or empty, preview["chair"] or empty
    return f"{preview['on']}，地点 {place}，主持 {chair}，参加 {people}"
