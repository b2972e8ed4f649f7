"""State in a mark and a word: the signs of the screens, with their ASCII twins for plain mode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_HEIGHTS = "▁▂▃▄▅▆▇█"
_PLAIN = {
    "overdue": "!",
    "soon": "^",
    "open": "o",
    "resolved": "*",
    "closed": "v",
    "climbed": "/",
    "leader": "#",
    "conflict": "=",
    "referred": ">",
    "ended": "x",
    "here": ">",
    "step": "-",
    "dot": "*",
    "ring": "o",
}
_FINE = {
    "overdue": "!",
    "soon": "▲",
    "open": "○",
    "resolved": "●",
    "closed": "✓",
    "climbed": "⤴",
    "leader": "⚑",
    "conflict": "≠",
    "referred": "→",
    "ended": "×",
    "here": "▶",
    "step": "━",
    "dot": "●",
    "ring": "○",
}
_ASCII = str.maketrans({"━": "=", "─": "-", "│": "|", "█": "#", "░": ".", "●": "*", "○": "o"})
WORDS = {
    "overdue": "超期",
    "soon": "快到期",
    "open": "在办",
    "resolved": "已化解待回访",
    "closed": "已销号",
    "climbed": "已上报",
    "leader": "包案",
    "conflict": "填报不一致",
    "referred": "转法定途径",
    "ended": "已终止",
}
TONES = {"overdue": "warn", "soon": "warn", "conflict": "warn", "climbed": "accent"}


@dataclass(frozen=True, slots=True)
class Marks:
    """The signs in use.

    Attributes:
        plain: whether everything is drawn with ASCII.
    """

    plain: bool = False

    def __call__(self, name: str) -> str:
        """The sign with that name."""
        return (_PLAIN if self.plain else _FINE)[name]

    def of(self, row: dict[str, object]) -> str:
        """The name of the mark that tells a dispute row's state, the most pressing first."""
        if row.get("conflicts"):
            return "conflict"
        status = str(row.get("status") or "open")
        if status != "open":
            return status if status in _FINE else "ended"
        if row.get("overdue"):
            return "overdue"
        left = row.get("days_left")
        if isinstance(left, int) and left <= 3:
            return "soon"
        return "leader" if row.get("rung") == "leader_case" else "open"

    def sign(self, fine: str) -> str:
        """The sign for one that a record carries: its ASCII twin in plain mode."""
        if not self.plain:
            return fine
        return next((_PLAIN[name] for name, sign in _FINE.items() if sign == fine), fine)

    def paper(self, text: str) -> str:
        """A paper's text; its rules and bars in ASCII in plain mode."""
        return text.translate(_ASCII) if self.plain else text

    def stage(self, number: int) -> str:
        """A stage's number in a ring."""
        return f"{number}." if self.plain else chr(0x2460 + number - 1)

    def spark(self, values: Sequence[float]) -> str:
        """A line of small columns, one a value, the highest value full."""
        top = max(values, default=0)
        if self.plain:
            digits = "_.:-=+*#"
            return "".join(digits[_height(value, top)] for value in values)
        return "".join(_HEIGHTS[_height(value, top)] for value in values)


def _height(value: float, top: float) -> int:
    return 0 if top <= 0 else min(7, max(0, round(value / top * 7)))
