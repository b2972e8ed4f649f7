"""What closing a meeting will write, in words, before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def minutes_words(preview: Mapping[str, Any]) -> str:
    """Decision by decision, then slip by slip, then what was left undecided."""
    lines: list[str] = []
    for item in preview["items"]:
        if item["decision"]:
            name, words = item["decision_name"], item["words"]
            said = name if words == name else f"{name}：{words}"
            lines.append(f"{item['number']}  {said}")
    if not lines:
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
