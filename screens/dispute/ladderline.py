"""The four rungs in one line: where a matter was and how long, where it stands, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from screens.pieces.cells import width
from screens.pieces.marks import Marks
from xinfang_tui.disputes.dispute import RUNG_NAMES, RUNGS

Part = tuple[str, str]
_MOVING = frozenset({"register", "escalate", "decide", "return_down", "reopen", "settle"})


def days_at(trail: Sequence[Mapping[str, Any]], rung: str, today: date) -> dict[str, int]:
    """How many days the matter spent at each rung, the present one until ``today``."""
    marks: list[tuple[str, date]] = []
    for event in trail:
        data = event.get("data") or {}
        to = str(data.get("to") or data.get("rung") or data.get("back_to") or "")
        if event.get("kind") == "register":
            marks.append((to if to in RUNGS else RUNGS[0], _day(event)))
        elif event.get("kind") in _MOVING and to in RUNGS and event.get("effective", True):
            marks.append((to, _day(event)))
    if marks and marks[0][0] != rung and len(marks) == 1:
        marks = [(rung, marks[0][1])]
    spent: dict[str, int] = {}
    for at, (name, on) in enumerate(marks):
        until = marks[at + 1][1] if at + 1 < len(marks) else today
        spent[name] = spent.get(name, 0) + max(0, (until - on).days)
    return spent


def _day(event: Mapping[str, Any]) -> date:
    return date.fromisoformat(str(event["on"])[:10])


def ladder_line(
    rung: str,
    spent: Mapping[str, int],
    *,
    running: bool,
    overdue: bool,
    counted: int,
    limit: int,
    cells: int,
    marks: Marks,
    tier: str = "",
) -> list[Part]:
    """The line as texts and styles.

    Args:
        rung: where it stands; spent: days at each rung; running: whether its clock runs.
        counted, limit: days of the running limit that have passed, and the limit itself.
        cells: the room; tier: of a leader's case, township or county.
    """
    at = RUNGS.index(rung) if rung in RUNGS else 0
    tone = "$warning" if overdue else "$primary"
    names = [RUNG_NAMES[each] for each in RUNGS]
    if tier == "county":
        names[3] = "包案（县）"
    told = {i: f"{spent[each]}天" for i, each in enumerate(RUNGS) if i < at and each in spent}
    now = f"{counted}/{limit}天" if limit else ""
    fixed = sum(width(name) + 3 for name in names) + sum(map(width, told.values())) + width(now)
    room = max(0, cells - fixed - 2 * len(told) - 6)
    short, long = min(3, room // 8), min(14, max(4, room // 2))
    parts: list[Part] = []
    for i, name in enumerate(names):
        if i < at:
            bar = marks("step") * (short + 1)
            body = f"{bar}{told[i]}{bar}" if i in told else bar * 2
            parts += [(f"{name} ", ""), (f"{marks('dot')}{body}{marks('dot')} ", "$primary")]
        elif i == at:
            parts.append((f"{name} ", f"bold {tone}"))
            parts += (
                _running(now, long, counted, limit, tone, marks)
                if running
                else [(f"{marks('dot')} ", tone)]
            )
        else:
            parts += [(f"{name} ", "$soft"), (f"{marks('ring')}  ", "$soft")]
    return parts


def _running(now: str, long: int, counted: int, limit: int, tone: str, marks: Marks) -> list[Part]:
    done = round(long * min(1.0, counted / limit)) if limit else 0
    head = marks("here")
    return [
        (marks("dot") + marks("step") * done, tone),
        (now, f"bold {tone}"),
        (head, tone),
        (marks("step") * (long - done), "$soft"),
        (f"{marks('ring')} ", "$soft"),
    ]
