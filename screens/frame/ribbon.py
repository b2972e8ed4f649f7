"""The top line: which office, month and stage; what is overdue; what is not yet safe elsewhere."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from screens.door import Record
from screens.pieces.cells import width
from screens.pieces.marks import Marks

Part = tuple[str, str]
_STAGES = (("screen", "排查"), ("summarise", "汇总"), ("dispatch", "调度"), ("bulletin", "通报"))


class Ribbon(Widget):
    """One line that is always there; it says less when there is less room."""

    record: reactive[Record] = reactive(dict)
    marks: reactive[Marks] = reactive(Marks)

    def render(self) -> Content:
        """The longest wording that fits."""
        if not self.record:
            return Content("")
        left: list[Part] = []
        right: list[Part] = []
        for detail in range(4):
            left, right = self._left(detail), self._right(detail)
            if _cells(left) + _cells(right) <= self.size.width:
                break
        gap = max(1, self.size.width - _cells(left) - _cells(right))
        return Content.assemble(*left, " " * gap, *right)

    def _left(self, detail: int) -> list[Part]:
        record = self.record
        month = str(record.get("month") or "")
        year, _, number = month.partition("-")
        told = f"{int(number)}月" if detail > 1 else f"{year}年{int(number)}月"
        practice = [(" 演练 ", "bold $on-accent on $primary")] if record.get("practice") else []
        unit = str(record.get("unit") or "")
        return [*practice, (f" {unit} ", "bold"), (f"{told} ", ""), *self._stages(detail)]

    def _stages(self, detail: int) -> list[Part]:
        states = {
            stage.get("key"): str(stage.get("state")) for stage in self.record.get("stages") or ()
        }
        current = self.record.get("stage")
        names = [key for key, _ in _STAGES]
        at = names.index(current) if current in names else len(names)
        parts: list[Part] = []
        for number, (key, name) in enumerate(_STAGES, start=1):
            done = states.get(key) == "done" or number - 1 < at
            text = f"{self.marks.stage(number)}{name}"
            if key == current:
                parts.append((f" {text} ", "bold $on-accent on $primary"))
            elif done:
                parts.append((f" {text}{self.marks('closed')}", "$primary"))
            else:
                parts.append((f" {text}", "$soft"))
            if detail == 0 and number < len(_STAGES):
                parts.append((" ▸" if not self.marks.plain else " >", "$soft"))
        return parts

    def _right(self, detail: int) -> list[Part]:
        record = self.record
        overdue, unsent = int(record.get("overdue") or 0), int(record.get("unsent") or 0)
        parts: list[Part] = [
            (" 超期 ", "$soft"),
            (f"{overdue}", "bold $warning" if overdue else ""),
            ("  备份 ", "$soft"),
            _backup(record),
            ("  未发 ", "$soft"),
            (f"{unsent}", "bold" if unsent else ""),
        ]
        user = str(record.get("user") or "")
        if detail < 3 and user:
            parts.append((f"  {user}", "$primary"))
        if detail == 0 and record.get("role_name"):
            parts.append((f" {record['role_name']}", "$soft"))
        return [*parts, (" ", "")]


def _backup(record: Record) -> Part:
    day = str(record.get("last_backup") or "")
    if not day:
        return ("无", "bold $warning")
    today = str(record.get("today") or "")
    return ("今天" if day == today else day[5:] if day[:4] == today[:4] else day, "")


def _cells(parts: list[Part]) -> int:
    return sum(width(text) for text, _ in parts)
