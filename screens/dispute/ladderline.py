"""The four rungs in one line: where a matter was and how long, where it stands, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from screens.pieces.cells import fit, width
from screens.pieces.marks import Marks
from xinfang_tui.disputes.dispute import RUNG_NAMES, RUNGS

Part = tuple[str, str]
_MOVING = frozenset({"register", "escalate", "decide", "return_down", "reopen", "settle"})
_LONGEST = 28


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
    if len(marks) == 1 and marks[0][0] != rung:
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
    """The rungs as blocks, the present one filled as far as its limit is used up.

    Args:
        rung: where it stands; spent: days at each rung; running: whether its clock runs.
        counted, limit: days of the running limit that have passed, and the limit itself.
        cells: the room; tier: of a leader's case, township or county.
    """
    at = RUNGS.index(rung) if rung in RUNGS else 0
    words = [RUNG_NAMES[each] for each in RUNGS]
    if tier == "county":
        words[3] = "包案（县）"
    if running and limit:
        words[at] += f" {counted}/{limit}天"
    passed = [f" {spent[each]}天" if each in spent else "" for each in RUNGS[:at]]
    room = cells - sum(width(word) + 2 for word in words) - 3 * 3
    if width("".join(passed)) <= room:
        room -= width("".join(passed))
        words[:at] = [word + days for word, days in zip(words, passed, strict=False)]
    wide = width(words[at]) + 2 + max(0, min(_LONGEST - width(words[at]), room))
    parts: list[Part] = []
    for i, word in enumerate(words):
        if i:
            parts.append((" > " if marks.plain else " ▸ ", "$soft"))
        if i == at and running:
            parts += _present(word, wide, counted / limit if limit else 0, overdue, marks)
        elif i <= at:
            parts.append((_boxed(word, marks), "$primary on $tint"))
        else:
            parts.append((_boxed(word, marks), "$soft on $surface"))
    return parts


def _boxed(word: str, marks: Marks) -> str:
    return f"[{word}]" if marks.plain else f" {word} "


def _present(word: str, wide: int, share: float, overdue: bool, marks: Marks) -> list[Part]:
    if marks.plain:
        room = max(0, wide - width(word) - 3)
        done = round(room * min(1.0, share))
        return [(f"[{word} {'#' * done}{'.' * (room - done)}]", "bold")]
    done_style = "bold $on-warn on $warning" if overdue else "bold $on-accent on $primary"
    rest_style = "bold $primary on $strong-tint"
    text = fit(f" {word}", wide)
    filled = wide if overdue else round(wide * min(1.0, share))
    reached = ""
    for character in text:
        if width(reached + character) > filled:
            break
        reached += character
    return [(reached, done_style), (text[len(reached) :], rest_style)]
