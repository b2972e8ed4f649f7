"""The columns of the ledger: which there are, which are shown, how a dispute looks in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from screens.pieces.cells import one_line
from screens.pieces.columns import Cell, Column, Row
from screens.pieces.marks import TONES, Marks
from xinfang_tui.disputes.codes import Codes
from xinfang_tui.disputes.dispute import RUNG_NAMES, STATUS_NAMES

NAMES = {
    "number": "编号",
    "title": "事项",
    "category": "类别",
    "rung": "层级",
    "due": "期限",
    "handler": "经办",
    "days": "在办天数",
    "village": "村",
    "status": "状态",
    "people": "人数",
    "registered_on": "登记",
    "parties": "当事人",
    "leader": "包案领导",
    "unit": "责任单位",
}
NARROW = ("number", "title", "category", "rung", "due", "handler")
WIDE = ("number", "title", "village", "category", "rung", "status", "due", "handler", "days")
_MATTERS = (
    "title", "due", "number", "rung", "village", "status", "handler", "days", "leader",
    "parties", "registered_on", "unit", "people", "category",
)  # fmt: skip
"""What matters most first; where there is no room the last ones go, whole."""
_WIDTHS = {
    "number": 14,
    "category": 8,
    "rung": 4,
    "due": 12,
    "handler": 6,
    "days": 8,
    "village": 8,
    "status": 10,
    "people": 4,
    "registered_on": 5,
    "parties": 14,
    "leader": 8,
    "unit": 14,
}
_TITLE = 16
"""The least cells of a title that say what it is about."""
_FAR = 300
"""Days within which a month and a day name one date only."""
_RIGHT = frozenset({"days", "people"})
_SHORT_STATUS = {"open": "调处中", "resolved": "待回访", "referred": "已转出", "void": "已撤销"}


class Look:
    """How disputes look in the ledger now.

    Args:
        codes: the code lists; today: for days left; marks: the signs in use.
        hide: hides the people of a row in a text, when names are hidden.
    """

    def __init__(
        self, codes: Codes, today: date, marks: Marks, hide: Callable[[Row, str], str]
    ) -> None:
        self._codes = codes
        self._today = today
        self._marks = marks
        self._hide = hide

    def columns(self, keys: Sequence[str]) -> list[Column]:
        """The columns with these keys; unknown ones are left out."""
        made = [Column("mark", "", self._mark, 1)]
        for key in keys:
            if key in NAMES:
                draw = getattr(self, f"_{key}", None) or _plain(key)
                made.append(Column(key, NAMES[key], draw, _WIDTHS.get(key, 0), key in _RIGHT))
        return made

    def _mark(self, row: Row) -> Cell:
        name = self._marks.of(row)
        tone = TONES.get(name, "accent" if row.get("status") == "open" else "soft")
        return (self._marks(name), tone)

    def _title(self, row: Row) -> Cell:
        return self.title(row)

    def title(self, row: Row) -> str:
        """The title on one line, names hidden when they are to be."""
        return one_line(self._hide(row, str(row.get("title") or "")))

    def _parties(self, row: Row) -> Cell:
        found = row.get("parties") or []
        told = [each if isinstance(each, str) else str(each.get("name", "")) for each in found]
        return one_line(self._hide(row, "、".join(told)))

    def _category(self, row: Row) -> Cell:
        return str(row.get("category_short") or self._codes.brief(str(row.get("category") or "")))

    def _rung(self, row: Row) -> Cell:
        rung = str(row.get("rung") or "")
        name = RUNG_NAMES.get(rung, rung)[:2]
        return (name, "accent") if rung in ("joint_meeting", "leader_case") else name

    def _status(self, row: Row) -> Cell:
        status = str(row.get("status") or "")
        word = _SHORT_STATUS.get(status) or STATUS_NAMES.get(status, status)
        return word if status == "open" else (word, "soft")

    def _village(self, row: Row) -> Cell:
        return str(row.get("village_name") or row.get("village") or "")

    def _registered_on(self, row: Row) -> Cell:
        return str(row.get("registered_on") or "")[5:]

    def _due(self, row: Row) -> Cell:
        return due_cell(row, self._today)

    def _days(self, row: Row) -> Cell:
        if row.get("status") != "open" or not row.get("registered_on"):
            return ("", "soft")
        return str((self._today - date.fromisoformat(str(row["registered_on"])[:10])).days)


def with_room(keys: Sequence[str], cells: int) -> list[str]:
    """The columns that a table of so many cells shows in full, in their order."""
    room = cells - 4  # the cursor, the mark and the space after each, the scroll bar
    kept: set[str] = set()
    for key in sorted((each for each in keys if each in NAMES), key=_MATTERS.index):
        room -= _WIDTHS.get(key, _TITLE) + 1
        if kept and room < 0:
            break
        kept.add(key)
    return [key for key in keys if key in kept]


def due_cell(row: Row, today: date) -> Cell:
    """The day in force and how far it is, in 11 cells at most: 10-25 剩4, 10-08 超13.

    How far tells the year too; of a day most of a year away the one that says more stands alone.
    """
    if row.get("status") != "open" or not row.get("due"):
        return ("—", "soft")
    day = str(row["due"])
    left = (date.fromisoformat(day) - today).days
    if left > _FAR:
        return day
    if left < -_FAR:
        return (f"超{-left}天", "warn")
    shown = day[5:]
    if left < 0:
        return [(f"{shown} ", "warn"), (f"超{-left}", "warn")]
    word = "今天" if left == 0 else f"剩{left}"
    return [(f"{shown} ", ""), (word, "warn" if left <= 3 else "soft")]


def _plain(key: str) -> Callable[[Row], Cell]:
    return lambda row: str(row.get(key) or "")
