"""Setting a meeting right before it is closed: what may differ, and what holds it (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xinfang_tui.meeting.meeting import FIELD_NAMES, Correction, Meeting
from xinfang_tui.refusal import Refused

SAFE = "会议没有改动"


def head_of(meeting: Meeting, record: Mapping[str, Any]) -> dict[str, Any]:
    """The meeting's head as it would be opened with what ``record`` sets right."""
    head = {name: plain(getattr(meeting, name)) for name in FIELD_NAMES}
    head |= {name: record[name] for name in FIELD_NAMES if record.get(name) is not None}
    if head["chair"] == meeting.chair:
        head["principal"] = meeting.principal
    return head | {"kind": meeting.kind}


def changed(meeting: Meeting, head: Mapping[str, Any]) -> list[str]:
    """The fields in which a head differs from the meeting's.

    Raises:
        Refused: in none, or a decision falls due before the new day.
    """
    found = [name for name in FIELD_NAMES if head[name] != plain(getattr(meeting, name))]
    if not found:
        names = "、".join(FIELD_NAMES.values())
        raise Refused("没有要更正的，和现在记的一样", safe=SAFE, do=f"可以更正：{names}")
    if "on" in found:
        _not_past_due(meeting, str(head["on"]))
    return found


def told(correction: Correction) -> str:
    """A correction in a sentence."""
    was, now = _written(correction.was), _written(correction.value)
    reason = f"，{correction.reason}" if correction.reason else ""
    name = FIELD_NAMES[correction.field]
    return f"{name}：{was} 改为 {now}（{correction.on} {correction.by}{reason}）"


def _written(value: Any) -> str:
    text = "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return text or "没有填"


def plain(value: Any) -> Any:
    """A value of the meeting as an entry carries it."""
    return [*value] if isinstance(value, tuple) else value


def _not_past_due(meeting: Meeting, on: str) -> None:
    for made in meeting.decisions.values():
        steps = (str(step.get("due") or "") for step in made.plan)
        early = [day for day in (made.due, *steps) if day and day < on]
        item = meeting.item(made.dispute)
        if early and item is not None:
            raise Refused(
                f"{item.number} 定在 {min(early)} 前完成，会议不能改到 {on}",
                safe=SAFE,
                do="请先改那一件的决定",
            )
