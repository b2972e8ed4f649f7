"""Columns that are ticked: one for each category below 纠纷类别, or 已化解 beside 未化解."""

from __future__ import annotations

from collections.abc import Sequence

from xinfang_tui.documents.reading.categories import built_in
from xinfang_tui.documents.reading.headers import Match, match
from xinfang_tui.documents.reading.statuses import read_status
from xinfang_tui.documents.reading.text import plain

_MARKS = frozenset(("√", "✓", "✔", "☑", "●", "■", "★", "v", "y", "是", "1", "对", "✅", "○"))
_ALONE = frozenset(("已化解", "未化解", "化解中", "正在化解", "化解成功", "已办结", "未办结"))


def tick(path: Sequence[str]) -> Match | None:
    """What a tick in the column says, when its header is one choice of several."""
    if not path:
        return None
    child = plain(path[-1])
    if len(path) == 1:
        if child not in _ALONE:
            return None
        return Match("tick", 2, choice=f"status={read_status(child).status}")
    above = match(tuple(path[:-1]))
    if above is None:
        return None
    if above.field == "status" and (said := read_status(child).status) and len(child) <= 8:
        return Match("tick", 4, choice=f"status={said}")
    if above.field == "category":
        found = built_in().read(child)
        if found.sure:
            return Match("tick", 4, choice=f"category={found.code}")
    return None


def is_ticked(text: str) -> bool:
    """Whether a cell carries a tick."""
    return plain(text).casefold() in _MARKS
