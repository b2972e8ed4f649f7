"""9: why this is the date, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.frame.dialog import Dialog
from screens.pieces.cells import fit


class Explanation(Dialog[None]):
    """The steps that led to a date; Esc, 回车 or 9 closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,9,９", "leave")]

    def __init__(self, record: Mapping[str, Any], hide: Callable[[Any], str]) -> None:
        super().__init__(f"期限为什么是 {record.get('due', '')}", "回车 或 Esc 关闭")
        self._record = record
        self._hide = hide

    def body(self) -> Iterable[Widget]:
        """A line a step."""
        with VerticalScroll(id="explain"):
            yield Static(Content("\n").join([self._line(step) for step in self._record["steps"]]))

    def _line(self, step: Any) -> Content:
        if not isinstance(step, Mapping):
            return Content(self._hide(step))
        day = str(step.get("on") or step.get("day") or "")
        return Content.assemble((fit(day, 11), "$primary"), self._hide(step.get("text") or ""))
