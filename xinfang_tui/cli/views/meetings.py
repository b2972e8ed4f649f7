"""A meeting in words: its agenda, what was decided, what that writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xinfang_tui.cli.output import facts, table

Record = Mapping[str, Any]


def meeting_page(meeting: Record) -> str:
    """One meeting with its agenda and what was decided so far."""
    head = facts(
        [
            ("会议", f"{meeting['name']}　{meeting['id']}"),
            ("日期", meeting["on"]),
            ("地点", meeting["place"]),
            ("主持", meeting["chair"]),
            ("参会", "、".join(meeting["attendees"])),
            ("情况", _state(meeting)),
        ]
    )
    head += "".join(f"\n更正　{each['text']}" for each in meeting["corrections"])
    if not meeting["items"]:
        return head + "\n\n没有要研究的纠纷。"
    titles = [
        ("order>", ""),
        ("number", "编号"),
        ("village_name", "村（社区）"),
        ("rung_name", "层级"),
        ("reason", "为什么上会"),
        ("words", "决定"),
    ]
    return head + "\n\n" + table(meeting["items"], titles)


def closed(minutes: Record, out: Path | None) -> str:
    """What closing a meeting wrote."""
    written = minutes["written"]
    lines = ["会议结束，纪要写好了。"]
    lines.append("写定责任和期限：" + "、".join(written) if written else "没有写定责任和期限的。")
    lines += [f"{each['number']}：{each['reason']}，没有再写" for each in minutes["passed"]]
    if out is not None:
        lines.append(f"文书写在“{out}”。")
    return "\n".join(lines)


def meetings(found: Sequence[Record]) -> str:
    """A month's meetings."""
    if not found:
        return "这个月没有开会。"
    rows = [dict(one) | {"state": _state(one)} for one in found]
    titles = [
        ("id", "编号"),
        ("on", "日期"),
        ("name", "会议"),
        ("items>", "议题"),
        ("decided>", "已决定"),
        ("state", ""),
    ]
    return table(rows, titles)


def _state(meeting: Record) -> str:
    if meeting["cancelled"]:
        why = meeting.get("cancelled_for")
        return f"已取消：{why}" if why else "已取消"
    return "已结束" if meeting["closed"] else "没结束"
